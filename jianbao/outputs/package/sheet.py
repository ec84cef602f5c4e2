"""The dispatch and signature sheet (收发登记表): who gets which copies by which route, and signs for them.

Comes in: a `Dispatch`. Goes out: a PDF, sorted by route and then by number; each page has its sum, and
carries the sum of those before to the next. What is new against the issue before stands over the table.

Names may take several lines, so only a page that is set knows which rows it holds. The sheet is therefore set
twice: once as one table with room for every sum, and then with a table for each page; the second must have
its rows on the pages of the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault
from jianbao.model import Holding
from jianbao.outputs.package.dispatch import Dispatch, set_paper
from jianbao.typesetting.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A holding on the sheet: its place from 1, its route, and whether another route begins with it."""

    place: int
    holding: Holding
    route: str
    begins_route: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of one page, and the copies of the pages before it."""

    rows: tuple[Row, ...]
    carried: int
    is_last: bool

    @property
    def copies(self) -> int:
        """The copies of this page."""
        return sum(row.holding.copies for row in self.rows)


def render_sheet(dispatch: Dispatch, theme: Path) -> bytes:
    """Set the sheet.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be.
    """
    rows = tuple(rows_of(dispatch))
    overview = overview_of(dispatch)

    def set_pages(pages: Sequence[Page], *, draft: bool) -> Paper:
        return set_paper("sheet.html", dispatch, theme, pages=pages, overview=overview, draft=draft)[0]

    tried = set_pages([Page(rows=rows, carried=0, is_last=True)], draft=True)
    pages = tuple(_paged(rows, tried))
    paper = set_pages(pages, draft=False)
    for number, page in enumerate(pages, 1):
        if any(_page_of(row, paper) != number for row in page.rows):
            raise EnvironmentFault(f"the dispatch sheet of {dispatch.issue.id} does not keep its pages")
    return paper.content


def rows_of(dispatch: Dispatch) -> Iterator[Row]:
    """Yield the rows of the sheet: recipients by route and number, then what is kept."""
    place = 0
    allotment = dispatch.allotment
    groups = [*((dispatch.route(route), found) for route, found in allotment.routes), ("", allotment.kept)]
    for route, holdings in groups:
        for number, holding in enumerate(holdings):
            place += 1
            begins = number == 0 and place > 1
            yield Row(place=place, holding=holding, route=route, begins_route=begins)


def overview_of(dispatch: Dispatch) -> str:
    """Return holders and copies of each route in one line."""
    label = dispatch.language
    parts = [
        label(
            "dispatch_of_route",
            route=dispatch.route(route),
            holders=len(holdings),
            copies=sum(holding.copies for holding in holdings),
        )
        for route, holdings in dispatch.allotment.routes
    ]
    kept = sum(holding.copies for holding in dispatch.allotment.kept)
    if kept:
        parts.append(label("dispatch_kept", copies=kept))
    return label("dispatch_comma").join(parts)


def _paged(rows: Sequence[Row], tried: Paper) -> Iterator[Page]:
    by_page: dict[int, list[Row]] = {}
    for row in rows:
        by_page.setdefault(_page_of(row, tried), []).append(row)
    carried = 0
    for number, (_, found) in enumerate(sorted(by_page.items()), 1):
        page = Page(rows=tuple(found), carried=carried, is_last=number == len(by_page))
        yield page
        carried += page.copies


def _page_of(row: Row, paper: Paper) -> int:
    return paper.page_of[f"row-{row.place}"]
