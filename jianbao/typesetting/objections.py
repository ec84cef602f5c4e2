"""What is to be said against breaking a line at each place of a paragraph.

Comes in: the characters of a paragraph. Goes out: a number for each, which says how ill a line may begin with
it; see `breaking` for the scale.

Marks that open end no line, marks that close and · begin none (GB/T 15834-2011 5.1); —— and …… are never
parted; a number stays with its unit, and is broken itself last of all (GB/T 15835-2011). Addresses break
before their marks, as in Latin typesetting.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import get_log_attrs

from jianbao.typesetting.breaking import NEVER, RELUCTANTLY
from jianbao.typesetting.characters import (
    CLOSING,
    INTERPUNCTS,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    PAIRED,
    SPACES,
    is_attached,
    is_han,
)

_AT_DASH = RELUCTANTLY + 20.0
_AT_INTERPUNCT = 40.0
_IN_ADDRESS = RELUCTANTLY + 50.0
_AT_UNIT = RELUCTANTLY + 500.0
_IN_WORD = RELUCTANTLY + 900.0
_IN_NUMBER = RELUCTANTLY + 2000.0
_LEAST_OF_WORD = 3
"""Letters of a broken word that stay together."""

_WORD = re.compile(r"[!-~]{6,}")
_ADDRESS = re.compile(r"[/.?&=#_@-]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A character of a paragraph: from which text, where in it in bytes, and how wide in pixels."""

    character: str
    leaf: int
    offset: int
    width: float
    left: float = 0.0
    right: float = 0.0
    """The white in its body on either side, at most half an em; only marks have any."""
    kerned: float = 0.0
    """By how much it is narrower for the sake of the next."""


def byte_offsets(text: str) -> list[int]:
    """Return where each character of a text begins in UTF-8."""
    found, at = [], 0
    for char in text:
        found.append(at)
        at += len(char.encode())
    return found


def objections(cells: tuple[Cell, ...], leaves: Sequence[boxes.TextBox]) -> list[float]:
    """Say what is to be said against breaking before each character."""
    text = "".join(leaf.text for leaf in leaves)
    marks = get_log_attrs(text, leaves[0].style["lang"])
    starts = _starts(leaves)
    against = [NEVER] * len(cells)
    at = {(leaf, offset): place for place, (leaf, offset) in enumerate(starts)}
    for place, (before, cell) in enumerate(pairwise(cells), 1):
        allowed = bool(marks[at[cell.leaf, cell.offset]].is_line_break)
        against[place] = _objection(before.character, cell.character, allowed=allowed)
    _open_words("".join(cell.character for cell in cells), against)
    return against


def _starts(leaves: Sequence[boxes.TextBox]) -> list[tuple[int, int]]:
    """Return text and byte of every character, in order."""
    return [(number, offset) for number, leaf in enumerate(leaves) for offset in byte_offsets(leaf.text)]


def _objection(left: str, right: str, *, allowed: bool) -> float:
    """Say what is to be said against ending a line with one character and beginning the next with another."""
    if _is_barred(left, right):
        return NEVER
    if right in PAIRED:
        return _AT_DASH
    if left in INTERPUNCTS:
        return _AT_INTERPUNCT
    if right.isdigit() and left in "第〕":
        return _AT_UNIT
    if right in OPENING or left in CLOSING or left in PAIRED:
        return 0.0
    unit = left.isdigit() and is_han(right) and not allowed
    return 0.0 if allowed else _AT_UNIT if unit else NEVER


def _is_barred(left: str, right: str) -> bool:
    """Say whether two characters may never be parted, or one of them may not end or begin a line."""
    if (left == right and left in PAIRED) or is_attached(right) or right in SPACES:
        return True
    return right in NEVER_FIRST or left in NEVER_LAST or "/" in (left, right)


def _open_words(text: str, against: list[float]) -> None:
    """Let long words, numbers and addresses be broken where nothing else does."""
    for word in _WORD.finditer(text):
        address = bool(_ADDRESS.search(word[0]))
        for place in range(word.start() + _LEAST_OF_WORD, word.end() - _LEAST_OF_WORD + 1):
            left, right = text[place - 1], text[place]
            if left in "([{" or (right in ")]}.,:;!?%" and not address):
                continue
            if address and (_ADDRESS.match(right) or left in "-@"):
                cost = _IN_ADDRESS
            elif left.isdigit() and right.isdigit():
                cost = _IN_NUMBER
            else:
                cost = _IN_WORD
            against[place] = min(against[place], cost)
