"""What is pointed out is hardly meant: just within the measure nothing is said, just beyond it is."""

import datetime as dt
from pathlib import Path

import pytest
from small_content import ITEM, an_issue_file, an_item_file, load

BOOKS = "2020/books"


def said_of(
    folder: Path, item: str = ITEM, *, name: str = "2020-01", date: str = "2020-04-07", more: str = ""
) -> list[str]:
    """Return the warnings of an issue with one item."""
    year, _, number = name.partition("-")
    issue = an_issue_file(number, BOOKS, year=year, date=date, more=more)
    found = load(folder, {f"items/{BOOKS}.yml": item, f"issues/{name}.yml": issue}).warnings
    return [str(finding).removeprefix(f"{folder}/") for finding in found]


@pytest.mark.parametrize(
    ("date", "told"),
    [("2019-11-17", False), ("2019-11-16", True), ("2021-02-14", False), ("2021-02-15", True)],
)
def test_an_issue_may_be_dated_around_the_turn_of_its_year(tmp_path: Path, date: str, *, told: bool) -> None:
    said = said_of(tmp_path, an_item_file(date=date), date=date)
    place = "issues/2020-01.yml:3:7"
    expected = f"{place}: warning: the issue is of 2020, but dated {date}; correct the year or the date"
    assert said == ([expected] if told else [])


DATED = dt.date(2020, 12, 1)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (7, ""),
        (8, "after its issue 2020-01 (2020-12-01); correct the date, or keep the item for a later issue"),
        (-300, ""),
        (-301, "long before its issue 2020-01 (2020-12-01); see whether the year is right"),
    ],
)
def test_an_item_goes_with_the_date_of_its_issue(tmp_path: Path, days: int, told: str) -> None:
    day = DATED + dt.timedelta(days=days)
    said = said_of(tmp_path, an_item_file(date=str(day)), date=str(DATED))
    assert said == ([f"items/2020/books.yml:5:7: warning: the item is dated {day}, {told}"] if told else [])


def test_an_issue_handed_out_late_may_hold_what_happened_meanwhile(tmp_path: Path) -> None:
    item = an_item_file(date="2020-12-17")
    assert said_of(tmp_path, item, date=str(DATED), more="issued: 2020-12-10\n") == []


def test_an_issue_is_not_handed_out_before_its_date(tmp_path: Path) -> None:
    assert said_of(tmp_path, more="issued: 2020-04-07\n") == []
    assert said_of(tmp_path, more="issued: 2020-04-06\n") == [
        "issues/2020-01.yml:7:9: warning: `issued` (2020-04-06) lies before the date of the issue "
        "(2020-04-07); correct one of the two"
    ]


def test_a_number_withdrawn_is_not_weighed(tmp_path: Path) -> None:
    issue = an_issue_file("1", BOOKS, date="2021-06-01", more="issued: 2020-01-01\n")
    files = {f"items/{BOOKS}.yml": ITEM.replace("date:", "status: draft\ndate:")}
    files["issues/2020-01.yml"] = issue.replace("status: issued", "status: void")
    assert load(tmp_path, files).warnings == ()


def test_what_is_called_ready_is_written(tmp_path: Path) -> None:
    hint = "write it, or set the status to draft"
    assert said_of(tmp_path, an_item_file(title=BOOKS, body="……")) == [
        f"items/2020/books.yml:1:8: warning: the title is still the name of the file; {hint}",
        f"items/2020/books.yml:6:7: warning: the text is still to be written; {hint}",
    ]
    parts = "parts:\n  - {region: 皋兰县, body: 有}\n  - {region: 皋兰县, body: …}\n"
    assert said_of(tmp_path, ITEM + parts) == [
        f"items/2020/books.yml:9:25: warning: the text is still to be written; {hint}"
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (">\n  第一行\n  第二行", True),
        ("第一行\n  第二行", True),
        (">\n  one line\n  another", False),
        (">\n  one line\n\n  another", True),
        (">\n  第一行\n\n", False),
        ("|\n  第一行\n  第二行", False),
    ],
)
def test_lines_that_are_joined_are_pointed_out_where_joining_loses_something(
    tmp_path: Path, body: str, *, told: bool
) -> None:
    expected = (
        "items/2020/books.yml:6:7: warning: the lines of this text are joined into one; "
        "write `body: |`, and the text below it, indented"
    )
    assert said_of(tmp_path, an_item_file(body=body)) == ([expected] if told else [])


def test_what_is_read_as_a_comment_is_pointed_out(tmp_path: Path) -> None:
    hint = "quote the whole text, or put a space after the `#` of a comment"
    assert said_of(tmp_path, an_item_file(title="书籍 #3")) == [
        f'items/2020/books.yml:1:11: warning: "#3" is read as a comment, not as text; {hint}'
    ]
    assert said_of(tmp_path, an_item_file(title=f"书籍 #{'3' * 20}")) == [
        f'items/2020/books.yml:1:11: warning: "#{"3" * 19}" is read as a comment, not as text; {hint}'
    ]
    for title in ("书籍 # 3", '"书籍" #3', "书籍#3"):
        assert said_of(tmp_path, an_item_file(title=title)) == []
    assert said_of(tmp_path, an_item_file(date="2020-04-03 #3")) == []
