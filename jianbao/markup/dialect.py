"""Our reading of Markdown: what the library is taught, and what it is to forget.

Comes in: the library's parser. Goes out: the parser without HTML, entities and code by indentation, with
lists and line breaks as authors in Chinese offices type them.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import zip_longest

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from jianbao.markup.blocks import (
    NUMBER,
    Code,
    FencedLines,
    Headings,
    NumberedLists,
    Numbers,
    Tables,
    Underlined,
    Unmarked,
    fences,
)
from jianbao.markup.emphasis import Emphases
from jianbao.markup.slips import Slip, SlipKind, TakeDown

_INDENT = re.compile(r"^(?P<quoted>(?:[ \t]*>)*)[ \t]*　+[ 　\t]*")
_SHARED = frozenset("“”‘’—…·")
_INLINE = frozenset({"a", "em", "strong", "code", "sup", "img", "br"})


def without_indents(text: str) -> str:
    """Take away the ideographic spaces that authors type at the start of paragraphs; the style indents.

    Where lines begin so, each is a paragraph, with or without an empty line between them, in quotations
    too. Code keeps its own.
    """
    lines = text.split("\n")
    code = {number for first, last in fences(lines) for number in range(first, last + 1)}
    return "\n".join(
        line if number in code else _INDENT.sub(_as_paragraph, line, count=1)
        for number, line in enumerate(lines)
    )


def _as_paragraph(indent: re.Match[str]) -> str:
    quoted = indent["quoted"]
    return f"{quoted}\n{quoted} " if quoted else "\n"


class House(Extension):
    """Our reading of Markdown: no HTML, no code by indentation, no line break between ideographs.

    `take_down` is told what would not come out as it was written.
    """

    def __init__(self, take_down: TakeDown) -> None:
        super().__init__()
        self.take_down = take_down

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the library's name)
        """Teach a parser; called by the library."""
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(FencedLines(md), "fences", 20)
        md.preprocessors.register(_Lists(md), "lists", 15)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.inlinePatterns.register(_Mail(r"<(?:mailto:)?([^<> !@]+@[^@<> ]+)>", md), "automail", 110)
        md.inlinePatterns.register(Emphases(md, self.take_down), "em_strong", 60)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<", "&"]
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.deregister("reference")
        for processor, name, priority in (
            (Code(md.parser), "fenced", 85),
            (_IndentedText(md.parser), "indented", 80),
            (Tables(md.parser, self.take_down), "table", 75),
            (Headings(md.parser), "hashheader", 70),
            (Underlined(md.parser, self.take_down), "setextheader", 60),
            (NumberedLists(md.parser), "olist", 40),
        ):
            md.parser.blockprocessors.register(processor, name, priority)
        md.postprocessors.register(Unmarked(md), "fences", 5)
        md.treeprocessors.register(Numbers(md, self.take_down), "numbers", 18)
        md.treeprocessors.register(_Lines(md), "lines", 12)
        md.treeprocessors.register(_Figures(md, self.take_down), "figures", 11)
        md.treeprocessors.register(_Ampersands(md), "ampersands", -1)


class _Lists(Preprocessor):
    """Reads lists and tables as authors type them.

    Inner lists are indented by two, three or four spaces: they are brought to four a level. A list or
    table may follow a paragraph's line at once: an empty line is put between them.
    """

    _ENTRY = re.compile(rf"( *)(?:[-+*]|{NUMBER}) ")
    _FIRST = re.compile(r"(?:[-+*]|1\.) ")
    _RULE = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)+\|?\s*$")

    def run(self, lines: list[str]) -> list[str]:
        return self._with_even_levels(list(self._set_apart(lines)))

    def _set_apart(self, lines: list[str]) -> Iterator[str]:
        before, within_list = "", False
        for line, after in zip_longest(lines, lines[1:], fillvalue=""):
            entry = self._ENTRY.match(line)
            begins = self._FIRST.match(line) or ("|" in line and self._RULE.match(after))
            if begins and before.strip() and not within_list and "|" not in before:
                yield ""
            within_list = bool(entry) or (within_list and bool(line.strip()))
            before = line
            yield line

    def _with_even_levels(self, lines: list[str]) -> list[str]:
        levels: list[int] = []
        written: list[str] = []
        for line in lines:
            indent = len(line) - len(line.lstrip(" "))
            entry = self._ENTRY.match(line)
            if line.strip() and not indent and not entry:
                levels.clear()
            while levels and line.strip() and indent < levels[-1]:
                levels.pop()
            if entry and (not levels or indent > levels[-1] + 1) and (levels or indent < self.md.tab_length):
                levels.append(indent)
            depth = len(levels) - 1 if entry else len(levels)
            written.append(" " * 4 * max(0, depth) + line[indent:] if levels and indent else line)
        return written


class _Mail(InlineProcessor):
    """`<office@example.org>` as a link; the library's own hides the address in entities."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        link = ET.Element("a", {"href": f"mailto:{self.unescape(m[1])}"})
        link.text = AtomicString(self.unescape(m[1]))
        return link, m.start(), m.end()


