"""A year's volume: its issues as they were printed, found by one contents and one index."""

import datetime as dt
import io
import re
from dataclasses import dataclass, replace

import pdfplumber
import pikepdf
import pytest
from examples import (
    COUNTY,
    FEDERATION,
    OTHER_CITY,
    OTHER_FEDERATION,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)
from paper_reading import MM, THEME, squeezed, structure_of

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import EnvironmentFault
from jianbao.language import read_language
from jianbao.model import Body, IssueKind, IssueNumber, IssueStatus, Part, Publication
from jianbao.outputs import bound_year
from jianbao.outputs.bound_year import BoundYear, render_volume
from jianbao.outputs.issue_pdf import render_issue
from jianbao.typesetting.reading import WrittenPaper, read_written

LONG = Body(markdown="一批书籍和文具近日送到困难留守儿童手中。" * 60)


def a_year() -> Publication:
    """Return a year of three issues, one of them a supplement, a draft, and one of another year."""
    parts = (
        Part(number=1, regions=(COUNTY,), sources=(OTHER_FEDERATION,), title="皋兰县", body=LONG),
        Part(number=2, regions=(OTHER_CITY,), sources=(FEDERATION,), title="白银市", body=LONG),
    )
    first = an_issue(
        an_item("2020/a", title="甲篇的标题"), an_item("2020/b", title="乙篇", body=LONG), cumulative=41
    )
    linked = Body(markdown="参见[下一条](item:2020/d)。")
    second = an_issue(
        an_item("2020/c", title="丙篇综述", body=None, parts=parts),
        an_item("2020/d", title="丁篇", subtitle="副题", regions=(OTHER_CITY,), sources=(OTHER_FEDERATION,)),
        an_item("2020/e", title="戊篇", body=linked),
        number=4,
        date=dt.date(2020, 4, 20),
    )
    supplement = replace(
        an_issue(an_item("2020/s", title="增刊的文章"), date=dt.date(2020, 5, 4)),
        number=IssueNumber(year=2020, supplement=True, first=1, last=1),
        kind=IssueKind.SUPPLEMENT,
    )
    draft = an_issue(an_item("2020/x"), number=5, status=IssueStatus.DRAFT, date=dt.date(2020, 6, 1))
    other = an_issue(an_item("2019/y"), number=9, year=2019)
    return a_publication(other, first, second, supplement, draft)


@dataclass(frozen=True)
class Bound:
    content: bytes
    written: WrittenPaper
    papers: dict[str, PrintedIssue]

    def text(self, page: int) -> str:
        return squeezed("".join(line.text for line in self.written.pages[page - 1].lines))

    def page_with(self, text: str, begin: int = 1) -> int:
        """Return the first page that has a text and is not the contents of an issue."""
        pages = range(begin, len(self.written.pages) + 1)
        return next(page for page in pages if text in self.text(page) and "目录" not in self.text(page))


def bind(publication: Publication, year: int = 2020) -> Bound:
    language = read_language(publication.imprint.language, THEME)
    volume = BoundYear.of(year, publication)
    papers = {i.id: render_issue(i, publication, language, {}, THEME) for i in volume.issues}
    content = render_volume(volume, papers, language, THEME).content
    return Bound(content, read_written(content), papers)


@pytest.fixture(scope="module")
def bound() -> Bound:
    return bind(a_year())


def test_holds_the_published_issues_of_the_year_by_date_and_no_others(bound: Bound) -> None:
    assert list(bound.papers) == ["2020-03", "2020-04", "2020-s01"]
    marks = [title for level, title, _ in bound.written.bookmarks if level == 1]
    assert marks == [
        "简报2020年合订本",
        "总目录",
        "第3期 2020年4月7日",
        "第4期 2020年4月20日",
        "增刊第1期 2020年5月4日",
        "地区索引",
        "主题索引",
        "来源索引",
    ]


def test_title_page_names_organ_bulletin_year_and_numbers(bound: Bound) -> None:
    text = bound.text(1)
    assert text == squeezed(
        "甘肃省政府妇女儿童工作委员会简报2020年合订本第3期至第4期甘肃省政府妇儿工委办公室编辑"
    )
    assert bound.written.title == "简报2020年合订本"
    assert bound.written.language == "zh-CN"


def test_issues_keep_their_pages_and_begin_on_the_right(bound: Bound) -> None:
    begins = [page for level, title, page in bound.written.bookmarks if level == 1 and "第" in title]
    for begin, paper in zip(begins, bound.papers.values(), strict=True):
        assert begin % 2 == 1
        for number, page in enumerate(read_written(paper.content).pages):
            own = "".join(text for _, _, text in page.texts)
            assert own in "".join(text for _, _, text in bound.written.pages[begin - 1 + number].texts)


def test_contents_name_the_pages_of_the_volume(bound: Bound) -> None:
    contents = "\n".join(line.text for page in (3, 4) for line in bound.written.pages[page - 1].lines)
    for title, entry in (
        ("甲篇的标题", "甲篇的标题"),
        ("乙篇", "乙篇"),
        ("丁篇", "丁篇——副题"),
        ("增刊的文章",) * 2,
    ):
        named = re.search(rf"{entry}·+(\d+)", contents)
        assert named, entry
        assert title in bound.text(int(named[1]))
    contents = squeezed(contents)
    for heading in ("第3期（总第41期）", "第4期", "增刊第1期", "2020年4月20日"):
        assert heading in contents


