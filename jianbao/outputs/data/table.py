"""Items as a table, one a row, for spreadsheets.

Comes in: an item and its `Edition`. Goes out: a row under `COLUMNS`. What there may be several of stands in
one cell, parted by `; `; the columns that begin with `all_` hold the names of everything under which the
item or a part of it is found, so that a filter on a province finds what happened in its counties.
"""

from collections.abc import Iterable, Iterator

from jianbao.model import Facet, Item, Region, Topic
from jianbao.outputs.edition import Edition
from jianbao.outputs.permanent import came_out
from jianbao.outputs.spreadsheet import Value

COLUMNS = (
    "id",
    "date",
    "published",
    "title",
    "subtitle",
    "region_codes",
    "regions",
    "all_regions",
    "topic_ids",
    "topics",
    "all_topics",
    "source_ids",
    "sources",
    "all_sources",
    "issue",
    "page",
    "parts",
    "characters",
    "pictures",
    "errata",
    "address",
    "pdf",
)


def row_of(item: Item, edition: Edition) -> tuple[Value, ...]:
    """Return an item's row."""
    publication = edition.publication
    issue = publication.issue_printing(item)
    regions = (*item.regions, *(region for part in item.parts for region in part.regions))
    sources = (*item.sources, *(source for part in item.parts for source in part.sources))
    page = edition.page_in_print(item)
    return (
        item.id,
        item.date.isoformat(),
        came_out(item, publication).date().isoformat(),
        item.title,
        item.subtitle or "",
        _keys(item.regions),
        _names(item.regions),
        _names(_within(regions)),
        _keys(item.topics),
        _names(item.topics),
        _names(_within(item.topics)),
        _keys(item.sources),
        _names(item.sources),
        _names(sources),
        issue.id if issue else "",
        "" if page is None else page,
        len(item.parts),
        edition.length(item),
        len(item.picture_files),
        len(publication.errata_of(item)),
        edition.to(item),
        edition.to_paper(issue) if issue and issue.id in edition.papers else "",
    )


def _within(nodes: Iterable[Region | Topic]) -> Iterator[Region | Topic]:
    """Yield regions or topics after all that each lies in, outermost first."""
    for node in nodes:
        if node.parent:
            yield from _within((node.parent,))
        yield node


def _keys(facets: Iterable[Facet]) -> str:
    return "; ".join(facet.key for facet in facets)


def _names(facets: Iterable[Facet]) -> str:
    return "; ".join(dict.fromkeys(facet.name for facet in facets))
