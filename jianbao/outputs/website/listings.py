"""What stands on the pages that list others.

Comes in: a `Site` and which list is wanted. Goes out: model objects in the order in which they are
listed. Lists across years are cut at `LONGEST`; what is older stands, complete, on the years' pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jianbao.model import Issue, Item, Mention, Region, Source, Topic
from jianbao.outputs.website.site import Site
from jianbao.plan import Home, Listing, Year

LONGEST = 200
_RECENT_ITEMS = 8
_RECENT_ISSUES = 60
_WAYS_IN = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One year's issues, withdrawn numbers among them, and items, newest first."""

    year: Year
    issues: tuple[Issue, ...]
    items: tuple[Item, ...]

    @property
    def issues_out(self) -> int:
        """The number of issues that were published."""
        return sum(issue.is_out for issue in self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A region or topic with what lies below it, as the index pages show it."""

    facet: Region | Topic | Source
    below: "tuple[Tree, ...]" = ()


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
            shown = {"trees": _trees(None, Region, site)}
        case Listing.TOPICS:
            shown = {"trees": _trees(None, Topic, site)}
        case Listing.SOURCES:
            shown = {"trees": tuple(Tree(facet=source) for source in publication.sources)}
        case Listing.YEARS:
            shown = {"shelves": tuple(_shelf(Year(year), site) for year in publication.years)}
        case Listing.ARCHIVE:
            shown = {"shelves": tuple(_shelf(Year(year), site) for year in _numbered_years(site))}
        case Listing.STATISTICS | Listing.SEARCH | Listing.FEEDS:
            shown = {}
    return shown


def year_context(year: Year, site: Site) -> dict[str, Any]:
    """Return what a year's page shows: all of it."""
    return {"shelf": _shelf(year, site)}


def _home(site: Site) -> dict[str, Any]:
    issues = site.publication.issues_out
    roots = site.children_of(None, Region)
    regions = [region for root in roots for region in (root, *site.children_of(root, Region))]
    return {
        "newest": issues[-1] if issues else None,
        "recent": tuple(Mention(item=item) for item in site.publication.items[:_RECENT_ITEMS]),
        "regions": _met(regions, site),
        "topics": _met(site.children_of(None, Topic), site),
        "sources": _met(site.publication.sources, site),
    }


def _met(facets: Iterable[Region | Topic | Source], site: Site) -> tuple[Region | Topic | Source, ...]:
    """Return the first facets under which anything is listed."""
    return tuple(facet for facet in facets if site.count(facet))[:_WAYS_IN]


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
