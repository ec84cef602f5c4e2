"""From files to the model, with every fault of every file found in one run.

Comes in: the content folder. Goes out: `Loaded`, the publication as it is true, with the bytes of its
pictures and what editors should look at. Content at fault goes out as one `ContentFault`.
"""

import os
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from jianbao.diagnostics import ContentFault, Diagnostic, Findings, Place, UsageFault
from jianbao.load.characters import check_characters
from jianbao.load.documents import Document
from jianbao.load.files import MAX_FILE_BYTES, MAX_LIST_BYTES, read_document
from jianbao.load.folder import ContentFolder, list_files
from jianbao.load.names import Index
from jianbao.load.oversights import weigh_dates, weigh_items, weigh_pictures, weigh_writing
from jianbao.load.pictures import Pictures
from jianbao.load.records import (
    ErratumRecord,
    IssueRecord,
    ItemRecord,
    LooseIssueRecord,
    LooseItemRecord,
    LoosePublicationRecord,
    LooseRecipientsRecord,
    PublicationRecord,
    RecipientsRecord,
    RegionRecord,
    SourceRecord,
    TopicRecord,
    Written,
    read_loosely,
    shape,
    shape_list,
)
from jianbao.load.records.loose import LooseRecord
from jianbao.load.records.shapes import Record
from jianbao.load.resolve import (
    Counting,
    Known,
    check_numbering,
    resolve_aliases,
    resolve_errata,
    resolve_imprint,
    resolve_issues,
    resolve_items,
    resolve_recipients,
    resolve_regions,
    resolve_sources,
    resolve_topics,
)
from jianbao.model import (
    Addressee,
    Imprint,
    Issue,
    Item,
    ItemStatus,
    Publication,
    Region,
    Source,
    Topic,
    Visibility,
)

