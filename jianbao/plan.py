"""Which pages and papers there are, and at which address.

Comes in: a `Publication` (for the website its public edition). Goes out: an `Outline`, in which
every address is taken once. Addresses are relative to the site's root and end in `/` for pages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from jianbao.model import Erratum, Facet, Issue, Item, Part, PictureFile, Publication, Region, Source, Topic

MASTHEAD_FONT = "assets/fonts/masthead.woff2"
"""The address of the font with the letters of the publication's name; the style sheet names it too."""


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


@dataclass(frozen=True, slots=True)
class FiguresOf:
    """The figures of one year."""

    year: int


@dataclass(frozen=True, slots=True)
class AdoptedIn:
    """What the issues of one year took up, by contributing unit."""

    year: int


Subject = Home | Listing | Year | FiguresOf | AdoptedIn | Issue | Item | Region | Topic | Source
Feeding = Home | Literal[Listing.ISSUES] | Region | Topic | Source
"""What has feeds of its own."""


class FeedFormat(StrEnum):
    """The formats of feeds; the value is the name of the file beside the page that the feed tells of."""

    ATOM = "feed.xml"
    RSS = "rss.xml"
    JSON = "feed.json"


FEED_LIST = "feeds.opml"
SITE_CARD = "card.png"
DATA = "data/"


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
class Redirect:
    """An address that an issue or item had before."""

    address: str
    subject: Issue | Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Every page, paper, volume, picture and former address of one release."""

    pages: tuple[Page, ...]
    papers: tuple[Paper, ...]
    pictures: tuple[PictureFile, ...]
    volumes: tuple[Volume, ...] = ()
    redirects: tuple[Redirect, ...] = ()


def plan_release(publication: Publication) -> Outline:
    """Lay out the website of a publication; the order is the same for the same content."""
    pages = tuple(Page(address=address_of(subject), subject=subject) for subject in _subjects(publication))
    papers = tuple(Paper(address=paper_address(issue), issue=issue) for issue in publication.issues_out)
    pictures = {file.path: file for item in publication.items for file in item.picture_files}
    bound = reversed(publication.years_out)
    volumes = tuple(Volume(address=volume_address(year), year=year) for year in bound)
    outline = Outline(
        pages=pages,
        papers=papers,
        pictures=tuple(pictures.values()),
        volumes=volumes,
        redirects=tuple(_redirects(publication)),
    )
    _refuse_two_at_one_address(outline)
    return outline


def address_of(subject: Subject) -> str:
    """Return the address of what a page is about: `issues/2020-03/`, `regions/620100/`."""
    match subject:
        case Home():
            return ""
        case Listing():
            steps: tuple[object, ...] = (subject,)
        case Year():
            steps = (Listing.YEARS, subject.year)
        case FiguresOf():
            steps = (Listing.STATISTICS, subject.year)
        case AdoptedIn():
            steps = (Listing.STATISTICS, subject.year, "adopted")
        case Issue():
            steps = (Listing.ISSUES, subject.id)
        case Item():
            steps = (Listing.ITEMS, subject.id)
        case Region() | Topic() | Source():
            steps = (listing_of(subject), subject.key)
    return "".join(f"{step}/" for step in steps)


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


def letter_address(issue: Issue) -> str:
    """Return the address of an issue as a letter: beside its page."""
    return f"{address_of(issue)}{issue.id}.eml"


def card_address(issue: Issue) -> str:
    """Return the address of the picture that stands for an issue where its page is shared."""
    return f"{address_of(issue)}card.png"


def feed_address(subject: Feeding, format_: FeedFormat) -> str:
    """Return the address of a feed: beside the page of what it tells of."""
    return f"{address_of(subject)}{format_.value}"


def feed_month_address(year: int, month: int) -> str:
    """Return the address of one month of the archive of the feed of the whole."""
    return f"{address_of(Listing.FEEDS)}{year}-{month:02}.xml"


def slip_address(erratum: Erratum) -> str:
    """Return the address of a correction slip: beside the page of the issue that it corrects."""
    return f"{address_of(erratum.issue)}{erratum.issue.id}-erratum-{erratum.count}.pdf"


def volume_address(year: int) -> str:
    """Return the address of a bound year: beside the year's page."""
    return f"{address_of(Year(year))}{year}.pdf"


def part_anchor(part: Part, within: str = "") -> str:
    """Return the fragment by which a part is found within its item's page, or `within` an item of an issue.

    No id of an item holds `:`, so no part has the fragment of another item.
    """
    return f"{within}:part-{part.number}" if within else f"part-{part.number}"


def item_anchor(item: Item) -> str:
    """Return the fragment by which an item is found within its issue; no id of an item holds `.`."""
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
    yield from map(FiguresOf, publication.years)
    yield from map(AdoptedIn, publication.years_out)


def _redirects(publication: Publication) -> Iterator[Redirect]:
    for issue in publication.issues_out:
        for alias in issue.aliases:
            yield Redirect(address=f"{Listing.ISSUES.value}/{alias}/", subject=issue)
    for item in publication.items:
        for alias in item.aliases:
            yield Redirect(address=f"{Listing.ITEMS.value}/{alias}/", subject=item)


def _refuse_two_at_one_address(outline: Outline) -> None:
    addresses = [
        *(page.address for page in outline.pages),
        *(paper.address for paper in outline.papers),
        *(volume.address for volume in outline.volumes),
        *(picture_address(file) for file in outline.pictures),
        *(redirect.address for redirect in outline.redirects),
    ]
    taken = [address for address, times in Counter(addresses).items() if times > 1]
    if taken:
        raise ValueError(f"two things at one address: {', '.join(taken)}")
