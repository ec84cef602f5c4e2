"""The whole site in a browser: what readers come for is there, nothing is asked of others or broken."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import Watched
from html_reading import Reading, read
from playwright.sync_api import expect
from serving import BASE, Served
from trust_figures import Leave

ISSUE, ITEM, ROUND_UP = "issues/2020-03/", "items/2020/liaison-mechanism/", "items/2020/back-to-work/"
WITHOUT_PICTURES = 250_000


def test_an_issue_is_read_from_its_contents_to_its_colophon(sample: Watched) -> None:
    page = sample.open()
    page.locator("main").get_by_role("link", name=re.compile("阅读")).first.click()
    page.wait_for_url(f"**/{ISSUE}")
    contents = page.get_by_role("navigation", name="目录").get_by_role("link")
    articles = page.locator("article article")
    assert contents.count() >= articles.count() == 6
    contents.nth(2).click()
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(page.locator(".jb-colophon")).to_contain_text("印发")
    with page.expect_response("**/*.pdf"):
        page.evaluate("fetch(document.querySelector('a.jb-paper').href)")
    articles.nth(1).get_by_role("heading").first.get_by_role("link").click()
    page.wait_for_url("**/items/**")
    expect(page.locator("main")).to_contain_text("刊于")


def test_feeds_are_discovered_in_the_head_of_every_page(sample: Watched, sample_served: Served) -> None:
    page = sample.open(ITEM)
    feeds = page.locator("link[rel=alternate][type$='xml'], link[rel=alternate][type$='json']")
    found = dict(feeds.evaluate_all("links => links.map(link => [link.type, link.href])"))
    assert found.keys() == {"application/atom+xml", "application/rss+xml", "application/feed+json"}
    for address in found.values():
        assert page.request.get(address).ok
    region = sample.open("regions/620100/")
    assert region.locator("link[rel=alternate][href^='./'], link[rel=alternate]:not([href^='../'])").count()


def test_everything_is_read_without_scripts(visit: Callable[..., Watched], sample_served: Served) -> None:
    page = visit(sample_served, java_script_enabled=False).open(ISSUE)
    expect(page.locator("article article")).to_have_count(6)
    page.get_by_role("navigation", name="所在位置").get_by_role("link", name="首页").click()
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="地区").click()
    page.get_by_role("link", name="兰州市", exact=True).first.click()
    page.locator("main").get_by_role("link", name=re.compile("困难留守儿童行动")).first.click()
    expect(page.locator("article")).to_contain_text("爱心书籍和文具")


def test_a_page_that_is_not_there_offers_a_search(
    visit: Callable[..., Watched], sample_served: Served
) -> None:
    site = visit(sample_served)
    page = site.open("no/such/page/")
    field = page.locator("main input[type=search]")
    expect(field).to_be_visible()
    site.faults.clear()


@pytest.mark.parametrize("kind", ["", ITEM, ISSUE, "search/"])
def test_a_page_without_its_pictures_is_light(
    visit: Callable[..., Watched], sample_served: Served, kind: str
) -> None:
    """Weigh what the wire carries, packed; of the search page, its first listing too."""
    sample_served.sent.clear()
    visit(sample_served).open(kind).wait_for_load_state("networkidle")
    sent = {path: size for path, size in sample_served.sent.items() if f"{BASE}images/" not in path}
    assert sum(sent.values()) < WITHOUT_PICTURES, sent
    assert len(sent) > 3


@pytest.fixture(scope="session")
def readings(sample_folder: Path) -> dict[str, Reading]:
    """Every page of the sample's website, read."""
    files = sample_folder.rglob("*.html")
    return {file.relative_to(sample_folder).as_posix(): read(file.read_text()) for file in files}


@pytest.mark.check(30)
def test_every_link_and_anchor_of_the_sample_leads_somewhere(
    readings: dict[str, Reading], sample_folder: Path, leave: Leave
) -> None:
    broken = []
    for name, page in readings.items():
        for way in links_of(page):
            target = urlsplit(urljoin(f"https://bulletin.example.org/{name}", way))
            if target.scheme == "mailto" or (target.netloc != "bulletin.example.org" and name != "404.html"):
                continue
            path = unquote(target.path).lstrip("/")
            path = f"{path}index.html" if not path or path.endswith("/") else path
            there = (sample_folder / path).is_file()
            if not there or (
                target.fragment and path.endswith(".html") and not has_anchor(readings[path], target.fragment)
            ):
                broken.append((name, way))
    assert broken == []
    leave(f"0 broken links and anchors in {len(readings)} pages")


def links_of(page: Reading) -> Iterator[str]:
    for tag, attribute in (
        ("a", "href"),
        ("link", "href"),
        ("img", "src"),
        ("script", "src"),
        ("form", "action"),
    ):
        yield from page.values(tag, attribute)
    for sizes in page.values("img", "srcset"):
        yield from (size.split()[0] for size in sizes.split(","))


def has_anchor(page: Reading, fragment: str) -> bool:
    return unquote(fragment) in page.ids


def test_material_brings_no_search_of_its_own(sample_folder: Path) -> None:
    files = [
        file.relative_to(sample_folder).as_posix() for file in sample_folder.rglob("*") if file.is_file()
    ]
    assert not [name for name in files if "search_index" in name or "lunr" in name or "pagefind-ui" in name]
    assert [name for name in files if name.startswith("search/pagefind/index/")]
