"""The letters of a few words, cut out of a font, for readers whose machine has not got it.

Comes in: a font file of our own and a text. Goes out: a WOFF2 font with these letters and nothing else, the
same bytes each time; it says itself whose it is and under which licence.
"""

import io
from pathlib import Path

from fontTools import subset

_COPYRIGHT, _FAMILY, _STYLE, _LICENCE, _TERMS = 0, 1, 2, 13, 14


def cut_letters(font: Path, text: str) -> bytes:
    """Return the letters of a text as a WOFF2 font; one that the font has not got is left out."""
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=[],
        name_IDs=[_COPYRIGHT, _FAMILY, _STYLE, _LICENCE, _TERMS],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    written = io.BytesIO()
    with subset.load_font(str(font), options, lazy=True) as letters:
        subsetter.subset(letters)
        subset.save_font(letters, written, options)
    return written.getvalue()
