"""Feeds are read by parsers that others wrote: valid, each thing told once, and in the right order."""

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from examples import AS_OF, CITY, COUNTY, a_picture, a_publication, an_imprint, an_issue, an_item
from jsonschema import Draft202012Validator
from lxml import etree
from small_archive import RECIPIENT, SECRET, a_site, a_small_archive, an_edition

from jianbao.language import read_language
from jianbao.model import Body, Erratum, IssueStatus, Part, Publication, public_edition
from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds import render_feeds
from jianbao.outputs.feeds.channels import NEWEST, NEWEST_OF_FACET
from jianbao.theme import find_theme

SCHEMAS = Path(__file__).parent.parent / "schemas"
HOST = "https://bulletin.example.org/"
HOSTILE = "]]></title><script>alert(1)</script>&amp;\"' <!-- ]]>"
ATOM = "{http://www.w3.org/2005/Atom}"

Files = Mapping[str, bytes]


def feeds_of(publication: Publication, language: str = "zh-CN") -> dict[str, bytes]:
    """Return the feeds of all that is public of a publication by their address."""
    theme = find_theme()
    public = public_edition(publication, AS_OF + dt.timedelta(days=40_000))
    edition = Edition(publication=public, language=read_language(language, theme), theme=theme)
    return {artifact.path: artifact.content for artifact in render_feeds(edition)}


def weekly(count: int, *, step: int = 7) -> Publication:
    """Return a publication of `count` issues of two items each."""
    first = dt.date(2019, 1, 7)
    issues = []
    for number in range(1, count + 1):
        date = first + dt.timedelta(days=step * (number - 1))
        items = (
            an_item(f"2019/{number}-{letter}", date=date, title=f"第{number}期{letter}") for letter in "ab"
        )
        issues.append(an_issue(*items, number=number, year=2019, date=date))
    return a_publication(*issues)


@pytest.fixture(scope="module")
def feeds() -> Files:
    """The feeds of the small archive."""
    edition = an_edition(a_site(a_small_archive()))
    return {artifact.path: artifact.content for artifact in render_feeds(edition)}


def titles(content: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(content).entries]


def ids(content: bytes) -> list[str]:
    return [entry.id for entry in feedparser.parse(content).entries]


def validate(name: str, content: bytes) -> None:
    """Hold a feed against the schema of its format, and let a parser of feeds read it."""
    if name.endswith(".json"):
        schema = json.loads((SCHEMAS / "jsonfeed.schema.json").read_text())
        Draft202012Validator(schema).validate(json.loads(content))
        return
    parsed = feedparser.parse(content)
    assert not parsed.bozo, (name, parsed.get("bozo_exception"))
    assert parsed.version == ("rss20" if name.endswith("rss.xml") else "atom10"), name
    if parsed.version == "atom10":
        grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
        grammar.assertValid(etree.fromstring(content))


def test_whole_issues_and_each_facet_have_a_feed_in_three_formats(feeds: Files) -> None:
    folders = ["", "issues/", "regions/620000/", "regions/620100/", "regions/620122/", "regions/620400/"]
    folders += ["topics/child-welfare/", "topics/left-behind-children/"]
    folders += ["sources/lanzhou-wf/", "sources/baiyin-wf/"]
    expected = {f"{folder}{name}" for folder in folders for name in ("feed.xml", "rss.xml", "feed.json")}
    assert {name for name in feeds if not name.startswith("feeds")} == expected


def test_every_feed_is_valid(feeds: Files) -> None:
    for name, content in feeds.items():
        if name != "feeds.opml":
            validate(name, content)


def test_feeds_in_english_are_valid_and_speak_english() -> None:
    found = feeds_of(a_publication(an_issue(an_item(title="Books for Gaolan")), imprint=an_imprint()), "en")
    for name, content in found.items():
        if name != "feeds.opml":
            validate(name, content)
    assert "Source" in found["feed.xml"].decode()


def test_the_three_formats_tell_the_same_in_the_same_order(feeds: Files) -> None:
    for name in [name for name in feeds if name.endswith("/rss.xml") or name == "rss.xml"]:
        folder = name.removesuffix("rss.xml")
        atom, rss = feedparser.parse(feeds[f"{folder}feed.xml"]), feedparser.parse(feeds[name])
        items = json.loads(feeds[f"{folder}feed.json"])["items"]
        facts = [(entry.id, entry.title, entry.link, entry.content[0].value) for entry in atom.entries]
        assert [(e.id, e.title, e.link, e.content[0].value) for e in rss.entries] == facts
        assert [entry.published_parsed for entry in rss.entries] == [e.published_parsed for e in atom.entries]
        # feedparser takes out what a browser might run; here nothing is lost by it
        assert [(item["id"], item["title"], item["url"]) for item in items] == [fact[:3] for fact in facts]