def test_index_lists_regions_by_code_topics_and_sources_with_pages_by_issue(bound: Bound) -> None:
    index = "".join(
        bound.text(page) for page in range(bound.page_with("地区索引"), len(bound.written.pages) + 1)
    )
    regions, _, rest = index.partition("主题索引")
    topics, _, sources = rest.partition("来源索引")
    places = [regions.index(name) for name in ("甘肃省", "兰州市", "皋兰县", "白银市")]
    assert places == sorted(places)
    page_of = {t: bound.page_with(t, 5) for t in ("甲篇的标题", "乙篇", "丁篇", "增刊的文章")}
    county = re.search(r"皋兰县第4期(\d+)", regions)
    assert county
    assert "皋兰县" in bound.text(int(county[1]))
    assert f"增刊第1期{page_of['增刊的文章']}" in regions
    assert "儿童关爱留守儿童第3期" in topics
    assert "兰州市妇联第3期" in sources
    assert re.search(rf"白银市妇联第4期(\d+)、{page_of['丁篇']}", sources)


def test_every_link_leads_to_a_page_of_the_volume(bound: Bound) -> None:
    with pikepdf.open(io.BytesIO(bound.content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [(n, link) for n, page in enumerate(pdf.pages, 1) for link in page.obj.get("/Annots", [])]
        assert links
        for _, link in links:
            assert link.Dest[0].objgen in pages
            assert "/A" not in link
        within = [
            pages[link.Dest[0].objgen]
            for number, link in links
            if "戊篇" in bound.text(number) and number > 4
        ]
    assert bound.page_with("丁篇", 5) in within


def test_the_running_number_stands_small_at_the_outer_head_but_not_on_title_and_blank_pages(
    bound: Bound,
) -> None:
    with pdfplumber.open(io.BytesIO(bound.content)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            head = [char for char in page.chars if char["top"] < 25 * MM]
            if number == 1 or not page.chars:
                assert not head
                continue
            assert squeezed("".join(char["text"] for char in head)) == f"2020年合订本{number}"
            assert {round(char["size"], 1) for char in head} == {9}
            if number % 2:
                assert max(char["x1"] for char in head) == pytest.approx(184 * MM, abs=0.3 * MM)
            else:
                assert min(char["x0"] for char in head) == pytest.approx(26 * MM, abs=0.3 * MM)


def test_tags_of_all_parts_stand_in_one_tree_in_the_order_of_the_pages(bound: Bound) -> None:
    with pikepdf.open(io.BytesIO(bound.content)) as pdf:
        tree = pdf.Root.StructTreeRoot
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        order = [pages[tag.Pg.objgen] for tag in tree.K[0].K if "/Pg" in tag]
        assert order == sorted(order)
        keys = [int(key) for key in list(tree.ParentTree.Nums)[::2]]
        assert keys == sorted(set(keys))
        own = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
        own += [int(a.StructParent) for page in pdf.pages for a in page.obj.get("/Annots", [])]
        assert len(own) == len(set(own))
        assert set(own) <= set(keys)
        assert b'pdfaid:part="2" pdfaid:conformance="A"' in pdf.Root.Metadata.read_bytes()
    assert len(structure_of(bound.content, "Part")) >= 3


def test_the_same_issues_give_the_same_bytes(bound: Bound) -> None:
    assert bind(a_year()).content == bound.content


def test_viewers_number_pages_as_the_volume_does(bound: Bound) -> None:
    assert [page.label for page in bound.written.pages] == [
        str(n) for n in range(1, len(bound.written.pages) + 1)
    ]


def test_english_volume_has_no_word_of_chinese() -> None:
    item = an_item(
        "2024/a", title="Books reach children", regions=(), sources=(), topics=(), body=Body(markdown="Text.")
    )
    other = replace(item, id="2024/b", title="More books", subtitle="And pens")
    issues = (
        an_issue(item, year=2024, number=1),
        an_issue(other, year=2024, number=2, date=dt.date(2024, 5, 1)),
    )
    imprint = an_imprint(language="en", name="Bulletin", organ="Committee", editor="Office", issuer="Office")
    volume = bind(a_publication(*issues, imprint=imprint), 2024)
    text = "".join(volume.text(page) for page in range(1, len(volume.written.pages) + 1))
    for words in ("Volume 2024", "Nos. 1 to 2", "Contents", "No. 2", "1 May 2024", "More books — And pens"):
        assert squeezed(words) in text
    assert not [c for c in text if "\u2e80" <= c <= "\uffef" and c != "◆"]


def test_a_title_that_is_not_on_its_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bound_year, "names_in", lambda content: dict.fromkeys(NAMES, 3))
    with pytest.raises(EnvironmentFault, match=r"volume 2020: 2020/a of issue 2020-03 is not on page 7"):
        bind(a_year())


NAMES = [f"item-2020.{letter}{part}" for letter in "abcdes" for part in ("", "-part-1", "-part-2")]
