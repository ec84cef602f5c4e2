"""Marks around a page that tell a printer where to cut and fold, and whether the inks lie upon each other.

Comes in: rectangles in pt. Goes out: content streams in pt. No mark touches the page or its bleed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jianbao.typesetting.stylesheet import MILLIMETRE

Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle from its lower left corner to its upper right one, in pt."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def within(cls, width: float, height: float, *, inset: tuple[float, float] = (0, 0)) -> "Box":
        """Return a rectangle of a sheet, so far from its edges: left and right, bottom and top."""
        across, down = inset
        return cls(left=across, bottom=down, right=width - across, top=height - down)

    def grown(self, by: float) -> "Box":
        """Return the rectangle with every edge moved outwards."""
        return Box(left=self.left - by, bottom=self.bottom - by, right=self.right + by, top=self.top + by)

    @property
    def corners(self) -> list[float]:
        """The rectangle as a PDF writes it, to a thousandth of a pt."""
        return [round(edge, 3) for edge in (self.left, self.bottom, self.right, self.top)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMeasures:
    """Marks in mm, their weight in pt: `start` is how far from the cut they begin."""

    start: float
    length: float
    weight: float


def crop_marks(trim: Box, measures: MarkMeasures) -> Iterable[Line]:
    """Yield two lines at each corner, in the lines along which the paper is cut."""
    start, length = measures.start * MILLIMETRE, measures.length * MILLIMETRE
    for x, outwards in ((trim.left, -1), (trim.right, 1)):
        for y in (trim.bottom, trim.top):
            yield x + outwards * start, y, x + outwards * (start + length), y
    for y, outwards in ((trim.bottom, -1), (trim.top, 1)):
        for x in (trim.left, trim.right):
            yield x, y + outwards * start, x, y + outwards * (start + length)


def fold_marks(trim: Box, measures: MarkMeasures) -> Iterable[Line]:
    """Yield a line above and one below the middle of a sheet, where it is folded."""
    start, length = measures.start * MILLIMETRE, measures.length * MILLIMETRE
    x = (trim.left + trim.right) / 2
    yield x, trim.bottom - start, x, trim.bottom - start - length
    yield x, trim.top + start, x, trim.top + start + length


def register_marks(trim: Box, measures: MarkMeasures) -> Iterable[Line]:
    """Yield a cross beside the middle of each edge."""
    half = measures.length * MILLIMETRE / 2
    away = measures.start * MILLIMETRE + half
    middle = ((trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2)
    for x, y in (
        (trim.left - away, middle[1]),
        (trim.right + away, middle[1]),
        (middle[0], trim.bottom - away),
        (middle[0], trim.top + away),
    ):
        yield x - half, y, x + half, y
        yield x, y - half, x, y + half


def draw(lines: Iterable[Line], *, colour: str, weight: float, dash: str = "[] 0 d") -> bytes:
    """Return a content stream that draws lines of a weight in pt in a colour, given as its operators."""
    paths = "\n".join(f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l" for x0, y0, x1, y1 in lines)
    return f"q {colour} {weight} w {dash}\n{paths}\nS Q\n".encode()
