"""Where the lines of a paragraph end, and how far apart the characters of each line stand.

Comes in: a `Row`, which is a paragraph as one long line that says where it may break, where it may give way
and where it may open; and the measure. Goes out: `SetLine`s, chosen for the whole paragraph at once.

A line that is too long is drawn in: first between Han and Latin, then at its marks. One that is too short is
opened: first between Han and Latin and behind marks, then evenly (CLREQ, line adjustment). Only when that
does not do is a number parted from its unit, then a word broken.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

WIDEST = 0.25
"""How far, in ems, a line may open behind a character."""

EARLY = 0.125
"""How far, in ems, a line opens between Han and Latin and behind marks before it does elsewhere."""

_SPREAD = 0.02
"""How far, in ems, a line may open behind each character at a cost of 1."""

_SQUEEZED = 20.0
"""What it costs to draw a line in as far as it goes."""

_LONE = 400.0
"""What it costs to leave one character alone on the last line: 孤字不成行."""

_BEYOND = 1e5
_SPACED_OUT = 5e4
"""What it costs to open a line within words."""

_NEAR = 1.6
"""Ems that a line may lack in the first trial, which nearly always does."""

RELUCTANTLY = 100.0
"""From here on breaks are of the kind that is tried only when nothing else does."""

NEVER = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What a row says of each of its characters; lengths in pixels."""

    widths: list[float]
    gaps: list[float]
    """The normal room behind each: a quarter-em, or less than nothing where marks stand together."""
    yields: list[float]
    """How much of the room behind each goes first, where the line is too long."""
    squeezes: list[float]
    """How much of it goes then."""
    opens: list[float]
    """How far the room behind each opens first, where the line is too short."""
    spreads: list[bool]
    """Whether it opens further, as others do."""
    heads: list[float]
    """What is left out before each that begins a line."""
    tails: list[float]
    """What is left out behind each that ends a line."""
    against: list[float]
    """What is to be said against breaking before each."""
    spaces: list[bool]
    """Which are left out at the end and the beginning of a line."""
    counts: list[bool]
    """Which are characters rather than marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A line from `begin` to `end`, with the room behind each of its characters; in pixels.

    `resume` is where the next line begins, behind spaces; `head` is what the line stands further left.
    """

    begin: int
    end: int
    resume: int
    head: float
    rooms: tuple[float, ...]
    width: float


class Row:
    """A paragraph as one long line of characters of about `em` pixels."""

    def __init__(self, places: Places, em: float) -> None:
        self.places = places
        self.em = em
        self.length = len(places.widths)
        self._before = _sums(a + b for a, b in zip(places.widths, places.gaps, strict=True))
        self._yields = _sums(places.yields)
        self._squeezes = _sums(places.squeezes)
        self._opens = _sums(places.opens)
        self._spreads = _sums(places.spreads)

    @cached_property
    def ends(self) -> list[int]:
        """For each place where a line may end, where its last character that is no space ends."""
        found = list(range(self.length + 1))
        for place in range(1, self.length + 1):
            if self.places.spaces[place - 1]:
                found[place] = found[place - 1]
        return found

    def begin(self, place: int) -> int:
        """Return where a line that begins at a place has its first character that is no space."""
        while place < self.length and self.places.spaces[place]:
            place += 1
        return place

    def natural(self, begin: int, end: int) -> float:
        """Return how wide a line is as it comes."""
        places, last = self.places, end - 1
        inner = self._before[last] - self._before[begin] + places.widths[last]
        return inner - places.heads[begin] - places.tails[last]

    def shrink(self, begin: int, end: int) -> float:
        """Return by how much a line can be drawn in."""
        last = end - 1
        return self._yields[last] - self._yields[begin] + self._squeezes[last] - self._squeezes[begin]

    def least_before(self, begin: int) -> float:
        """Return how wide, drawn in, all is that stands before a line."""
        return self._before[begin] + self.places.heads[begin] - self._yields[begin] - self._squeezes[begin]

    def least_until(self, end: int) -> float:
        """Return how wide, drawn in, all is up to the end of a line."""
        places, last = self.places, end - 1
        inner = self._before[last] + places.widths[last] - places.tails[last]
        return inner - self._yields[last] - self._squeezes[last]

    def cost(self, begin: int, end: int, measure: float) -> float:
        """Return what is to be said against a full line; from `_BEYOND` on it does not do at all."""
        lacking = measure - self.natural(begin, end)
        if lacking < 0:
            give = self.shrink(begin, end)
            over = -lacking
            if over > give + 1e-6:
                return _BEYOND * (1 + (over - give) / self.em)
            return _SQUEEZED * (over / give) ** 2 if give else 0.0
        last = end - 1
        if lacking <= self._opens[last] - self._opens[begin]:
            return 1.0
        places = self._spreads[last] - self._spreads[begin]
        each = lacking / self.em / places if places else NEVER
        if each <= WIDEST:
            return 1.0 + (each / _SPREAD) ** 2
        each = lacking / self.em / max(1, last - begin)  # between the letters of words, for want of better
        return _SPACED_OUT + (each / _SPREAD) ** 2 if each <= WIDEST else _BEYOND * (1 + min(each, 0.9))

    def last_cost(self, begin: int, end: int, measure: float) -> float:
        """Return what is to be said against a last line."""
        lacking = measure - self.natural(begin, end)
        cost = 0.0 if lacking >= 0 else self.cost(begin, end, measure)
        lone = begin > 0 and sum(self.places.counts[begin:end]) <= 1
        return cost + (_LONE if lone else 0.0)

    def set(self, begin: int, end: int, measure: float, *, last: bool) -> SetLine:
        """Set a line: draw it in or open it until it fills the measure; a last line is not opened."""
        places, stop = self.places, end - 1
        rooms = places.gaps[begin:stop]
        lacking = measure - self.natural(begin, end)
        if lacking < 0:
            lacking += _share(rooms, places.yields[begin:stop], -lacking, -1)
            lacking += _share(rooms, places.squeezes[begin:stop], -lacking, -1)
        elif not last:
            spreads = places.spreads[begin:stop]
            count = sum(spreads)
            if lacking < EARLY * self.em * count:
                lacking -= _share(rooms, places.opens[begin:stop], lacking, 1)
            if lacking > WIDEST * self.em * count:
                spreads, count = [True] * len(rooms), len(rooms)
            if count:
                rooms = [room + lacking / count * opens for room, opens in zip(rooms, spreads, strict=True)]
        rooms.append(-places.tails[stop])
        width = sum(places.widths[begin:end]) + sum(rooms) - places.heads[begin]
        resume = self.begin(end)
        return SetLine(
            begin=begin, end=end, resume=resume, head=places.heads[begin], rooms=tuple(rooms), width=width
        )


