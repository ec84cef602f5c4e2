"""The characters of a paragraph, and the glyphs that show them.

A cell is what a case of type holds in one compartment: here a character with all that is known of it before
it has its place in a line.
"""

from itertools import accumulate
from typing import NamedTuple

from jianbao.typesetting.faces.known import KnownFont


class Glyph(NamedTuple):
    """A glyph as Pango has set it.

    `own` is how wide it is in its font, `width` how wide it is set, and `right` how far to the right of where
    it would stand, in thousandths of the size; `up` how far above, in pixels.
    """

    font: KnownFont
    number: int
    own: int
    width: int
    right: int
    up: float


class Cell(NamedTuple):
    """A character of a paragraph: from which text, where in it in bytes, and how wide in pixels.

    `left` and `right` are the white in its body on either side, at most half an em; only marks have any.
    `kerned` is by how much it is narrower for the sake of the next. The glyphs of characters that are set as
    one belong to the first of them, and show the text `shown`.
    """

    character: str
    leaf: int
    offset: int
    width: float
    left: float
    right: float
    kerned: float
    glyphs: tuple[Glyph, ...]
    shown: str


def byte_offsets(text: str) -> list[int]:
    """Return where each character of a text begins in UTF-8, and where the last one ends."""
    return list(accumulate(map(len, map(str.encode, text)), initial=0))
