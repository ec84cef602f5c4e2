"""The record as a build meets it: what was issued must still be so, and is served as it was.

Comes in: what was read of a content folder. Goes out: a fault for everything that was issued and is no
longer so, and the papers of sealed issues, taken out of the archive instead of made anew.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import ContentFault, Findings, Place
from jianbao.language import Language, read_language
from jianbao.load import Loaded
from jianbao.model import Imprint, Issue, ItemId, Publication, public_edition
from jianbao.model.allotment import allot
from jianbao.outputs.website import Site, issued_texts, render_page
from jianbao.plan import Outline, Page, address_of
from jianbao.record import Archive, Fact, Lock, Record, Share, facts_of, find_differences, read_record
from jianbao.record.facts import first_id
from jianbao.workshop import Workshop

FOR_EVER = dt.datetime.max.replace(tzinfo=dt.UTC)
PUBLIC, HOLDERS = "public", "holders"

MakePapers = Callable[[Iterable[Issue]], dict[str, PrintedIssue]]


@dataclass(frozen=True, kw_only=True)
class IssuedPapers:
    """The record of a publication and the archive of its papers."""

    record: Record
    archive: Archive

    @classmethod
    def of(cls, found: Loaded, content: Path) -> "IssuedPapers":
        """Read the record of a content folder.

        Raises:
            ContentFault: a lock cannot be read, or the chain of locks is broken.
        """
        return cls(record=read_record(content), archive=Archive.of(found.publication.imprint, content))

    def papers(self, issues: Iterable[Issue], edition: str, make: MakePapers) -> dict[str, PrintedIssue]:
        """Return the papers of issues: those that were sealed as they were, the others as `make` makes them.

        Raises:
            ContentFault: a sealed paper is missing from the archive, or is not what it was.
        """
        wanted = tuple(issues)
        kept = {
            issue.id: _found_again(self.archive.take_out(self.record.locks[issue.id], edition), issue)
            for issue in wanted
            if self.is_kept(issue, edition)
        }
        made = make(issue for issue in wanted if issue.id not in kept)
        return {issue.id: kept.get(issue.id) or made[issue.id] for issue in wanted}

    def archive_copies(self, issue: Issue, imprint: Imprint) -> int:
        """Return how many copies of an issue are kept on file: what was sealed, or what holds today."""
        lock = self.record.locks.get(issue.id)
        return _archived(lock) if lock else imprint.archive_copies

    def is_kept(self, issue: Issue, edition: str) -> bool:
        """Say whether an issue's paper is in the archive; not while an embargo hides some of its items."""
        lock = self.record.locks.get(issue.id)
        paper = lock.papers.get(edition) if lock else None
        return paper is not None and set(paper.page_of) == {first_id(item) for item in issue.items}


def _found_again(printed: PrintedIssue, issue: Issue) -> PrintedIssue:
    """Call the items of a kept paper by the ids that they have now."""
    now = {first_id(item): item.id for item in issue.items}
    return replace(
        printed, page_of={now.get(ItemId(item), item): page for item, page in printed.page_of.items()}
    )


def check_issued(found: Loaded, content: Path, workshop: Workshop) -> None:
    """Hold every sealed issue against the content.

    Raises:
        ContentFault: something that was issued is no longer as it was; names it, and where.
    """
    record = read_record(content)
    if not record.locks:
        return
    findings = Findings()
    edition = public_edition(found.publication, FOR_EVER)
    language = read_language(edition.imprint.language, workshop.theme)
    for lock in record.locks.values():
        issue = found.publication.issue(lock.issue)
        document = found.documents.get(f"issues/{lock.issue}")
        if issue is None or document is None or not issue.is_out:
            place = document.place("status") if document else Place(str(content / f"issues/{lock.issue}.yml"))
            hint = "bring its file back from git; what was issued stays issued"
            findings.fault(place, f"issue {lock.issue} was issued, and is gone or withdrawn", hint)
            continue
        now = facts_now(issue, found, content, page_texts(issue, edition, language, workshop.theme))
        find_differences(
            lock,
            now,
            shares_of(issue, archive_copies=_archived(lock)),
            errata=found.publication.errata_of(issue),
            place=document.place("distribution"),
            findings=findings,
        )
    if findings.faults:
        raise ContentFault(findings)


def facts_now(issue: Issue, found: Loaded, content: Path, page: Mapping[str, str]) -> dict[str, Fact]:
    """Return what would be sealed of an issue as the content stands."""
    images = content / "images"
    return facts_of(
        issue,
        documents=found.documents,
        picture=lambda path: (images / path).read_bytes(),
        picture_place=lambda path: Place(str(images / path)),
        page=page,
    )


def page_texts(issue: Issue, edition: Publication, language: Language, theme: Path) -> dict[str, str]:
    """Return what an issue's page says of it before any correction; nothing where it is not public."""
    public = edition.issue(issue.id)
    if public is None or not public.is_out:
        return {}
    site = Site(
        publication=replace(edition, errata=()),
        outline=Outline(pages=(), papers=(), pictures=()),
        language=language,
        papers={},
        theme=theme,
    )
    return issued_texts(render_page(Page(address=address_of(public), subject=public), site))


def shares_of(issue: Issue, *, archive_copies: int) -> tuple[Share, ...]:
    """Return who receives which copies of an issue, as its lock tells it."""
    return tuple(
        Share(
            line=holding.line,
            recipient=holding.recipient.id if holding.recipient else "",
            name=holding.recipient.name if holding.recipient else "",
            copies=holding.copies,
            first=holding.first,
            last=holding.last,
        )
        for holding in allot(issue, archive=archive_copies).holdings
    )


def _archived(lock: Lock) -> int:
    return sum(share.copies for share in lock.shares if share.line == "archive_copies")
