"""Where a character of a text stands in its file."""

import pytest

from jianbao.diagnostics import Findings, Place
from jianbao.load.files import read_document


def read(folder, text):
    file = folder / "x.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    findings = Findings()
    document = read_document(file, "x.yml", findings)
    assert not list(findings)
    return document


TEXTS = {
    "plain": ("key: 甲乙‸★丙\n", "key"),
    "plain over lines": ("key: 甲乙\n  丙 丁‸★戊\n", "key"),
    "double quotes": ('key: "甲乙‸★丙"\n', "key"),
    "double quotes over lines": ('key: "甲乙\n\n  丙‸★丁"\n', "key"),
    "single quotes": ("key: '甲乙‸★丙'\n", "key"),
    "literal": ("key: |\n  甲乙\n\n    丙‸★丁\n", "key"),
    "literal with indentation mark": ("key: |2-\n    甲\n  乙‸★丙\n", "key"),
    "literal, first line": ("a: 1\nkey: |\n  ‸★甲\n", "key"),
    "literal with a comment": ("key: |  # 说明\n  甲‸★乙\n", "key"),
    "folded": ("key: >\n  甲乙\n  丙丁\n\n  戊‸★己\n", "key"),
    "folded, first line": ("key: >-\n  甲乙‸★\n  丙丁\n", "key"),
    "with full-width spaces": ("key: >\n  　　甲　乙\n  　丙‸★\n", "key"),
    "beyond the basic plane": ("key: 𠮷𠮷‸★\n", "key"),
}


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_finds_a_character_however_the_text_is_written(tmp_path, form, line_end):
    text, key = TEXTS[form]
    before = text[: text.index("‸")].split("\n")
    document = read(tmp_path, text.replace("‸", "").replace("\n", line_end))

    offset = document.data[key].index("★")

    assert document.place_in((key,), offset) == Place("x.yml", len(before), len(before[-1]) + 1)


def test_points_at_the_beginning_where_escapes_make_another_text(tmp_path):
    document = read(tmp_path, 'key: "\\u7532\\u4e59★"\n')
    assert document.place_in(("key",), 2) == Place("x.yml", 1, 6)


def test_finds_characters_in_lists_within_lists(tmp_path):
    document = read(tmp_path, "parts:\n  - body: |\n      甲\n      乙★\n  - body: 丙★\n")
    assert document.place_in(("parts", 0, "body"), 3) == Place("x.yml", 4, 8)
    assert document.place_in(("parts", 1, "body"), 1) == Place("x.yml", 5, 12)


def test_a_byte_order_mark_takes_no_column(tmp_path):
    document = read(tmp_path, b"\xef\xbb\xbfkey: a\n")
    assert document.place_of_key("key") == Place("x.yml", 1, 1)
    assert document.place("key") == Place("x.yml", 1, 6)


def test_knows_keys_and_values_apart(tmp_path):
    document = read(tmp_path, "a:\n  b: [c, d]\n")
    assert document.place_of_key("a", "b") == Place("x.yml", 2, 3)
    assert document.place("a", "b") == Place("x.yml", 2, 6)
    assert document.place("a", "b", 1) == Place("x.yml", 2, 10)


def test_what_is_missing_stands_where_it_would_belong(tmp_path):
    document = read(tmp_path, "a:\n  b: c\n")
    assert document.place("a", "x", "y") == Place("x.yml", 2, 3)
