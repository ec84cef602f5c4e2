"""issues/: ids become items and recipients, and the sums are done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jianbao.diagnostics import Findings
from jianbao.load.names import Index
from jianbao.load.records import (
    EntryRecord,
    IssueRecord,
    LooseIssueRecord,
    Written,
    nested,
)
from jianbao.load.resolve.distribution import AnyIssue, Lists
from jianbao.model import (
    Addressee,
    Issue,
    IssueKind,
    IssueNumber,
    IssueStatus,
    Item,
    ItemStatus,
    Section,
    SignOff,
    count_print_run,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Whose print runs are counted, and the copies on file that are in each.

    `archive_copies` is None where what runs are made of is at fault itself; a `sealed` issue was counted when
    it was issued, and is held against its lock (jianbao.record).
    """

    archive_copies: int | None
    sealed: frozenset[str] = frozenset()

    def counts(self, issue_id: str) -> bool:
        """Say whether the run of an issue is to be counted now."""
        return self.archive_copies is not None and issue_id not in self.sealed


class _Issues:
    """What resolving one issue needs of the others: above all, which item is printed where."""

    def __init__(
        self, items: Index[Item], addressees: Index[Addressee], counting: Counting, findings: Findings
    ) -> None:
        self.items = items
        self.lists = Lists(addressees, findings)
        self.counting = counting
        self.findings = findings
        self.printed: dict[str, str] = {}

    def issue(self, name: str, written: Written[IssueRecord]) -> Issue:
        record = written.record
        first, last = record.number
        supplement = record.kind is IssueKind.SUPPLEMENT
        number = IssueNumber(year=record.year, supplement=supplement, first=first, last=last)
        if number.id != name:
            message = f'the file is called "{name}", but year, number and kind say "{number.id}"'
            self.findings.fault(
                written.place("number"), message, f"rename it to {number.id}.yml, or correct them"
            )
        issue = Issue(
            number=number,
            date=record.date,
            issued=record.issued or record.date,
            status=record.status,
            sections=tuple(self.sections(written)),
            kind=record.kind,
            cumulative=record.cumulative,
            title=record.title,
            note=record.note,
            classification=record.classification,
            distribution=self.lists.distribution(written, record.date),
            extra_copies=tuple(self.lists.extra_copies(written, record.date)),
            spare_copies=record.spare_copies,
            print_count=record.print_count,
            signed_off=SignOff(**record.signed_off.model_dump()) if record.signed_off else None,
            aliases=tuple(record.aliases),
        )
        if issue.status is not IssueStatus.VOID:
            self.check_contents(written)
            if self.lists.knows_all(written):
                self.check_print_count(issue, written)
        return issue

    def check(self, written: Written[LooseIssueRecord]) -> None:
        """Note what is wrong with the names in an issue that is at fault itself."""
        for entry in nested(written, "contents", written.record.contents or []):
            list(self.entry_items(entry, written))
        self.lists.distribution(written)
        list(self.lists.extra_copies(written))

    def sections(self, written: Written[IssueRecord]) -> Iterator[Section]:
        """Yield the sections; items that stand loose next to each other make one without a heading."""
        loose: list[Item] = []
        for entry in nested(written, "contents", written.record.contents):
            items = list(self.entry_items(entry, written))
            if entry.record.heading is None:
                loose += items
                continue
            if loose:
                yield Section(items=tuple(loose))
                loose = []
            yield Section(items=tuple(items), heading=entry.record.heading)
        if loose:
            yield Section(items=tuple(loose))

    def entry_items(self, entry: Written[EntryRecord], issue: AnyIssue) -> Iterator[Item]:
        for number, item_id in enumerate(entry.record.items):
            place = entry.place("items", number)
            item = self.items.find(item_id, place, self.findings)
            if issue.record.status is IssueStatus.VOID:
                continue
            if item_id in self.printed:
                message = f'the item "{item_id}" is printed in {self.printed[item_id]} already'
                self.findings.fault(place, message, "take it out of one of the two")
                continue
            self.printed[item_id] = str(place)
            if item is None:
                continue
            if item.status is ItemStatus.DRAFT and issue.record.status not in (IssueStatus.DRAFT, None):
                message = f'the item "{item_id}" is still a draft, and may not leave the house'
                self.findings.fault(place, message, "set its status to ready, or take it out of this issue")
            yield item

    def check_contents(self, written: Written[IssueRecord]) -> None:
        if not written.record.contents:
            report = self.findings.warn if written.record.status is IssueStatus.DRAFT else self.findings.fault
            report(written.place("contents"), "the issue has no contents", "list its items in `contents`")

    def check_print_count(self, issue: Issue, written: Written[IssueRecord]) -> None:
        if issue.print_count is None or not self.counting.counts(issue.id):
            return
        run = count_print_run(
            issue.distribution,
            day=issue.date,
            extra=issue.extra_copies,
            archive=self.counting.archive_copies or 0,
            spare=issue.spare_copies,
        )
        if run.total != issue.print_count:
            message = (
                f"`print_count` is {issue.print_count}, but the copies add up to {run.total} = {run.sum}"
            )
            self.findings.fault(
                written.place("print_count"), message, f"write {run.total}, or correct the copies"
            )


def resolve_issues(
    written: Mapping[str, Written[IssueRecord]],
    *,
    at_fault: Iterable[Written[LooseIssueRecord]],
    items: Index[Item],
    addressees: Index[Addressee],
    counting: Counting,
    findings: Findings,
) -> dict[str, Issue]:
    """Return the issues by the names of their files, and check what is left of those `at_fault`."""
    resolver = _Issues(items, addressees, counting, findings)
    resolved = {name: resolver.issue(name, entry) for name, entry in written.items()}
    for entry in at_fault:
        resolver.check(entry)
    return resolved
