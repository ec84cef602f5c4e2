"""Looks up what a name means, and offers the nearest names where it means nothing."""

import difflib
import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Generic, TypeVar

from jianbao.diagnostics import Findings, Place

MAX_OFFERS = 20
MAX_COMPARED = 100
MAX_LENGTH = 200
"""How many faults of one kind are given near names, among how many, and of how many characters."""

T = TypeVar("T")


class Index(Generic[T]):
    """The things of one kind by every name they may be called.

    `kind` is the word for one of them in messages, `home` the file a new one is added to. `broken` are
    names of things that exist but are at fault themselves: naming them is no further fault. `renamed`
    says what a former name has become, `called` which ids have a name that is no key here. An index that
    is not `complete` (its file could not be read) knows too little to complain.
    """

    def __init__(self, kind: str, home: str) -> None:
        self.kind = kind
        self.home = home
        self.broken: set[str] = set()
        self.renamed: Mapping[str, str] = {}
        self.called: dict[str, list[str]] = {}
        self._offers = Offers()
        self.complete = True
        self._things: dict[str, list[tuple[str, T]]] = {}

    def add(self, names: Sequence[str], thing: T) -> None:
        """Make a thing known by its names, of which the first is its code or id."""
        for name in dict.fromkeys(names):
            self._things.setdefault(name, []).append((names[0], thing))

    def find(self, name: str, place: Place, findings: Findings) -> T | None:
        """Return what `name` means, or note at `place` that it means nothing, or more than one thing."""
        found = self._things.get(name, [])
        if len(found) == 1:
            return found[0][1]
        if len(found) > 1:
            keys = _either(key for key, _ in found)
            findings.fault(
                place, f'"{name}" is the name of {len(found)} {self.kind}s', f"write {keys} instead"
            )
        elif self.complete and name not in self.broken:
            findings.fault(place, f'unknown {self.kind} "{name}"', self._hint(name))
        return None

    def get(self, name: str) -> T | None:
        """Return what `name` means, silently."""
        found = self._things.get(name, [])
        return found[0][1] if len(found) == 1 else None

    def _hint(self, name: str) -> str:
        if name in self.renamed:
            return f'write "{self.renamed[name]}", as it is called now'
        if name.startswith(("-", "－")):
            return "write each entry of a list on a line of its own, after `- ` with a plain space"
        if name in self.called:
            return f"write its id, {_either(self.called[name])}"
        near = self._offers.near(name, chain(self._things, self.broken))
        return (
            f"did you mean {_either(near)}? If not, add it to {self.home}"
            if near
            else f"add it to {self.home}"
        )


class Offers:
    """Offers near names for the first few that mean nothing: whoever has more of them has another trouble."""

    def __init__(self) -> None:
        self._left = MAX_OFFERS

    def near(self, name: str, names: Iterable[str]) -> list[str]:
        """Return at most three names that look most like `name`, nearest first; none if asked too often."""
        self._left -= 1
        return nearest(name, names) if self._left >= 0 else []


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return at most three names that look most like `name`, nearest first.

    Short Chinese names share few characters, so one in two is near enough. Only those with most characters
    in common are compared in earnest, for that is slow.
    """
    if len(name) > MAX_LENGTH:
        return []
    signs = set(name)

    def likeness(other: str) -> tuple[float, str]:
        others = set(other)
        return len(signs & others) / (len(signs) + len(others) or 1), other

    short = (other for other in names if len(other) <= MAX_LENGTH)
    likely = heapq.nlargest(MAX_COMPARED, short, key=likeness)
    return difflib.get_close_matches(name, sorted(set(likely)), n=3, cutoff=0.5)


def _either(names: Iterable[str]) -> str:
    first = [f'"{name}"' for name in islice(names, 4)]
    return " or ".join(first[:3]) + (" or another of them" if len(first) > 3 else "")
