"""fonts.conf: fontconfig, and so Pango, sees the project's fonts and the institution's own, no others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.fonts import OWN, read_faces, write_fontconfig

ROOT = Path(__file__).parents[2]
FACES = read_faces(ROOT / "theme" / "fonts.toml")

# In a process of its own: fontconfig reads its configuration once.
LIST = """
import ctypes
fontconfig = ctypes.CDLL("libfontconfig.so.1")
fontconfig.FcPatternCreate.restype = fontconfig.FcObjectSetCreate.restype = ctypes.c_void_p
fontconfig.FcFontList.restype = ctypes.POINTER(ctypes.c_int * 2)
fontconfig.FcObjectSetAdd.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
fontconfig.FcFontList.argtypes = [ctypes.c_void_p] * 3
fontconfig.FcPatternFormat.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
fontconfig.FcPatternFormat.restype = ctypes.c_char_p

class FontSet(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p))]

fontconfig.FcFontList.restype = ctypes.POINTER(FontSet)
wanted = fontconfig.FcObjectSetCreate()
for name in (b"file", b"family", b"weight"):
    fontconfig.FcObjectSetAdd(wanted, name)
found = fontconfig.FcFontList(None, fontconfig.FcPatternCreate(), wanted).contents
for index in range(found.count):
    print(fontconfig.FcPatternFormat(found.fonts[index], b"%{file|basename}\\t%{family}").decode())
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="loads fontconfig by its name on Linux")


def families(conf: Path) -> dict[str, list[str]]:
    """Ask fontconfig for the files it sees and their families."""
    run = subprocess.run(
        [sys.executable, "-c", LIST],
        env={"PATH": os.defpath, "FONTCONFIG_FILE": str(conf), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    return {file: names.split(",") for file, names in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the project's fonts, whose name has what XML must escape."""
    fonts = tmp_path / "简报 <&> fonts"
    fonts.mkdir()
    for face in FACES:
        (fonts / face.file).symlink_to(ROOT / "fonts" / face.file)
    return fonts


def test_shows_the_project_fonts_by_the_families_of_the_manifest(tmp_path: Path, folder: Path):
    conf = write_fontconfig(tmp_path / "conf" / "fonts.conf", fonts=folder, cache=tmp_path / "cache")
    seen = families(conf)
    assert set(seen) == {face.file for face in FACES}
    assert [face.file for face in FACES if face.family not in seen[face.file]] == []


def test_shows_the_fonts_an_institution_adds(tmp_path: Path, folder: Path):
    (folder / OWN).mkdir()
    (folder / FACES[0].file).rename(folder / OWN / "licensed.ttf")
    conf = write_fontconfig(tmp_path / "fonts.conf", fonts=folder, cache=tmp_path / "cache")
    assert "licensed.ttf" in families(conf)


def test_keeps_its_cache_in_the_folder_given(tmp_path: Path, folder: Path):
    families(write_fontconfig(tmp_path / "fonts.conf", fonts=folder, cache=tmp_path / "cache"))
    assert list((tmp_path / "cache").rglob("*.cache-*"))


def test_is_written_once_and_always_the_same(tmp_path: Path, folder: Path):
    conf = tmp_path / "fonts.conf"
    before = write_fontconfig(conf, fonts=folder, cache=tmp_path / "cache").stat()
    text = conf.read_bytes()
    after = write_fontconfig(conf, fonts=folder, cache=tmp_path / "cache").stat()
    assert (before.st_mtime_ns, before.st_ino, text) == (after.st_mtime_ns, after.st_ino, conf.read_bytes())
