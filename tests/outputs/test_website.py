"""The pages say what the publication says: all of it, in order, and nothing that is not public."""

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from examples import (
    CITY,
    COUNTY,
    OTHER_CITY,
    PROVINCE,
    a_picture,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)
from html_reading import read
from small_archive import RECIPIENT, SECRET, a_site, a_small_archive, a_website

from jianbao.model import Body, ItemId
from jianbao.outputs.website import Site, WebPage, Website, render_page, render_robots
from jianbao.outputs.website.listings import LONGEST

Pages = dict[str, WebPage]


def test_item_page_shows_all_text_in_order(pages: Pages) -> None:
    text = read(pages["items/2020/books/"].html).text
    said = [
        "爱心书籍送到留守儿童手中",
        "——全市行动",
        "2020年4月3日",
        "更正2020年4月20日“50名”应为“150名”。编辑之误。",
        "编者按编者请各地参考。",
        "第一段有要点，见方案和上年末期，不见内部情况。1",
        "教室里",
        "一、做法第二段。县册皋兰50",
        "数字由市妇联提供。↑",
        "书包到手（市妇联）",
        "信息来源：兰州市妇联",
    ]
    places = [text.find(words) for words in said]
    assert -1 not in places
    assert places == sorted(places)


def test_item_page_says_where_the_item_was_printed(pages: Pages) -> None:
    page = pages["items/2020/books/"].html
    assert "刊于2020年第3期第3页" in read(page).text
    assert 'href="../../../issues/2020-03/#item-2020.books"' in page
    assert 'href="../../../issues/2020-03/2020-03.pdf#page=3"' in page


def test_item_page_leads_to_its_neighbours_in_the_issue(pages: Pages) -> None:
    page = read(pages["items/2020/books/"].html)
    ways = {attributes["rel"]: attributes["href"] for _, attributes in page.elements if "rel" in attributes}
    assert ways == {"prev": "../round-up/", "next": "../brief/"}


def test_issue_keeps_items_in_editorial_order(pages: Pages) -> None:
    page = pages["issues/2020-03/"]
    titles = [text for level, text in read(page.html).headings if level in (2, 3)]
    assert titles == [
        "目录",
        "各地在行动",
        "皋兰县",
        "另一市结对",
        "爱心书籍送到留守儿童手中",
        "一、做法",
        "简讯",
        "县里来信",
    ]
    assert [heading.text for heading in page.headings] == ["各地在行动", "书籍到手", "简讯", "县里来信"]


def test_issue_page_reads_like_the_bulletin(pages: Pages) -> None:
    text = read(pages["issues/2020-03/"].html).text
    masthead = "甘肃省政府妇女儿童工作委员会简报第3期（总第41期）甘肃省政府妇儿工委办公室编辑2020年4月7日"
    colophon = (
        "报：（名单从略）。发：各市州妇儿工委（名单从略）。"
        "甘肃省政府妇女儿童工作委员会办公室2020年4月7日印发"
        "地址：兰州市邮编：730000电话：0931-1234567电子邮箱：office@example.org（印160份）"
    )
    assert masthead in text
    assert colophon in text


def test_issue_page_leads_to_its_pdf_and_says_its_size(pages: Pages) -> None:
    page = pages["issues/2020-03/"].html
    assert 'href="2020-03.pdf"' in page
    assert "下载PDF16页，1,235KB" in read(page).text


def test_issue_without_a_paper_offers_none(site: Site) -> None:
    page = next(page for page in site.outline.pages if page.address == "issues/2020-03/")
    assert "2020-03.pdf" not in render_page(page, replace(site, papers={})).html


def test_region_page_lists_what_happened_in_the_counties_below_it(pages: Pages) -> None:
    province = read(pages["regions/620000/"].html).text
    assert all(title in province for title in ("县里来信", "各地在行动", "爱心书籍", "未刊一条"))
    county = read(pages["regions/620122/"].html).text
    assert "县里来信" in county
    assert "未刊一条" not in county


