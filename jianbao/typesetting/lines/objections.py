"""What is to be said against breaking a line at each place of a paragraph.

Comes in: the characters of a paragraph. Goes out: a number for each, which says how ill a line may begin with
it; see `breaking` for the scale.

Marks that open end no line, marks that close and · begin none (GB/T 15834-2011 5.1); —— and …… are never
parted; a number stays with its unit, and is broken itself last of all (GB/T 15835-2011). Addresses break
before their marks, as in Latin typesetting.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import get_log_attrs

from jianbao.typesetting.lines.breaking import NEVER, RELUCTANTLY
from jianbao.typesetting.lines.cells import Cell
from jianbao.typesetting.lines.characters import (
    CLOSING,
    INTERPUNCTS,
    INVISIBLE,
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


def objections(cells: tuple[Cell, ...], leaves: Sequence[boxes.TextBox]) -> list[float]:
    """Say what is to be said against breaking before each character."""
    text = "".join(leaf.text for leaf in leaves)
    marks = get_log_attrs(text, leaves[0].style["lang"])
    places = [place for place, char in enumerate(text) if char not in INVISIBLE]
    against = [NEVER] * len(cells)
    for place, (before, cell) in enumerate(pairwise(cells), 1):
        if cell.glyphs:  # or else it is set as one with the character before
            allowed = bool(marks[places[place]].is_line_break)
            plain = allowed and is_han(before.character) and is_han(cell.character)
            against[place] = 0.0 if plain else _objection(before.character, cell.character, allowed=allowed)
    _open_words(cells, against)
    return against


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


def _open_words(cells: tuple[Cell, ...], against: list[float]) -> None:
    """Let long words, numbers and addresses be broken where nothing else does."""
    text = "".join(cell.character for cell in cells)
    for word in _WORD.finditer(text):
        address = bool(_ADDRESS.search(word[0]))
        for place in range(word.start() + _LEAST_OF_WORD, word.end() - _LEAST_OF_WORD + 1):
            left, right = text[place - 1], text[place]
            if not cells[place].glyphs or left in "([{" or (right in ")]}.,:;!?%" and not address):
                continue
            if address and (_ADDRESS.match(right) or left in "-@"):
                cost = _IN_ADDRESS
            elif left.isdigit() and right.isdigit():
                cost = _IN_NUMBER
            else:
                cost = _IN_WORD
            against[place] = min(against[place], cost)
