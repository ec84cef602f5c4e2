"""Lines that are flush at both edges, which WeasyPrint leaves ragged where there is no space.

Comes in: a line that WeasyPrint has broken, and the width it lacks. Goes out: the same line with that
width shared out between its characters. The text itself is untouched: what moves is where glyphs stand,
so copying and searching find what the author wrote.

WeasyPrint lets only spaces grow, and Chinese has none. `install` puts a function of ours in the place
of its own.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from jianbao.typesetting.lines.squeezing import ends_line
from jianbao.typesetting.pinned import require_version

_PAIRED = frozenset({"——", "……"})
_EXTENTS = ffi.new("PangoRectangle *")
_SPACES = frozenset({" ", "\N{NO-BREAK SPACE}"})


def install() -> None:
    """Make WeasyPrint set lines our way; doing so again changes nothing."""
    require_version()
    inline.justify_line = justify_line


def justify_line(context: Any, line: boxes.LineBox, missing: float) -> None:  # noqa: ARG001 (its signature)
    """Share out the width in pixels that a line lacks over the places where it may open."""
    texts = list(_texts(line))
    openings = _openings(texts)
    total = sum(map(len, openings))
    if not total:
        return
    each = missing / total
    widths: dict[int, float] = {}
    for box, places in zip(texts, openings, strict=True):
        if places:
            box.pango_layout = OpenedLayout.of(box, dict.fromkeys(places, each))
            widths[id(box)] = each * len(places)
    _widen(line, widths, 0.0)


def _texts(box: boxes.Box) -> Iterator[boxes.TextBox]:
    """Yield the texts of a line from left to right."""
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _openings(texts: list[boxes.TextBox]) -> list[list[int]]:
    """Return, for each text, after which of its characters the line may open."""
    found: list[list[int]] = [[] for _ in texts]
    last: tuple[int, int, str] | None = None
    for number, box in enumerate(texts):
        han = str(box.style["lang"] or "").startswith(("zh", "ja", "ko"))
        for place, character in enumerate(box.text):
            if _is_attached(character):
                continue
            if last is not None and _may_open(last[2], character, han):
                found[last[0]].append(last[1])
            last = (number, place, character)
    return found


@lru_cache(maxsize=65536)
def _may_open(left: str, right: str, han: bool) -> bool:  # noqa: FBT001 (a key of the cache)
    """Say whether a line may open between two characters: at spaces and beside full-width ones."""
    if left + right in _PAIRED:
        return False
    return left in _SPACES or (right not in _SPACES and (_is_wide(left, han) or _is_wide(right, han)))


def _is_wide(character: str, han: bool) -> bool:  # noqa: FBT001
    """Say whether a character is as wide as it is high; “ ” — … are where the text is Chinese."""
    width = unicodedata.east_asian_width(character)
    return width in "WF" or (han and width == "A" and not unicodedata.category(character).startswith("L"))


@lru_cache(maxsize=65536)
def _is_attached(character: str) -> bool:
    """Say whether a character has no place of its own: it is invisible, or joins the one before."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


class OpenedLayout(Layout):  # type: ignore[misc]  # the library has no types
    """A line of text in which some characters are followed by more room than their own."""

    openings: Mapping[int, float]
    """By the place of a character in UTF-8, the room in pixels behind it."""

    @classmethod
    def of(cls, box: boxes.TextBox, openings: Mapping[int, float]) -> "OpenedLayout":
        """Return the layout of a text box, opened behind the characters at the given places."""
        opened = cls(box.style)
        places, offset = {}, 0
        for place, character in enumerate(box.text):
            if place in openings:
                places[offset] = openings[place]
            offset += len(character.encode())
        opened.openings = {}
        opened.ends_line = ends_line(box.pango_layout)
        opened.set_text(box.text)
        opened.get_first_line()
        opened.openings = places
        opened.deactivate()
        return opened

    def get_first_line(self) -> tuple[Any, int | None]:
        """Return the line as Pango sets it, then opened; called once for each time the text is set."""
        line, index = super().get_first_line()
        run = line.runs[0] if self.openings and line.runs != ffi.NULL else ffi.NULL
        rest = 0.0
        while run != ffi.NULL:
            rest = _open_run(run.data, self.openings, self.style["font_size"], rest)
            run = run.next
        return line, index


def _open_run(run: Any, openings: Mapping[int, float], size: float, rest: float) -> float:
    """Widen the glyphs of a run in steps of a thousandth of the font's size, which is what a PDF can say.

    Takes and returns the part of a step that is left over, so that the errors of a line do not add up.
    """
    glyphs, clusters = run.glyphs, run.glyphs.log_clusters
    start, length = run.item.offset, run.item.length
    for number in range(glyphs.num_glyphs):
        begin = clusters[number]
        end = clusters[number + 1] if number + 1 < glyphs.num_glyphs else length
        room = sum(openings.get(place, 0.0) for place in range(start + begin, start + end))
        if room:
            geometry = glyphs.glyphs[number].geometry
            own, _ = drawn_width(run.item.analysis.font, glyphs.glyphs[number], size)
            wanted = room * 1000 / size + rest
            steps = math.floor(wanted)
            rest = wanted - steps
            geometry.width = math.ceil((own + steps) * size / 1000 * TO_UNITS)
    return rest


def drawn_width(font: Any, glyph: Any, size: float) -> tuple[int, int]:
    """Return how wide WeasyPrint draws a glyph, and how wide without kerning; in thousandths of the size."""
    wanted = glyph.geometry.width * FROM_UNITS * 1000 / size
    if abs(wanted - 1000) < 0.01 or glyph.glyph == pango.PANGO_GLYPH_EMPTY:
        return round(wanted), round(wanted)
    pango.pango_font_get_glyph_extents(font, glyph.glyph, ffi.NULL, _EXTENTS)
    own = round(_EXTENTS.width * FROM_UNITS * 1000 / size)
    return own - int(own - wanted), own


def _widen(box: boxes.Box, widths: Mapping[int, float], before: float) -> float:
    """Move a box by what was opened before it in its line, widen it, and return how far the next moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += before
        box.width += widths.get(id(box), 0.0)
        return before + widths.get(id(box), 0.0)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(before, 0)
        return before
    box.position_x += before
    after = before
    for child in box.children:
        if child.is_in_normal_flow():
            after = _widen(child, widths, after)
    box.width += after - before
    return after
