"""Return receipts as tables: those that came back, and who has not answered.

Comes in: receipts, and the deliveries that are outstanding. Goes out: CSV, and lines for a terminal. All of
it names recipients and is private.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from jianbao.language import Language
from jianbao.model import CopyNumber, Issue, Outstanding, Receipt
from jianbao.outputs.naming import issue_title
from jianbao.outputs.spreadsheet import write_csv

COLUMNS = ("recipient_id", "number", "date", "note")
LEFT = ("recipient_id", "recipient", "copies", "numbers", "route", "contact", "date", "note")
"""With days filled in, the list of what is outstanding is a table of receipts."""


def render_receipts(receipts: Iterable[Receipt]) -> bytes:
    """Write receipts in their order; `number` is empty where one answers for all copies of its recipient."""
    rows = ((r.recipient, r.number or "", r.day.isoformat(), r.note) for r in receipts)
    return write_csv((COLUMNS, *rows))


def render_outstanding(left: Iterable[Outstanding], contacts: dict[str, str], language: Language) -> bytes:
    """Write who has not answered, by number; `contacts` are by the ids of recipients."""
    rows = (
        (
            one.delivery.recipient,
            one.delivery.name,
            len(one.numbers),
            _numbers(one, language),
            one.delivery.route or "",
            contacts.get(one.delivery.recipient, ""),
            "",
            "",
        )
        for one in left
    )
    return write_csv((LEFT, *rows))


def describe_outstanding(left: Sequence[Outstanding], issue: Issue, language: Language) -> Iterator[str]:
    """Yield who has not answered, a line each, in columns as a terminal shows them."""
    name = issue_title(issue, language)
    if not left:
        yield language("receipts_none", issue=name)
        return
    copies = sum(len(one.numbers) for one in left)
    yield language("receipts_title", issue=name, holders=len(left), copies=copies)
    head = ("dispatch_recipient", "dispatch_copies", "dispatch_numbers", "dispatch_route")
    rows = [tuple(map(language, head))]
    for one in left:
        route = one.delivery.route or language("dispatch_no_route")
        rows.append((one.delivery.name, str(len(one.numbers)), _numbers(one, language), route))
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell}{' ' * (room - _width(cell))}" for cell, room in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _numbers(one: Outstanding, language: Language) -> str:
    written = []
    for run in one.runs:
        first, last = (CopyNumber(issue_id="", number=number).digits for number in run)
        written.append(first if first == last else language("receipts_numbers", first=first, last=last))
    return language("receipts_and").join(written)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
