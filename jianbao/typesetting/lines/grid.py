"""Lines that stand on one grid, whatever typefaces they hold.

WeasyPrint lets each font say how high and how deep it is, so that a name set in another font of the stack, or
a heading in Kai between lines of FangSong, moves the baseline. Chinese type is square: every character fills
a body as high as its size, which here stands in the middle of its line.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import strut

from jianbao.typesetting.pinned import require_version

_ABOVE_BASELINE = 0.88
"""The part of a character's body that stands above the baseline."""

_SPLIT_TEXT_BOX = inline.split_text_box


def install() -> None:
    """Make WeasyPrint place lines our way; doing so again changes nothing."""
    require_version()
    inline.strut = place_line
    inline.split_text_box = _split_text_box


def place_line(style: Any) -> tuple[float, float]:
    """Return a line's height, and its baseline from the top, in pixels."""
    height, _ = strut(style)
    return height, height / 2 + (_ABOVE_BASELINE - 0.5) * style["font_size"]


def place_text(box: boxes.TextBox) -> None:
    """Give a text that is laid out the height of its size, in the middle of its line."""
    height, baseline = place_line(box.style)
    box.height = box.style["font_size"]
    box.margin_top = box.margin_bottom = (height - box.height) / 2
    box.baseline = baseline


def _split_text_box(*arguments: Any, **options: Any) -> tuple[boxes.TextBox | None, int | None, bool]:
    """Break a text as WeasyPrint does, and place its baseline by its size alone."""
    box, resume_at, preserved = _SPLIT_TEXT_BOX(*arguments, **options)
    if box is not None:
        height, baseline = place_line(box.style)
        box.margin_top += baseline - box.baseline
        box.margin_bottom = height - box.height - box.margin_top
        box.baseline = baseline
    return box, resume_at, preserved
