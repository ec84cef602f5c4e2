"""The measures and inks of what is made of a finished paper.

Comes in: theme/print/measures.toml. Goes out: the inks of the papers' colours, the sheets of press and
booklet.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianbao.diagnostics import EnvironmentFault
from jianbao.typesetting.imposition import SheetMeasures
from jianbao.typesetting.press import PressMeasures
from jianbao.typesetting.presswork.inks import Inks, InkTable
from jianbao.typesetting.presswork.printers_marks import MarkMeasures


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishingMeasures:
    """Inks, the sheets of a press file with marks and those of a booklet with marks."""

    inks: InkTable
    press: PressMeasures
    booklet: SheetMeasures


def read_finishing_measures(theme: Path) -> FinishingMeasures:
    """Read the measures; EnvironmentFault if a colour of the papers has no inks."""
    tables = tomllib.loads((theme / "print" / "measures.toml").read_text(encoding="utf-8"))
    marks = MarkMeasures(**tables["marks"])
    return FinishingMeasures(
        inks=_inks(tables["colour"], tables["ink"]),
        press=PressMeasures(**tables["press"], marks=marks),
        booklet=SheetMeasures(**tables["booklet"], marks=marks),
    )


def _inks(colours: dict[str, str], inks: dict[str, Any]) -> InkTable:
    if lacking := sorted(colours.keys() - inks.keys()):
        raise EnvironmentFault(f"theme/print/measures.toml: [ink] lacks {', '.join(lacking)}")
    return InkTable({_long(colour): _four(inks[name]) for name, colour in colours.items()})


def _four(inks: list[float]) -> Inks:
    cyan, magenta, yellow, black = inks
    return (cyan, magenta, yellow, black)


def _long(colour: str) -> str:
    """Return #rrggbb for #rgb too."""
    digits = colour.lower().removeprefix("#")
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)
