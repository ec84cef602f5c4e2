"""What else is made of a finished paper: a file for the printer, a booklet for the office that prints itself.

Comes in: a `PrintedIssue`, whose PDF is the archive file. Goes out: the bytes of another PDF with the same
pages; nothing is set anew, so no line can stand elsewhere.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import UsageFault
from jianbao.profiles import read_profiles
from jianbao.supplies import require
from jianbao.typesetting.imposition import impose
from jianbao.typesetting.press import Condition, make_press_file
from jianbao.typesetting.press_measures import read_finishing_measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressroom:
    """Where the measures and the colour profiles lie."""

    theme: Path
    profiles: Path

    def condition(self) -> Condition:
        """Return the printing condition for which press files are made.

        Raises:
            EnvironmentFault: its profile is missing or altered.
        """
        profile = read_profiles(self.theme / "profiles.toml")[0]
        require([profile], self.profiles)
        return Condition(
            name=profile.condition,
            registry=profile.registry,
            about=profile.about,
            profile=(self.profiles / profile.file).read_bytes(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFile:
    """PDF/X-4 for a printer; with `marks`, bleed and marks around every page."""

    suffix: ClassVar[str] = "-press"

    marks: bool = False

    def make(self, printed: PrintedIssue, room: Pressroom) -> bytes:
        """Make it."""
        measures = read_finishing_measures(room.theme)
        return make_press_file(
            printed.content,
            inks=measures.inks,
            condition=room.condition(),
            marked=measures.press if self.marks else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """Sheets to be folded and stapled; `creep` in mm a sheet; with `marks`, on larger paper."""

    suffix: ClassVar[str] = "-booklet"

    marks: bool = False
    creep: float = 0.0

    def make(self, printed: PrintedIssue, room: Pressroom) -> bytes:
        """Make it; a colophon with an even page of its own stays outside at the back."""
        return impose(
            printed.content,
            last_outside=printed.colophon_alone and printed.page_count % 2 == 0,
            creep=self.creep,
            marked=read_finishing_measures(room.theme).booklet if self.marks else None,
        )


Variant = PressFile | Booklet


def variant_named(name: str, *, marks: bool, creep: float) -> Variant | None:
    """Return what is made of the archive file, or None for that file itself.

    Raises:
        UsageFault: the name or what it was given with does not go.
    """
    if creep and name != "booklet":
        raise UsageFault("--creep moves the pages of a booklet: give --variant booklet with it")
    if name == "press":
        return PressFile(marks=marks)
    if name == "booklet":
        return Booklet(marks=marks, creep=creep)
    if marks:
        raise UsageFault("--marks go around a press file or a booklet: give --variant press or booklet too")
    return None
