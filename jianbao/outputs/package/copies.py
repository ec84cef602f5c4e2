"""Every copy with its number (份号), its code and its holder: what is laid on the first page of each.

Comes in: a `Dispatch` and the issue's press file. Goes out: one PDF of all copies by number.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from jianbao.outputs.package.dispatch import Dispatch, set_paper
from jianbao.typesetting.copies import CopyMark, number_copies
from jianbao.typesetting.package_measures import read_package_measures
from jianbao.typesetting.press_measures import read_finishing_measures
from jianbao.typesetting.titles import width_in_ems

_SIZES = (9, 8, 7, 6, 5, 4)
"""Points in which a holder's name may be set; the first in which it fits beside the code is taken."""
_ROOM = 396
"""Points that a name has across beside the code."""
_DEPTH = 20.5
"""Points that its lines have down."""
_LEAD = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What stands on a copy: its holder and the size (pt) in which that is set, its code and its number."""

    holder: str
    size: float
    code: str
    digits: str


def stamps_of(dispatch: Dispatch) -> tuple[Stamp, ...]:
    """Return the stamps of all copies by number."""
    return tuple(
        Stamp(
            holder=dispatch.holder(holding),
            size=_size_of(dispatch.holder(holding)),
            code=copy.code,
            digits=copy.digits,
        )
        for copy, holding in dispatch.allotment.copies
    )


def render_copies(dispatch: Dispatch, press: bytes, theme: Path) -> bytes:
    """Make the file of all copies from the press file.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be.
    """
    stamps = stamps_of(dispatch)
    paper, _ = set_paper("stamps.html", dispatch, theme, stamps=stamps)
    marks = [
        CopyMark(digits=stamp.digits, code=stamp.code, title=f"{stamp.digits} {stamp.holder}")
        for stamp in stamps
    ]
    return number_copies(
        press,
        paper.content,
        marks,
        place=read_package_measures(theme).copy,
        inks=read_finishing_measures(theme).inks,
    )


def _size_of(name: str) -> float:
    width = width_in_ems(name)
    fitting = (size for size in _SIZES if math.ceil(width * size / _ROOM) * size * _LEAD <= _DEPTH)
    return next(fitting, _SIZES[-1])
