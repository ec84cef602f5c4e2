"""Tables as CSV that a spreadsheet opens rightly and that can do no harm there.

Comes in: rows of texts and numbers. Goes out: RFC 4180 in UTF-8 with a byte-order mark, without which
spreadsheets take Chinese for something else. A text that a spreadsheet would take for a formula gets an
apostrophe before it, line by line, as OWASP's page on CSV injection advises; a number is left as it is.
So does one that begins with apostrophes before such a text: whoever takes one apostrophe away from each line
that begins with it and would be a formula without has every text as it was written.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

_FORMULA = re.compile(r"^(?='*(?:[^\S\n]|\ufeff)*[=+\-@＝＋－＠])|^(?='*[\t\r])", re.MULTILINE)

Value = str | int | Decimal


def write_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """Write a table; the first row is its head."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(map(_written, row))
    return out.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    return _harmless(value) if isinstance(value, str) else f"{Decimal(value):f}"


def _harmless(text: str) -> str:
    return _FORMULA.sub("'", text)
