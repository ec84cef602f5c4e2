"""How much an item may hold: more than any article does, and little enough to be read and set.

Comes in: an author's Markdown, body by body. Goes out: where the item grows beyond measure, and how. All its
bodies count together, or parts would lead round every limit.
"""

from dataclasses import dataclass

MAX_LINES = 3_000
"""Lines that are not empty: texts of the greatest length have twenty characters in each of them."""
MAX_CELLS = 2_000
"""Cells of all tables; short rows are filled up, so each row counts as many as the head has."""
MAX_COLUMNS = 20
"""Columns of a table: with a character in each, the paper has room for no more."""
MAX_OF_CELL = 3_000
"""Characters of a cell, times the columns of its table: the more columns, the shorter its lines are."""
MAX_IN_TABLES = 40_000
"""The same of all cells together, but for two characters in each: in narrow columns these are a line."""
MAX_QUOTED = 10_000
"""Signs of quotations (`>`) before lines: each makes a frame of its own."""
MAX_NOTE_MARKS = 800
"""Marks of footnotes (`[^1]`), in the text and before the notes: each becomes a link and a way back."""
MAX_PARTS = 400
"""Parts of a round-up: China has some 340 prefectures."""
MAX_PICTURES = 300
"""Pictures, within texts and below them."""

_NOTE_MARK = "[^"
_RULE = frozenset("|-: \t>")
"""What the line below a table's head is made of."""
_SPLIT = "split the item"


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too much of something, and from which offset of the text on."""

    offset: int
    message: str
    hint: str


@dataclass(slots=True)
class Extent:
    """What one item holds, counted as it is read."""

    lines: int = 0
    cells: int = 0
    in_tables: int = 0
    quoted: int = 0
    marks: int = 0
    parts: int = 0
    pictures: int = 0

    def take(self, text: str) -> Excess | None:
        """Count a body; return where the item holds more than it may from there on, if it does."""
        offset = columns = 0
        before = ""
        for line in text.split("\n"):
            of_rule = _columns(line)
            columns = (of_rule or columns) if line.strip() else 0
            self.lines += bool(line.strip())
            self.cells += columns
            self.quoted += line[: len(line) - len(line.lstrip("> \t"))].count(">")
            self.marks += line.count(_NOTE_MARK)
            wrong = self._wrong(columns) or self._wrong_row(before if of_rule else line, columns)
            if wrong:
                return Excess(offset, *wrong)
            offset += len(line) + 1
            before = line
        return None

    def take_part(self) -> tuple[str, str] | None:
        """Count a part; of the first that is too many, return what is wrong and what to do."""
        self.parts += 1
        if self.parts == MAX_PARTS + 1:
            return f"the item has more than {MAX_PARTS:,} parts", _SPLIT
        return None

    def take_picture(self) -> tuple[str, str] | None:
        """Count a picture; of the first that is too many, return what is wrong and what to do."""
        self.pictures += 1
        if self.pictures == MAX_PICTURES + 1:
            return (f"the item shows more than {MAX_PICTURES:,} pictures", _SPLIT)
        return None

    def _wrong_row(self, row: str, columns: int) -> tuple[str, str] | None:
        """Count the texts of a row; the head of a table is counted with the rule below it."""
        if not columns:
            return None
        hint = "write it below the table, or set fewer columns"
        lengths = [len(cell.strip()) for cell in row.split("|")]
        self.in_tables += columns * sum(max(0, length - 2) for length in lengths)
        if columns * max(lengths) > MAX_OF_CELL:
            most = MAX_OF_CELL // columns
            return f"a cell of a table of {columns} columns has more than {most:,} characters", hint
        if self.in_tables > MAX_IN_TABLES:
            return "the tables of this item hold more text than can be set in columns so narrow", hint
        return None

    def _wrong(self, columns: int) -> tuple[str, str] | None:
        if columns > MAX_COLUMNS:
            hint = "turn it round, make several tables of it, or set a picture of it"
            return f"this table has more columns than the {MAX_COLUMNS} that fit on paper", hint
        if self.lines > MAX_LINES:
            return f"the text goes on for more than {MAX_LINES:,} lines", _SPLIT
        if self.quoted > MAX_QUOTED:
            return f"quotations are marked more than {MAX_QUOTED:,} times", "let fewer lie within each other"
        if self.cells > MAX_CELLS:
            hint = "make its tables smaller, or set a picture of them"
            return f"the tables of this item have more than {MAX_CELLS:,} cells", hint
        if self.marks > MAX_NOTE_MARKS:
            return f"footnotes are marked more than {MAX_NOTE_MARKS:,} times", _SPLIT
        return None


def _columns(line: str) -> int:
    """Return how many columns a table has by the line below its head; 0 for any other line."""
    if "|" not in line or "-" not in line or not set(line) <= _RULE:
        return 0
    return line.strip("> \t").removeprefix("|").removesuffix("|").count("|") + 1
