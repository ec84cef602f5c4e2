"""Tables of figures say the same wherever they are shown: on a page, in a file, in a terminal."""

import csv
import io
from decimal import Decimal

import pytest
from counted import an_archive, under
from examples import (
    AS_OF,
    CHILDREN,
    CITY,
    COUNTY,
    FEDERATION,
    LEFT_BEHIND,
    OTHER_FEDERATION,
    PROVINCE,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)

from jianbao.language import Language, read_language
from jianbao.model import Figures, Scoring, Section, public_edition
from jianbao.outputs.spreadsheet import write_csv
from jianbao.outputs.statistics import SHEETS, Column, make_sheet, split_levels, write_text
from jianbao.outputs.statistics.terminal import width_of
from jianbao.theme import find_theme


@pytest.fixture(scope="module")
def chinese() -> Language:
    return read_language("zh-CN", find_theme())


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_a_mark_by_which_spreadsheets_know_its_encoding() -> None:
    assert (
        write_csv([["地区", "条数"], ["兰州市", 3]]) == b"\xef\xbb\xbf" + "地区,条数\r\n兰州市,3\r\n".encode()
    )


@pytest.mark.parametrize(
    "lead", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u3000=1", "\t1", "\r1", "＝1", "a\n=1"]
)
def test_csv_holds_no_formula(lead: str) -> None:
    ((written,),) = read_csv(write_csv([[lead]]))
    lines = written.split("\n") if "\n" in lead else [written]
    assert not any(line.lstrip(" \u3000")[:1] in "=+-@＝\t\r" for line in lines if line)
    assert written.replace("'", "") == lead


def test_csv_leaves_texts_and_numbers_as_they_are() -> None:
    row = ["兰州市", "a-b", '他说："是"', "一,二", "", "'"]
    numbers = [0, 1234, Decimal("2.5"), Decimal(3)]
    (written,) = read_csv(write_csv([[*row, *numbers]]))
    assert written == [*row, "0", "1234", "2.5", "3"]


def test_terminal_lines_up_chinese_and_latin(chinese: Language) -> None:
    items = (an_item("a", sources=(FEDERATION,)), an_item("b", sources=(FEDERATION, OTHER_FEDERATION)))
    figures = Figures(publication=a_publication(items=items), year=2020)
    assert write_text(make_sheet("sources", figures, chinese), chinese) == (
        "各单位信息（2020年）\n"
        "\n"
        "单位                条数\n"
        "────────────────────────\n"
        "兰州市妇联             2\n"
        "白银市妇联             1\n"
        "合计（每条计一次）     2\n"
    )


@pytest.mark.parametrize(
    ("text", "width"), [("兰州", 4), ("ab", 2), ("（一）", 6), ("e\u0301", 1), ("“", 1), ("𬭎", 2)]
)
def test_terminal_knows_how_wide_characters_are(text: str, width: int) -> None:
    assert width_of(text) == width


@pytest.mark.parametrize("year", [None, 2019])
@pytest.mark.parametrize("name", SHEETS)
def test_every_line_of_a_terminal_ends_at_one_edge(name: str, year: int | None, chinese: Language) -> None:
    figures = Figures(publication=public_edition(an_archive(3), AS_OF), year=year)
    lines = write_text(make_sheet(name, figures, chinese), chinese).splitlines()
    assert len({width_of(line) for line in lines[2:]}) == 1


def test_terminal_shows_topics_at_the_top_and_csv_all(chinese: Language) -> None:
    sheet = make_sheet("coverage", Figures(publication=a_publication()), chinese)
    head = write_text(sheet, chinese).splitlines()[2]
    assert CHILDREN.name in head
    assert LEFT_BEHIND.name not in head
    assert LEFT_BEHIND.name in read_csv(write_csv(sheet.values))[0]


