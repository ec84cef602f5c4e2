"""What a file may hold, and how much of it."""

from pathlib import Path

import pytest

from jianbao.diagnostics import Findings
from jianbao.load.files import MAX_DEPTH, read_document


def said_of(folder: Path, written: bytes | str, *, limit: int = 10_000) -> list[str]:
    file = folder / "a.yml"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    findings = Findings()
    read_document(file, "a.yml", findings, limit=limit)
    return [str(finding) for finding in findings]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    for file, why in ((tmp_path, "Is a directory"), (tmp_path / "nowhere", "No such file or directory")):
        findings = Findings()
        assert read_document(file, "a.yml", findings) is None
        assert [str(f) for f in findings] == [
            f"a.yml:1:1: the file cannot be read: {why}; check its permissions"
        ]


def test_a_file_has_its_size(tmp_path: Path) -> None:
    assert said_of(tmp_path, "a: " + "b" * 2045, limit=2048) == []
    assert said_of(tmp_path, "a: " + "b" * 2046, limit=2048) == [
        "a.yml:1:1: the file is larger than 2 KiB; split it"
    ]


def test_a_file_has_its_number_of_values(tmp_path: Path) -> None:
    assert said_of(tmp_path, "[" + "a, " * 99 + "]", limit=2000) == []
    assert said_of(tmp_path, "[" + "a, " * 100 + "]", limit=2000) == [
        "a.yml:1:299: the file holds more than 100 values; split it"
    ]


def test_values_have_their_depth(tmp_path: Path) -> None:
    deepest = "[" * (MAX_DEPTH + 1)
    assert said_of(tmp_path, deepest + "]" * (MAX_DEPTH + 1)) == []
    assert said_of(tmp_path, f"{deepest}[{']' * (MAX_DEPTH + 2)}") == [
        "a.yml:1:14: values are nested deeper than 12 levels; flatten them"
    ]


def test_signs_that_no_editor_shows_are_named_up_to_twenty(tmp_path: Path) -> None:
    assert said_of(tmp_path, "a: b\nc: d\x07e\x85") == [
        f"a.yml:2:{column}: the character U+{code} cannot stand in a file; remove it"
        for column, code in ((5, "0007"), (7, "0085"))
    ]
    assert len(said_of(tmp_path, "\x07" * 30)) == 20


@pytest.mark.parametrize(("before", "line", "column"), [(b"a: ", 1, 4), ("甲: 乙\n乙: 丙".encode(), 2, 5)])
def test_bytes_of_another_encoding_are_told_where_they_begin(
    tmp_path: Path, before: bytes, line: int, column: int
) -> None:
    assert said_of(tmp_path, before + b"\xc4\xe3") == [
        f"a.yml:{line}:{column}: the file is not UTF-8; save it as UTF-8 (GB 18030 files must be converted)"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b\n---\na: b\n", "2:1: a second document begins here; put one thing in each file"),
        ("a: &x b\n", "1:4: anchors (`&name`) are not read; remove it, or quote the text"),
        ("a: *x\n", "1:4: aliases (`*name`) are not read; write the value out, or quote the text"),
        ("a: !x b\n", "1:4: tags (`!x`) are not read; remove it, or quote the text"),
        ("<<: {a: b}\n", "1:1: merge keys (`<<`) are not read; write the values out"),
        ("? [a]\n: b\n", "1:3: a list or mapping cannot be a key; write a plain word before the colon"),
        ("a: b\nc: d\na: e\n", '3:1: "a" stands here a second time (first on line 1); keep one of the two'),
        ("x:\n  b: c\n  b: d\n", '3:3: "b" stands here a second time (first on line 2); keep one of the two'),
        ("a:\n\tb: c\n", "2:1: a tab stands in the indentation; indent with spaces only"),
    ],
)
def test_says_what_of_yaml_is_not_read_and_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    assert said_of(tmp_path, text) == [f"a.yml:{said}"]


def test_what_is_quoted_is_text(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("\"<<\": '&a'\nb: '*c'\nd: '!e'\nf: ''\ng: 'null'\nh:\ni: ~\nj: null\n")
    findings = Findings()
    document = read_document(file, "a.yml", findings)
    assert list(findings) == []
    assert document is not None
    assert document.data == {
        "<<": "&a",
        "b": "*c",
        "d": "!e",
        "f": "",
        "g": "null",
        "h": None,
        "i": None,
        "j": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "  一句。\n\n  ## 一、先\n\n  各单位：",
        "  一句：\n\n  - 甲\n  - 乙: 丙",
        "  他说: 好\n\n  第二段\n",
        "  一句。\n\n  ## 一\n  又: 二\nimages: []",
    ],
)
def test_a_text_of_several_lines_without_its_sign_is_told_at_its_key(tmp_path: Path, text: str) -> None:
    hint = "write `body: |`, and the text below it, indented"
    for before, place in (("title: 甲\nbody:", "2:6"), ("parts:\n  - body:", "2:10")):
        below = text if before.startswith("title") else text.replace("  ", "      ").partition("\nimages")[0]
        assert said_of(tmp_path, f"{before}\n{below}\n") == [
            f"a.yml:{place}: the text of `body` is read as keys and comments, for `|` is missing; {hint}"
        ]


@pytest.mark.parametrize("text", ["body:\n  一句。\n两句\n", "body: |\n  一句。\n 两句\n"])
def test_a_sign_is_missed_only_where_the_text_itself_is_at_fault(tmp_path: Path, text: str) -> None:
    (said,) = said_of(tmp_path, f"title: 甲\n{text}")
    assert "`|` is missing" not in said


def test_what_git_left_of_a_conflict_is_named(tmp_path: Path) -> None:
    left = "title: 甲\nbody: |\n  一句。\n<<<<<<< HEAD\n  两句。\n=======\n  三句。\n>>>>>>> other\n"
    (said,) = said_of(tmp_path, left)
    assert said.startswith("a.yml:4:1: git found a conflict here, and left both versions; keep what is right")


@pytest.mark.parametrize("text", ["- 甲\n-乙\n", "a:\n  - 甲\n  -2020/b\n", "a:\n  -甲\n  -乙\nb: 丙\n"])
def test_a_dash_without_its_space_is_told_behind_it(tmp_path: Path, text: str) -> None:
    said = said_of(tmp_path, text)
    hint = "a space is missing after the `-` of a list; write `- …`, with a plain space"
    assert all(finding.endswith(hint) for finding in said), said


def test_a_dash_within_a_text_is_none_of_a_list(tmp_path: Path) -> None:
    (said,) = said_of(tmp_path, "a: |\n  -甲\nb\nc: 丁\n")
    assert "a space is missing" not in said