RecordT = TypeVar("RecordT", bound=Record)
LooseT = TypeVar("LooseT", bound=LooseRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A publication without faults, its pictures by path (read when asked for), and what to look at.

    `documents` are the files as they were written, by name: `items/2020/x`, `issues/2020-03`.
    """

    publication: Publication
    pictures: Mapping[str, bytes]
    documents: Mapping[str, Document]
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
    return Loaded(
        publication=publication,
        pictures=reader.pictures,
        documents=reader.documents,
        warnings=findings.warnings,
    )


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
        self.pictures = Pictures(files.root / "images", files.name("images"), files.pictures)
        self.documents: dict[str, Document] = {}

    def read(self) -> Publication | None:
        imprint, counted = self.read_imprint()
        regions = resolve_regions(
            self.read_list("regions", RegionRecord, self.regions), self.regions, self.findings
        )
        topics = resolve_topics(
            self.read_list("topics", TopicRecord, self.topics), self.topics, self.findings
        )
        written_sources = self.read_list("sources", SourceRecord, self.sources)
        sources = resolve_sources(written_sources, self.regions, self.sources, self.findings)
        countable = self.read_recipients()
        written, faulty_items = self.read_each("items", self.files.items, ItemRecord, self.items)
        written_issues, faulty_issues = self.read_each("issues", self.files.issues, IssueRecord, self.issues)
        self.items.renamed = resolve_aliases("item", written, self.files.items, self.findings)
        self.issues.renamed = resolve_aliases("issue", written_issues, self.files.issues, self.findings)
        known = Known(
            self.regions,
            self.topics,
            self.sources,
            self.pictures,
            item_ids=_ids(self.items, self.files.items),
            issue_ids=_ids(self.issues, self.files.issues),
        )
        items = resolve_items(
            written,
            known,
            imprint.timezone if imprint else "UTC",
            at_fault=_loosely(faulty_items, LooseItemRecord),
            findings=self.findings,
        )
        for item in items:
            self.items.add((item.id,), item)
        issues = resolve_issues(
            written_issues,
            at_fault=_loosely(faulty_issues, LooseIssueRecord),
            items=self.items,
            addressees=self.addressees,
            counting=Counting(
                archive_copies=counted.archive_copies if counted and countable else None,
                sealed=self.files.sealed,
            ),
            findings=self.findings,
        )
        for name, issue in issues.items():
            self.issues.add((name,), issue)
        if counted and counted.numbering:
            check_numbering(
                issues, written_issues, counted.numbering, unread=self.issues.broken, findings=self.findings
            )
        errata_files, _ = self.read_each("errata", self.files.errata, ErratumRecord, None)
        errata = resolve_errata(errata_files, issues=self.issues, items=self.items, findings=self.findings)
        self.report_unprinted(items, issues, written)
        sealed = self.files.sealed
        unsealed = {name: issue for name, issue in issues.items() if name not in sealed}
        weigh_dates(unsealed, written_issues, written, self.findings)
        weigh_items(written, self.findings)
        if not self.items.broken:
            weigh_pictures(self.pictures, self.findings)
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

    def read_imprint(self) -> tuple[Imprint | None, LoosePublicationRecord | None]:
        """Return who publishes and, even where that is at fault, what issues are counted by."""
        if "publication" not in self.files.lists:
            place = Place(self.files.name("publication.yml"))
            self.findings.fault(place, "the file is missing", "write there who publishes (docs/editors.md)")
            return None, None
        document = self.open(self.files.lists["publication"], "publication.yml")
        if document is None:
            return None, None
        written = shape(document, PublicationRecord, self.findings)
        counted = read_loosely(document, LoosePublicationRecord)
        imprint = resolve_imprint(written, self.findings) if written else None
        return imprint, counted.record if counted else None

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
                index.broken |= set(_texts(value))
        return written

    def read_recipients(self) -> bool:
        """Make the recipients known; say whether their copies can be counted."""
        if "recipients" not in self.files.lists:
            return True
        faults = len(self.findings.faults)
        document = self.open(self.files.lists["recipients"], "recipients.yml", limit=MAX_LIST_BYTES)
        if document:
            shape(document, RecipientsRecord, self.findings)
        written = read_loosely(document, LooseRecipientsRecord) if document else None
        if written:
            self.addressees.broken |= _ids_of_unsound_entries(written)
            resolve_recipients(written, self.addressees, self.findings)
        else:
            self.addressees.complete = False
        return len(self.findings.faults) == faults

    def read_each(
        self,
        folder: str,
        files: Mapping[str, Path],
        kind: type[RecordT],
        index: Index[Item] | Index[Issue] | None,
    ) -> tuple[dict[str, Written[RecordT]], list[Document]]:
        """Return what has its shape, by name, and the documents that have not."""
        written: dict[str, Written[RecordT]] = {}
        at_fault: list[Document] = []
        for name, file in files.items():
            document = self.open(file, f"{folder}/{name}.yml")
            record = shape(document, kind, self.findings) if document else None
            if document and record:
                self.documents[f"{folder}/{name}"] = document
                written[name] = record
                continue
            at_fault += [document] if document else []
            if index:
                index.broken.add(name)
        return written, at_fault

    def open(self, file: Path, name: str, *, limit: int = MAX_FILE_BYTES) -> Document | None:
        document = read_document(file, self.files.name(name), self.findings, limit=limit)
        if document:
            check_characters(document, self.glyphs, self.findings)
            weigh_writing(document, self.findings)
        return document

    def report_unprinted(
        self, items: tuple[Item, ...], issues: Mapping[str, Issue], written: Mapping[str, Written[ItemRecord]]
    ) -> None:
        if self.issues.broken:
            return
        printed = {item.id for issue in issues.values() for item in issue.items}
        for item in items:
            if item.id not in printed and item.status is ItemStatus.READY:
                public = item.visibility is Visibility.PUBLIC
                message = "the item stands in no issue"
                message += ", and comes onto the website all the same" if public else ""
                hint = "list it in one, or set its status to draft"
                self.findings.warn(written[item.id].place(), message, hint)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text within a value, whatever its key."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _loosely(documents: list[Document], kind: type[LooseT]) -> list[Written[LooseT]]:
    return [written for document in documents if (written := read_loosely(document, kind))]


def _ids_of_unsound_entries(written: Written[LooseRecipientsRecord]) -> set[str]:
    record, data = written.record, written.document.data
    lists = (("recipients", record.recipients or []), ("groups", record.groups or []))
    unsound = [
        data[key][number] for key, entries in lists for number, entry in enumerate(entries) if not entry
    ]
    return {value["id"] for value in unsound if isinstance(value, dict) and isinstance(value.get("id"), str)}


def _ids(things: Index[Item] | Index[Issue], files: Mapping[str, Path]) -> Index[str]:
    """Return the ids of items or issues as links name them, sound or not."""
    index = Index[str](things.kind, things.home)
    index.renamed = things.renamed
    for name in files:
        index.add((name,), name)
    return index
