"""Emphasis, held against what was written: where it crosses itself, the library loses text.

Comes in: a line of text with its marks. Goes out: `<em>` and `<strong>`, and as `Slip` the text that
they would not hold.
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor
from markdown.util import STX

from jianbao.markup.slips import Slip, SlipKind, TakeDown

_MARKS = ("*", "_")
_BETWEEN_DIGITS = re.compile(r"\d\*\d")
_TAKEN = {"em": 2, "strong": 4}
"""How many marks each element takes."""


class Emphases(DelimiterProcessor):
    """The library's emphasis, which takes down where the text within is another than what was written."""

    def __init__(self, md: Markdown, take_down: TakeDown) -> None:
        super().__init__("*", "strong,em", md)
        self.add("_", "strong,em", smart=True)
        self.take_down = take_down

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Return an element, and from where to where in the text it stands."""
        element, start, end = super().handleMatch(m, data)
        if element is not None and not _holds(element, data[start:end]):
            written = data[start:end]
            self.take_down(Slip(SlipKind.ENTANGLED, "" if STX in written else written))
        if element is not None and element.tag == "em" and start is not None and end is not None:
            for mark in (start, end - 1):
                if _BETWEEN_DIGITS.match(data, max(0, mark - 1)):
                    self.take_down(Slip(SlipKind.DIGITS_EMPHASISED, data[mark - 1 : mark + 2]))
                    break
        return element, start, end


def _holds(element: ET.Element, written: str) -> bool:
    """Say whether an element holds what was written, but for the marks that it stands for."""
    held = "".join(element.itertext())
    if _without_marks(held) != _without_marks(written):
        return False
    before, behind = Counter(written), Counter(held)
    taken = sum(_TAKEN[inner.tag] for inner in element.iter())
    return sum(before[mark] - behind[mark] for mark in _MARKS) == taken


def _without_marks(text: str) -> str:
    return "".join(c for c in text if c not in _MARKS)
