"""A correction names what was printed, as it was printed or as it has been corrected already."""

from pathlib import Path

import pytest
from small_content import ITEM, an_issue_file, load

from jianbao.diagnostics import ContentFault
from jianbao.load import Loaded

RICH = """\
title: 标题己
subtitle: 副题甲
short_title: 短题乙
source: 兰州市妇联
region: 皋兰县
topic: 留守儿童
date: 2020-04-03
note: 按语丙
body: 一批**书籍**和书籍送到了。
parts:
  - {region: 皋兰县, title: 小题丁, body: 正文戊。}
"""


def read(folder: Path, name: str = "2020-03-1", title: str = "", body: str = "", **keys: str) -> Loaded:
    rich = RICH.replace("title: 标题己", title or "title: 标题己", 1)
    rich = rich.replace("body: 一批**书籍**和书籍送到了。", body or "body: 一批**书籍**和书籍送到了。", 1)
    given = {"issue": "2020-03", "item": "2020/books", "date": "2020-05-01", "wrong": "一批", "right": "两批"}
    text = "".join(f"{key}: {value}\n" for key, value in (given | keys).items())
    files = {
        "items/2020/books.yml": rich,
        "items/2020/jobs.yml": ITEM,
        "issues/2020-03.yml": an_issue_file("3", "2020/books"),
        "issues/2020-04.yml": an_issue_file("4", "2020/jobs"),
        f"errata/{name}.yml": text,
    }
    return load(folder, files)


def said_of(folder: Path, name: str = "2020-03-1", **keys: str) -> list[str]:
    try:
        found = read(folder, name, **keys).warnings
    except ContentFault as fault:
        found = fault.diagnostics
    return [str(finding).removeprefix(f"{folder}/errata/") for finding in found]


def test_takes_over_what_a_correction_says(tmp_path: Path) -> None:
    (one,) = read(tmp_path, note="来函", reprint="true", changes="{b: none, a: x}").publication.errata
    assert (one.id, one.issue.id, one.item.id, str(one.date)) == (
        "2020-03-1",
        "2020-03",
        "2020/books",
        "2020-05-01",
    )
    assert (one.wrong, one.right, one.note, one.reprint) == ("一批", "两批", "来函", True)
    assert one.changes == (("a", "x"), ("b", "none"))


@pytest.mark.parametrize(
    "words", ["标题己", "副题甲", "短题乙", "按语丙", "一批书籍", "小题丁", "正文戊", "2020-04-03"]
)
def test_a_correction_may_name_whatever_of_an_item_is_printed(tmp_path: Path, words: str) -> None:
    assert said_of(tmp_path, wrong=words, right="别的") == []
    assert said_of(tmp_path, wrong="原先的", right=words) == []


def test_words_that_stand_nowhere_are_a_fault_unless_sums_say_what_changed(tmp_path: Path) -> None:
    assert said_of(tmp_path, wrong="三批") == [
        '2020-03-1.yml:4:8: "三批" does not stand in the item "2020/books"; '
        "write it as it was printed, without its Markdown"
    ]
    assert said_of(tmp_path, wrong="三批", changes="{a: x}") == []


def test_words_that_stand_there_several_times_are_pointed_out(tmp_path: Path) -> None:
    assert said_of(tmp_path, wrong="书籍", right="文具") == [
        '2020-03-1.yml:4:8: warning: "书籍" stands in the item 2 times; all are corrected; '
        "write more of the sentence if only one is meant"
    ]
    assert said_of(tmp_path, wrong="书籍", right="新书籍") == []
    assert said_of(tmp_path, wrong="一批", right="两批") == []


