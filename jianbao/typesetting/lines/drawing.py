"""Composed lines on the page, glyph by glyph as they were measured.

Comes in: the cells of a text and the room behind each. Goes out: operators of the PDF. Nothing is asked of
Pango again: what was measured is what is drawn, and that is half of the time that drawing took.
"""

import math
from collections.abc import Sequence
from typing import Any

import pydyf
from weasyprint.draw import text as draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

from jianbao.typesetting.faces.known import KnownFont
from jianbao.typesetting.lines.cells import Cell, Glyph
from jianbao.typesetting.pinned import require_version

_DRAW_FIRST_LINE = draw.draw_first_line
_SHOW_TEXT = Stream.show_text
_METRICS = (
    "ascent",
    "underline_position",
    "underline_thickness",
    "strikethrough_position",
    "strikethrough_thickness",
)


def install() -> None:
    """Make WeasyPrint draw composed lines our way; doing so again changes nothing."""
    require_version()
    draw.draw_first_line = _draw_first_line
    Stream.show_text = _show_text


def _show_text(stream: Any, text: str) -> None:
    """Show glyphs without empty strings among them: with one, PDFium loses the last step of an array.

    Chrome, Edge and many telephones draw with PDFium.
    """
    _SHOW_TEXT(stream, text.replace("<>", " "))


class SetText:
    """A text whose glyphs have their places; stands where WeasyPrint keeps its layouts.

    `rooms` are pixels behind each cell.
    """

    first_line_direction = 0

    def __init__(self, box: boxes.TextBox, cells: Sequence[Cell], rooms: Sequence[float]) -> None:
        self.text = box.text
        self.cells = cells
        self.rooms = rooms
        if box.style["text_decoration_line"] != "none":
            layout = Layout(box.style)
            self.__dict__ |= {name: getattr(layout, name) for name in _METRICS}
            layout.deactivate()

    def reactivate(self, style: Any) -> None:
        """Nothing has to be set again."""

    def deactivate(self) -> None:
        """Nothing has to be let go."""


def _draw_first_line(
    stream: Any, textbox: boxes.TextBox, text_overflow: str, block_ellipsis: str, matrix: Any
) -> list[Any]:
    """Draw a line; WeasyPrint draws those that it has set."""
    layout = textbox.pango_layout
    if not isinstance(layout, SetText):
        found: list[Any] = _DRAW_FIRST_LINE(stream, textbox, text_overflow, block_ellipsis, matrix)
        return found
    if layout.text.strip():
        stream.set_text_matrix(*matrix.values)
        _Pen(stream, textbox.style["font_size"]).draw(layout)
    return []


class _Pen:
    """Draws the glyphs of a text from left to right.

    Places are thousandths of the size, which is what a PDF can say; the part of a step that is left over goes
    to the next, so that the errors of a line do not add up.
    """

    def __init__(self, stream: Any, size: float) -> None:
        self.stream = stream
        self.size = size
        self.font: KnownFont | None = None
        self.face: Any = None
        self.shown: list[str] = []
        self.back = 0
        """By how much the next glyph stands further left."""

    def draw(self, text: SetText) -> None:
        """Draw a text."""
        rest = 0.0
        for cell, room in zip(text.cells, text.rooms, strict=True):
            if len(cell.glyphs) == 1 and self._shows_another(cell):
                self._put_as(cell)
            else:
                for place, glyph in enumerate(cell.glyphs):
                    self._put(glyph, "" if place else cell.shown)
            if room:
                wanted = room * 1000 / self.size + rest
                steps = math.floor(wanted)
                rest = wanted - steps
                self.back -= steps
        self._show()

    def _put_as(self, cell: Cell) -> None:
        """Draw a glyph that shows another text elsewhere, as `·` and `•` are one in some fonts."""
        self._show()
        self.stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(cell.shown)}))
        self._put(cell.glyphs[0], cell.shown)
        self._show()
        self.stream.end_marked_content()

    def _shows_another(self, cell: Cell) -> bool:
        """Say whether the font's table of characters has another text for a cell's glyph."""
        (glyph,) = cell.glyphs
        if glyph.number == pango.PANGO_GLYPH_EMPTY or not cell.shown:
            return False
        self._take(glyph)
        return bool(self.face.to_unicode.get(glyph.number, cell.shown) != cell.shown)

    def _take(self, glyph: Glyph) -> None:
        """Take up the font of a glyph."""
        if glyph.font is not self.font:
            self._show()
            self.font = glyph.font
            self.face, size = self.stream.add_font(glyph.font.pango_font)
            self.stream.set_font_size(self.face.hash, size)

    def _put(self, glyph: Glyph, text: str) -> None:
        if glyph.number == pango.PANGO_GLYPH_EMPTY:
            self.back -= glyph.width
            return
        self._take(glyph)
        if glyph.number not in self.face.to_unicode:
            self.face.to_unicode[glyph.number] = text
            self.face.widths[glyph.number] = glyph.own
        if glyph.up:
            self._show()
            self.stream.set_text_rise(glyph.up)
        if self.back != glyph.right:
            self.shown.append(f">{self.back - glyph.right}<")
        self.shown.append(f"{glyph.number:04x}")
        self.back = glyph.own - glyph.width + glyph.right
        if glyph.up:
            self._show()
            self.stream.set_text_rise(0)

    def _show(self) -> None:
        if self.shown:
            self.stream.show_text(f"<{''.join(self.shown)}>")
            self.shown = []
