"""What is new in the distribution of an issue against that of the one before.

Comes in: a publication and one of its issues. Goes out: who was added, who was dropped, whose copies changed,
and why. The issue before is that of the same series: supplements may go to others than regular issues.

A recipient whose number of copies changes for good is written as two entries, one that ends and one that
begins; where both have one name, they are one office with other copies, and not one dropped and one added.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jianbao.model.distribution import Recipient, receiving
from jianbao.model.issue import Issue, IssueStatus
from jianbao.model.publication import Publication


class Reason(StrEnum):
    """Why an issue reaches someone otherwise than the one before."""

    LISTS = "lists"
    SINCE = "since"
    UNTIL = "until"
    EXTRA = "extra"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recipient whose copies differ, extra ones included; 0 before: added, 0 now: dropped."""

    recipient: Recipient
    before: int
    now: int
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new against `before`, the issue before; None: the issue is the first of its series."""

    before: Issue | None
    found: tuple[Change, ...] = ()

    @property
    def added(self) -> tuple[Change, ...]:
        """Those who receive this issue and not the one before, in the order of this one's lists."""
        return tuple(change for change in self.found if not change.before)

    @property
    def dropped(self) -> tuple[Change, ...]:
        """Those who received the issue before and not this one, in the order of that one's lists."""
        return tuple(change for change in self.found if not change.now)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Those who receive another number of copies."""
        return tuple(change for change in self.found if change.before and change.now)


def changes_of(publication: Publication, issue: Issue) -> Changes:
    """Return what is new in an issue's distribution."""
    before = _before_in_series(publication, issue)
    if before is None:
        return Changes(before=None)
    return Changes(before=before, found=tuple(_compare(before, issue)))


def upcoming(publication: Publication) -> tuple[Issue, ...]:
    """Return the issues that are worked on: of each series the newest, where it is not yet issued."""
    newest: dict[bool, Issue] = {}
    for issue in sorted(publication.issues, key=lambda issue: issue.number):
        if issue.status is not IssueStatus.VOID:
            newest[issue.number.supplement] = issue
    return tuple(issue for issue in newest.values() if issue.status is not IssueStatus.ISSUED)


def _before_in_series(publication: Publication, issue: Issue) -> Issue | None:
    earlier = (
        other
        for other in publication.issues
        if other.number.supplement is issue.number.supplement
        and other.status is not IssueStatus.VOID
        and other.number < issue.number
    )
    return max(earlier, key=lambda other: other.number, default=None)


def _compare(before: Issue, issue: Issue) -> Iterator[Change]:
    then, now = _copies_of(before), _copies_of(issue)
    heirs = _heirs(then, now)
    for key, (recipient, own, extra) in now.items():
        old = then.get(key) or then.get(heirs.get(key, ""))
        was = old[1] + old[2] if old else 0
        if own + extra != was:
            reason = _why_changed(old, own) if old else _why_added(before, recipient, own)
            yield Change(recipient=recipient, before=was, now=own + extra, reason=reason)
    for key, (recipient, own, extra) in then.items():
        if key not in now and key not in heirs.values():
            reason = _why_dropped(issue, recipient, own)
            yield Change(recipient=recipient, before=own + extra, now=0, reason=reason)


_Received = tuple[Recipient, int, int]
"""A recipient, the copies of the distribution, and extra ones."""


def _copies_of(issue: Issue) -> dict[str, _Received]:
    """Return who receives an issue, by id."""
    found = {r.id: (r, r.copies, 0) for _, r in receiving(issue.distribution, issue.date)}
    for recipient, more in issue.extra_copies:
        _, own, extra = found.get(recipient.id, (recipient, 0, 0))
        found[recipient.id] = (recipient, own, extra + more)
    return {key: received for key, received in found.items() if received[1] + received[2]}


def _heirs(then: Mapping[str, _Received], now: Mapping[str, _Received]) -> dict[str, str]:
    """Return, by its id, the entry that each new one takes the place of: the only one of its name."""
    gone = _only_by_name({key: received for key, received in then.items() if key not in now})
    new = _only_by_name({key: received for key, received in now.items() if key not in then})
    return {new[name]: gone[name] for name in new if name in gone}


def _only_by_name(received: Mapping[str, _Received]) -> dict[str, str]:
    by_name: dict[str, list[str]] = {}
    for key, (recipient, _, _) in received.items():
        by_name.setdefault(recipient.name, []).append(key)
    return {name: keys[0] for name, keys in by_name.items() if len(keys) == 1}


def _why_changed(old: _Received, own: int) -> Reason:
    return Reason.EXTRA if old[1] == own else Reason.ENTRY


def _why_added(before: Issue, recipient: Recipient, own: int) -> Reason:
    if not own:
        return Reason.EXTRA
    return Reason.LISTS if recipient.receives(before.date) else Reason.SINCE


def _why_dropped(issue: Issue, recipient: Recipient, own: int) -> Reason:
    if not own:
        return Reason.EXTRA
    return Reason.LISTS if recipient.receives(issue.date) else Reason.UNTIL
