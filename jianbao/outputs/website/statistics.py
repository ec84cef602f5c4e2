"""What stands on the pages of figures, and the files beside them.

Comes in: a `Site` and a year or none. Goes out: blocks of tables for the template, the addresses of what
stands behind their numbers, and the same tables as CSV. The numbers are counted in the model.

A page shows the upper levels of a tree, with what lies below them folded up; a file holds all of it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from jianbao.artifact import Artifact
from jianbao.model import Placement, Standing, league_of
from jianbao.outputs.spreadsheet import write_csv
from jianbao.outputs.statistics import Behind, Cell, Filed, Row, Sheet, Taken, make_sheets, split_levels
from jianbao.outputs.website.charts import draw_bar, draw_columns
from jianbao.outputs.website.here import Here
from jianbao.outputs.website.site import Heading, Site
from jianbao.plan import AdoptedIn, FiguresOf, Listing, Year, address_of

_ROWS = 40
"""Rows that a table shows before the rest is folded up, where it has an upper level as short as that."""

_COLUMNS = 16
"""Topics that the grid shows side by side, where their tree has an upper level as short as that."""

_SHADES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Rows and columns of a sheet, the head among them, shown as one table under a title.

    `longest` is the number whose bar fills its cell, `most` the one from which on a cell is darkest; 0 where
    there are no bars or shades.
    """

    title: str
    sheet: Sheet
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    total: Row | None = None
    longest: float = 0.0
    most: float = 0.0

    def bar(self, cell: Cell) -> Markup:
        """Draw a cell's bar; what is longer than the longest has none, for it holds all others."""
        drawn = self.longest and cell.amount <= self.longest
        return draw_bar(cell.amount, self.longest) if drawn else Markup()

    def shade(self, cell: Cell) -> int:
        """Return how dark a cell is, from 0 for nothing to 4 for most, by its logarithm."""
        if not cell.amount:
            return 0
        share = math.log(cell.amount) / math.log(self.most) if self.most > 1 else 1.0
        return 1 + round((_SHADES - 1) * min(1.0, share))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One way of counting: its main table, and tables that are folded up, each by its summary."""

    name: str
    title: str
    main: Extract
    folded: tuple[Extract, ...] = ()
    chart: Markup | None = None

    @property
    def emptiness(self) -> tuple[int, int]:
        """The number of cells in the main table, and of those that are empty, each row's total aside."""
        cells = [row.cells[n].amount for row in self.main.rows for n in self.main.columns[1:-1]]
        return len(cells), cells.count(0)


def statistics_context(year: int | None, site: Site) -> dict[str, Any]:
    """Return what the figures of a year, or of all years, show."""
    figures = site.figures[year]
    sheets = make_sheets(figures, site.language)
    return {
        "figures": figures,
        "total": Cell(value=len(figures.items), behind=Filed(year=year) if figures.items else None),
        "year": year,
        "year_page": Year(year) if year is not None else None,
        "blocks": tuple(_block(sheet, year, site) for sheet in sheets.values()),
        "without": tuple(row for row in sheets["regions"].rows if not row.cells[-1].amount),
        "years_of_figures": tuple(map(FiguresOf, site.publication.years)),
        "adopted": AdoptedIn(year) if year in site.publication.years_out else None,
        "way_behind": way_behind,
    }


def statistics_headings(context: dict[str, Any]) -> tuple[Heading, ...]:
    """Return the headings of a page of figures."""
    return tuple(Heading(level=2, id=block.name, text=block.title) for block in context.get("blocks", ()))


def adopted_context(year: int, site: Site) -> dict[str, Any]:
    """Return what the issues of a year took up, by unit; those without anything come last."""
    league = league_of(site.publication, year)
    return {
        "league": tuple(standing for standing in league if standing.adopted),
        "without": tuple(standing for standing in league if not standing.adopted),
        "placements": tuple(Placement),
        "anchor": adopted_anchor,
    }


def adopted_anchor(standing: Standing, placement: Placement | None = None) -> str:
    """Return where a unit's news, or what was taken up of it in one way, is listed among a year's."""
    return _anchor(standing.source.key, placement)


def _anchor(key: str, placement: Placement | None) -> str:
    place = f"source-{key}"  # a source may be called `content`, as the frame's own place is
    return f"{place}.{placement.value}" if placement else place


