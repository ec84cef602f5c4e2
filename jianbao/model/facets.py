"""The ways in to the news: regions and topics, which are trees, and the units that contribute."""

from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place news comes from; `code` is its GB/T 2260 code where it has one."""

    code: str
    name: str
    parent: "Region | None" = None

    @property
    def key(self) -> str:
        """The last segment of the region's address."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What news is about."""

    id: str
    name: str
    parent: "Topic | None" = None

    @property
    def key(self) -> str:
        """The last segment of the topic's address."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A unit that contributes news (信息来源)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    region: Region | None = None

    @property
    def key(self) -> str:
        """The last segment of the source's address."""
        return self.id


Facet = Region | Topic | Source
_Tree = TypeVar("_Tree", Region, Topic)


def lineage(node: _Tree) -> tuple[_Tree, ...]:
    """Return a region or topic and all that it lies in, outermost first."""
    line = [node]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    return tuple(reversed(line))
