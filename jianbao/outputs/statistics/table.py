"""What a table of figures is: columns, rows, and of each number what it counts.

Comes in: nothing. Goes out: types that are filled by `sheets`, and the ways to take a table apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from jianbao.model import Placement, Region, Source, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What is filed under all of these; the year and month are those of an item's date."""

    region: Region | None = None
    topic: Topic | None = None
    source: Source | None = None
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the issues of a year took up of a source's news, in one way or in any."""

    source: Source
    year: int
    placement: Placement | None = None


Behind = Filed | Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text or a number, and of a number what stands behind it; nothing stands behind 0."""

    value: str | int | Decimal
    behind: Behind | None = None

    @property
    def is_number(self) -> bool:
        """Whether the cell counts."""
        return not isinstance(self.value, str)

    @property
    def amount(self) -> float:
        """How much the cell counts, for drawing."""
        return 0.0 if isinstance(self.value, str) else float(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by its title; one that `is_for_machines` stands in the CSV alone. `depth` as of a row."""

    title: str
    is_for_machines: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells, one a column; `depth` says how deep the row's region or topic lies in its tree."""

    cells: tuple[Cell, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of figures. `name` is its file's; `head` is the column that names each row.

    `total` counts each item once, and so may be less than the sum of the rows. By the column `descending` the
    rows are sorted, the highest first; without one they stand in the editors' order.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: int = 0
    descending: int | None = None
    total: Row | None = None

    @property
    def lines(self) -> tuple[Row, ...]:
        """Every row, with the total at the end."""
        return (*self.rows, *((self.total,) if self.total else ()))

    @property
    def values(self) -> Iterator[tuple[str | int | Decimal, ...]]:
        """The titles and the rows as a file holds them."""
        yield tuple(column.title for column in self.columns)
        for row in self.lines:
            yield tuple(cell.value for cell in row.cells)

    @property
    def shown(self) -> tuple[int, ...]:
        """The columns that people are shown."""
        return tuple(n for n, column in enumerate(self.columns) if not column.is_for_machines)


class _Deep(Protocol):
    @property
    def depth(self) -> int: ...


Branch = TypeVar("Branch", bound=_Deep)


def split_levels(
    nodes: Sequence[Branch], room: int
) -> tuple[tuple[Branch, ...], tuple[tuple[Branch, tuple[Branch, ...]], ...]]:
    """Split a tree, each node before what lies in it, into its upper levels and what lies below each.

    The upper levels are as many as hold at most `room` nodes together, and at least the first.
    """
    deepest = 0
    while 0 < sum(node.depth <= deepest + 1 for node in nodes) <= room and deepest < len(nodes):
        deepest += 1
    below: list[tuple[Branch, list[Branch]]] = []
    for node in nodes:
        if node.depth <= deepest:
            below.append((node, []))
        else:
            below[-1][1].append(node)
    return tuple(node for node, _ in below), tuple((node, tuple(found)) for node, found in below if found)
