"""What is not for everyone is in no byte of the website: a word is planted in each such place and looked for.

It is looked for in pages, feeds, data, letters, pictures and the search index, within packed files, and in
the streams, strings, texts and pictures of every PDF. Beside each word stands a character that stands nowhere
else, for an index that knows characters only. Another word and character are planted where everyone may read
them, and must be found in each of those ways: so the test cannot pass by looking past them.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from byte_reading import files_in, forms_of, spellings_of
from PIL import Image, PngImagePlugin

ROOT = Path(__file__).parent.parent
HIDDEN, OPEN = "qzxv", "wjkp"
HIDDEN_CHARACTER, OPEN_CHARACTER = "龘", "靐"
AS_OF = "2020-05-01"

PUBLICATION = """\
name: 简报
organ: 甘肃省政府妇女儿童工作委员会
editor: 甘肃省政府妇儿工委办公室
issuer: 甘肃省政府妇女儿童工作委员会办公室
contact: {email: office@example.org}
language: zh-CN
site_url: https://bulletin.example.org
"""
REGIONS = """\
- {code: "620000", name: 甘肃省}
- {code: "620100", name: 兰州市, parent: "620000"}
"""
RECIPIENTS = """\
recipients:
  - id: WORD-vice
    name: WORD副省长RARE
    copies: 2
    address: WORD路1号RARE
    postcode: "730000"
    contact: WORD同志RARE
    route: WORD机要RARE
  - {id: WORD-city, name: WORD市妇儿工委RARE, address: WORD巷2号RARE}
groups:
  - {id: localities, name: 各市州妇儿工委, members: [WORD-city]}
  - {id: WORD-club, name: WORD小组RARE, members: [WORD-vice]}
"""
ITEM = """\
# WORD RARE
title: 题目WORD-NAME-titleRARE
subtitle: 副题WORD-subtitleRARE
short_title: 短题WORD-shortRARE
source: 兰州市妇联
region: 兰州市
topic: 留守儿童
date: 2020-04-03
MORE
note: 按语WORD-noteRARE
body: |
  正文WORD-bodyRARE。

  ![图里WORD-inlineRARE](WORD-NAME-inline.png "图题WORD-inline-captionRARE")
images:
  - file: WORD-NAME.png
    alt: 图示WORD-altRARE
    caption: 说明WORD-captionRARE
    credit: 摄影WORD-creditRARE
parts:
  - region: 兰州市
    title: 分题WORD-part-titleRARE
    body: 分条WORD-part-bodyRARE。
"""
ISSUE = """\
number: NUMBER
year: 2020
date: 2020-04-DAY
status: STATUS
title: 专题WORD-issue-titleRARE
note: 期按WORD-issue-noteRARE
MORE
contents:
ITEMS
"""
ERRATUM = """\
issue: 2020-03
item: ITEM
date: 2020-04-20
wrong: 正文WORD
right: 更正文WORD
note: 更正说明WORD-erratumRARE
"""
HOLDERS = """\
distribution:
  report_to: [qzxv-vice]
  distribute_to: [localities]
