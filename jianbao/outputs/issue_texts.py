"""The texts that must stand on an issue's paper, in the order in which they are read.

Comes in: an issue as it was given to be set. Goes out: its texts one by one, each with what it is called
and, where an author wrote it, with the body it stands in.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.model import Body, Item, Part
from jianbao.outputs.issue_copy import Copy
from jianbao.typesetting.reading import as_seen

_BLOCK = re.compile(
    r"</?(?:p|h\d|li|ol|ul|t[dhr]|table|thead|tbody|div|figure|figcaption|blockquote|pre|hr|img|br)\b[^>]*>"
)
_WAY_BACK = re.compile(r'<a class="footnote-backref".*?</a>')


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that must stand on the page: what it is called, and its author's line where there is one."""

    name: str
    text: str
    body: Body | None = None

    @property
    def line(self) -> str:
        """Say in which line of its body the text begins, where that can be known."""
        start = self.text[:8]
        lines = enumerate(self.body.markdown.splitlines() if self.body else (), 1)
        found = next((number for number, line in lines if start in as_seen(line)), 0)
        return f", line {found} of it" if found else ""


def masthead_texts(copy: Copy) -> Iterator[Piece]:
    """Yield the texts of the masthead, and the editor's note on the issue."""
    imprint, issue, label = copy.publication.imprint, copy.issue, copy.language
    if issue.classification:
        yield Piece("the classification", issue.classification)
    if not imprint.preprinted_head:
        yield Piece("the organ", imprint.organ)
        yield Piece("the name", imprint.name)
    for text in (copy.kind, issue.title or ""):
        yield Piece("the kind or title", text)
    yield Piece("the number", copy.number)
    yield Piece("the editor", label("edited_by", editor=imprint.editor))
    yield Piece("the date", label.date(issue.date))
    yield from _note("the editor's note", copy, issue.note or "")


def item_texts(copy: Copy, item: Item) -> Iterator[Piece]:
    """Yield the texts of an item, from its title to its sources."""
    yield Piece("the title", item.title)
    if item.subtitle:
        yield Piece("the subtitle", copy.language("subtitle", subtitle=item.subtitle))
    yield from _note("the note", copy, item.note or "")
    yield from _share(copy, item, None)
    for part in item.parts:
        if copy.shows_headings(item):
            yield Piece(f"the heading of part {part.number}", copy.heading(part))
        yield from _share(copy, item, part)
    yield Piece("the source", copy.source(item))


def _note(name: str, copy: Copy, note: str) -> Iterator[Piece]:
    if note.strip():
        yield Piece(name, copy.note_label(note))
    for text in copy.paragraphs(note):
        yield Piece(name, text)


def _share(copy: Copy, item: Item, part: Part | None) -> Iterator[Piece]:
    """Yield the text and the captions of an item, or of a part of it."""
    share, name = (item, "the text") if part is None else (part, f"the text of part {part.number}")
    level = 3 if part is None else 4
    if share.body:
        for text in _blocks(copy.rendered(item, part, level)):
            yield Piece(name, text, share.body)
    for picture in share.pictures:
        credit = copy.language("picture_credit", credit=picture.credit) if picture.credit else ""
        yield Piece("a caption", (picture.caption or "") + credit)


def _blocks(rendered: str) -> Iterator[str]:
    """Yield the paragraphs, entries and cells of a text one by one."""
    for block in _BLOCK.split(_WAY_BACK.sub("", rendered)):
        text = as_seen(html.unescape(re.sub(r"<[^>]*>", "", block)))
        if text:
            yield text
