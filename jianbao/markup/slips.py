"""What an author wrote that would not come out as it was written: to be told, not to be lost.

Comes in: nothing. Goes out: the names of such slips, which the parser takes down and `jianbao.load.bodies`
puts into words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class SlipKind(Enum):
    """What would be lost, or would come out as something else."""

    RENUMBERED = auto()
    ROW_TOO_LONG = auto()
    ROW_TOO_SHORT = auto()
    UNDERLINED = auto()
    NOTE_TWICE = auto()
    NOTE_MISSING = auto()
    NOTE_UNUSED = auto()
    NOTE_EMPTY = auto()
    NOTE_WITHIN = auto()
    CAPTION_LOST = auto()
    ENTANGLED = auto()
    LINK_EMPTY = auto()
    LINK_TITLE = auto()
    DIGITS_EMPHASISED = auto()
    HEADING_GROWN = auto()
    ENTRY_GROWN = auto()
    LINE_JOINED = auto()
    TABLE_WITHOUT_RULE = auto()
    LINK_FULL_WIDTH = auto()


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: `text` is how it stands in the body, `printed` which number would be printed instead."""

    kind: SlipKind
    text: str
    printed: str = ""


TakeDown = Callable[[Slip], None]
"""Keeps a slip until the whole body is read."""
