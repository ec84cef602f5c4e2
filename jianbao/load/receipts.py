"""Reads return receipts out of CSV, as registrars keep it in a spreadsheet.

Comes in: the bytes of a table and the deliveries of its issue. Goes out: `Rows`: receipts, each with its
place, and what was passed over; whatever cannot be read is a fault with line and column.

A table says in its first row what its columns are, in Chinese or English: the recipient by id or name, the
number or the code of a copy, the day, a note. It is in UTF-8, with or without a byte-order mark, or GB18030;
comma, semicolon or tab part its columns.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jianbao.diagnostics import Findings, Place
from jianbao.load.names import Offers
from jianbao.load.tables import Row, rows_of, table_text
from jianbao.model import CopyNumber, Delivery, Receipt

MAX_NOTE = 500
"""Characters of a note."""

_HEADS = {
    "recipient": "recipient recipient_id id name 收件单位 收件人 单位 单位名称 单位编号 回执单位",
    "number": "number copy copy_number code 份号 编码 代码 二维码 份号码",
    "date": "date day received received_on 日期 签收日期 回执日期 收到日期",
    "note": "note notes remark remarks 备注 说明",
}
_OURS = frozenset(("copies", "numbers", "route", "postcode", "address", "contact"))
"""Columns of the list of what is outstanding that say nothing about receipts."""
_ROLES = {name: role for role, names in _HEADS.items() for name in names.split()}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月|(\d{2}))(\d{1,2})日?")
_QUOTED = re.compile(r"^'(?=[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r])", re.MULTILINE)
"""The apostrophe that outputs.spreadsheet puts before what looks like a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A receipt and the place where it was read."""

    place: Place
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a table holds; `blank` rows name a recipient and have neither day nor note."""

    read: tuple[Read, ...]
    blank: int = 0
    unread: tuple[str, ...] = ()


def read_receipts(
    written: bytes, path: str, issue_id: str, deliveries: Sequence[Delivery], findings: Findings
) -> Rows:
    """Read the receipts of an issue; `path` is what the table is called in messages."""
    text = table_text(written, path, findings)
    if text is None:
        return Rows(read=())
    rows = rows_of(text, path, findings)
    head = next(rows, None)
    roles = _roles(head, path, findings) if head else None
    if head is None or roles is None:
        if head is None and not findings.faults:
            findings.fault(Place(path), "the table is empty", "begin it with a row: recipient,date")
        return Rows(read=())
    known = _Known(issue_id=issue_id, deliveries=tuple(deliveries))
    read: list[Read] = []
    blank = 0
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        cells = _cells(row, roles, findings)
        if cells is None:
            continue
        if not cells.get("date") and not cells.get("note"):
            blank += 1
            continue
        receipt = _receipt(row, cells, known, findings)
        if receipt:
            read.append(Read(place=row.place(), receipt=receipt))
    unread = tuple(name for n, name in enumerate(head.cells) if n not in roles and _plain(name) not in _OURS)
    return Rows(read=tuple(read), blank=blank, unread=tuple(name for name in unread if name.strip()))


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _roles(head: Row, path: str, findings: Findings) -> dict[int, str] | None:
    """Return what each column holds by its place; both id and name of a recipient may be there."""
    roles = {n: _ROLES[_plain(name)] for n, name in enumerate(head.cells) if _plain(name) in _ROLES}
    found = Counter(roles.values())
    hint = "name the columns in the first row: recipient or number, date, note (收件单位 or 份号, 日期, 备注)"
    if "date" not in found or not found.keys() & {"recipient", "number"}:
        what = "says when" if "date" not in found else "says whose receipt a row is"
        findings.fault(Place(path), f"no column {what}", hint)
        return None
    for role in ("date", "note"):
        if found[role] > 1:
            findings.fault(Place(path), f"{found[role]} columns are called {role}", "leave one of them")
            return None
    return roles


def _cells(row: Row, roles: dict[int, str], findings: Findings) -> dict[str, list[tuple[int, str]]] | None:
    """Return the filled cells of a row by what they hold, each with its column."""
    found: dict[str, list[tuple[int, str]]] = {}
    for n, role in roles.items():
        cell = _QUOTED.sub("", row.cells[n]).strip() if n < len(row.cells) else ""
        if cell:
            found.setdefault(role, []).append((n, cell))
    if "recipient" in found or "number" in found:
        return found
    findings.fault(
        row.place(), "this row names no recipient and no copy", "fill in one of them, or remove it"
    )
    return None


