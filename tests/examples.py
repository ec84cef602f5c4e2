"""Small examples of everything the model knows, complete from the start; a test changes what it is about."""

import datetime as dt
import hashlib
from typing import Any

from jianbao.model import (
    Body,
    Contact,
    Imprint,
    Issue,
    IssueNumber,
    IssueStatus,
    Item,
    ItemId,
    Picture,
    PictureFile,
    Publication,
    Region,
    Section,
    Source,
    Topic,
)

AS_OF = dt.datetime(2020, 5, 1, 12, 0, tzinfo=dt.UTC)

PROVINCE = Region(code="620000", name="甘肃省")
CITY = Region(code="620100", name="兰州市", parent=PROVINCE)
COUNTY = Region(code="620122", name="皋兰县", parent=CITY)
OTHER_CITY = Region(code="620400", name="白银市", parent=PROVINCE)
CHILDREN = Topic(id="child-welfare", name="儿童关爱")
LEFT_BEHIND = Topic(id="left-behind-children", name="留守儿童", parent=CHILDREN)
FEDERATION = Source(id="lanzhou-wf", name="兰州市妇联", region=CITY)
OTHER_FEDERATION = Source(id="baiyin-wf", name="白银市妇联", region=OTHER_CITY)


def an_item(item_id: str = "2020/books", **facts: Any) -> Item:
    """Return an item from the city's federation."""
    given: dict[str, Any] = {
        "title": "爱心书籍送到留守儿童手中",
        "sources": (FEDERATION,),
        "regions": (CITY,),
        "topics": (LEFT_BEHIND,),
        "date": dt.date(2020, 4, 3),
        "body": Body(markdown="一批书籍和文具近日送到困难留守儿童手中。"),
    }
    return Item(id=ItemId(item_id), **given | facts)


def an_issue(*items: Item, number: int = 3, year: int = 2020, **facts: Any) -> Issue:
    """Return an issued regular issue of April, its items in one section."""
    date = facts.pop("date", dt.date(year, 4, 7))
    given: dict[str, Any] = {
        "number": IssueNumber(year=year, first=number, last=number),
        "date": date,
        "issued": date,
        "status": IssueStatus.ISSUED,
        "sections": (Section(items=items),) if items else (),
    }
    return Issue(**given | facts)


def an_imprint(**facts: Any) -> Imprint:
    """Return the facts of masthead and colophon."""
    given: dict[str, Any] = {
        "name": "简报",
        "organ": "甘肃省政府妇女儿童工作委员会",
        "editor": "甘肃省政府妇儿工委办公室",
        "issuer": "甘肃省政府妇女儿童工作委员会办公室",
        "language": "zh-CN",
        "timezone": "Asia/Shanghai",
        "site_url": "https://bulletin.example.org/",
        "contact": Contact(email="office@example.org"),
    }
    return Imprint(**given | facts)


def a_publication(*issues: Issue, **facts: Any) -> Publication:
    """Return a publication of these issues and, newest first, their items."""
    items = {item.id: item for issue in issues for item in issue.items}
    given: dict[str, Any] = {
        "imprint": an_imprint(),
        "regions": (PROVINCE, CITY, COUNTY, OTHER_CITY),
        "topics": (CHILDREN, LEFT_BEHIND),
        "sources": (FEDERATION, OTHER_FEDERATION),
        "items": tuple(sorted(items.values(), key=lambda item: item.date, reverse=True)),
        "issues": issues,
    }
    return Publication(**given | facts)


def a_picture(path: str = "2020/books.png", **facts: Any) -> Picture:
    """Return a picture in its place, with caption and credit."""
    file = PictureFile(path=path, width=640, height=360, sha256=hashlib.sha256(path.encode()).hexdigest())
    return Picture(file=file, **{"alt": "孩子们领到书包", "caption": "书包到手", "credit": "市妇联"} | facts)
