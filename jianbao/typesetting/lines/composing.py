"""Paragraphs of Chinese composed as a whole, in place of WeasyPrint's line after line.

Comes in: a paragraph as WeasyPrint is about to break it. Goes out: its lines, flush at both edges, as
`breaking` chose them. The text itself is untouched: what moves is where glyphs stand, so copying and
searching find what the author wrote.

A paragraph that holds anything but text (pictures, floats, notes, white space that is kept, text written from
right to left) is left to WeasyPrint, and its lines to `justification`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages

from jianbao.typesetting.lines.breaking import SetLine, break_row
from jianbao.typesetting.lines.characters import runs_leftward
from jianbao.typesetting.lines.drawing import SetText
from jianbao.typesetting.lines.grid import place_text
from jianbao.typesetting.lines.measuring import Paragraph, measure
from jianbao.typesetting.pinned import require_version

_NEXT_LINEBOX = inline.get_next_linebox
_SIDES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right"))
_BORDERS = ("border_left_width", "border_right_width")
_UNKEPT = frozenset("\n\t\f\r\N{SOFT HYPHEN}\u0085\u2028\u2029")


def install() -> None:
    """Make WeasyPrint compose paragraphs our way; doing so again changes nothing."""
    require_version()
    inline.get_next_linebox = _next_linebox


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A text of a paragraph, and the way to it from the line's box."""

    box: boxes.TextBox
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Composed:
    """A paragraph's texts, and what was measured of them."""

    paragraph: Paragraph
    leaves: tuple[_Leaf, ...]

    def place(self, skip_stack: Any) -> int:
        """Return the character at which a line resumes."""
        if skip_stack is None:
            return 0
        path: list[int] = []
        while skip_stack:
            ((index, skip_stack),) = skip_stack.items()
            path.append(index)
        paths = [leaf.path for leaf in self.leaves]
        return bisect_left(
            self.paragraph.cells, tuple(path), key=lambda cell: (*paths[cell.leaf], cell.offset)
        )

    def resume_at(self, place: int) -> Any:
        """Return how WeasyPrint says that a line resumes at a character."""
        cell = self.paragraph.cells[place]
        stack: Any = {cell.offset: None} if cell.offset else None
        for index in reversed(self.leaves[cell.leaf].path):
            stack = {index: stack}
        return stack


def _next_linebox(
    context: Any,
    linebox: boxes.LineBox,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: boxes.Box,
    *rest: Any,
) -> tuple[boxes.LineBox | None, Any]:
    """Return the next line of a paragraph, and where the one after it resumes."""
    composed = None
    if not context.excluded_shapes and not any(rest[-2:]):
        composed = _composed(context, linebox, containing_block)
    if composed is None:
        found: tuple[boxes.LineBox | None, Any] = _NEXT_LINEBOX(
            context, linebox, position_y, bottom_space, skip_stack, containing_block, *rest
        )
        return found
    line = _planned(composed, composed.place(skip_stack), linebox.text_indent, containing_block.width)
    if line is None:
        return None, None
    position_x = containing_block.content_box_x() + linebox.text_indent
    linebox.position_x, linebox.position_y = containing_block.content_box_x(), position_y
    box = _Setter(composed, line, linebox).set(position_x, position_y)
    last = line.resume >= len(composed.paragraph.cells)
    return box, None if last else composed.resume_at(line.resume)


def _planned(composed: _Composed, begin: int, indent: float, width: float) -> SetLine | None:
    """Return the line that begins at a character, from a plan for it and all that follow."""
    paragraph = composed.paragraph
    key = (begin, indent, width)
    if key not in paragraph.plans:
        plan = break_row(paragraph.row, first=width - indent, further=width, begin=begin)
        for number, line in enumerate(plan):
            paragraph.plans[key if not number else (line.begin, 0, width)] = line
    return paragraph.plans.get(key)


def _composed(context: Any, linebox: boxes.LineBox, containing_block: boxes.Box) -> _Composed | None:
    """Return a paragraph ready to be broken, or nothing if it is not for us."""
    if hasattr(linebox, "composed"):
        return cast("_Composed | None", linebox.composed)
    linebox.composed = None
    leaves = _leaves_of(linebox, containing_block)
    if leaves:
        measured = context.__dict__.setdefault("measured_paragraphs", {})
        key = tuple((leaf.box.text, id(leaf.box.style)) for leaf in leaves)
        if key not in measured:
            measured[key] = measure([leaf.box for leaf in leaves], linebox.style["font_size"])
        if measured[key] is not None:
            linebox.composed = _Composed(measured[key], leaves)
    return cast("_Composed | None", linebox.composed)


