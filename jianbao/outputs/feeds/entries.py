"""What a feed tells: an entry each for an issue, an item, a part found under its own region, a correction.

Comes in: a thing and the `Edition` it stands in. Goes out: an `Entry`, whatever the feed's format.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from jianbao.model import Erratum, Facet, Issue, Item, Part
from jianbao.outputs.edition import Edition
from jianbao.outputs.permanent import came_out, host_of, last_changed, lasting_name
from jianbao.plan import Listing, listing_of, part_anchor, slip_address

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A facet as feeds name it: `scheme` is the address of its index page, `term` its code or id."""

    scheme: str
    term: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that comes with an entry; `size` in bytes."""

    address: str
    type: str
    size: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is new; `html` is its full text, safe as it stands, every address in it absolute.

    `id` is the same for ever: it hangs on the site's host and on the first id that the thing had.
    """

    id: str
    address: str
    title: str
    published: dt.datetime
    updated: dt.datetime
    summary: str
    html: str
    authors: tuple[str, ...]
    categories: tuple[Category, ...] = ()
    enclosure: Enclosure | None = None
    picture: str | None = None


def lasting_id(edition: Edition, name: str) -> str:
    """Return a URN for a thing of this site (RFC 4122, a name within the namespace of addresses).

    Neither the scheme of the site's address nor its folder is part of it, so that it outlives a move to
    https.
    """
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://{host_of(edition.imprint)}/{name}").urn


def issue_entry(issue: Issue, edition: Edition) -> Entry:
    """Tell of an issue: what is in it, with its PDF."""
    title = edition.issue_title(issue)
    paper = edition.papers.get(issue.id)
    contents = [edition.contents_entry(item) for item in issue.items]
    return Entry(
        id=lasting_id(edition, lasting_name(issue)),
        address=edition.to(issue),
        title=edition.language("subject", title=title, theme=issue.title) if issue.title else title,
        published=came_out(issue, edition.publication),
        updated=last_changed(issue, edition.publication),
        summary=edition.language.list(contents) or title,
        html=edition.render("issue.html", issue=issue),
        authors=(edition.imprint.editor,),
        enclosure=_pdf(edition.to_paper(issue), paper.content, title) if paper else None,
    )


def item_entry(item: Item, part: Part | None, edition: Edition) -> Entry:
    """Tell of an item, or of a part of it that is found under a facet of its own."""
    share = part or item
    files = item.picture_files if part is None else tuple(picture.file for picture in part.pictures)
    name = lasting_name(item)
    return Entry(
        id=lasting_id(edition, name if part is None else f"{name}#{part_anchor(part)}"),
        address=edition.to(item) if part is None else edition.to_part(item, part),
        title=item.title if part is None else edition.part_heading(part),
        published=came_out(item, edition.publication),
        updated=last_changed(item, edition.publication),
        summary=edition.summary(item, part),
        html=edition.render(
            "story.html", item=item, part=part, parts=item.parts if part is None else (part,)
        ),
        authors=tuple(source.name for source in share.sources) or (edition.imprint.organ,),
        categories=_categories((*share.regions, *item.topics, *share.sources), edition),
        picture=edition.to_picture(files[0]) if files else None,
    )


def erratum_entry(erratum: Erratum, edition: Edition) -> Entry:
    """Tell of a correction."""
    moment = came_out(erratum, edition.publication)
    title = edition.language("erratum_to", title=erratum.item.title)
    slip = edition.slips.get(erratum.id)
    return Entry(
        id=lasting_id(edition, lasting_name(erratum)),
        address=edition.to(erratum.item),
        title=title,
        published=moment,
        updated=moment,
        summary=edition.language("erratum_text", wrong=erratum.wrong, right=erratum.right),
        html=edition.render("erratum.html", erratum=erratum),
        authors=(edition.imprint.editor,),
        categories=_categories((*erratum.item.regions, *erratum.item.topics), edition),
        enclosure=_pdf(edition.to_file(slip_address(erratum)), slip, title) if slip else None,
    )


def _pdf(address: str, content: bytes, title: str) -> Enclosure:
    return Enclosure(address=address, type=PDF, size=len(content), title=title)


def _categories(facets: tuple[Facet, ...], edition: Edition) -> tuple[Category, ...]:
    schemes: dict[Listing, str] = {}
    for facet in facets:
        listing = listing_of(facet)
        schemes.setdefault(listing, edition.to(listing))
    return tuple(
        Category(scheme=schemes[listing_of(facet)], term=facet.key, name=facet.name) for facet in facets
    )
