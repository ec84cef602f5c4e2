"""The publication as a whole, and the questions the outputs ask of it."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from jianbao.model.facets import Facet, Region, Source, Topic, lineage
from jianbao.model.issue import Issue, IssueNumber
from jianbao.model.item import Item, ItemId, Part
from jianbao.model.print_order import Prices

LANGUAGES = ("zh-CN", "en")
FONT_ROLES = ("song", "display", "fangsong", "hei", "kai")


class Numbering(StrEnum):
    """How regular numbers run: 第1期 each January, or on for ever."""

    YEARLY = "yearly"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How readers reach the editors."""

    email: str | None = None
    phone: str | None = None
    address: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The points that a source earns for an item taken up (信息采用计分), exact to two decimals.

    `lead` is for the first item of an issue; `brief` for one in a section with a heading (简讯), or for a
    part of a round-up; `article` for every other. An item earns one of them, never two.
    """

    article: Decimal = Decimal(2)
    brief: Decimal = Decimal(1)
    lead: Decimal = Decimal(3)


class Keeping(StrEnum):
    """How the PDFs of issued bulletins are kept: beside the content, in Git LFS, or outside of git."""

    FOLDER = "folder"
    LFS = "lfs"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlan:
    """How the PDFs of issued bulletins are kept."""

    keep: Keeping = Keeping.FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who publishes, and how: the facts of masthead and colophon."""

    name: str
    organ: str
    editor: str
    issuer: str
    language: str
    timezone: str
    site_url: str
    numbering: Numbering = Numbering.YEARLY
    contact: Contact = Contact()
    archive_copies: int = 0
    archive: ArchivePlan = ArchivePlan()
    sign_off: bool = False
    fonts: tuple[tuple[str, str], ...] = ()
    preprinted_head: bool = False
    colophon_on_even_page: bool = False
    copy_number: bool = False
    prices: Prices | None = None
    scoring: Scoring = Scoring()
    site_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """One correction to an issued bulletin.

    `changes` are the SHA-256 sums of what else it corrects (a picture, the order, the copies), by the name
    under which that was sealed. `printed` says that the wrong words still stand in the item, which so reads
    as it was printed.
    """

    id: str
    issue: Issue
    item: Item
    date: dt.date
    wrong: str
    right: str
    note: str | None = None
    reprint: bool = False
    changes: tuple[tuple[str, str], ...] = ()
    printed: bool = False

    @property
    def count(self) -> int:
        """Which correction of its issue it is, from 1: the end of its id."""
        return int(self.id.rpartition("-")[2])

    def changes_to(self, name: str) -> str | None:
        """Return the SHA-256 of what the erratum puts in the place of something sealed, if it does."""
        return dict(self.changes).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a region, topic or source is met: a whole item, or one part of it."""

    item: Item
    part: Part | None = None


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Everything an institution publishes: issues by number, items newest first."""

    imprint: Imprint
    regions: tuple[Region, ...] = ()
    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    items: tuple[Item, ...] = ()
    issues: tuple[Issue, ...] = ()
    errata: tuple[Erratum, ...] = ()

    def item(self, item_id: str) -> Item | None:
        """Return the item of that id, if there is one."""
        return self._items_by_id.get(ItemId(item_id))

    def issue(self, issue_id: str) -> Issue | None:
        """Return the issue of that id, if there is one."""
        return self._issues_by_id.get(issue_id)

    @cached_property
    def issues_out(self) -> tuple[Issue, ...]:
        """The published issues, oldest first: by date, then number."""
        return tuple(sorted((i for i in self.issues if i.is_out), key=_by_date))

    def issue_before(self, issue: Issue) -> Issue | None:
        """Return the published issue before this one, if there is one."""
        place = bisect_left(self.issues_out, _by_date(issue), key=_by_date)
        return self.issues_out[place - 1] if place else None

    def issue_after(self, issue: Issue) -> Issue | None:
        """Return the published issue after this one, if there is one."""
        place = bisect_right(self.issues_out, _by_date(issue), key=_by_date)
        return self.issues_out[place] if place < len(self.issues_out) else None

    def issue_printing(self, item: Item) -> Issue | None:
        """Return the published issue in which the item stands, if there is one."""
        return self._issue_by_item.get(item.id)

    def errata_of(self, printed: Issue | Item) -> tuple[Erratum, ...]:
        """Return the corrections to an issue or an item, oldest first."""
        return self._errata.get((type(printed), printed.id), ())

    def mentions_of(self, facet: Facet, year: int | None = None) -> tuple[Mention, ...]:
        """Return what is listed under a facet, newest first, with what lies below it in its tree.

        Given a year, only what is dated in it.
        """
        if year is None:
            return self._mentions.get((type(facet), facet.key), ())
        return self._mentions_by_year.get((type(facet), facet.key, year), ())

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of which there is an issue or an item, newest first."""
        found = {issue.number.year for issue in self.issues_out} | {item.date.year for item in self.items}
        return tuple(sorted(found, reverse=True))

    @cached_property
    def years_out(self) -> tuple[int, ...]:
        """The years of which there is a published issue, newest first."""
        return tuple(sorted({issue.number.year for issue in self.issues_out}, reverse=True))

    @cached_property
    def _items_by_id(self) -> dict[ItemId, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _issues_by_id(self) -> dict[str, Issue]:
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def _issue_by_item(self) -> dict[ItemId, Issue]:
        return {item.id: issue for issue in self.issues_out for item in issue.items}

    @cached_property
    def _errata(self) -> dict[tuple[type, str], tuple[Erratum, ...]]:
        found: dict[tuple[type, str], list[Erratum]] = {}
        for erratum in self.errata:
            for thing in (erratum.issue, erratum.item):
                found.setdefault((type(thing), thing.id), []).append(erratum)
        return {key: tuple(errata) for key, errata in found.items()}

    @cached_property
    def _mentions(self) -> dict[tuple[type, str], tuple[Mention, ...]]:
        found: dict[tuple[type, str], list[Mention]] = {}
        for item in self.items:
            for key, mention in _mentions_in(item):
                found.setdefault(key, []).append(mention)
        return {key: tuple(mentions) for key, mentions in found.items()}

    @cached_property
    def _mentions_by_year(self) -> dict[tuple[type, str, int], tuple[Mention, ...]]:
        found: dict[tuple[type, str, int], list[Mention]] = {}
        for (kind, key), mentions in self._mentions.items():
            for mention in mentions:
                found.setdefault((kind, key, mention.item.date.year), []).append(mention)
        return {key: tuple(mentions) for key, mentions in found.items()}


def _by_date(issue: Issue) -> tuple[dt.date, IssueNumber]:
    return (issue.date, issue.number)


def _mentions_in(item: Item) -> Iterator[tuple[tuple[type, str], Mention]]:
    """Yield under which facets an item is listed: whole where it names the facet, else its parts."""
    whole = dict.fromkeys(_facet_keys(item.regions, item.sources, item.topics))
    for key in whole:
        yield key, Mention(item=item)
    for part in item.parts:
        for key in dict.fromkeys(_facet_keys(part.regions, part.sources, ())):
            if key not in whole:
                yield key, Mention(item=item, part=part)


def _facet_keys(
    regions: tuple[Region, ...], sources: tuple[Source, ...], topics: tuple[Topic, ...]
) -> Iterator[tuple[type, str]]:
    for region in regions:
        yield from ((Region, node.key) for node in lineage(region))
    for topic in topics:
        yield from ((Topic, node.key) for node in lineage(topic))
    yield from ((Source, source.key) for source in sources)
