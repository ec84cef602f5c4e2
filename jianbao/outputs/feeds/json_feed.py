"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Comes in: a `Channel`. Goes out: JSON in UTF-8, an entry a line.
"""

import json
from typing import Any

from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds.channels import Channel
from jianbao.outputs.feeds.entries import Entry
from jianbao.outputs.lines import write_json
from jianbao.plan import FeedFormat, feed_address

MEDIA_TYPE = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"


class JsonWriter:
    """Writes the JSON feeds of one edition; an entry that stands in several is made once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made: dict[str, str] = {}

    def write(self, channel: Channel) -> bytes:
        """Write a feed."""
        edition = self._edition
        head = {
            "version": _VERSION,
            "title": channel.title,
            "home_page_url": channel.home,
            "feed_url": edition.to_file(feed_address(channel.subject, FeedFormat.JSON)),
            "description": channel.description,
            "authors": [{"name": edition.imprint.organ, "url": edition.root}],
            "language": edition.language.tag,
        }
        return write_json(head, "items", (self._item(entry) for entry in channel.entries))

    def _item(self, entry: Entry) -> str:
        if entry.id not in self._made:
            self._made[entry.id] = json.dumps(_written(entry), ensure_ascii=False)
        return self._made[entry.id]


def _written(entry: Entry) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": author} for author in entry.authors],
    }
    if entry.picture:
        given["image"] = entry.picture
    if entry.categories:
        given["tags"] = list(dict.fromkeys(category.name for category in entry.categories))
    if entry.enclosure:
        file = entry.enclosure
        given["attachments"] = [
            {"url": file.address, "mime_type": file.type, "size_in_bytes": file.size, "title": file.title}
        ]
    return given
