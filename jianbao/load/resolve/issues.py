"""issues/ and errata/: ids become items and recipients, and the sums are done."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from jianbao.diagnostics import Findings
from jianbao.load.names import Index
from jianbao.load.records import (
    EntryRecord,
    ErratumRecord,
    IssueRecord,
    LooseIssueRecord,
    Written,
    nested,
)
from jianbao.model import (
    Addressee,
    Distribution,
    Erratum,
    Group,
    Issue,
    IssueKind,
    IssueNumber,
    IssueStatus,
    Item,
    ItemStatus,
    Recipient,
    Section,
    SignOff,
    count_print_run,
    recipients_of,
)

AnyIssue = Written[IssueRecord] | Written[LooseIssueRecord]
LISTS = ("report_to", "send_to", "distribute_to")


class _Issues:
    """What resolving one issue needs of the others: above all, which item is printed where."""

    def __init__(
        self, items: Index[Item], addressees: Index[Addressee], archive_copies: int | None, findings: Findings
    ) -> None:
        self.items = items
        self.addressees = addressees
        self.archive_copies = archive_copies
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
            distribution=self.distribution(written),
            extra_copies=tuple(self.extra_copies(written)),
            spare_copies=record.spare_copies,
            print_count=record.print_count,
            signed_off=SignOff(**record.signed_off.model_dump()) if record.signed_off else None,
        )
        if issue.status is not IssueStatus.VOID:
            self.check_contents(written)
            if self.knows_all_recipients(written):
                self.check_print_count(issue, written)
        return issue

    def check(self, written: Written[LooseIssueRecord]) -> None:
        """Note what is wrong with the names in an issue that is at fault itself."""
        for entry in nested(written, "contents", written.record.contents or []):
            list(self.entry_items(entry, written))
        self.distribution(written)
        list(self.extra_copies(written))

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
                message = f'the item "{item_id}" is still a draft and stays out of this issue for the public'
                self.findings.warn(place, message, "set its status to ready, or take it out")
            yield item

    def distribution(self, written: AnyIssue) -> Distribution:
        record = written.record.distribution
        named: dict[str, str] = {}
        lists: dict[str, tuple[Addressee, ...]] = {}
        for key in LISTS:
            found: list[Addressee] = []
            for number, name in enumerate(getattr(record, key, [])):
                place = written.place("distribution", key, number)
                addressee = self.addressees.find(name, place, self.findings)
                if addressee:
                    found.append(addressee)
                    self.report_twins(addressee, named, name, written, (key, number))
            lists[key] = tuple(found)
        return Distribution(
            report_to=lists["report_to"], send_to=lists["send_to"], distribute_to=lists["distribute_to"]
        )

    def report_twins(
        self,
        addressee: Addressee,
        named: dict[str, str],
        name: str,
        written: AnyIssue,
        loc: tuple[str, int],
    ) -> None:
        place = written.place("distribution", *loc)
        if name in named.values():
            self.findings.warn(
                place, f'"{name}" is named twice', "it is counted once: take it out of one list"
            )
            return
        for recipient in recipients_of(addressee):
            first = named.setdefault(recipient.id, name)
            if first != name:
                message = f'the recipient "{recipient.id}" is reached through "{first}" and "{name}"'
                self.findings.warn(place, message, "it is counted once: take it out of one list")

    def extra_copies(self, written: AnyIssue) -> Iterator[tuple[Recipient, int]]:
        for name, copies in (written.record.extra_copies or {}).items():
            place = written.document.place_of_key("extra_copies", name)
            addressee = self.addressees.find(name, place, self.findings)
            if isinstance(addressee, Group):
                self.findings.fault(place, f'"{name}" is a group', "give extra copies to its members")
            elif addressee and copies is not None:
                yield addressee, copies

    def check_contents(self, written: Written[IssueRecord]) -> None:
        if not written.record.contents:
            report = self.findings.warn if written.record.status is IssueStatus.DRAFT else self.findings.fault
            report(written.place("contents"), "the issue has no contents", "list its items in `contents`")

    def knows_all_recipients(self, written: Written[IssueRecord]) -> bool:
        """Say whether every name was found: where one was not, the sum would be wrong for that reason."""
        record = written.record
        named = (*(name for key in LISTS for name in getattr(record.distribution, key)), *record.extra_copies)
        return all(self.addressees.get(name) for name in named)

    def check_print_count(self, issue: Issue, written: Written[IssueRecord]) -> None:
        if issue.print_count is None or self.archive_copies is None:
            return
        run = count_print_run(
            issue.distribution,
            day=issue.date,
            extra=issue.extra_copies,
            archive=self.archive_copies,
            spare=issue.spare_copies,
        )
        if run.total != issue.print_count:
            sum_of_lines = ", ".join(f"{name} {copies}" for name, copies in run.lines)
            message = (
                f"`print_count` is {issue.print_count}, but the copies add up to {run.total} ({sum_of_lines})"
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
    archive_copies: int | None,
    findings: Findings,
) -> dict[str, Issue]:
    """Return the issues by the names of their files, and check what is left of those `at_fault`.

    `archive_copies` are counted in every run; None: print runs cannot be counted, for what they are
    made of is at fault itself.
    """
    resolver = _Issues(items, addressees, archive_copies, findings)
    resolved = {name: resolver.issue(name, entry) for name, entry in written.items()}
    for entry in at_fault:
        resolver.check(entry)
    return resolved


def resolve_errata(
    written: Mapping[str, Written[ErratumRecord]],
    *,
    issues: Index[Issue],
    items: Index[Item],
    findings: Findings,
) -> tuple[Erratum, ...]:
    """Return the corrections, oldest first."""
    found = [_erratum(name, entry, issues, items, findings) for name, entry in written.items()]
    return tuple(sorted((e for e in found if e), key=lambda erratum: (erratum.date, erratum.id)))


def _erratum(
    name: str, written: Written[ErratumRecord], issues: Index[Issue], items: Index[Item], findings: Findings
) -> Erratum | None:
    record = written.record
    issue = issues.find(record.issue, written.place("issue"), findings)
    item = items.find(record.item, written.place("item"), findings)
    stem, _, count = PurePosixPath(name).name.rpartition("-")
    if stem != record.issue or not count.isdigit():
        hint = f"call it {record.issue}-1.yml, {record.issue}-2.yml, …"
        findings.fault(written.place("issue"), f'the file is called "{name}"', hint)
    if not issue or not item:
        return None
    if item.id not in {printed.id for printed in issue.items}:
        message = f'the item "{item.id}" is not printed in {issue.id}'
        findings.fault(written.place("item"), message, "name an item of that issue")
    return Erratum(
        id=name,
        issue=issue,
        item=item,
        date=record.date,
        wrong=record.wrong,
        right=record.right,
        note=record.note,
        reprint=record.reprint,
    )
