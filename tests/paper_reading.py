"""How tests make papers and read them back: lines, their edges, and text as it was written."""

import html
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from examples import a_publication, an_imprint
from pdfminer.pdftypes import resolve1
from PIL import Image

from jianbao.artifact import PrintedIssue
from jianbao.fonts import write_fontconfig
from jianbao.language import read_language
from jianbao.markup import render_markdown
from jianbao.model import Issue, Publication
from jianbao.outputs.issue_pdf import render_issue
from jianbao.theme import find_theme

ROOT = Path(__file__).parents[1]
MM = 72 / 25.4
THEME = find_theme()
FONTS = ROOT / "fonts"

_CACHE = ROOT / ".pytest_cache" / "papers"
os.environ["FONTCONFIG_FILE"] = str(
    write_fontconfig(_CACHE / "fonts.conf", fonts=FONTS, cache=_CACHE / "fontconfig")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Characters on one baseline; all in pt, `baseline` from the top of the page."""

    chars: tuple[dict[str, Any], ...]
    baseline: float

    @property
    def text(self) -> str:
        return "".join(char["text"] for char in self.chars)

    @property
    def left(self) -> float:
        return min(char["x0"] for char in self.chars)

    @property
    def right(self) -> float:
        return max(char["x1"] for char in self.chars)

    @property
    def size(self) -> float:
        return round(max(char["size"] for char in self.chars), 2)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page, read back."""

    number: int
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float, float], ...]
    """Horizontal rules as (top, left, right, height)."""
    reds: int
    fonts: frozenset[str]
    """The fonts of the page that are embedded."""
    images: tuple[tuple[float, float, float, float], ...]
    """Pictures as (left, top, right, bottom)."""

    @property
    def body(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.baseline < 263 * MM)

    @property
    def folio(self) -> Line:
        return next(line for line in self.lines if line.baseline >= 263 * MM)

    @property
    def text(self) -> str:
        return squeezed("".join(line.text for line in self.body))


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A finished PDF, read back."""

    printed: PrintedIssue
    pages: tuple[ReadPage, ...]
    metadata: Mapping[str, str]
    outline: tuple[tuple[int, str], ...]
    catalog: Mapping[str, Any]
    links: tuple[str, ...]
    """The addresses to which links lead out of the paper."""
    stream: str
    """The characters of all pages between head and foot, in the order in which they are drawn."""

    def page_with(self, text: str) -> ReadPage:
        return next(page for page in self.pages if squeezed(text) in page.text)


def print_paper(
    issue: Issue, pictures: Mapping[str, bytes] | None = None, language: str = "zh-CN", **imprint: Any
) -> ReadPaper:
    """Make an issue's paper and read it back."""
    publication = a_publication(issue, imprint=an_imprint(language=language, **imprint))
    return print_of(issue, publication, pictures or {})


def print_of(issue: Issue, publication: Publication, pictures: Mapping[str, bytes]) -> ReadPaper:
    language = read_language(publication.imprint.language, THEME)
    return read_paper(render_issue(issue, publication, language, pictures, THEME))


def read_paper(printed: PrintedIssue) -> ReadPaper:
    with pdfplumber.open(io.BytesIO(printed.content)) as pdf:
        pages = tuple(_read_page(page) for page in pdf.pages)
        stream = "".join(map(_drawn_text, pdf.pages))
        outline = tuple(_outline(pdf.doc))
        links = tuple(link["uri"] for page in pdf.pages for link in page.hyperlinks)
        catalog = dict(pdf.doc.catalog)
        return ReadPaper(printed, pages, dict(pdf.metadata), outline, catalog, links, squeezed(stream))


def _drawn_text(page: Any) -> str:
    """Return what a page says above its number; signs of list items, which are drawn last, left out."""
    text = squeezed("".join(char["text"] for char in page.chars if char["top"] < 263 * MM))
    return re.sub(r"(?:\d+\.|[•◦▪])+\Z", "", text)


def _outline(document: Any) -> Iterator[tuple[int, str]]:
    if "Outlines" in document.catalog:
        yield from ((level, title) for level, title, *_ in document.get_outlines())


def _read_page(page: Any) -> ReadPage:
    rows: dict[float, list[dict[str, Any]]] = {}
    for char in page.chars:
        rows.setdefault(round(page.height - char["matrix"][5], 1), []).append(char)
    lines = tuple(Line(chars=tuple(row), baseline=baseline) for baseline, row in sorted(rows.items()))
    drawn = [*page.rects, *page.curves]
    flat = [rect for rect in page.rects if rect["width"] > 400 and 0 < rect["height"] < 4]
    rules = tuple(sorted((rect["top"], rect["x0"], rect["x1"], rect["height"]) for rect in flat))
    reds = sum(1 for thing in [*page.chars, *drawn] if is_red(thing.get("non_stroking_color")))
    images = tuple((i["x0"], i["top"], i["x1"], i["bottom"]) for i in page.images)
    return ReadPage(page.page_number, lines, rules, reds, _embedded(page), images)


def _embedded(page: Any) -> frozenset[str]:
    """Return the names of the fonts whose files are in the PDF."""
    found = set()
    for font in resolve1(page.page_obj.resources["Font"]).values():
        descendant = resolve1(resolve1(resolve1(font)["DescendantFonts"])[0])
        descriptor = resolve1(descendant["FontDescriptor"])
        if {"FontFile2", "FontFile3"} & descriptor.keys():
            found.add(descriptor["FontName"].name)
    return frozenset(found)


def structure_of(content: bytes, kind: str) -> list[list[str]]:
    """Return what the structure elements of a kind hold, in reading order."""
    found: list[list[str]] = []

    def walk(element: Any) -> str:
        element = resolve1(element)
        if not isinstance(element, dict) or "S" not in element:
            return ""
        kids = resolve1(element.get("K"))
        names = [walk(kid) for kid in (kids if isinstance(kids, list) else [kids])]
        if element["S"].name == kind:
            found.append(names)
        return str(element["S"].name)

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        root = resolve1(pdf.doc.catalog["StructTreeRoot"])
        for kid in resolve1(root["K"]):
            walk(kid)
    return found


def is_red(colour: Any) -> bool:
    return isinstance(colour, tuple) and len(colour) == 3 and colour[0] > 0.7 and max(colour[1:]) < 0.3


def squeezed(text: str) -> str:
    """Return text without white space, which a page shows as distance."""
    return re.sub(r"[\s\u3000]+", "", text)


def blocks_of(markdown: str) -> Iterator[str]:
    """Yield the paragraphs, items and cells of a body as plain text, in order."""
    rendered = render_markdown(markdown, heading_level=2, anchor="", footnote_back="")
    rendered = re.sub(r'<a class="footnote-backref".*?</a>', "", rendered)
    for block in re.split(
        r"</?(?:p|h\d|li|ol|ul|t[dhr]|table|thead|tbody|div|figure|figcaption|blockquote)\b[^>]*>", rendered
    ):
        text = squeezed(html.unescape(re.sub(r"<[^>]*>", "", block)))
        if text:
            yield text


def in_order(blocks: Iterator[str], stream: str) -> str:
    """Return the first block that does not stand in the stream behind those before it, or nothing."""
    behind = 0
    for block in blocks:
        found = stream.find(block, behind)
        if found < 0:
            return block
        behind = found + len(block)
    return ""


def a_png(width: int, height: int) -> bytes:
    """Return a plain picture of that many pixels."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#8ab").save(out, "PNG")
    return out.getvalue()
