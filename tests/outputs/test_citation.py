"""How an item is cited: a line that anyone can check against the paper or the page."""

from dataclasses import replace

import pytest
from examples import FEDERATION, OTHER_FEDERATION, a_publication, an_issue, an_item
from html_reading import read
from small_archive import a_site, a_website

from jianbao.model import Issue, IssueKind, IssueNumber, Item, Source
from jianbao.outputs.website import WebPage


def cited(item: Item, issue: Issue | None = None, language: str = "zh-CN") -> str:
    """Return the line on the item's page, with the day of reading as it stands without a script."""
    issues = () if issue is None else (issue,)
    publication = a_publication(*issues, items=(item,))
    pages = {page.address: page for page in a_website(a_site(publication, language)).pages}
    html = pages[f"items/{item.id}/"].html
    start = html.index('id="citation">')
    return "".join(read(html[start : html.index("</p>", start)].partition(">")[2]).texts)


def test_item_of_an_issue_is_cited_as_an_article_of_a_serial() -> None:
    item = an_item()
    assert cited(item, an_issue(item)) == (
        "兰州市妇联. 爱心书籍送到留守儿童手中[J/OL]. 甘肃省政府妇女儿童工作委员会简报, 2020(3): 2[引用日期]. "
        "https://bulletin.example.org/items/2020/books/."
    )


def test_item_of_no_issue_is_cited_as_a_page() -> None:
    assert cited(an_item()) == (
        "兰州市妇联. 爱心书籍送到留守儿童手中[EB/OL]. (2020-04-03)[引用日期]. "
        "https://bulletin.example.org/items/2020/books/."
    )


def test_english_citation_names_serial_number_date_and_page() -> None:
    item = an_item(subtitle="全市行动")
    assert cited(item, an_issue(item), "en") == (
        "兰州市妇联, “爱心书籍送到留守儿童手中: 全市行动”, 简报 (甘肃省政府妇女儿童工作委员会), no. 3, "
        "7 April 2020, p. 2, https://bulletin.example.org/items/2020/books/ (accessed day month year)."
    )


def test_subtitle_follows_a_colon_and_a_fourth_source_is_not_named() -> None:
    sources = (FEDERATION, OTHER_FEDERATION, *(Source(id=f"s{n}", name=f"单位{n}") for n in range(2)))
    line = cited(an_item(sources=sources, subtitle="全市行动"))
    assert line.startswith("兰州市妇联, 白银市妇联, 单位0, 等. 爱心书籍送到留守儿童手中: 全市行动[EB/OL].")


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (IssueNumber(year=2020, first=7, last=8), IssueKind.REGULAR, "2020(7/8)"),
        (IssueNumber(year=2020, first=3, last=3), IssueKind.SPECIAL, "2020(3)"),
        (IssueNumber(year=2020, first=1, last=1, supplement=True), IssueKind.SUPPLEMENT, "2020(增刊1)"),
    ],
    ids=["combined", "special", "supplement"],
)
def test_number_is_written_as_the_standard_writes_it(number: IssueNumber, kind: IssueKind, said: str) -> None:
    item = an_item()
    issue = replace(an_issue(item, kind=kind), number=number)
    assert f", {said}: 2[" in cited(item, issue)


def test_citation_stands_on_the_page_of_every_item(pages: dict[str, WebPage]) -> None:
    of_items = [page for address, page in pages.items() if address.startswith("items/20")]
    assert of_items
    for page in of_items:
        found = read(page.html)
        assert "citation" in found.ids
        assert f"https://bulletin.example.org/{page.address}" in found.text
