"""The papers about a year say what the archive holds, as official papers say it."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pdfplumber
import pikepdf
import pytest
from counted import Sizes, an_archive
from examples import FEDERATION, a_publication, an_imprint, an_issue, an_item
from paper_reading import MM, THEME, squeezed

from jianbao.artifact import PrintedIssue, YearPaper
from jianbao.diagnostics import EnvironmentFault
from jianbao.language import read_language
from jianbao.model import (
    IssueKind,
    IssueNumber,
    IssueStatus,
    Publication,
    Scoring,
    Section,
    Source,
    holders_edition,
    league_of,
)
from jianbao.outputs import annual_index
from jianbao.outputs.adoption_paper import render_circular
from jianbao.outputs.annual_index import render_annual_index
from jianbao.typesetting.reading import WrittenPaper, read_written

DAY = dt.date(2021, 1, 8)
LONG = "积石山保安族东乡族撒拉族自治县妇女儿童工作委员会办公室"


def circular(publication: Publication, *, is_public: bool = False) -> YearPaper:
    language = read_language(publication.imprint.language, THEME)
    return render_circular(publication, 2020, DAY, language, THEME, is_public=is_public)


def papers_of(publication: Publication) -> dict[str, PrintedIssue]:
    """Return papers as the index needs them: the page of each item, 2 and every second further on."""
    return {
        issue.id: PrintedIssue(
            issue_id=issue.id,
            content=b"",
            page_count=99,
            page_of={item.id: 2 * n for n, item in enumerate(issue.items, 1)},
        )
        for issue in publication.issues
    }


def index(publication: Publication, year: int = 2020) -> YearPaper:
    language = read_language(publication.imprint.language, THEME)
    return render_annual_index(publication, year, papers_of(publication), language, THEME)


def lines_of(written: WrittenPaper) -> list[str]:
    return [squeezed(line.text) for page in written.pages for line in page.lines if line.baseline < 262]


def text_of(paper: YearPaper) -> str:
    return "".join(lines_of(read_written(paper.content)))


def a_league(units: int = 3) -> Publication:
    sources = (
        *(Source(id=f"s{n}", name=f"第{n}单位") for n in range(units)),
        Source(id="long", name=LONG),
    )
    items = [an_item(f"2020/{n}", title=f"第{n}条", sources=(sources[n % units],)) for n in range(units * 2)]
    sections = (Section(items=tuple(items[:units])), Section(items=tuple(items[units:]), heading="简讯"))
    scoring = Scoring(lead=Decimal("3.5"))
    return a_publication(an_issue(sections=sections), sources=sources, imprint=an_imprint(scoring=scoring))


def test_circular_has_title_table_rules_issuer_and_date() -> None:
    written = read_written(circular(a_league()).content)
    assert written.title == "关于2020年信息采用情况的通报"
    assert written.bookmarks == ((1, "关于2020年信息采用情况的通报", 1),)
    text = "".join(lines_of(written))
    said = [
        "关于2020年信息采用情况的通报",
        "2020年，《简报》共刊发1期，采用信息6条。现将各单位的采用情况通报如下。",
        "1第0单位10124.5",
        "2第1单位01123",
        "2第2单位01123",
        "4积石山保安族东乡族撒拉族00000自治县妇女儿童工作委员会办公室",
        "每期第一条为头条，计3.5分",
        "只印发、不上网的信息在统计之内。",
        "甘肃省政府妇女儿童工作委员会办公室2021年1月8日",
    ]
    places = [text.find(squeezed(words)) for words in said]
    assert -1 not in places, dict(zip(said, places, strict=True))
    assert places == sorted(places)


def test_circular_names_every_unit_of_a_large_archive() -> None:
    archive = an_archive(4, Sizes(items=300, sources=80))
    archive = replace(archive, imprint=an_imprint())
    edition = holders_edition(archive)
    language = read_language("zh-CN", THEME)
    paper = render_circular(edition, 2019, DAY, language, THEME, is_public=False)
    lines = lines_of(read_written(paper.content))
    for standing in league_of(edition, 2019):
        row = f"{standing.rank}{standing.source.name}"
        points = f"{len(standing.adopted)}{standing.points}"
        assert [line for line in lines if line.startswith(row) and line.endswith(points)], row
    assert paper.page_count > 2


def test_head_of_the_table_stands_on_every_page_that_the_table_reaches() -> None:
    written = read_written(circular(a_league(units=40)).content)
    assert len(written.pages) == 3
    for page in written.pages:
        assert "名次单位头条单篇简讯" in squeezed("".join(line.text for line in page.lines))


@pytest.mark.parametrize("units", range(14, 26))
def test_what_closes_the_paper_never_stands_without_the_end_of_the_table(units: int) -> None:
    last = read_written(circular(a_league(units)).content).pages[-1]
    text = squeezed("".join(line.text for line in last.lines))
    assert "甘肃省政府妇女儿童工作委员会办公室" in text
    assert text.index("自治县妇女儿童") < text.index("积分相同的名次相同") < text.index("2021年1月8日")


def words_at(content: bytes, text: str) -> dict[str, Any]:
    """Return the first character of a text on the last page."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        chars = [char for char in pdf.pages[-1].chars if char["text"].strip()]
    place = "".join(char["text"] for char in chars).index(text)
    return {"first": chars[place], "last": chars[place + len(text) - 1], "size": chars[place]["size"]}


