"""The private print package of one issue: who receives which copy, and what the printer needs.

Comes in: a content folder, an issue and what was asked for. Goes out: a `Package`, files in memory that take
the place of print/<issue>/ as a whole. They name recipients, and never stand below the website.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jianbao.artifact import Artifact, PrintedIssue
from jianbao.correcting import print_slips
from jianbao.diagnostics import UsageFault
from jianbao.issued import HOLDERS, IssuedPapers
from jianbao.journey import find_issue, read_content
from jianbao.language import read_language
from jianbao.load import Loaded
from jianbao.model import Erratum, Issue, IssueStatus, PrintOrder, allot, changes_of
from jianbao.model.copy_number import MOST
from jianbao.outputs.package import (
    Dispatch,
    LabelSheet,
    render_copies,
    render_labels,
    render_order,
    render_order_text,
    render_sheet,
    render_slips,
    render_table,
    sheet_named,
)
from jianbao.progress import Progress
from jianbao.theme import find_theme
from jianbao.typesetting.inked_pages import find_inks
from jianbao.typesetting.press_measures import read_finishing_measures
from jianbao.variants import Booklet, PressFile, Pressroom
from jianbao.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: the sheet of labels and the first label on it (from 1), spoilage in per cent."""

    labels: LabelSheet
    first_label: int = 1
    spoilage: Decimal = Decimal(3)

    @classmethod
    def of(cls, labels: str, first_label: int, spoilage: float) -> "Asked":
        """Return what was asked for, the sheet of labels by its name.

        Raises:
            UsageFault: there is no such sheet, or it has no such label.
        """
        sheet = sheet_named(labels, find_theme())
        if not 1 <= first_label <= sheet.count:
            raise UsageFault(f"--first-label {first_label}: {sheet.name} has labels 1 to {sheet.count}")
        return cls(labels=sheet, first_label=first_label, spoilage=Decimal(str(spoilage)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The files of a package, and what is known of them."""

    printed: PrintedIssue
    files: tuple[Artifact, ...]
    copies: int
    recipients: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesCall:
    """What makes the file of all copies; picklable, and its text says all that it is made of."""

    dispatch: Dispatch
    press: bytes
    theme: Path = field(repr=False)

    def __call__(self) -> bytes:
        """Make it."""
        return render_copies(self.dispatch, self.press, self.theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsCall:
    """What makes the labels; picklable."""

    dispatch: Dispatch
    asked: Asked
    theme: Path = field(repr=False)

    def __call__(self) -> bytes:
        """Make them."""
        return render_labels(self.dispatch, self.asked.labels, self.theme, first=self.asked.first_label)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCall:
    """What makes the print order; picklable."""

    dispatch: Dispatch
    order: PrintOrder
    theme: Path = field(repr=False)

    def __call__(self) -> bytes:
        """Make it."""
        return render_order(self.dispatch, self.order, self.theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCall:
    """What makes a paper of the distribution alone; picklable."""

    render: Callable[[Dispatch, Path], bytes] = field(repr=False)
    dispatch: Dispatch
    theme: Path = field(repr=False)

    def __call__(self) -> bytes:
        """Make it."""
        return self.render(self.dispatch, self.theme)


def package_issue(
    issue_id: str,
    content: Path,
    asked: Asked,
    *,
    workshop: Workshop | None = None,
    progress: Progress,
    loaded: Callable[[Loaded], None] = lambda _: None,
) -> Package:
    """Make the print package of an issue, drafts too; of a sealed issue with the paper that was kept.

    Raises:
        UsageFault: there is no such issue, its number was withdrawn, it has no copies or too many, or a label
            is too small.
    """
    workshop = workshop or Workshop.here()
    found = read_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    issue = find_issue(issue_id, publication, content)
    issued = IssuedPapers.of(found, content)
    language = read_language(publication.imprint.language, workshop.theme)
    dispatch = Dispatch(
        issue=issue,
        imprint=publication.imprint,
        language=language,
        allotment=allot(issue, archive=issued.archive_copies(issue, publication.imprint)),
        changes=changes_of(publication, issue),
    )
    _require_copies(issue, dispatch.allotment.run.total)
    press = workshop.press
    with progress.stage("issue PDFs", 1) as step:
        printed = issued.papers(
            [issue],
            HOLDERS,
            lambda made: press.print_issues(made, publication, language, found.pictures, step),
        )[issue_id]
    with progress.stage("variants", 2) as step:
        press_file = press.print_variant(printed, PressFile(), workshop.profiles, step).content
        booklet = press.print_variant(printed, Booklet(), workshop.profiles, step).content
    order = PrintOrder(
        copies=dispatch.allotment.run.total,
        inks=find_inks(press_file, read_finishing_measures(workshop.theme).inks),
        spoilage=asked.spoilage,
        prices=publication.imprint.prices,
    )
    calls = _calls(dispatch, order, asked, press_file, workshop.theme)
    with progress.stage("package", len(calls)) as step:
        papers = press.print_files(calls, step)
    corrections = [erratum for erratum in publication.errata_of(issue) if erratum.reprint]
    with progress.stage("slips", len(corrections)) as step:
        papers |= press.print_files(_reprints(corrections, printed, dispatch, workshop), step)
    files = {
        f"{issue_id}.pdf": printed.content,
        f"{issue_id}-press.pdf": press_file,
        f"{issue_id}-booklet.pdf": booklet,
        **papers,
        "distribution.csv": render_table(dispatch),
        "order.txt": render_order_text(dispatch, order),
    }
    return Package(
        printed=printed,
        files=tuple(Artifact(name, made) for name, made in sorted(files.items())),
        copies=order.copies,
        recipients=len(dispatch.allotment.recipients),
        remarks=tuple(_remarks(dispatch)),
    )


def _reprints(
    corrections: Sequence[Erratum], printed: PrintedIssue, dispatch: Dispatch, workshop: Workshop
) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes the slips of corrections, a copy for each copy of the issue."""
    slips = print_slips(
        corrections,
        dispatch.imprint,
        dispatch.language,
        {printed.issue_id: printed},
        workshop.press,
        lambda _: None,
    )
    return {
        f"{printed.issue_id}-erratum-{erratum.count}-copies.pdf": CopiesCall(
            dispatch=dispatch, press=_press_file(slips[erratum.id], workshop), theme=workshop.theme
        )
        for erratum in corrections
    }


def _press_file(paper: bytes, workshop: Workshop) -> bytes:
    """Return the press file of a paper that is no issue."""
    room = Pressroom(theme=workshop.theme, profiles=workshop.profiles)
    made = PrintedIssue(issue_id="", content=paper, page_count=1, page_of={})
    return PressFile().make(made, room)


def _calls(
    dispatch: Dispatch, order: PrintOrder, asked: Asked, press: bytes, theme: Path
) -> Mapping[str, Callable[[], bytes]]:
    return {
        f"{dispatch.issue.id}-copies.pdf": CopiesCall(dispatch=dispatch, press=press, theme=theme),
        "distribution.pdf": DispatchCall(render=render_sheet, dispatch=dispatch, theme=theme),
        "labels.pdf": LabelsCall(dispatch=dispatch, asked=asked, theme=theme),
        "slip.pdf": DispatchCall(render=render_slips, dispatch=dispatch, theme=theme),
        "order.pdf": OrderCall(dispatch=dispatch, order=order, theme=theme),
    }


def _remarks(dispatch: Dispatch) -> Iterator[str]:
    """Yield what whoever prints should know."""
    if dispatch.issue.status is IssueStatus.DRAFT:
        yield f"issue {dispatch.issue.id} is still a draft"
    if not dispatch.imprint.copy_number:
        yield "copy numbers stand close above the head; `print: {copy_number: true}` keeps their place free"


def _require_copies(issue: Issue, copies: int) -> None:
    if issue.status is IssueStatus.VOID:
        raise UsageFault(f"the number {issue.id} was withdrawn; there is nothing to print")
    if not copies:
        raise UsageFault(f"issue {issue.id} goes to nobody; give it a `distribution`, or spare copies")
    if copies > MOST:
        raise UsageFault(f"issue {issue.id} has {copies} copies, and a copy number has six digits")
