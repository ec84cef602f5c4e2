"""The list of the feeds as OPML 2.0, which feed readers take in at once: a tree, as regions and topics are.

Comes in: the `Channels`. Goes out: XML in UTF-8. A facet under which nothing stands yet has a feed, but is
not in the list.
"""

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable

from jianbao.model import Region, Topic
from jianbao.outputs.feeds.channels import Channels
from jianbao.outputs.feeds.markup import add, write_xml
from jianbao.plan import FeedFormat, Feeding, Home, Listing, feed_address

_Tree = defaultdict[Region | Topic | None, list[Region | Topic]]


def write_opml(channels: Channels) -> bytes:
    """Write the list."""
    edition, publication = channels.edition, channels.edition.publication
    opml = ET.Element("opml", {"version": "2.0"})
    head = add(opml, "head")
    add(head, "title", edition.language("feed_of", what=edition.language("feeds"), name=edition.site_name))
    add(head, "ownerName", edition.imprint.organ)
    body = add(opml, "body")
    for whole in (Home(), Listing.ISSUES):
        _outline(body, whole, channels)
    for listing, nodes in ((Listing.REGIONS, publication.regions), (Listing.TOPICS, publication.topics)):
        place = _folder(body, listing, channels)
        _branches(place, None, _tree(node for node in nodes if publication.mentions_of(node)), channels)
    place = _folder(body, Listing.SOURCES, channels)
    for source in publication.sources:
        if publication.mentions_of(source):
            _outline(place, source, channels)
    ET.indent(opml, " ")
    return write_xml(opml)


def _tree(nodes: Iterable[Region | Topic]) -> _Tree:
    found: _Tree = defaultdict(list)
    for node in nodes:
        found[node.parent].append(node)
    return found


def _branches(place: ET.Element, parent: Region | Topic | None, tree: _Tree, channels: Channels) -> None:
    """Add feeds; one with others below it stands with them in a folder, for not every reader opens a feed."""
    for node in tree[parent]:
        if tree[node]:
            folder = add(place, "outline", text=node.name)
            _outline(folder, node, channels)
            _branches(folder, node, tree, channels)
        else:
            _outline(place, node, channels)


def _folder(place: ET.Element, listing: Listing, channels: Channels) -> ET.Element:
    return add(place, "outline", text=channels.edition.language(listing.value))


def _outline(place: ET.Element, subject: Feeding, channels: Channels) -> None:
    title = channels.title_of(subject)
    add(
        place,
        "outline",
        type="rss",
        text=title,
        title=title,
        xmlUrl=channels.edition.to_file(feed_address(subject, FeedFormat.ATOM)),
        htmlUrl=channels.edition.to(subject),
    )
