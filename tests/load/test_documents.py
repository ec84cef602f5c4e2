"""A document knows how each of its texts is written, and where."""

from pathlib import Path

from jianbao.diagnostics import Findings, Place
from jianbao.load.complaints import Complaint, explain, find_slip
from jianbao.load.documents import Document
from jianbao.load.files import read_document

TEXT = """\
title: 书籍
body: |
  第一行

  第二行
note: >
  一
  二
alt: '单
  引'
caption: "双引"
credit: 无引
  接着
images:
- file: a.png
  alt: 甲
"""


def a_document(folder: Path, text: str = TEXT) -> Document:
    (folder / "a.yml").write_text(text, "utf-8")
    document = read_document(folder / "a.yml", "a.yml", Findings())
    assert document is not None
    return document


def test_says_how_a_text_is_written_and_gives_its_own_lines(tmp_path: Path) -> None:
    document = a_document(tmp_path)
    assert document.written(("title",)) == (None, ("书籍",))
    assert document.written(("body",)) == ("|", ("|", "  第一行", "", "  第二行"))
    assert document.written(("note",)) == (">", (">", "  一", "  二"))
    assert document.written(("alt",)) == ("'", ("'单", "  引'"))
    assert document.written(("caption",)) == ('"', ('"双引"',))
    assert document.written(("credit",)) == (None, ("无引", "  接着"))
    assert document.written(("images", 0, "alt")) == (None, ("甲",))


def test_names_every_text_by_its_way_in(tmp_path: Path) -> None:
    assert [loc for loc, _ in a_document(tmp_path).texts()] == [
        ("title",),
        ("body",),
        ("note",),
        ("alt",),
        ("caption",),
        ("credit",),
        ("images", 0, "file"),
        ("images", 0, "alt"),
    ]


def test_knows_where_keys_and_values_stand(tmp_path: Path) -> None:
    document = a_document(tmp_path)
    assert document.place("images", 0, "alt") == Place("a.yml", 16, 8)
    assert document.place_of_key("images", 0, "alt") == Place("a.yml", 16, 3)
    assert document.place("images", 0, "credit") == Place("a.yml", 15, 3)
    assert document.place("images", 7) == Place("a.yml", 15, 1)
    assert document.place_of_key("images", 0, "credit") == Place("a.yml", 15, 3)
    assert document.place("nowhere") == document.place() == Place("a.yml", 1, 1)
    assert Document("b.yml").place("nowhere") == Place("b.yml", 1, 1)


def test_a_place_behind_the_end_is_the_end(tmp_path: Path) -> None:
    document = a_document(tmp_path, "a: b\nc: d")
    assert document.place_at(1, 3) == Place("a.yml", 2, 4)
    assert document.place_at(2, 3) == Place("a.yml", 2, 1)
    assert document.place_at(9, 3) == Place("a.yml", 2, 1)


def test_knows_where_each_character_of_a_text_stands(tmp_path: Path) -> None:
    document = a_document(tmp_path)
    places = [(("title",), 1, 1, 9), (("body",), 0, 3, 3), (("body",), 5, 5, 3), (("body",), 7, 5, 5)]
    places += [(("note",), 0, 7, 3), (("note",), 2, 8, 3), (("alt",), 0, 9, 7), (("alt",), 2, 10, 3)]
    places += [(("caption",), 1, 11, 12), (("credit",), 1, 12, 10), (("credit",), 4, 13, 4)]
    for loc, offset, line, column in places:
        assert document.place_in(loc, offset) == Place("a.yml", line, column), (loc, offset)


def test_a_slip_is_looked_for_where_the_parser_was_and_on_the_last_line_before_it() -> None:
    lines = ("甲", "", "b：c", "", "丁", "e：f")
    for number, context, found in (
        (5, 0, 5),
        (4, 0, 2),
        (3, 0, 2),
        (0, 2, 2),
        (1, 0, None),
        (0, 0, None),
        (9, 9, 5),
    ):
        slip = find_slip(lines, min(number, 6), context)
        assert (slip and slip.line) == found, (number, context)


def test_what_has_no_words_of_ours_is_told_in_those_of_the_parser() -> None:
    assert explain("odd", "") == Complaint(
        "this is not valid YAML: odd", "check indentation, quotes and colons"
    )