extra_copies: {qzxv-vice: 1}
signed_off: {edited: qzxv编辑龘, reviewed: qzxv审核龘, approved: qzxv签发龘}"""

HIDDEN_ITEMS = {
    "internal": "visibility: internal",
    "draft": "status: draft",
    "embargoed": "embargo: 2020-06-01T09:00\naliases: [qzxv-before]",
    "waiting": "aliases: [qzxv-earlier]",
    "classified": "",
    "withdrawn": "visibility: internal",
}


def planted(text: str, *, word: str = HIDDEN, rare: str = HIDDEN_CHARACTER, **values: str) -> str:
    """Fill in a file; what the rest stands for is named by its key."""
    for key, value in {**values, "word": word, "rare": rare}.items():
        text = text.replace(key.upper(), value)
    return text


def a_picture(word: str) -> bytes:
    """Return a picture that says a word in its chunks, and in its colours too."""
    colours = (word.encode() * 3) * (64 * 64 // len(word) + 1)
    image = Image.frombytes("RGB", (64, 64), colours[: 64 * 64 * 3])
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", word)
    chunks.add_itxt("Title", word, zip=True)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=chunks)
    return out.getvalue()


def content() -> dict[str, bytes]:
    """Return a publication with everything that is not for everyone, and one item that is."""
    texts = {
        "publication.yml": PUBLICATION,
        "regions.yml": REGIONS,
        "topics.yml": "- {id: left-behind, name: 留守儿童}\n",
        "sources.yml": "- {id: lanzhou, name: 兰州市妇联}\n",
        "recipients.yml": planted(RECIPIENTS),
        "items/open.yml": planted(ITEM, word=OPEN, rare=OPEN_CHARACTER, more="", name="open").replace(
            "正文wjkp-body", "见[内情](item:qzxv-internal)和[下期](issue:2020-04)，正文wjkp-body"
        ),
        "errata/2020-03-1.yml": planted(ERRATUM, word=OPEN, rare=OPEN_CHARACTER, item="open"),
        "errata/2020-03-2.yml": planted(ERRATUM, item="qzxv-internal"),
        "issues/2020-03.yml": planted(
            ISSUE,
            word=OPEN,
            rare=OPEN_CHARACTER,
            number="3",
            day="07",
            status="issued",
            more=HOLDERS,
            items="  - open\n  - heading: 内部\n    items: [qzxv-internal]\n  - qzxv-embargoed",
        ),
        "issues/2020-04.yml": planted(
            ISSUE,
            number="4",
            day="14",
            status="issued",
            more="classification: 机密★1年",
            items="  - qzxv-classified",
        ),
        "issues/2020-05.yml": planted(
            ISSUE, number="5", day="21", status="void", more="aliases: [2019-99]", items="  - qzxv-withdrawn"
        ),
        "issues/2020-06.yml": planted(
            ISSUE, number="6", day="28", status="draft", more="", items="  - qzxv-waiting\n  - qzxv-draft"
        ),
    }
    texts |= {
        f"items/{HIDDEN}-{name}.yml": planted(ITEM, more=more, name=name)
        for name, more in HIDDEN_ITEMS.items()
    }
    pictures = {f"images/{HIDDEN}-{name}.png": HIDDEN for name in HIDDEN_ITEMS}
    pictures |= {f"images/{HIDDEN}-{name}-inline.png": HIDDEN for name in HIDDEN_ITEMS}
    pictures |= {f"images/{OPEN}-open.png": OPEN, f"images/{OPEN}-open-inline.png": OPEN}
    pictures |= {f"images/{HIDDEN}-of-nobody.png": HIDDEN}
    files = {name: text.encode() for name, text in texts.items()}
    return files | {name: a_picture(word) for name, word in pictures.items()}


def published(files: Mapping[str, bytes], folder: Path) -> Mapping[str, bytes]:
    """Return the website of a content folder, as the command publishes it."""
    for name, data in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    done = subprocess.run(
        (sys.executable, "-m", "jianbao", "build", "--as-of", AS_OF),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return files_in(folder / "site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the website of that publication."""
    return published(content(), tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="module")
def read(site: Mapping[str, bytes]) -> Mapping[str, tuple[str, ...]]:
    """Return every form of every file."""
    return {name: tuple(forms_of(name, data)) for name, data in site.items()}


def found_in(read: Mapping[str, tuple[str, ...]], *words: str) -> dict[str, str]:
    """Return the files in which one of the words stands, each with what stands around it."""
    hits = {}
    for name, forms in read.items():
        for form in (name.lower(), *forms):
            for word in words:
                place = form.find(word)
                if place >= 0:
                    hits[name] = form[max(0, place - 60) : place + 60]
    return hits


def test_nothing_that_is_not_for_everyone_is_in_any_byte(read: Mapping[str, tuple[str, ...]]) -> None:
    assert found_in(read, *spellings_of(HIDDEN), HIDDEN_CHARACTER) == {}


