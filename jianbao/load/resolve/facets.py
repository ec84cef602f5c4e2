"""regions.yml, topics.yml and sources.yml: two trees and a list, known by code or id, name and alias."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from jianbao.diagnostics import Findings
from jianbao.load.names import Index, Offers
from jianbao.load.records import RegionRecord, SourceRecord, TopicRecord, Written
from jianbao.model import Region, Source, Topic, lineage

MAX_LEVELS = 20
Node = TypeVar("Node", Region, Topic)
NodeRecord = TypeVar("NodeRecord", RegionRecord, TopicRecord)


def resolve_regions(
    written: Iterable[Written[RegionRecord]], index: Index[Region], findings: Findings
) -> tuple[Region, ...]:
    """Return the regions in the order of their codes, and make them known to `index`."""

    def build(record: RegionRecord, parent: Region | None) -> Region:
        return Region(code=record.code, name=record.name, parent=parent)

    regions = _grow(written, lambda record: record.code, build, "code", index, findings)
    return tuple(sorted(regions, key=lambda region: region.code))


def resolve_topics(
    written: Iterable[Written[TopicRecord]], index: Index[Topic], findings: Findings
) -> tuple[Topic, ...]:
    """Return the topics in the order in which they are written, and make them known to `index`."""

    def build(record: TopicRecord, parent: Topic | None) -> Topic:
        return Topic(id=record.id, name=record.name, parent=parent)

    return _grow(written, lambda record: record.id, build, "id", index, findings)


def resolve_sources(
    written: Iterable[Written[SourceRecord]], regions: Index[Region], index: Index[Source], findings: Findings
) -> tuple[Source, ...]:
    """Return the contributing units in the order in which they are written."""
    sources: dict[str, Source] = {}
    for entry in written:
        record = entry.record
        if record.id in sources:
            findings.fault(entry.place("id"), f'the id "{record.id}" is given twice', "give each its own id")
            index.broken |= {record.name, *record.aliases}
            continue
        region = regions.find(record.region, entry.place("region"), findings) if record.region else None
        source = Source(id=record.id, name=record.name, aliases=tuple(record.aliases), region=region)
        sources[record.id] = source
        index.add((record.id, record.name, *record.aliases), source)
    return tuple(sources.values())


def _grow(
    written: Iterable[Written[NodeRecord]],
    key_of: Callable[[NodeRecord], str],
    build: Callable[[NodeRecord, Node | None], Node],
    key: str,
    index: Index[Node],
    findings: Findings,
) -> tuple[Node, ...]:
    """Build a tree from entries that name their parents, in whatever order they are written."""
    entries: dict[str, Written[NodeRecord]] = {}
    for entry in written:
        if key_of(entry.record) in entries:
            message = f'the {key} "{key_of(entry.record)}" is given twice'
            findings.fault(entry.place(key), message, f"give each its own {key}")
            index.broken.add(entry.record.name)
        else:
            entries[key_of(entry.record)] = entry
    called = _keys_by_name(entries)
    nodes: dict[str, Node] = {}
    offers = Offers()

    def node(name: str, path: tuple[str, ...]) -> Node:
        if name in nodes:
            return nodes[name]
        entry = entries[name]
        parent = entry.record.parent
        above: Node | None = None
        if len(path) > MAX_LEVELS or (parent in nodes and len(lineage(nodes[parent])) >= MAX_LEVELS):
            message = f"more than {MAX_LEVELS} levels lie within each other"
            findings.fault(entry.place("parent"), message, "name one that lies higher")
        elif parent in (*path, name):
            ring = path[path.index(parent) :] if parent in path else ()
            between = " and ".join(f'"{other}"' for other in reversed(ring))
            message = f'"{name}" lies within itself' + (f", by way of {between}" if between else "")
            findings.fault(entry.place("parent"), message, "name the one it lies in, or leave `parent` out")
        elif parent in entries:
            above = node(parent, (*path, name))
        elif parent is not None and parent not in index.broken:
            near = " or ".join(
                f'"{other}"' for other in called.get(parent, [])[:3] or offers.near(parent, entries)
            )
            hint = f"did you mean {near}?" if near else f"give the {key} of one in this file"
            findings.fault(entry.place("parent"), f'unknown {key} "{parent}"', hint)
        nodes[name] = build(entry.record, above)
        return nodes[name]

    for name in entries:
        grown = node(name, ())
        index.add((name, grown.name), grown)
    return tuple(nodes[name] for name in entries)


def _keys_by_name(entries: Mapping[str, Written[NodeRecord]]) -> dict[str, list[str]]:
    called: dict[str, list[str]] = {}
    for name, entry in entries.items():
        called.setdefault(entry.record.name, []).append(name)
    return called
