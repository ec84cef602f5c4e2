"""The pictures that stand for an issue, or for the whole, where a page is shared: Open Graph cards.

Comes in: an `Edition` and the font files. Goes out: calls that draw a card each as PNG, so that they can be
kept and shared out like papers. A card looks like the head of the paper: organ, name, number, red rule, and
the first titles below. Letters are set by Pillow's own layout and from the files given, by no library or
font of the machine.
"""

import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image, ImageColor, ImageDraw, ImageFont

from jianbao.model import Issue
from jianbao.outputs.edition import Edition
from jianbao.plan import SITE_CARD, card_address
from jianbao.typesetting.coverage import read_coverage

SIZE = (1200, 630)
"""px: what Open Graph and Twitter's large card ask for."""

_TITLES = 4
"""Titles that a card names at most."""

_BLACK = "#222"

_TONES = 24
"""Tones of each ink from none to full: enough for smooth letters, and small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCall:
    """Everything that makes one card; picklable, and its text says all that it is made of but the fonts.

    `fonts` are the files by role and use: `display-masthead`, `display-title`, `song-text`; what one lacks,
    the others are asked for in their order.
    """

    organ: str
    name: str
    issue: str = ""
    titles: tuple[str, ...] = ()
    red: str
    fonts: Mapping[str, Path] = field(repr=False)

    def __call__(self) -> bytes:
        """Draw the card."""
        sheet = _Sheet(self.fonts, (self.red, _BLACK))
        bottom = 40 if self.titles or self.issue else 180
        bottom = sheet.line(self.organ, "song-text", 34, bottom, _RED)
        bottom = sheet.line(self.name, "display-masthead", 116, bottom + 2, _RED, gap=_gap(self.name))
        if self.issue:
            bottom = sheet.line(self.issue, "song-text", 32, bottom + 10, _KEY)
        sheet.bar((90, bottom + 20, SIZE[0] - 90, bottom + 25), _RED)
        top = bottom + 52
        for title in self.titles[:_TITLES]:
            top = sheet.title(title, top)
        return sheet.png()


def card_calls(edition: Edition, fonts: Mapping[str, Path]) -> dict[str, CardCall]:
    """Return the card of the site and of every published issue, by its address."""
    imprint = edition.imprint
    red = _red(edition.theme)
    calls = {SITE_CARD: CardCall(organ=imprint.organ, name=imprint.name, red=red, fonts=fonts)}
    for issue in edition.publication.issues_out:
        calls[card_address(issue)] = CardCall(
            organ=imprint.organ,
            name=imprint.name,
            issue=edition.language(
                "card_issue", title=edition.issue_title(issue), date=edition.language.date(issue.date)
            ),
            titles=tuple(_titles(issue, edition)),
            red=red,
            fonts=fonts,
        )
    return calls


def _titles(issue: Issue, edition: Edition) -> Iterator[str]:
    if issue.title:
        yield issue.title
    yield from (edition.contents_entry(item) for item in issue.items[:_TITLES])


def _red(theme: Path) -> str:
    with (theme / "print" / "measures.toml").open("rb") as file:
        measures: dict[str, Any] = tomllib.load(file)
    return str(measures["colour"]["red"])


_Run = tuple[ImageFont.FreeTypeFont, str, float]


_RED, _KEY = range(2)
"""The plates of a card."""

_ANY = [0] + [255] * 255
"""Where a plate has ink at all."""


def _ramp(ink: str) -> Iterator[int]:
    """Yield red, green and blue of an ink's tones, from none to full."""
    full = ImageColor.getrgb(ink)
    for tone in range(_TONES):
        yield from (round(255 + (value - 255) * tone / (_TONES - 1)) for value in full[:3])


class _Sheet:
    """A card under way: as in print, a plate for each ink."""

    def __init__(self, fonts: Mapping[str, Path], inks: tuple[str, str]) -> None:
        self._fonts = fonts
        self._inks = inks
        self._plates = tuple(Image.new("L", SIZE) for _ in inks)

    def bar(self, box: tuple[int, int, int, int], plate: int) -> None:
        """Draw a bar: left, top, right, bottom in px."""
        ImageDraw.Draw(self._plates[plate]).rectangle(box, fill=255)

    def line(self, text: str, role: str, size: int, top: int, plate: int, *, gap: float = 0.0) -> int:
        """Draw a line in the middle, smaller where it would not fit; return where it ends."""
        room = SIZE[0] - 180
        width = self._width(text, role, size, gap)
        if width > room:
            size = int(size * room / width)
            width = self._width(text, role, size, gap)
        self._letters(text, role, size, ((SIZE[0] - width) / 2, top), plate, gap)
        return top + round(size * 1.42)

    def title(self, title: str, top: int) -> int:
        """Draw a title on the left, cut where it is longer than a line; return where it ends."""
        size, left = 38, 90
        if top + size > SIZE[1] - 24:
            return top
        self.bar((left, top + 22, left + 10, top + 32), _KEY)
        shown = self._cut(title, size, SIZE[0] - 2 * left - 28)
        self._letters(shown, "display-title", size, (left + 28, top), _KEY, 0)
        return top + round(size * 1.62)

    def png(self) -> bytes:
        """Return the card as PNG, whose colours are the tones of its inks."""
        tones = [plate.point([round(v / 255 * (_TONES - 1)) for v in range(256)]) for plate in self._plates]
        sheet = tones[_RED]
        sheet.paste(tones[_KEY].point([v + _TONES for v in range(256)]), mask=self._plates[_KEY].point(_ANY))
        image = Image.frombytes("P", SIZE, sheet.tobytes())
        image.putpalette([value for ink in self._inks for value in _ramp(ink)])
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _cut(self, text: str, size: int, room: float) -> str:
        if self._width(text, "display-title", size, 0) <= room:
            return text
        while text and self._width(f"{text}…", "display-title", size, 0) > room:
            text = text[:-1]
        return f"{text}…"

    def _width(self, text: str, role: str, size: int, gap: float) -> float:
        return sum(width for _, _, width in self._runs(text, role, size, gap)) - gap * size

    def _letters(
        self, text: str, role: str, size: int, place: tuple[float, float], plate: int, gap: float
    ) -> None:
        draw = ImageDraw.Draw(self._plates[plate])
        left, top = place
        for font, run, width in self._runs(text, role, size, gap):
            draw.text((left, top + size), run, fill=255, font=font, anchor="ls")
            left += width

    def _runs(self, text: str, role: str, size: int, gap: float) -> Iterator[_Run]:
        """Yield a text in pieces of one font each, with their widths; single letters where there is a gap."""
        for file, letters in groupby(text.replace("——", "⸺"), key=lambda letter: self._file(letter, role)):
            font = _load(file, size)
            for run in letters if gap else ("".join(letters),):
                yield font, run, font.getlength(run) + gap * size

    def _file(self, letter: str, role: str) -> Path:
        """Return the first file that has a letter, that of the role before the others."""
        files = (self._fonts[role], *self._fonts.values())
        return next((file for file in files if ord(letter) in _letters_of(file)), files[0])


def _gap(name: str) -> float:
    """Return the ems between the letters of a name: ideographs stand apart, as on paper."""
    return 0.16 if min(name) >= "\u2e80" else 0.0


@lru_cache(maxsize=16)
def _letters_of(file: Path) -> frozenset[int]:
    return read_coverage((file,))


@lru_cache(maxsize=32)
def _load(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