def test_issuer_stands_two_characters_from_the_right_and_the_date_two_behind_it() -> None:
    content = circular(a_league()).content
    issuer = words_at(content, "甘肃省政府妇女儿童工作委员会办公室")
    date = words_at(content, "2021年1月8日")
    size = issuer["size"]
    edge = {1: 184 * MM, 0: 182 * MM}[read_written(content).pages[-1].number % 2]
    assert issuer["last"]["x1"] == pytest.approx(edge - 2 * size, abs=0.15 * size)
    assert date["first"]["x0"] == pytest.approx(issuer["first"]["x0"] + 2 * size, abs=0.15 * size)


def test_date_longer_than_the_issuer_moves_the_issuer() -> None:
    league = replace(a_league(), imprint=an_imprint(issuer="省妇联"))
    content = circular(league).content
    issuer, date = words_at(content, "省妇联"), words_at(content, "2021年1月8日")
    edge = {1: 184 * MM, 0: 182 * MM}[read_written(content).pages[-1].number % 2]
    size = issuer["size"]
    assert date["last"]["x1"] == pytest.approx(edge - 2 * size, abs=0.15 * size)
    assert issuer["first"]["x0"] == pytest.approx(date["first"]["x0"] - 2 * size, abs=0.15 * size)


def test_public_circular_says_what_it_leaves_out() -> None:
    text = text_of(circular(a_league(), is_public=True))
    assert "未列入上网公开范围的信息不在统计之内。" in text


def test_each_number_of_the_circular_knows_its_unit_and_its_column() -> None:
    with pikepdf.open(io.BytesIO(circular(a_league()).content)) as pdf:
        tags = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        heads = {str(tag.ID) for tag in tags if tag.S == "/TH"}
        cells = [[str(key) for key in tag.A.Headers] for tag in tags if tag.S == "/TD"]
    assert len(heads) == 7 + 4
    assert len(cells) == 6 * 4
    assert all(len(keys) == 2 and set(keys) <= heads for keys in cells)