def _leaves_of(linebox: boxes.LineBox, containing_block: boxes.Box) -> tuple[_Leaf, ...]:
    """Return the texts of a paragraph if it has nothing else and is set flush."""
    style = linebox.style
    if style["text_align_all"] != "justify" or style["direction"] != "ltr":
        return ()
    if not str(style["lang"] or "").startswith("zh") or style["text_align_last"] not in ("auto", "start"):
        return ()
    leaves: list[_Leaf] = []
    for box, path in _descend(linebox, ()):
        if not _is_plain(box):
            return ()
        resolve_percentages(box, containing_block)
        if any(getattr(box, side) not in (0, "auto") for side in (*_SIDES, *_BORDERS)):
            return ()
        if isinstance(box, boxes.TextBox):
            leaves.append(_Leaf(box, path))
    return tuple(leaves)


def _descend(box: boxes.Box, path: tuple[int, ...]) -> Iterator[tuple[boxes.Box, tuple[int, ...]]]:
    """Yield what a line holds, with the way to it."""
    for index, child in enumerate(box.children):
        yield child, (*path, index)
        if isinstance(child, boxes.InlineBox):
            yield from _descend(child, (*path, index))


def _is_plain(box: boxes.Box) -> bool:
    """Say whether a box is text, or holds some, that is broken and spaced in the usual way."""
    style = box.style
    if not box.is_in_normal_flow() or style["white_space"] != "normal" or style["position"] != "static":
        return False
    if style["letter_spacing"] != "normal" or style["word_spacing"] or not style["font_size"]:
        return False
    if isinstance(box, boxes.TextBox):
        return not any(char in _UNKEPT or runs_leftward(char) for char in box.text)
    return type(box) is boxes.InlineBox and bool(box.children) and not box.is_leader


class _Setter:
    """Makes WeasyPrint's boxes for one line."""

    def __init__(self, composed: _Composed, line: SetLine, linebox: boxes.LineBox) -> None:
        self.linebox = linebox
        self.line = line
        self.leaves = composed.leaves
        self.spans: dict[int, list[int]] = {}
        self.cells = composed.paragraph.cells
        for place in range(line.begin, line.end):
            span = self.spans.setdefault(self.cells[place].leaf, [place, place])
            span[1] = place + 1
        self.numbers = {leaf.path: number for number, leaf in enumerate(composed.leaves)}

    def set(self, position_x: float, position_y: float) -> boxes.LineBox:
        """Return the line with its left edge and its top at the given place."""
        children = self._children(self.linebox, (), position_x - self.line.head, position_y)
        line = self.linebox.copy_with_children(children)
        line.width = self.line.width
        inline._adjust_line_height(line)
        line.position_x = position_x
        bottom, top = inline.line_box_verticality(line)
        line.baseline = -top
        line.position_y = top
        line.height = bottom - top
        line.margin_top = line.margin_bottom = 0
        line.translate(0, position_y - top)
        line.position_y = position_y
        return line

    def _children(self, box: boxes.Box, path: tuple[int, ...], x: float, y: float) -> list[boxes.Box]:
        found = []
        for index, child in enumerate(box.children):
            way = (*path, index)
            if isinstance(child, boxes.TextBox):
                piece = self._text(child, self.numbers[way])
            else:
                piece = self._inline(child, way, x, y)
            if piece is not None:
                piece.position_x, piece.position_y = x, y
                found.append(piece)
                x += piece.width
        return found

    def _inline(self, box: boxes.InlineBox, path: tuple[int, ...], x: float, y: float) -> boxes.Box | None:
        children = self._children(box, path, x, y)
        if not children:
            return None
        piece = box.copy_with_children(children)
        piece.width = sum(child.width for child in children)
        inline._adjust_line_height(piece)
        return piece

    def _text(self, box: boxes.TextBox, number: int) -> boxes.TextBox | None:
        if number not in self.spans:
            return None
        begin, end = self.spans[number]
        cells = self.cells[begin:end]
        rooms = self.line.rooms[begin - self.line.begin : end - self.line.begin]
        piece = box.copy_with_text("".join(cell.character for cell in cells))
        piece.pango_layout = SetText(piece, cells, rooms)
        piece.width = sum(cell.width for cell in cells) + sum(rooms)
        place_text(piece)
        return piece
