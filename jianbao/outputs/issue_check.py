"""Whether a finished paper holds what was written, and says of itself what is true.

Comes in: an issue as it was given to be set, and its paper read back from the bytes that are handed out. Goes
out: the page on which each item begins. What is not as it must be is a fault that names the item, the page
and, of a text, the line that its author wrote.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from jianbao.diagnostics import EnvironmentFault
from jianbao.model import Item, ItemId
from jianbao.outputs.issue_copy import Copy
from jianbao.outputs.issue_texts import Piece, item_texts, masthead_texts
from jianbao.typesetting.reading import WrittenPage, WrittenPaper, as_seen

_ENTRY_END = re.compile(r"·*(\d+)")
_BLANKS = re.compile(r"[ \t]+")
"""White space that counts as one space wherever HTML is set."""
_MARKS = re.compile(r"[·◦▪\d.]+$")
_SHOWN = 24
"""How many characters of a text a fault shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where each item begins, whether nothing but the colophon stands on the last page, and which texts
    were not found as they were written.
    """

    page_of: dict[ItemId, int]
    colophon_alone: bool
    objections: tuple[str, ...] = ()


def check_issue(copy: Copy, written: WrittenPaper) -> Found:
    """Return what is found on the pages of an issue, once the paper is found whole.

    A text that is not found as it was written is an objection to look into, and not a fault: what a reader
    of PDFs takes out of a page is a matter of judgement where scripts and directions mix.

    Raises:
        EnvironmentFault: a page number, a glyph, a font, a bookmark or the colophon is not as it must be.
    """
    _check_glyphs(written)
    _check_description(copy, written)
    _check_folios(copy, written)
    _check_marks(copy, written)
    page_of = _check_bookmarks(copy, written)
    last_page, objections = _check_texts(copy, written, page_of)
    _check_contents(copy, written, page_of)
    _check_colophon(copy, written)
    alone = last_page < len(written.pages) and not objections
    return Found(page_of=page_of, colophon_alone=alone, objections=tuple(objections))


def _foot(copy: Copy) -> float:
    """Return where the text of a page ends, in mm from its top; the page number stands below."""
    page = copy.style.measures.page
    return page["top"] + page["text_height"]


def _is_head(copy: Copy, baseline: float) -> bool:
    """Say whether text stands over 版心, where nothing but the mark of a draft or void issue stands."""
    return baseline < copy.style.measures.page["top"]


def _stream_of(copy: Copy, page: WrittenPage) -> str:
    """Return the text of 版心 in the order in which it is drawn."""
    foot = _foot(copy)
    within = (text for base, _, text in page.texts if base < foot and not _is_head(copy, base))
    return as_seen("".join(within))


def _check_glyphs(written: WrittenPaper) -> None:
    for page in written.pages:
        if page.missing:
            raise EnvironmentFault(f"page {page.number}: a glyph is missing in “{page.missing[0]}”")
        if page.loose_fonts:
            raise EnvironmentFault(f"page {page.number}: the font {page.loose_fonts[0]} is not embedded")


def _check_description(copy: Copy, written: WrittenPaper) -> None:
    for name, found, expected in (
        ("title", written.title, copy.name),
        ("language", written.language, copy.language.tag),
    ):
        if found != expected:
            raise EnvironmentFault(f"the paper's {name} is “{found}” and not “{expected}”")


def _check_folios(copy: Copy, written: WrittenPaper) -> None:
    """Make sure that each page has the number by which viewers know it.

    Blank pages have none, nor has the page of the colophon behind one (GB/T 9704-2012 7.5).
    """
    pages = written.pages
    for before, page in zip((None, *pages), pages, strict=False):
        found = as_seen("".join(line.text for line in page.lines if line.baseline >= _foot(copy)))
        numbered = not page.is_blank and not (before and before.is_blank)
        if found != (f"—{page.label}—" if numbered else ""):
            named = found or "without a number"
            raise EnvironmentFault(f"page {page.number} is {named}, and viewers call it {page.label}")


def _check_marks(copy: Copy, written: WrittenPaper) -> None:
    """Make sure that a paper says on each page if it is not in force, and nothing there if it is."""
    for page in written.pages:
        found = as_seen("".join(line.text for line in page.lines if _is_head(copy, line.baseline)))
        if not page.is_blank and found != as_seen(copy.mark):
            raise EnvironmentFault(f"page {page.number} has “{found}” over it, and not “{copy.mark}”")


def _check_bookmarks(copy: Copy, written: WrittenPaper) -> dict[ItemId, int]:
    """Return the pages of the items once the bookmarks are the issue's titles, in order."""
    expected = list(_bookmarks(copy))
    for (level, title, item), found in zip(expected, written.bookmarks, strict=False):
        if (level, _BLANKS.sub(" ", title)) != found[:2]:
            who = f"{item.id}: " if item else ""
            raise EnvironmentFault(f"{who}the bookmark “{title}” is “{found[1]}” on page {found[2]}")
    if len(expected) != len(written.bookmarks):
        count = len(written.bookmarks)
        raise EnvironmentFault(f"the paper has {count} bookmarks and not {len(expected)}")
    found_pages = zip(expected, written.bookmarks, strict=True)
    return {item.id: page for (_, _, item), (_, _, page) in found_pages if item}


def _bookmarks(copy: Copy) -> Iterator[tuple[int, str, Item | None]]:
    yield 1, copy.name, None
    if copy.issue.items:
        yield 1, copy.language("contents"), None
    if copy.issue.note:
        yield 1, copy.language("editors_note"), None
    for section in copy.issue.sections:
        if section.heading:
            yield 1, section.heading, None
        yield from ((2 if section.heading else 1, item.title, item) for item in section.items)


