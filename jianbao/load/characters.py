"""Characters that have no place in a bulletin, found before anything is set.

Comes in: every text of a file that is printed or published. Goes out: a finding with code point and
place for what cannot be seen (bidirectional controls, zero-width characters), what has no meaning of
its own (private use, noncharacters), what is written otherwise than Unicode writes it, and what no font of
the publication has.

Sources: Unicode's properties General_Category and Default_Ignorable_Code_Point; UAX #15 (normalisation);
UAX #31, section 2.3, for the joiners that some scripts are not written without.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import islice

from jianbao.diagnostics import Findings
from jianbao.load.documents import Document

MAX_REPORTED = 50
"""How many characters of one text are reported; a text that holds more is wrong as a whole."""

_INVISIBLE = ("is invisible", "remove it")
_REFUSED = {
    "Cf": _INVISIBLE,
    "Zl": _INVISIBLE,
    "Zp": _INVISIBLE,
    "Co": (
        "is for private use: it means something else on every machine",
        "write the Unicode character for it",
    ),
    "Cs": ("is half a character", "remove it"),
    "Cn": ("is not a character of Unicode", "remove it"),
    "Cc": ("is a control character", "remove it"),
}
_STACKED = ("stands above or below more marks than a line has room for", "remove it")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that nobody sees."""
_ALLOWED = frozenset("\n\t")
_SPACES = frozenset("\u00a0\u3000")
_JOINERS = frozenset("\u200c\u200d")
_JOINED = (
    "ARABIC",
    "SYRIAC",
    "MONGOLIAN",
    "DEVANAGARI",
    "BENGALI",
    "TIBETAN",
    "SINHALA",
    "MALAYALAM",
    "KHMER",
)
"""Scripts in whose words joiners stand, as their characters' names begin."""
_VOWEL_SEPARATOR = "\u180e"
"""Stands before the last vowel of Mongolian words."""
_SELECTORS = frozenset("\u180b\u180c\u180d\u180f")
"""Choose among the shapes of the Mongolian letter before them, and are nothing without one."""
_CLUSTER = re.compile(
    r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]"
    r"|[\u0620-\u064a\u06c0-\u06d5][\u0653-\u0655]"
    r"|[^\u0000-\u02ff][\u0300-\u036f\u3099\u309a]*|[\u0000-\u02ff][\u0300-\u036f]+"
)
"""A character with the marks that stand on it, or a Korean syllable in its letters."""
_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟",
        strict=True,
    )
)
"""Signs under which dictionaries list ideographs, and the ideographs that they look like: they come with text
that was copied out of a PDF (Unicode's EquivalentUnifiedIdeograph)."""

MAX_MARKS = 3
"""Marks that stand on one letter; more are drawn over the lines around it."""
_STACK = re.compile(rf"[\u0300-\u036f\u20d0-\u20ff]{{{MAX_MARKS}}}(?P<more>[\u0300-\u036f\u20d0-\u20ff])")


def check_characters(document: Document, glyphs: Container[int] | None, findings: Findings) -> None:
    """Note every character of a document that cannot be printed; `glyphs` are the fonts' code points."""
    for loc, text in document.texts():
        for offset, (message, hint) in islice(_problems(text, glyphs), MAX_REPORTED):
            findings.fault(
                document.place_in(loc, offset), f"the character {name_of(text[offset])} {message}", hint
            )


def name_of(character: str) -> str:
    """Return a character's code point and, where it can be seen, itself."""
    shown = f" {character}" if character.isprintable() and character not in _FILLERS else ""
    return f"U+{ord(character):04X}{shown}"


def _problems(text: str, glyphs: Container[int] | None) -> Iterator[tuple[int, tuple[str, str]]]:
    if text.isascii() and text.isprintable():
        return
    decomposed = {} if unicodedata.is_normalized("NFC", text) else dict(_decomposed(text))
    stacked = {match.start("more"): _STACKED for match in _STACK.finditer(text)}
    for offset, character in enumerate(text):
        if character < "\x7f" and (character >= " " or character in _ALLOWED) and offset not in decomposed:
            continue
        problem = _problem(text, offset, glyphs) or decomposed.get(offset) or stacked.get(offset)
        if problem:
            yield offset, problem


def _problem(text: str, offset: int, glyphs: Container[int] | None) -> tuple[str, str] | None:
    character = text[offset]
    category = unicodedata.category(character)
    if category in _REFUSED:
        return None if _joins(text, offset) else _REFUSED[category]
    if character in _FILLERS:
        return _INVISIBLE
    if character in _RADICALS:
        return "is a dictionary's sign that looks like another", f"write {name_of(_RADICALS[character])}"
    if character in _SELECTORS and not _name_before(text, offset).startswith("MONGOLIAN LETTER"):
        return _INVISIBLE
    if glyphs is not None and character not in _SPACES and ord(character) not in glyphs:
        return "is in none of the fonts", "write it another way, or add a font that has it (docs/setup.md)"
    return None


def _joins(text: str, offset: int) -> bool:
    """Say whether a joiner stands behind a letter of a script that is written with it."""
    before = _name_before(text, offset)
    if text[offset] == _VOWEL_SEPARATOR:
        return before.startswith(("MONGOLIAN LETTER", "MONGOLIAN FREE VARIATION SELECTOR"))
    return text[offset] in _JOINERS and before.startswith(_JOINED)


def _name_before(text: str, offset: int) -> str:
    return unicodedata.name(text[offset - 1], "") if offset else ""


def _decomposed(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield where a character stands in parts, or as a double of another, so that it is not found as itself.

    What Unicode itself takes apart, as letters of Tibetan, is left as it is.
    """
    for match in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0] and len(composed) == 1:
            one = len(match[0]) == 1
            how = "is a double that looks like another" if one else "is written in several parts"
            yield match.start(), (how, f"write {name_of(composed)}")
