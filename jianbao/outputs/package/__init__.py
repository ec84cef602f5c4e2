"""The private print package of one issue: who receives which copy, and what the printer needs.

Comes in: a `Dispatch` (the issue, its copies and their holders, what is new), finished papers and the theme.
Goes out: the bytes of each file. Nothing of it may ever stand on the website: it names recipients.
"""

from jianbao.outputs.package.copies import render_copies
from jianbao.outputs.package.dispatch import Dispatch
from jianbao.outputs.package.labels import LabelSheet, read_label_sheets, render_labels, sheet_named
from jianbao.outputs.package.order import render_order, render_order_text
from jianbao.outputs.package.sheet import render_sheet
from jianbao.outputs.package.slips import render_slips
from jianbao.outputs.package.table import COLUMNS, render_table

__all__ = [
    "COLUMNS",
    "Dispatch",
    "LabelSheet",
    "read_label_sheets",
    "render_copies",
    "render_labels",
    "render_order",
    "render_order_text",
    "render_sheet",
    "render_slips",
    "render_table",
    "sheet_named",
]
