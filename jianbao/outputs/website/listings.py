"""What stands on the pages that list others.

Comes in: a `Site` and which list is wanted. Goes out: model objects in the order in which they are
listed. Lists across years are cut at `LONGEST`; what is older stands, complete, on the years' pages,
and is found under its facet on the search page.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from jianbao.model import Facet, Issue, Item, Mention, Region, Source, Topic, lineage
from jianbao.outputs.website.search import newest_records
from jianbao.outputs.website.site import Site
from jianbao.plan import Home, Listing, Year

LONGEST = 200
_RECENT_ITEMS = 8
_RECENT_ISSUES = 60
_WAYS_IN = 36
_MOST_ACTIVE = 12
_FIRST_FOUND = 6
"""How many results search.js shows at once; the newest stand on the page before it runs."""
_OPEN_TREE = 40
"""Facets of which a tree shows every branch unfolded."""

_AnyFacet = TypeVar("_AnyFacet", Region, Topic, Source)
_AnyTree = TypeVar("_AnyTree", Region, Topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One year's issues, withdrawn numbers among them, and items, newest first."""

    year: Year
    issues: tuple[Issue, ...]
    items: tuple[Item, ...]

    @property
    def months(self) -> tuple[tuple[int, tuple[Issue, ...]], ...]:
        """The twelve months, each with its issues, oldest first.

        An issue dated in another year than its number's stands at that end of the year which is nearest.
        """
        found: dict[int, list[Issue]] = {month: [] for month in range(1, 13)}
        for issue in reversed(self.issues):
            outside = issue.date.year - self.year.year
            found[issue.date.month if not outside else 12 if outside > 0 else 1].append(issue)
        return tuple((month, tuple(issues)) for month, issues in found.items())

    @property
    def items_by_month(self) -> tuple[tuple[int, tuple[Item, ...]], ...]:
        """The months of which there are items, newest first."""
        months = dict.fromkeys(item.date.month for item in self.items)
        return tuple((m, tuple(item for item in self.items if item.date.month == m)) for m in months)

    @property
    def issues_out(self) -> int:
        """The number of issues that were published."""
        return sum(issue.is_out for issue in self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A region or topic with what lies below it, as the index pages show it."""

    facet: Region | Topic | Source
    below: "tuple[Tree, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is listed under a facet, counted by facets of the other kinds, those with most first, and by year.

    Each is counted as it is listed: items, or parts of them. What all of it has in common is left out.
    """

    regions: tuple[tuple[Region, int], ...] = ()
    topics: tuple[tuple[Topic, int], ...] = ()
    sources: tuple[tuple[Source, int], ...] = ()
    years: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to choose."""
        return any((self.regions, self.topics, self.sources, self.years))


def listing_context(listing: Home | Listing, site: Site) -> dict[str, Any]:
    """Return what the template of an index page or the front page shows."""
    publication = site.publication
    match listing:
        case Home():
            shown = _home(site)
        case Listing.ISSUES:
            issues = _newest_first(publication.issues)
            shown = {"issues": issues[:_RECENT_ISSUES], "is_cut": len(issues) > _RECENT_ISSUES}
        case Listing.ITEMS:
            shown = {"mentions": tuple(Mention(item=item) for item in publication.items)}
        case Listing.REGIONS:
            shown = _forest(Region, site)
        case Listing.TOPICS:
            shown = _forest(Topic, site)
        case Listing.SOURCES:
            trees = tuple(Tree(facet=source) for source in publication.sources)
            shown = {"trees": trees, "is_open": True}
        case Listing.YEARS:
            shown = {"shelves": tuple(_shelf(Year(year), site) for year in publication.years)}
        case Listing.ARCHIVE:
            shown = {"shelves": tuple(_shelf(Year(year), site) for year in _numbered_years(site))}
        case Listing.STATISTICS | Listing.SEARCH | Listing.FEEDS:
            shown = _tool(listing, site)
    return shown


def _tool(listing: Listing, site: Site) -> dict[str, Any]:
    """Return what is ready on a page that does more than list."""
    match listing:
        case Listing.SEARCH:
            return {"newest": newest_records(site, _FIRST_FOUND)}
        case Listing.FEEDS:
            return {"forests": _forests(site)}
        case _:
            return {}


def year_context(year: Year, site: Site) -> dict[str, Any]:
    """Return what a year's page shows: all of it."""
    return {"shelf": _shelf(year, site)}


def narrow(facet: Facet, site: Site) -> Narrowing:
    """Return how what is listed under a facet divides by the other kinds of facet, and by year."""
    mentions = site.publication.mentions_of(facet)
    regions = (region for mention in mentions for region in _regions_of(mention))
    topics = (topic for mention in mentions for topic in _lines(mention.item.topics))
    sources = (source for mention in mentions for source in (mention.part or mention.item).sources)
    years = sorted(Counter(mention.item.date.year for mention in mentions).items(), reverse=True)
    known, every = site.publication, len(mentions)
    return Narrowing(
        regions=() if isinstance(facet, Region) else _most(regions, known.regions, below=every),
        topics=() if isinstance(facet, Topic) else _most(topics, known.topics, below=every),
        sources=() if isinstance(facet, Source) else _most(sources, known.sources, below=every),
        years=tuple(years) if len(years) > 1 else (),
    )


def _regions_of(mention: Mention) -> tuple[Region, ...]:
    return _lines((mention.part or mention.item).regions)


def _lines(nodes: Iterable[_AnyTree]) -> tuple[_AnyTree, ...]:
    """Return regions or topics with all that they lie in, each once."""
    return tuple({node.key: node for named in nodes for node in lineage(named)}.values())


def _most(
    met: Iterable[_AnyFacet], order: tuple[_AnyFacet, ...], *, below: int
) -> tuple[tuple[_AnyFacet, int], ...]:
    """Return the facets met most often, but fewer than `below` times; else the editors' order holds."""
    counts = Counter(facet.key for facet in met)
    found = [(facet, counts[facet.key]) for facet in order if 0 < counts[facet.key] < below]
    return tuple(sorted(found, key=lambda pair: -pair[1])[:_MOST_ACTIVE])


def _home(site: Site) -> dict[str, Any]:
    publication = site.publication
    issues = publication.issues_out
    roots = site.children_of(None, Region)
    regions = [region for root in roots for region in (root, *site.children_of(root, Region))]
    years = Counter(item.date.year for item in publication.items)
    return {
        "newest": issues[-1] if issues else None,
        "recent": tuple(Mention(item=item) for item in publication.items[:_RECENT_ITEMS]),
        "regions": _met(regions, site)[:_WAYS_IN],
        "topics": _met(site.children_of(None, Topic), site)[:_WAYS_IN],
        "sources": sorted(_met(publication.sources, site), key=lambda s: -site.count(s))[:_MOST_ACTIVE],
        "counted_years": tuple((Year(year), years[year]) for year in publication.years),
    }


def _met(facets: Iterable[Facet], site: Site) -> tuple[Facet, ...]:
    """Return the facets under which anything is listed."""
    return tuple(facet for facet in facets if site.count(facet))


def _forest(kind: type[Region] | type[Topic], site: Site) -> dict[str, Any]:
    nodes = site.publication.regions if kind is Region else site.publication.topics
    return {"trees": _trees(None, kind, site), "is_open": len(nodes) <= _OPEN_TREE}


def _forests(site: Site) -> tuple[tuple[Listing, tuple[Tree, ...], bool], ...]:
    """Return the facets under which anything is listed, as trees by kind, and whether they are few."""
    sources = _met(site.publication.sources, site)
    regions, topics = _met(site.publication.regions, site), _met(site.publication.topics, site)
    return (
        (Listing.REGIONS, _listed(_trees(None, Region, site), site), len(regions) <= _OPEN_TREE),
        (Listing.TOPICS, _listed(_trees(None, Topic, site), site), len(topics) <= _OPEN_TREE),
        (Listing.SOURCES, tuple(Tree(facet=source) for source in sources), len(sources) <= _OPEN_TREE),
    )


def _listed(trees: tuple[Tree, ...], site: Site) -> tuple[Tree, ...]:
    """Return trees without the branches under which nothing is listed."""
    kept = (tree for tree in trees if site.count(tree.facet))
    return tuple(Tree(facet=tree.facet, below=_listed(tree.below, site)) for tree in kept)


def _trees(parent: Region | Topic | None, kind: type[Region] | type[Topic], site: Site) -> tuple[Tree, ...]:
    return tuple(
        Tree(facet=facet, below=_trees(facet, kind, site)) for facet in site.children_of(parent, kind)
    )


def _numbered_years(site: Site) -> list[int]:
    return sorted({issue.number.year for issue in site.publication.issues}, reverse=True)


def _shelf(year: Year, site: Site) -> Shelf:
    publication = site.publication
    issues = (issue for issue in publication.issues if issue.number.year == year.year)
    items = tuple(item for item in publication.items if item.date.year == year.year)
    return Shelf(year=year, issues=_newest_first(issues), items=items)


def _newest_first(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: (issue.date, issue.number), reverse=True))
