"""Feeds: what is new, for readers who would rather be told than come and look.

Comes in: an `Edition`. Goes out: for the whole, the issues, and each region, topic and source an Atom feed
(RFC 4287), RSS 2.0 and JSON Feed 1.1, all with full text; older entries of the whole by month (RFC 5005,
archived feeds); and a list of them all (OPML 2.0). Every date is that of the content.

The XML is made by the standard library. feedgen, which was tried, stamps the clock on what is given no date,
knows neither JSON Feed nor archived feeds, and has no types; what it would save is a page of code.
"""

from collections.abc import Iterator

from jianbao.artifact import Artifact
from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds.atom import AtomWriter
from jianbao.outputs.feeds.channels import Channels
from jianbao.outputs.feeds.json_feed import JsonWriter
from jianbao.outputs.feeds.opml import write_opml
from jianbao.outputs.feeds.rss import RssWriter
from jianbao.plan import FEED_LIST, FeedFormat, feed_address

__all__ = ["render_feeds"]


def render_feeds(edition: Edition) -> Iterator[Artifact]:
    """Yield every feed, and the list of them."""
    channels = Channels(edition)
    atom, rss, json_feed = AtomWriter(edition), RssWriter(edition), JsonWriter(edition)
    archive = channels.archive
    for channel in channels.all():
        before = archive[0].address if archive and channel is channels.whole else None
        yield Artifact(feed_address(channel.subject, FeedFormat.ATOM), atom.write(channel, before))
        yield Artifact(feed_address(channel.subject, FeedFormat.RSS), rss.write(channel))
        yield Artifact(feed_address(channel.subject, FeedFormat.JSON), json_feed.write(channel))
    for month in archive:
        yield Artifact(month.address, atom.write_month(month))
    yield Artifact(FEED_LIST, write_opml(channels))
