"""From files to the model, with every fault of every file found in one run.

Comes in: the content folder. Goes out: `Loaded`, the publication as it is true, with the bytes of its
pictures and what editors should look at. Content at fault goes out as one `ContentFault`.
"""

import os
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jianbao.diagnostics import ContentFault, Diagnostic, Findings, Place, UsageFault
from jianbao.load.characters import check_characters
from jianbao.load.files import MAX_FILE_BYTES, MAX_LIST_BYTES, Document, read_document
from jianbao.load.folder import ContentFolder, list_files
from jianbao.load.names import Index
from jianbao.load.records import (
    ErratumRecord,
    IssueRecord,
    ItemRecord,
    PublicationRecord,
    RecipientsRecord,
    RegionRecord,
    SourceRecord,
    TopicRecord,
    Written,
    shape,
    shape_list,
)
from jianbao.load.records.shapes import Record
from jianbao.load.resolve import (
    Known,
    Pictures,
    check_numbering,
    resolve_errata,
    resolve_imprint,
    resolve_issues,
    resolve_items,
    resolve_recipients,
    resolve_regions,
    resolve_sources,
    resolve_topics,
)
from jianbao.model import Addressee, Issue, Item, ItemStatus, Numbering, Publication, Region, Source, Topic

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A publication without faults, the bytes of its pictures by path, and what to look at."""

    publication: Publication
    pictures: Mapping[str, bytes]
    warnings: tuple[Diagnostic, ...] = ()


def read_publication(folder: Path, *, glyphs: Container[int] | None = None) -> Loaded:
    """Read a content folder; `glyphs` are the code points that its fonts have, where they are to be checked.

    Raises:
        ContentFault: anything in it is at fault; carries every fault and warning.
        UsageFault: there is no such folder.
    """
    if not folder.is_dir():
        raise UsageFault(f"there is no folder {folder}; name the content folder with --content")
    findings = Findings()
    files = list_files(folder, os.fspath(folder).rstrip("/"), findings)
    reader = _Reader(files, glyphs, findings)
    publication = reader.read()
    if publication is None or findings.faults:
        raise ContentFault(findings)
    return Loaded(publication=publication, pictures=reader.pictures.shown, warnings=findings.warnings)


class _Reader:
    """One reading of a content folder: every file once, in the order in which they build on each other."""

    def __init__(self, files: ContentFolder, glyphs: Container[int] | None, findings: Findings) -> None:
        self.files = files
        self.glyphs = glyphs
        self.findings = findings
        self.regions = Index[Region]("region", files.name("regions.yml"))
        self.topics = Index[Topic]("topic", files.name("topics.yml"))
        self.sources = Index[Source]("source", files.name("sources.yml"))
        self.addressees = Index[Addressee]("recipient", files.name("recipients.yml"))
        self.items = Index[Item]("item", files.name("items/"))
        self.issues = Index[Issue]("issue", files.name("issues/"))
        self.pictures = Pictures(files.root / "images", files.pictures)

    def read(self) -> Publication | None:
        imprint_file = self.read_imprint()
        imprint = resolve_imprint(imprint_file, self.findings) if imprint_file else None
        regions = resolve_regions(
            self.read_list("regions", RegionRecord, self.regions), self.regions, self.findings
        )
        topics = resolve_topics(
            self.read_list("topics", TopicRecord, self.topics), self.topics, self.findings
        )
        written_sources = self.read_list("sources", SourceRecord, self.sources)
        sources = resolve_sources(written_sources, self.regions, self.sources, self.findings)
        self.read_recipients()
        written = self.read_each("items", self.files.items, ItemRecord, self.items)
        written_issues = self.read_each("issues", self.files.issues, IssueRecord, self.issues)
        known = Known(
            self.regions,
            self.topics,
            self.sources,
            self.pictures,
            item_ids=_ids("item", self.files.items),
            issue_ids=_ids("issue", self.files.issues),
        )
        items = resolve_items(written, known, imprint.timezone if imprint else "UTC", self.findings)
        for item in items:
            self.items.add((item.id,), item)
        issues = resolve_issues(
            written_issues,
            items=self.items,
            addressees=self.addressees,
            archive_copies=imprint.archive_copies if imprint else 0,
            findings=self.findings,
        )
        for name, issue in issues.items():
            self.issues.add((name,), issue)
        numbering = imprint.numbering if imprint else Numbering.YEARLY
        check_numbering(issues, written_issues, numbering, self.findings)
        errata_files = self.read_each("errata", self.files.errata, ErratumRecord, None)
        errata = resolve_errata(errata_files, issues=self.issues, items=self.items, findings=self.findings)
        self.report_unprinted(items, issues, written)
        if imprint is None:
            return None
        return Publication(
            imprint=imprint,
            regions=regions,
            topics=topics,
            sources=sources,
            items=items,
            issues=tuple(sorted(issues.values(), key=lambda issue: (issue.date, issue.number))),
            errata=errata,
        )

    def read_imprint(self) -> Written[PublicationRecord] | None:
        if "publication" not in self.files.lists:
            place = Place(self.files.name("publication.yml"))
            self.findings.fault(place, "the file is missing", "write there who publishes (docs/editors.md)")
            return None
        document = self.open(self.files.lists["publication"], "publication.yml")
        return shape(document, PublicationRecord, self.findings) if document else None

    def read_list(
        self, name: str, kind: type[RecordT], index: Index[Region] | Index[Topic] | Index[Source]
    ) -> list[Written[RecordT]]:
        if name not in self.files.lists:
            return []
        document = self.open(self.files.lists[name], f"{name}.yml", limit=MAX_LIST_BYTES)
        if document is None or not isinstance(document.data, list | None):
            index.complete = False
        if document is None:
            return []
        written = shape_list(document, kind, self.findings)
        sound = {entry.loc for entry in written}
        for number, value in enumerate(document.data or []):
            if (number,) not in sound and isinstance(value, dict):
                index.broken |= {name for name in value.values() if isinstance(name, str)}
        return written

    def read_recipients(self) -> None:
        if "recipients" not in self.files.lists:
            return
        document = self.open(self.files.lists["recipients"], "recipients.yml", limit=MAX_LIST_BYTES)
        written = shape(document, RecipientsRecord, self.findings) if document else None
        if written:
            resolve_recipients(written, self.addressees, self.findings)
        else:
            self.addressees.complete = False

    def read_each(
        self,
        folder: str,
        files: Mapping[str, Path],
        kind: type[RecordT],
        index: Index[Item] | Index[Issue] | None,
    ) -> dict[str, Written[RecordT]]:
        written: dict[str, Written[RecordT]] = {}
        for name, file in files.items():
            document = self.open(file, f"{folder}/{name}.yml")
            record = shape(document, kind, self.findings) if document else None
            if record:
                written[name] = record
            elif index:
                index.broken.add(name)
        return written

    def open(self, file: Path, name: str, *, limit: int = MAX_FILE_BYTES) -> Document | None:
        document = read_document(file, self.files.name(name), self.findings, limit=limit)
        if document:
            check_characters(document, self.glyphs, self.findings)
        return document

    def report_unprinted(
        self, items: tuple[Item, ...], issues: Mapping[str, Issue], written: Mapping[str, Written[ItemRecord]]
    ) -> None:
        printed = {item.id for issue in issues.values() for item in issue.items}
        for item in items:
            if item.id not in printed and item.status is ItemStatus.READY:
                place = written[item.id].place()
                self.findings.warn(
                    place, "the item stands in no issue", "list it in one, or set its status to draft"
                )


def _ids(kind: str, files: Mapping[str, Path]) -> Index[str]:
    index = Index[str](kind, f"{kind}s/")
    for name in files:
        index.add((name,), name)
    return index