def a_year() -> Publication:
    first = an_issue(
        number=1,
        cumulative=39,
        date=dt.date(2020, 1, 10),
        sections=(
            Section(
                items=(an_item("2020/a", title="甲篇"), an_item("2020/b", title="乙篇", subtitle="副题"))
            ),
            Section(heading="简讯", items=(an_item("2020/c", title="丙篇", short_title="短题"),)),
        ),
    )
    void = an_issue(number=2, date=dt.date(2020, 2, 10), status=IssueStatus.VOID)
    special = an_issue(
        an_item("2020/d", title="丁篇的标题很长" * 6),
        number=3,
        kind=IssueKind.SPECIAL,
        title="疫情防控",
        date=dt.date(2020, 6, 1),
    )
    supplement = replace(
        an_issue(an_item("2020/s", title="增刊的文章"), date=dt.date(2020, 3, 1)),
        number=IssueNumber(year=2020, supplement=True, first=1, last=1),
        kind=IssueKind.SUPPLEMENT,
    )
    other = an_issue(an_item("2019/y", title="别年的"), number=9, year=2019)
    return a_publication(other, first, void, supplement, special)


def test_index_lists_issues_with_number_date_titles_and_pages() -> None:
    lines = lines_of(read_written(index(a_year()).content))
    found = [line.replace("·", "") for line in lines if line != "◆"]
    assert found == [
        "《简报》2020年总目录",
        "页码为各期自身的页码。",
        "第1期（总第39期）2020年1月10日",
        "甲篇2",
        "乙篇——副题4",
        "简讯",
        "短题6",
        "第2期2020年2月10日编号作废",
        "第3期2020年6月1日专刊疫情防控",
        *found[9:11],
        "增刊",
        "增刊第1期2020年3月1日",
        "增刊的文章2",
    ]
    assert "".join(found[9:11]) == "丁篇的标题很长" * 6 + "2"


def test_index_has_a_bookmark_for_each_issue() -> None:
    written = read_written(index(a_year()).content)
    assert [title for _, title, _ in written.bookmarks] == [
        "《简报》2020年总目录",
        "第1期（总第39期）",
        "第2期",
        "第3期",
        "增刊",
        "增刊第1期",
    ]


def test_index_of_a_large_year_names_every_title_once() -> None:
    archive = replace(an_archive(9, Sizes(items=400)), imprint=an_imprint())
    edition = holders_edition(archive)
    paper = index(edition, 2019)
    text = text_of(paper).replace("·", "").replace("◆", "")
    for issue in edition.issues:
        for number, item in enumerate(issue.items, 1):
            assert text.count(f"{item.title}{2 * number}") >= (issue.number.year == 2019)
    assert paper.page_count > 3


def test_no_heading_of_the_index_stands_at_the_foot_of_a_page() -> None:
    archive = replace(an_archive(9, Sizes(items=400)), imprint=an_imprint())
    for page in read_written(index(holders_edition(archive), 2019).content).pages:
        last = [squeezed(line.text) for line in page.lines if line.baseline < 262][-1]
        assert "·" in last, page.number


def test_title_that_is_not_on_its_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annual_index.Index, "page", lambda *_: 7)
    monkeypatch.setattr(annual_index.Index, "lines", property(lambda self: ("甲篇8",)))
    with pytest.raises(EnvironmentFault, match="总目录: “甲篇8” is not printed where it must be"):
        index(a_year())


def test_english_papers_have_no_word_of_chinese() -> None:
    item = an_item("2020/a", title="Books reach children", sources=(replace(FEDERATION, name="City office"),))
    imprint = an_imprint(language="en", name="Bulletin", organ="Committee", editor="Office", issuer="Office")
    publication = a_publication(
        an_issue(item, title="Theme", kind=IssueKind.SPECIAL), imprint=imprint, sources=item.sources
    )
    for paper in (circular(publication), index(publication)):
        text = text_of(paper).replace("◆", "")
        assert not [character for character in text if "\u2e80" <= character <= "\uffef"]
    assert "1Cityoffice10013" in text_of(circular(publication))


def test_the_same_year_gives_the_same_bytes() -> None:
    assert circular(a_league()).content == circular(a_league()).content
    assert index(a_year()).content == index(a_year()).content
