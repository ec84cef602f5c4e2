"""How much a body may hold: more than any article does, and little enough to be read and set.

Comes in: an author's Markdown. Goes out: where it grows beyond measure, and how.
"""

from dataclasses import dataclass

MAX_LINES = 3_000
"""Lines that are not empty: a body of the greatest length has twenty characters in each of them."""
MAX_CELLS = 5_000
"""Cells of all tables; short rows are filled up, so each row counts as many as the head has."""
MAX_COLUMNS = 20
"""Columns of a table: with a character in each, the paper has room for no more."""
MAX_NOTE_MARKS = 1_000
"""Marks of footnotes (`[^1]`), in the text and before the notes: each becomes a link and a way back."""

_NOTE_MARK = "[^"
_RULE = frozenset("|-: \t>")
"""What the line below a table's head is made of."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too much of something, and from which offset of the text on."""

    offset: int
    message: str
    hint: str


def find_excess(text: str) -> Excess | None:
    """Return where a body holds more than it may, if it does."""
    offset = lines = cells = columns = marks = 0
    for line in text.split("\n"):
        if line.strip():
            lines += 1
            columns = _columns(line) or columns
        else:
            columns = 0
        if columns > MAX_COLUMNS:
            hint = "turn it round, make several tables of it, or set a picture of it"
            return Excess(
                offset, f"this table has more columns than the {MAX_COLUMNS} that fit on paper", hint
            )
        cells += columns
        if lines > MAX_LINES:
            return Excess(offset, f"the text goes on for more than {MAX_LINES:,} lines", "split the item")
        if cells > MAX_CELLS:
            hint = "make its tables smaller, or set a picture of them"
            return Excess(offset, f"the tables of this text have more than {MAX_CELLS:,} cells", hint)
        marks += line.count(_NOTE_MARK)
        if marks > MAX_NOTE_MARKS:
            return Excess(
                offset, f"footnotes are marked more than {MAX_NOTE_MARKS:,} times", "split the item"
            )
        offset += len(line) + 1
    return None


def _columns(line: str) -> int:
    """Return how many columns a table has by the line below its head; 0 for any other line."""
    if "|" not in line or "-" not in line or not set(line) <= _RULE:
        return 0
    return line.strip("> \t").removeprefix("|").removesuffix("|").count("|") + 1
