"""How wide the characters of a paragraph are, and what may happen between them.

Comes in: the texts of a paragraph, as WeasyPrint styles them. Goes out: a `Row` that can be broken into
lines, and where each of its characters comes from.

CLREQ: a quarter-em between Han and Latin, an eighth at least; a mark may give up the white half of its body,
and does so beside another and where its line begins or ends (GB/T 15834-2011 5.1.10). An interpunct takes
half a body (5.1.9). The white is read from the glyph, so that a mark of a font which has none keeps all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from jianbao.typesetting.breaking import EARLY, Places, Row
from jianbao.typesetting.characters import (
    CLOSING,
    INTERPUNCTS,
    INVISIBLE,
    OPENING,
    PAIRED,
    SPACES,
    is_attached,
    is_han,
    is_latin,
    is_wide,
)
from jianbao.typesetting.justification import drawn_width
from jianbao.typesetting.objections import Cell, byte_offsets, objections
from jianbao.typesetting.squeezing import PlainLayout

QUARTER = 0.25
"""Ems between Han and Latin letters or digits."""

BEHIND_MARKS = 0.08
"""Ems by which a line opens behind marks before it does elsewhere; a tenth is read as a space by some."""

_EIGHTH = 0.125
_HALF = 0.5
_FULL = 0.9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A row, and the characters it is made of."""

    row: Row
    cells: tuple[Cell, ...]
    plans: dict[Any, Any] = field(default_factory=dict)
    """The lines that were found for it, by measures and begin."""


def measure(leaves: Sequence[boxes.TextBox], em: float) -> Paragraph | None:
    """Measure the texts of a paragraph, or return nothing if there is nothing to be seen in them."""
    cells = tuple(cell for number, leaf in enumerate(leaves) for cell in _measured(number, leaf))
    if not cells:
        return None
    return Paragraph(Row(_places(cells, leaves), em), cells)


def set_width(leaf: boxes.TextBox, text: str, length: int) -> float:
    """Return how wide the first characters of a text are, in pixels, where it stands by itself."""
    layout = PlainLayout(leaf.style)
    layout.set_text(text)
    widths, _, _ = _advances(layout, leaf.style["font_size"])
    end = len(text[:length].encode())
    return sum(width for at, width in widths.items() if at < end)


def _measured(number: int, leaf: boxes.TextBox) -> Iterator[Cell]:
    """Yield the characters of a text that are set, and how wide each is."""
    kept = [(place, char) for place, char in enumerate(leaf.text) if char not in INVISIBLE]
    if not kept:
        return
    offsets = byte_offsets(leaf.text)
    layout = PlainLayout(leaf.style)
    layout.set_text("".join(char for _, char in kept))
    widths, kerns, whites = _advances(layout, leaf.style["font_size"])
    at = 0
    for place, char in kept:
        left, right = whites.get(at, (0.0, 0.0))
        yield Cell(char, number, offsets[place], widths.get(at, 0.0), left, right, kerns.get(at, 0.0))
        at += len(char.encode())


def _advances(
    layout: Any, size: float
) -> tuple[dict[int, float], dict[int, float], dict[int, tuple[float, float]]]:
    """Return how wide each cluster is, its kerning, and the white in marks, by their places in UTF-8."""
    widths: dict[int, float] = {}
    kerns: dict[int, float] = {}
    whites: dict[int, tuple[float, float]] = {}
    text = layout.text.encode()
    line, _ = layout.get_first_line()
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        for number in range(glyphs.num_glyphs):
            at = item.offset + glyphs.log_clusters[number]
            glyph = glyphs.glyphs[number]
            drawn, own = drawn_width(item.analysis.font, glyph, size)
            widths[at] = widths.get(at, 0.0) + drawn * size / 1000
            if own != drawn:
                kerns[at] = (own - drawn) * size / 1000
            if text[at] > 0x7F:
                char = text[at : at + 4].decode(errors="ignore")[0]
                if (char in CLOSING or char in OPENING or char in INTERPUNCTS) and widths[at] > _FULL * size:
                    whites[at] = _white(item.analysis.font, glyph.glyph, size, char)
        run = run.next
    return widths, kerns, whites


