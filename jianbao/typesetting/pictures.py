"""How large pictures are printed.

Comes in: pictures' sizes in pixels and the measures of the papers. Goes out: the places of pictures that
stand beside each other, and CSS for them, so high that the lines behind them stand on the grid again.
"""

import math
from dataclasses import dataclass

from jianbao.model import Picture, PictureFile
from jianbao.typesetting.stylesheet import Measures

_SPARED = 0.2
"""The part of a line by which a picture is rather made lower than given one line more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How large a picture is printed, and the white above and below it; in pt."""

    width: float
    height: float
    air: float

    @property
    def css(self) -> str:
        """The declarations that print it so."""
        return f"width:{self.width:.2f}pt;height:{self.height:.2f}pt;padding:{self.air:.3f}pt 0"


def place_pictures(files: tuple[PictureFile, ...], measures: Measures) -> tuple[Place, ...]:
    """Place pictures beside each other, equally high, at their natural size or smaller where they must be."""
    pitch = float(measures.type["pitch"])
    room = measures.text_width * (1 - measures.picture["gap"] * (len(files) - 1))
    natural = min(file.height * 72 / measures.picture["resolution"] for file in files)
    shapes = [file.width / file.height for file in files]
    height = min(natural, measures.picture["tallest"] * pitch, room / sum(shapes))
    lines = max(1, math.ceil(height / pitch - _SPARED))
    height = min(height, lines * pitch)
    air = (lines * pitch - height) / 2
    return tuple(Place(width=height * shape, height=height, air=air) for shape in shapes)


def pair_pictures(pictures: tuple[Picture, ...], measures: Measures) -> tuple[tuple[Picture, ...], ...]:
    """Return rows of one or two pictures: two neighbours stand side by side if both are narrow enough."""
    rows: list[tuple[Picture, ...]] = []
    for picture in pictures:
        if rows and len(rows[-1]) == 1 and all(_is_narrow(p.file, measures) for p in (*rows[-1], picture)):
            rows[-1] = (*rows[-1], picture)
        else:
            rows.append((picture,))
    return tuple(rows)


def _is_narrow(file: PictureFile, measures: Measures) -> bool:
    return file.width <= file.height * measures.picture["widest_of_pair"]
