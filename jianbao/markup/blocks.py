"""Headings, numbered lists, tables and code: the library's processors where they would lose text.

Comes in: blocks of lines. Goes out: elements, and as `Slip` what would not come out as it was written.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, SetextHeaderProcessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from jianbao.markup.slips import Slip, SlipKind, TakeDown

NUMBER = r"[0-9]{1,3}\."
"""The number before a list's entry. A longer one is a year: `2020. ` at the beginning of a line is text; so
is one of other digits (`２. `, `༢. `), for lists are counted in these."""

_WRITTEN = "data-written"
_CODE = "\ue000"
"""Stands before each line of code while blocks are parsed; no text of an author holds it."""

_FENCE = re.compile(
    rf"(?P<lead>[ >]*(?:(?:[-+*]|{NUMBER})[ ]+)?)(?P<fence>`{{3,}})[ ]*(?P<word>[\w+#.-]*)[ ]*",
    re.ASCII,
)


class Headings(HashHeaderProcessor):
    """Headings have a space behind their signs: `#话题#` at the beginning of a line is text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<header>[ \t\u3000]+[^ \t\u3000\n][^\n]*)(?:\n|$)")

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Make a heading; signs at its end are left out only behind a space, so that `C#` stays."""
        super().run(parent, blocks)
        text = (parent[-1].text or "").strip()
        rest = text.rstrip("#")
        parent[-1].text = rest.rstrip() if rest.endswith((" ", "\t", "\u3000")) else text


class Underlined(SetextHeaderProcessor):
    """Takes down lines that become headings by what stands below them, which is often meant as a rule."""

    def __init__(self, parser: BlockParser, take_down: TakeDown) -> None:
        super().__init__(parser)
        self.take_down = take_down

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Make a heading."""
        self.take_down(Slip(SlipKind.UNDERLINED, blocks[0].split("\n")[0].strip()))
        super().run(parent, blocks)


class NumberedLists(SaneOListProcessor):
    """Numbered lists whose entries remember how they were written."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        indent = self.tab_length
        self.RE = re.compile(rf"^[ ]{{0,{indent - 1}}}{NUMBER}[ ]+(.*)")
        self.CHILD_RE = re.compile(rf"^[ ]{{0,{indent - 1}}}(({NUMBER}))[ ]+(.*)")
        self.INDENT_RE = re.compile(rf"^[ ]{{{indent},{2 * indent - 1}}}(({NUMBER})|[*+-])[ ]+.*")

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Make a list, or the entries that continue one."""
        lines = [line.strip() for line in blocks[0].split("\n") if self.CHILD_RE.match(line)]
        super().run(parent, blocks)
        last = self.lastChild(parent)
        made = last if last is not None and last.tag == self.TAG else parent
        for entry, line in zip(made[-len(lines) :], lines, strict=True):
            entry.set(_WRITTEN, line)


class Numbers(Treeprocessor):
    """Takes down the first entry of each list whose number is not printed as it was written.

    Where all entries have the same number, their author leaves counting to us.
    """

    def __init__(self, md: markdown.Markdown, take_down: TakeDown) -> None:
        super().__init__(md)
        self.take_down = take_down

    def run(self, root: ET.Element) -> None:
        """Go through the lists; a number among entries without numbers is lost."""
        for made in root.iter():
            lines = [line for entry in made if (line := entry.attrib.pop(_WRITTEN, ""))]
            written = [line.partition(".")[0] for line in lines]
            if made.tag == "ul" and lines:
                self.take_down(Slip(SlipKind.RENUMBERED, lines[0], "•"))
            elif lines:
                self._check(lines, written, 0 if len(set(written)) == 1 else 1)

    def _check(self, lines: list[str], written: list[str], step: int) -> None:
        first = int(written[0])
        for line, number, place in zip(lines, written, count(), strict=False):
            if number != str(first + place * step):
                self.take_down(Slip(SlipKind.RENUMBERED, line, f"{first + place}."))
                return


class Tables(TableProcessor):
    """Tables that take down rows with more cells than their head has, or fewer."""

    def __init__(self, parser: BlockParser, take_down: TakeDown) -> None:
        super().__init__(parser, {"use_align_attribute": False})
        self.take_down = take_down

    def _build_row(self, row: str, parent: ET.Element, align: Sequence[str | None]) -> None:
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined] # not in the library's stubs
        if any(cell.strip() for cell in cells[len(align) :]):
            self.take_down(Slip(SlipKind.ROW_TOO_LONG, row))
        elif len(cells) < len(align):
            self.take_down(Slip(SlipKind.ROW_TOO_SHORT, row))
        super()._build_row(row, parent, align)  # type: ignore[misc] # nor is this


class FencedLines(Preprocessor):
    """Marks the lines of code between lines of three or more backticks, lest they be read as anything else.

    Elsewhere, several empty lines are as one.
    The word behind the opening backticks names a language for machines; it is no text.
    """

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with those of code marked, and without the backticks around them."""
        written: list[str] = []
        behind = 0
        for first, last in fences(lines):
            written += lines[behind:first]
            written += _marked(lines[first : last + 1])
            behind = last + 1
        return [*_with_single_gaps(written + lines[behind:]), ""]


class Unmarked(Postprocessor):
    """Takes the marks away where lines of code were read as text after all."""

    def run(self, text: str) -> str:
        """Return the text without marks."""
        return text.replace(_CODE, "")


class Code(BlockProcessor):
    """Sets marked lines as code."""

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 (the library's signature)
        """Say whether a block is code."""
        return block.lstrip(" ").startswith(_CODE)

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Set it, line by line as it stands."""
        lines = (line.lstrip(" ").removeprefix(_CODE) for line in blocks.pop(0).split("\n"))
        code = ET.SubElement(ET.SubElement(parent, "pre"), "code")
        code.text = AtomicString(code_escape("\n".join(lines)))


def fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each piece of fenced code; what nothing ends is text."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.fullmatch(line)
        if not fence:
            continue
        if opened is None:
            opened = number, fence["fence"]
        elif not fence["word"] and len(fence["fence"]) >= len(opened[1]):
            yield opened[0], number
            opened = None


def _marked(lines: list[str]) -> Iterator[str]:
    """Yield the lines within a fence, each with its mark behind what leads into lists and quotations."""
    fence = _FENCE.fullmatch(lines[0])
    assert fence
    lead = fence["lead"]
    further = re.sub(r"[^> ]", " ", lead)
    apart = further.rstrip()
    if further == lead:
        yield apart
    for number, line in enumerate(lines[1:-1] or [""]):
        yield (further if number else lead) + _CODE + _without_lead(line, further)
    yield apart


def _with_single_gaps(lines: Iterable[str]) -> Iterator[str]:
    """Leave out empty lines behind others: a second one hides from a footnote what still belongs to it."""
    before = None
    for line in lines:
        gap = line.strip() if not line.strip(" >") else None
        if gap is None or gap != before:
            yield line
        before = gap


def _without_lead(line: str, lead: str) -> str:
    """Return a line of code without the quotation signs and as many spaces as stand before its fence."""
    kept = 0
    while kept < min(len(line), len(lead)) and line[kept] in "> ":
        kept += 1
    return line[kept:]
