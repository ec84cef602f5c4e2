"""From an author's Markdown to safe HTML, by one renderer for every output.

Comes in: the text of a body. Goes out: HTML in which links between items still read `item:…` and
`issue:…` and pictures `image:…`; `resolve_references` turns them into what each output needs.

What is not text is refused before (`jianbao.load.bodies`): raw HTML and its entities, other link schemes.
Should some slip through, it comes out escaped: the parser has no rule that lets HTML pass.
"""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

from jianbao.markup.allowed import is_allowed
from jianbao.markup.blocks import fences
from jianbao.markup.dialect import House, without_indents
from jianbao.markup.lookalikes import Lookalikes
from jianbao.markup.notes import Footnotes
from jianbao.markup.slips import Slip, SlipKind, TakeDown

__all__ = [
    "References",
    "Resolve",
    "Slip",
    "SlipKind",
    "fences",
    "find_references",
    "plain_text",
    "render_markdown",
    "resolve_references",
]

Resolve = Callable[[str], str | None]
"""Takes an id or path and returns an address, or None where there is nothing to lead to."""

_REFERENCE = re.compile(r'<a href="(item|issue):([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'(<img [^>]*?)src="image:([^"]*)"')


@dataclass(frozen=True, slots=True)
class References:
    """What a body leads to: link targets and, as (path, alt), the pictures it sets; and its slips.

    `depth` is how many levels lie within each other at most (lists, quotations, emphasis). `entangled` is
    where emphasis first crosses itself so that the library loses text (`*a**b*c`), as it is written, or empty
    where that cannot be said. `foreign` are bodies in whose HTML the allow-list would change something,
    which no known body does.
    """

    links: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    depth: int
    entangled: str | None
    foreign: bool
    slips: tuple[Slip, ...] = ()


@lru_cache(maxsize=4096)
def render_markdown(text: str, *, heading_level: int, anchor: str, footnote_back: str) -> str:
    """Render a body; its highest headings become `h<heading_level>`, the others follow below.

    `anchor` keeps the footnotes of several bodies apart on one page, `footnote_back` is what the way
    back from a footnote is called.
    """
    converter = _converter(anchor, footnote_back, lambda _: None)
    converter.treeprocessors.register(_Headings(converter, heading_level), "headings", 5)
    return converter.convert(without_indents(text))


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
    slips: dict[Slip, None] = {}
    converter = _converter("", "", slips.setdefault)
    finder = _Finder(converter, slips.setdefault)
    converter.treeprocessors.register(finder, "finder", 15)
    converter.treeprocessors.register(Lookalikes(converter, slips.setdefault), "lookalikes", 13)
    rendered = converter.convert(without_indents(text))
    crossing = next((slip.text for slip in slips if slip.kind is SlipKind.ENTANGLED), None)
    if crossing is None and (STX in rendered or ETX in rendered):
        crossing = ""
    return References(
        links=tuple(finder.links),
        pictures=tuple(finder.pictures),
        depth=finder.depth,
        entangled=crossing,
        foreign=not is_allowed(rendered),
        slips=tuple(slips),
    )


def plain_text(rendered: str) -> str:
    """Return the text of rendered HTML, as one line, for descriptions."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", rendered)).split())


def _converter(anchor: str, footnote_back: str, take_down: TakeDown) -> markdown.Markdown:
    footnotes = Footnotes(anchor, footnote_back, take_down)
    converter = markdown.Markdown(
        extensions=[TableExtension(), footnotes, SaneListExtension(), House(take_down)], output_format="html"
    )
    converter.reset()
    return converter


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


class _Finder(Treeprocessor):
    """Notes where a body leads before references are rewritten."""

    def __init__(self, md: markdown.Markdown, take_down: TakeDown) -> None:
        super().__init__(md)
        self.take_down = take_down
        self.links: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.depth = 0
        self.plainly = UnescapeTreeprocessor(md).unescape

    def run(self, root: ET.Element) -> None:
        self.depth = _depth(root)
        for node in root.iter():
            if node.tag == "a" and not node.get("class", "").startswith("footnote"):
                target = self.plainly(node.get("href", ""))
                self.links.append(html.unescape(target))
                if not "".join(node.itertext()).strip() and node.find(".//img") is None:
                    self.take_down(Slip(SlipKind.LINK_EMPTY, target))
                if node.get("title"):
                    self.take_down(Slip(SlipKind.LINK_TITLE, self.plainly(node.get("title", ""))))
            elif node.tag == "img":
                self.pictures.append((self.plainly(node.get("src", "")), self.plainly(node.get("alt", ""))))


def _depth(root: ET.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for node in level for child in node]
    return depth
