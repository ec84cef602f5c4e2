"""A table of figures for a terminal, in columns of equal width.

Comes in: a `Sheet` and a language. Goes out: text. A terminal gives a Chinese character the room of two
Latin ones (Unicode Standard Annex 11), so widths are counted that way and not in characters.
"""

import unicodedata
from collections.abc import Sequence

from jianbao.language import Language
from jianbao.outputs.statistics.table import Cell, Sheet

_BETWEEN = "  "
_INDENT = "  "


def write_text(sheet: Sheet, language: Language) -> str:
    """Write the title, then the table: texts on the left, numbers on the right of their columns.

    Of columns that lie in a tree those at its top are shown; a terminal has room for no more.
    """
    shown = [n for n in sheet.shown if not sheet.columns[n].depth]
    table = [[sheet.columns[n].title for n in shown]]
    for row in sheet.lines:
        texts = [_text(row.cells[n], language) for n in shown]
        place = shown.index(sheet.head)
        texts[place] = _INDENT * row.depth + texts[place]
        table.append(texts)
    widths = [max(map(width_of, column)) for column in zip(*table, strict=True)]
    right = [bool(sheet.rows) and sheet.rows[0].cells[n].is_number for n in shown]
    lines = [_line(texts, widths, right) for texts in table]
    lines.insert(1, "─" * (sum(widths) + len(_BETWEEN) * (len(widths) - 1)))
    return "\n".join((sheet.title, "", *lines, ""))


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _text(cell: Cell, language: Language) -> str:
    return cell.value if isinstance(cell.value, str) else language.number(cell.value)


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for text, width, is_right in zip(texts, widths, right, strict=True):
        space = " " * (width - width_of(text))
        padded.append(space + text if is_right else text + space)
    return _BETWEEN.join(padded).rstrip()
