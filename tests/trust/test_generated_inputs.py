"""Inputs by rule, 10,000 of each in the whole run: no traceback, nothing lost, nothing twice (check 30)."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from generated_distributions import issues_with_distribution
from hostile import BASE, ITEM, TEXT, content_in, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trust_figures import Leave

from jianbao.diagnostics import ContentFault
from jianbao.load import read_publication
from jianbao.load.bodies import judge_body
from jianbao.markup import render_markdown
from jianbao.markup.allowed import is_allowed
from jianbao.model import Issue, allot

MANY, SOME = 10_000, 50
TIMES = pytest.mark.parametrize("times", [pytest.param(MANY, marks=pytest.mark.long), SOME])

SIGNS = (
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "  \n",
        "| a | b |\n|---|---|\n| c | d |\n",
    ),
    *(
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~~",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "\\",
        "![",
        "](",
        "[^1]",
        "[^1]: ",
    ),
    *(
        "https://example.org",
        "item:2020/jobs",
        "issue:2020-03",
        "javascript:x",
        "<b>",
        "&lt;",
        "{",
        "}",
        "'",
        '"',
    ),
    *(
        "甲乙",
        "丙，丁。",
        "a",
        "1",
        " ",
        "\u3000",
        "😀",
        "\u202e",
        "é",
        "---\n",
        "===\n",
        ": ",
        "%",
        "!",
        "\x00",
    ),
)
BODIES = st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=40).map("".join)

KEYS = (
    "title",
    "source",
    "region",
    "topic",
    "date",
    "body",
    "status",
    "parts",
    "images",
    "note",
    "aliases",
    "x",
)
VALUES = (
    *(
        "甲",
        "[]",
        "{}",
        "null",
        "~",
        "2020-04-03",
        "2020-13-01",
        "- a",
        "[a, b]",
        "{a: b}",
        "|\n  甲",
        ">-\n  乙",
    ),
    *(
        "兰州市妇联",
        "皋兰县",
        "留守儿童",
        "&a",
        "*a",
        "!!str x",
        "'",
        '"',
        '"\\x"',
        "draft",
        "yes",
        "1e9",
        "# x",
        "",
    ),
)
LINES = st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map(lambda pair: f"{pair[0]}: {pair[1]}\n")


def try_often(times: int, strategy: Any, rule: Callable[[Any], None]) -> None:
    """Hold a rule against that many inputs, the same in every run."""
    how = settings(
        max_examples=times, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    def tried(value: Any) -> None:
        rule(value)

    how(given(strategy)(tried))()


@pytest.mark.check(30)
@TIMES
def test_a_body_is_refused_or_rendered_as_the_allow_list_has_it(times: int, leave: Leave) -> None:
    def rule(text: str) -> None:
        if not judge_body(text).faults:
            assert is_allowed(render_markdown(text, heading_level=3, anchor="a", footnote_back="返回"))

    try_often(times, BODIES, rule)
    leave(f"{times:,} bodies: 0 tracebacks")


@pytest.mark.check(30)
@TIMES
def test_an_item_is_refused_with_its_place_or_read_once(times: int, leave: Leave) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = content_in(Path(folder))

        def rule(edit: tuple[int, int, list[str]]) -> None:
            first, length, lines = edit
            kept = TEXT.splitlines(keepends=True)
            kept[first : first + length] = lines
            write(ITEM, "".join(kept).encode("utf-8", "surrogatepass"))(content)
            try:
                items = read_publication(content).publication.items
            except ContentFault as fault:
                wrong = [line for line in str(fault).splitlines() if ".yml:" not in line or "; " not in line]
            else:
                wrong = []
                assert [item.id for item in items].count("2020/books") == 1
                assert len(items) == 2
            assert wrong == []

        edits = st.tuples(st.integers(0, 7), st.integers(0, 3), st.lists(LINES | BODIES, max_size=3))
        try_often(times, edits, rule)
    leave(f"{times:,} items: 0 tracebacks, each accepted one there once")


@pytest.mark.check(30)
@TIMES
def test_issues_are_refused_or_numbered_without_gap(times: int, leave: Leave) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = content_in(Path(folder))
        for file in (content / "issues").iterdir():
            file.unlink()
        write("items/2020/books.yml", (BASE / ITEM).read_bytes())(content)

        def rule(numbers: list[tuple[int, int]]) -> None:
            for file in (content / "issues").iterdir():
                file.unlink()
            for place, (year, number) in enumerate(numbers):
                date = dt.date(year, 4, 1) + dt.timedelta(days=7 * number)
                issue = f"number: {number}\nyear: {year}\ndate: {date}\nstatus: draft\n"
                item = ("2020/books", "2020/jobs")[place % 2]
                write(f"issues/{year}-{number:02}.yml", f"{issue}contents: [{item}]\n")(content)
            try:
                issues = read_publication(content).publication.issues
            except ContentFault:
                return
            for year in {year for year, _ in numbers}:
                found = [issue.number.first for issue in issues if issue.number.year == year]
                assert found == list(range(found[0], found[0] + len(found)))
                assert found[0] == 1 or year == min(numbers)[0]

        try_often(
            times, st.lists(st.tuples(st.sampled_from((2020, 2021)), st.integers(0, 4)), max_size=4), rule
        )
    leave(f"{times:,} runs of numbers: 0 tracebacks, 0 gaps")


@pytest.mark.check(30)
@TIMES
def test_every_copy_of_a_print_run_goes_somewhere(times: int, leave: Leave) -> None:
    def rule(case: tuple[Issue, int]) -> None:
        issue, archive = case
        found = allot(issue, archive=archive)
        assert sum(holding.copies for holding in found.holdings) == found.run.total
        numbers = [number for holding in found.holdings for number in holding.numbers]
        assert numbers == list(range(1, found.run.total + 1))

    try_often(times, issues_with_distribution(), rule)
    leave(f"{times:,} distributions: every copy once")