def test_regions_stand_as_a_tree_and_in_csv_with_code_and_parent(chinese: Language) -> None:
    figures = Figures(publication=a_publication(items=(an_item(regions=(COUNTY,)),)))
    sheet = make_sheet("regions", figures, chinese)
    assert write_text(sheet, chinese).splitlines()[4:7] == [
        "甘肃省                 1",
        "  兰州市               1",
        "    皋兰县             1",
    ]
    assert read_csv(write_csv(sheet.values))[:4] == [
        ["编号", "地区", "上级", "条数"],
        [PROVINCE.code, "甘肃省", "", "1"],
        [CITY.code, "兰州市", PROVINCE.code, "1"],
        [COUNTY.code, "皋兰县", CITY.code, "1"],
    ]


def test_league_names_every_unit_with_its_rank_and_points(chinese: Language) -> None:
    sections = (Section(items=(an_item("a"),)), Section(items=(an_item("b"),), heading="简讯"))
    imprint = an_imprint(scoring=Scoring(brief=Decimal("0.5")))
    publication = a_publication(an_issue(sections=sections), imprint=imprint)
    rows = read_csv(
        write_csv(make_sheet("adoption", Figures(publication=publication, year=2020), chinese).values)
    )
    assert rows == [
        ["名次", "编号", "单位", "收录", "头条", "单篇", "简讯", "采用合计", "积分"],
        ["1", "lanzhou-wf", "兰州市妇联", "2", "1", "0", "1", "2", "3.5"],
        ["2", "baiyin-wf", "白银市妇联", "0", "0", "0", "0", "0", "0"],
    ]


def test_league_of_all_years_has_the_points_of_each(chinese: Language) -> None:
    issues = (an_issue(an_item("2019/a"), year=2019), an_issue(an_item("b"), an_item("c")))
    sheet = make_sheet("adoption", Figures(publication=a_publication(*issues)), chinese)
    rows = read_csv(write_csv(sheet.values))
    assert rows[0] == ["名次", "编号", "单位", "2020年", "2019年", "积分"]
    assert rows[1] == ["1", "lanzhou-wf", "兰州市妇联", "5", "3", "8"]


def test_total_counts_each_item_once(chinese: Language) -> None:
    figures = Figures(publication=public_edition(an_archive(5), AS_OF))
    for name in ("regions", "topics", "sources"):
        sheet = make_sheet(name, figures, chinese)
        assert sheet.total is not None
        assert sheet.total.cells[-1].value == len(figures.items)


def test_months_of_a_year_are_twelve_and_make_the_year(chinese: Language) -> None:
    figures = Figures(publication=public_edition(an_archive(5), AS_OF), year=2019)
    sheet = make_sheet("months", figures, chinese)
    assert [row.cells[0].value for row in sheet.rows] == [f"{month}月" for month in range(1, 13)]
    assert sum(int(row.cells[1].value) for row in sheet.rows) == len(figures.items)


def test_coverage_has_a_cell_for_every_region_and_topic(chinese: Language) -> None:
    public = public_edition(an_archive(5), AS_OF)
    sheet = make_sheet("coverage", Figures(publication=public), chinese)
    assert len(sheet.rows) == len(public.regions)
    assert {len(row.cells) for row in sheet.rows} == {len(public.topics) + 4}
    for row in sheet.rows:
        region = next(region for region in public.regions if region.code == row.cells[0].value)
        assert row.cells[-1].value == under(public, region, None)


@pytest.mark.parametrize(
    ("depths", "room", "upper", "below"),
    [
        ([], 3, 0, []),
        ([0, 1, 2, 1, 2, 2], 3, 3, [1, 2]),
        ([0, 1, 2, 1, 2, 2], 6, 6, []),
        ([0, 0, 0, 0], 3, 4, []),
        ([0, 1, 1, 1, 1], 3, 1, [4]),
        ([0, 1, 2, 3, 1], 3, 3, [2]),
    ],
)
def test_tree_is_split_where_its_upper_levels_fill_the_room(
    depths: list[int], room: int, upper: int, below: list[int]
) -> None:
    nodes = [Column(title=str(n), depth=depth) for n, depth in enumerate(depths)]
    found, rest = split_levels(nodes, room)
    assert len(found) == upper
    assert [len(nodes) for _, nodes in rest] == below
