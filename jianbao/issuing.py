"""Turns an approved issue into an issued one: prints it, keeps its papers, and locks what it is.

Comes in: a content folder, an issue and a moment. Goes out: an `Issuing`, which writes the papers
into the archive, its lock beside its file, and `status: issued` into that file, in this order; whatever fails
before the lock is there leaves the issue unissued.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jianbao import __version__
from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import ContentFault, Findings, Place, UsageFault
from jianbao.issued import FOR_EVER, HOLDERS, PUBLIC, IssuedPapers, facts_now, page_texts, shares_of
from jianbao.journey import read_content
from jianbao.language import Language, read_language
from jianbao.load import Loaded
from jianbao.model import Issue, IssueStatus, Publication, SignOff, public_edition
from jianbao.progress import Progress
from jianbao.record import Fact, KeptPaper, Lock, lock_file
from jianbao.record.sealing import require_sealable, sign_off_of_issue
from jianbao.record.trailers import commit_of, sign_off_of
from jianbao.release import write_file
from jianbao.typesetting.versions import library_versions
from jianbao.workshop import Workshop, moment_in

_BYTE_ORDER_MARK = "\ufeff"
"""Stands at the head of what some editors write, and is no column of its first line."""


@dataclass(frozen=True, kw_only=True)
class Issuing:
    """An issue on its way out: all that its lock will hold, and the papers to be kept."""

    issue: Issue
    content: Path
    moment: dt.datetime
    issued: IssuedPapers
    signed_off: Mapping[str, str]
    facts: Mapping[str, Fact]
    papers: Mapping[str, PrintedIssue]
    made_with: tuple[str, ...]
    archive_copies: int
    status: Place

    def write(self) -> Lock:
        """Keep the papers, write the lock, and mark the issue as issued."""
        lock = Lock(
            issue=self.issue.id,
            sealed=self.moment.isoformat(timespec="seconds"),
            previous=self.issued.record.head,
            commit=commit_of(self.content),
            signed_off=self.signed_off,
            facts={name: fact.sha256 for name, fact in self.facts.items()},
            shares=shares_of(self.issue, archive_copies=self.archive_copies),
            papers=self._keep_papers(),
            made_with=self.made_with,
        )
        write_file(lock_file(self.content, self.issue.id), lock.written())
        self._mark_as_issued()
        return lock

    def _keep_papers(self) -> dict[str, KeptPaper]:
        """Put the papers into the archive; where both editions are the same, one file."""
        kept: dict[str, KeptPaper] = {}
        by_content: dict[bytes, KeptPaper] = {}
        for edition, paper in self.papers.items():
            if paper.content not in by_content:
                by_content[paper.content] = self.issued.archive.keep(paper, edition)
            kept[edition] = by_content[paper.content]
        return kept

    def _mark_as_issued(self) -> None:
        file = self.content / "issues" / f"{self.issue.id}.yml"
        write_file(file, _marked_as_issued(file, self.issue, self.status))


def _marked_as_issued(file: Path, issue: Issue, status: Place) -> bytes:
    """Return an issue's file with `issued` where its status stands, and every other byte as it is.

    Raises:
        ContentFault: the status is not written as the plain word.
    """
    written = file.read_bytes().decode()
    mark = _BYTE_ORDER_MARK if written.startswith(_BYTE_ORDER_MARK) else ""
    lines = written.removeprefix(mark).splitlines(keepends=True)
    line, start = lines[status.line - 1], status.column - 1
    word = issue.status.value
    if not line[start:].lstrip("\"'").startswith(word):
        findings = Findings()
        findings.fault(status, "the status is not written as a plain word", f"write `status: {word}`")
        raise ContentFault(findings)
    lines[status.line - 1] = line[:start] + line[start:].replace(word, IssueStatus.ISSUED.value, 1)
    return "".join((mark, *lines)).encode()


def prepare_issue(
    issue_id: str,
    content: Path,
    moment: dt.datetime,
    *,
    workshop: Workshop,
    progress: Progress,
    loaded: Callable[[Loaded], None] = lambda _: None,
) -> Issuing:
    """Check an approved issue and print it; nothing is written yet.

    Raises:
        UsageFault: there is no such issue, it is sealed already, or its number was withdrawn.
        ContentFault: it is a draft, has no print count, is not signed off where that is asked for, or says
            its status in a way that cannot be changed.
    """
    found = read_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    issue = publication.issue(issue_id)
    if issue is None:
        raise UsageFault(f"there is no issue {issue_id} in {content}")
    issued = IssuedPapers.of(found, content)
    status = found.documents[f"issues/{issue_id}"].place("status")
    signed_off = sign_off_of_issue(issue, sign_off_of(content / "issues" / f"{issue_id}.yml"))
    asks = publication.imprint.sign_off
    require_sealable(issue, issued.record, signed_off, asks_sign_off=asks, place=status)
    _marked_as_issued(content / "issues" / f"{issue_id}.yml", issue, status)
    language = read_language(publication.imprint.language, workshop.theme)
    edition = public_edition(publication, FOR_EVER)
    page = page_texts(issue, edition, language, workshop.theme)
    return Issuing(
        issue=issue,
        content=content,
        moment=moment_in(publication, moment),
        issued=issued,
        signed_off=signed_off,
        facts=facts_now(issue, found, content, page),
        papers=_print(_Editions(found, edition, language, signed_off), issue, workshop, progress),
        made_with=_made_with(workshop),
        archive_copies=publication.imprint.archive_copies,
        status=status,
    )


@dataclass(frozen=True)
class _Editions:
    found: Loaded
    public: Publication
    language: Language
    signed_off: Mapping[str, str]

    def of(self, issue: Issue) -> dict[str, tuple[Issue, Publication]]:
        """Return an issue as each edition has it: the holders' signed off, the public one if there is any."""
        signed = replace(issue, signed_off=SignOff(**self.signed_off)) if self.signed_off else issue
        everything = self.found.publication
        issues = tuple(signed if other.id == issue.id else other for other in everything.issues)
        editions = {HOLDERS: (signed, replace(everything, issues=issues))}
        public = self.public.issue(issue.id)
        return editions if public is None else {PUBLIC: (public, self.public), **editions}


def _print(
    editions: _Editions, issue: Issue, workshop: Workshop, progress: Progress
) -> dict[str, PrintedIssue]:
    wanted = editions.of(issue)
    papers: dict[str, PrintedIssue] = {}
    with progress.stage("issue PDFs", len(wanted)) as step:
        for name, (edited, publication) in wanted.items():
            pictures = editions.found.pictures
            made = workshop.press.print_issues([edited], publication, editions.language, pictures, step)
            papers[name] = made[issue.id]
    return papers


def _made_with(workshop: Workshop) -> tuple[str, ...]:
    """Name what makes papers: our version, the libraries', and the fonts by their SHA-256."""
    fonts = (f"{face.file} {face.sha256}" for face in workshop.faces)
    return (f"jianbao {__version__}", *library_versions(), *fonts)
