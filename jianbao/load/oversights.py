"""What is sound and yet can hardly be meant: dates, texts and files that an editor should look at once more.

Comes in: documents, and what they have become. Goes out: warnings, each with its place.
"""

import datetime as dt
import re
from collections.abc import Mapping

from jianbao.diagnostics import Findings, Place
from jianbao.load.documents import Document
from jianbao.load.pictures import Pictures
from jianbao.load.records import IssueRecord, ItemRecord, PartRecord, Written, nested
from jianbao.model import Issue, IssueStatus, ItemStatus

LATE = dt.timedelta(days=7)
"""How long after its issue an item may be dated: numbers are handed out before all is printed."""
OLD = dt.timedelta(days=300)
"""How long before its issue: longer is the year of the item before, which is typed so each January."""
NEW_YEAR = dt.timedelta(days=45)
"""How far from New Year the date of an issue may lie when its number is of another year."""
_TEXTS = frozenset(
    {
        *("title", "subtitle", "short_title", "heading", "name", "organ", "editor", "issuer"),
        *("note", "body", "alt", "caption", "credit", "wrong", "right"),
    }
)
"""The keys of texts that readers see."""
_BODIES = frozenset({"body", "note"})
_COMMENT = re.compile(r" +#(?=[^\s#])")
_STILL_TO_BE_WRITTEN = re.compile(r"[\s….]*")
_SHOWN = 5


def weigh_writing(document: Document, findings: Findings) -> None:
    """Warn of texts that YAML reads otherwise than they look: joined lines, words taken for a comment."""
    for loc, text in document.texts():
        key = next((step for step in reversed(loc) if isinstance(step, str)), "")
        style, lines = document.written(loc)
        below = lines[1:] if style == ">" else lines
        if key in _BODIES and style != "|" and _joins_lines(below):
            message = "the lines of this text are joined into one"
            hint = f"write `{key}: |`, and the text below it, indented"
            findings.warn(document.place(*loc), message, hint)
        elif key in _TEXTS and style != "|" and not text.isascii() and _joins_lines(below):
            message = "the lines of this text are joined by spaces"
            findings.warn(document.place(*loc), message, "write it on one line")
        if key in _TEXTS and style is None and lines and lines[0].startswith(text):
            comment = _COMMENT.match(lines[0], len(text))
            if comment:
                message = f'"{lines[0][comment.end() - 1 :][:20]}" is read as a comment, not as text'
                hint = "quote the whole text, or put a space after the `#` of a comment"
                place = document.place(*loc)
                findings.warn(Place(place.path, place.line, place.column + comment.end() - 1), message, hint)


def _joins_lines(lines: tuple[str, ...]) -> bool:
    """Say whether joining lines loses something: paragraphs, or a place where Chinese has no space."""
    kept = [line.strip() for line in lines[1:]]
    while kept and not kept[-1]:
        kept.pop()
    return bool(kept) and ("" in kept or not "".join((lines[0], *kept)).isascii())


def weigh_items(written: Mapping[str, Written[ItemRecord]], findings: Findings) -> None:
    """Warn of items that are called ready and hold what `new item` put there."""
    for name, entry in written.items():
        if entry.record.status is not ItemStatus.READY:
            continue
        hint = "write it, or set the status to draft"
        if entry.record.title == name:
            findings.warn(entry.place("title"), "the title is still the name of the file", hint)
        shares: list[Written[ItemRecord] | Written[PartRecord]] = [entry]
        for share in (*shares, *nested(entry, "parts", entry.record.parts)):
            if share.record.body and _STILL_TO_BE_WRITTEN.fullmatch(share.record.body):
                findings.warn(share.place("body"), "the text is still to be written", hint)


def weigh_dates(
    issues: Mapping[str, Issue],
    written: Mapping[str, Written[IssueRecord]],
    items: Mapping[str, Written[ItemRecord]],
    findings: Findings,
) -> None:
    """Warn of dates that do not go together."""
    for name, issue in issues.items():
        if issue.status is IssueStatus.VOID:
            continue
        entry = written[name]
        if issue.issued < issue.date:
            message = f"`issued` ({issue.issued}) lies before the date of the issue ({issue.date})"
            findings.warn(entry.place("issued"), message, "correct one of the two")
        if not _is_of_year(issue.date, issue.number.year):
            message = f"the issue is of {issue.number.year}, but dated {issue.date}"
            findings.warn(entry.place("date"), message, "correct the year or the date")
        for item in issue.items:
            _weigh_date_of_item(item.date, issue, items[item.id], findings)


def _is_of_year(day: dt.date, year: int) -> bool:
    """Say whether an issue of `year` may be dated `day`; years further apart are a fault of their own."""
    near = dt.date(year, 1, 1) - NEW_YEAR <= day < dt.date(year + 1, 1, 1) + NEW_YEAR
    return near or abs(day.year - year) > 1


def _weigh_date_of_item(day: dt.date, issue: Issue, item: Written[ItemRecord], findings: Findings) -> None:
    last = max(issue.date, issue.issued)
    if day - last > LATE:
        message = f"the item is dated {day}, after its issue {issue.id} ({last})"
        findings.warn(item.place("date"), message, "correct the date, or keep the item for a later issue")
    elif issue.date - day > OLD:
        message = f"the item is dated {day}, long before its issue {issue.id} ({issue.date})"
        findings.warn(item.place("date"), message, "see whether the year is right")


def weigh_pictures(pictures: Pictures, findings: Findings) -> None:
    """Warn of pictures that no item shows, in one line for all."""
    unused = pictures.unnamed
    if unused:
        names = ", ".join(f"images/{path}" for path in unused[:_SHOWN])
        more = f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else ""
        message = f"no item shows {names}{more}"
        findings.warn(Place(pictures.shown), message, "name them in an item, or remove them")
