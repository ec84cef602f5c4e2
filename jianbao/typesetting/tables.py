"""Tables whose short cells stay on one line.

Comes in: HTML of a text. Goes out: the same with `class="narrow"` on cells that hold a name or a number.
Between Chinese characters a line may break anywhere, so that a column of short names would else be
pressed to the width of one character.
"""

import html
import re

from jianbao.typesetting.titles import width_in_ems

_WIDEST = 8.0
_ROOM = 28.0
"""Ems to share out between the columns, so that narrow cells never make a table too wide."""

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b")
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)(?=</\1>)", re.DOTALL)


def narrow_cells(text: str) -> str:
    """Mark the short cells of every table in the HTML."""
    return _TABLE.sub(_narrow, text)


def _narrow(table: re.Match[str]) -> str:
    columns = max(1, len(_HEAD.findall(table[0])))
    widest = min(_WIDEST, _ROOM / columns)

    def cell(match: re.Match[str]) -> str:
        content = html.unescape(re.sub(r"<[^>]*>", "", match[3]))
        mark = ' class="narrow"' if width_in_ems(content) <= widest else ""
        return f"<{match[1]}{match[2]}{mark}>{match[3]}"

    return _CELL.sub(cell, table[0])
