"""items/: names become regions, topics and sources; bodies and pictures are judged."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from jianbao.diagnostics import Findings, Place
from jianbao.load.bodies import Mentioned, judge_body
from jianbao.load.extent import Extent
from jianbao.load.names import Index
from jianbao.load.pictures import Pictures
from jianbao.load.records import (
    ItemRecord,
    LooseItemRecord,
    PartRecord,
    PictureRecord,
    Written,
    WrongValue,
    nested,
)
from jianbao.model import Body, Item, ItemId, Part, Picture, PictureFile, Region, Source, Topic

T = TypeVar("T")
Share = Written[ItemRecord] | Written[PartRecord] | Written[LooseItemRecord]


class _Items:
    """What resolving one item needs of the others."""

    def __init__(self, known: "Known", zone: ZoneInfo, findings: Findings) -> None:
        self.known = known
        self.zone = zone
        self.findings = findings
        self.extent = Extent()

    def item(self, item_id: str, written: Written[ItemRecord]) -> Item:
        record = written.record
        self.extent = Extent()
        if record.body is None and not record.parts:
            self.findings.fault(
                written.place(), "the item has neither `body` nor `parts`", "write one of them"
            )
        sources = self.names(self.known.sources, record.source, written, "source")
        return Item(
            id=ItemId(item_id),
            title=record.title,
            subtitle=record.subtitle,
            short_title=record.short_title,
            sources=sources,
            regions=self.names(self.known.regions, record.region, written, "region"),
            topics=self.names(self.known.topics, record.topic, written, "topic"),
            date=record.date,
            status=record.status,
            embargo=self.moment(record.embargo),
            visibility=record.visibility,
            note=record.note,
            body=self.body(record.body, written) if record.body else None,
            pictures=self.images(written, record.images),
            parts=tuple(
                self.part(number, part, sources)
                for number, part in enumerate(nested(written, "parts", record.parts), 1)
            ),
            aliases=tuple(record.aliases),
        )

    def part(self, number: int, written: Written[PartRecord], sources: tuple[Source, ...]) -> Part:
        record = written.record
        self.count(self.extent.take_part(), written.place())
        own = self.names(self.known.sources, record.source, written, "source") if record.source else sources
        return Part(
            number=number,
            regions=self.names(self.known.regions, record.region, written, "region"),
            sources=own,
            title=record.title,
            body=self.body(record.body, written),
            pictures=self.images(written, record.images),
        )

    def check(self, written: Written[LooseItemRecord]) -> None:
        """Note what is wrong with the names, text and pictures of an item that is at fault itself."""
        self.extent = Extent()
        self.check_share(written)
        for part in nested(written, "parts", written.record.parts or []):
            self.count(self.extent.take_part(), part.place())
            self.check_share(part)

    def check_share(self, written: Written[LooseItemRecord]) -> None:
        """Note what is wrong with what an item and its parts have alike."""
        record = written.record
        self.names(self.known.sources, record.source or [], written, "source")
        self.names(self.known.regions, record.region or [], written, "region")
        self.names(self.known.topics, record.topic or [], written, "topic")
        if record.body:
            self.body(record.body, written)
        self.images(written, record.images or [])

    def count(self, wrong: tuple[str, str] | None, place: Place) -> None:
        """Note what there is too much of."""
        if wrong:
            self.findings.fault(place, *wrong)

    def names(self, index: Index[T], names: list[str], written: Share, key: str) -> tuple[T, ...]:
        several = bool(names) and isinstance(written.value(key), list)
        found: list[T] = []
        for number, name in enumerate(names):
            place = written.place(key, number) if several else written.place(key)
            thing = index.find(name, place, self.findings)
            if thing is not None and thing in found:
                again = f'"{name}" is named twice'
                message = again if name in names[:number] else f"{again}, under another name before"
                self.findings.fault(place, message, "name it once")
            elif thing is not None:
                found.append(thing)
        return tuple(found)

    def moment(self, embargo: dt.datetime | None) -> dt.datetime | None:
        """Return an embargo as an aware moment; what names no zone is meant in the publication's."""
        if embargo is None or embargo.tzinfo is not None:
            return embargo
        return embargo.replace(tzinfo=self.zone)

    def body(self, text: str, written: Share) -> Body:
        excess = self.extent.take(text)
        if excess:
            place = written.place_in(("body",), excess.offset)
            self.findings.fault(place, excess.message, excess.hint)
            return Body(markdown=text)
        judgement = judge_body(text)
        for fault in judgement.faults:
            place = written.place_in(("body",), fault.offset)
            self.findings.fault(place, fault.message, fault.hint)
        for warning in judgement.warnings:
            place = written.place_in(("body",), warning.offset)
            self.findings.warn(place, warning.message, warning.hint)
        for index, named in (
            (self.known.item_ids, judgement.items),
            (self.known.issue_ids, judgement.issues),
        ):
            for mentioned in named:
                place = written.place_in(("body",), mentioned.offset)
                index.find(mentioned.target, place, self.findings)
        shown = (self.inline(picture, written) for picture in judgement.pictures)
        links = (
            *(f"item:{link.target}" for link in judgement.items),
            *(f"issue:{link.target}" for link in judgement.issues),
        )
        return Body(markdown=text, pictures=tuple(file for file in shown if file), links=links)

    def inline(self, picture: Mentioned, written: Share) -> PictureFile | None:
        self.count(self.extent.take_picture(), written.place_in(("body",), picture.offset))
        try:
            return self.known.pictures.find(picture.target)
        except WrongValue as wrong:
            place = written.place_in(("body",), picture.offset)
            self.findings.fault(place, wrong.message, wrong.hint)
            return None

    def images(self, written: Share, records: Sequence[PictureRecord | None]) -> tuple[Picture, ...]:
        found: list[Picture] = []
        for entry in nested(written, "images", records):
            record = entry.record
            self.count(self.extent.take_picture(), entry.place("file"))
            try:
                file = self.known.pictures.find(record.file)
            except WrongValue as wrong:
                self.findings.fault(entry.place("file"), wrong.message, wrong.hint)
            else:
                found.append(Picture(file=file, alt=record.alt, caption=record.caption, credit=record.credit))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Known:
    """What items may name: facets, pictures, and in links the ids of items and issues."""

    regions: Index[Region]
    topics: Index[Topic]
    sources: Index[Source]
    pictures: Pictures
    item_ids: Index[str]
    issue_ids: Index[str]


def resolve_items(
    written: Mapping[str, Written[ItemRecord]],
    known: Known,
    timezone: str,
    *,
    at_fault: Iterable[Written[LooseItemRecord]],
    findings: Findings,
) -> tuple[Item, ...]:
    """Return the items, newest first, and check what is left of those `at_fault`.

    `timezone` is the one in which embargoes are meant.
    """
    resolver = _Items(known, ZoneInfo(timezone), findings)
    items = [resolver.item(item_id, entry) for item_id, entry in written.items()]
    for entry in at_fault:
        resolver.check(entry)
    _refuse_twin_titles(written.values(), findings)
    return tuple(sorted(items, key=lambda item: (-item.date.toordinal(), item.id)))


def _refuse_twin_titles(written: Iterable[Written[ItemRecord]], findings: Findings) -> None:
    first: dict[str, Written[ItemRecord]] = {}
    for entry in written:
        twin = first.setdefault(" ".join(entry.record.title.split()), entry)
        if twin is not entry:
            message = f"the title stands in {twin.place('title')} already"
            findings.fault(
                entry.place("title"), message, "remove one of the two items, or tell their titles apart"
            )
