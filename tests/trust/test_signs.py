"""Signs that mean something elsewhere are text on every surface (check 2)."""

import csv
import email
import email.policy
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from html_reading import Reading, read
from paper_reading import a_png, print_of
from small_archive import a_site, a_small_archive, a_website
from trust_figures import Leave

from jianbao.plugin import build_site

SIGNS = "<zz>&\"'"
FIELDS = {  # by the words that the small archive has there
    "title": "爱心书籍送到留守儿童手中",
    "subtitle": "全市行动",
    "short title": "书籍到手",
    "note": "编者请各地参考。",
    "caption": "书包到手",
    "credit": "市妇联",
    "description of a picture": "书包",
    "source": "兰州市妇联",
    "region": "兰州市",
    "topic": "留守儿童",
    "section": "简讯",
    "organ": "甘肃省政府妇女儿童工作委员会",
}
TABLES = (".csv", ".eml")
SURFACES = ("pages", "navigation", "papers", "feeds and data", "tables and letters")


def marked(text: str) -> str:
    number = list(FIELDS.values()).index(text) if text in FIELDS.values() else 99
    return f"{text}F{number:02}{SIGNS}"


@pytest.fixture(scope="module")
def surfaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each surface says, as whoever reads it gets it."""
    site = a_site(a_small_archive(marked))
    website = a_website(site)
    folder = tmp_path_factory.mktemp("signs")
    build_site(website, folder)
    readings = [read(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))]
    files = {file.path: file.content for file in website.files}
    pictures = {"2020/books.png": a_png(640, 360), "2020/shown in text.png": a_png(640, 360)}
    papers = [print_of(issue, site.publication, pictures) for issue in site.publication.issues_out[-2:]]
    read_files = {path: list(texts_of(path, content)) for path, content in files.items()}
    return {
        "pages": [text for reading in readings for text in said_by(reading)],
        "navigation": [reading.title for reading in readings] + list(told_by_links(readings)),
        "papers": [text for paper in papers for text in (paper.stream, *paper.metadata.values())],
        "feeds and data": [
            *(
                text
                for path, found in read_files.items()
                if not path.endswith((".csv", ".eml"))
                for text in found
            ),
            *(text for file in sorted(folder.rglob("*.html")) for text in graphs_in(file)),
        ],
        "tables and letters": [
            text for path, found in read_files.items() if path.endswith(TABLES) for text in found
        ],
    }


def said_by(reading: Reading) -> Iterator[str]:
    assert "zz" not in {tag for tag, _ in reading.elements}
    yield "".join(reading.texts)
    for _, attributes in reading.elements:
        yield from attributes.values()


def told_by_links(readings: list[Reading]) -> Iterator[str]:
    for reading in readings:
        yield from (text for _, text in reading.headings)
        for name in ("title", "aria-label"):
            yield from reading.values("a", name)


def graphs_in(file: Path) -> Iterator[str]:
    html = file.read_text(encoding="utf-8")
    for graph in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
        yield from strings_in(json.loads(graph))


def strings_in(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from said_by(read(data)) if data.lstrip().startswith("<") else (data,)
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings_in(value)


def texts_of(path: str, content: bytes) -> Iterator[str]:
    if path.endswith((".json", ".geojson", ".jsonld")):
        yield from strings_in(json.loads(content))
    elif path.endswith(".csv"):
        yield from (cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row)
    elif path.endswith((".xml", ".opml", ".atom", ".rss")):
        root = ET.fromstring(content)
        as_html = root.findall("./channel/item/description")  # so readers take it
        for element in root.iter():
            yield from (
                said_by(read(element.text or "")) if element in as_html else strings_in([element.text or ""])
            )
            yield from element.attrib.values()
    elif path.endswith(".eml"):
        letter = email.message_from_bytes(content, policy=email.policy.default)
        yield str(letter["subject"])
        for part in letter.walk():
            if part.get_content_type() == "text/html":
                yield from said_by(read(part.get_content()))
            elif part.get_content_type() == "text/plain":
                yield part.get_content()


@pytest.mark.check(2)
def test_signs_stand_there_as_text_on_every_surface(surfaces: dict[str, list[str]], leave: Leave) -> None:
    assert tuple(surfaces) == SURFACES
    literal, spoiled, seen = 0, [], 0
    for surface, texts in surfaces.items():
        for number, field in enumerate(FIELDS):
            places = [text[m.end() :] for text in texts for m in re.finditer(rf"F{number:02}", text)]
            wrong = [place[:20] for place in places if not re.sub(r"\s", "", place[:30]).startswith(SIGNS)]
            spoiled += [(surface, field, *wrong[:3])] if wrong else []
            literal += not wrong
            seen += bool(places)
    assert spoiled == []
    assert seen >= 40
    of = len(FIELDS) * len(SURFACES)
    leave(f"{literal} of {of}; {seen} of them show the field, {literal - seen} leave it out")