def test_an_issue_comes_before_what_it_prints_and_corrections_are_entries_of_their_own(feeds: Files) -> None:
    assert titles(feeds["feed.xml"]) == [
        "更正：爱心书籍送到留守儿童手中",
        "未刊一条",
        "2020年增刊第1期：经验专辑",
        "2020年第3期",
        "各地在行动",
        "爱心书籍送到留守儿童手中",
        "县里来信",
        "2020年第1期",
        "救助方案",
        "2019年第12期",
    ]


def test_a_region_tells_what_happened_within_it_and_leads_to_the_place_of_a_part(feeds: Files) -> None:
    assert titles(feeds["regions/620122/feed.xml"]) == ["皋兰县", "县里来信"]
    part = feedparser.parse(feeds["regions/620122/feed.xml"]).entries[0]
    assert part.link == f"{HOST}items/2020/round-up/#part-1"
    assert "县里的事" in part.content[0].value
    assert "另一市的事" not in part.content[0].value
    assert part.id != feedparser.parse(feeds["feed.xml"]).entries[4].id


def test_full_text_is_there_with_notes_pictures_parts_and_sources(feeds: Files) -> None:
    entries = {item["title"]: item["content_html"] for item in json.loads(feeds["feed.json"])["items"]}
    books = entries["爱心书籍送到留守儿童手中"]
    for text in (
        "编者请各地参考。",
        "第一段有<strong>要点</strong>",
        "书包到手",
        "<td>皋兰</td>",
        "信息来源：兰州市妇联",
    ):
        assert text in books
    assert "县里的事" in entries["各地在行动"]
    assert "另一市的事" in entries["各地在行动"]


def test_every_address_in_a_full_text_is_absolute(feeds: Files) -> None:
    for name in ("feed.json", "issues/feed.json", "regions/620400/feed.json"):
        for item in json.loads(feeds[name])["items"]:
            ways = re.findall(r'(?:href|src)="([^"]*)"', item["content_html"])
            assert all(way.startswith((HOST, "https://", "mailto:")) for way in ways), ways
    text = feeds["feed.json"].decode()
    assert f"{HOST}images/2020/shown%20in%20text.png" in text
    assert f"{HOST}items/2020/old/" in text
    assert f"{HOST}items/2020/books/#fn:1" in text


def test_an_issue_brings_its_pdf(feeds: Files) -> None:
    link = f"{HOST}issues/2020-03/2020-03.pdf"
    for name in ("feed.xml", "rss.xml"):
        entry = next(e for e in feedparser.parse(feeds[name]).entries if e.title == "2020年第3期")
        (enclosure,) = entry.enclosures
        assert (enclosure.href, enclosure.type, enclosure.length) == (link, "application/pdf", "8")
    (issue,) = [i for i in json.loads(feeds["feed.json"])["items"] if i["title"] == "2020年第3期"]
    assert issue["attachments"][0]["url"] == link
    assert issue["attachments"][0]["size_in_bytes"] == 8


def test_a_correction_brings_its_slip(feeds: Files) -> None:
    erratum = json.loads(feeds["feed.json"])["items"][0]
    assert erratum["summary"] == "“50名”应为“150名”。"
    assert erratum["attachments"][0]["url"] == f"{HOST}issues/2020-03/2020-03-erratum-1.pdf"


def test_dates_are_those_of_the_content() -> None:
    issue = an_issue(an_item(), issued=dt.date(2020, 4, 9))
    erratum = Erratum(
        id="2020-03-1", issue=issue, item=issue.items[0], date=dt.date(2020, 4, 20), wrong="一", right="二"
    )
    found = feeds_of(a_publication(issue, errata=(erratum,)))
    entries = {item["title"]: item for item in json.loads(found["feed.json"])["items"]}
    item = entries["爱心书籍送到留守儿童手中"]
    assert item["date_published"] == "2020-04-09T00:00:00+08:00"
    assert item["date_modified"] == "2020-04-20T00:00:00+08:00"
    assert b"<updated>2020-04-20T00:00:00+08:00</updated>" in found["feed.xml"]


