"""Addresses, names and moments that hold wherever they are read: in feeds, data, letters and a page's head.

Comes in: a publication and something in it. Goes out: absolute addresses, the name by which a thing is known
for good, and the moment it came out. No clock is asked: the same content gives the same moments.
"""

import datetime as dt
from functools import cache
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from jianbao.model import Erratum, Imprint, Issue, Item, Publication
from jianbao.plan import Subject, address_of

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When something was last changed that holds nothing yet."""


def root_of(imprint: Imprint) -> str:
    """Return the address at which the website stands; it ends in `/`."""
    return f"{imprint.site_url.rstrip('/')}/"


def host_of(imprint: Imprint) -> str:
    """Return the host of the website as mail and names write it: without a port, in ASCII."""
    return (urlsplit(imprint.site_url).hostname or "localhost").encode("idna").decode()


def permanent(imprint: Imprint, address: str) -> str:
    """Return the absolute form of an address of the site."""
    return root_of(imprint) + quote(address)


def permanent_page(imprint: Imprint, subject: Subject) -> str:
    """Return the absolute address of a subject's page."""
    return permanent(imprint, address_of(subject))


def lasting_name(thing: Issue | Item | Erratum) -> str:
    """Return what a thing is known by for good: its first id, whatever it was moved to since."""
    match thing:
        case Erratum():
            return f"errata/{thing.id}"
        case Issue():
            kind = "issues"
        case Item():
            kind = "items"
    return f"{kind}/{thing.aliases[0] if thing.aliases else thing.id}"


def came_out(thing: Issue | Item | Erratum, publication: Publication) -> dt.datetime:
    """Return the moment from which everyone may read a thing, in the publication's time zone.

    An issue comes out on the day it is issued, and what it prints with it, unless an embargo ends later; an
    item in no issue on its own day. A day begins at midnight.
    """
    zone = zone_of(publication.imprint)
    match thing:
        case Issue():
            day = thing.issued
        case Erratum():
            day = thing.date
        case Item():
            issue = publication.issue_printing(thing)
            day = issue.issued if issue else thing.date
    moment = dt.datetime.combine(day, dt.time.min, zone)
    if isinstance(thing, Item) and thing.embargo is not None:
        return max(moment, thing.embargo.astimezone(zone))
    return moment


def last_changed(thing: Issue | Item | Erratum, publication: Publication) -> dt.datetime:
    """Return the moment at which a thing was last corrected, or else came out."""
    errata = () if isinstance(thing, Erratum) else publication.errata_of(thing)
    return max(came_out(part, publication) for part in (thing, *errata))


def zone_of(imprint: Imprint) -> dt.tzinfo:
    """Return the time zone of a publication."""
    return _zone(imprint.timezone)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
