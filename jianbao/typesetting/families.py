"""Which families a publication may name: those of the theme and those an institution has put there.

Comes in: font files and the families that publication.yml names by role. Goes out: nothing, or one
fault that says which font is missing and where its file belongs.
"""

from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from jianbao.diagnostics import EnvironmentFault

_FAMILY_NAMES = (1, 16)
"""Name ids of the OpenType specification: family, and typographic family."""


def require_families(named: Iterable[tuple[str, str]], own: Iterable[Path], known: Iterable[str]) -> None:
    """Make sure that each (role, family) is in one of the `own` files, or `known` to the theme.

    Raises:
        EnvironmentFault: a family is nowhere.
    """
    named = tuple(named)
    if not named:
        return
    there = set(known).union(*(_families(file) for file in own))
    missing = [
        f"the font {family} (for {role}) is not there" for role, family in named if family not in there
    ]
    if missing:
        found = ", ".join(sorted(there))
        raise EnvironmentFault(f"{'; '.join(missing)}; put its file into fonts/own/ (found: {found})")


def _families(file: Path) -> set[str]:
    if file.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(file, lazy=True) as collection:
            return set().union(*(_named(font) for font in collection.fonts))
    with TTFont(file, lazy=True) as font:
        return _named(font)


def _named(font: TTFont) -> set[str]:
    return {record.toUnicode() for record in font["name"].names if record.nameID in _FAMILY_NAMES}
