"""What every paper of the package is made from, and how it says things.

Comes in: an issue, the facts of the publication, the allotment of its copies, what is new, a language. Goes
out: a `Dispatch`, which answers the questions of the templates, and papers set by them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jianbao.diagnostics import EnvironmentFault
from jianbao.language import Language
from jianbao.model import Allotment, Change, Changes, CopyNumber, Holding, Imprint, Issue
from jianbao.outputs.naming import issue_name
from jianbao.typesetting.paper import Paper, typeset
from jianbao.typesetting.reading import WrittenPaper, read_written
from jianbao.typesetting.stylesheet import read_style


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """An issue on its way out: its copies and their holders, and what is new against the issue before."""

    issue: Issue
    imprint: Imprint
    language: Language
    allotment: Allotment
    changes: Changes

    @property
    def name(self) -> str:
        """The issue as papers about it call it: 《简报》2020年第3期."""
        return self.name_of(self.issue)

    def name_of(self, issue: Issue) -> str:
        """Return how papers call an issue."""
        number = issue_name(issue, self.language)
        return self.language("package_title", name=self.imprint.name, year=issue.number.year, number=number)

    def holder(self, holding: Holding) -> str:
        """Return who holds copies: a recipient's name, or that they are kept."""
        return holding.recipient.name if holding.recipient else self.language(f"kept_{holding.line}")

    def numbers(self, holding: Holding) -> str:
        """Return the copy numbers of a holding: 000137, or 000001—000002."""
        first, last = (self.digits(number) for number in (holding.first, holding.last))
        return first if first == last else self.language("numbers_of", first=first, last=last)

    def digits(self, number: int) -> str:
        """Return a copy number as it is printed."""
        return CopyNumber(issue_id=self.issue.id, number=number).digits

    def route(self, route: str | None) -> str:
        """Return a route, or that none is given."""
        return route or self.language("dispatch_no_route")

    @property
    def paging(self) -> Markup:
        """What stands at the foot of a form, as a style sheet writes it: page 1 of 6."""
        marks = {"\ufdd0": "counter(page)", "\ufdd1": "counter(pages)"}
        text = self.language("dispatch_page", page="\ufdd0", pages="\ufdd1")
        written = (marks.get(c) or f'"\\{ord(c):x} "' for c in text)
        return Markup(" ".join(written))  # escapes and counters only

    @property
    def news(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What is new, kind by kind: the kind's name, and who it is about and why."""
        for kind, found in (
            ("added", self.changes.added),
            ("dropped", self.changes.dropped),
            ("changed", self.changes.changed),
        ):
            if found:
                yield self.language(f"changes_{kind}"), tuple(self._news_of(kind, change) for change in found)

    def _news_of(self, kind: str, change: Change) -> str:
        who = change.recipient
        days = {"since": who.since, "until": who.until}
        day = days.get(change.reason.value)
        why = self.language(f"change_{change.reason.value}", date=self.language.date(day) if day else "")
        return self.language(f"change_{kind}", name=who.name, before=change.before, now=change.now, why=why)

    @property
    def news_heading(self) -> str:
        """What stands over what is new against the issue before, or that nothing is; empty for the first."""
        before = self.changes.before
        if before is None:
            return ""
        label = "changes" if self.changes.found else "changes_none"
        return self.language(label, issue=self.name_of(before))


def set_paper(template: str, dispatch: Dispatch, theme: Path, **values: object) -> tuple[Paper, WrittenPaper]:
    """Set one of the package's papers and read it back.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or a glyph is missing; names the paper.
    """
    style = read_style(
        theme,
        language=dispatch.language.tag,
        own_fonts=dispatch.imprint.fonts,
        sheet="package/package.css",
    )
    html = (
        templates(theme)
        .get_template(f"package/{template}")
        .render(dispatch=dispatch, issue=dispatch.issue, t=dispatch.language, **values)
    )
    try:
        paper = typeset(html, style=style.css, pictures={})
        written = read_written(paper.content)
    except EnvironmentFault as fault:
        raise EnvironmentFault(f"{template.removesuffix('.html')} of {dispatch.issue.id}: {fault}") from fault
    for page in written.pages:
        if page.missing:
            raise EnvironmentFault(
                f"{template.removesuffix('.html')} of {dispatch.issue.id}, page {page.number}:"
                f" a glyph is missing in “{page.missing[0]}”"
            )
    return paper, written


@lru_cache(maxsize=4)
def templates(theme: Path) -> Environment:
    """Return the templates of papers."""
    return Environment(
        loader=FileSystemLoader(theme / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
