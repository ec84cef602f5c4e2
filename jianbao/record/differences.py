"""Holds a sealed issue against what the content says now.

Comes in: a lock, the facts and shares of the issue as they are, and its corrections. Goes out: a fault for
each difference that no correction explains, with the place where it stands.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from jianbao.diagnostics import Findings, Place
from jianbao.model import Erratum
from jianbao.record.facts import Fact, sum_of_text
from jianbao.record.lock import Lock, Share

DISTRIBUTION = "distribution"


def find_differences(
    lock: Lock,
    facts: Mapping[str, Fact],
    shares: tuple[Share, ...],
    *,
    errata: tuple[Erratum, ...],
    place: Place,
    findings: Findings,
) -> None:
    """Report what differs from the lock; `place` stands for what is no longer there."""
    for name, fact in facts.items():
        sealed = lock.facts.get(name)
        if sealed is None:
            if not fact.is_explained("", errata):
                _report(
                    findings, fact.place, f"{name} was added to issue {lock.issue}", name, fact.sha256, lock
                )
        elif fact.sha256 != sealed and not fact.is_explained(sealed, errata):
            _report(
                findings,
                fact.place,
                f"{name} is not what was issued in {lock.issue}",
                name,
                fact.sha256,
                lock,
            )
    for name in lock.facts.keys() - facts.keys():
        if not any(erratum.changes_to(name) == "none" for erratum in errata):
            _report(findings, place, f"{name} of issue {lock.issue} is gone", name, "none", lock)
    _compare_shares(lock, shares, errata, place, findings)


def _compare_shares(
    lock: Lock, shares: tuple[Share, ...], errata: tuple[Erratum, ...], place: Place, findings: Findings
) -> None:
    if shares == lock.shares:
        return
    now = sum_of_shares(shares)
    if any(erratum.changes_to(DISTRIBUTION) == now for erratum in errata):
        return
    what = "; ".join(_changed_shares(lock.shares, shares)) or "their order has changed"
    message = f"the distribution is not that with which {lock.issue} was issued: {what}"
    hint = (
        "end a recipient with `until` and begin another with `since`, so that what was issued stays; "
        f"if it was wrong, correct it in {_erratum_of(lock)} with `changes: {{{DISTRIBUTION}: {now}}}`"
    )
    findings.fault(place, message, hint)


def _changed_shares(sealed: Iterable[Share], now: Iterable[Share]) -> Iterable[str]:
    before = {(share.line, share.recipient): share for share in sealed}
    after = {(share.line, share.recipient): share for share in now}
    for key, share in before.items():
        who = share.recipient or share.line
        other = after.get(key)
        if other is None:
            yield f"{who} is gone"
        elif other.copies != share.copies:
            yield f"{who} received {share.copies}, now {other.copies}"
        elif other.name != share.name:
            yield f'{who} was called "{share.name}"'
    for key, share in after.items():
        if key not in before:
            yield f"{share.recipient or share.line} was added"


def sum_of_shares(shares: Iterable[Share]) -> str:
    """Return the SHA-256 by which an erratum names a distribution."""
    return sum_of_text(json.dumps([asdict(share) for share in shares], ensure_ascii=False))


def _report(findings: Findings, place: Place, message: str, name: str, now: str, lock: Lock) -> None:
    hint = (
        f"put it back as it was; if it was wrong, correct it in {_erratum_of(lock)}, by `wrong`, `right` or "
        f'`changes: {{"{name}": {now}}}`'
    )
    findings.fault(place, message, hint)


def _erratum_of(lock: Lock) -> str:
    return f"errata/{lock.issue}-1.yml"
