"""Figures in a real browser: numbers lead to as many results, and tables can be used on a telephone."""

import functools
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from counted import Sizes, an_archive
from playwright.sync_api import Browser, Page
from small_archive import a_site, a_website

from jianbao.model import Region
from jianbao.outputs.website import render_figures, search_records
from jianbao.plugin import build_site
from jianbao.search_index import make_index
from jianbao.work import Store

PHONE = 360
LONG_NAME = "积石山保安族东乡族撒拉族自治县妇女儿童工作委员会"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site of a generated archive in which one region and one unit have long names."""
    archive = an_archive(2, Sizes(items=80, regions=14))
    named = {archive.regions[0].code: LONG_NAME, archive.regions[1].code: "又" + LONG_NAME}
    sources = (replace(archive.sources[0], name=LONG_NAME), *archive.sources[1:])
    regions: tuple[Region, ...] = tuple(replace(r, name=named.get(r.code, r.name)) for r in archive.regions)
    site = a_site(replace(archive, sources=sources, regions=regions))
    website = a_website(site)
    store = Store(tmp_path_factory.mktemp("index"))
    files = (*website.files, *render_figures(site), *make_index(search_records(site), store))
    folder: Path = tmp_path_factory.mktemp("site")
    build_site(replace(website, files=tuple({file.path: file for file in files}.values())), folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": PHONE, "height": 740})
    yield found
    found.close()


@pytest.mark.parametrize("year", ["", "2019/"])
def test_search_lists_as_many_as_the_number_says(address: str, page: Page, year: str) -> None:
    page.goto(f"{address}statistics/{year}")
    links = page.locator("td a[href*='search/?']")
    found = links.evaluate_all("all => all.map(a => [a.textContent, a.href])")
    assert len(found) > 40
    for number, link in found[:: max(1, len(found) // 12)]:
        page.goto(link)
        page.wait_for_function("/[0-9]/.test(document.querySelector('[data-part=count]').textContent)")
        count = re.findall(r"\d+", page.locator("[data-part=count]").inner_text())
        assert count == [number], link


@pytest.mark.parametrize("path", ["statistics/", "statistics/2019/", "statistics/2019/adopted/"])
def test_page_is_no_wider_than_a_telephone(address: str, page: Page, path: str) -> None:
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_names_are_never_cut_off(address: str, page: Page) -> None:
    page.goto(f"{address}statistics/2019/")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    cut = page.locator("th").evaluate_all(
        "all => all.filter(th => th.scrollWidth > th.clientWidth + 1"
        " || th.scrollHeight > th.clientHeight + 1).map(th => th.textContent)"
    )
    assert cut == []
    assert page.locator("th", has_text=LONG_NAME).count() > 2


def test_names_of_rows_stay_while_the_grid_is_scrolled_by_keyboard(address: str, page: Page) -> None:
    page.goto(f"{address}statistics/2019/")
    grid = page.locator(".jb-scroll").filter(has=page.locator("#coverage-table"))
    grid.focus()
    before = grid.locator("tbody th").first.bounding_box()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    after = grid.locator("tbody th").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]


CONTRASTS = """cells => cells.map(cell => {
  const luminance = colour => {
    let [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    if (!colour.startsWith("color(")) { r /= 255; g /= 255; b /= 255; }
    const linear = [r, g, b].map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = luminance(getComputedStyle(cell).backgroundColor);
  const text = luminance(getComputedStyle(cell.querySelector("a") ?? cell).color);
  return [cell.className, (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05)];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read_on_every_shade_of_the_grid(address: str, browser: Browser, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{address}statistics/")
    contrasts = dict(page.locator("td[class^=jb-shade-]").evaluate_all(CONTRASTS))
    assert set(contrasts) >= {f"jb-shade-{n}" for n in range(1, 5)}
    assert min(contrasts.values()) >= 4.5, contrasts
    page.close()


def test_page_of_figures_asks_nobody_else_and_needs_no_script(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}statistics/2019/")
    assert page.locator("svg.jb-chart rect").count() > 12
    assert asked
    assert all(url.startswith(address) for url in asked)
    context.close()
