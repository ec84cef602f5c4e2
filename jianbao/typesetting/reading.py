"""A finished PDF read back: what stands on its pages, by the bytes that are handed out and by nothing else.

Comes in: a PDF whose fonts are written as WeasyPrint writes them (two bytes a glyph, each with its text).
Goes out: a `WrittenPaper`. Content streams and tables of glyphs are read, and no page is laid out again: that
costs a few hundredths of the time in which the paper was set.
"""

import io
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from jianbao.diagnostics import EnvironmentFault

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""What stands for a glyph of which nobody knows the text."""

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <((?:[0-9a-fA-F]{4})+)>")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_MILLIMETRE = 96 / 25.4
"""CSS pixels, in which WeasyPrint writes, in a millimetre."""

# Characters that fonts draw alike: of several in one volume a font's table keeps the first. The radicals are
# those of Unicode's EquivalentUnifiedIdeograph; they come with text that was copied out of a PDF.
_ALIKE = """
•・‧∙· ⋯… ‑- ‒– 〜～ ∼~ ⁝︙ ∕／ ⺂乛 ⺃乚 ⺅亻 ⺉刂 ⺎兀 ⺏尣 ⺐⼪尢 ⺒巳 ⺓⼳幺 ⺔彑 ⺕彐
⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺞歺 ⺠民 ⺡氵 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺫⺲罒 ⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺹耂 ⺺肀 ⺾⺿⻀艹
⻁虎 ⻂衤 ⻃覀 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻐钅 ⻑⾧長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞
⻝⾷食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤⿁鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⼾户
"""
_AS_LAST = {ord(twin): twins[-1] for twins in _ALIKE.split() for twin in twins}
_COMPATIBLE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


class _Seen(dict[int, str | None]):
    """What each character looks like; worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        hidden = character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
        self[code] = seen = None if hidden else _AS_LAST.get(code, character)
        return seen


_SEEN = _Seen()


def as_seen(text: str) -> str:
    """Return a text without what no page shows, and one character for those that look the same."""
    return _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text.translate(_SEEN))


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """Text on one baseline, from left to right; `baseline` in mm from the top of the page."""

    baseline: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """One page: its texts as (baseline in mm, mm from the left, text) in the order in which they are drawn.

    `label` is what viewers call it, `loose_fonts` those fonts whose files are not in the PDF, and `missing`
    the lines in which a glyph is missing, or is not known as text.
    """

    number: int
    label: str
    texts: tuple[tuple[float, float, str], ...]
    loose_fonts: tuple[str, ...]

    def stream(self, foot: float) -> str:
        """Return the text above `foot` mm in the order in which it is drawn, as `as_seen` has it."""
        return as_seen("".join(text for baseline, _, text in self.texts if baseline < foot))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written on the page."""
        return not self.texts

    @property
    def lines(self) -> tuple[WrittenLine, ...]:
        """The lines from top to bottom."""
        rows: dict[float, list[tuple[float, str]]] = {}
        for baseline, left, text in self.texts:
            rows.setdefault(round(baseline, 1), []).append((left, text))
        return tuple(
            WrittenLine(baseline, "".join(text for _, text in sorted(row, key=_by_place)))
            for baseline, row in sorted(rows.items())
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The lines in which a glyph is missing."""
        return tuple(line.text for line in self.lines if UNREADABLE in line.text)


def _by_place(piece: tuple[float, str]) -> float:
    return piece[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPaper:
    """A PDF as it was written; bookmarks are (level, title, page), levels and pages count from 1."""

    title: str
    language: str
    pages: tuple[WrittenPage, ...]
    bookmarks: tuple[tuple[int, str, int], ...]


def read_written(content: bytes) -> WrittenPaper:
    """Read a finished PDF back.

    Raises:
        EnvironmentFault: the bytes are no whole PDF.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = list(pdf.pages)
            number_of = {page.objgen: number for number, page in enumerate(pages, 1)}
            reader = _Reader()

            def page_with(destination: Any) -> int:
                return number_of[destination.objgen]

            return WrittenPaper(
                title=str(pdf.docinfo.get("/Title", "")),
                language=str(pdf.Root.get("/Lang", "")),
                pages=tuple(reader.page(page, number_of[page.objgen]) for page in pages),
                bookmarks=tuple(_bookmarks(pdf.Root.get("/Outlines"), 1, page_with)),
            )
    except pikepdf.PdfError as error:
        raise EnvironmentFault(f"the paper cannot be read back: {error}") from error


def _bookmarks(parent: Any, level: int, number_of: Callable[[Any], int]) -> Iterator[tuple[int, str, int]]:
    entry = parent.get("/First") if parent is not None else None
    while entry is not None:
        yield level, str(entry.Title), number_of(entry.Dest[0])
        yield from _bookmarks(entry, level + 1, number_of)
        entry = entry.get("/Next")


class _Reader:
    """Reads pages; each font is read once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], Mapping[int, str]] = {}

    def page(self, page: pikepdf.Page, number: int) -> WrittenPage:
        fonts: Any = page.obj.Resources.get("/Font", pikepdf.Dictionary())
        texts = tuple(self._texts(page, fonts))
        loose = tuple(name for name in map(_loose_name, fonts.values()) if name)
        return WrittenPage(number=number, label=page.label, texts=texts, loose_fonts=loose)

    def _texts(self, page: pikepdf.Page, fonts: Any) -> Iterator[tuple[float, float, str]]:
        left = baseline = 0.0
        glyphs: Mapping[int, str] = {}
        actual: str | None = None
        for instruction in pikepdf.parse_content_stream(page, "Tf Tm TJ Tj BDC"):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "BDC":
                    actual = _actual_text(operands[1])
                case "Tf":
                    glyphs = self._glyphs(fonts[operands[0]])
                case "Tm":
                    left, baseline = (float(operands[n]) / _MILLIMETRE for n in (4, 5))
                case _:
                    text = _text_of(operands[0], glyphs)
                    yield baseline, left, (text if actual is None else actual)
                    actual = None

    def _glyphs(self, font: Any) -> Mapping[int, str]:
        """Return the text of each glyph of a font; glyph 0 stands for what the font has not."""
        if font.objgen not in self._fonts:
            table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            found = {int(m[1], 16): bytes.fromhex(m[2].decode()) for m in _PAIR.finditer(table)}
            glyphs = {glyph: raw.decode("utf-16-be", "replace") for glyph, raw in found.items() if glyph}
            self._fonts[font.objgen] = glyphs
        return self._fonts[font.objgen]


def _text_of(shown: Any, glyphs: Mapping[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    raw = b"".join(bytes(piece) for piece in strings if isinstance(piece, pikepdf.String))
    codes = struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    return "".join([glyphs.get(code, UNREADABLE) for code in codes])


def _actual_text(properties: Any) -> str | None:
    """Return what the glyph stands for that marked content holds, where its font says something else."""
    given = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
    return None if given is None else str(given)


def _loose_name(font: Any) -> str:
    """Return the name of a font that is not in the PDF, or nothing."""
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    return "" if any(name in descriptor for name in _FONT_FILES) else str(inner.get("/BaseFont", "?"))[1:]
