"""Every line of every page is composed as Chinese is: measured on the sample and on generated pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from composition import (
    MM,
    PITCH,
    SIZE,
    Line,
    composed,
    faults_at_end,
    faults_at_start,
    gaps,
    is_plain,
    is_row_of_28,
    off_columns,
    off_edge,
    off_rows,
    read_lines,
    split_pairs,
)
from examples import an_issue, an_item
from generated import a_generated_issue
from paper_reading import ROOT, print_of, print_paper

from jianbao.load import read_publication
from jianbao.model import Body

FLUSH = 0.5
"""How far in pt a full line may end from the edge of 版心."""
GRID = 0.3 * MM
WIDEST = 0.25
"""By how much of its size white between two characters may be wider than is normal."""
WIDEST_BESIDE_LATIN = 0.5
"""The same beside a Latin letter or a figure, where a quarter is normal."""
NORMAL = 156 * MM / 28 / SIZE - 1
LARGE = 200
"""Pages of the long run."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines of several papers, and how many pages those have."""

    lines: tuple[Line, ...]
    count: int


@cache
def pages_of(name: str) -> Pages:
    """Return the lines of the sample, of a few generated issues, or of as many as make 200 pages."""
    if name == "sample":
        loaded = read_publication(ROOT / "content")
        issue = loaded.publication.issue("2020-03")
        assert issue is not None
        printed = print_of(issue, loaded.publication, loaded.pictures).printed
        return Pages(read_lines(printed.content), printed.page_count)
    lines: list[Line] = []
    count = number = 0
    while count < (LARGE if name == "200 pages" else 30):
        number += 1
        made = a_generated_issue(number)
        printed = print_of(made.issue, made.publication, made.pictures).printed
        lines += read_lines(printed.content, paper=number)
        count += printed.page_count
    return Pages(tuple(lines), count)


@pytest.fixture(
    scope="module", params=["sample", "30 pages", pytest.param("200 pages", marks=pytest.mark.long)]
)
def pages(request: pytest.FixtureRequest) -> Pages:
    return pages_of(request.param)


def test_what_is_wrong_is_found() -> None:
    """The measures themselves: a line moved, stretched or begun with a mark does not pass."""
    lines = pages_of("sample").lines
    line = next(line for line in composed(lines) if len(line.chars) > 20)

    def altered(place: int, **facts: object) -> tuple[Line, ...]:
        chars = list(line.chars)
        chars[place] = {**chars[place], **facts}
        changed = replace(line, chars=tuple(chars))
        return tuple(changed if other is line else other for other in lines)

    last = line.chars[-1]
    ragged = altered(-1, text="字", x0=last["x0"] - 1, x1=last["x1"] - 1)
    assert [found.page for distance, found in off_edge(ragged) if distance >= FLUSH] == [line.page]
    assert len(faults_at_start(altered(0, text="，"))) == 1
    assert len(faults_at_end(altered(-1, text="（"))) == 1
    shifted = line.chars[9]["x0"] + 0.3 * SIZE, line.chars[9]["x1"] + 0.3 * SIZE
    assert len(list(too_wide(altered(9, text="字", x0=shifted[0], x1=shifted[1])))) == 1
    assert off_rows(replace(line, baseline=line.baseline + 1)) > GRID


def test_there_is_enough_to_measure(pages: Pages) -> None:
    assert len(composed(pages.lines)) > 8 * pages.count


def test_no_line_begins_with_a_mark_that_may_not(pages: Pages) -> None:
    assert faults_at_start(pages.lines) == []


def test_no_line_ends_with_a_mark_that_may_not(pages: Pages) -> None:
    assert faults_at_end(pages.lines) == []


def test_dashes_and_dots_are_never_split(pages: Pages) -> None:
    assert split_pairs(pages.lines) == []


def test_every_full_line_is_flush_at_the_right(pages: Pages) -> None:
    assert [(line.where, distance) for distance, line in off_edge(pages.lines) if distance >= FLUSH] == []


def test_no_line_opens_more_than_a_quarter_between_characters(pages: Pages) -> None:
    assert list(too_wide(pages.lines)) == []


def too_wide(lines: tuple[Line, ...]) -> Iterator[tuple[str, float, str]]:
    """Yield the lines that open too much, with the widest gap in ems and where it is."""
    for line in composed(lines):
        for gap, pair in sorted(gaps(line), reverse=True):
            limit = NORMAL + (WIDEST * (1 + NORMAL) if is_plain(pair) else WIDEST_BESIDE_LATIN)
            if gap > limit:
                yield line.where, round(gap, 3), pair
                break


def test_running_text_stands_on_the_22_rows_of_its_page(pages: Pages) -> None:
    """What is set smaller, tables and notes, has a pitch of its own; text on pages with it is not counted."""
    others = {(line.paper, line.page) for line in pages.lines if line.kind in ("TD", "TH", "Note", "LBody")}
    text = [
        line
        for line in pages.lines
        if line.kind == "P"
        and line.page > 1
        and abs(line.size - SIZE) < 0.1
        and (line.paper, line.page) not in others
    ]
    assert len(text) > 3 * pages.count
    assert [(line.where, round(off_rows(line) / MM, 2)) for line in text if off_rows(line) > GRID] == []


def test_text_of_nothing_but_ideographs_stands_in_28_columns_and_22_rows() -> None:
    text = "甘肃省妇女儿童工作委员会办公室印发通知要求各级深入开展关爱行动" * 60
    printed = print_paper(an_issue(an_item(body=Body(markdown=text)))).printed
    rows = [line for line in read_lines(printed.content) if is_row_of_28(line)]
    assert len(rows) > 60
    assert max(map(off_columns, rows)) < GRID
    assert max(map(off_rows, rows)) < GRID
    full = [line for line in rows if line.page == 3]
    assert len(full) == 22
    assert full[-1].baseline - full[0].baseline == pytest.approx(21 * PITCH, abs=GRID)
