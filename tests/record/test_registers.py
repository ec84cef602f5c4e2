"""The registers of a sealed issue are those of its lock."""

from pathlib import Path

from jianbao.registering import open_registry, take_receipts
from jianbao.workshop import Workshop, silent


def test_the_ledger_of_a_sealed_issue_is_that_of_its_lock(sealed: Path) -> None:
    registry = open_registry(sealed, workshop=Workshop.here(), progress=silent())
    (delivered,) = registry.ledger(2020).issues
    lock = registry.issued.record.locks["2020-03"]
    assert delivered.is_sealed
    assert delivered.copies == 160
    found = [(delivery.recipient, delivery.first, delivery.last) for delivery in delivered.deliveries]
    assert found == [(share.recipient, share.first, share.last) for share in lock.shares]


def test_receipts_of_a_sealed_issue_are_asked_of_its_holders(sealed: Path) -> None:
    registry = open_registry(sealed, workshop=Workshop.here(), progress=silent())
    holders = {share.recipient for share in registry.issued.record.locks["2020-03"].shares}
    assert len(take_receipts("2020-03", registry, None).left) == len(holders - {""})