def test_an_embargo_is_the_moment_an_item_came_out() -> None:
    moment = dt.datetime(2020, 4, 8, 1, 0, tzinfo=dt.UTC)
    found = feeds_of(a_publication(an_issue(an_item(embargo=moment))))
    assert b"<published>2020-04-08T09:00:00+08:00</published>" in found["feed.xml"]


def test_what_was_issued_late_is_new_though_it_happened_long_ago() -> None:
    early = an_issue(an_item("2020/new"), number=3)
    late = an_issue(an_item("2020/old", date=dt.date(2020, 1, 2)), number=4, date=dt.date(2020, 5, 8))
    found = feeds_of(a_publication(early, late))
    links = [entry.link for entry in feedparser.parse(found["regions/620100/feed.xml"]).entries]
    assert links == [f"{HOST}items/2020/old/", f"{HOST}items/2020/new/"]


def test_an_id_survives_a_move_and_a_change_of_scheme() -> None:
    before = feeds_of(a_publication(an_issue(an_item("2020/books"))))
    moved = an_issue(an_item("2020/reading", aliases=("2020/books", "2020/library")))
    imprint = an_imprint(site_url="http://bulletin.example.org")
    after = feeds_of(a_publication(moved, imprint=imprint))
    assert ids(before["feed.xml"]) == ids(after["feed.xml"])
    assert "items/2020/reading/" in feedparser.parse(after["feed.xml"]).entries[1].link


def test_no_two_things_have_one_id(feeds: Files) -> None:
    every = {
        (e.id, e.link, e.title) for name in feeds if name.endswith("feed.xml") for e in _entries(feeds[name])
    }
    assert len({entry[0] for entry in every}) == len(every)


def _entries(content: bytes) -> list[feedparser.FeedParserDict]:
    return list(feedparser.parse(content).entries)


def test_feeds_are_as_long_as_they_should_be() -> None:
    found = feeds_of(weekly(80))
    assert len(ids(found["feed.xml"])) == NEWEST
    assert len(ids(found["issues/feed.xml"])) == NEWEST
    assert len(ids(found["regions/620000/feed.xml"])) == NEWEST_OF_FACET
    assert titles(found["issues/feed.xml"])[0] == "2019年第80期"


def test_newest_entries_and_archive_hold_everything() -> None:
    publication = weekly(60)
    found = feeds_of(publication)
    months = sorted((name for name in found if re.fullmatch(r"feeds/\d{4}-\d\d\.xml", name)), reverse=True)
    newest = ids(found["feed.xml"])
    held = [entry for month in months for entry in ids(found[month])]
    assert len(held) == len(set(held))
    assert set(held) | set(newest) == {entry for name in found for entry in ids(found[name]) if "xml" in name}
    assert len(set(held) | set(newest)) == 60 * 3


def test_archive_is_a_chain_that_begins_at_the_feed_of_the_whole(feeds: Files) -> None:
    way, seen = "feed.xml", []
    while way:
        seen.append(way)
        links = {
            link.get("rel"): link.get("href") for link in ET.fromstring(feeds[way]).findall(f"{ATOM}link")
        }
        assert links["self"] == HOST + way
        if len(seen) > 1:
            assert links["current"] == f"{HOST}feed.xml"
            assert links.get("next-archive") == (HOST + seen[-2] if len(seen) > 2 else None)
            assert b"<fh:archive />" in feeds[way]
        way = links.get("prev-archive", "").removeprefix(HOST)
    assert seen == ["feed.xml", "feeds/2020-01.xml", "feeds/2019-12.xml"]


def test_what_comes_out_next_month_changes_no_month_before_but_the_last() -> None:
    before, after = feeds_of(weekly(20)), feeds_of(weekly(24))
    months = sorted(name for name in before if name.startswith("feeds/"))
    assert len(months) > 3
    for month in months[:-1]:
        assert before[month] == after[month]


def test_a_month_of_many_stands_in_the_feed_until_it_is_over() -> None:
    found = feeds_of(weekly(25, step=1))
    assert len(ids(found["feed.xml"])) == 75
    assert not [name for name in found if re.fullmatch(r"feeds/.*\.xml", name)]


