"""How wide the characters of a paragraph are, and what may happen between them.

Comes in: the texts of a paragraph, as WeasyPrint styles them. Goes out: a `Row` that can be broken into
lines, and where each of its characters comes from.

CLREQ: a quarter-em between Han and Latin, an eighth at least; a mark may give up the white half of its body,
and does so beside another and where its line begins or ends (GB/T 15834-2011 5.1.10). An interpunct takes
half a body (5.1.9). The white is read from the glyph, so that a mark of a font which has none keeps all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from jianbao.typesetting.faces.known import KnownFont, known_font
from jianbao.typesetting.lines.breaking import EARLY, Places, Row
from jianbao.typesetting.lines.cells import Cell, Glyph, byte_offsets
from jianbao.typesetting.lines.characters import (
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
from jianbao.typesetting.lines.objections import objections
from jianbao.typesetting.lines.squeezing import PlainLayout

QUARTER = 0.25
"""Ems between Han and Latin letters or digits."""

BEHIND_MARKS = 0.08
"""Ems by which a line opens behind marks before it does elsewhere; a tenth is read as a space by some."""

_EIGHTH = 0.125
_HALF = 0.5
_FULL = 900
_FIELDS, _SAID = 5, 4
"""Numbers that Pango keeps of a glyph (PangoGlyphInfo), and how many of them say what it is and where."""
_WHITE = CLOSING | OPENING | INTERPUNCTS


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A row, and the characters it is made of."""

    row: Row
    cells: tuple[Cell, ...]
    plans: dict[Any, Any] = field(default_factory=dict)
    """The lines that were found for it, by measures and begin."""


def measure(leaves: Sequence[boxes.TextBox], em: float) -> Paragraph | None:
    """Measure the texts of a paragraph, or return nothing if there is nothing to be seen in them."""
    try:
        cells = tuple(cell for number, leaf in enumerate(leaves) for cell in _measured(number, leaf))
    except _Unset:
        return None
    if not cells:
        return None
    return Paragraph(Row(_places(cells, leaves), em), cells)


def _measured(number: int, leaf: boxes.TextBox) -> Iterator[Cell]:
    """Yield the characters of a text that are set, with their glyphs.

    Raises:
        _Unset: no font has a glyph for a character.
    """
    kept = [
        item for item in zip(leaf.text, byte_offsets(leaf.text), strict=False) if item[0] not in INVISIBLE
    ]
    if not kept:
        return
    text = "".join(char for char, _ in kept)
    raw = text.encode()
    size = leaf.style["font_size"]
    layout = PlainLayout(leaf.style)
    layout.set_text(text)
    clusters = _clusters(layout, size)
    whole = len(clusters) == len(kept)
    ends = {} if whole else dict(pairwise((*clusters, len(raw))))
    for (char, offset), at in zip(kept, byte_offsets(text), strict=False):
        glyphs = clusters.get(at, ())
        if len(glyphs) == 1:
            wide, own = glyphs[0].width, glyphs[0].own
        else:  # none, if it is shown with the one before
            wide, own = sum(glyph.width for glyph in glyphs), sum(glyph.own for glyph in glyphs)
        left, right = _white(glyphs[0], char) if char in _WHITE and wide > _FULL else (0.0, 0.0)
        shown = char if whole or not glyphs else raw[at : ends[at]].decode()
        yield Cell(
            char, number, offset, wide * size / 1000, left, right, (own - wide) * size / 1000, glyphs, shown
        )


def _clusters(layout: Any, size: float) -> dict[int, tuple[Glyph, ...]]:
    """Return the glyphs of a text, by the place in UTF-8 of the (first) character that they show."""
    found: dict[int, tuple[Glyph, ...]] = {}
    line, _ = layout.get_first_line()
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        run = run.next
        font, offset, count = known_font(item.analysis.font), item.offset, string.num_glyphs
        numbers = ffi.unpack(ffi.cast("int *", string.glyphs), _FIELDS * count)
        infos = zip(*(numbers[field::_FIELDS] for field in range(_SAID)), strict=True)
        glyphs = [font.glyphs.get(info) or _glyph(font, info, size) for info in infos]
        places = [offset + at for at in ffi.unpack(string.log_clusters, count)]
        if len(set(places)) == count:
            found.update(zip(places, zip(glyphs, strict=True), strict=True))
            continue
        for place, glyph in zip(places, glyphs, strict=True):
            found[place] = (*found.get(place, ()), glyph)
    return found


def _glyph(font: KnownFont, info: tuple[int, ...], size: float) -> Glyph:
    """Return a glyph by what Pango says of it: its number, its width and how far it is moved."""
    number, width, right, down = info
    scale = FROM_UNITS * 1000 / size
    if number == pango.PANGO_GLYPH_EMPTY:
        return Glyph(font, number, round(width * scale), round(width * scale), 0, 0.0)
    if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        raise _Unset
    own, up = font.width(number), -down * FROM_UNITS
    font.glyphs[info] = glyph = Glyph(font, number, own, round(width * scale), round(right * scale), up)
    return glyph


class _Unset(Exception):
    """A character has no glyph; WeasyPrint says which when it sets the text."""


def _white(glyph: Glyph, char: str) -> tuple[float, float]:
    """Return what a mark of a full body can give up at its left and its right, half an em together."""
    ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(glyph.font.pango_font, glyph.number, ink, logical)
    left = max(0.0, ink.x * FROM_UNITS)
    right = max(0.0, (logical.width - ink.x - ink.width) * FROM_UNITS)
    half = _HALF * glyph.font.size
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
    hans = [is_han(cell.character) for cell in cells]
    for place, (cell, after) in enumerate(pairwise(cells)):
        if hans[place] and hans[place + 1]:
            spreads[place] = True
            continue
        same = shapes[cell.leaf] == shapes[after.leaf]
        gaps[place], yields[place], squeezes[place], opens[place], spreads[place] = _behind(
            cell.character, after.character, cell.right, after.left, sizes[cell.leaf], same
        )
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
        counts=[han or is_latin(cell.character) for han, cell in zip(hans, cells, strict=True)],
    )


@lru_cache(maxsize=65536)
def _behind(
    left: str,
    right: str,
    white_before: float,
    white_behind: float,
    em: float,
    same: bool,  # noqa: FBT001
) -> tuple[float, float, float, float, bool]:
    """Return what may happen between two characters of which one is not Han, in pixels.

    That is the normal room between them; how much of it goes first, and then; how far it opens first, and
    whether further. `white_before` and `white_behind` is what the two have between them in their bodies.
    """
    if is_attached(right) or (left == right and left in PAIRED):
        return 0.0, 0.0, 0.0, 0.0, False
    gap = yields = squeezes = opens = 0.0
    spreads = left in SPACES or (right not in SPACES and (is_wide(left) or is_wide(right)))
    if same and _meet(left, right):
        gap, yields, opens = QUARTER * em, (QUARTER - _EIGHTH) * em, EARLY * em
    if left in INTERPUNCTS or (left in CLOSING and (right in CLOSING or right in OPENING)):
        gap -= white_before
    elif left in CLOSING:
        squeezes += white_before
        opens += BEHIND_MARKS * em if white_before else 0.0
    if right in INTERPUNCTS or (right in OPENING and left in OPENING):
        gap -= white_behind
    elif right in OPENING and left not in CLOSING:
        squeezes += white_behind
    return gap, yields, squeezes, opens, spreads


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
