"""The publication as a whole, and the questions the outputs ask of it."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from jianbao.model.facets import Facet, Region, Source, Topic, lineage
from jianbao.model.issue import Issue
from jianbao.model.item import Item, ItemId, Part

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
    fonts: tuple[tuple[str, str], ...] = ()
    preprinted_head: bool = False
    colophon_on_even_page: bool = False
    copy_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """One correction to an issued bulletin."""

    id: str
    issue: Issue
    item: Item
    date: dt.date
    wrong: str
    right: str
    note: str | None = None
    reprint: bool = False


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
        of_issue = isinstance(printed, Issue)
        return tuple(e for e in self.errata if printed.id == (e.issue.id if of_issue else e.item.id))

    def mentions_of(self, facet: Facet) -> tuple[Mention, ...]:
        """Return what is listed under a facet, newest first, with what lies below it in its tree."""
        return self._mentions.get((type(facet), facet.key), ())

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of which there is an issue or an item, newest first."""
        found = {issue.number.year for issue in self.issues_out} | {item.date.year for item in self.items}
        return tuple(sorted(found, reverse=True))

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
    def _mentions(self) -> dict[tuple[type, str], tuple[Mention, ...]]:
        found: dict[tuple[type, str], list[Mention]] = {}
        for item in self.items:
            for key, mention in _mentions_in(item):
                found.setdefault(key, []).append(mention)
        return {key: tuple(mentions) for key, mentions in found.items()}


def _by_date(issue: Issue) -> tuple[dt.date, bool, int]:
    return (issue.date, issue.number.supplement, issue.number.first)


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
