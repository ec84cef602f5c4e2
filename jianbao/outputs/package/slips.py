"""Cover slips (送件单): one for each recipient, three to a page, to be cut.

Comes in: a `Dispatch`. Goes out: a PDF in which the slips are laid so that the whole stack is cut at once:
the upper slips of all pages, then the middle ones, then the lower ones follow each other by route and number.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from jianbao.model import Holding
from jianbao.outputs.package.dispatch import Dispatch, set_paper
from jianbao.typesetting.titles import width_in_ems

ON_A_PAGE = 3
"""A slip is a third of A4, as the style sheet has it."""
_SIZES = (12, 11, 10, 9, 8, 7, 6, 5)
"""Points in which a slip may be set; the first in which it should fit is taken."""
_ROOM = 470
"""Points that a line has across."""
_DEPTH = 225
"""Points that the lines have down."""
_STANDING = 9.6
"""Ems of height that title, request, signature and sender take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Whose slip it is, and the size (pt) in which it is set."""

    holding: Holding
    size: int


def render_slips(dispatch: Dispatch, theme: Path) -> bytes:
    """Set the slips.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be.
    """
    return set_paper("slips.html", dispatch, theme, pages=slips_of(dispatch))[0].content


def slips_of(dispatch: Dispatch) -> tuple[tuple[Slip, ...], ...]:
    """Return the slips on each page, from above; without recipients there is one page without slips."""
    holdings = [holding for _, found in dispatch.allotment.routes for holding in found]
    slips = [Slip(holding=holding, size=_size_of(dispatch, holding)) for holding in holdings]
    pages = max(1, -(-len(slips) // ON_A_PAGE))
    return tuple(tuple(slips[page::pages]) for page in range(pages))


def _size_of(dispatch: Dispatch, holding: Holding) -> int:
    who = holding.recipient
    facts = [
        dispatch.name + dispatch.language.date(dispatch.issue.date),
        dispatch.numbers(holding),
        dispatch.route(holding.route) + (dispatch.issue.classification or ""),
        (who.contact or "") if who else "",
    ]

    def height(size: int) -> float:
        name = math.ceil(width_in_ems(dispatch.holder(holding)) * 1.25 * size / _ROOM) * 1.2 * 1.35
        lines = sum(math.ceil(width_in_ems(fact) * size / (_ROOM - 90)) for fact in facts)
        return (name + lines * 1.75 + _STANDING) * size

    return next((size for size in _SIZES if height(size) <= _DEPTH), _SIZES[-1])
