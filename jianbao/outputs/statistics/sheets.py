"""The tables of figures, one a way of counting.

Comes in: an edition's `Figures` of one year or of all, and a language. Goes out: a `Sheet` each.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

from jianbao.language import Language
from jianbao.model import Count, Figures, Placement, Region, Source, Topic, league_of
from jianbao.outputs.statistics.table import Behind, Cell, Column, Filed, Row, Sheet, Taken

_Tree = TypeVar("_Tree", Region, Topic)
_MONTHS = range(1, 13)


def make_sheets(figures: Figures, language: Language) -> dict[str, Sheet]:
    """Return every table by its name."""
    return {name: make_sheet(name, figures, language) for name in SHEETS}


def make_sheet(name: str, figures: Figures, language: Language) -> Sheet:
    """Return the table of a name of `SHEETS`."""
    return SHEETS[name](figures, language)


def _title(name: str, figures: Figures, t: Language) -> str:
    period = t("figures_ever") if figures.year is None else t("year", year=figures.year)
    return t("figures_title", what=t(f"figures_{name}"), period=period)


def _number(number: int | Decimal, behind: Behind) -> Cell:
    return Cell(value=number, behind=behind if number else None)


def _total(figures: Figures) -> Cell:
    return _number(len(figures.items), Filed(year=figures.year))


def _regions(figures: Figures, t: Language) -> Sheet:
    def row(count: Count[Region]) -> Row:
        behind = Filed(region=count.facet, year=figures.year)
        return _tree_row(count.facet, count.depth, _number(count.number, behind))

    rows = tuple(row(count) for count in figures.regions)
    return _tree_sheet("regions", "region", rows, figures, t)


def _topics(figures: Figures, t: Language) -> Sheet:
    def row(count: Count[Topic]) -> Row:
        behind = Filed(topic=count.facet, year=figures.year)
        return _tree_row(count.facet, count.depth, _number(count.number, behind))

    rows = tuple(row(count) for count in figures.topics)
    return _tree_sheet("topics", "topic", rows, figures, t)


def _tree_row(node: Region | Topic, depth: int, *numbers: Cell) -> Row:
    own = Filed(region=node) if isinstance(node, Region) else Filed(topic=node)
    above = Cell(value=node.parent.key if node.parent else "")
    return Row(cells=(Cell(value=node.key), Cell(value=node.name, behind=own), above, *numbers), depth=depth)


def _tree_sheet(name: str, kind: str, rows: tuple[Row, ...], figures: Figures, t: Language) -> Sheet:
    return Sheet(
        name=name,
        title=_title(name, figures, t),
        columns=(
            Column(title=t("figures_key"), is_for_machines=True),
            Column(title=t(kind)),
            Column(title=t("figures_above"), is_for_machines=True),
            Column(title=t("figures_items")),
        ),
        rows=rows,
        head=1,
        total=Row(cells=(*_blank(t, 1, 3), _total(figures))),
    )


def _blank(t: Language, head: int, width: int) -> Iterator[Cell]:
    """Yield the cells of a total's row before its numbers: empty but for its name."""
    for place in range(width):
        yield Cell(value=t("figures_total") if place == head else "")


def _sources(figures: Figures, t: Language) -> Sheet:
    def row(count: Count[Source]) -> Row:
        number = _number(count.number, Filed(source=count.facet, year=figures.year))
        return Row(cells=(Cell(value=count.facet.key), _named(count.facet), number))

    return Sheet(
        name="sources",
        title=_title("sources", figures, t),
        columns=(
            Column(title=t("figures_key"), is_for_machines=True),
            Column(title=t("figures_source")),
            Column(title=t("figures_items")),
        ),
        rows=tuple(row(count) for count in figures.sources),
        head=1,
        descending=2,
        total=Row(cells=(*_blank(t, 1, 2), _total(figures))),
    )


def _named(source: Source) -> Cell:
    return Cell(value=source.name, behind=Filed(source=source))


def _months(figures: Figures, t: Language) -> Sheet:
    year = figures.year
    if year is None:
        return _years(figures, t)
    return Sheet(
        name="months",
        title=_title("months", figures, t),
        columns=(Column(title=t("figures_month")), Column(title=t("figures_items"))),
        rows=tuple(
            Row(cells=(Cell(value=t.month(month)), _month(figures, year, month))) for month in _MONTHS
        ),
        total=Row(cells=(Cell(value=t("figures_whole_year")), _total(figures))),
    )


