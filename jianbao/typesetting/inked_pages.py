"""Which pages of a press file need which inks.

Comes in: a press file, and the inks of the papers' own colours. Goes out: the pages in red and black, and
those in other colours; the rest is black alone. It is read from what is drawn, not from what was meant.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from jianbao.model import PageInks
from jianbao.typesetting.presswork.inks import InkTable

_COLOURING = "k K Do"
_BLACK, _RED, _COLOUR = range(3)


def find_inks(press: bytes, inks: InkTable) -> PageInks:
    """Return which pages of a press file are not black alone."""
    own = {tuple(round(ink / 100, 3) for ink in amounts) for amounts in inks.inks_of.values()}
    with pikepdf.open(io.BytesIO(press)) as pdf:
        most = [max(_found_on(page, own), default=_BLACK) for page in pdf.pages]
    numbered = list(enumerate(most, 1))
    return PageInks(
        pages=len(most),
        red=tuple(number for number, found in numbered if found == _RED),
        coloured=tuple(number for number, found in numbered if found == _COLOUR),
    )


def _found_on(page: pikepdf.Page, own: Iterable[tuple[float, ...]]) -> Iterator[int]:
    pictures: Any = page.obj.Resources.get("/XObject", {})
    for instruction in pikepdf.parse_content_stream(page, _COLOURING):
        operands: Any = instruction.operands
        if str(instruction.operator) == "Do":
            yield _BLACK if _is_black(pictures[str(operands[0])].ColorSpace) else _COLOUR
            continue
        amounts = tuple(round(float(amount), 3) for amount in operands)
        if any(amounts[:3]):
            yield _RED if amounts in own else _COLOUR


def _is_black(space: Any) -> bool:
    """Say whether a picture is in black ink alone: grey, or of a palette that has no other ink."""
    if space == Name.DeviceGray:
        return True
    if isinstance(space, pikepdf.Array) and space[0] == Name.Indexed and space[1] == Name.DeviceCMYK:
        table = space[3]
        raw = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return not any(raw[place] for place in range(len(raw)) if place % 4 < 3)
    return False
