"""How much was reported: from where, about what, by whom and when.

Comes in: a `Publication`, which for the public is its public edition, and a year or none. Goes out:
`Figures`, which count and judge nothing.

Counted is what the page of a facet lists (`Publication.mentions_of`): an item as a whole under every facet
that it names and all that this lies in, or else each part of a round-up that names it. So an item of two
regions counts under both, and once in the total. The year and the month are those of the item's date.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from jianbao.model.facets import Facet, Region, Source, Topic, lineage
from jianbao.model.item import Item, ItemId
from jianbao.model.publication import Mention, Publication

Node = TypeVar("Node", Region, Topic)
AnyFacet = TypeVar("AnyFacet", Region, Topic, Source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Generic[AnyFacet]):
    """How many items and parts are filed under a facet; `depth` is 0 for one that lies in no other."""

    facet: AnyFacet
    depth: int
    number: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The counts of an edition, of one year or, without a year, of all of them."""

    publication: Publication
    year: int | None = None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that are counted, each once."""
        return tuple(item for item in self.publication.items if self.year in (None, item.date.year))

    @property
    def parts(self) -> int:
        """The number of parts that those items have."""
        return sum(len(item.parts) for item in self.items)

    @property
    def issues(self) -> int:
        """The number of issues published, by the year of their numbers."""
        return sum(self.year in (None, issue.number.year) for issue in self.publication.issues_out)

    def mentions_of(self, facet: Facet) -> tuple[Mention, ...]:
        """Return what is counted under a facet."""
        return self.publication.mentions_of(facet, self.year)

    @cached_property
    def regions(self) -> tuple[Count[Region], ...]:
        """Every region, each before what lies in it, else in the editors' order."""
        return tuple(self._count(region) for region in in_tree_order(self.publication.regions))

    @cached_property
    def topics(self) -> tuple[Count[Topic], ...]:
        """Every topic, each before what lies in it, else in the editors' order."""
        return tuple(self._count(topic) for topic in in_tree_order(self.publication.topics))

    @cached_property
    def sources(self) -> tuple[Count[Source], ...]:
        """Every source, those with most first, and where they have as much in the editors' order."""
        counts = [
            Count(facet=source, depth=0, number=len(self.mentions_of(source)))
            for source in self.publication.sources
        ]
        return tuple(sorted(counts, key=lambda count: -count.number))

    def in_month(self, year: int, month: int) -> int:
        """Return how many items have a date in a month."""
        return self._months[year, month]

    def about(self, region: Region, topic: Topic) -> int:
        """Return how many items and parts under a region belong to items under a topic."""
        return self._coverage[region.key, topic.key]

    def _count(self, node: Node) -> Count[Node]:
        return Count(facet=node, depth=len(lineage(node)) - 1, number=len(self.mentions_of(node)))

    @cached_property
    def _months(self) -> Counter[tuple[int, int]]:
        return Counter((item.date.year, item.date.month) for item in self.items)

    @cached_property
    def _coverage(self) -> Counter[tuple[str, str]]:
        topics = self._topics_of
        return Counter(
            (region.key, topic)
            for region in self.publication.regions
            for mention in self.mentions_of(region)
            for topic in topics[mention.item.id]
        )

    @property
    def _topics_of(self) -> Mapping[ItemId, frozenset[str]]:
        """The topics of each item, with all that they lie in."""
        return {
            item.id: frozenset(node.key for topic in item.topics for node in lineage(topic))
            for item in self.items
        }


def in_tree_order(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield regions or topics, each followed by what lies in it."""
    below: dict[str | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent.key if node.parent else None, []).append(node)
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(below.get(node.key, []))