def _white(font: Any, glyph: int, size: float, char: str) -> tuple[float, float]:
    """Return what a mark of a full body can give up at its left and its right, half an em together."""
    ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, glyph, ink, logical)
    left = max(0.0, ink.x * FROM_UNITS)
    right = max(0.0, (logical.width - ink.x - ink.width) * FROM_UNITS)
    half = _HALF * size
    if char in INTERPUNCTS:
        side = min(left, right, half / 2)
        return side, side
    return (min(left, half), 0.0) if char in OPENING else (0.0, min(right, half))


def _places(cells: tuple[Cell, ...], leaves: Sequence[boxes.TextBox]) -> Places:
    """Say what may happen behind and before each character."""
    count = len(cells)
    sizes = [leaf.style["font_size"] for leaf in leaves]
    shapes = [(leaf.style["font_size"], leaf.style["vertical_align"]) for leaf in leaves]
    gaps, yields = [0.0] * count, [0.0] * count
    squeezes, opens = [0.0] * count, [0.0] * count
    spreads = [False] * count
    for place, (cell, after) in enumerate(pairwise(cells)):
        em = sizes[cell.leaf]
        behind = _Behind.of(cell, after, em, same=shapes[cell.leaf] == shapes[after.leaf])
        gaps[place] += behind.gap
        yields[place], squeezes[place] = behind.yields, behind.squeezes
        opens[place], spreads[place] = behind.opens, behind.spreads
    _set_spaces(cells, sizes, (gaps, yields, opens))
    return Places(
        widths=[cell.width for cell in cells],
        gaps=gaps,
        yields=yields,
        squeezes=squeezes,
        opens=opens,
        spreads=spreads,
        heads=[cell.left if cell.character in OPENING else 0.0 for cell in cells],
        tails=[cell.right if cell.character in CLOSING else -cell.kerned for cell in cells],
        against=objections(cells, leaves),
        spaces=[cell.character == " " for cell in cells],
        counts=[is_han(cell.character) or is_latin(cell.character) for cell in cells],
    )


@dataclass(slots=True)
class _Behind:
    """What may happen between two characters; in pixels."""

    gap: float = 0.0
    yields: float = 0.0
    squeezes: float = 0.0
    opens: float = 0.0
    spreads: bool = False

    @classmethod
    def of(cls, cell: Cell, after: Cell, em: float, *, same: bool) -> "_Behind":
        left, right = cell.character, after.character
        found = cls()
        if is_attached(right):
            return found
        if left == right and left in PAIRED:
            return found
        found.spreads = left in SPACES or (right not in SPACES and (is_wide(left) or is_wide(right)))
        if same and _meet(left, right):
            found.gap, found.yields, found.opens = QUARTER * em, (QUARTER - _EIGHTH) * em, EARLY * em
        found._mark(cell, after, em)
        return found

    def _mark(self, cell: Cell, after: Cell, em: float) -> None:
        """Take off the white of marks that stand together, or say that it may be taken."""
        left, right = cell.character, after.character
        if left in INTERPUNCTS or (left in CLOSING and (right in CLOSING or right in OPENING)):
            self.gap -= cell.right
        elif left in CLOSING:
            self.squeezes += cell.right
            self.opens += BEHIND_MARKS * em if cell.right else 0.0
        if right in INTERPUNCTS or (right in OPENING and left in OPENING):
            self.gap -= after.left
        elif right in OPENING and left not in CLOSING:
            self.squeezes += after.left


def _meet(left: str, right: str) -> bool:
    """Say whether Han and Latin meet."""
    return (is_han(left) and is_latin(right)) or (is_latin(left) and is_han(right))


def _set_spaces(
    cells: tuple[Cell, ...], sizes: list[float], parts: tuple[list[float], list[float], list[float]]
) -> None:
    """Set a typed space between Han and Latin as their quarter-em, and none beside a full-width mark."""
    gaps, yields, opens = parts
    for place, cell in enumerate(cells):
        if cell.character not in SPACES:
            continue
        before = cells[place - 1].character if place else " "
        after = cells[place + 1].character if place + 1 < len(cells) else " "
        em = sizes[cell.leaf]
        if _meet(before, after):
            gaps[place] = QUARTER * em - cell.width
            yields[place], opens[place] = (QUARTER - _EIGHTH) * em, EARLY * em
        elif before in CLOSING or before in OPENING or after in CLOSING or after in OPENING:
            gaps[place] = -cell.width
        else:
            yields[place], opens[place] = cell.width / 3, EARLY * em
