"""The typefaces a bulletin is set in, and a fontconfig world that holds no others.

Comes in: the manifest theme/fonts.toml and the folder fonts/. Goes out: faces, what is wrong with
their files, a fingerprint of all that can change a page, and the fonts.conf that Pango is to read.

Set-up runs this before any dependency is there, so it needs the standard library only.
"""

import hashlib
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jianbao.diagnostics import EnvironmentFault

MEND = "python3 build.py"
OWN = "own"
"""The folder inside fonts/ where an institution puts the fonts it has a licence for."""

_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>serif</family><prefer><family>Noto Serif SC</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <alias binding="same"><family>monospace</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <config><rescan><int>0</int></rescan></config>
  <!-- Latin letters and figures of these two do not go with the rest: the next face of the stack has them -->
  <match target="scan">
    <test name="family"><string>FandolFang R</string></test>
    <edit name="charset" mode="assign"><minus><name>charset</name><charset>
      <range><int>0x21</int><int>0x7E</int></range>
    </charset></minus></edit>
  </match>
  <match target="scan">
    <test name="family"><string>LXGW WenKai</string></test>
    <edit name="charset" mode="assign"><minus><name>charset</name><charset>
      <range><int>0x21</int><int>0x7E</int></range><int>0xB7</int>
      <range><int>0x2018</int><int>0x201D</int></range>
    </charset></minus></edit>
  </match>
</fontconfig>
"""


class Role(StrEnum):
    """What a face is for, in the words of Chinese typesetting."""

    SONG = "song"
    DISPLAY = "display"
    FANGSONG = "fangsong"
    HEI = "hei"
    KAI = "kai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file: what it is for, where it comes from and what its bytes must be."""

    role: Role
    use: str
    family: str
    weight: int
    file: str
    origin: str
    sha256: str
    size: int
    licence: str
    terms: str


@dataclass(frozen=True, slots=True)
class FontProblem:
    """A font file that is not what the manifest says."""

    face: Face
    path: Path
    fault: str

    def __str__(self) -> str:
        """Name the file, what is wrong with it and the command that mends it."""
        return f"{self.path}: {self.fault}; `{MEND}` fetches it again"


def read_faces(manifest: Path) -> tuple[Face, ...]:
    """Read the manifest in its own order; EnvironmentFault if it is not as it should be."""
    try:
        tables = tomllib.loads(manifest.read_text(encoding="utf-8")).get("face", [])
        faces = tuple(_face(table) for table in tables)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EnvironmentFault(f"{manifest}: {error}; restore it from git") from error
    files = [face.file for face in faces]
    twice = sorted({name for name in files if files.count(name) > 1})
    if twice or not faces:
        what = f"names {', '.join(twice)} twice" if twice else "names no face"
        raise EnvironmentFault(f"{manifest}: {what}; restore it from git")
    return faces


def _face(table: dict[str, Any]) -> Face:
    names = {field.name for field in fields(Face)}
    if odd := sorted(names ^ table.keys()):
        raise ValueError(f"[[face]] lacks or does not know: {', '.join(odd)}")
    name = table["file"]
    if Path(name).name != name:
        raise ValueError(f"file {name!r} must be a plain file name")
    if len(table["sha256"]) != 64 or not isinstance(table["size"], int):
        raise ValueError(f"{name}: sha256 must have 64 digits and size be a number")
    return Face(**{**table, "role": Role(table["role"])})


def verify(faces: Iterable[Face], folder: Path) -> list[FontProblem]:
    """Read every file and tell which are missing or altered, in the manifest's order."""
    found = ((face, folder / face.file) for face in faces)
    return [FontProblem(face, path, fault) for face, path in found if (fault := _fault(face, path))]


def require(faces: Iterable[Face], folder: Path) -> None:
    """Raise EnvironmentFault with every problem there is, if there is one."""
    if problems := verify(faces, folder):
        raise EnvironmentFault("\n".join(map(str, problems)))


def _fault(face: Face, path: Path) -> str:
    if not path.is_file():
        return "this font is missing"
    if path.stat().st_size != face.size or _sha256(path) != face.sha256:
        return "this font was altered"
    return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def own_files(folder: Path) -> tuple[Path, ...]:
    """Return the institution's own font files, by name."""
    return tuple(sorted(path for path in (folder / OWN).rglob("*") if path.is_file()))


def fingerprint(faces: Iterable[Face], folder: Path) -> str:
    """Return a hash of the faces and of the own fonts: pages may differ only if it does."""
    lines = [f"{face.file} {face.sha256}" for face in faces]
    lines += [f"{path.relative_to(folder).as_posix()} {_sha256(path)}" for path in own_files(folder)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def write_fontconfig(conf: Path, *, fonts: Path, cache: Path) -> Path:
    """Write `conf` so that fontconfig sees the fonts below `fonts` and no others; return its path.

    FONTCONFIG_FILE must name it before Pango is loaded. Several processes may write it at once.
    """
    # What the rules for scanning do to a font stays in the cache: other rules need another one.
    scanned = cache.resolve() / hashlib.sha256(_CONF.encode()).hexdigest()[:16]
    text = _CONF.format(fonts=escape(str(fonts.resolve())), cache=escape(str(scanned)))
    if not conf.is_file() or conf.read_text(encoding="utf-8") != text:
        conf.parent.mkdir(parents=True, exist_ok=True)
        fresh = conf.with_name(f"{conf.name}.{os.getpid()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(conf)
    return conf
