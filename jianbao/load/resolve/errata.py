"""errata/: each correction names an item of an issue that is out, and words that stand in it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from jianbao.diagnostics import Findings
from jianbao.load.names import Index
from jianbao.load.records import ErratumRecord, Written
from jianbao.model import Erratum, Issue, Item, Picture

_COUNT = re.compile(r"[1-9][0-9]*")
"""One way to write each number: a correction slip has it in its address."""


def resolve_errata(
    written: Mapping[str, Written[ErratumRecord]],
    *,
    issues: Index[Issue],
    items: Index[Item],
    findings: Findings,
) -> tuple[Erratum, ...]:
    """Return the corrections, oldest first."""
    found = [_erratum(name, entry, issues, items, findings) for name, entry in written.items()]
    return tuple(sorted((e for e in found if e), key=lambda e: (e.date, e.issue.number, len(e.id), e.id)))


def _erratum(
    name: str, written: Written[ErratumRecord], issues: Index[Issue], items: Index[Item], findings: Findings
) -> Erratum | None:
    record = written.record
    issue = issues.find(record.issue, written.place("issue"), findings)
    item = items.find(record.item, written.place("item"), findings)
    stem, _, count = PurePosixPath(name).name.rpartition("-")
    if stem != record.issue or not _COUNT.fullmatch(count):
        hint = f"call it {record.issue}-1.yml, {record.issue}-2.yml, …"
        findings.fault(written.place("issue"), f'the file is called "{name}"', hint)
    if not issue or not item:
        return None
    if item.id not in {printed.id for printed in issue.items}:
        message = f'the item "{item.id}" is not printed in {issue.id}'
        findings.fault(written.place("item"), message, "name an item of that issue")
    erratum = Erratum(
        id=name,
        issue=issue,
        item=item,
        date=record.date,
        wrong=record.wrong,
        right=record.right,
        note=record.note,
        reprint=record.reprint,
        changes=tuple(sorted(record.changes.items())),
    )
    _check_words(erratum, written, findings)
    return erratum


def _check_words(erratum: Erratum, written: Written[ErratumRecord], findings: Findings) -> None:
    """Make sure that the words stand in the item, as they were printed or corrected already."""
    if erratum.wrong == erratum.right:
        hint = "write in `right` what it should have been"
        findings.fault(written.place("right"), "`wrong` and `right` are the same", hint)
        return
    if erratum.changes:
        return
    texts = [text.replace("*", "") for text in _texts_of(erratum.item)]
    times = sum(text.count(erratum.wrong) for text in texts)
    if not times and not any(erratum.right in text for text in texts):
        message = f'"{erratum.wrong}" does not stand in the item "{erratum.item.id}"'
        findings.fault(written.place("wrong"), message, "write it as it was printed, without its Markdown")
    elif times > 1 and erratum.wrong not in erratum.right:
        message = f'"{erratum.wrong}" stands in the item {times} times; all are corrected'
        findings.warn(written.place("wrong"), message, "write more of the sentence if only one is meant")


def _texts_of(item: Item) -> Iterator[str]:
    """Yield what of an item a correction can name."""
    pictures: tuple[Picture, ...] = item.pictures
    yield from (item.title, item.subtitle or "", item.short_title or "", item.note or "")
    yield from (item.date.isoformat(), *(body.markdown for body in item.bodies))
    for part in item.parts:
        yield part.title or ""
        pictures += part.pictures
    for picture in pictures:
        yield from (picture.alt, picture.caption or "", picture.credit or "")
