"""docs/security.md tells of every check, and nothing of checks that are not there."""

import re
from pathlib import Path

import pytest
from trust_figures import BEGIN, DOCUMENT, END, HERE, leave_figure, left_figures, read_checks

TESTS = HERE
"""The folder of all tests: a check may stand beside what it is about."""


def test_the_table_names_the_thirty_checks() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    table = text.partition(BEGIN)[2].partition(END)[0]
    rows = re.findall(r"^\| (\d+) \| (.*?) \| (.*?) \|", table, re.MULTILINE)
    assert rows == [(str(c.number), c.tried, c.promise) for c in read_checks()]


def test_each_check_has_a_test() -> None:
    marked = {
        int(number)
        for file in TESTS.rglob("test_*.py")
        for number in re.findall(r"mark\.check\((\d+)\)", file.read_text(encoding="utf-8"))
    }
    assert marked == {check.number for check in read_checks()}


@pytest.mark.parametrize("first", [True, False])
def test_what_a_long_run_measured_stands_whenever_its_short_twin_ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, first: bool
) -> None:
    monkeypatch.setenv("JIANBAO_FIGURES", str(tmp_path))
    for long in (first, not first):
        leave_figure(21, "pairs", "50 of 50" if long else "3 of 3", long=long)
    assert left_figures() == {21: "50 of 50"}
