"""What was taken up of each unit's news in a year, as an official paper (采用情况通报).

Comes in: an edition, a year, and the day of the paper. Goes out: a `YearPaper`: title, what it is about, the
league table with its head on every page, how points are counted, issuer and date.

Issuer and date stand as GB/T 9704-2012, 7.3.5.2 has it: a line below the text and two characters from the
right, the date beginning two characters behind the issuer.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from jianbao.artifact import YearPaper
from jianbao.language import Language
from jianbao.model import Figures, Publication
from jianbao.outputs.statistics import Row, Sheet, make_sheet
from jianbao.outputs.year_paper import Draft, set_year_paper, style_of
from jianbao.typesetting.stylesheet import Style
from jianbao.typesetting.titles import break_title

_LEFT_OUT = 3
"""The column of what is filed, which goes by another year than the issues do."""

_PADDING = 0.5
"""Ems of a cell that its text leaves free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """The league table as the paper shows it."""

    sheet: Sheet
    language: Language
    style: Style

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that are printed."""
        return tuple(n for n in self.sheet.shown if n != _LEFT_OUT)

    @property
    def head(self) -> tuple[tuple[str, ...], ...]:
        """The titles of the columns, each in lines that its column holds."""
        room = float(self.style.measures.type["league_number"]) - _PADDING
        titles = (self.sheet.columns[n].title for n in self.columns)
        return tuple(break_title(title, room=room, words=self.style.words) for title in titles)

    def text(self, row: Row, column: int) -> str:
        """Return a cell as it is printed."""
        value = row.cells[column].value
        return value if isinstance(value, str) else self.language.number(value)

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows as they are read out, one after the other."""
        return tuple("".join(self.text(row, n) for n in self.columns) for row in self.sheet.rows)


def render_circular(
    edition: Publication, year: int, day: dt.date, language: Language, theme: Path, *, is_public: bool
) -> YearPaper:
    """Set the circular of a year.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or a number is not where it must be.
    """
    imprint = edition.imprint
    style = style_of(imprint, language, theme)
    figures = Figures(publication=edition, year=year)
    league = League(sheet=make_sheet("adoption", figures, language), language=language, style=style)
    title = language("circular_title", year=year)
    opening = _opening(figures, language)
    scope = language("circular_public" if is_public else "circular_holders")
    points = {name: language.number(getattr(imprint.scoring, name)) for name in ("lead", "article", "brief")}
    notes = (language("figures_how_points", **points), scope)
    draft = Draft(
        template="circular.html",
        title=title,
        imprint=imprint,
        day=day,
        said=(title, opening, *league.lines, *notes, imprint.issuer, language.date(day)),
        values={"opening": opening, "league": league, "notes": notes},
    )
    return set_year_paper(draft, language, style, theme)


def _opening(figures: Figures, language: Language) -> str:
    year, imprint = figures.year, figures.publication.imprint
    issues = [issue for issue in figures.publication.issues_out if issue.number.year == year]
    return language(
        "circular_text",
        year=year,
        name=imprint.name,
        issues=language.number(len(issues)),
        items=language.number(sum(len(issue.items) for issue in issues)),
    )
