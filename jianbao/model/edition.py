"""Two editions from one source: what everyone may read, as a publication of its own.

Outputs for the public are handed this edition and nothing else, so what is internal, a draft or
embargoed cannot reach them.
"""

import datetime as dt
from dataclasses import replace

from jianbao.model.issue import Issue, IssueStatus, Section
from jianbao.model.item import Item, ItemId, ItemStatus
from jianbao.model.publication import Publication


def public_edition(publication: Publication, as_of: dt.datetime) -> Publication:
    """Return what everyone may read at `as_of` (an aware moment).

    An item that stands only in an issue still in draft waits for that issue; a classified issue and its items
    are never public. Papers of this edition always have their head, for no sheets are printed for them.
    """
    shut = {i.id for issue in publication.issues if not _is_open(issue) for i in issue.items}
    items = tuple(i for i in publication.items if i.is_public(as_of) and i.id not in shut)
    shown = {item.id for item in items}
    issues = tuple(_public_issue(i, shown) for i in publication.issues if _is_open(i))
    out = {issue.id: issue for issue in issues if issue.is_out}
    errata = tuple(
        replace(e, issue=out[e.issue.id])
        for e in publication.errata
        if e.issue.id in out and e.item.id in shown
    )
    imprint = replace(publication.imprint, preprinted_head=False, prices=None)
    return replace(publication, imprint=imprint, items=items, issues=issues, errata=errata)


def holders_edition(publication: Publication) -> Publication:
    """Return what the holders of printed copies have and may have: what is internal or under embargo too.

    Left out are issues in draft with what stands in them, and drafts that no issue has printed.
    """
    shut = {i.id for issue in publication.issues if issue.status is IssueStatus.DRAFT for i in issue.items}
    items = tuple(
        item
        for item in publication.items
        if publication.issue_printing(item) or (item.status is ItemStatus.READY and item.id not in shut)
    )
    issues = tuple(issue for issue in publication.issues if issue.status is not IssueStatus.DRAFT)
    return replace(publication, items=items, issues=issues)


def _is_open(issue: Issue) -> bool:
    return issue.status is not IssueStatus.DRAFT and issue.classification is None


def _public_issue(issue: Issue, shown: set[ItemId]) -> Issue:
    issue = replace(issue, distribution=issue.distribution.without_names(), extra_copies=(), signed_off=None)
    if issue.status is IssueStatus.VOID:
        return replace(issue, sections=(), note=None, title=None)
    sections = (replace(section, items=_kept(section, shown)) for section in issue.sections)
    return replace(issue, sections=tuple(section for section in sections if section.items))


def _kept(section: Section, shown: set[ItemId]) -> tuple[Item, ...]:
    return tuple(item for item in section.items if item.id in shown)


def excerpt_around(publication: Publication, issue: Issue) -> Publication:
    """Return of a publication only what one issue's paper depends on, so that nothing else makes it anew.

    That is its items, what they link to, and the regions and sources that their titles name (a title
    is not broken within a name).
    """
    linked = {link for item in issue.items for body in item.bodies for link in body.links}
    shown = {f"item:{item.id}" for item in issue.items} | linked
    titles = "\n".join(text for item in issue.items for text in (item.title, item.subtitle) if text)
    return Publication(
        imprint=publication.imprint,
        regions=tuple(region for region in publication.regions if region.name in titles),
        sources=tuple(source for source in publication.sources if source.name in titles),
        items=tuple(item for item in publication.items if f"item:{item.id}" in shown),
        issues=tuple(i for i in publication.issues if i is issue or f"issue:{i.id}" in linked),
    )
