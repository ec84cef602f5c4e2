"""The faces: the manifest is complete, and an altered file does not pass for a right one."""

import json
import re
import shutil
from pathlib import Path

import pytest

from jianbao.diagnostics import EnvironmentFault
from jianbao.fonts import OWN, Role, fingerprint, read_faces
from jianbao.progress import Step
from jianbao.setup.commands import Commands
from jianbao.setup.origin import read_origin
from jianbao.setup.places import Places
from jianbao.setup.supplies import complete_supplies
from jianbao.supplies import require, verify

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "theme" / "fonts.toml"
FACES = read_faces(MANIFEST)
FONTS = ROOT / "fonts"


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    for face in FACES:
        shutil.copy2(FONTS / face.file, tmp_path)
    return tmp_path


def alter_one_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)
        file.seek(5000)
        file.write(bytes([byte[0] ^ 1]))


def test_manifest_has_a_face_for_every_role():
    assert {face.role for face in FACES} == set(Role)


def test_every_face_lies_in_its_place_unaltered():
    assert verify(FACES, FONTS) == []


def test_finds_the_font_of_which_one_byte_was_altered(copies: Path):
    alter_one_byte(copies / "NotoSansSC-Medium.ttf")
    assert [str(problem) for problem in verify(FACES, copies)] == [
        f"{copies / 'NotoSansSC-Medium.ttf'}: this font was altered; `python3 build.py` fetches it again"
    ]


def test_names_every_missing_and_altered_font_at_once(copies: Path):
    alter_one_byte(copies / "LXGWWenKai-Regular.ttf")
    (copies / "FandolFang-Regular.otf").unlink()
    with pytest.raises(EnvironmentFault, match=r"(?s)FandolFang-Regular.otf.*LXGWWenKai-Regular.ttf"):
        require(FACES, copies)


def test_set_up_leaves_right_fonts_alone_and_runs_no_program(tmp_path: Path):
    places = Places(tmp_path)
    places.state.mkdir()
    shutil.copytree(FONTS, places.fonts)
    shown: list[str] = []
    complete_supplies(
        FACES, places, Commands(places.log), Step(lambda _, what: shown.append(what), "fonts", 6)
    )
    assert shown[:-1] == [face.file for face in FACES]
    assert not places.log.exists()


def test_fingerprint_changes_with_the_manifest_and_with_own_fonts(tmp_path: Path):
    (tmp_path / OWN).mkdir()
    bare = fingerprint(FACES, tmp_path)
    (tmp_path / OWN / "FZXBS.ttf").write_bytes(b"licensed")
    with_own = fingerprint(FACES, tmp_path)
    assert len({bare, with_own, fingerprint(FACES[1:], tmp_path)}) == 3


def test_npm_packages_of_the_manifest_are_the_locked_ones():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    origins = [read_origin(face.origin) for face in FACES if face.origin.startswith("npm:")]
    for origin in origins:
        assert lock[f"node_modules/{origin.package}"]["version"] == origin.version
    needed = {name for name, entry in lock.items() if not entry.get("dev")}
    assert needed == {"", *(f"node_modules/{origin.package}" for origin in origins)}


def test_npm_lock_has_integrity_and_names_no_host():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = [entry for key, entry in json.loads(text)["packages"].items() if key]
    assert all(re.match(r"sha512-", entry["integrity"]) for entry in packages)
    assert "resolved" not in text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('role = "kai"', 'role = "kaiti"', "kaiti"),
        ('use = "masthead"\n', "", "use"),
        ('file = "NotoSerifSC-Bold.ttf"', 'file = "../NotoSerifSC-Bold.ttf"', "plain file name"),
        ('file = "NotoSerifSC-Bold.ttf"', 'file = "NotoSerifSC-Black.ttf"', "twice"),
        ("[[face]]", "[[face", "fonts.toml"),
    ],
)
def test_refuses_a_manifest_that_is_not_as_it_should_be(tmp_path: Path, old: str, new: str, told: str):
    manifest = tmp_path / "fonts.toml"
    manifest.write_text(MANIFEST.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=told):
        read_faces(manifest)


@pytest.mark.parametrize("text", ["npm:noto", "ftp:noto/x.ttf", "npm:No to@1/x.ttf", ""])
def test_refuses_an_origin_of_another_form(text: str):
    with pytest.raises(EnvironmentFault, match="must have the form"):
        read_origin(text)
