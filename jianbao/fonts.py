"""The typefaces a bulletin is set in, and a fontconfig world that holds no others.

Comes in: the manifest theme/fonts.toml and the folder fonts/. Goes out: faces, a fingerprint of all that
can change a page, and the fonts.conf that Pango is to read.

Set-up runs this before any dependency is there, so it needs the standard library only.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from jianbao.supplies import Supply, checked, read_supplies, sha256_of

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
class Face(Supply):
    """One font file and what it is for."""

    kind: ClassVar[str] = "font"
    folder: ClassVar[str] = "fonts"
    manifest: ClassVar[str] = "theme/fonts.toml"

    role: Role
    use: str
    family: str
    weight: int


def read_faces(manifest: Path) -> tuple[Face, ...]:
    """Read the manifest in its own order; EnvironmentFault if it is not as it should be."""
    return read_supplies(manifest, "face", _face)


def _face(facts: dict[str, Any]) -> Face:
    return Face(**{**checked(facts, "face", Face), "role": Role(facts["role"])})


def own_files(folder: Path) -> tuple[Path, ...]:
    """Return the institution's own font files, by name."""
    return tuple(sorted(path for path in (folder / OWN).rglob("*") if path.is_file()))


def fingerprint(faces: Iterable[Face], folder: Path) -> str:
    """Return a hash of the faces and of the own fonts: pages may differ only if it does."""
    lines = [f"{face.file} {face.sha256}" for face in faces]
    lines += [f"{path.relative_to(folder).as_posix()} {sha256_of(path)}" for path in own_files(folder)]
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