@dataclass(frozen=True, kw_only=True)
class _Known:
    """The issue, and who may answer for its copies."""

    issue_id: str
    deliveries: tuple[Delivery, ...]

    offers: Offers = field(default_factory=Offers)

    @cached_property
    def by_name(self) -> dict[str, list[Delivery]]:
        """The recipients by id and by name without its spaces; an id comes before a name like it."""
        found: dict[str, list[Delivery]] = {}
        for delivery in self.deliveries:
            if delivery.recipient:
                found.setdefault("".join(delivery.name.split()), []).append(delivery)
        return found | {d.recipient: [d] for d in self.deliveries if d.recipient}

    def named(self, name: str) -> list[Delivery]:
        """Return the recipients of that id or, if there is none, of that name."""
        return self.by_name.get("".join(name.split()), [])

    def near(self, name: str) -> str:
        """Return the names that look like this one, as a hint."""
        to = (delivery for delivery in self.deliveries if delivery.recipient)
        found = self.offers.near(
            name, {text for delivery in to for text in (delivery.recipient, delivery.name)}
        )
        return f"did you mean {' or '.join(found)}?" if found else "see the dispatch sheet of the issue"

    def holder(self, number: int) -> Delivery | None:
        """Return to whom the copy of that number went."""
        place = bisect_right(self.deliveries, number, key=lambda delivery: delivery.first) - 1
        found = self.deliveries[place] if place >= 0 else None
        return found if found and number in found.numbers else None


def _receipt(
    row: Row, cells: dict[str, list[tuple[int, str]]], known: _Known, findings: Findings
) -> Receipt | None:
    owners = [_recipient(row, n, text, known, findings) for n, text in cells.get("recipient", ())]
    copies = [_copy(row, n, text, known, findings) for n, text in cells.get("number", ())]
    day = _day(row, cells, findings)
    at, note = cells.get("note", [(0, "")])[0]
    if len(note) > MAX_NOTE:
        message = f"the note has {len(note)} characters, more than {MAX_NOTE}"
        findings.fault(row.place(at), message, "shorten it")
    if day is None or None in owners or None in copies or len(note) > MAX_NOTE:
        return None
    numbers = {number for number, _ in filter(None, copies)}
    ids = {owner for owner in (*owners, *(owner for _, owner in filter(None, copies))) if owner}
    if len(ids) != 1 or len(numbers) > 1:
        what = f"{len(ids)} recipients ({', '.join(sorted(ids))})" if len(ids) > 1 else "two copies"
        findings.fault(row.place(), f"this row is about {what}", "give each a row of its own, or mend it")
        return None
    return Receipt(recipient=ids.pop(), number=next(iter(numbers), None), day=day, note=note)


def _recipient(row: Row, n: int, text: str, known: _Known, findings: Findings) -> str | None:
    found = known.named(text)
    if len(found) == 1:
        return found[0].recipient
    if found:
        ids = ", ".join(sorted(delivery.recipient for delivery in found))
        findings.fault(row.place(n), f'"{_short(text)}" is the name of {ids}', "write the id instead")
    else:
        message = f'"{_short(text)}" received no copy of {known.issue_id}'
        findings.fault(row.place(n), message, known.near(text))
    return None


def _copy(row: Row, n: int, text: str, known: _Known, findings: Findings) -> tuple[int, str] | None:
    place = row.place(n)
    if re.fullmatch(r"[0-9]{1,6}", text):
        number = int(text)
    else:
        try:
            copy = CopyNumber.read(text[:64])
        except ValueError as error:
            findings.fault(place, str(error), "write the six digits of the copy number, or its code")
            return None
        if copy.issue_id != known.issue_id:
            message = f"this is a copy of {copy.issue_id}, not of {known.issue_id}"
            findings.fault(place, message, f"import it with: receipts {copy.issue_id}")
            return None
        number = copy.number
    holder = known.holder(number)
    if holder is None or not holder.recipient:
        last = max((delivery.last for delivery in known.deliveries), default=0)
        what = f"copy {number:06} stayed in the office" if holder else f"there is no copy {number:06}"
        findings.fault(place, what, f"the copies of {known.issue_id} have the numbers 000001 to {last:06}")
        return None
    return number, holder.recipient


def _day(row: Row, cells: dict[str, list[tuple[int, str]]], findings: Findings) -> dt.date | None:
    if "date" not in cells:
        findings.fault(row.place(), "this row has a note and no date", "write the day of the receipt")
        return None
    n, text = cells["date"][0]
    match = _DATE.fullmatch(text.split()[0]) if len(text) <= MAX_NOTE else None
    if match:
        month = next(group for group in match.groups()[1:-1] if group)
        try:
            day = dt.date(int(match[1]), int(month), int(match[match.re.groups]))
        except ValueError:
            day = None
        if day and 1900 <= day.year <= 2100:
            return day
    findings.fault(row.place(n), f'"{_short(text)}" is not a date', "write it as 2020-04-08 or 2020年4月8日")
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
