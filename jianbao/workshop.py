"""The tools of a build, and the content read with them.

Comes in: where the tools lie, and a content folder. Goes out: a `Workshop` with its press and fonts, and what
was read (`Loaded`).
"""

import datetime as dt
import io
import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from jianbao.fonts import Face, fingerprint, own_files, read_faces, write_fontconfig
from jianbao.load import Loaded, read_publication
from jianbao.model import Imprint, Publication
from jianbao.papers import Press
from jianbao.progress import Progress
from jianbao.supplies import require
from jianbao.theme import find_theme
from jianbao.typesetting.coverage import read_coverage
from jianbao.typesetting.families import require_families
from jianbao.work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where the tools of a build lie: the theme, fonts, colour profiles, and results of earlier builds."""

    theme: Path
    fonts: Path
    profiles: Path
    cache: Path

    @classmethod
    def here(cls) -> "Workshop":
        """Return the workshop of this checkout."""
        theme = find_theme()
        root = theme.parent
        cache = Path(os.environ.get("JIANBAO_CACHE") or root / ".jianbao").resolve()
        return cls(theme=theme, fonts=root / "fonts", profiles=root / "profiles", cache=cache)

    @property
    def press(self) -> Press:
        """What papers are made with."""
        fonts = fingerprint(self.faces, self.fonts)
        return Press(theme=self.theme, fonts=fonts, store=Store(self.cache / "store"))

    @property
    def index_store(self) -> Store:
        """Where the newest search index is kept."""
        return Store(self.cache / "search")

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces of the theme's manifest."""
        return read_faces(self.theme / "fonts.toml")

    @property
    def masthead_font(self) -> Path:
        """The file of the face in which the masthead is set."""
        return self.fonts / next(face.file for face in self.faces if face.use == "masthead")

    @property
    def font_files(self) -> dict[str, Path]:
        """The files of the faces by role and use: `display-masthead`, `song-text`."""
        return {f"{face.role.value}-{face.use}": self.fonts / face.file for face in self.faces}

    def lay_out_fonts(self) -> None:
        """Make sure of the fonts, and let Pango see them and no others.

        Raises:
            EnvironmentFault: a font is missing or altered; names the command that mends it.
        """
        require(self.faces, self.fonts)
        conf = write_fontconfig(
            self.cache / "fontconfig" / "fonts.conf", fonts=self.fonts, cache=self.cache / "fontconfig"
        )
        os.environ["FONTCONFIG_FILE"] = os.fspath(conf)

    def require_families(self, imprint: Imprint) -> None:
        """Make sure of the families that a publication names for itself.

        Raises:
            EnvironmentFault: one is not there; says where its file belongs.
        """
        require_families(imprint.fonts, own_files(self.fonts), (face.family for face in self.faces))

    def glyphs(self) -> frozenset[int]:
        """Return the code points that the fonts have, the institution's own included."""
        return read_coverage((*(self.fonts / face.file for face in self.faces), *own_files(self.fonts)))


def silent() -> Progress:
    """Return a progress that nobody sees."""
    return Progress(io.StringIO())


def load_content(content: Path, workshop: Workshop, progress: Progress) -> Loaded:
    """Make sure of the fonts and read the content with them."""
    with progress.stage("fonts"):
        workshop.lay_out_fonts()
        glyphs = workshop.glyphs()
    with progress.stage("load"):
        found = read_publication(content, glyphs=glyphs)
    workshop.require_families(found.publication.imprint)
    return found


def moment_in(publication: Publication, moment: dt.datetime) -> dt.datetime:
    """Return a moment in the publication's time zone, in which one without a zone is meant."""
    zone = ZoneInfo(publication.imprint.timezone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
