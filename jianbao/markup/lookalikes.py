"""Lines that look like headings, lists, tables or links, and are none: they would be printed as they stand.

Comes in: the parser's tree, before lines are joined. Goes out: `Slip`s, one for each paragraph at most.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from jianbao.markup.slips import Slip, SlipKind, TakeDown

_WIDE = r"[\u3400-\u9fff“《（【]"
_HEADING = re.compile(r"#{1,6}[^#\s][^#]*$")
_ENTRY = re.compile(rf"[-+]{_WIDE}")
_COUNTED = re.compile(
    rf"[-+•·]\s?{_WIDE}|\d{{1,2}}[.．、](?=[^\d\s])|[一二三四五六七八九十]{{1,3}}、|[①-⑳]"
    r"|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
)
_END = re.compile(r"[。；：！？…;:!?][”’」』）)]?\s*$")
_LINK = re.compile(r"\[[^\[\]\n]+\]（\s*(?:https?:|mailto:|item:|issue:|www\.)")
_SHOWN = 30


class Lookalikes(Treeprocessor):
    """Takes down what an author can only have meant as more than text."""

    def __init__(self, md: markdown.Markdown, take_down: TakeDown) -> None:
        super().__init__(md)
        self.take_down = take_down

    def run(self, root: ET.Element) -> None:
        """Go through the paragraphs; what stands in other blocks is read as something already."""
        for paragraph in root.iter("p"):
            lines = "".join(_texts(paragraph)).split("\n")
            kind, line = next(_slips(lines), (None, ""))
            if kind is not None:
                self.take_down(Slip(kind, line.partition(STX)[0].rstrip()[:_SHOWN]))


def _texts(block: ET.Element) -> Iterator[str]:
    """Yield the text of a block, with a mark where another element begins: what is cut there can be found."""
    yield block.text or ""
    for child in block:
        yield STX
        yield from _texts(child)
        yield child.tail or ""


def _slips(lines: list[str]) -> Iterator[tuple[SlipKind, str]]:
    before = ""
    for line in map(str.strip, lines):
        link = _LINK.search(line)
        if _HEADING.match(line):
            yield SlipKind.HEADING_GROWN, line
        elif _ENTRY.match(line):
            yield SlipKind.ENTRY_GROWN, line
        elif before.startswith("|") and line.startswith("|"):
            yield SlipKind.TABLE_WITHOUT_RULE, before
        elif _END.search(before) and _COUNTED.match(line):
            yield SlipKind.LINE_JOINED, line
        elif link:
            yield SlipKind.LINK_FULL_WIDTH, link[0]
        before = line
