"""What of an issue is sealed: every value that was written, picture by picture, item by item.

Comes in: the documents of an issue and its items, the pictures as they lie in content/, and the text of the
issue's page. Goes out: `Fact`s by name. Values are hashed as they were written, not as they are understood,
so a lock stays good when the program learns more.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from jianbao.diagnostics import Place
from jianbao.model import Erratum, Group, Issue, Item

_MOST_TRIED = 2_000_000
"""Characters that are looked through to find the one place of several at which a text was corrected."""
_LONGEST = 250_000
"""Characters of a text on which a correction is tried: several times what one may have."""
_FREE = frozenset({"status", "aliases"})
"""Keys that may change after an issue is out: how far it has come, and where it was found before."""


class Written(Protocol):
    """A file as it was written: its values, and the place of each."""

    data: Any

    def place(self, *loc: str | int) -> Place:
        """Return where a value stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was issued: what it is, where it stands, and its SHA-256; `text` if it is a text.

    `item` is the item to which it belongs, if it belongs to one.
    """

    name: str
    place: Place
    sha256: str
    text: str | None = None
    item: str | None = None

    def is_explained(self, sealed: str, errata: tuple[Erratum, ...]) -> bool:
        """Say whether corrections account for the difference from what was sealed."""
        if any(erratum.changes_to(self.name) == self.sha256 for erratum in errata):
            return True
        return any(sum_of_text(text) == sealed for text in self._before(errata))

    def _before(self, errata: tuple[Erratum, ...]) -> Iterator[str]:
        """Yield what the text may have been before its item was corrected."""
        if self.text is None:
            return
        text = self.text
        for erratum in reversed([e for e in errata if e.item and e.item.id == self.item]):
            places = text.split(erratum.right)
            if len(places) * len(text) <= _MOST_TRIED:
                for cut in range(1, len(places)):
                    yield erratum.right.join(places[:cut]) + erratum.wrong + erratum.right.join(places[cut:])
            if len(text) + len(places) * len(erratum.wrong) > _LONGEST:
                return
            text = erratum.wrong.join(places)
            yield text


def facts_of(
    issue: Issue,
    *,
    documents: Mapping[str, Written],
    picture: Callable[[str], bytes],
    picture_place: Callable[[str], Place],
    page: Mapping[str, str],
) -> dict[str, Fact]:
    """Return what is sealed of an issue, by name.

    `documents` are the files by name (`issues/2020-03`, `items/2020/x`), `picture` reads a picture as it lies
    in content/, `page` is the text of the issue's page by the id of the item it tells, or `head`.
    """
    found: list[Fact] = []
    own = documents[f"issues/{issue.id}"]
    found += _written_in(own, "issue", None, without={"contents"})
    found.append(_fact("issue: contents", own.place("contents"), _contents_of(issue)))
    found += _groups_of(issue, own.place("distribution"))
    for item in issue.items:
        found += _written_in(documents[f"items/{item.id}"], f"items/{first_id(item)}", item.id)
        for file in item.picture_files:
            name, place = f"images/{file.path}", picture_place(file.path)
            digest = hashlib.sha256(picture(file.path)).hexdigest()
            found.append(Fact(name=name, place=place, sha256=digest, item=item.id))
    items = {str(item.id): item for item in issue.items}
    for name, text in page.items():
        document = documents[f"items/{name}"] if name in items else own
        shown = first_id(items[name]) if name in items else name
        found.append(_fact(f"page: {shown}", document.place(), text, item=name if name in items else None))
    return {fact.name: fact for fact in found}


def _groups_of(issue: Issue, place: Place) -> Iterator[Fact]:
    """Yield the names of the groups that the colophon prints; recipients are sealed with their copies."""
    for _, addressees in issue.distribution.lists:
        for addressee in addressees:
            if isinstance(addressee, Group):
                yield _fact(f"recipients: {addressee.id}", place, addressee.name)


def _contents_of(issue: Issue) -> str:
    """Return the order of the items and their sections as one text."""
    return json.dumps(
        [[section.heading, [first_id(item) for item in section.items]] for section in issue.sections],
        ensure_ascii=False,
    )


def first_id(item: Item) -> str:
    """Return the id under which an item was first known: its oldest alias, for those are listed first."""
    return item.aliases[0] if item.aliases else item.id


def _written_in(
    document: Written, name: str, item: str | None, *, without: set[str] | None = None
) -> Iterator[Fact]:
    for loc, text in _leaves(document.data):
        if loc[0] in _FREE or loc[0] in (without or ()):
            continue
        path = " ".join(str(step + 1) if isinstance(step, int) else step for step in loc)
        yield _fact(f"{name}: {path}", document.place(*loc), text, item=item)


def _leaves(value: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text by its way in; a list of texts is one, for its order counts. Empty values are none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*loc, key))
    elif isinstance(value, list) and any(isinstance(inner, dict | list) for inner in value):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*loc, number))
    elif isinstance(value, list):
        yield loc, json.dumps(value, ensure_ascii=False)
    elif value is not None:
        yield loc, value


def _fact(name: str, place: Place, text: str, *, item: str | None = None) -> Fact:
    return Fact(name=name, place=place, sha256=sum_of_text(text), text=text, item=item)


def sum_of_text(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
