"""Reads YAML files so that every value remembers where it stands.

Comes in: a file of content/. Goes out: a `Document`: plain lists, mappings and text, and the place of
each. Every scalar is the text that stands there (`NO`, `010`, `12:30`, `1.10`); typing is the work of
`jianbao.load.records`.

Only what the contract needs of YAML is read: no anchors, aliases, tags or merge keys, one document a
file, and limits on size and depth, checked while reading, before anything is built.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import yaml

from jianbao.diagnostics import Findings, Place
from jianbao.load.complaints import explain, find_slip
from jianbao.load.documents import Document, Loc, Scalar

MAX_FILE_BYTES = 256 * 1024
MAX_LIST_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 12
BYTES_OF_A_VALUE = 20
"""A file may hold a value for so many of the bytes that it may have: no real one comes near that."""

Reader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """A file that cannot be read further; its finding is noted already."""


def read_document(
    file: Path, path: str, findings: Findings, *, limit: int = MAX_FILE_BYTES
) -> Document | None:
    """Read one file, `path` being its name in messages; return None where it cannot be read at all."""
    text = _read_text(file, path, findings, limit)
    if text is None or _holds_controls(path, text, findings):
        return None
    document = Document(path, lines=tuple(text.split("\n")))
    try:
        document.data = _Builder(document, findings, limit // BYTES_OF_A_VALUE).build(text)
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        _report_invalid(document, error, findings)
        return None
    return document


def _report_invalid(document: Document, error: yaml.MarkedYAMLError, findings: Findings) -> None:
    mark = error.problem_mark or error.context_mark
    written = document.lines[mark.line] if mark and mark.line < len(document.lines) else ""
    if mark and "\t" in written[: len(written) - len(written.lstrip())]:
        place = Place(document.path, mark.line + 1, written.index("\t") + 1)
        findings.fault(place, "a tab stands in the indentation", "indent with spaces only")
        return
    slip = find_slip(document.lines, mark.line, (error.context_mark or mark).line) if mark else None
    if slip:
        place = document.place_at(slip.line, slip.column)
        findings.fault(place, slip.complaint.message, slip.complaint.hint)
        return
    complaint = explain(error.problem or "", error.context or "")
    mark = (complaint.at_context and error.context_mark) or mark
    findings.fault(
        document.place_at(mark.line, mark.column) if mark else Place(document.path),
        complaint.message,
        complaint.hint,
    )


# YAML 1.1 §5.1: what may stand in a file; without the line breaks that no editor shows as such
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_CONTROLS = 20


def _read_text(file: Path, path: str, findings: Findings, limit: int) -> str | None:
    try:
        with file.open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        findings.fault(Place(path), f"the file cannot be read: {error.strerror}", "check its permissions")
        return None
    if len(raw) > limit:
        findings.fault(Place(path), f"the file is larger than {limit // 1024} KiB", "split it")
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        place = _place_of_offset(path, before, len(before))
        findings.fault(place, "the file is not UTF-8", "save it as UTF-8 (GB 18030 files must be converted)")
        return None


def _holds_controls(path: str, text: str, findings: Findings) -> bool:
    found = list(islice(_UNPRINTABLE.finditer(text), _MAX_CONTROLS))
    for match in found:
        place = _place_of_offset(path, text, match.start())
        findings.fault(place, f"the character U+{ord(match[0]):04X} cannot stand in a file", "remove it")
    return bool(found)


def _place_of_offset(path: str, text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


class _Builder:
    """Builds a document from YAML's events, refusing what the contract has no use for."""

    def __init__(self, document: Document, findings: Findings, most: int) -> None:
        self.document = document
        self.findings = findings
        self.most = most
        self.nodes = 0

    def build(self, text: str) -> Any:
        """Return the values of the file's one document."""
        events = iter(yaml.parse(text, Loader=Reader))
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document begins here", "put one thing in each file")
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> Any:
        self._check(event, loc)
        style = event.style if isinstance(event, yaml.ScalarEvent) else None
        self.document._values[loc] = Scalar(*_position(event), _last_line(event), style)
        if isinstance(event, yaml.ScalarEvent):
            absent = not event.style and event.value in ("", "~", "null")
            return None if absent else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, loc)
        return self._mapping(events, loc)

    def _list(self, events: Iterator[yaml.Event], loc: Loc) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, events, (*loc, len(values))))
        return values

    def _mapping(self, events: Iterator[yaml.Event], loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, loc)
            inner = (*loc, key)
            if key in values:
                first = self.document._keys[inner][0] + 1
                line, column = _position(event)
                place = Place(self.document.path, line + 1, column + 1)
                self.findings.fault(
                    place, f'"{key}" stands here a second time (first on line {first})', "keep one of the two"
                )
                self._value(next(events), events, (*inner, "again"))
                continue
            self.document._keys[inner] = _position(event)
            values[key] = self._value(next(events), events, inner)
        return values

    def _key(self, event: yaml.Event, loc: Loc) -> str:
        self._check(event, loc)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "a list or mapping cannot be a key", "write a plain word before the colon")
        if event.value == "<<" and not event.style:
            self._refuse(event, "merge keys (`<<`) are not read", "write the values out")
        return str(event.value)

    def _check(self, event: yaml.Event, loc: Loc) -> None:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases (`*name`) are not read", "write the value out, or quote the text")
        if getattr(event, "anchor", None) is not None:
            self._refuse(event, "anchors (`&name`) are not read", "remove it, or quote the text")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(event, f"tags (`{tag}`) are not read", "remove it, or quote the text")
        if len(loc) > MAX_DEPTH:
            self._refuse(event, f"values are nested deeper than {MAX_DEPTH} levels", "flatten them")
        if self.nodes > self.most:
            self._refuse(event, f"the file holds more than {self.most:,} values", "split it")

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        line, column = _position(event)
        self.findings.fault(Place(self.document.path, line + 1, column + 1), message, hint)
        raise _Refused


def _last_line(event: yaml.Event) -> int:
    """Return the last line of an event, counted from 0; it may end before that line's first character."""
    mark = event.end_mark
    return mark.line - (mark.column == 0) if mark else 0


def _position(event: yaml.Event) -> tuple[int, int]:
    """Return line and column of an event, counted from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)
