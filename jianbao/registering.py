"""What a registrar keeps of issues that went out: the year's ledger of copies, and return receipts.

Comes in: a content folder, and a table of receipts. Goes out: finished papers and tables, in memory; all of
them name recipients, and none belongs below the website. A sealed issue is told by its lock, any other as its
distribution stands.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jianbao.artifact import YearPaper
from jianbao.diagnostics import ContentFault, Findings, UsageFault
from jianbao.issued import IssuedPapers, shares_of
from jianbao.journey import find_issue, read_content
from jianbao.language import Language, read_language
from jianbao.load import Loaded
from jianbao.load.receipts import Read, Rows, read_receipts
from jianbao.load.tables import MAX_BYTES
from jianbao.model import (
    Delivered,
    Delivery,
    Issue,
    Ledger,
    Outstanding,
    Receipt,
    Recipient,
    allot,
    merge_receipts,
    outstanding_of,
)
from jianbao.outputs.ledger_paper import render_ledger, render_ledger_table
from jianbao.outputs.receipts import describe_outstanding, render_outstanding, render_receipts
from jianbao.progress import Progress
from jianbao.workshop import Workshop

OUTSTANDING = "outstanding.csv"
"""The file below print/<issue>/ that lists who has not answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What was read, and the record of it."""

    found: Loaded
    issued: IssuedPapers
    content: Path
    language: Language
    workshop: Workshop
    recipients: dict[str, Recipient]

    def delivered(self, issue: Issue) -> Delivered:
        """Return where the copies of an issue went."""
        lock = self.issued.record.locks.get(issue.id)
        archive = self.found.publication.imprint.archive_copies
        shares = lock.shares if lock else shares_of(issue, archive_copies=archive)
        deliveries = (
            Delivery(
                line=share.line,
                recipient=share.recipient,
                name=share.name,
                first=share.first,
                last=share.last,
                route=self._route(share.recipient),
            )
            for share in shares
        )
        return Delivered(
            issue=issue,
            deliveries=tuple(sorted(deliveries, key=lambda delivery: delivery.first)),
            is_sealed=lock is not None,
        )

    def _route(self, recipient: str) -> str | None:
        known = self.recipients.get(recipient)
        return known.route if known else None

    def ledger(self, year: int) -> Ledger:
        """Return the ledger of a year's published issues that have copies.

        Raises:
            UsageFault: there is none.
        """
        issues = (issue for issue in self.found.publication.issues_out if issue.number.year == year)
        delivered = tuple(one for one in map(self.delivered, issues) if one.deliveries)
        if not delivered:
            raise UsageFault(f"no issue of {year} in {self.content} is published and goes to anybody")
        return Ledger(year=year, issues=delivered)


def open_registry(
    content: Path,
    *,
    workshop: Workshop | None = None,
    progress: Progress,
    loaded: Callable[[Loaded], None] = lambda _: None,
) -> Registry:
    """Read a content folder for what its registrar keeps.

    Raises:
        ContentFault: the content or the record is at fault; carries everything that is.
    """
    workshop = workshop or Workshop.here()
    found = read_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    holdings = (h for issue in publication.issues for h in allot(issue, archive=0).recipients)
    return Registry(
        found=found,
        issued=IssuedPapers.of(found, content),
        content=content,
        language=read_language(publication.imprint.language, workshop.theme),
        workshop=workshop,
        recipients={h.recipient.id: h.recipient for h in holdings if h.recipient},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPapers:
    """A year's ledger, as a paper and as a table."""

    paper: YearPaper
    table: bytes
    recipients: int
    copies: int