def test_words_that_stand_there_so_often_that_a_page_would_swell_are_a_fault(tmp_path: Path) -> None:
    said = '2020-03-1.yml:4:8: "书" stands in the item 5,000 times, too often for each to be corrected; '
    body = f"body: {'书' * 5000}"
    for words in (
        {"wrong": "书", "right": "乙" * 2000},
        {"wrong": "没有", "right": "书", "changes": "{a: x}"},
    ):
        assert said_of(tmp_path, body=body, **words) == [f"{said}write more of the sentence"]
    assert said_of(tmp_path, body=f"body: {'书' * 100}", wrong="甲书籍", right="书") == []


def test_an_item_has_so_many_corrections_and_no_more(tmp_path: Path) -> None:
    files = {
        "items/2020/books.yml": RICH,
        "issues/2020-03.yml": an_issue_file("3", "2020/books"),
    } | {
        f"errata/2020-03-{number}.yml": (
            f"issue: 2020-03\nitem: 2020/books\ndate: 2020-05-01\nwrong: 一批\nright: 第{number}批\n"
        )
        for number in range(1, 52)
    }
    with pytest.raises(ContentFault) as raised:
        load(tmp_path, files)
    (said,) = map(str, raised.value.diagnostics)
    assert said.endswith(
        '.yml:2:7: the item "2020/books" has more than 50 corrections; print the item anew, corrected'
    )


@pytest.mark.parametrize("words", ["国发[2020]1号", "规格3*4", "书籍和文具", "a_b", "“x”"])
def test_words_are_named_as_they_were_printed(tmp_path: Path, words: str) -> None:
    body = "body: |\n  国发\\[2020]1号，规格3\\*4，`a_b`，[“x”](https://example.org)书籍\n  和**文具**。"
    assert said_of(tmp_path, body=body, wrong=words, right="别的") == []


def test_a_sign_of_markdown_in_a_title_is_a_sign(tmp_path: Path) -> None:
    assert said_of(tmp_path, title="title: 长3*宽4", wrong="3*宽4", right="3*宽5") == []


def test_says_whether_the_item_reads_as_it_was_printed(tmp_path: Path) -> None:
    def printed(**words: str) -> bool:
        (erratum,) = read(tmp_path, **words).publication.errata
        return erratum.printed

    assert printed(wrong="标题己", right="书籍")
    assert not printed(wrong="标题", right="标题己")
    assert not printed(wrong="没有", right="标题己")


def test_a_correction_corrects_something(tmp_path: Path) -> None:
    assert said_of(tmp_path, right="一批") == [
        "2020-03-1.yml:5:8: `wrong` and `right` are the same; write in `right` what it should have been"
    ]


@pytest.mark.parametrize("name", ["2020-04-1", "2020-03", "2020-03-a", "1", "2020-03-01", "2020-03-0"])
def test_a_file_is_called_after_its_issue_and_counts(tmp_path: Path, name: str) -> None:
    assert said_of(tmp_path, name) == [
        f'{name}.yml:1:8: the file is called "{name}"; call it 2020-03-1.yml, 2020-03-2.yml, …'
    ]


def test_an_item_of_another_issue_is_not_corrected_in_this(tmp_path: Path) -> None:
    assert said_of(tmp_path, item="2020/jobs", wrong="一批书籍") == [
        '2020-03-1.yml:2:7: the item "2020/jobs" is not printed in 2020-03; name an item of that issue'
    ]


def test_issue_and_item_are_known(tmp_path: Path) -> None:
    said = said_of(tmp_path, issue="2020-09", item="2020/none")
    assert [line.partition(";")[0] for line in said] == [
        '2020-03-1.yml:1:8: the file is called "2020-03-1"',
        '2020-03-1.yml:1:8: unknown issue "2020-09"',
        '2020-03-1.yml:2:7: unknown item "2020/none"',
    ]


def test_corrections_of_one_day_stand_in_the_order_in_which_they_count(tmp_path: Path) -> None:
    for number in (1, 2, 10):
        errata = read(tmp_path, f"2020-03-{number}").publication.errata
    assert [erratum.count for erratum in errata] == [1, 2, 10]
