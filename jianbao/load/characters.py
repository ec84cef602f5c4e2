"""Characters that have no place in a bulletin, found before anything is set.

Comes in: every text of a file that is printed or published. Goes out: a finding with code point and
place for what cannot be seen (bidirectional controls, zero-width characters), what has no meaning of
its own (private use, noncharacters) and what no font of the publication has.
"""

import unicodedata
from collections.abc import Container, Iterator
from itertools import islice
from typing import Any

from jianbao.diagnostics import Findings
from jianbao.load.files import Document, Loc

MAX_REPORTED = 50
"""How many characters of one text are reported; a text that holds more is wrong as a whole."""

_REFUSED = {
    "Cf": ("is invisible", "remove it"),
    "Co": (
        "is for private use: it means something else on every machine",
        "write the Unicode character for it",
    ),
    "Cn": ("is not a character of Unicode", "remove it"),
    "Cc": ("is a control character", "remove it"),
}
_ALLOWED = frozenset("\n\t")
_SPACES = frozenset("  　 ")


def check_characters(document: Document, glyphs: Container[int] | None, findings: Findings) -> None:
    """Note every character of a document that cannot be printed; `glyphs` are the fonts' code points."""
    for loc, text in _texts(document.data, ()):
        for offset, (message, hint) in islice(_problems(text, glyphs), MAX_REPORTED):
            name = f"U+{ord(text[offset]):04X}"
            shown = f" {text[offset]}" if text[offset].isprintable() else ""
            findings.fault(document.place_in(loc, offset), f"the character {name}{shown} {message}", hint)


def _problems(text: str, glyphs: Container[int] | None) -> Iterator[tuple[int, tuple[str, str]]]:
    for offset, character in enumerate(text):
        if character < "\x7f" and (character >= " " or character in _ALLOWED):
            continue
        problem = _problem(character, glyphs)
        if problem:
            yield offset, problem


def _problem(character: str, glyphs: Container[int] | None) -> tuple[str, str] | None:
    category = unicodedata.category(character)
    if category in _REFUSED:
        return _REFUSED[category]
    if glyphs is not None and character not in _SPACES and ord(character) not in glyphs:
        return "is in none of the fonts", "write it another way, or add a font that has it (docs/setup.md)"
    return None


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*loc, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*loc, number))