def make_ledger(year: int, registry: Registry, progress: Progress) -> LedgerPapers:
    """Make the ledger of a year.

    Raises:
        UsageFault: no issue of that year is published and goes to anybody.
    """
    ledger = registry.ledger(year)
    imprint = registry.found.publication.imprint
    with progress.stage("ledger"):
        paper = render_ledger(ledger, imprint, registry.language, registry.workshop.theme)
    return LedgerPapers(
        paper=paper,
        table=render_ledger_table(ledger),
        recipients=len(ledger.recipients),
        copies=ledger.copies,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The receipts of an issue: all that came back, and who has not answered.

    `table` is the file as it is to be kept, nothing where no receipt is known; `remarks` say what whoever
    imports should know.
    """

    receipts: tuple[Receipt, ...]
    left: tuple[Outstanding, ...]
    table: bytes | None
    outstanding: bytes
    lines: tuple[str, ...]
    remarks: tuple[str, ...]
    added: int


def receipts_file(content: Path, issue_id: str) -> Path:
    """Return where the receipts of an issue are kept."""
    return content / "receipts" / f"{issue_id}.csv"


def take_receipts(issue_id: str, registry: Registry, table: Path | None) -> Returned:
    """Return the receipts of an issue with those of a table, of which all are taken or, at a fault, none.

    Raises:
        UsageFault: there is no such issue or table, or the issue has no copies.
        ContentFault: the table, or what is kept, cannot be read; carries everything that is wrong in it.
    """
    issue = find_issue(issue_id, registry.found.publication, registry.content)
    deliveries = registry.delivered(issue).deliveries
    if not any(delivery.recipient for delivery in deliveries):
        raise UsageFault(f"issue {issue_id} goes to nobody, so nobody can answer")
    findings = Findings()
    file = receipts_file(registry.content, issue_id)
    known = _read(file, issue_id, deliveries, findings) if file.is_file() else Rows(read=())
    new = _read(table, issue_id, deliveries, findings) if table else Rows(read=())
    if findings.faults:
        raise ContentFault(findings)
    before = merge_receipts(read.receipt for read in known.read)
    receipts = merge_receipts(before, (read.receipt for read in new.read))
    left = outstanding_of(deliveries, receipts)
    contacts = {who.id: who.contact for who in registry.recipients.values() if who.contact}
    return Returned(
        receipts=receipts,
        left=left,
        table=render_receipts(receipts) if receipts else None,
        outstanding=render_outstanding(left, contacts, registry.language),
        lines=tuple(describe_outstanding(left, issue, registry.language)),
        remarks=(*_repeated(known, new), *_passed_over(new, table), *_early(new, issue)),
        added=len(receipts) - len(before),
    )


def _read(file: Path, issue_id: str, deliveries: tuple[Delivery, ...], findings: Findings) -> Rows:
    path = os.fspath(file)
    try:
        with file.open("rb") as stream:
            written = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageFault(f"{path}: {error.strerror}") from None
    return read_receipts(written, path, issue_id, deliveries, findings)


def _repeated(known: Rows, new: Rows) -> list[str]:
    """Say which receipts were there before, the same or another of the same recipient or copy."""
    first: dict[tuple[str, int | None], Read] = {}
    for read in known.read:
        first.setdefault((read.receipt.recipient, read.receipt.number), read)
    exact = {read.receipt for read in known.read}
    remarks = []
    for read in new.read:
        receipt = read.receipt
        other = first.setdefault((receipt.recipient, receipt.number), read)
        if other is not read:
            whose = receipt.recipient + (f", copy {receipt.number:06}" if receipt.number else "")
            what = "it is kept once" if receipt in exact else "it differs in day or note; both are kept"
            remarks.append(f"{read.place}: the receipt of {whose} is in {other.place} too; {what}")
        exact.add(receipt)
    return remarks


def _passed_over(new: Rows, table: Path | None) -> list[str]:
    remarks = []
    if new.unread:
        names = ", ".join("".join(c if c.isprintable() else "\ufffd" for c in name) for name in new.unread)
        remarks.append(f"{table}: these columns are not read: {names[:200]}")
    if new.blank:
        remarks.append(f"{table}: {new.blank} rows have neither date nor note, and count as not answered")
    return remarks


def _early(new: Rows, issue: Issue) -> list[str]:
    """Say which receipts are older than the issue."""
    return [
        f"{read.place}: the receipt of {read.receipt.recipient} is of {read.receipt.day}, before the issue is"
        for read in new.read
        if read.receipt.day < issue.date
    ]
