"""Footnotes, numbered as the text refers to them, under names that nothing else on a page has.

Comes in: a body and where it stands. Goes out: its footnotes, and as `Slip` those that would be lost or lead
nowhere.
"""

import re
import xml.etree.ElementTree as ET

import markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.treeprocessors import Treeprocessor

from jianbao.markup.slips import Slip, SlipKind, TakeDown

_REFERENCE = r"(?<!!)\[\^([^\]]*)\](?!\()"


class Footnotes(FootnoteExtension):
    """The footnotes of one body; `anchor` is the place on the page to which they belong."""

    def __init__(self, anchor: str, back: str, take_down: TakeDown) -> None:
        super().__init__(
            SEPARATOR=f":{anchor}:" if anchor else ":",
            BACKLINK_TITLE=back,
            BACKLINK_TEXT="↑",
            USE_DEFINITION_ORDER=False,
        )
        self.take_down = take_down
        self.complete = False

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the library's name)
        """Teach a parser; called by the library."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_References(_REFERENCE, self), "footnote", 175)
        md.treeprocessors.register(_InOrder(md, self), "footnote-reorder", 19)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802 (the library's names)
        """Keep a note; of two with one label the first stands."""
        if id in self.footnotes:
            self.take_down(Slip(SlipKind.NOTE_TWICE, f"[^{id}]:"))
            return
        if self.complete:
            self.take_down(Slip(SlipKind.NOTE_WITHIN, f"[^{id}]:"))
            return
        if not text.strip():
            self.take_down(Slip(SlipKind.NOTE_EMPTY, f"[^{id}]:"))
        super().setFootnote(id, text)

    def makeFootnotesDiv(self, root: ET.Element) -> ET.Element | None:  # noqa: N802
        """Write the notes; the library would read one within another while it goes through them, and fail."""
        self.complete = True
        return super().makeFootnotesDiv(root)

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802
        """Return where a note is found."""
        return super().makeFootnoteId(_as_name(id))

    def unique_ref(self, reference: str, found: bool = False) -> str:  # noqa: FBT001, FBT002
        """Return where a reference stands; the library goes through all before it to find its number."""
        if not found:
            return reference
        number = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        head, between, rest = reference.partition(self.get_separator())
        return f"{head}{number if number > 1 else ''}{between}{rest}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: FBT001, FBT002, N802
        """Return where the text refers to a note."""
        return super().makeFootnoteRefId(_as_name(id), found)


class _References(FootnoteInlineProcessor):
    """Takes down references to which there is no note."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str | None, int | None, int | None]:
        found = super().handleMatch(m, data)
        if found[0] is None:
            assert isinstance(self.footnotes, Footnotes)
            self.footnotes.take_down(Slip(SlipKind.NOTE_MISSING, m[0]))
        return found


class _InOrder(Treeprocessor):
    """Puts the notes in the order of the text, and takes down those to which it does not refer."""

    def __init__(self, md: markdown.Markdown, footnotes: Footnotes) -> None:
        super().__init__(md)
        self.footnotes = footnotes

    def run(self, root: ET.Element) -> None:
        order = self.footnotes.footnote_order
        for label in self.footnotes.footnotes:
            if label not in order:
                self.footnotes.take_down(Slip(SlipKind.NOTE_UNUSED, f"[^{label}]:"))
        places = {self.footnotes.makeFootnoteId(label): place for place, label in enumerate(order)}
        for notes in root.findall("div[@class='footnote']/ol"):
            notes[:] = sorted(notes, key=lambda note: places.get(note.get("id", ""), len(places)))


def _as_name(label: str) -> str:
    """Write a label so that it can stand in an address, and no two labels become one."""
    return "".join(c if c.isalnum() or c in "-_" else f".{ord(c):x}." for c in label)
