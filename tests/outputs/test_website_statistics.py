"""Figures on the website: every number leads to what it counts, and nothing counts that is not public."""

import csv
import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from counted import SECRET, Sizes, an_archive, under, under_both
from examples import a_publication, an_issue, an_item
from small_archive import a_site

from jianbao.artifact import Artifact
from jianbao.model import Publication, Region, Source, Topic
from jianbao.outputs.website import Site, WebPage, render_figures, render_page
from jianbao.outputs.website.charts import draw_bar, draw_columns
from jianbao.outputs.website.listings import LONGEST

SEEDS = (1, 2, 3)


@dataclass
class _Tables(HTMLParser):
    """Reads the tables of a page: rows of cells, each with its text and where its link leads."""

    def __post_init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, str]]]] = []
        self._cell: list[str] | None = None
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell, self._link = [], ""
        elif tag == "a" and self._cell is not None:
            self._link = dict(attrs)["href"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append(("".join(self._cell).strip(), self._link))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def tables_of(html: str) -> list[list[list[tuple[str, str]]]]:
    reader = _Tables()
    reader.feed(html)
    return reader.tables


@cache
def site_of(seed: int) -> Site:
    return a_site(an_archive(seed))


@cache
def page_of(seed: int, address: str) -> WebPage:
    site = site_of(seed)
    return render_page(next(page for page in site.outline.pages if page.address == address), site)


def addresses(site: Site) -> list[str]:
    return [
        page.address for page in site.outline.pages if re.fullmatch(r"statistics/(\d{4}/)?", page.address)
    ]


def numbers(seed: int) -> Iterator[tuple[str, str]]:
    """Yield each number of each page of figures that leads somewhere, with the address it leads to."""
    for address in addresses(site_of(seed)):
        for table in tables_of(page_of(seed, address).html):
            for row in table:
                for text, link in row:
                    if link and re.fullmatch(r"[\d,.]+", text):
                        yield text, resolved(address, link)


def resolved(address: str, link: str) -> str:
    """Return where a link of a page leads, from the root of the site."""
    way = urlsplit(link)
    path = posixpath.normpath(posixpath.join(address, way.path))
    return f"{path}/" + (f"?{way.query}" if way.query else f"#{way.fragment}")


def results(seed: int, target: str) -> int:
    """Count what stands where a number leads to."""
    way = urlsplit(target)
    if way.path == "search/":
        return found_by_searching(site_of(seed).publication, parse_qs(way.query))
    html = page_of(seed, way.path).html
    if way.path == "items/" or way.path.split("/")[0] in ("regions", "topics", "sources"):
        return html.count('<p class="jb-entry-title">')
    begin = html.index(f'id="{way.fragment}"')
    closing = {"h2": "</section>", "h3": "<h3|</section>"}[
        re.findall(r"<(h\d)[^<]*\Z", html[:begin] + '"')[0]
    ]
    part = re.split(closing, html[begin:])[0]
    return part.count("<li>")


def found_by_searching(publication: Publication, asked: dict[str, list[str]]) -> int:
    """Count what a search for region, topic, source and year lists, by going through the archive."""
    assert set(asked) <= {"region", "topic", "source", "year"}
    year = int(asked["year"][0]) if "year" in asked else None
    facets: list[Region | Topic | Source] = [
        next(facet for facet in known if facet.key == asked[name][0])
        for name, known in (
            ("region", publication.regions),
            ("topic", publication.topics),
            ("source", publication.sources),
        )
        if name in asked
    ]
    if len(facets) == 2:
        region, topic = facets
        assert isinstance(region, Region)
        assert isinstance(topic, Topic)
        return under_both(publication, region, topic, year)
    return under(publication, facets[0], year)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_leads_to_exactly_as_much(seed: int) -> None:
    assert len(site_of(seed).publication.items) <= LONGEST
    checked = 0
    for text, target in numbers(seed):
        if "adopted/" not in target:
            assert results(seed, target) == int(text.replace(",", "")), target
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_of_the_league_lead_to_what_was_taken_up(seed: int) -> None:
    for year in site_of(seed).publication.years_out:
        address = f"statistics/{year}/"
        league = tables_of(page_of(seed, address).html)[-1]
        for _, (unit, _), _, *placed, (points, points_link) in league[1:]:
            for number, link in placed:
                if link:
                    assert results(seed, resolved(address, link)) == int(number), (unit, link)
            if points_link:
                way = urlsplit(resolved(address, points_link))
                lists = page_of(seed, way.path).html
                assert f"，{points}分" in lists[lists.index(f'id="{way.fragment}"') :].partition("</h2>")[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_zero_leads_nowhere_and_every_other_number_somewhere(seed: int) -> None:
    for address in addresses(site_of(seed)):
        for table in tables_of(page_of(seed, address).html):
            is_league = table[0][0][0] == "名次"
            for row in table[1:]:
                counted = row[2:-1] if is_league and address == "statistics/" else row[1 + is_league :]
                assert all(bool(link) == (text != "0") for text, link in counted), (address, row)


@pytest.mark.parametrize("seed", SEEDS)
def test_files_hold_what_the_tables_show(seed: int) -> None:
    site = site_of(seed)
    files = {artifact.path: artifact for artifact in render_figures(site)}
    assert len(files) == 6 * (len(site.publication.years) + 1)
    for address in addresses(site):
        html = page_of(seed, address).html
        for name in ("regions", "topics", "sources", "months", "coverage", "adoption"):
            assert f'href="{name}.csv"' in html
            block = html[html.index(f'<h2 id="{name}">') :].partition("</section>")[0]
            shown = tables_of(block)[0]
            rows = rows_of(files[f"{address}{name}.csv"])
            titles = [text for text, _ in shown[0]]
            kept = [rows[0].index(title) for title in titles]
            held = [[row[n] for n in kept] for row in rows]
            assert [[text.replace(",", "") for text, _ in row] for row in shown] == held


def rows_of(file: Artifact) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_is_not_public_is_on_a_page_or_in_a_file(seed: int) -> None:
    site = site_of(seed)
    for page in site.outline.pages:
        if page.address.startswith("statistics/"):
            assert SECRET not in render_page(page, site).html
    assert SECRET.encode() not in b"".join(file.content for file in render_figures(site))


def test_empty_cells_of_the_grid_are_shown_and_counted() -> None:
    site = a_site(a_publication(items=(an_item(),)))
    html = render_page(next(p for p in site.outline.pages if p.address == "statistics/"), site).html
    block = html[html.index('<h2 id="coverage">') :]
    grid = tables_of(block)[0]
    cells = [text for row in grid[1:] for text, _ in row[1:-1]]
    assert f"以下{len(cells)}格中，{cells.count('0')}格没有信息。" in html
    assert block.count('<td class="jb-shade-0">0</td>') == cells.count("0") == 4


def test_regions_without_news_are_named() -> None:
    site = a_site(a_publication(items=(an_item(),)))
    html = render_page(next(p for p in site.outline.pages if p.address == "statistics/"), site).html
    named = html.partition("没有信息的地区（2）")[2].partition("</details>")[0]
    assert re.findall(r">(\w+)</a>", named) == ["皋兰县", "白银市"]


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_are_named_and_their_heads_say_what_they_head(seed: int) -> None:
    for address in addresses(site_of(seed)):
        html = page_of(seed, address).html
        tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
        assert all(table.count("<caption ") == 1 for table in tables)
        assert not [th for table in tables for th in re.findall(r"<th\b(?! scope=\"(?:col|row)\")", table)]
        wide = [table for table in tables if table.partition("</thead>")[0].count("<th ") > 2]
        assert len(wide) == html.count('role="group"') == html.count('tabindex="0"')
        for svg in re.findall(r"<svg[^>]*>", html):
            assert 'aria-hidden="true"' in svg


def totals_of(publication: Publication, year: int) -> str:
    site = a_site(publication)
    page = next(page for page in site.outline.pages if page.address == f"statistics/{year}/")
    return render_page(page, site).html.partition("jb-totals")[2].partition("</p>")[0]


def test_no_unit_takes_the_place_of_something_else_on_the_page() -> None:
    units = tuple(Source(id=name, name=name, region=None) for name in ("content", "sections", "without"))
    items = tuple(an_item(f"2020/{unit.id}", sources=(unit,)) for unit in units)
    site = a_site(a_publication(an_issue(*items), sources=units))
    page = next(page for page in site.outline.pages if page.address == "statistics/2020/adopted/")
    html = render_page(page, site).html
    assert all(f'id="{unit.id}"' not in html for unit in units)
    assert html.count("<h2 id=") == len(units)


def test_totals_of_nothing_lead_nowhere() -> None:
    without_issue = totals_of(a_publication(items=(an_item(),)), 2020)
    assert "<span>0期</span>" in without_issue
    assert without_issue.count("<a ") == 1
    without_item = totals_of(a_publication(an_issue()), 2020)
    assert "<span>0条</span>" in without_item
    assert without_item.count("<a ") == 1


def test_page_grows_with_facets_and_not_with_the_archive() -> None:
    def weight(items: int) -> int:
        site = a_site(an_archive(1, Sizes(items=items, regions=60, topics=20, sources=30)))
        page = next(page for page in site.outline.pages if page.address == "statistics/")
        return len(render_page(page, site).html)

    assert weight(3000) < 1.5 * weight(600)


def test_bar_is_as_long_as_its_number() -> None:
    assert 'rect width="37.5%"' in draw_bar(3, 8)
    assert 'rect width="100.0%"' in draw_bar(8, 8)


def test_columns_have_labels_that_a_telephone_has_room_for() -> None:
    few = draw_columns([(f"{n}月", n) for n in range(12)], str)
    assert few.count("月</text>") == 12
    many = draw_columns([(f"{1990 + n}年", n) for n in range(30)], str)
    labels = re.findall(r">(\d{4})年</text>", many)
    assert 4 <= len(labels) <= 8
    assert labels[-1] == "2019"
    assert many.count("<rect") == 31


def test_columns_hold_no_markup_of_their_labels() -> None:
    assert "<b>" not in draw_columns([("<b>&", 1)], str)


def test_nobody_reported_anything() -> None:
    site = a_site(a_publication(an_issue()))
    html = render_page(next(p for p in site.outline.pages if p.address == "statistics/2020/"), site).html
    assert "0条" in html
