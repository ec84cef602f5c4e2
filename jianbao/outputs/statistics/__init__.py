"""Figures as tables: made once, shown on the website, in a terminal, as CSV and on paper.

Comes in: an edition's `Figures` and league, and a language. Goes out: `Sheet`s, whose every number knows
what stands behind it.
"""

from jianbao.outputs.statistics.sheets import SHEETS, make_sheet, make_sheets
from jianbao.outputs.statistics.table import Behind, Cell, Column, Filed, Row, Sheet, Taken, split_levels
from jianbao.outputs.statistics.terminal import write_text

__all__ = [
    "SHEETS",
    "Behind",
    "Cell",
    "Column",
    "Filed",
    "Row",
    "Sheet",
    "Taken",
    "make_sheet",
    "make_sheets",
    "split_levels",
    "write_text",
]
