"""Which items are related: those that share a region or a topic, the rarer what they share, the closer.

Comes in: the items of a publication. Goes out: for any of them the few that a reader may want next, and what
they have in common. The answer hangs on the items alone, not on the order in which it is asked for.
"""

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest

from jianbao.model.facets import Region, Topic, lineage
from jianbao.model.item import Item

MOST = 5
_LOOKED_AT = 100
_FULL = 10**12

_Key = tuple[type, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An item related to another, and the innermost regions and topics that both name."""

    item: Item
    shared: tuple[Region | Topic, ...]


class Related:
    """The relations among items, given newest first.

    A region or topic that n items name weighs 1/n; one that more than half of all name says nothing. Of each
    the newest 100 items are looked at, so that the work grows with the archive and not with its square.
    """

    def __init__(self, items: tuple[Item, ...]) -> None:
        self._items = items
        self._facets = [facets_within(item) for item in items]
        self._place = {item.id: place for place, item in enumerate(items)}
        self._named: defaultdict[_Key, list[int]] = defaultdict(list)
        for place, facets in enumerate(self._facets):
            for key in facets:
                self._named[key].append(place)

    def to(self, item: Item) -> tuple[Relation, ...]:
        """Return the closest relations of an item, at most five; of equally close ones the newest first."""
        own = self._place[item.id]
        closeness: defaultdict[int, int] = defaultdict(int)
        for key in self._facets[own]:
            places = self._named[key]
            if 2 * len(places) <= len(self._items) + 1:
                weight = _FULL // len(places)
                for place in places[:_LOOKED_AT]:
                    closeness[place] += weight
        closeness.pop(own, None)
        # closeness first, then place, in one number: comparing numbers is what takes no time
        ranked = nlargest(MOST, (close * len(self._items) - place for place, close in closeness.items()))
        closest = (-rank % len(self._items) for rank in ranked)
        return tuple(Relation(item=self._items[place], shared=self._shared(own, place)) for place in closest)

    def _shared(self, one: int, other: int) -> tuple[Region | Topic, ...]:
        both = {key: node for key, node in self._facets[one].items() if key in self._facets[other]}
        outer = {(type(node), node.parent.key) for node in both.values() if node.parent}
        return tuple(node for key, node in both.items() if key not in outer)


def facets_within(item: Item) -> dict[_Key, Region | Topic]:
    """Return every region and topic under which an item or one of its parts is found, regions first."""
    regions = (*item.regions, *(region for part in item.parts for region in part.regions))
    nodes: list[Region | Topic] = [node for region in regions for node in lineage(region)]
    nodes += [node for topic in item.topics for node in lineage(topic)]
    return {(type(node), node.key): node for node in nodes}
