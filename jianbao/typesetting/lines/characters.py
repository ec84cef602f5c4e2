"""What kind of character stands where: marks that open and close, Han, and Latin letters and digits.

Comes in: single characters of a Chinese text. Goes out: what the rules of lines ask about them.

CLREQ (W3C, Requirements for Chinese Text Layout) and GB/T 15834-2011 5.1 name the marks.
"""

import unicodedata
from functools import lru_cache

CLOSING = frozenset("，。、；：？！）》〉」』】〕］｝”’")
OPENING = frozenset("（《〈「『【〔［｛“‘")
NEVER_FIRST = CLOSING | frozenset("…·•・‧％%‰℃°,.;:?!)]}")
NEVER_LAST = OPENING | frozenset("([{￥¥$")
PAIRED = frozenset("—…")
"""Marks of two characters, —— and ……, that are never parted."""

INTERPUNCTS = frozenset("·•・‧")
INVISIBLE = frozenset("\N{ZERO WIDTH SPACE}\N{WORD JOINER}")
"""Signs that guide breaks and are not set."""

SPACES = frozenset({" ", "\N{NO-BREAK SPACE}"})
_FIGURES = frozenset("%‰")


@lru_cache(maxsize=65536)
def is_han(character: str) -> bool:
    """Say whether a character is an ideograph or a kana, beside which Latin stands at a distance."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or 0x3005 <= code <= 0x3007
        or 0x3041 <= code <= 0x30FF
    )


@lru_cache(maxsize=65536)
def is_latin(character: str) -> bool:
    """Say whether a character is a letter or digit that is narrower than Han, or belongs to a figure."""
    if character in _FIGURES:
        return True
    kind = unicodedata.category(character)
    return (kind[0] == "L" or kind == "Nd") and unicodedata.east_asian_width(character) not in "WFH"


@lru_cache(maxsize=65536)
def is_wide(character: str) -> bool:
    """Say whether a character of a Chinese text is as wide as it is high, “ ” — … among them."""
    width = unicodedata.east_asian_width(character)
    return width in "WF" or (width == "A" and unicodedata.category(character)[0] != "L")


@lru_cache(maxsize=65536)
def is_attached(character: str) -> bool:
    """Say whether a character has no place of its own: it is invisible, or joins the one before."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


@lru_cache(maxsize=65536)
def runs_leftward(character: str) -> bool:
    """Say whether a character belongs to a script that is written from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL", "AN", "RLE", "RLO", "RLI")
