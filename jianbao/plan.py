"""Which pages and papers there are, and at which address.

Comes in: a `Publication` (for the website its public edition). Goes out: an `Outline`, in which
every address is taken once. Addresses are relative to the site's root and end in `/` for pages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jianbao.model import Facet, Issue, Item, Part, PictureFile, Publication, Region, Source, Topic


class Listing(StrEnum):
    """The index pages; the value is the folder in which each stands."""

    ISSUES = "issues"
    ITEMS = "items"
    REGIONS = "regions"
    TOPICS = "topics"
    SOURCES = "sources"
    YEARS = "years"
    ARCHIVE = "archive"
    STATISTICS = "statistics"
    SEARCH = "search"
    FEEDS = "feeds"


@dataclass(frozen=True, slots=True)
class Home:
    """The front page."""


@dataclass(frozen=True, slots=True)
class Year:
    """What was published in one year."""

    year: int


Subject = Home | Listing | Year | Issue | Item | Region | Topic | Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the website: what it is about, and where it stands."""

    address: str
    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One issue as a PDF."""

    address: str
    issue: Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The published issues of one year, bound as a PDF."""

    address: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Every page, paper, volume and picture of one release."""

    pages: tuple[Page, ...]
    papers: tuple[Paper, ...]
    pictures: tuple[PictureFile, ...]
    volumes: tuple[Volume, ...] = ()


def plan_release(publication: Publication) -> Outline:
    """Lay out the website of a publication; the order is the same for the same content."""
    pages = tuple(Page(address=address_of(subject), subject=subject) for subject in _subjects(publication))
    papers = tuple(Paper(address=paper_address(issue), issue=issue) for issue in publication.issues_out)
    pictures = {file.path: file for item in publication.items for file in item.picture_files}
    bound = sorted({issue.number.year for issue in publication.issues_out})
    volumes = tuple(Volume(address=volume_address(year), year=year) for year in bound)
    outline = Outline(pages=pages, papers=papers, pictures=tuple(pictures.values()), volumes=volumes)
    _refuse_two_at_one_address(outline)
    return outline


def address_of(subject: Subject) -> str:
    """Return the address of what a page is about: `issues/2020-03/`, `regions/620100/`."""
    match subject:
        case Home():
            return ""
        case Listing():
            return f"{subject.value}/"
        case Year():
            return f"{Listing.YEARS.value}/{subject.year}/"
        case Issue():
            return f"{Listing.ISSUES.value}/{subject.id}/"
        case Item():
            return f"{Listing.ITEMS.value}/{subject.id}/"
        case Region() | Topic() | Source():
            return f"{listing_of(subject).value}/{subject.key}/"


def listing_of(facet: Facet) -> Listing:
    """Return the index page on which a facet is listed."""
    match facet:
        case Region():
            return Listing.REGIONS
        case Topic():
            return Listing.TOPICS
        case Source():
            return Listing.SOURCES


def paper_address(issue: Issue) -> str:
    """Return the address of an issue's PDF: beside its page."""
    return f"{address_of(issue)}{issue.id}.pdf"


def volume_address(year: int) -> str:
    """Return the address of a bound year: beside the year's page."""
    return f"{address_of(Year(year))}{year}.pdf"


def part_anchor(part: Part) -> str:
    """Return the fragment by which a part is found within its item's page."""
    return f"part-{part.number}"


def item_anchor(item: Item) -> str:
    """Return the fragment by which an item is found within its issue; `/` is no part of a name."""
    return "item-" + item.id.replace("/", ".")


def picture_address(file: PictureFile) -> str:
    """Return the address of a picture."""
    return f"images/{file.path}"


def _subjects(publication: Publication) -> Iterator[Subject]:
    yield Home()
    yield from Listing
    yield from publication.issues_out
    yield from publication.items
    yield from publication.regions
    yield from publication.topics
    yield from publication.sources
    yield from map(Year, publication.years)


def _refuse_two_at_one_address(outline: Outline) -> None:
    addresses = [
        *(page.address for page in outline.pages),
        *(paper.address for paper in outline.papers),
        *(volume.address for volume in outline.volumes),
        *(picture_address(file) for file in outline.pictures),
    ]
    taken = [address for address, times in Counter(addresses).items() if times > 1]
    if taken:
        raise ValueError(f"two things at one address: {', '.join(taken)}")
