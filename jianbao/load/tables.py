"""The rows of a table that a spreadsheet wrote as CSV, and where each of its cells stands.

Comes in: bytes, in UTF-8 with or without a byte-order mark or in GB18030. Goes out: `Row`s; comma, semicolon
or tab part their cells, whichever the first row has most of. What cannot be read is a fault with its place.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.diagnostics import Findings, Place

MAX_BYTES = 4 * 1024 * 1024
"""A row for each of 50,000 copies, with a note."""
_BINARY = {
    b"PK\x03\x04": "this is a workbook, not CSV",
    b"\xd0\xcf\x11\xe0": "this is a workbook, not CSV",
    b"\xff\xfe": "this is UTF-16",
    b"\xfe\xff": "this is UTF-16",
}
_SAVE = "save it from the spreadsheet as “CSV UTF-8”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its cells, the text it was read from, and where that begins."""

    path: str
    line: int
    raw: str
    cells: tuple[str, ...]
    between: str

    def place(self, cell: int = 0) -> Place:
        """Return where a cell begins."""
        quoted, count, line, column = False, 0, self.line, 1
        for character in self.raw:
            if count == cell:
                break
            quoted ^= character == '"'
            count += character == self.between and not quoted
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
        return Place(self.path, line, column)


def table_text(written: bytes, path: str, findings: Findings) -> str | None:
    """Return the text of a table, its lines ended alike; nothing where it is none."""
    if len(written) > MAX_BYTES:
        message = f"the table has {len(written):,} bytes, more than {MAX_BYTES // 1024**2} MiB"
        findings.fault(Place(path), message, "leave out what is no receipt, or import it in parts")
        return None
    for beginning, what in _BINARY.items():
        if written.startswith(beginning):
            findings.fault(Place(path), what, _SAVE)
            return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = written.decode(encoding)
            break
        except UnicodeDecodeError as error:
            before = written[: error.start]
    else:
        line = before.count(b"\n") + 1
        findings.fault(Place(path, line), "this is neither UTF-8 nor GB18030", _SAVE)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line, column = _at(text, text.index("\0"))
        findings.fault(Place(path, line, column), "a NUL character stands here; this is no text", _SAVE)
        return None
    return text


def _at(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def rows_of(text: str, path: str, findings: Findings) -> Iterator[Row]:
    """Yield the rows of a table; ends with a fault where one cannot be read."""
    lines = [f"{line}\n" for line in text.split("\n")]
    between = max(",\t;", key=lines[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    done = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "see that every quotation mark is closed, and save the table anew as CSV"
            findings.fault(Place(path, done + 1), f"this row cannot be read: {error}", hint)
            return
        raw = "".join(lines[done : reader.line_num])
        yield Row(path=path, line=done + 1, raw=raw, cells=tuple(cells), between=between)
        done = reader.line_num
