"""Items as data.

Comes in: an item and its `Edition`. Goes out: a mapping as items.schema.json describes it; every key is
there, empty ones as null or an empty list.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from jianbao.model import Erratum, Item, Part, PictureFile, Region, Source, Topic
from jianbao.outputs.edition import Edition
from jianbao.outputs.permanent import came_out, last_changed


def describe_item(item: Item, edition: Edition) -> dict[str, Any]:
    """Return all that is public of an item."""
    publication = edition.publication
    issue = publication.issue_printing(item)
    printed = {"issue": issue.id, "page": edition.page_in_print(item)} if issue else None
    return {
        "id": item.id,
        "address": edition.to(item),
        "title": item.title,
        "subtitle": item.subtitle,
        "short_title": item.short_title,
        "date": item.date.isoformat(),
        "published": came_out(item, publication).isoformat(),
        "changed": last_changed(item, publication).isoformat(),
        "printed": printed,
        "regions": regions_of(item.regions),
        "topics": topics_of(item.topics),
        "sources": sources_of(item.sources),
        "note": item.note,
        "text": edition.words(item) or None,
        "pictures": list(_pictures(item, None, edition)),
        "parts": [_describe_part(item, part, edition) for part in item.parts],
        "errata": [describe_erratum(erratum) for erratum in publication.errata_of(item)],
        "aliases": list(item.aliases),
    }


def describe_erratum(erratum: Erratum) -> dict[str, Any]:
    """Return all that is public of a correction."""
    return {
        "id": erratum.id,
        "issue": erratum.issue.id,
        "item": erratum.item.id,
        "date": erratum.date.isoformat(),
        "wrong": erratum.wrong,
        "right": erratum.right,
        "note": erratum.note,
    }


def regions_of(regions: tuple[Region, ...]) -> list[dict[str, str]]:
    """Return regions by code and name."""
    return [{"code": region.code, "name": region.name} for region in regions]


def topics_of(topics: tuple[Topic, ...]) -> list[dict[str, str]]:
    """Return topics by id and name."""
    return [{"id": topic.id, "name": topic.name} for topic in topics]


def sources_of(sources: tuple[Source, ...]) -> list[dict[str, str]]:
    """Return sources by id and name."""
    return [{"id": source.id, "name": source.name} for source in sources]


def _describe_part(item: Item, part: Part, edition: Edition) -> dict[str, Any]:
    return {
        "number": part.number,
        "address": edition.to_part(item, part),
        "title": edition.part_heading(part),
        "regions": regions_of(part.regions),
        "sources": sources_of(part.sources),
        "text": edition.words(item, part) or None,
        "pictures": list(_pictures(item, part, edition)),
    }


def _pictures(item: Item, part: Part | None, edition: Edition) -> Iterator[dict[str, Any]]:
    """Yield the pictures of an item or a part: first those in its text, then those that follow it."""
    share = part or item
    text = edition.text(item, part)
    for file in share.body.pictures if share.body else ():
        yield _picture(file, edition, alt=_alt(edition.to_picture(file), text))
    for picture in share.pictures:
        yield _picture(picture.file, edition, alt=picture.alt, caption=picture.caption, credit=picture.credit)


def _picture(file: PictureFile, edition: Edition, **facts: str | None) -> dict[str, Any]:
    given = {"alt": None, "caption": None, "credit": None} | facts
    own = {"address": edition.to_picture(file), "width": file.width, "height": file.height}
    return own | given | {"sha256": file.sha256}


def _alt(address: str, text: str) -> str:
    """Return what a picture in a text shows, as its author says."""
    found = re.search(rf'<img\b[^>]* alt="([^"]*)" src="{re.escape(html.escape(address))}"', text)
    return html.unescape(found[1]) if found else ""