def _years(figures: Figures, t: Language) -> Sheet:
    """Return the months of all years: a row a year, newest first."""
    titles = (t("figures_year"), *map(t.month, _MONTHS), t("figures_whole_year"))
    return Sheet(
        name="months",
        title=_title("months", figures, t),
        columns=tuple(Column(title=title) for title in titles),
        rows=tuple(_year(figures, year, t) for year in figures.publication.years),
        descending=0,
    )


def _month(figures: Figures, year: int, month: int) -> Cell:
    return _number(figures.in_month(year, month), Filed(year=year, month=month))


def _year(figures: Figures, year: int, t: Language) -> Row:
    months = [_month(figures, year, month) for month in _MONTHS]
    whole = sum(figures.in_month(year, month) for month in _MONTHS)
    name = Cell(value=t("year", year=year), behind=Filed(year=year))
    return Row(cells=(name, *months, _number(whole, Filed(year=year))))


def _coverage(figures: Figures, t: Language) -> Sheet:
    def row(count: Count[Region]) -> Row:
        region = count.facet
        cells = (
            _number(
                figures.about(region, topic.facet),
                Filed(region=region, topic=topic.facet, year=figures.year),
            )
            for topic in figures.topics
        )
        every = _number(count.number, Filed(region=region, year=figures.year))
        return _tree_row(region, count.depth, *cells, every)

    return Sheet(
        name="coverage",
        title=_title("coverage", figures, t),
        columns=(
            Column(title=t("figures_key"), is_for_machines=True),
            Column(title=t("region")),
            Column(title=t("figures_above"), is_for_machines=True),
            *(Column(title=count.facet.name, depth=count.depth) for count in figures.topics),
            Column(title=t("figures_any_topic")),
        ),
        rows=tuple(row(count) for count in figures.regions),
        head=1,
    )


def _adoption(figures: Figures, t: Language) -> Sheet:
    if figures.year is None:
        return _adoption_by_year(figures, t)
    year = figures.year
    counts = {count.facet.key: count.number for count in figures.sources}
    rows = []
    for standing in league_of(figures.publication, year):
        source = standing.source
        placed = (
            _number(len(standing.placed(placement)), Taken(source=source, year=year, placement=placement))
            for placement in Placement
        )
        cells = (
            Cell(value=standing.rank),
            Cell(value=source.key),
            _named(source),
            _number(counts[source.key], Filed(source=source, year=year)),
            *placed,
            _number(len(standing.adopted), Taken(source=source, year=year)),
            _number(standing.points, Taken(source=source, year=year)),
        )
        rows.append(Row(cells=cells))
    titles = ("filed", *(f"placed_{placement.value}" for placement in Placement), "adopted", "points")
    return Sheet(
        name="adoption",
        title=_title("adoption", figures, t),
        columns=(columns := _league_columns(t, *(t(f"figures_{title}") for title in titles))),
        rows=tuple(rows),
        head=2,
        descending=len(columns) - 1,
    )


def _league_columns(t: Language, *numbers: str) -> tuple[Column, ...]:
    return (
        Column(title=t("figures_rank")),
        Column(title=t("figures_key"), is_for_machines=True),
        Column(title=t("figures_source")),
        *(Column(title=number) for number in numbers),
    )


def _adoption_by_year(figures: Figures, t: Language) -> Sheet:
    """Return the points of each year, newest first, and of all."""
    publication = figures.publication
    years = publication.years_out
    points = {
        year: {standing.source.key: standing.points for standing in league_of(publication, year)}
        for year in years
    }
    rows = tuple(
        Row(
            cells=(
                Cell(value=standing.rank),
                Cell(value=standing.source.key),
                _named(standing.source),
                *(
                    _number(points[year][standing.source.key], Taken(source=standing.source, year=year))
                    for year in years
                ),
                Cell(value=standing.points),
            )
        )
        for standing in league_of(publication)
    )
    titles = (*(t("year", year=year) for year in years), t("figures_points"))
    return Sheet(
        name="adoption",
        title=_title("adoption", figures, t),
        columns=(columns := _league_columns(t, *titles)),
        rows=rows,
        head=2,
        descending=len(columns) - 1,
    )


SHEETS: dict[str, Callable[[Figures, Language], Sheet]] = {
    "regions": _regions,
    "topics": _topics,
    "sources": _sources,
    "months": _months,
    "coverage": _coverage,
    "adoption": _adoption,
}
"""Every table by its name, in the order in which they are shown."""
