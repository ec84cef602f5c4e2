"""Feeds as Atom (RFC 4287), and the archive of the whole (RFC 5005, section 4).

Comes in: a `Channel` or `Month`. Goes out: XML in UTF-8.
"""

import xml.etree.ElementTree as ET

from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds.channels import Channel, Month
from jianbao.outputs.feeds.entries import Entry
from jianbao.outputs.feeds.markup import add, write_xml
from jianbao.plan import SITE_CARD, FeedFormat, Home, feed_address

MEDIA_TYPE = "application/atom+xml"
_NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:fh": "http://purl.org/syndication/history/1.0"}


class AtomWriter:
    """Writes the Atom feeds of one edition; an entry that stands in several is made once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made: dict[str, ET.Element] = {}

    def write(self, channel: Channel, archive: str | None = None) -> bytes:
        """Write a feed; `archive` is the address of the newest document of its archive, if there is one."""
        links = {"self": feed_address(channel.subject, FeedFormat.ATOM), "prev-archive": archive}
        return self._write(channel, links)

    def write_month(self, month: Month) -> bytes:
        """Write one document of the archive."""
        current = feed_address(Home(), FeedFormat.ATOM)
        links = {
            "self": month.address,
            "current": current,
            "prev-archive": month.before,
            "next-archive": month.after,
        }
        return self._write(month.channel, links, is_archive=True)

    def _write(self, channel: Channel, links: dict[str, str | None], *, is_archive: bool = False) -> bytes:
        edition = self._edition
        feed = ET.Element("feed", _NAMESPACES | {"xml:lang": edition.language.tag})
        add(feed, "id", channel.id)
        add(feed, "title", channel.title)
        add(feed, "subtitle", channel.description)
        add(feed, "updated", channel.updated.isoformat())
        add(feed, "link", rel="alternate", type="text/html", href=channel.home)
        for rel, address in links.items():
            if address:
                add(feed, "link", rel=rel, type=MEDIA_TYPE, href=edition.to_file(address))
        if is_archive:
            add(feed, "fh:archive")
        add(add(feed, "author"), "name", edition.imprint.organ)
        add(feed, "logo", edition.to_file(SITE_CARD))
        feed.extend(self._entry(entry) for entry in channel.entries)
        return write_xml(feed)

    def _entry(self, entry: Entry) -> ET.Element:
        if entry.id not in self._made:
            self._made[entry.id] = _written(entry)
        return self._made[entry.id]


def _written(entry: Entry) -> ET.Element:
    element = ET.Element("entry")
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "published", entry.published.isoformat())
    add(element, "updated", entry.updated.isoformat())
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    if entry.enclosure:
        file = entry.enclosure
        add(
            element,
            "link",
            rel="enclosure",
            type=file.type,
            length=str(file.size),
            title=file.title,
            href=file.address,
        )
    for author in entry.authors:
        add(add(element, "author"), "name", author)
    for category in entry.categories:
        add(element, "category", scheme=category.scheme, term=category.term, label=category.name)
    add(element, "summary", entry.summary)
    add(element, "content", entry.html, type="html")
    element.tail = "\n"
    return element
