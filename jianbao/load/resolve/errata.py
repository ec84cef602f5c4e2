"""errata/: each correction names an item of an issue that is out, and words that stand in it."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from jianbao.diagnostics import Findings
from jianbao.load.names import Index
from jianbao.load.records import ErratumRecord, Written
from jianbao.markup import render_markdown
from jianbao.model import Body, Erratum, Issue, Item, Picture

_COUNT = re.compile(r"[1-9][0-9]*")
"""One way to write each number: a correction slip has it in its address."""
MAX_OF_ITEM = 50
"""Corrections of one item: each is looked for in all of its text, wherever that is published."""
MAX_MARKED = 20_000
"""Characters that one correction may put into an item: both readings and their marks, wherever they stand."""
_MARKS = 100


def resolve_errata(
    written: Mapping[str, Written[ErratumRecord]],
    *,
    issues: Index[Issue],
    items: Index[Item],
    findings: Findings,
) -> tuple[Erratum, ...]:
    """Return the corrections, oldest first."""
    found = [_erratum(name, entry, issues, items, findings) for name, entry in written.items()]
    of_item: Counter[str] = Counter()
    for erratum in filter(None, found):
        of_item[erratum.item.id] += 1
        if of_item[erratum.item.id] == MAX_OF_ITEM + 1:
            message = f'the item "{erratum.item.id}" has more than {MAX_OF_ITEM} corrections'
            findings.fault(written[erratum.id].place("item"), message, "print the item anew, corrected")
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
    times = _check_words(erratum, written, findings)
    return replace(erratum, printed=times > 0)


def _check_words(erratum: Erratum, written: Written[ErratumRecord], findings: Findings) -> int:
    """Make sure that the words stand in the item, as they were printed or corrected already.

    Return how often they stand there as they were printed.
    """
    wrong, right = erratum.wrong, erratum.right
    if wrong == right:
        hint = "write in `right` what it should have been"
        findings.fault(written.place("right"), "`wrong` and `right` are the same", hint)
        return 0
    either = re.compile("|".join(map(re.escape, sorted((wrong, right), key=len, reverse=True))))
    found = Counter(match[0] for text in _texts_of(erratum.item) for match in either.finditer(text))
    more = "write more of the sentence"
    if max(found.values(), default=0) * (len(wrong) + len(right) + _MARKS) > MAX_MARKED:
        shown = wrong if found[wrong] else right
        message = f'"{shown}" stands in the item {found[shown]:,} times, too often for each to be corrected'
        findings.fault(written.place("wrong"), message, more)
    elif not found and not erratum.changes:
        message = f'"{wrong}" does not stand in the item "{erratum.item.id}"'
        findings.fault(written.place("wrong"), message, "write it as it was printed, without its Markdown")
    elif found[wrong] > 1 and wrong not in right and not erratum.changes:
        message = f'"{wrong}" stands in the item {found[wrong]} times; all are corrected'
        findings.warn(written.place("wrong"), message, f"{more} if only one is meant")
    return found[wrong]


def _texts_of(item: Item) -> Iterator[str]:
    """Yield what of an item a correction can name."""
    pictures: tuple[Picture, ...] = item.pictures
    yield from (item.title, item.subtitle or "", item.short_title or "", item.note or "")
    yield from (item.date.isoformat(), *map(_as_printed, item.bodies))
    for part in item.parts:
        yield part.title or ""
        pictures += part.pictures
    for picture in pictures:
        yield from (picture.alt, picture.caption or "", picture.credit or "")


def _as_printed(body: Body) -> str:
    """Return a text without its Markdown."""
    rendered = render_markdown(body.markdown, heading_level=3, anchor="", footnote_back="")
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))
