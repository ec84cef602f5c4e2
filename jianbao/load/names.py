"""Looks up what a name means, and offers the nearest names where it means nothing."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from jianbao.diagnostics import Findings, Place

T = TypeVar("T")


class Index(Generic[T]):
    """The things of one kind by every name they may be called.

    `kind` is the word for one of them in messages, `home` the file a new one is added to. `broken` are
    names of things that exist but are at fault themselves: naming them is no further fault. An index
    that is not `complete` (its file could not be read) knows too little to complain.
    """

    def __init__(self, kind: str, home: str) -> None:
        self.kind = kind
        self.home = home
        self.broken: set[str] = set()
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
            keys = " or ".join(f'"{key}"' for key, _ in found)
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
        near = nearest(name, sorted({*self._things, *self.broken}))
        meant = " or ".join(f'"{other}"' for other in near)
        return f"did you mean {meant}? If not, add it to {self.home}" if near else f"add it to {self.home}"


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return at most three names that look most like `name`, nearest first.

    Short Chinese names share few characters, so one in two is near enough.
    """
    return difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)
