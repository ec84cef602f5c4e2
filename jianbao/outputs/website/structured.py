"""What a page is about, in schema.org's words: JSON-LD for search engines.

Comes in: a page's subject, and the way to it. Goes out: nodes of a graph, every address in them absolute.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from jianbao.model import Facet, Issue, Item, Part, Region, Source, Topic
from jianbao.outputs.naming import issue_title, part_heading
from jianbao.outputs.permanent import came_out, last_changed, permanent, permanent_page, root_of
from jianbao.outputs.website.site import Site
from jianbao.plan import (
    DATA,
    SITE_CARD,
    Home,
    Listing,
    Subject,
    card_address,
    paper_address,
    part_anchor,
    picture_address,
)

Node = dict[str, Any]

_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def write_graph(nodes: Iterable[Node]) -> Markup:
    """Write nodes as a script that no text in it can end."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))


def describe(subject: Subject, site: Site, description: str) -> list[Node]:
    """Return the nodes of what a page is about; empty for a page that lists others."""
    match subject:
        case Home():
            return [_website(site), _periodical(site)]
        case Issue():
            return [_issue(subject, site)]
        case Item():
            return [_item(subject, site, description)]
        case Listing.FEEDS:
            return [_data(site)]
        case _:
            return []


def breadcrumbs(trail: Sequence[tuple[str, Subject]], title: str, address: str, site: Site) -> Node:
    """Return the way from the front page to a page."""
    imprint = site.publication.imprint
    steps = [(site.language("home"), root_of(imprint))]
    steps += [(name, permanent_page(imprint, subject)) for name, subject in trail]
    steps.append((title, permanent(imprint, address)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": way}
            for place, (name, way) in enumerate(steps, 1)
        ],
    }


def _website(site: Site) -> Node:
    imprint = site.publication.imprint
    search = f"{permanent_page(imprint, Listing.SEARCH)}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{root_of(imprint)}#website",
        "url": root_of(imprint),
        "name": _site_name(site),
        "inLanguage": site.language.tag,
        "publisher": _publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def _periodical(site: Site) -> Node:
    root = root_of(site.publication.imprint)
    about = {"url": root, "inLanguage": site.language.tag, "publisher": _publisher(site)}
    return _periodical_named(site) | about


def _periodical_named(site: Site) -> Node:
    imprint = site.publication.imprint
    return {
        "@type": "Periodical",
        "@id": f"{root_of(imprint)}#periodical",
        "name": imprint.name,
        "publisher": _publisher(site),
    }


def _publisher(site: Site) -> Node:
    imprint = site.publication.imprint
    logo = permanent(imprint, SITE_CARD)
    return {"@type": "Organization", "name": imprint.organ, "url": root_of(imprint), "logo": logo}


def _issue_named(issue: Issue, site: Site) -> Node:
    return {
        "@type": "PublicationIssue",
        "@id": permanent_page(site.publication.imprint, issue),
        "name": issue_title(issue, site.language),
        "issueNumber": issue.number.digits,
        "datePublished": issue.issued.isoformat(),
        "isPartOf": _periodical_named(site),
    }


def _issue(issue: Issue, site: Site) -> Node:
    imprint = site.publication.imprint
    node = _issue_named(issue, site) | {
        "url": permanent_page(imprint, issue),
        "inLanguage": site.language.tag,
        "image": permanent(imprint, card_address(issue)),
        "dateModified": last_changed(issue, site.publication).date().isoformat(),
        "hasPart": [
            {"@type": "NewsArticle", "headline": item.title, "url": permanent_page(imprint, item)}
            for item in issue.items
        ],
    }
    if issue.title:
        node["alternateName"] = issue.title
    paper = site.papers.get(issue.id)
    if paper:
        node["encoding"] = {
            "@type": "MediaObject",
            "contentUrl": permanent(imprint, paper_address(issue)),
            "encodingFormat": "application/pdf",
            "contentSize": str(paper.size),
        }
    return node


def _item(item: Item, site: Site, description: str) -> Node:
    publication = site.publication
    address = permanent_page(publication.imprint, item)
    node: Node = {
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": item.title,
        "description": description,
        "inLanguage": site.language.tag,
        "isAccessibleForFree": True,
        "datePublished": came_out(item, publication).isoformat(),
        "dateModified": last_changed(item, publication).isoformat(),
        "author": _facets(item.sources, site) or _publisher(site),
        "publisher": _publisher(site),
        "contentLocation": _facets(item.regions, site),
        "about": _facets(item.topics, site),
    }
    if item.subtitle:
        node["alternativeHeadline"] = item.subtitle
    if item.picture_files:
        files = item.picture_files
        node["image"] = [permanent(publication.imprint, picture_address(file)) for file in files]
    if item.parts:
        node["hasPart"] = [_part(item, part, site) for part in item.parts]
    return node | _printed(item, site) | _corrected(item, site)


def _printed(item: Item, site: Site) -> Node:
    issue = site.publication.issue_printing(item)
    if issue is None:
        return {}
    paper = site.papers.get(issue.id)
    page = paper.page_of.get(item.id) if paper else None
    return {"isPartOf": _issue_named(issue, site)} | ({} if page is None else {"pageStart": page})


def _corrected(item: Item, site: Site) -> Node:
    errata = site.publication.errata_of(item)
    if not errata:
        return {}
    return {
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": site.language("erratum_text", wrong=erratum.wrong, right=erratum.right),
                "datePublished": erratum.date.isoformat(),
            }
            for erratum in errata
        ]
    }


def _part(item: Item, part: Part, site: Site) -> Node:
    return {
        "@type": "CreativeWork",
        "name": part_heading(part, site.language),
        "url": f"{permanent_page(site.publication.imprint, item)}#{part_anchor(part)}",
        "position": part.number,
        "contentLocation": _facets(part.regions, site),
        "author": _facets(part.sources, site),
    }


def _facets(facets: Iterable[Facet], site: Site) -> list[Node]:
    imprint = site.publication.imprint
    nodes: list[Node] = []
    for facet in facets:
        node: Node = {"name": facet.name, "url": permanent_page(imprint, facet)}
        match facet:
            case Region():
                node |= {"@type": "AdministrativeArea", "identifier": facet.code}
            case Topic():
                node["@type"] = "DefinedTerm"
            case Source():
                node["@type"] = "Organization"
        nodes.append(node)
    return nodes


def _data(site: Site) -> Node:
    """Describe the published data, by which search engines for data find it."""
    imprint = site.publication.imprint
    types = {"items.json": "application/json", "issues.json": "application/json", "items.csv": "text/csv"}
    return {
        "@type": "Dataset",
        "name": site.language("data_of", name=_site_name(site)),
        "description": site.language("data_intro"),
        "url": permanent_page(imprint, Listing.FEEDS),
        "creator": _publisher(site),
        "inLanguage": site.language.tag,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": permanent(imprint, f"{DATA}{name}"),
                "encodingFormat": media_type,
            }
            for name, media_type in types.items()
        ],
    }


def _site_name(site: Site) -> str:
    imprint = site.publication.imprint
    return site.language("site_name", organ=imprint.organ, name=imprint.name)
