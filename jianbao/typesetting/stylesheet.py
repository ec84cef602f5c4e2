"""The style sheet of the papers, made from its measures and its typefaces.

Comes in: theme/print (measures.toml, titles.toml, issue.css), the manifest of fonts and what an institution
puts in their place. Goes out: CSS, and the measures that templates and pictures need.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jianbao.fonts import Face, Role, read_faces
from jianbao.typesetting.titles import TitleWords

MILLIMETRE = 72 / 25.4
"""Points in a millimetre."""

_FALLBACK = (Role.FANGSONG, Role.KAI, Role.SONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of the papers in one script, as measures.toml writes them: mm for pages, pt for type."""

    script: str
    page: Mapping[str, float]
    type: Mapping[str, Any]
    picture: Mapping[str, float]
    volume: Mapping[str, float]

    @property
    def text_width(self) -> float:
        """The width of 版心 in pt."""
        return self.page["text_width"] * MILLIMETRE

    @property
    def title_room(self) -> float:
        """How many ems of the title's size a line holds."""
        return self.text_width / float(self.type["title"])

    @property
    def contents_room(self) -> float:
        """How many ems a line of the contents holds before a leader of at least one em."""
        taken = float(self.type["contents_mark"]) + float(self.type["contents_tail"]) + 1
        return self.text_width / float(self.type["size"]) - taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How papers of one publication look."""

    css: str
    measures: Measures
    words: TitleWords


@lru_cache(maxsize=16)
def read_style(
    theme: Path, *, language: str, own_fonts: tuple[tuple[str, str], ...] = (), sheet: str = "issue.css"
) -> Style:
    """Read how papers in a language look, by a style sheet below theme/print.

    `own_fonts` are (role, family) that replace the theme's.
    """
    tables = tomllib.loads((theme / "print" / "measures.toml").read_text(encoding="utf-8"))
    script = script_of(language)
    measures = Measures(
        script=script,
        page=tables["page"],
        type=tables["script"][script],
        picture=tables["picture"],
        volume=tables["volume"],
    )
    faces = read_faces(theme / "fonts.toml")
    sheets = Environment(
        loader=FileSystemLoader(theme / "print"),
        undefined=StrictUndefined,
        autoescape=False,  # a style sheet, in which only numbers and quoted names are filled
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = sheets.get_template(sheet).render(
        **tables, type=measures.type, faces=_Faces(faces, dict(own_fonts))
    )
    return Style(css=css, measures=measures, words=_read_words(theme))


def script_of(language: str) -> str:
    """Return the script of a language's text, by which measures differ: zh, or latin."""
    return "zh" if language.partition("-")[0] == "zh" else "latin"


def _read_words(theme: Path) -> TitleWords:
    words = tomllib.loads((theme / "print" / "titles.toml").read_text(encoding="utf-8"))
    return TitleWords(before=tuple(words["before"]), after=tuple(words["after"]))


class _Faces:
    """Writes CSS for a typeface by its role and use: the face, then those that have what it lacks."""

    def __init__(self, faces: tuple[Face, ...], own: Mapping[str, str]) -> None:
        self.faces = faces
        self.own = own

    def __call__(self, role: str, use: str | None = None) -> str:
        face = next(f for f in self.faces if f.role == role and use in (None, f.use))
        others = [self._family(fallback) for fallback in _FALLBACK if fallback != role]
        families = dict.fromkeys([self._family(face.role), face.family, *others])
        weight = 400 if role in self.own else face.weight
        return f"font-family: {', '.join(map(_quoted, families))}; font-weight: {weight}"

    def _family(self, role: Role) -> str:
        return self.own.get(role) or next(face.family for face in self.faces if face.role == role)


def _quoted(family: str) -> str:
    """Write a family as a CSS string; whatever is not a letter, digit or space is escaped."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in family) + '"'
