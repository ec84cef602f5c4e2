"""Which feeds there are, and what stands in each, newest first.

Comes in: an `Edition`. Goes out: a `Channel` for each feed, and a `Month` for each document of the archive.
An entry is made once, however many feeds it stands in, so that the work grows with the archive and not with
the number of feeds times its length.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from jianbao.model import Erratum, Facet, Issue, Item, Mention
from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds.entries import Entry, erratum_entry, issue_entry, item_entry, lasting_id
from jianbao.outputs.permanent import BEGINNING, came_out
from jianbao.plan import Feeding, Home, Listing, address_of, feed_month_address, listing_of

NEWEST = 50
"""Entries of the feeds of the whole and of the issues, at least."""

NEWEST_OF_FACET = 20
"""Entries of the feed of a region, topic or source, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed: the whole (`Home`), the issues, or a facet; `home` is the page it tells of."""

    subject: Feeding
    id: str
    title: str
    description: str
    home: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> dt.datetime:
        """When something in it last changed."""
        return max((entry.updated for entry in self.entries), default=BEGINNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One document of the archive of the whole; `before` and `after` are those next to it."""

    address: str
    channel: Channel
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Post:
    """Something that a feed tells of: when it came out, and where it stands among what came out with it."""

    moment: dt.datetime
    order: tuple[int, int]
    make: Callable[[], Entry]


class Channels:
    """The feeds of an edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._made: dict[tuple[type, str, int], Entry] = {}

    def all(self) -> Iterator[Channel]:
        """Yield every feed: the whole, the issues, then facet by facet."""
        publication = self.edition.publication
        yield self.whole
        yield self._channel(Listing.ISSUES, self._issues[:NEWEST])
        facets: tuple[Facet, ...] = (*publication.regions, *publication.topics, *publication.sources)
        for facet in facets:
            yield self._channel(facet, self._posts_of(facet)[:NEWEST_OF_FACET])

    @cached_property
    def whole(self) -> Channel:
        """The feed of everything: the newest entries, and all of the month that is not in the archive yet."""
        months = self._months
        newest = len(months[0][1]) if months else 0
        return self._channel(Home(), self._posts[: max(NEWEST, newest)])

    @cached_property
    def archive(self) -> tuple[Month, ...]:
        """Every month but the newest, newest first; with the feed of the whole they hold every entry.

        What comes out later changes nothing in them but their link to the month after (RFC 5005, section 4).
        """
        months = self._months[1:]
        addresses = [feed_month_address(*key) for key, _ in months]
        return tuple(
            Month(
                address=addresses[place],
                channel=self._channel(Home(), posts),
                before=addresses[place + 1] if place + 1 < len(months) else None,
                after=addresses[place - 1] if place else None,
            )
            for place, (_, posts) in enumerate(months)
        )

    def title_of(self, subject: Feeding) -> str:
        """Return what a feed is called."""
        name = self.edition.site_name
        match subject:
            case Home():
                return name
            case Listing():
                return self.edition.language("feed_of", what=self.edition.language("issues"), name=name)
            case _:
                return self.edition.language("feed_of", what=subject.name, name=name)

    def _channel(self, subject: Feeding, posts: Iterable[_Post]) -> Channel:
        return Channel(
            subject=subject,
            id=lasting_id(self.edition, address_of(subject)),
            title=self.title_of(subject),
            description=self._description(subject),
            home=self.edition.to(subject),
            entries=tuple(post.make() for post in posts),
        )

    def _description(self, subject: Feeding) -> str:
        label, imprint = self.edition.language, self.edition.imprint
        match subject:
            case Home():
                return label("home_intro", organ=imprint.organ, name=imprint.name)
            case Listing():
                return label("issues_intro")
            case _:
                return label(f"{listing_of(subject).value}_page_intro", name=subject.name)

    @cached_property
    def _posts(self) -> tuple[_Post, ...]:
        """Everything there is to tell."""
        items = (self._item_post(Mention(item=item)) for item in self.edition.publication.items)
        errata = (self._erratum_post(erratum) for erratum in self.edition.publication.errata)
        return _newest_first((*self._issues, *items, *errata))

    @cached_property
    def _issues(self) -> tuple[_Post, ...]:
        return _newest_first(self._issue_post(issue) for issue in self.edition.publication.issues_out)

    @cached_property
    def _months(self) -> tuple[tuple[tuple[int, int], tuple[_Post, ...]], ...]:
        found = groupby(self._posts, key=lambda post: (post.moment.year, post.moment.month))
        return tuple((month, tuple(posts)) for month, posts in found)

    def _posts_of(self, facet: Facet) -> tuple[_Post, ...]:
        publication = self.edition.publication
        mentions = publication.mentions_of(facet)
        items = {mention.item.id: mention.item for mention in mentions}
        errata = (erratum for item in items.values() for erratum in publication.errata_of(item))
        return _newest_first((*map(self._item_post, mentions), *map(self._erratum_post, errata)))

    def _issue_post(self, issue: Issue) -> _Post:
        return self._post(issue, (self._order[Issue, issue.id], 0), lambda: issue_entry(issue, self.edition))

    def _item_post(self, mention: Mention) -> _Post:
        item, part = mention.item, mention.part
        order = (self._order[Item, item.id], part.number if part else 0)
        return self._post(item, order, lambda: item_entry(item, part, self.edition))

    def _erratum_post(self, erratum: Erratum) -> _Post:
        order = (self._order[Item, erratum.item.id], 0)
        return self._post(erratum, order, lambda: erratum_entry(erratum, self.edition))

    def _post(
        self, thing: Issue | Item | Erratum, order: tuple[int, int], make: Callable[[], Entry]
    ) -> _Post:
        key = (type(thing), thing.id, order[1])
        moment = came_out(thing, self.edition.publication)
        return _Post(moment, order, lambda: self._once(key, make))

    def _once(self, key: tuple[type, str, int], make: Callable[[], Entry]) -> Entry:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def _order(self) -> Mapping[tuple[type, str], int]:
        """Where each issue and item stands among those of one day: an issue before what it prints."""
        publication = self.edition.publication
        found: list[tuple[type, str]] = []
        for issue in reversed(publication.issues_out):
            found += [(Issue, issue.id), *((Item, item.id) for item in issue.items)]
        loose = (item for item in publication.items if publication.issue_printing(item) is None)
        found += ((Item, item.id) for item in loose)
        return {thing: place for place, thing in enumerate(found)}


def _newest_first(posts: Iterable[_Post]) -> tuple[_Post, ...]:
    in_order = sorted(posts, key=lambda post: post.order)
    return tuple(sorted(in_order, key=lambda post: post.moment, reverse=True))