def way_behind(behind: Behind, here: Here) -> str:
    """Return the way to what a number counts: a page that lists just that, or else the search for it."""
    match behind:
        case Taken():
            anchor = _anchor(behind.source.key, behind.placement)
            return f"{here.to(AdoptedIn(behind.year))}#{anchor}"
        case Filed(region=None, topic=None, source=None):
            if behind.year is None:
                return here.to(Listing.ITEMS)
            place = f"#month-{behind.month}" if behind.month else "#items"
            return here.to(Year(behind.year)) + place
    facets = [facet for facet in (behind.region, behind.topic, behind.source) if facet is not None]
    if len(facets) == 1 and behind.year is None:
        return here.to(facets[0])
    return here.to_search(*facets, year=behind.year)


def render_figures(site: Site) -> Iterator[Artifact]:
    """Write every table of every page of figures as a file beside it."""
    for year, figures in site.figures.items():
        folder = address_of(Listing.STATISTICS if year is None else FiguresOf(year))
        for sheet in make_sheets(figures, site.language).values():
            yield Artifact(f"{folder}{sheet.name}.csv", write_csv(sheet.values))


def _block(sheet: Sheet, year: int | None, site: Site) -> Block:
    title = site.language(f"figures_{sheet.name}")
    match sheet.name:
        case "coverage":
            main, folded = _grids(sheet, site)
            return Block(name=sheet.name, title=title, main=main, folded=folded)
        case "months":
            return Block(
                name=sheet.name,
                title=title,
                main=replace(
                    _table(sheet, sheet.rows, sheet.title, has_total=True, is_grid=year is None), longest=0.0
                ),
                chart=_chart_of_months(sheet, site, by_year=year is None),
            )
        case "regions" | "topics":
            upper, below = split_levels(sheet.rows, _ROWS)
            folded = tuple(
                _table(sheet, rows, _below("figures_below", row, rows, sheet, site)) for row, rows in below
            )
        case _:
            upper, rest = sheet.rows[:_ROWS], sheet.rows[_ROWS:]
            more = site.language("figures_rest", count=len(rest))
            folded = (_table(sheet, rest, more),) if rest else ()
    main = _table(sheet, upper, sheet.title, has_total=True)
    return Block(name=sheet.name, title=title, main=main, folded=folded)


def _below(label: str, row: Row, rows: Sequence[Row], sheet: Sheet, site: Site) -> str:
    return site.language(label, name=row.cells[sheet.head].value, count=len(rows))


def _table(
    sheet: Sheet, rows: tuple[Row, ...], title: str, *, has_total: bool = False, is_grid: bool = False
) -> Extract:
    """Return a table of rows; one with a single column of numbers has bars."""
    columns = sheet.shown
    return Extract(
        title=title,
        sheet=sheet,
        rows=rows,
        columns=columns,
        total=sheet.total if has_total else None,
        longest=_most(rows, columns[-1:]) if len(columns) == 2 else 0.0,
        most=_most(rows, columns[1:-1]) if is_grid else 0.0,
    )


def _grids(sheet: Sheet, site: Site) -> tuple[Extract, tuple[Extract, ...]]:
    """Return the grid of the upper levels, and those of what lies below a region or a topic."""
    first = sheet.head + 2
    last = len(sheet.columns) - 1
    topics, below_topics = split_levels(
        [_Topic(n, sheet.columns[n].depth) for n in range(first, last)], _COLUMNS
    )
    regions, below_regions = split_levels(sheet.rows, _ROWS)

    def grid(rows: tuple[Row, ...], columns: Sequence[int], title: str) -> Extract:
        found = tuple(columns)
        most = _most(rows, found)
        return Extract(title=title, sheet=sheet, rows=rows, columns=(sheet.head, *found, last), most=most)

    upper = [topic.column for topic in topics]
    folded = [
        grid(rows, upper, _below("figures_below", row, rows, sheet, site)) for row, rows in below_regions
    ]
    for topic, below in below_topics:
        title = site.language(
            "figures_topics_below", name=sheet.columns[topic.column].title, count=len(below)
        )
        folded.append(grid(regions, [topic.column, *(other.column for other in below)], title))
    return grid(regions, upper, sheet.title), tuple(folded)


@dataclass(frozen=True, slots=True)
class _Topic:
    column: int
    depth: int


def _most(rows: Sequence[Row], columns: Sequence[int]) -> float:
    """Return the largest number; a single row in which all others lie is not compared with them."""
    within = [row for row in rows if row.depth > 0] if sum(row.depth == 0 for row in rows) == 1 else []
    return max((row.cells[n].amount for row in within or rows for n in columns), default=0.0)


def _chart_of_months(sheet: Sheet, site: Site, *, by_year: bool) -> Markup:
    rows = reversed(sheet.rows) if by_year else sheet.rows
    columns = [(str(row.cells[0].value), int(row.cells[-1].amount)) for row in rows]
    return draw_columns(columns, site.language.number)
