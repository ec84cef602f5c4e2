"""The index of a year (年度总目录): every issue with its number, its date, and its titles with their pages.

Comes in: an edition, a year, and the finished papers of its issues. Goes out: a `YearPaper`. Titles stand by
issue and section; supplements, which are numbered apart, stand apart; a withdrawn number is named as such, so
that nobody looks for it. Pages are those of each issue, as it was handed out: for those of a bound volume see
`bound_year`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jianbao.artifact import PrintedIssue, YearPaper
from jianbao.language import Language
from jianbao.model import Issue, IssueKind, IssueStatus, Item, Publication, Section
from jianbao.outputs.naming import contents_entry, issue_name
from jianbao.outputs.year_paper import Draft, set_year_paper, style_of
from jianbao.typesetting.stylesheet import Style
from jianbao.typesetting.titles import break_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What the template of the index is given: the issues of a year, and how each is called."""

    issues: tuple[Issue, ...]
    papers: Mapping[str, PrintedIssue]
    language: Language
    style: Style

    @property
    def series(self) -> tuple[tuple[str, tuple[Issue, ...]], ...]:
        """Issues that are numbered together, with the heading of those that are numbered apart."""
        apart = tuple(issue for issue in self.issues if issue.number.supplement)
        main = tuple(issue for issue in self.issues if not issue.number.supplement)
        found = (("", main), (self.language("annual_index_supplements"), apart))
        return tuple((heading, issues) for heading, issues in found if issues)

    def name(self, issue: Issue) -> str:
        """Return an issue's number, with the number since the beginning where there is one."""
        label = self.language
        name = issue_name(issue, label)
        if issue.cumulative:
            name += label("masthead_cumulative", cumulative=label("cumulative", number=issue.cumulative))
        return name

    def about(self, issue: Issue) -> str:
        """Return what stands behind an issue's date: that it is special, its theme, that it is void."""
        if issue.status is IssueStatus.VOID:
            return self.language("annual_index_void")
        special = self.language("special") if issue.kind is IssueKind.SPECIAL else ""
        return " ".join(text for text in (special, issue.title) if text)

    def entry(self, item: Item, section: Section) -> tuple[str, ...]:
        """Return an item's entry in lines, each of which leaves room for a leader."""
        measures = self.style.measures
        inset = float(measures.type["contents_inset"]) if section.heading else 0.0
        title = contents_entry(item, self.language)
        return break_title(title, room=measures.contents_room - inset, words=self.style.words)

    def page(self, issue: Issue, item: Item) -> int:
        """Return the page of an issue on which an item begins."""
        return self.papers[issue.id].page_of[item.id]

    @property
    def lines(self) -> Iterator[str]:
        """The index line by line."""
        for heading, issues in self.series:
            yield heading
            for issue in issues:
                yield self.name(issue) + self.language.date(issue.date) + self.about(issue)
                for section in issue.sections:
                    yield section.heading or ""
                    for item in section.items:
                        yield f"{''.join(self.entry(item, section))}{self.page(issue, item)}"


def render_annual_index(
    edition: Publication, year: int, papers: Mapping[str, PrintedIssue], language: Language, theme: Path
) -> YearPaper:
    """Set the index of a year; `papers` are those of its published issues by their id.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or a title is not where it must be.
    """
    imprint = edition.imprint
    style = style_of(imprint, language, theme)
    issues = sorted(
        (issue for issue in edition.issues if issue.number.year == year),
        key=lambda issue: (issue.number.supplement, issue.number.first),
    )
    index = Index(issues=tuple(issues), papers=papers, language=language, style=style)
    title = language("annual_index_title", name=imprint.name, year=year)
    about = language("annual_index_pages")
    draft = Draft(
        template="annual_index.html",
        title=title,
        imprint=imprint,
        day=max(issue.issued for issue in issues),
        said=(title, about, *index.lines),
        values={"about": about, "index": index},
        line_by_line=True,
    )
    return set_year_paper(draft, language, style, theme)
