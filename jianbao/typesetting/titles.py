"""Long titles in lines of like length, broken where the sense allows.

Comes in: a title, how many ems a line holds, and words: those to break at, and those not to break.
Goes out: its lines. A title that fits stays in one.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_CLOSING = "，。、；：？！）》〉」』】〕”’…—·％,.;:?!)]}%"
_OPENING = "（《〈「『【〔“‘([{第"
_PAUSE = "，、；：—》”）,;:"

# what is to be said against breaking there, in square ems, so that it weighs against unevenness
_AT_MARK = 1.0
_AT_WORD = 3.0
_ANYWHERE = 14.0
_WITHIN_NAME = 60.0
_TOO_WIDE = 1000.0

_MEETING = 0.25
"""Ems between Han and Latin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWords:
    """Words that say where a title breaks well: before these, after those, never inside names."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def break_title(title: str, *, room: float, words: TitleWords) -> tuple[str, ...]:
    """Break a title into as few lines of at most `room` ems as it needs, as equal as the sense allows.

    A line break the author made is kept.
    """
    return tuple(
        line for given in title.splitlines() if given.strip() for line in _balance(given.strip(), room, words)
    )


def width_in_ems(text: str) -> float:
    """Return about how wide a text is set, in ems; a little too much rather than too little."""
    return _widths(text)[-1]


def _widths(text: str) -> list[float]:
    """Return how wide a text is set up to each of its characters, and how wide as a whole."""
    widths = [0.0]
    before = ""
    for character in text:
        meet = before.isalnum() and character.isalnum() and (before < "\u0370") != (character < "\u0370")
        widths.append(widths[-1] + _width(character) + (_MEETING if meet else 0.0))
        before = character
    return widths


@lru_cache(maxsize=65536)
def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.75 if character.isupper() else 0.58


def _balance(title: str, room: float, words: TitleWords) -> Iterator[str]:
    """Yield the lines whose cost is least: unevenness, and what is to be said against each break.

    Where the fewest lines do not hold the title, because of what may not be parted, one line more does, or as
    many as it takes.
    """
    widths = _widths(title)
    total = widths[-1]
    count = math.ceil(total / room)
    if count <= 1:
        yield title
        return
    places = {0: 0.0, **dict(_places(title, words)), len(title): 0.0}
    further = _further(list(places), widths, room)
    cuts: tuple[int, ...] = (0, len(title))
    for lines in range(count, len(places)):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
        for _ in range(lines):
            reached = _step(reached, places, further, _cost_of(widths, total / lines, room))
        if len(title) not in reached:
            continue
        cuts = reached[len(title)][1]
        if lines > count or all(widths[end] - widths[begin] <= room for begin, end in pairwise(cuts)):
            break
    for begin, end in pairwise(cuts):
        yield title[begin:end].strip()


def _cost_of(widths: list[float], mean: float, room: float) -> Callable[[int, int], float]:
    def cost(begin: int, end: int) -> float:
        width = widths[end] - widths[begin]
        return (width - mean) ** 2 + _TOO_WIDE * max(0.0, width - room)

    return cost


def _further(places: list[int], widths: list[float], room: float) -> dict[int, list[int]]:
    """Return where a line from each place may end: where it has room, and the first place behind."""
    ends: dict[int, list[int]] = {}
    for number, begin in enumerate(places):
        wide = (n for n, end in enumerate(places) if n > number and widths[end] - widths[begin] > room)
        ends[begin] = places[number + 1 : next(wide, len(places)) + 1]
    return ends


def _step(
    reached: dict[int, tuple[float, tuple[int, ...]]],
    places: dict[int, float],
    ends: dict[int, list[int]],
    cost: Callable[[int, int], float],
) -> dict[int, tuple[float, tuple[int, ...]]]:
    """Return the cheapest way to every place with one line more."""
    further: dict[int, tuple[float, tuple[int, ...]]] = {}
    for begin, (spent, cuts) in reached.items():
        for end in ends[begin]:
            way = (spent + places[end] + cost(begin, end), (*cuts, end))
            further[end] = min(further.get(end, way), way)
    return further


def _places(title: str, words: TitleWords) -> Iterator[tuple[int, float]]:
    """Yield where a title may be broken, and how much is to be said against each place."""
    within = _inside(title, words.names)
    for place in range(1, len(title)):
        before, after = title[place - 1], title[place]
        if _is_barred(before, after):
            continue
        if place in within:
            yield place, _WITHIN_NAME
        elif before in _PAUSE or after in "《“（(" or before == " ":
            yield place, _AT_MARK
        elif title.startswith(words.before, place) or title[:place].endswith(words.after):
            yield place, _AT_WORD
        else:
            yield place, _ANYWHERE


def _is_barred(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING or after == " ":
        return True
    if before == " ":
        return False
    both = unicodedata.east_asian_width(before) + unicodedata.east_asian_width(after)
    return not set(both) & set("WFA") or (before.isdigit() and not after.isdigit())


def _inside(title: str, names: Iterable[str]) -> frozenset[int]:
    """Return the places that lie within one of the names."""
    return frozenset(
        place
        for name in names
        if len(name) > 1 and name in title
        for match in re.finditer(re.escape(name), title)
        for place in range(match.start() + 1, match.end())
    )
