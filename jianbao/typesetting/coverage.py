"""Which characters the fonts of the papers can show.

Comes in: font files. Goes out: code points, so that a character which no font has is refused while
reading, with its line and column, and not found on paper.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont


def read_coverage(files: Iterable[Path]) -> frozenset[int]:
    """Return every code point that at least one of the font files has a glyph for."""
    return frozenset().union(*(_code_points(file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=32)
def _code_points(file: Path, changed: int) -> frozenset[int]:  # noqa: ARG001 (a key of the cache)
    with TTFont(file, lazy=True) as font:
        return frozenset(font["cmap"].getBestCmap())