class _IndentedText(BlockProcessor):
    """Four spaces before a paragraph are an author's indent, not code."""

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 (the library's signature)
        return block.startswith(" " * self.tab_length)

    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        block = blocks.pop(0)
        self.parser.parseBlocks(parent, ["\n".join(line.strip() for line in block.split("\n"))])
        return True


class _Lines(Treeprocessor):
    """Joins lines an author broke within a paragraph: between ideographs no space may appear."""

    def run(self, root: ET.Element) -> None:
        for block in root.iter():
            if block.tag not in _INLINE and block.tag != "pre":
                _join_lines(list(_runs(block)))


def _runs(block: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """Yield the runs of text of a block in reading order, as (element, `text` or `tail`)."""
    yield block, "text"
    for child in block:
        if child.tag in _INLINE:
            yield from _runs(child)
        yield child, "tail"


def _join_lines(runs: list[tuple[ET.Element, str]]) -> None:
    texts = [str(getattr(element, name) or "") for element, name in runs]
    whole = "".join(texts)
    dropped = {
        place
        for match in re.finditer(r"(?<![ \t])[ \t]*\n[ \t]*", whole)
        if _is_joined(whole, match.start() - 1, match.end())
        for place in range(*match.span())
    }
    start = 0
    for (element, name), text in zip(runs, texts, strict=True):
        kept = "".join(c for place, c in enumerate(text, start) if place not in dropped)
        start += len(text)
        if kept != text:
            setattr(element, name, kept)


def _is_joined(text: str, before: int, behind: int) -> bool:
    """Say whether nothing parts two lines, of which one ends at `before` and the next begins at `behind`.

    Signs that Chinese and other languages share, as quotation marks, are read by what stands beyond them.
    """
    if before < 0 or behind >= len(text):
        return False
    sides = [text[before], text[behind]]
    if not all(side in _SHARED or _is_wide(side) for side in sides):
        return False
    while before >= 0 and text[before] in _SHARED:
        before -= 1
    while behind < len(text) and text[behind] in _SHARED:
        behind += 1
    return any(_is_wide(side) for side in (*text[max(0, before) : before + 1], *text[behind : behind + 1]))


def _is_wide(character: str) -> bool:
    """Say whether lines are joined at a character. Korean is as wide as Chinese, but has spaces."""
    wide = unicodedata.east_asian_width(character) in "WF"
    return wide and not unicodedata.name(character, "").startswith("HANGUL")


class _Figures(Treeprocessor):
    """Sets a picture that stands alone in its paragraph, within a link or not, as a figure with its caption.

    Elsewhere a caption has no place.
    """

    def __init__(self, md: markdown.Markdown, take_down: TakeDown) -> None:
        super().__init__(md)
        self.take_down = take_down

    def run(self, root: ET.Element) -> None:
        for paragraph in list(root.iter("p")):
            picture = _only_picture(paragraph)
            if picture is None:
                continue
            paragraph.tag, paragraph.text = "figure", None
            caption = picture.attrib.pop("title", None)
            if caption:
                ET.SubElement(paragraph, "figcaption").text = caption
        for picture in root.iter("img"):
            path = picture.get("src", "")
            if picture.get("title"):
                self.take_down(Slip(SlipKind.CAPTION_LOST, path))
            picture.set("src", f"image:{path}")


def _only_picture(block: ET.Element) -> ET.Element | None:
    """Return the picture that is all a block holds, if so; a link may lie around it."""
    children = list(block)
    if len(children) != 1 or (block.text or "").strip() or (children[0].tail or "").strip():
        return None
    (only,) = children
    if only.tag == "a":
        return _only_picture(only)
    return only if only.tag == "img" else None


class _Ampersands(Treeprocessor):
    """Keeps every `&` as it was written: the library would let entities pass."""

    def run(self, root: ET.Element) -> None:
        for node in root.iter():
            if node.text and node.tag != "code":  # code is escaped by then
                node.text = _escaped(node.text)
            if node.tail:
                node.tail = _escaped(node.tail)
            for name, value in node.items():
                node.set(name, _escaped(value))


def _escaped(text: str) -> str:
    return text.replace("&", f"{AMP_SUBSTITUTE}amp;")
