"""The stamp: what is complete is not done again, and nothing half-made is believed."""

import os
from pathlib import Path

import pytest

from jianbao.fonts import Face, Role
from jianbao.setup.places import Places
from jianbao.setup.stamp import Stamp, current_stamp, read_stamp, write_stamp

FACE = Face(
    role=Role.SONG,
    use="text",
    family="Noto Serif SC",
    weight=400,
    file="a.ttf",
    origin="npm:a@1/a.ttf",
    sha256="0" * 64,
    size=1,
    licence="OFL-1.1",
    terms="LICENSE",
)


def a_checkout(folder: Path) -> Places:
    places = Places(folder)
    places.venv.mkdir(parents=True)
    places.fonts.mkdir()
    places.lock.write_text("a==1\n", encoding="utf-8")
    places.project.write_text("[project]\n", encoding="utf-8")
    (places.fonts / FACE.file).write_bytes(b"x")
    return places


def changed(before: Stamp, after: Stamp) -> set[str]:
    return {
        part
        for part in ("environment", "project", "supplies")
        if getattr(before, part) != getattr(after, part)
    }


def test_comes_back_as_it_was_written(tmp_path: Path):
    places = a_checkout(tmp_path)
    stamp = current_stamp(places, [FACE])
    write_stamp(places.stamp, stamp)
    assert read_stamp(places.stamp) == stamp == current_stamp(places, [FACE])
    assert [path.name for path in places.venv.iterdir()] == [places.stamp.name]


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"environment": ""}x', '{"odd": "1"}'])
def test_speaks_for_nothing_when_missing_or_garbled(tmp_path: Path, text: str | None):
    if text is not None:
        (tmp_path / "stamp").write_text(text, encoding="utf-8")
    assert read_stamp(tmp_path / "stamp") == Stamp()


def test_a_new_lock_asks_for_a_new_environment(tmp_path: Path):
    places = a_checkout(tmp_path)
    before = current_stamp(places, [FACE])
    places.lock.write_text("a==2\n", encoding="utf-8")
    assert changed(before, current_stamp(places, [FACE])) == {"environment", "project"}


def test_a_moved_checkout_asks_for_a_new_environment(tmp_path: Path):
    before = current_stamp(a_checkout(tmp_path / "here"), [FACE])
    (tmp_path / "here").rename(tmp_path / "there")
    after = current_stamp(Places(tmp_path / "there"), [FACE])
    assert changed(before, after) == {"environment", "project"}


def test_new_project_facts_ask_only_for_a_new_installation_of_the_project(tmp_path: Path):
    places = a_checkout(tmp_path)
    before = current_stamp(places, [FACE])
    places.project.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert changed(before, current_stamp(places, [FACE])) == {"project"}


def test_a_touched_font_asks_only_for_a_look_at_the_fonts(tmp_path: Path):
    places = a_checkout(tmp_path)
    before = current_stamp(places, [FACE])
    os.utime(places.fonts / FACE.file, ns=(1, 1))
    assert changed(before, current_stamp(places, [FACE])) == {"supplies"}


def test_a_missing_font_has_no_key(tmp_path: Path):
    places = a_checkout(tmp_path)
    (places.fonts / FACE.file).unlink()
    assert current_stamp(places, [FACE]).supplies == ""
