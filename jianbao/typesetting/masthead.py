"""How large the red head is set, so that names of any length fit.

Comes in: the names of organ and bulletin. Goes out: their lines and sizes in pt.
"""

from dataclasses import dataclass

from jianbao.model import Imprint
from jianbao.typesetting.stylesheet import Measures, Style
from jianbao.typesetting.titles import TitleWords, break_title, width_in_ems

_LEAST_ORGAN = 0.8
"""The share of its full size below which the organ's name is broken in two rather than set smaller."""

_FILLED = 0.995
"""The share of the width that a line fills at most, so that rounding never breaks it."""

_SPREAD = {2: 0.6, 3: 0.35, 4: 0.2, 5: 0.1}
"""The gap in ems between the characters of a short name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The lines of the organ's name, and how large organ and name are, in pt; gaps in em."""

    organ: tuple[str, ...]
    organ_size: float
    organ_gap: float
    name_size: float
    name_gap: float


def fit_head(imprint: Imprint, style: Style, words: TitleWords) -> Head:
    """Fit the names of organ and bulletin into the width of the text."""
    measures = style.measures
    full = float(measures.type["organ"])
    room = measures.text_width / full / _LEAST_ORGAN
    organ = break_title(imprint.organ, room=room, words=words)
    organ_gap = _gap(imprint.organ, measures)
    name_gap = _gap(imprint.name, measures)
    widest = max(map(width_in_ems, organ)) + organ_gap * len(imprint.organ)
    name = width_in_ems(imprint.name) + name_gap * (len(imprint.name) - 1)
    return Head(
        organ=organ,
        organ_size=round(min(full, _FILLED * measures.text_width / widest), 2),
        organ_gap=organ_gap,
        name_size=round(min(float(measures.type["name"]), 0.9 * measures.text_width / name), 2),
        name_gap=name_gap,
    )


def _gap(name: str, measures: Measures) -> float:
    return _SPREAD.get(len(name), 0.0) if measures.script == "zh" else 0.0
