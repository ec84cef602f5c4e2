"""A small sound content folder written by a test, which changes what it is about."""

from pathlib import Path

from jianbao.load import Loaded, read_publication
from jianbao.model import Publication

PUBLICATION = """\
name: 简报
organ: 甘肃省政府妇女儿童工作委员会
editor: 甘肃省政府妇儿工委办公室
issuer: 甘肃省政府妇女儿童工作委员会办公室
language: zh-CN
site_url: https://bulletin.example.org
"""
REGIONS = """\
- {code: 620000, name: 甘肃省}
- {code: 620122, name: 皋兰县, parent: 620100}
- {code: 620100, name: 兰州市, parent: 620000}
"""
TOPICS = """\
- {id: left-behind-children, name: 留守儿童, parent: child-welfare}
- {id: child-welfare, name: 儿童关爱}
"""
SOURCES = """\
- {id: lanzhou-wf, name: 兰州市妇联, aliases: [兰州市妇女联合会], region: 620100}
- {id: gaolan-wf, name: 皋兰县妇联}
"""
ITEM = """\
title: 爱心书籍送到留守儿童手中
source: 兰州市妇联
region: 皋兰县
topic: 留守儿童
date: 2020-04-03
body: 一批书籍送到了。
"""


def an_item_file(**values: str) -> str:
    """Return an item's file; a value replaces that of its key, as it is to be written."""
    lines = dict(line.split(": ", 1) for line in ITEM.splitlines())
    return "".join(f"{key}: {value}\n" for key, value in (lines | values).items())


def an_issue_file(
    number: str, *items: str, year: str = "2020", date: str = "2020-04-07", more: str = ""
) -> str:
    """Return an issue's file."""
    contents = "".join(f"  - {item}\n" for item in items)
    return f"number: {number}\nyear: {year}\ndate: {date}\nstatus: issued\ncontents:\n{contents}{more}"


def load(folder: Path, files: dict[str, str | bytes]) -> Loaded:
    """Write these files over those above and read them."""
    base: dict[str, str | bytes] = {
        "publication.yml": PUBLICATION,
        "regions.yml": REGIONS,
        "topics.yml": TOPICS,
        "sources.yml": SOURCES,
    }
    for name, text in (base | files).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_publication(folder)


def publish(folder: Path, files: dict[str, str | bytes]) -> Publication:
    """Write these files over those above and return what they say."""
    return load(folder, files).publication