def test_what_is_for_everyone_is_found_in_every_kind_of_file(read: Mapping[str, tuple[str, ...]]) -> None:
    found = found_in(read, OPEN)
    for name in (
        "index.html",
        "items/open/index.html",
        "issues/2020-03/index.html",
        "issues/2020-03/2020-03.pdf",
        "issues/2020-03/2020-03.eml",
        "years/2020/2020.pdf",
        "feed.xml",
        "rss.xml",
        "feed.json",
        "regions/620000/feed.xml",
        "topics/left-behind/rss.xml",
        "sources/lanzhou/feed.json",
        "data/items.json",
        "data/issues.json",
        "data/items.csv",
        "images/wjkp-open.png",
    ):
        assert name in found, name
    assert [name for name in found if name.startswith("search/")], "the search index is not looked into"


def test_characters_are_found_in_the_search_index(read: Mapping[str, tuple[str, ...]]) -> None:
    assert [name for name in found_in(read, OPEN_CHARACTER) if name.startswith("search/")]


def test_words_in_the_colours_of_a_picture_are_found_in_the_paper(site: Mapping[str, bytes]) -> None:
    forms = list(forms_of("x.pdf", site["issues/2020-03/2020-03.pdf"]))
    assert [form for form in forms if OPEN * 20 in form]


def test_no_page_paper_or_picture_stands_at_a_hidden_address(site: Mapping[str, bytes]) -> None:
    assert not [name for name in site if HIDDEN in name or "2020-04" in name or "2020-06" in name]
    assert not [name for name in site if name.startswith("issues/2020-05")]
    assert sorted(name for name in site if name.startswith("images/")) == [
        "images/wjkp-open-inline.png",
        "images/wjkp-open.png",
    ]


def test_what_is_hidden_is_in_no_number(site: Mapping[str, bytes]) -> None:
    """One item leads one issue: it counts 1, and is worth 3 points."""
    rows = site["data/items.csv"].decode("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["open"]
    for name in [name for name in site if name.startswith("statistics/") and name.endswith(".csv")]:
        cells = site[name].decode("utf-8-sig").replace("\r\n", ",").split(",")
        assert {cell for cell in cells if cell.isdigit() and len(cell) == 1} <= {"0", "1", "3"}, name


def test_sitemap_names_what_there_is_and_nothing_else(site: Mapping[str, bytes]) -> None:
    named = set(re.findall("<loc>https://bulletin.example.org/(.*?)</loc>", site["sitemap.xml"].decode()))
    pages = {name.removesuffix("index.html") for name in site if name.endswith("index.html")}
    assert named == pages
    assert "items/open/" in named


def test_the_site_is_the_same_as_if_nothing_hidden_were_there(tmp_path: Path) -> None:
    hidden = content()
    draft = hidden.pop("issues/2020-06.yml").replace(b"number: 6", b"number: 5")
    hidden["issues/2020-05.yml"] = draft  # in place of the void issue, which everyone sees
    bare = {name: data for name, data in hidden.items() if HIDDEN not in name}
    for name in ("issues/2020-04.yml", "issues/2020-05.yml", "errata/2020-03-2.yml"):
        del bare[name]
    bare["items/open.yml"] = re.sub(rb"\[(.{6})\]\([a-z]+:[^)]*\)", rb"\1", bare["items/open.yml"])
    others = planted(RECIPIENTS, word="abcd", rare="")
    holders = HOLDERS.partition("extra_copies")[0].replace(HIDDEN, "abcd")
    issue = bare["issues/2020-03.yml"].decode().partition("  - heading")[0].replace(HOLDERS, holders)
    bare |= {"recipients.yml": others.encode(), "issues/2020-03.yml": issue.encode()}
    assert not [name for name, data in bare.items() if HIDDEN.encode() in data]

    seen, wanted = published(hidden, tmp_path / "hidden"), published(bare, tmp_path / "bare")

    assert seen.keys() == wanted.keys()
    assert [name for name, data in seen.items() if data != wanted[name]] == []