def test_part_is_found_under_its_region_and_leads_to_its_place(pages: Pages) -> None:
    region = pages["regions/620400/"].html
    assert 'href="../../items/2020/round-up/#part-2">另一市结对</a>' in region
    assert "见《各地在行动》" in region
    assert "part-2" in read(pages["items/2020/round-up/"].html).ids


def test_facet_page_narrows_down_by_the_other_facets(pages: Pages) -> None:
    page = read(pages["regions/620000/"].html)
    ways = set(page.values("a", "href"))
    assert "../../search/?region=620000&topic=left-behind-children" in ways
    assert "../../search/?region=620000&source=lanzhou-wf" not in ways, "all of it is from there"
    assert ("input", {"type": "hidden", "name": "region", "value": "620000"}) in page.elements
    topic = read(pages["topics/child-welfare/"].html)
    assert "../../search/?topic=child-welfare&region=620122" in set(topic.values("a", "href"))


def test_facet_page_leads_up_and_down_its_tree(pages: Pages) -> None:
    links = read(pages["regions/620100/"].html).values("a", "href")
    assert links[:3] == ["../../", "../", "../620000/"]
    assert "../620122/" in links


def test_picture_leads_to_its_file_where_no_script_enlarges_it(pages: Pages) -> None:
    for address in ("items/2020/books/", "issues/2020-03/"):
        page = read(pages[address].html)
        ways = [a["href"] for tag, a in page.elements if tag == "a" and a.get("class") == "jb-enlarge"]
        assert ways == page.values("img", "src")
        assert page.values("dialog", "id") == ["viewer"]
    assert not read(pages["items/2020/brief/"].html).values("dialog", "id")


def test_picture_that_is_a_link_leads_where_its_author_says() -> None:
    body = Body(
        markdown="[![书](2020/books.png)](https://example.org/)", pictures=(a_picture("2020/books.png").file,)
    )
    site = a_site(a_publication(an_issue(an_item(body=body))))
    page = next(page for page in site.outline.pages if page.address == "items/2020/books/")
    assert 'class="jb-enlarge"' not in render_page(page, site).html


def test_picture_in_portrait_is_marked_so_that_it_fits_a_screen() -> None:
    wide = a_picture("2020/books.png")
    tall = replace(wide, file=replace(wide.file, path="2020/tall.png", width=900, height=1400))
    within = Body(markdown="![书](2020/books.png)\n\n![高](2020/tall.png)", pictures=(wide.file, tall.file))
    site = a_site(a_publication(an_issue(replace(an_item(body=within), pictures=(wide, tall)))))
    page = next(page for page in site.outline.pages if page.address == "items/2020/books/")
    marks = [a.get("class") for tag, a in read(render_page(page, site).html).elements if tag == "img"]
    assert marks == [None, "jb-tall", None, "jb-tall"]


def test_heads_of_a_table_say_what_they_stand_over(pages: Pages) -> None:
    assert read(pages["items/2020/books/"].html).values("th", "scope") == ["col", "col"]


def test_columns_of_a_table_are_aligned_without_a_style_that_a_host_may_forbid() -> None:
    body = Body(markdown="| 县 | 册 |\n| --- | ---: |\n| 皋兰 | 50 |")
    site = a_site(a_publication(an_issue(an_item(body=body))))
    page = next(page for page in site.outline.pages if page.address == "items/2020/books/")
    found = read(render_page(page, site).html)
    assert found.values("td", "class") == ["jb-right"]
    assert not any("style" in attributes for _, attributes in found.elements)


def test_what_is_written_like_a_style_stays_as_it_is() -> None:
    said = 'style="text-align: left;"'
    site = a_site(a_publication(an_issue(an_item(body=Body(markdown=f"写作 {said}。")))))
    page = next(page for page in site.outline.pages if page.address == "items/2020/books/")
    assert f"<p>写作 {said}。</p>" in render_page(page, site).html


def test_words_of_an_internal_item_are_nowhere(pages: Pages) -> None:
    for page in pages.values():
        said = page.html + page.title + page.description
        assert SECRET not in said
        assert "2020/secret" not in said
        assert RECIPIENT not in said
        assert "张某某" not in said


