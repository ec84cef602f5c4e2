"""An issue's lists of whom it goes to: ids become recipients and groups, each counted once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from jianbao.diagnostics import Findings, Place
from jianbao.load.names import Index
from jianbao.load.records import IssueRecord, LooseIssueRecord, Written
from jianbao.model import Addressee, Distribution, Group, Recipient

AnyIssue = Written[IssueRecord] | Written[LooseIssueRecord]
LISTS = ("report_to", "send_to", "distribute_to")


@dataclass(frozen=True, slots=True)
class _Named:
    """What one issue's lists name: under which name each recipient and group was reached first."""

    names: set[str] = field(default_factory=set)
    reached: dict[str, str] = field(default_factory=dict)


class Lists:
    """Finds whom issues name."""

    def __init__(self, addressees: Index[Addressee], findings: Findings) -> None:
        self.addressees = addressees
        self.findings = findings
        self._receives: dict[tuple[str, dt.date], bool] = {}

    def distribution(self, written: AnyIssue, day: dt.date | None = None) -> Distribution:
        """Return the list of an issue dated `day`, with those who receive copies then."""
        record = written.record.distribution
        named = _Named()
        lists: dict[str, tuple[Addressee, ...]] = {}
        for key in LISTS:
            found: list[Addressee] = []
            for number, name in enumerate(getattr(record, key, [])):
                place = written.place("distribution", key, number)
                addressee = self.addressees.find(name, place, self.findings)
                if addressee and self._is_printed(addressee, day, place):
                    found.append(addressee)
                    self._report_twins(addressee, named, place)
            lists[key] = tuple(found)
        return Distribution(
            report_to=lists["report_to"], send_to=lists["send_to"], distribute_to=lists["distribute_to"]
        )

    def extra_copies(self, written: AnyIssue, day: dt.date | None = None) -> Iterator[tuple[Recipient, int]]:
        """Yield who receives more copies of an issue, and how many more."""
        for name, copies in (written.record.extra_copies or {}).items():
            place = written.document.place_of_key("extra_copies", name)
            addressee = self.addressees.find(name, place, self.findings)
            if isinstance(addressee, Group):
                self.findings.fault(place, f'"{name}" is a group', "give extra copies to its members")
            elif addressee and copies is not None:
                self._report_dates(addressee, copies, day, place)
                yield addressee, copies

    def knows_all(self, written: Written[IssueRecord]) -> bool:
        """Say whether every name was found: where one was not, the sum would be wrong for that reason."""
        record = written.record
        named = (*(name for key in LISTS for name in getattr(record.distribution, key)), *record.extra_copies)
        return all(self.addressees.get(name) for name in named)

    def _is_printed(self, addressee: Addressee, day: dt.date | None, place: Place) -> bool:
        """Say whether anyone behind a name receives copies on `day`; who does not is not printed either."""
        if day is None or self._receives_on(addressee, day):
            return True
        message = f'nobody behind "{addressee.id}" receives copies on {day}, so it is not printed'
        hint = "take it out of this list, or correct `since` and `until` in recipients.yml"
        self.findings.warn(place, message, hint)
        return False

    def _report_dates(self, recipient: Recipient, copies: int, day: dt.date | None, place: Place) -> None:
        """Note extra copies for someone who receives none on that day: they count, but may be a slip."""
        if copies and day and not recipient.receives(day):
            message = f'"{recipient.id}" receives nothing on {day}, and its extra copies count all the same'
            self.findings.warn(place, message, "take them out, or correct `since` and `until`")

    def _receives_on(self, addressee: Addressee, day: dt.date) -> bool:
        if isinstance(addressee, Recipient):
            return addressee.receives(day)
        key = (addressee.id, day)
        if key not in self._receives:
            self._receives[key] = any(self._receives_on(member, day) for member in addressee.members)
        return self._receives[key]

    def _report_twins(self, addressee: Addressee, named: _Named, place: Place) -> None:
        """Note what two names of one issue have in common; what was reached before is not gone into again."""
        hint = "it is counted once: take it out of one list"
        if addressee.id in named.names:
            self.findings.warn(place, f'"{addressee.id}" is named twice', hint)
            return
        named.names.add(addressee.id)
        twins: dict[str, list[Addressee]] = {}
        waiting: list[Addressee] = [addressee]
        while waiting:
            reached = waiting.pop()
            first = named.reached.get(reached.id)
            if first is None:
                named.reached[reached.id] = addressee.id
                waiting += reversed(reached.members) if isinstance(reached, Group) else ()
            elif first != addressee.id:
                twins.setdefault(first, []).append(reached)
        for first, shared in twins.items():
            kind = "group" if isinstance(shared[0], Group) else "recipient"
            message = f'the {kind} "{shared[0].id}" is reached through "{first}" and "{addressee.id}"'
            more = f", and {len(shared) - 1} more" if len(shared) > 1 else ""
            self.findings.warn(place, message + more, hint)
