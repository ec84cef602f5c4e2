"""Renders each page of the outline through its template in theme/web/pages.

Comes in: a `Site`. Goes out: `WebPage`s in the outline's order, and robots.txt. What a page is called
and where it stands among the others is said here; what it looks like is the templates'.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jianbao.artifact import Artifact
from jianbao.model import Facet, Imprint, Issue, Item, Region, Source, Topic, lineage
from jianbao.outputs.website.citation import cite
from jianbao.outputs.website.head import render_head
from jianbao.outputs.website.here import Here
from jianbao.outputs.website.listings import listing_context, narrow, year_context
from jianbao.outputs.website.site import Heading, Site, WebPage
from jianbao.outputs.website.statistics import adopted_context, statistics_context, statistics_headings
from jianbao.outputs.website.templates import page_templates
from jianbao.plan import (
    AdoptedIn,
    FiguresOf,
    Home,
    Listing,
    Page,
    Subject,
    Year,
    item_anchor,
    listing_of,
    part_anchor,
)

_LONGEST_DESCRIPTION = 160
_SHORTEST_CONTENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A page before it is rendered; `trail` leads to it from the front page, as (name, subject)."""

    template: str
    title: str
    description: str
    trail: tuple[tuple[str, Subject], ...] = ()
    headings: tuple[Heading, ...] = ()
    context: dict[str, Any] = field(default_factory=dict)


def render_pages(site: Site) -> Iterator[WebPage]:
    """Render every page of the outline, in its order."""
    for page in site.outline.pages:
        yield render_page(page, site)


def render_page(page: Page, site: Site) -> WebPage:
    """Render one page; nothing but the site goes in, so that any page may be rendered alone."""
    here = Here(page.address, site)
    draft = _draft(page.subject, here)
    template = page_templates(site.theme).get_template(draft.template)
    html = template.render(
        here=here,
        site=site,
        publication=site.publication,
        imprint=site.publication.imprint,
        label=site.language,
        years=tuple(map(Year, site.publication.years)),
        title=draft.title,
        trail=draft.trail,
        **draft.context,
    )
    description = " ".join(draft.description.split())[:_LONGEST_DESCRIPTION]
    return WebPage(
        address=page.address,
        title=draft.title,
        description=description,
        html=html,
        head=render_head(page, site, title=draft.title, description=description, trail=draft.trail),
        headings=draft.headings if len(draft.headings) >= _SHORTEST_CONTENTS else (),
        changed=site.changed(page.subject),
    )


def render_robots(imprint: Imprint) -> Artifact:
    """Write robots.txt: everything may be read, and this is where the sitemap is."""
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {imprint.site_url.rstrip('/')}/sitemap.xml"]
    return Artifact("robots.txt", ("\n".join(lines) + "\n").encode())


def _draft(subject: Subject, here: Here) -> _Draft:
    match subject:
        case Listing.STATISTICS | FiguresOf() | AdoptedIn():
            return _draft_figures(subject, here)
        case Home() | Listing():
            return _draft_listing(subject, here)
        case Year():
            return _draft_year(subject, here)
        case Issue():
            return _draft_issue(subject, here)
        case Item():
            return _draft_item(subject, here)
        case Region() | Topic() | Source():
            return _draft_facet(subject, here)


def _draft_listing(listing: Home | Listing, here: Here) -> _Draft:
    label = here.site.language
    imprint = here.site.publication.imprint
    name = "home" if isinstance(listing, Home) else listing.value
    intro = label(f"{name}_intro", organ=imprint.organ, name=imprint.name)
    return _Draft(
        template=f"{name if name in _OWN_TEMPLATES else 'facets'}.html",
        title=label(name),
        description=intro,
        context={"intro": intro} | listing_context(listing, here.site),
    )


_OWN_TEMPLATES = frozenset({"home", "issues", "items", "years", "archive", "statistics", "search", "feeds"})


def _draft_year(year: Year, here: Here) -> _Draft:
    label = here.site.language
    title = label("year", year=year.year)
    return _Draft(
        template="year.html",
        title=title,
        description=label("year_intro", year=title),
        trail=((label("years"), Listing.YEARS),),
        context=year_context(year, here.site),
    )


