"""New files are valid from the start, or refused with a reason."""

import datetime as dt
import html
import re
from dataclasses import replace

import pytest
import yaml
from examples import a_publication, an_issue, an_item

from jianbao.diagnostics import UsageFault
from jianbao.language import read_language
from jianbao.load.bodies import judge_body
from jianbao.markup import render_markdown
from jianbao.model import (
    MAX_TITLE,
    Distribution,
    Erratum,
    Issue,
    IssueKind,
    IssueNumber,
    IssueStatus,
    Publication,
    Recipient,
)
from jianbao.scaffold import draft_issue, draft_item
from jianbao.theme import find_theme

DAY = dt.date(2020, 5, 6)
ARCHIVE = a_publication(an_issue(replace(an_item("2020/books", title="书籍 送到"), aliases=("books",))))


def draft(item_id: str, title: str | None = None) -> str:
    return draft_item(ARCHIVE, item_id, title, DAY, find_theme())[1]


@pytest.mark.parametrize("title", ["书籍 送到", "书籍　送到", " 书籍 送到\t"])
def test_refuses_a_title_that_an_item_has_already(title: str) -> None:
    with pytest.raises(UsageFault, match="the item 2020/books has that title already"):
        draft("2020/more", title)


@pytest.mark.parametrize("title", ["第一行\n第二行", "书籍\u200b送到", "书籍\ud83d", "字" * (MAX_TITLE + 1)])
def test_refuses_what_cannot_be_a_title(title: str) -> None:
    with pytest.raises(UsageFault, match="the title "):
        draft("2020/more", title)


def test_the_item_of_a_correction_says_it_as_it_was_printed_whatever_signs_it_holds() -> None:
    item = replace(an_item("2020/books", title="题" * 299 + "*"), aliases=())
    issue = an_issue(item)
    words = {"wrong": "长3*宽4*高5 <b> & a_b_c [x](y)", "right": "`3`\\*4![^1]"}
    erratum = Erratum(id="2020-03-1", issue=issue, item=item, date=DAY, **words)
    publication = replace(a_publication(issue), errata=(erratum,))
    found, _ = draft_issue(publication, DAY, read_language("zh-CN", find_theme()), find_theme())
    title, *_, body = found.text.splitlines()
    assert len(title.removeprefix("title: ")) <= 300
    assert judge_body(body.strip()).faults == ()
    rendered = render_markdown(body.strip(), heading_level=2, anchor="", footnote_back="")
    printed = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    assert f"中，“{words['wrong']}”应为“{words['right']}”。" in printed


def test_refuses_what_an_item_was_called_before() -> None:
    with pytest.raises(UsageFault, match="books is what 2020/books was called before"):
        draft("books")


@pytest.mark.parametrize("item_id", ["a" * 101, "/".join(["a" * 60] * 4)])
def test_refuses_ids_that_no_address_can_hold(item_id: str) -> None:
    with pytest.raises(UsageFault, match="the id is longer than"):
        draft(item_id)


@pytest.mark.parametrize(
    ("title", "line"), [("null", 'title: "null"'), ("", "title: 2020/more"), (None, "title: 2020/more")]
)
def test_a_title_reads_back_as_it_was_given(title: str | None, line: str) -> None:
    assert draft("2020/more", title).splitlines()[0] == line


def next_issue(publication: Publication) -> str:
    return draft_issue(publication, DAY, read_language("zh-CN", find_theme()), find_theme())[-1].text


def test_next_issue_goes_to_whom_the_last_went_that_was_not_withdrawn() -> None:
    office = Recipient(id="office", name="办公室", copies=2)
    last = an_issue(cumulative=40, distribution=Distribution(report_to=(office,)), spare_copies=5)
    withdrawn = an_issue(number=4, status=IssueStatus.VOID)
    text = next_issue(a_publication(last, withdrawn))
    assert "number: 5\nyear: 2020\ncumulative: 41\n" in text
    assert "  report_to: [office]\n" in text
    assert "spare_copies: 5\nprint_count: 7\n" in text


def test_next_issue_counts_on_from_a_supplement_that_is_counted() -> None:
    supplement = Issue(
        number=IssueNumber(year=2020, supplement=True, first=1, last=1),
        date=dt.date(2020, 4, 9),
        issued=dt.date(2020, 4, 9),
        status=IssueStatus.ISSUED,
        kind=IssueKind.SUPPLEMENT,
        cumulative=41,
    )
    assert "cumulative: 42\n" in next_issue(a_publication(an_issue(cumulative=40), supplement))


def test_a_title_may_be_as_long_as_items_have_them() -> None:
    assert draft("2020/more", "字" * MAX_TITLE).startswith(f"title: {'字' * MAX_TITLE}\n")


def test_what_is_said_of_a_key_stays_a_comment_when_the_key_is_taken_up() -> None:
    offered = [line for line in draft("2020/more").splitlines() if line.startswith("# ")]
    taken_up = "\n".join(line.removeprefix("# ") for line in offered)
    assert yaml.safe_load(taken_up)["visibility"] == "internal"
    assert "\nembargo: 2020-04-08T09:00   # " in taken_up


def test_an_issue_of_nothing_takes_entries_below_its_key() -> None:
    empty = replace(ARCHIVE, items=(), issues=())
    (file,) = draft_issue(empty, DAY, read_language("zh-CN", find_theme()), find_theme())
    assert yaml.safe_load(file.text)["contents"] is None
    listed = file.text.replace("  # - 2020/name\n", "  - 2020/more\n")
    assert yaml.safe_load(listed)["contents"] == ["2020/more"]
