"""Text cut up so that any run of characters is found, whatever words a dictionary would see in it.

Comes in: text. Goes out: tokens. A unit is one ideograph or one Latin word or number; a token is a unit with
its successor (留守, 守儿, 儿童), so a word is in a text just if its tokens stand in it side by side. A pair
that stands everywhere is heavy to load: it, and the pair before it, take one more unit with them. The text
can be read back from its tokens.

The search page does the same to what a reader types (search-tokens.js). Pagefind's own way, words by a
dictionary, misses what the dictionary cuts differently in a sentence and in a query.
"""

import re
import unicodedata
from collections.abc import Iterator, Set
from itertools import pairwise

END = "ː"
"""Closes a token that another could begin with; to Pagefind it is a letter."""

SPACE = "␠"
"""A space within a gap; Pagefind cuts at every space."""

BREAK = "¶"
"""Stands alone between the segments of a record."""

BLANK = "␣"
"""Stands for nothing, and takes room."""

EACH = "\x01"
"""Stands at the head of each record, and sorts before all others: it alone lists them all."""

IDEOGRAPH = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as ranges within the brackets of a pattern."""

_LATIN = rf"[^\W_{IDEOGRAPH}]"
_UNIT = re.compile(rf"[{IDEOGRAPH}]|{_LATIN}+(?:[.,'’@&:/%_-]{_LATIN}+)*")
_RUN = re.compile(f"(?:{_UNIT.pattern})+")
_OURS = str.maketrans(dict.fromkeys(END + SPACE + BREAK + BLANK + EACH, " "))
_PERHAPS_WIDE = re.compile(r"[^\x00-\x7f\u3400-\u9fff]")


def tokens(text: str, heavy: Set[str] = frozenset()) -> Iterator[str]:
    """Yield the tokens of a text; what stands between two runs of units comes as one token of its own.

    Every unit takes one place, so that a run is unbroken just where its tokens stand side by side. `heavy`
    are pairs that are not to be tokens.
    """
    place = 0
    for run in _RUN.finditer(text):
        if gap := text[place : run.start()]:
            yield SPACE.join(gap.split(" "))
        yield from _of_run(units_of(run[0]), heavy)
        place = run.end()
    if rest := text[place:]:
        yield SPACE.join(rest.split(" "))


def _of_run(units: list[str], heavy: Set[str]) -> Iterator[str]:
    pairs = [first + second for first, second in pairwise(units)]
    for place, pair in enumerate(pairs):
        third = units[place + 2] if place + 2 < len(units) else ""
        if third and (pair in heavy or pairs[place + 1] in heavy):
            yield pair + third + ("" if ideographs(third) else END)
        else:
            yield pair + END
    yield BLANK if pairs else units[0] + END


def units_of(text: str) -> list[str]:
    """Return the units of a text in their order."""
    return _UNIT.findall(text)


def ideographs(text: str) -> set[str]:
    """Return every ideograph of a text."""
    return set(re.findall(f"[{IDEOGRAPH}]", text))


def normalized(text: str) -> str:
    """Return a text as it is cut up: in one line, letters and digits in half width, marks as they are."""
    return " ".join(_PERHAPS_WIDE.sub(_narrow, text.translate(_OURS)).split())


def _narrow(found: re.Match[str]) -> str:
    """Return a letter or digit in its plain form; a mark keeps its width, as Chinese text needs it."""
    return unicodedata.normalize("NFKC", found[0]) if found[0].isalnum() else found[0]
