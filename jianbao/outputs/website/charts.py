"""Charts as SVG, made with the page and without any script.

Comes in: numbers. Goes out: SVG that stands beside the table of the same numbers, and is hidden from those
who are read to. Widths are shares of the room there is and letters keep their size, so that a chart can be
read on a telephone; colours are those of the page, by day and by night.
"""

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from jianbao.typesetting.titles import width_in_ems

_HEIGHT = 168
_TOP = 22
_FOOT = 140
"""px from the top: the end of the highest column, and the foot of all."""

_BREADTH = 0.7
"""The share of its place that a column fills."""

_LEAST = 12
"""Columns for which there is room at least, so that a few are not as broad as a wall."""

_ROOM = 27.0
"""Ems of labels that stand side by side on a telephone."""


def draw_bar(number: float, longest: float) -> Markup:
    """Draw a number as a bar that fills its cell where it is the longest."""
    width = round(100 * min(1.0, number / longest), 2) if longest else 0
    return Markup(
        f'<svg class="jb-bar" aria-hidden="true" width="100%" height="10">'
        f'<rect width="{width}%" height="10"/></svg>'
    )


def draw_columns(columns: Sequence[tuple[str, int]], write: Callable[[int], str]) -> Markup:
    """Draw numbers as columns with a label each; where there are many, not each has one."""
    highest = max((number for _, number in columns), default=0) or 1
    place = 100 / max(_LEAST, len(columns))
    labels = sum(width_in_ems(label) for label, _ in columns)
    values = sum(width_in_ems(write(number)) for _, number in columns)
    step = max(1, math.ceil(labels / _ROOM))
    pieces = []
    for order, (label, number) in enumerate(columns):
        left = round(order * place + place * (1 - _BREADTH) / 2, 3)
        middle = round((order + 0.5) * place, 3)
        height = round((_FOOT - _TOP) * number / highest, 2)
        pieces.append(
            f'<rect x="{left}%" y="{_FOOT - height:.2f}" width="{place * _BREADTH:.3f}%" height="{height}"/>'
        )
        if number and values <= _ROOM:
            pieces.append(_text(middle, _FOOT - height - 5, write(number)))
        if (len(columns) - 1 - order) % step == 0:
            pieces.append(_text(middle, _FOOT + 20, label))
    line = f'<rect class="jb-axis" y="{_FOOT}" width="100%" height="1"/>'
    body = "".join(map(str, pieces))
    return Markup(
        f'<svg class="jb-chart" aria-hidden="true" width="100%" height="{_HEIGHT}">{body}{line}</svg>'
    )


def _text(middle: float, baseline: float, text: str) -> Markup:
    return Markup('<text x="{}%" y="{}">{}</text>').format(middle, round(baseline, 2), text)
