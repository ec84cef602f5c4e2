"""Feeds as RSS 2.0, with full text in `content:encoded` and their own address in `atom:link`.

Comes in: a `Channel`. Goes out: XML in UTF-8. Readers take an item's description for HTML, so its text is
written as HTML writes it.
"""

import html
import xml.etree.ElementTree as ET
from email.utils import format_datetime

from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds.channels import Channel
from jianbao.outputs.feeds.entries import Entry
from jianbao.outputs.feeds.markup import add, write_xml
from jianbao.plan import FeedFormat, feed_address

MEDIA_TYPE = "application/rss+xml"
_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


class RssWriter:
    """Writes the RSS feeds of one edition; an entry that stands in several is made once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made: dict[str, ET.Element] = {}

    def write(self, channel: Channel) -> bytes:
        """Write a feed."""
        rss = ET.Element("rss", {"version": "2.0", **_NAMESPACES})
        head = add(rss, "channel")
        own = self._edition.to_file(feed_address(channel.subject, FeedFormat.RSS))
        add(head, "title", channel.title)
        add(head, "link", channel.home)
        add(head, "description", channel.description)
        add(head, "language", self._edition.language.tag)
        if channel.entries:
            add(head, "lastBuildDate", format_datetime(channel.updated))
        add(head, "atom:link", rel="self", type=MEDIA_TYPE, href=own)
        head.extend(self._item(entry) for entry in channel.entries)
        return write_xml(rss)

    def _item(self, entry: Entry) -> ET.Element:
        if entry.id not in self._made:
            self._made[entry.id] = _written(entry)
        return self._made[entry.id]


def _written(entry: Entry) -> ET.Element:
    element = ET.Element("item")
    add(element, "title", entry.title)
    add(element, "link", entry.address)
    add(element, "guid", entry.id, isPermaLink="false")
    add(element, "pubDate", format_datetime(entry.published))
    for author in entry.authors:
        add(element, "dc:creator", author)
    for category in entry.categories:
        add(element, "category", category.name, domain=category.scheme)
    if entry.enclosure:
        file = entry.enclosure
        add(element, "enclosure", url=file.address, length=str(file.size), type=file.type)
    add(element, "description", html.escape(entry.summary, quote=False))
    add(element, "content:encoded", entry.html)
    element.tail = "\n"
    return element
