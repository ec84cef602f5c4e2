"""Pictures that would leave a hole at the foot of a page are made a little smaller and fill it.

Comes in: rows of pictures as WeasyPrint meets them on its way down a page. Goes out: the same rows, smaller
where that lets them stand on this page instead of the next. A row says with `data-behind` how many lines
must stand behind it on the same page, and `data-least` to which share of their size its pictures may go.
"""

import math
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block
from weasyprint.text.line_break import strut

from jianbao.typesetting.pinned import require_version

_LAYOUT = block.block_level_layout
_AIR = ("padding_top", "padding_bottom")


def install() -> None:
    """Make WeasyPrint fit pictures our way; doing so again changes nothing."""
    require_version()
    block.block_level_layout = _layout


def _layout(context: Any, box: boxes.Box, bottom_space: float, *rest: Any, **options: Any) -> Any:
    """Lay out a block as WeasyPrint does; a row of pictures that would not fit is first made smaller."""
    page_is_empty = rest[2] if len(rest) > 2 else options.get("page_is_empty", True)
    if not page_is_empty and box.element is not None and box.element.get("data-least"):
        room = context.page_bottom - bottom_space - box.position_y
        box = _fitted(context, box, room, *rest[:2])
    return _LAYOUT(context, box, bottom_space, *rest, **options)


def _fitted(context: Any, row: boxes.Box, room: float, skip_stack: Any, container: Any) -> boxes.Box:
    """Return the row with less white and smaller pictures if that lets it stand in `room` pixels."""
    pictures = list(_pictures(row))
    tallest = max((picture.style["height"].value for picture in pictures), default=0.0)
    least = float(row.element.get("data-least"))
    pitch = strut(row.style)[0]
    room -= int(row.element.get("data-behind", "0")) * pitch
    if skip_stack is not None or not tallest or room < least * tallest:
        return row
    trial = _LAYOUT(context, row.deepcopy(), -math.inf, None, container)[0]
    air = sum(pictures[0].style[side].value for side in _AIR)
    excess = (
        math.ceil((trial.height - room) / pitch) * pitch
    )  # whole lines: the text behind stays on the grid
    share = min(1.0, (tallest + air - excess) / tallest)
    if excess <= 0 or share < least:
        return row
    return _smaller(row, share, max(0.0, air - excess) / air if air else 0.0)


def _smaller(row: boxes.Box, share: float, share_of_air: float) -> boxes.Box:
    smaller = row.deepcopy()
    for picture in _pictures(smaller):
        picture.style = picture.style.copy()
        for side in ("width", "height", *_AIR):
            length = picture.style[side]
            by = share_of_air if side in _AIR else share
            picture.style[side] = length._replace(value=length.value * by)
    return smaller


def _pictures(box: boxes.Box) -> Iterator[boxes.ReplacedBox]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.ReplacedBox):
            yield child
        else:
            yield from _pictures(child)
