"""What a page says of itself in its head: to feed readers, search engines, and whoever shares it."""

import json
import re
from typing import Any

import pytest
from examples import CHILDREN, CITY, a_picture, a_publication, an_imprint, an_issue, an_item
from html_reading import Reading, read
from small_archive import a_site, a_small_archive

from jianbao.model import Publication
from jianbao.outputs.website import WebPage, render_pages

HOST = "https://bulletin.example.org/"
HOSTILE = "</script><script>alert(1)</script>\u2028<!--"


def heads_of(publication: Publication, language: str = "zh-CN") -> dict[str, str]:
    return {page.address: page.head for page in render_pages(a_site(publication, language))}


def graph(head: str) -> list[dict[str, Any]]:
    """Return what a page says in schema.org's words."""
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    found = json.loads(script)
    assert found["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = found["@graph"]
    return nodes


def node(head: str, kind: str) -> dict[str, Any]:
    (found,) = (node for node in graph(head) if node["@type"] == kind)
    return found


def named(reading: Reading) -> dict[str, str]:
    """Return what `meta` elements say by their name or property."""
    metas = [attributes for tag, attributes in reading.elements if tag == "meta"]
    keys = [attributes.get("name") or attributes["property"] for attributes in metas]
    assert len({key.lower() for key in keys if key != "article:tag"}) == len(
        [k for k in keys if k != "article:tag"]
    )
    return dict(zip(keys, (attributes["content"] for attributes in metas), strict=True))


@pytest.fixture(scope="module")
def heads(pages: dict[str, WebPage]) -> dict[str, str]:
    """The heads of the small archive's pages."""
    return {address: page.head for address, page in pages.items()}


def feeds(head: str) -> list[tuple[str, str]]:
    links = [attributes for tag, attributes in read(head).elements if tag == "link"]
    assert all(attributes["rel"] == "alternate" and attributes["title"] for attributes in links)
    return [(attributes["type"], attributes["href"]) for attributes in links]


def test_every_page_leads_to_the_feeds_of_the_whole(heads: dict[str, str]) -> None:
    for address, head in heads.items():
        up = "../" * address.count("/")
        assert feeds(head)[-3:] == [
            ("application/atom+xml", f"{up}feed.xml"),
            ("application/rss+xml", f"{up}rss.xml"),
            ("application/feed+json", f"{up}feed.json"),
        ]


@pytest.mark.parametrize(
    "folder", ["regions/620100/", "topics/child-welfare/", "sources/lanzhou-wf/", "issues/"]
)
def test_a_page_with_feeds_of_its_own_names_them_first(folder: str, heads: dict[str, str]) -> None:
    assert [way for _, way in feeds(heads[folder])[:3]] == ["feed.xml", "rss.xml", "feed.json"]


def test_an_issue_leads_to_the_feeds_of_issues(heads: dict[str, str]) -> None:
    assert feeds(heads["issues/2020-03/"])[0][1] == "../feed.xml"


def test_home_says_what_is_published_and_how_to_search_it(heads: dict[str, str]) -> None:
    website, periodical = node(heads[""], "WebSite"), node(heads[""], "Periodical")
    assert website["url"] == HOST
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{HOST}search/?q={{search_term_string}}"
    assert periodical["name"] == "简报"
    assert periodical["publisher"]["name"] == "甘肃省政府妇女儿童工作委员会"


def test_an_issue_says_its_number_and_what_it_is_an_issue_of(heads: dict[str, str]) -> None:
    issue = node(heads["issues/2020-03/"], "PublicationIssue")
    assert issue["issueNumber"] == "3"
    assert issue["isPartOf"]["@type"] == "Periodical"
    assert issue["isPartOf"]["@id"] == node(heads[""], "Periodical")["@id"]
    assert issue["datePublished"] == "2020-04-07"
    assert [part["url"] for part in issue["hasPart"]] == [
        f"{HOST}items/2020/{name}/" for name in ("round-up", "books", "brief")
    ]
    assert issue["encoding"]["contentUrl"] == f"{HOST}issues/2020-03/2020-03.pdf"


def test_an_item_says_where_it_was_printed_by_whom_and_about_what(heads: dict[str, str]) -> None:
    item = node(heads["items/2020/books/"], "NewsArticle")
    assert item["headline"] == "爱心书籍送到留守儿童手中"
    assert item["alternativeHeadline"] == "全市行动"
    assert (item["isPartOf"]["issueNumber"], item["pageStart"]) == ("3", 3)
    assert [author["name"] for author in item["author"]] == ["兰州市妇联"]
    assert [(place["name"], place["identifier"]) for place in item["contentLocation"]] == [
        ("兰州市", "620100")
    ]
    assert [topic["name"] for topic in item["about"]] == ["留守儿童"]
    assert item["datePublished"] == "2020-04-07T00:00:00+08:00"
    assert item["dateModified"] == "2020-04-20T00:00:00+08:00"
    assert item["image"][0] == f"{HOST}images/2020/shown%20in%20text.png"
    assert item["correction"] == [
        {"@type": "CorrectionComment", "text": "“50名”应为“150名”。", "datePublished": "2020-04-20"}
    ]


def test_a_round_up_says_its_parts_with_their_places(heads: dict[str, str]) -> None:
    parts = node(heads["items/2020/round-up/"], "NewsArticle")["hasPart"]
    assert [(part["name"], part["url"]) for part in parts] == [
        ("皋兰县", f"{HOST}items/2020/round-up/#part-1"),
        ("另一市结对", f"{HOST}items/2020/round-up/#part-2"),
    ]
    assert parts[1]["contentLocation"][0]["name"] == "白银市"


def test_breadcrumbs_lead_from_home_to_the_page(heads: dict[str, str]) -> None:
    steps = node(heads["regions/620122/"], "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["首页", "地区", "甘肃省", "兰州市", "皋兰县"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4, 5]
    assert steps[-1]["item"] == f"{HOST}regions/620122/"
    assert not [n for n in graph(heads[""]) if n["@type"] == "BreadcrumbList"]


def test_page_of_feeds_tells_of_the_data(heads: dict[str, str]) -> None:
    files = node(heads["feeds/"], "Dataset")["distribution"]
    assert {file["contentUrl"] for file in files} == {
        f"{HOST}data/{name}" for name in ("items.json", "issues.json", "items.csv")
    }


def test_every_address_in_a_graph_is_absolute(heads: dict[str, str]) -> None:
    for head in heads.values():
        for way in re.findall(r'"(?:url|@id|item|contentUrl|logo|urlTemplate)":"([^"]*)"', head):
            assert way.startswith(HOST)


def test_no_text_ends_the_script_that_holds_it() -> None:
    heads = heads_of(a_small_archive(lambda text: text + HOSTILE))
    for head in heads.values():
        assert [tag for tag, _ in read(head).elements].count("script") == 1
        assert "\u2028" not in re.findall(r"ld\+json\">(.*?)</script>", head, re.DOTALL)[0]
    assert node(heads["items/2020/brief/"], "NewsArticle")["headline"] == f"县里来信{HOSTILE}"


def test_a_shared_issue_shows_its_card_and_a_shared_item_its_picture(heads: dict[str, str]) -> None:
    issue, item = named(read(heads["issues/2020-03/"])), named(read(heads["items/2020/books/"]))
    assert issue["og:image"] == f"{HOST}issues/2020-03/card.png"
    assert (issue["og:image:width"], issue["og:image:height"]) == ("1200", "630")
    assert item["og:image"] == f"{HOST}images/2020/shown%20in%20text.png"
    assert (item["og:image:width"], item["og:image:height"], item["og:image:type"]) == (
        "640",
        "360",
        "image/png",
    )
    assert named(read(heads["items/2020/round-up/"]))["og:image"] == f"{HOST}issues/2020-03/card.png"
    assert named(read(heads["items/2020/waiting/"]))["og:image"] == f"{HOST}card.png"
    assert named(read(heads["regions/620100/"]))["og:image"] == f"{HOST}card.png"


def test_a_picture_too_small_stands_for_nothing() -> None:
    small = a_picture()
    tiny = type(small)(
        file=type(small.file)(path="2020/tiny.png", width=120, height=400, sha256="0" * 64), alt="小图"
    )
    heads = heads_of(a_publication(an_issue(an_item(pictures=(tiny,)))))
    assert named(read(heads["items/2020/books/"]))["og:image"] == f"{HOST}issues/2020-03/card.png"


def test_a_shared_page_says_what_and_where_it_is(heads: dict[str, str], pages: dict[str, WebPage]) -> None:
    for address, head in heads.items():
        said = named(read(head))
        assert said["og:url"] == HOST + address.replace(" ", "%20")
        assert said["og:title"] == (pages[address].title if address else "甘肃省政府妇女儿童工作委员会简报")
        assert said["og:description"] == pages[address].description
        assert said["og:locale"] == "zh_CN"
        assert said["twitter:card"] == "summary_large_image"
    assert named(read(heads["items/2020/books/"]))["article:published_time"] == "2020-04-07T00:00:00+08:00"


def test_description_is_a_text_to_be_read(heads: dict[str, str]) -> None:
    description = named(read(heads["items/2020/books/"]))["og:description"]
    assert description.startswith("第一段有要点，见方案和上年末期，不见内部情况。")
    assert "↑" not in description


def test_chinese_pages_have_the_names_that_government_sites_are_asked_for(heads: dict[str, str]) -> None:
    home, column = named(read(heads[""])), named(read(heads["regions/620100/"]))
    item, issue = named(read(heads["items/2020/books/"])), named(read(heads["issues/2020-03/"]))
    site = {"SiteName": "甘肃省政府妇女儿童工作委员会简报", "SiteDomain": "bulletin.example.org"}
    assert {name: home[name] for name in site} == site
    assert not [name for name in home if name.startswith(("Column", "Article"))]
    assert column["ColumnName"] == "兰州市"
    assert {"SiteName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= column.keys()
    assert item["ColumnName"] == "信息"
    assert item["ArticleTitle"] == "爱心书籍送到留守儿童手中"
    assert item["PubDate"] == "2020-04-07 00:00"
    assert item["ContentSource"] == item["Author"] == "兰州市妇联"
    assert item["Keywords"] == "留守儿童,兰州市"
    assert item["Url"] == f"{HOST}items/2020/books/"
    assert issue["ArticleTitle"] == "2020年第3期"
    assert issue["ContentSource"] == "甘肃省政府妇女儿童工作委员会办公室"


def test_a_registered_site_says_its_code() -> None:
    archive = a_publication(an_issue(an_item()), imprint=an_imprint(site_code="6200000001"))
    assert {named(read(head))["SiteIDCode"] for head in heads_of(archive).values()} == {"6200000001"}
    assert "SiteIDCode" not in named(read(heads_of(a_publication())[""]))


def test_what_the_frame_says_is_not_said_again(heads: dict[str, str]) -> None:
    for head in heads.values():
        reading = read(head)
        assert "description" not in {name.lower() for name in named(reading)}
        assert not [tag for tag, _ in reading.elements if tag == "title"]
        assert "canonical" not in reading.values("link", "rel")


def test_english_pages_have_no_chinese_names() -> None:
    item = an_item(title="Books for Gaolan", regions=(CITY,), topics=(CHILDREN,))
    heads = heads_of(a_publication(an_issue(item)), "en")
    said = named(read(heads["items/2020/books/"]))
    assert not [name for name in said if name.startswith(("Site", "Column", "Article", "Pub"))]
    assert said["og:locale"] == "en_GB"


def test_every_page_weighs_little_more_for_it(heads: dict[str, str]) -> None:
    assert max(len(head.encode()) for head in heads.values()) < 8_000
