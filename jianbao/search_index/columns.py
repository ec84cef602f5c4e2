"""The facets of all records as one small file, and the records in which each single unit stands.

Comes in: records in their order. Goes out: JSON. A record is known by its place in that order, from 0.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jianbao.artifact import Artifact
from jianbao.model import Facet, Region, Source, Topic, lineage
from jianbao.outputs.website import SearchRecord
from jianbao.search_index.tokens import normalized, units_of

SHELVES = 64
"""Over how many files the units are spread; the search page knows the same number, and how."""

_LETTERS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")
_BEYOND = 0x100
"""Characters that stand for facets: the first of a row have one of ASCII that JSON need not escape."""


def facet_file(records: Sequence[SearchRecord], heavy: Iterable[str]) -> Artifact:
    """Return search/records.json: the facets met, in their trees, for each record those it names itself.

    `heavy` are the pairs that are no tokens.
    """
    data: dict[str, Any] = {
        "kind": "".join(record.kind.value for record in records),
        "year": [record.year for record in records],
        "heavy": sorted(heavy),
    }
    for name, rows in (
        ("region", [record.regions for record in records]),
        ("topic", [record.topics for record in records]),
        ("source", [record.sources for record in records]),
    ):
        met = _met(rows)
        place = {facet.key: number for number, facet in enumerate(met)}
        data[f"{name}s"] = [[facet.key, facet.name, place.get(_parent(facet), -1)] for facet in met]
        data[name] = "".join(_cell([place[facet.key] for facet in row]) for row in rows)
    return Artifact("search/records.json", json_bytes(data))


def unit_files(records: Sequence[SearchRecord]) -> Iterator[Artifact]:
    """Yield search/units/0.json to 63.json: for each single unit the distances from record to record."""
    standing: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        for unit in {unit.lower() for unit in units_of(normalized(record.whole))}:
            standing.setdefault(unit, []).append(place)
    shelves: list[dict[str, list[int]]] = [{} for _ in range(SHELVES)]
    for unit, places in sorted(standing.items()):
        shelves[_shelf(unit)][unit] = distances(places)
    for number, shelf in enumerate(shelves):
        yield Artifact(f"search/units/{number}.json", json_bytes(shelf))


def _shelf(unit: str) -> int:
    """Return where a unit is kept: Latin words with all that begin with the same two letters."""
    return sum(ord(letter) * factor for letter, factor in zip(unit, (1, 31), strict=False)) % SHELVES


def distances(places: Sequence[int]) -> list[int]:
    """Write places as the distances from each to the next, the first from 0: small numbers pack well."""
    return [place - before for before, place in zip([0, *places], places, strict=False)]


def json_bytes(data: Any) -> bytes:
    """Write JSON without a space that could be left away."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _met(rows: Sequence[Sequence[Facet]]) -> list[Facet]:
    """Return the facets of all records and what they lie in, each after that."""
    met = {node.key: node for row in rows for facet in row for node in _line(facet)}
    return sorted(met.values(), key=lambda facet: [node.key for node in _line(facet)])


def _line(facet: Facet) -> Sequence[Facet]:
    match facet:
        case Region():
            return lineage(facet)
        case Topic():
            return lineage(facet)
        case Source():
            return (facet,)


def _cell(places: Sequence[int]) -> str:
    """Write the facets that a record names, a character each, between ! and a space unless there is just one.

    That packs better than numbers: every search loads it.
    """
    written = "".join(map(_letter, places))
    return written if len(places) == 1 else f"!{written} "


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else chr(_BEYOND + place - len(_LETTERS))


def _parent(facet: Facet) -> str:
    return "" if isinstance(facet, Source) or facet.parent is None else facet.parent.key
