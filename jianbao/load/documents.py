"""Files as they were written: values, and the place of each.

Comes in: what `jianbao.load.files` reads. Goes out: answers to where a key, a value or a character stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jianbao.diagnostics import Place

Loc = tuple[str | int, ...]
"""The path of a value within a file: keys, and numbers of entries."""
_WHITE = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Scalar:
    """Where a text stands: its first line and column, its last line, and whether it is a block (`|`, `>`)."""

    line: int
    column: int
    last_line: int
    style: str | None


@dataclass(slots=True)
class Document:
    """One file as it was written: its values, and the place of each key and value by its path within."""

    path: str
    data: Any = None
    lines: tuple[str, ...] = ()
    _keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    _values: dict[Loc, Scalar] = field(default_factory=dict)

    def place(self, *loc: str | int) -> Place:
        """Return where a value stands; of one that is missing, where the nearest thing above it does."""
        for length in range(len(loc), -1, -1):
            known = self._values.get(loc[:length])
            if known is not None:
                return Place(self.path, known.line + 1, known.column + 1)
        return Place(self.path)

    def place_at(self, line: int, column: int) -> Place:
        """Return the place of a line and column that count from 0; what lies behind the end is the end."""
        last = len(self.lines) - 1
        return Place(self.path, line + 1, column + 1) if line <= last else Place(self.path, last + 1)

    def place_of_key(self, *loc: str | int) -> Place:
        """Return where a key stands, as opposed to its value."""
        known = self._keys.get(loc)
        return Place(self.path, known[0] + 1, known[1] + 1) if known else self.place(*loc)

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield every text of the file with its path within."""
        return _texts(self.data, ())

    def written(self, loc: Loc) -> tuple[str | None, tuple[str, ...]]:
        """Return how a text is written: its sign (`|`, `>`, a quote, none) and its lines from there on."""
        scalar = self._values[loc]
        lines = self.lines[scalar.line : max(scalar.line, scalar.last_line) + 1]
        return scalar.style or None, (lines[0][scalar.column :], *lines[1:]) if lines else ()

    def place_in(self, loc: Loc, offset: int) -> Place:
        """Return the place of the character at `offset` in a text."""
        scalar = self._values[loc]
        text = self._text(loc)
        if scalar.style == "|":
            return self._place_in_block(scalar, text, offset)
        quote = 1 if scalar.style in ("'", '"') else 0
        line = self.lines[scalar.line] if scalar.line < len(self.lines) else ""
        column = scalar.column + quote + offset
        if "\n" not in text and text[: offset + 1] == line[scalar.column + quote : column + 1]:
            return Place(self.path, scalar.line + 1, column + 1)
        return self._place_in_folded(scalar, quote, text, offset)

    def _text(self, loc: Loc) -> str:
        value = self.data
        for step in loc:
            value = value[step]
        return str(value)

    def _place_in_block(self, scalar: Scalar, text: str, offset: int) -> Place:
        line = scalar.line + 1 + text.count("\n", 0, offset)
        written = self.lines[line] if line < len(self.lines) else ""
        start = text.rfind("\n", 0, offset) + 1
        own = text[start : max(start, text.find("\n", offset))] or text[start:]
        indent = len(written) - len(own) if written.endswith(own) else 0
        return Place(self.path, line + 1, indent + offset - start + 1)

    def _place_in_folded(self, scalar: Scalar, quote: int, text: str, offset: int) -> Place:
        """Return the place in a text of several lines that YAML joins: only its white space moves.

        Where escapes make it another text than what stands there, that is where it begins.
        """
        wanted = len(_WHITE.sub("", text[:offset]))
        line = scalar.line + (scalar.style == ">")
        column = 0 if scalar.style == ">" else scalar.column + quote
        for number, written in enumerate(self.lines[line:], line):
            signs = [c for c in range(column, len(written)) if written[c] not in " \t"]
            if wanted < len(signs):
                found = signs[wanted]
                if written[found] != text[offset]:
                    break
                return Place(self.path, number + 1, found + 1)
            wanted -= len(signs)
            column = 0
        return Place(self.path, scalar.line + 1, scalar.column + 1)


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*loc, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*loc, number))
