"""What is invisible, meaningless or written otherwise than it looks is refused; what people write is not."""

import unicodedata
from pathlib import Path

import pytest
from small_content import an_item_file, load, publish

from jianbao.diagnostics import ContentFault
from jianbao.load import read_publication

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u200b\u2060\ufeff\u00ad\u180e\u200c\u200d\u2061\u2064"
FILLERS = "\u034f\u115f\u1160\u3164\uffa0\u2800"
PRIVATE = "\ue000\uf8ff\U000f0000\U0010fffd"
NO_CHARACTERS = "\ufdd0\U0001ffff\U0010ffff\u0378"
TAGS = "\U000e0001\U000e0041"
LINE_ENDS = "\u2028\u2029\x85"
CONTROLS = "\x00\x07\x1b\x7f\x9b"


def faults(folder: Path, title: str) -> list[str]:
    with pytest.raises(ContentFault) as raised:
        publish(folder, {"items/2020/books.yml": an_item_file(title=title)})
    return [str(found).removeprefix(f"{folder}/") for found in raised.value.diagnostics if not found.severity]


@pytest.mark.parametrize(
    "character",
    BIDIRECTIONAL + ZERO_WIDTH + FILLERS + PRIVATE + TAGS,
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_refuses_what_nobody_sees_or_everybody_sees_otherwise(tmp_path: Path, character: str) -> None:
    (said,) = faults(tmp_path, f"书籍{character}送到")
    assert said.startswith(f"items/2020/books.yml:1:10: the character U+{ord(character):04X} is ")


@pytest.mark.parametrize("character", NO_CHARACTERS + LINE_ENDS + CONTROLS, ids=lambda c: f"U+{ord(c):04X}")
def test_refuses_what_is_no_text_even_where_an_escape_hides_it(tmp_path: Path, character: str) -> None:
    (said,) = faults(tmp_path, f'"书籍\\U{ord(character):08x}送到"')
    assert f"U+{ord(character):04X}" in said


def test_refuses_half_characters(tmp_path: Path) -> None:
    assert faults(tmp_path, '"书籍\\ud83d送到"')


@pytest.mark.parametrize(
    ("written", "column", "said"),
    [
        ("cafe\u0301 书屋", 11, "U+0065 e is written in several parts; write U+00E9 é"),
        ("书屋\u304b\u3099", 10, "U+304B か is written in several parts; write U+304C が"),
        ("\uf98e度", 8, "U+F98E \uf98e is a double that looks like another; write U+5E74 \u5e74"),
        ("书屋\u1112\u1161\u11ab", 10, "U+1112 \u1112 is written in several parts; write U+D55C 한"),
        ("书屋\ud558\u11ab", 10, "U+D558 하 is written in several parts; write U+D55C 한"),
        ("书屋\u064a\u0654", 10, "U+064A \u064a is written in several parts; write U+0626 \u0626"),
        ("妇\u2f25儿", 9, "U+2F25 \u2f25 is a dictionary's sign that looks like another; write U+5973 女"),
        ("\u2ec5面会", 8, "U+2EC5 \u2ec5 is a dictionary's sign that looks like another; write U+89C1 见"),
        ("\u212b 级", 8, "U+212B \u212b is a double that looks like another; write U+00C5 \u00c5"),
    ],
)
def test_says_how_a_character_is_written_that_only_looks_like_itself(
    tmp_path: Path, written: str, column: int, said: str
) -> None:
    assert faults(tmp_path, written) == [f"items/2020/books.yml:1:{column}: the character {said}"]


@pytest.mark.parametrize(
    "text",
    [
        "爱心书籍——“送到”留守儿童手中……（第①批，25㎡，98.5℃，20％）",
        "李䶮、𫖯、㛃、𠮷田、买买提·艾力、Ⅳ级、№ 3、〇八年",
        "Women’s Home 2.0 – café, naïve, Zürich, Łódź, ½, €5",
        "１２３ＡＢＣ，全角；半角,half",
        "ئۇيغۇرچە خەت",
        "می\u200cخواهم",
        "བོད་སྐད་ཀྱི་ཡི་གེ",
        "གྷ",
        "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌",
        "ᠬᠠᠭᠠᠨ\u180eᠠ",
        "ᠬᠠᠭᠠᠨ\u180b\u180eᠠ",
        "ꆈꌠꁱꂷ",
        "Vahcuengh: Mwngz ndei ƅ",
        "한국어 조선말",
        "ひらがな・カタカナ",
        "नमस्ते क्\u200dष",
    ],
)
def test_takes_what_people_write(tmp_path: Path, text: str) -> None:
    assert publish(tmp_path, {"items/2020/books.yml": an_item_file(title=f'"{text}"')}).items[0].title == text


def test_takes_the_sample_with_the_fonts_that_it_is_set_in() -> None:
    found = read_publication(Path(__file__).parents[2] / "content")
    text = "".join(body.markdown for item in found.publication.items for body in item.bodies)
    assert unicodedata.is_normalized("NFC", text)
    assert found.warnings == ()


def test_a_joiner_has_its_place_only_in_scripts_that_are_written_with_it(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "书\u200d籍a\u200cb\u180eᠠ")) == 3


def test_a_selector_has_its_place_only_behind_a_letter_that_it_can_change(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "书\u180b籍a\u180cb ᠭ\u180b\u180d")) == 3


def test_says_that_no_font_has_a_character(tmp_path: Path) -> None:
    publish(tmp_path, {"items/2020/books.yml": an_item_file(title="书籍བ送到")})
    glyphs = {ord(character) for character in "".join(map(chr, range(0x20, 0x2FF))) + "简报书籍送到"}
    with pytest.raises(
        ContentFault, match=r"books\.yml:1:10: the character U\+0F56 བ is in none of the fonts"
    ):
        read_publication(tmp_path, glyphs=glyphs)


def test_a_text_full_of_them_is_reported_up_to_a_point(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "\u200b" * 300)) == 50


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_places_are_right_whatever_ends_the_lines(tmp_path: Path, line_end: str) -> None:
    text = an_item_file(body="|\n  第一行\n  第二\u202e行").replace("\n", line_end)
    with pytest.raises(ContentFault, match=r"books\.yml:8:5: the character U\+202E is invisible"):
        load(tmp_path, {"items/2020/books.yml": text})


def test_refuses_marks_that_are_drawn_over_other_lines(tmp_path: Path) -> None:
    (said,) = faults(tmp_path, f"书籍x{chr(0x308) * 4}送到")
    assert said.startswith("items/2020/books.yml:1:14: the character U+0308")
    assert "more marks than a line has room for" in said