class _Stream:
    """The text of all pages in the order in which it is drawn, and how far it has been read."""

    def __init__(self, copy: Copy, written: WrittenPaper) -> None:
        self.begins: list[int] = []
        self.text = ""
        for page in written.pages:
            self.begins.append(len(self.text))
            self.text += _stream_of(copy, page)
        self.behind = 0
        self.end = len(self.text)

    @property
    def page(self) -> int:
        """The page that has been reached."""
        return max(1, sum(begin < self.behind for begin in self.begins))

    def place_on(self, page: int, text: str) -> int:
        """Return where a text begins on a page, behind what has been read; below 0 if it is not there."""
        ends = [*self.begins[1:], len(self.text)]
        return self.text.find(text, max(self.behind, self.begins[page - 1]), ends[page - 1])

    def read(self, text: str) -> bool:
        """Read on behind a text, and say whether it was there."""
        found = self.text.find(text, self.behind, self.end)
        if found >= 0:
            self.behind = found + len(text)
            return True
        if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
            return not set(text) - set(self.text[self.behind : self.end])  # drawn from right to left
        return self._read_over_page(text)

    def _read_over_page(self, text: str) -> bool:
        """Read a text in whose midst a page ends, and the next begins with a table's repeated head.

        The marks of lists are drawn last on a page, and so stand between.
        """
        for begin in (begin for begin in self.begins if begin > self.behind):
            page_end = self.behind + len(_MARKS.sub("", self.text[self.behind : begin]))
            for end in range(begin, page_end - 1, -1):
                for length in range(min(len(text), end - self.behind), 0, -1):
                    if self.text.endswith(text[:length], self.behind, end):
                        found = self.text.find(text[length:], begin, self.end)
                        if found >= 0:
                            self.behind = found + len(text) - length
                            return True
        return False


def _check_texts(copy: Copy, written: WrittenPaper, page_of: dict[ItemId, int]) -> tuple[int, list[str]]:
    """Look for every text in its place; return the page on which the last one ends, and what is amiss.

    The text of an item stands between its title and the next.
    """
    stream = _Stream(copy, written)
    begins = []
    for item in copy.issue.items:
        begins.append(stream.place_on(page_of[item.id], as_seen(item.title)))
        if begins[-1] < 0:
            return len(written.pages), [f"{item.id}, page {page_of[item.id]}: its title is not there"]
        stream.behind = begins[-1] + 1
    ends = [*begins[1:], len(stream.text)] if begins else []
    stream.behind, stream.end = 0, begins[0] if begins else stream.end
    objections = list(_read_pieces(stream, "the masthead", masthead_texts(copy)))
    for item, stream.behind, stream.end in zip(copy.issue.items, begins, ends, strict=True):
        objections += _read_pieces(stream, item.id, item_texts(copy, item))
    return stream.page, objections


def _read_pieces(stream: _Stream, name: str, pieces: Iterator[Piece]) -> Iterator[str]:
    """Yield the first text that is not found, if one is not: behind it nothing can be said."""
    for piece in pieces:
        text = as_seen(piece.text)
        if not stream.read(text):
            start = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
            yield f"{name}, page {stream.page}: {piece.name}{piece.line} is not printed as written: “{start}”"
            return


def _check_contents(copy: Copy, written: WrittenPaper, page_of: dict[ItemId, int]) -> None:
    """Make sure that each entry of the contents ends in the page on which its title stands.

    The number ends its line, whatever the next entry begins with. The heading of a section stands before its
    entries, without a page.
    """
    pages = written.pages[: min(page_of.values(), default=2) - 1]
    foot = _foot(copy)
    lines = [
        as_seen(line.text).replace("◆", "")
        for page in pages
        for line in page.lines
        if line.baseline < foot and not _is_head(copy, line.baseline)
    ]
    text, ends = "".join(lines), list(accumulate(map(len, lines)))
    behind = text.find(as_seen(copy.language("contents")))
    for name, entry, item in _entries(copy):
        begin = text.find(entry, behind)
        if begin < 0:
            raise EnvironmentFault(f"{name}: the contents do not name it: “{entry[:_SHOWN]}”")
        behind = begin + len(entry)
        if item is None:
            continue
        end = next((end for end in ends if end > behind), behind)
        number = _ENTRY_END.fullmatch(text, behind, end)
        promised = number[1] if number else "none"
        if promised != written.pages[page_of[item.id] - 1].label:
            page = page_of[item.id]
            raise EnvironmentFault(f"{item.id}: the contents name page {promised}, and it is on {page}")
        behind = number.end() if number else behind


def _entries(copy: Copy) -> Iterator[tuple[str, str, Item | None]]:
    """Yield the lines of the contents, as (what each is, its text, its item if it is no section)."""
    for section in copy.issue.sections:
        if section.heading:
            yield f"section “{section.heading}”", as_seen(section.heading).replace("◆", ""), None
        for item in section.items:
            yield item.id, as_seen("".join(copy.entry(item, section))).replace("◆", ""), item


def _check_colophon(copy: Copy, written: WrittenPaper) -> None:
    issue, label = copy.issue, copy.language
    last = written.pages[-1]
    text = _stream_of(copy, last)
    held_back = (label("held_back"),) if copy.holds_internal else ()
    issuer = label("issued_by", issuer=copy.publication.imprint.issuer)
    for expected in (issuer, label("issued_on", date=label.date(issue.issued)), *held_back):
        if as_seen(expected) not in text:
            raise EnvironmentFault(f"the colophon is not on the last page, {last.number}: “{expected}”")
