"""The letters of the masthead travel with the site: these few, small, and with their licence."""

import io
from pathlib import Path

from fontTools.ttLib import TTFont

from jianbao.fonts import read_faces
from jianbao.theme import find_theme
from jianbao.typesetting.lettering import cut_letters

ROOT = find_theme().parent


def masthead_font() -> Path:
    faces = read_faces(find_theme() / "fonts.toml")
    return ROOT / "fonts" / next(face.file for face in faces if face.use == "masthead")


def test_font_has_the_letters_of_the_text_and_no_others() -> None:
    cut = TTFont(io.BytesIO(cut_letters(masthead_font(), "简报 简")))
    assert {chr(code) for code in cut.getBestCmap()} == {"简", "报", " "}


def test_font_weighs_little_and_is_the_same_each_time() -> None:
    content = cut_letters(masthead_font(), "妇女儿童工作简报")
    assert len(content) < 4000
    assert content == cut_letters(masthead_font(), "妇女儿童工作简报")


def test_font_names_its_licence() -> None:
    cut = TTFont(io.BytesIO(cut_letters(masthead_font(), "简报")))
    assert "Open Font Licen" in str(cut["name"].getDebugName(13))


def test_letter_that_the_font_has_not_got_is_left_out() -> None:
    cut = TTFont(io.BytesIO(cut_letters(masthead_font(), "简\ue000")))
    assert set(cut.getBestCmap()) == {ord("简")}