def test_link_to_what_is_not_public_is_plain_text(pages: Pages) -> None:
    assert re.search(r"不见内部情况。", pages["items/2020/books/"].html)


def test_every_page_has_one_first_heading_and_skips_no_level(pages: Pages) -> None:
    for address, page in pages.items():
        levels = [level for level, _ in read(page.html).headings]
        assert levels.count(1) == 1 == levels[0], address
        assert all(below - above <= 1 for above, below in pairwise(levels)), address


def test_no_place_has_two_names_on_a_page(pages: Pages) -> None:
    for address, page in pages.items():
        ids = read(page.html).ids
        assert sorted(ids) == sorted(set(ids)), address


def test_headings_of_a_page_are_places_in_it(pages: Pages) -> None:
    for page in pages.values():
        assert {heading.id for heading in page.headings} <= set(read(page.html).ids)


def test_pictures_say_what_they_show_and_how_large_they_are(pages: Pages) -> None:
    pictures = [
        attributes for page in pages.values() for tag, attributes in read(page.html).elements if tag == "img"
    ]
    assert pictures
    for attributes in pictures:
        assert attributes["alt"]
        assert (attributes["width"], attributes["height"]) == ("640", "360")


def test_withdrawn_number_is_named_and_leads_nowhere(pages: Pages) -> None:
    for address, said in (
        ("issues/", "2020年第2期本期编号已作废"),
        ("archive/", "2月第2期已作废"),
        ("years/2020/", "2020年第2期本期编号已作废"),
    ):
        page = read(pages[address].html)
        assert said in page.text
        assert not [way for way in page.values("a", "href") if "2020-02" in way]


def test_archive_is_a_calendar_of_issues(pages: Pages) -> None:
    page = read(pages["archive/"].html)
    assert page.headings == [(1, "归档"), (2, "2020年 3期"), (2, "2019年 1期")]
    year = page.text[page.text.index("2020年3期") : page.text.index("2019年1期")]
    months = re.findall(r"(\d+)月(.*?)(?=\d+月|$)", year)
    assert [int(month) for month, _ in months] == list(range(1, 13))
    issues = {int(month): said for month, said in months if said != "无"}
    assert issues == {1: "第1期", 2: "第2期已作废", 4: "第3期增刊第1期"}
    assert "../issues/2020-s01/" in page.values("a", "href")


def test_year_lists_its_items_by_month(pages: Pages) -> None:
    page = read(pages["years/2020/"].html)
    assert [text for level, text in page.headings if level == 3] == ["4月4 (4条)", "1月1 (1条)"]
    assert {"month-4", "month-1"} <= set(page.ids)


def test_supplement_is_named_as_one(pages: Pages) -> None:
    assert pages["issues/2020-s01/"].title == "2020年增刊第1期"
    assert "增刊第1期经验专辑" in read(pages["issues/2020-s01/"].html).text


def test_home_begins_with_the_newest_issue_and_offers_every_way_in(pages: Pages) -> None:
    page = read(pages[""].html)
    assert page.text.index("2020年增刊第1期") < page.text.index("最近信息")
    assert {"regions/620000/", "topics/child-welfare/", "sources/lanzhou-wf/", "years/2019/"} <= set(
        page.values("a", "href")
    )


def test_long_list_is_cut_and_leads_to_the_years_which_are_whole_and_to_the_search() -> None:
    items = [an_item(f"2020/n{n}", title=f"第{n}条", date=dt.date(2020, 1, 1)) for n in range(LONGEST + 5)]
    website = a_website(a_site(a_publication(items=tuple(items))))
    pages = {page.address: read(page.html) for page in website.pages}
    for address in ("items/", "regions/620000/"):
        links = [way for way in pages[address].values("a", "href") if re.search(r"2020/n\d+/$", way)]
        assert len(links) == LONGEST
        assert [way for way in pages[address].values("a", "href") if way.endswith("years/2020/")]
    assert "../../search/?region=620000" in pages["regions/620000/"].values("a", "href")
    whole = [way for way in pages["years/2020/"].values("a", "href") if re.search(r"2020/n\d+/$", way)]
    assert len(whole) == LONGEST + 5


