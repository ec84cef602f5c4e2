"""How large pictures are printed.

Comes in: a picture's size in pixels and the measures of the papers. Goes out: CSS for its place, so high
that the lines behind it stand on the grid again.
"""

import math

from jianbao.model import Picture, PictureFile
from jianbao.typesetting.stylesheet import Measures

_AIR = 0.5
"""Lines of white that a picture has above and below it, together, at least."""


def place_picture(file: PictureFile, measures: Measures, *, room: float = 1.0) -> str:
    """Return CSS that prints a picture at its natural size, or smaller where it would not fit.

    `room` is the share of the text's width that the picture may take.
    """
    pitch = float(measures.type["pitch"])
    width, height = (pixels * 72 / measures.picture["resolution"] for pixels in (file.width, file.height))
    tallest = measures.picture["tallest"] * pitch
    scale = min(1.0, room * measures.text_width / width, tallest / height)
    width, height = width * scale, height * scale
    lines = math.ceil(height / pitch + _AIR)
    air = (lines * pitch - height) / 2
    return f"width:{width:.2f}pt;height:{height:.2f}pt;padding:{air:.3f}pt 0"


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