def test_hostile_names_are_text_and_break_no_feed() -> None:
    found = feeds_of(a_small_archive(lambda text: text + HOSTILE))
    for name, content in found.items():
        if name != "feeds.opml":
            validate(name, content)
    title = f"县里来信{HOSTILE}"
    assert title in [item["title"] for item in json.loads(found["feed.json"])["items"]]
    for name in ("feed.xml", "rss.xml"):
        raw = [element.text for element in ET.fromstring(found[name]).iter() if element.tag.endswith("title")]
        assert title in raw
        assert "<script>" not in "".join(
            e.text or "" for e in ET.fromstring(found[name]).iter() if e.tag.endswith(("content", "encoded"))
        )


def test_a_feed_of_nothing_is_valid() -> None:
    found = feeds_of(a_publication())
    for name, content in found.items():
        if name != "feeds.opml":
            validate(name, content)
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in found["feed.xml"]


def test_nothing_that_is_not_public_is_told(feeds: Files) -> None:
    for content in feeds.values():
        text = content.decode()
        assert SECRET not in text
        assert RECIPIENT not in text
        assert "items/2020/secret" not in text


def test_withdrawn_issues_are_not_told() -> None:
    void = an_issue(an_item("2020/void"), number=2, date=dt.date(2020, 3, 1), status=IssueStatus.VOID)
    assert titles(feeds_of(replace(a_publication(an_issue(), void), items=()))["issues/feed.xml"]) == [
        "2020年第3期"
    ]


def test_list_of_feeds_is_a_tree_of_feeds_that_are_there(feeds: Files) -> None:
    opml = ET.fromstring(feeds["feeds.opml"])
    outlines = [outline for outline in opml.iter("outline") if outline.get("xmlUrl")]
    assert opml.get("version") == "2.0"
    for outline in outlines:
        assert outline.attrib.keys() == {"type", "text", "title", "xmlUrl", "htmlUrl"}
        assert outline.get("xmlUrl", "").removeprefix(HOST) in feeds
        assert not list(outline)
    names = [outline.get("text", "").partition(" - ")[0] for outline in outlines]
    assert names[1:6] == ["各期", "甘肃省", "兰州市", "皋兰县", "白银市"]
    province = next(o for o in opml.iter("outline") if o.get("text") == "甘肃省")
    assert [child.get("text", "").partition(" - ")[0] for child in province] == ["甘肃省", "兰州市", "白银市"]


def test_a_facet_without_news_has_a_feed_but_is_not_in_the_list() -> None:
    found = feeds_of(a_publication(an_issue(an_item(regions=(CITY,)))))
    assert f"regions/{COUNTY.code}/feed.xml" in found
    assert COUNTY.code not in found["feeds.opml"].decode()


def test_two_parts_of_one_item_are_two_entries_of_their_region() -> None:
    parts = tuple(
        Part(number=n, regions=(COUNTY,), sources=(), title=f"其{n}", body=Body(markdown=f"第{n}段。"))
        for n in (1, 2)
    )
    found = feeds_of(a_publication(an_issue(an_item(parts=parts, body=None))))
    assert titles(found[f"regions/{COUNTY.code}/feed.xml"]) == ["其1", "其2"]


def test_a_picture_stands_for_its_item() -> None:
    found = feeds_of(a_publication(an_issue(an_item(pictures=(a_picture(),)))))
    item = json.loads(found["feed.json"])["items"][1]
    assert item["image"] == f"{HOST}images/2020/books.png"
    assert '<img alt="孩子们领到书包" width="640" height="360"' in item["content_html"]


def test_what_is_written_like_a_link_stays_as_it_is() -> None:
    said = '写作 href="#x" 的是文字'
    found = feeds_of(a_publication(an_issue(an_item(body=Body(markdown=f"{said}[^1]。\n\n[^1]: 注。")))))
    (html,) = (
        e["content_html"] for e in json.loads(found["feed.json"])["items"] if said in e["content_html"]
    )
    assert f'href="{HOST}items/2020/books/#fn:1"' in html


def test_a_description_in_rss_is_html_that_says_the_text() -> None:
    found = feeds_of(a_publication(an_issue(an_item(body=Body(markdown="1 \\< 2 & 3，`<b>`。")))))
    said = [e.text for e in ET.fromstring(found["rss.xml"]).iter("description")]
    assert "1 &lt; 2 &amp; 3，&lt;b&gt;。" in said
