"""The ledger of copies agrees with the allotments it is made of, and what is outstanding with receipts."""

import csv
import datetime as dt
import io

from examples import an_issue, an_item
from generated_distributions import TWO_HUNDRED, issues_with_distribution
from hypothesis import given
from hypothesis import strategies as st

from jianbao.issued import shares_of
from jianbao.model import Delivered, Delivery, Issue, Ledger, Receipt, allot, merge_receipts, outstanding_of
from jianbao.outputs.ledger_paper import render_ledger_table

DAY = dt.date(2020, 4, 9)


def delivered(issue: Issue, archive: int) -> Delivered:
    deliveries = (
        Delivery(line=s.line, recipient=s.recipient, name=s.name, first=s.first, last=s.last)
        for s in shares_of(issue, archive_copies=archive)
    )
    return Delivered(issue=issue, deliveries=tuple(deliveries))


@TWO_HUNDRED
@given(st.lists(issues_with_distribution(), min_size=1, max_size=4))
def test_every_copy_of_every_issue_stands_in_the_ledger_once(runs: list[tuple[Issue, int]]) -> None:
    ledger = Ledger(year=2020, issues=tuple(delivered(*run) for run in runs))
    for place, (issue, archive) in enumerate(runs):
        found = [entry.received[place] for entry in ledger.entries]
        numbers = sorted(number for delivery in found if delivery for number in delivery.numbers)
        allotment = allot(issue, archive=archive)
        assert numbers == list(range(1, allotment.run.total + 1))
        assert ledger.sent(place) == sum(holding.copies for holding in allotment.recipients)
    assert sum(entry.copies for entry in ledger.entries) == ledger.copies
    head, *rows, sums = csv.reader(io.StringIO(render_ledger_table(ledger).decode("utf-8-sig"), newline=""))
    assert int(sums[5]) == sum(int(row[5]) for row in rows) == ledger.copies
    for column in range(8, len(head), 3):
        assert int(sums[column]) == sum(int(row[column]) for row in rows)


def test_whoever_was_renamed_or_dropped_has_one_row() -> None:
    old, new = (
        Delivery(line="send_to", recipient="a", name=name, first=1, last=2) for name in ("旧局", "新局")
    )
    gone = Delivery(line="send_to", recipient="b", name="撤销的局", first=3, last=3)
    issue = an_issue(an_item())
    ledger = Ledger(
        year=2020,
        issues=(Delivered(issue=issue, deliveries=(old, gone)), Delivered(issue=issue, deliveries=(new,))),
    )
    assert [(entry.name, entry.formerly, entry.copies) for entry in ledger.recipients] == [
        ("新局", ("旧局",), 4),
        ("撤销的局", (), 1),
    ]
    assert ledger.recipients[1].received[1] is None


def test_whoever_is_new_stands_where_the_list_has_them() -> None:
    def run(*names: str) -> Delivered:
        to = (Delivery(line="send_to", recipient=n, name=n, first=i, last=i) for i, n in enumerate(names, 1))
        return Delivered(issue=an_issue(an_item()), deliveries=tuple(to))

    ledger = Ledger(year=2020, issues=(run("b", "d"), run("a", "b", "c", "d", "e")))
    assert [entry.recipient for entry in ledger.recipients] == ["a", "b", "c", "d", "e"]


@TWO_HUNDRED
@given(issues_with_distribution(), st.data())
def test_outstanding_is_what_no_receipt_answers_for(run: tuple[Issue, int], data: st.DataObject) -> None:
    deliveries = delivered(*run).deliveries
    copies = [(d.recipient, n) for d in deliveries if d.recipient for n in d.numbers]
    single = data.draw(st.sets(st.sampled_from(copies))) if copies else set()
    whole = data.draw(st.sets(st.sampled_from(sorted({who for who, _ in copies})))) if copies else set()
    receipts = [Receipt(recipient=who, number=number, day=DAY) for who, number in single]
    receipts += [Receipt(recipient=who, number=None, day=DAY) for who in whole]
    left = [(o.delivery.recipient, n) for o in outstanding_of(deliveries, receipts) for n in o.numbers]
    assert left == [copy for copy in copies if copy not in single and copy[0] not in whole]


def test_merging_keeps_what_differs_and_drops_what_is_the_same() -> None:
    one = Receipt(recipient="a", number=None, day=DAY)
    other = Receipt(recipient="a", number=None, day=DAY, note="第二张")
    assert merge_receipts([other, one], [one]) == (one, other)
    assert merge_receipts([one], [other]) == merge_receipts([other], [one])
