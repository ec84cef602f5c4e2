"""What a page adds to its `<head>`: for readers of feeds, search engines and whoever shares it.

Comes in: a `Page` of a `Site`, its title, description and the way to it. Goes out: safe HTML. Title,
description and canonical address are the frame's; so a government site's `Description`, which HTML takes for
the same as `description`, is not said again here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from jianbao.model import Issue, Item, Region, Source, Topic
from jianbao.outputs.permanent import came_out, host_of, last_changed, permanent, permanent_page
from jianbao.outputs.website.here import Here
from jianbao.outputs.website.site import Site
from jianbao.outputs.website.structured import breadcrumbs, describe, write_graph
from jianbao.outputs.website.templates import page_templates
from jianbao.plan import (
    SITE_CARD,
    FeedFormat,
    Feeding,
    Home,
    Listing,
    Page,
    Subject,
    card_address,
    feed_address,
    picture_address,
)

CARD_SIZE = (1200, 630)
"""px: the size of the pictures that stand for issues and for the whole (jianbao.outputs.cards)."""

SMALLEST = 200
"""px: a picture with a shorter side stands for nothing."""

_FORMATS = {
    FeedFormat.ATOM: ("Atom", "application/atom+xml"),
    FeedFormat.RSS: ("RSS", "application/rss+xml"),
    FeedFormat.JSON: ("JSON Feed", "application/feed+json"),
}
_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
_KEYWORDS = 12

Named = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as a page names it."""

    title: str
    type: str
    way: str


def render_head(
    page: Page, site: Site, *, title: str, description: str, trail: Sequence[tuple[str, Subject]] = ()
) -> str:
    """Return the elements of a page's `<head>` that its frame does not hold."""
    here = Here(page.address, site)
    nodes = describe(page.subject, site, description)
    if page.address:
        nodes.append(breadcrumbs(trail, title, page.address, site))
    return (
        page_templates(site.theme)
        .get_template("head.html")
        .render(
            feeds=tuple(_feeds(page.subject, here)),
            names=tuple(_official_names(page.subject, site, title, description)),
            properties=tuple(_shared(page, site, title, description)),
            graph=write_graph(nodes),
        )
    )


def _feeds(subject: Subject, here: Here) -> Iterator[Feed]:
    """Yield the feeds of what the page is about, and those of the whole."""
    match subject:
        case Region() | Topic() | Source():
            yield from _formats(subject, subject.name, here)
        case Listing.ISSUES | Issue():
            yield from _formats(Listing.ISSUES, here.site.language("issues"), here)
    yield from _formats(Home(), here.site.publication.imprint.name, here)


def _formats(subject: Feeding, name: str, here: Here) -> Iterator[Feed]:
    for format_, (called, media_type) in _FORMATS.items():
        yield Feed(
            title=f"{name} ({called})", type=media_type, way=here.to_file(feed_address(subject, format_))
        )


def _shared(page: Page, site: Site, title: str, description: str) -> Iterator[Named]:
    """Yield what is shown of a page where it is shared (Open Graph)."""
    imprint = site.publication.imprint
    site_name = site.language("site_name", organ=imprint.organ, name=imprint.name)
    yield "og:site_name", site_name
    yield "og:locale", site.language.locale
    yield "og:type", "article" if isinstance(page.subject, Issue | Item) else "website"
    yield "og:title", title if page.address else site_name
    yield "og:description", description
    yield "og:url", permanent(imprint, page.address)
    yield from _picture(page.subject, site, title if page.address else site_name)
    if isinstance(page.subject, Issue | Item):
        yield "article:published_time", came_out(page.subject, site.publication).isoformat()
        yield "article:modified_time", last_changed(page.subject, site.publication).isoformat()
    if isinstance(page.subject, Item):
        for topic in page.subject.topics:
            yield "article:tag", topic.name


def _picture(subject: Subject, site: Site, title: str) -> Iterator[Named]:
    """Yield the picture that stands for a page: its first, or the card of its issue, or that of the site."""
    imprint = site.publication.imprint
    address, (width, height), alt = SITE_CARD, CARD_SIZE, title
    files = subject.picture_files if isinstance(subject, Item) else ()
    issue = _issue_of(subject, site)
    if files and min(files[0].width, files[0].height) >= SMALLEST:
        address, width, height = picture_address(files[0]), files[0].width, files[0].height
    elif issue:
        address = card_address(issue)
    yield "og:image", permanent(imprint, address)
    yield "og:image:type", _PICTURES[PurePosixPath(address).suffix]
    yield "og:image:width", str(width)
    yield "og:image:height", str(height)
    yield "og:image:alt", alt


def _issue_of(subject: Subject, site: Site) -> Issue | None:
    match subject:
        case Issue():
            return subject
        case Item():
            return site.publication.issue_printing(subject)
        case _:
            return None


def _official_names(subject: Subject, site: Site, title: str, description: str) -> Iterator[Named]:
    """Yield what Chinese government sites say of their pages (国办发〔2017〕47号, 网页标签规范)."""
    yield "twitter:card", "summary_large_image"
    if site.language.tag != "zh-CN":
        return
    imprint = site.publication.imprint
    yield "SiteName", site.language("site_name", organ=imprint.organ, name=imprint.name)
    yield "SiteDomain", host_of(imprint)
    if imprint.site_code:
        yield "SiteIDCode", imprint.site_code
    match subject:
        case Home():
            return
        case Issue() | Item():
            yield from _article(subject, site, title)
        case _:
            yield from _column(title, site)
            yield "ColumnDescription", description
            yield "ColumnKeywords", ",".join((title, imprint.name, imprint.organ))


def _column(name: str, site: Site) -> Iterator[Named]:
    yield "ColumnName", name
    yield "ColumnType", site.language("column_type")


def _article(thing: Issue | Item, site: Site, title: str) -> Iterator[Named]:
    publication, label = site.publication, site.language
    yield from _column(label("issues" if isinstance(thing, Issue) else "items"), site)
    yield "ArticleTitle", title
    yield "PubDate", came_out(thing, publication).strftime("%Y-%m-%d %H:%M")
    if isinstance(thing, Issue):
        source, author = publication.imprint.issuer, publication.imprint.editor
    else:
        source = author = label.list([s.name for s in thing.sources]) or publication.imprint.organ
    yield "ContentSource", source
    yield "Author", author
    items = thing.items if isinstance(thing, Issue) else (thing,)
    topics = [topic.name for item in items for topic in item.topics]
    regions = [region.name for item in items for region in item.regions]
    yield "Keywords", ",".join([*dict.fromkeys((*topics, *regions))][:_KEYWORDS]) or publication.imprint.name
    yield "Url", permanent_page(publication.imprint, thing)