def break_row(row: Row, *, first: float, further: float, begin: int = 0) -> tuple[SetLine, ...]:
    """Break a row into lines, the first as wide as `first` pixels and all others as wide as `further`."""
    trials = ((RELUCTANTLY, _NEAR), (RELUCTANTLY, NEVER), (NEVER, NEVER))
    cuts: tuple[int, ...] = ()
    for bound, slack in trials:
        search = _Search(row, first, further, row.begin(begin), bound, slack)
        cost, cuts = search.best()
        if cost < (_LONE if slack < NEVER else _SPACED_OUT):
            break
    return tuple(_lines(row, cuts, first, further))


def _lines(row: Row, cuts: tuple[int, ...], first: float, further: float) -> list[SetLine]:
    found = []
    for number, (begin, stop) in enumerate(pairwise(cuts)):
        measure = further if number else first
        found.append(row.set(row.begin(begin), row.ends[stop], measure, last=stop == row.length))
    return found


@dataclass(slots=True)
class _Way:
    """The cheapest way to a place: its cost, and the place before."""

    cost: float
    before: int


class _Search:
    """Looks for the cheapest way from a row's begin to its end."""

    def __init__(
        self, row: Row, first: float, further: float, begin: int, bound: float, slack: float
    ) -> None:
        self.row = row
        self.first = first
        self.further = further
        self.start = begin
        self.slack = slack
        against = row.places.against
        self.stops = [p for p in range(begin + 1, row.length) if against[p] < bound]
        self.stops.append(row.length)
        self._leasts = list(accumulate((row.least_until(row.ends[stop]) for stop in self.stops), max))

    def best(self) -> tuple[float, tuple[int, ...]]:
        """Return the least cost and the places between which the lines stand."""
        row = self.row
        ways = {self.start: _Way(0.0, -1)}
        for begin in [self.start, *self.stops[:-1]]:
            way = ways.get(begin)
            if way is None:
                continue
            measure = self.first if begin == self.start else self.further
            for stop, cost in self._stops(row.begin(begin), measure):
                total = way.cost + cost
                known = ways.get(stop)
                if known is None or total < known.cost:
                    ways[stop] = _Way(total, begin)
        if row.length not in ways:
            return NEVER, ()
        cuts = [row.length]
        while cuts[-1] != self.start:
            cuts.append(ways[cuts[-1]].before)
        return ways[row.length].cost, tuple(reversed(cuts))

    def _stops(self, begin: int, measure: float) -> list[tuple[int, float]]:
        """Return where a line may end, and the cost of each; at least one, however bad."""
        row, places = self.row, self.row.places
        found: list[tuple[int, float]] = []
        near = self.slack * row.em
        first = bisect_right(self.stops, begin)
        for number in range(self._furthest(begin, measure, first), first - 1, -1):
            stop = self.stops[number]
            end = row.ends[stop]
            if end <= begin:
                break
            if stop == row.length:
                cost = row.last_cost(begin, end, measure)
            else:
                if found and measure - row.natural(begin, end) > min(near, 0.3 * measure):
                    break
                cost = row.cost(begin, end, measure) + places.against[stop]
            if cost >= 2 * _BEYOND and number > first:
                continue
            found.append((stop, cost))
        return found

    def _furthest(self, begin: int, measure: float, first: int) -> int:
        """Return the number of a stop up to which a line may be drawn in, or of one a little further on."""
        reach = measure + self.row.em + self.row.least_before(begin)
        return max(first, bisect_right(self._leasts, reach, lo=first) - 1)


def _share(rooms: list[float], parts: list[float], wanted: float, sign: int) -> float:
    """Share out at most `wanted` over rooms by their parts, and return how much was."""
    total = sum(parts)
    if total <= 0 or wanted <= 0:
        return 0.0
    share = min(1.0, wanted / total)
    for place, part in enumerate(parts):
        if part:
            rooms[place] += sign * share * part
    return share * total


def _sums(values: Iterable[float]) -> list[float]:
    return [0.0, *accumulate(values)]
