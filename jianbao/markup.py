"""From an author's Markdown to safe HTML, by one renderer for every output.

Comes in: the text of a body. Goes out: HTML in which links between items still read `item:…` and
`issue:…` and pictures `image:…`; `resolve_references` turns them into what each output needs.

What is not text is refused before (`jianbao.load.bodies`): raw HTML and its entities, other link schemes.
Should some slip through, it comes out escaped: the parser has no rule that lets HTML pass.
"""

import html
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

Resolve = Callable[[str], str | None]
"""Takes an id or path and returns an address, or None where there is nothing to lead to."""

_INLINE = frozenset({"a", "em", "strong", "code", "sup", "img", "br"})
_REFERENCE = re.compile(r'<a href="(item|issue):([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'(<img [^>]*?)src="image:([^"]*)"')


@dataclass(frozen=True, slots=True)
class References:
    """What a body leads to: link targets and, as (path, alt), the pictures it sets.

    `depth` is how many levels lie within each other at most (lists, quotations, emphasis). `entangled`
    are bodies whose emphasis crosses itself so that the library loses text (`*[a](b)**c*[d](e)`).
    """

    links: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    depth: int
    entangled: bool


@lru_cache(maxsize=4096)
def render_markdown(text: str, *, heading_level: int, anchor: str, footnote_back: str) -> str:
    """Render a body; its highest headings become `h<heading_level>`, the others follow below.

    `anchor` keeps the footnotes of several bodies apart on one page, `footnote_back` is what the way
    back from a footnote is called.
    """
    converter = _converter(anchor, footnote_back)
    converter.treeprocessors.register(_Headings(converter, heading_level), "headings", 5)
    return converter.convert(_without_indents(text))


def resolve_references(rendered: str, *, item: Resolve, issue: Resolve, picture: Resolve) -> str:
    """Turn the references of a rendered body into addresses; a link that leads nowhere becomes plain text."""
    lookups = {"item": item, "issue": issue}

    def link(match: re.Match[str]) -> str:
        kind, target, attributes, text = match.groups()
        address = lookups[kind](html.unescape(target))
        return text if address is None else f'<a href="{html.escape(address)}"{attributes}>{text}</a>'

    def source(match: re.Match[str]) -> str:
        address = picture(html.unescape(match[2])) or ""
        return f'{match[1]}src="{html.escape(address)}"'

    return _PICTURE.sub(source, _REFERENCE.sub(link, rendered))


def find_references(text: str) -> References:
    """Return what a body leads to, in order, as the parser understands it.

    Raises:
        RecursionError: marks lie within each other hundreds of levels deep.
    """
    converter = _converter("", "")
    finder = _Finder(converter)
    converter.treeprocessors.register(finder, "finder", 15)
    rendered = converter.convert(_without_indents(text))
    entangled = STX in rendered or ETX in rendered
    return References(tuple(finder.links), tuple(finder.pictures), finder.depth, entangled)


def plain_text(rendered: str) -> str:
    """Return the text of rendered HTML, as one line, for descriptions."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", rendered)).split())


def _without_indents(text: str) -> str:
    """Take away the ideographic spaces that authors type at the start of paragraphs; the style indents.

    Where lines begin so, each is a paragraph, with or without an empty line between them.
    """
    return re.sub(r"^[ \t]*　+[ 　\t]*", "\n", text, flags=re.MULTILINE)


def _converter(anchor: str, footnote_back: str) -> markdown.Markdown:
    separator = f"-{anchor}-" if anchor else "-"
    footnotes = FootnoteExtension(SEPARATOR=separator, BACKLINK_TITLE=footnote_back, BACKLINK_TEXT="↑")
    converter = markdown.Markdown(
        extensions=[TableExtension(), footnotes, SaneListExtension(), _House()], output_format="html"
    )
    converter.reset()
    return converter


class _House(Extension):
    """Our reading of Markdown: no HTML, no code by indentation, no line break between ideographs."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_NestedLists(md), "nested_lists", 15)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.inlinePatterns.register(_Mail(r"<(?:mailto:)?([^<> !@]+@[^@<> ]+)>", md), "automail", 110)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<", "&"]
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.register(_IndentedText(md.parser), "indented", 80)
        md.treeprocessors.register(_Lines(md), "lines", 12)
        md.treeprocessors.register(_Figures(md), "figures", 11)
        md.treeprocessors.register(_Ampersands(md), "ampersands", -1)


class _NestedLists(Preprocessor):
    """Brings the entries of inner lists to four spaces a level: authors type two, three or four."""

    _ENTRY = re.compile(r"( *)(?:[-+*]|\d+\.) ")

    def run(self, lines: list[str]) -> list[str]:
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


class _Headings(Treeprocessor):
    """Brings an author's headings to the levels that the page has free for them."""

    def __init__(self, md: markdown.Markdown, top: int) -> None:
        super().__init__(md)
        self.top = top

    def run(self, root: ET.Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch(r"h[1-6]", node.tag)]
        levels = sorted({int(node.tag[1]) for node in headings})
        for node in headings:
            node.tag = f"h{min(6, self.top + levels.index(int(node.tag[1])))}"


class _Lines(Treeprocessor):
    """Joins lines an author broke within a paragraph: between ideographs no space may appear."""

    def run(self, root: ET.Element) -> None:
        for block in root.iter():
            if block.tag not in _INLINE:
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
        if _is_wide(whole[match.start() - 1 : match.start()])
        and _is_wide(whole[match.end() : match.end() + 1])
        for place in range(*match.span())
    }
    start = 0
    for (element, name), text in zip(runs, texts, strict=True):
        kept = "".join(c for place, c in enumerate(text, start) if place not in dropped)
        start += len(text)
        if kept != text:
            setattr(element, name, kept)


def _is_wide(character: str) -> bool:
    return bool(character) and (unicodedata.east_asian_width(character) in "WF" or character in "“”‘’—…·")


class _Figures(Treeprocessor):
    """Sets a picture that stands alone in its paragraph as a figure with its caption."""

    def run(self, root: ET.Element) -> None:
        for node in root.iter("img"):
            node.set("src", f"image:{node.get('src', '')}")
        for paragraph in [node for node in root.iter("p") if _is_picture(node)]:
            picture = paragraph[0]
            paragraph.tag, paragraph.text = "figure", None
            caption = picture.attrib.pop("title", None)
            if caption:
                ET.SubElement(paragraph, "figcaption").text = caption


def _is_picture(paragraph: ET.Element) -> bool:
    children = list(paragraph)
    return (
        len(children) == 1
        and children[0].tag == "img"
        and not (paragraph.text or "").strip()
        and not (children[0].tail or "").strip()
    )


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


class _Finder(Treeprocessor):
    """Notes where a body leads before references are rewritten."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.links: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.depth = 0

    def run(self, root: ET.Element) -> None:
        self.depth = _depth(root)
        for node in root.iter():
            if node.tag == "a" and not node.get("class", "").startswith("footnote"):
                self.links.append(html.unescape(node.get("href", "")))
            elif node.tag == "img":
                self.pictures.append((node.get("src", ""), node.get("alt", "")))


def _depth(root: ET.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for node in level for child in node]
    return depth