def test_facets_for_which_a_list_has_no_room_are_found_on_the_page_of_the_item() -> None:
    regions = (CITY, COUNTY, OTHER_CITY, PROVINCE)
    website = a_website(a_site(a_publication(items=(an_item("2020/books", regions=regions),))))
    pages = {page.address: page.html for page in website.pages}
    (link,) = re.findall(r'<a class="jb-chips-more" href="([^"]*)" title="([^"]*)">', pages["items/"])
    assert link == ("2020/books/", PROVINCE.name)
    assert read(pages["items/"]).text.count("另1个") == 1
    assert PROVINCE.name in read(pages["items/2020/books/"]).text


def test_publication_without_anything_has_its_pages() -> None:
    website = a_website(a_site(a_publication()))
    assert "暂无信息。" in read(website.pages[0].html).text
    search = next(page.html for page in website.pages if page.address == "search/")
    assert "暂无信息。" in read(search).text
    assert "pagefind" not in search, "there is no index to load"


def test_english_publication_shows_no_chinese_label() -> None:
    english = iter(range(10_000))
    archive = a_small_archive(lambda _: f"Word {next(english)}")
    items = tuple(
        replace(item, body=Body(markdown="One paragraph."), pictures=(), parts=()) for item in archive.items
    )
    kept = {item.id: item for item in items}
    issues = tuple(
        replace(
            issue,
            sections=tuple(
                replace(section, items=tuple(kept[item.id] for item in section.items))
                for section in issue.sections
            ),
        )
        for issue in archive.issues
    )
    website = a_website(a_site(replace(archive, items=items, issues=issues), language="en"))
    for page in website.pages:
        chinese = re.findall(r"[\u2e80-\u9fff\uff00-\uffef]+", page.html + page.title + page.description)
        assert not chinese, page.address


def test_hostile_names_add_no_markup_to_any_page(website: Website) -> None:
    hostile = a_website(
        a_site(a_small_archive(lambda text: f"{text}</title><script>alert(1)</script><b>&amp;\"'"))
    )
    assert len(hostile.pages) == len(website.pages)
    for harmless, page in zip(website.pages, hostile.pages, strict=True):
        assert read(page.html).skeleton == read(harmless.html).skeleton, page.address


def test_description_is_the_beginning_of_the_text(pages: Pages) -> None:
    assert pages["items/2020/brief/"].description == "一批书籍和文具近日送到困难留守儿童手中。"
    assert pages["items/2020/round-up/"].description == "总起一段。"


def test_page_changes_with_its_issue_and_its_corrections(pages: Pages) -> None:
    assert pages["items/2020/old/"].changed == dt.date(2020, 1, 10)
    assert pages["items/2020/books/"].changed == dt.date(2020, 4, 20)
    assert pages["topics/left-behind-children/"].changed == dt.date(2020, 4, 20)
    assert pages["years/2019/"].changed == dt.date(2019, 12, 30)


def test_page_of_nothing_has_not_changed() -> None:
    empty = a_site(a_publication())
    assert {render_page(page, empty).changed for page in empty.outline.pages} == {None}


@pytest.mark.parametrize("site_url", ["https://example.org/bulletin", "https://example.org/bulletin/"])
def test_robots_names_the_sitemap(site_url: str) -> None:
    robots = render_robots(an_imprint(site_url=site_url))
    assert robots.path == "robots.txt"
    assert b"Sitemap: https://example.org/bulletin/sitemap.xml\n" in robots.content


def test_item_outside_every_issue_has_a_page_without_one() -> None:
    lonely = an_item("lonely", regions=(CITY,))
    website = a_website(a_site(a_publication(an_issue(), items=(lonely,))))
    page = next(page for page in website.pages if page.address == f"items/{ItemId('lonely')}/")
    assert "刊于" not in page.html
