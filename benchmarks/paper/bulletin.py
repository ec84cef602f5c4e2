"""The sample's text in a shape that every program can be given: plain blocks of plain runs.

Comes in: the sample's issue as our model knows it. Goes out: what `json` can write. A block has a kind
(heading, paragraph, list, table, picture) and runs of text, some of them bold.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from jianbao.load import Loaded, read_publication
from jianbao.markup import plain_text, render_markdown
from jianbao.model import Issue, Item, Part, Picture

ROOT = Path(__file__).resolve().parents[2]
ISSUE = "2020-03"
Block = dict[str, Any]


def read_sample() -> tuple[Loaded, Issue]:
    """Return the sample and its issue."""
    loaded = read_publication(ROOT / "content")
    issue = loaded.publication.issue(ISSUE)
    if issue is None:
        raise SystemExit(f"the sample has no issue {ISSUE}")
    return loaded, issue


def describe(loaded: Loaded, issue: Issue) -> dict[str, Any]:
    """Return the bulletin as blocks, with the facts of its head and foot."""
    imprint = loaded.publication.imprint
    lists = zip(("报：", "送：", "发："), issue.distribution.lists, strict=True)
    return {
        "organ": imprint.organ,
        "name": imprint.name,
        "title": f"{imprint.name}{issue.number.year}年第{issue.number.digits}期",
        "number": f"第{issue.number.digits}期",
        "editor": f"{imprint.editor}编辑",
        "date": _date(issue.date),
        "day": {"year": issue.date.year, "month": issue.date.month, "day": issue.date.day},
        "sections": [
            {"heading": section.heading, "items": [_item(item) for item in section.items]}
            for section in issue.sections
        ],
        "lists": [
            label + "，".join(addressee.name for addressee in addressees) + "。"
            for label, (_, addressees) in lists
            if addressees
        ],
        "issuer": imprint.issuer,
        "issued": f"{_date(issue.issued)}印发",
        "contact": f"电子邮箱：{imprint.contact.email}",
        "copies": f"（印{issue.print_count}份）",
    }


def paragraphs(bulletin: dict[str, Any]) -> Iterator[str]:
    """Yield every paragraph of the articles as the author wrote it, without white space."""
    for section in bulletin["sections"]:
        for item in section["items"]:
            for block in item["blocks"]:
                if block["kind"] == "paragraph":
                    yield "".join("".join(run["text"] for run in block["runs"]).split())


def titles(bulletin: dict[str, Any]) -> list[str]:
    """Return the titles of the articles in order."""
    return [item["title"] for section in bulletin["sections"] for item in section["items"]]


def _date(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _item(item: Item) -> dict[str, Any]:
    blocks = [*_share(item)]
    for part in item.parts:
        heading = part.title or "、".join(region.name for region in part.regions)
        blocks += [{"kind": "heading", "rank": 1, "runs": [{"text": heading}]}, *_share(part)]
    return {
        "title": item.title,
        "subtitle": item.subtitle and f"——{item.subtitle}",
        "blocks": blocks,
        "source": "信息来源：" + "、".join(source.name for source in item.sources),
    }


def _share(share: Item | Part) -> Iterator[Block]:
    if share.body:
        html = render_markdown(share.body.markdown, heading_level=2, anchor="", footnote_back="")
        for element in ET.fromstring(f"<body>{html}</body>"):
            yield _block(element)
    for picture in share.pictures:
        yield _picture(picture)


def _block(element: ET.Element) -> Block:
    if element.tag == "p":
        return {"kind": "paragraph", "runs": list(_runs(element))}
    if element.tag in ("h2", "h3"):
        return {"kind": "heading", "rank": int(element.tag[1]) - 1, "runs": list(_runs(element))}
    if element.tag in ("ul", "ol"):
        return {
            "kind": "list",
            "ordered": element.tag == "ol",
            "items": [list(_runs(item)) for item in element],
        }
    if element.tag == "table":
        return {"kind": "table", "rows": [[list(_runs(cell)) for cell in row] for row in element.iter("tr")]}
    raise ValueError(
        f"the benchmark does not know {element.tag}: {plain_text(ET.tostring(element).decode())}"
    )


def _runs(element: ET.Element, *, bold: bool = False) -> Iterator[dict[str, Any]]:
    if element.text and element.text.strip():
        yield {"text": element.text, "bold": bold}
    for child in element:
        yield from _runs(child, bold=bold or child.tag == "strong")
        if child.tail and child.tail.strip():
            yield {"text": child.tail, "bold": bold}


def _picture(picture: Picture) -> Block:
    credit = f"（{picture.credit}）" if picture.credit else ""
    return {
        "kind": "picture",
        "file": f"content/images/{picture.file.path}",
        "width": picture.file.width,
        "height": picture.file.height,
        "alt": picture.alt,
        "caption": (picture.caption or "") + credit,
    }