def _draft_figures(subject: Listing | FiguresOf | AdoptedIn, here: Here) -> _Draft:
    label = here.site.language
    trail: tuple[tuple[str, Subject], ...] = ((label("statistics"), Listing.STATISTICS),)
    match subject:
        case AdoptedIn(year):
            title = label("figures_adopted_of_year", year=year)
            intro = label("figures_adopted_intro", year=year)
            trail += ((label("figures_of_year", year=year), FiguresOf(year)),)
            context = adopted_context(year, here.site)
        case FiguresOf(year):
            title = label("figures_of_year", year=year)
            intro = label("figures_of_year_intro", year=year)
            context = statistics_context(year, here.site)
        case _:
            title, intro, trail = label("statistics"), label("statistics_intro"), ()
            context = statistics_context(None, here.site)
    return _Draft(
        template="adopted.html" if isinstance(subject, AdoptedIn) else "statistics.html",
        title=title,
        description=intro,
        trail=trail,
        headings=statistics_headings(context),
        context=context | {"intro": intro},
    )


def _draft_issue(issue: Issue, here: Here) -> _Draft:
    label = here.site.language
    titles = [item.title for item in issue.items]
    return _Draft(
        template="issue.html",
        title=here.issue_title(issue),
        description=issue.title or label.list(titles) or here.issue_title(issue),
        trail=((label("issues"), Listing.ISSUES), _year_step(issue.number.year, here)),
        headings=tuple(_issue_headings(issue, here)),
        context={"issue": issue},
    )


def _issue_headings(issue: Issue, here: Here) -> Iterator[Heading]:
    for number, section in enumerate(issue.sections, 1):
        if section.heading:
            yield Heading(level=2, id=f"section-{number}", text=section.heading)
        level = 3 if section.heading else 2
        for item in section.items:
            yield Heading(level=level, id=item_anchor(item), text=here.contents_entry(item))


def _draft_item(item: Item, here: Here) -> _Draft:
    publication = here.site.publication
    issue = publication.issue_printing(item)
    trail = ((here.site.language("items"), Listing.ITEMS), _year_step(item.date.year, here))
    return _Draft(
        template="item.html",
        title=item.title,
        description=here.summary(item),
        trail=trail if issue is None else _issue_trail(issue, here),
        headings=tuple(
            Heading(level=2, id=part_anchor(part), text=here.part_heading(part)) for part in item.parts
        ),
        context={
            "item": item,
            "issue": issue,
            "neighbours": _neighbours(item, issue),
            "related": here.site.related.to(item),
            "citation": cite(item, issue, here),
        },
    )


def _issue_trail(issue: Issue, here: Here) -> tuple[tuple[str, Subject], ...]:
    return ((here.site.language("issues"), Listing.ISSUES), (here.issue_title(issue), issue))


def _year_step(year: int, here: Here) -> tuple[str, Subject]:
    return (here.site.language("year", year=year), Year(year))


def _neighbours(item: Item, issue: Issue | None) -> tuple[Item | None, Item | None]:
    """Return the items before and after one in its issue."""
    items = (None, *(issue.items if issue else (item,)), None)
    place = items.index(item)
    return items[place - 1], items[place + 1]


def _draft_facet(facet: Facet, here: Here) -> _Draft:
    label = here.site.language
    listing = listing_of(facet)
    return _Draft(
        template="facet.html",
        title=facet.name,
        description=label(f"{listing.value}_page_intro", name=facet.name),
        trail=((label(listing.value), listing), *((node.name, node) for node in _above(facet))),
        context={
            "facet": facet,
            "children": () if isinstance(facet, Source) else here.site.children_of(facet, type(facet)),
            "region": facet.region if isinstance(facet, Source) else None,
            "mentions": here.site.publication.mentions_of(facet),
            "narrowing": narrow(facet, here.site),
        },
    )


def _above(facet: Facet) -> tuple[Region | Topic, ...]:
    """Return what a facet lies in, outermost first."""
    match facet:
        case Region():
            return lineage(facet)[:-1]
        case Topic():
            return lineage(facet)[:-1]
        case Source():
            return ()
