"""The website's pages: from the public edition to ready, safe HTML.

Comes in: a `Site`. Goes out: `WebPage`s, whose every link is relative, and robots.txt. Whoever turns
them into files (jianbao.plugin hands them to MkDocs) adds frame and look, and no rule.
"""

from jianbao.outputs.website.issued import issued_texts
from jianbao.outputs.website.pages import render_page, render_pages, render_robots
from jianbao.outputs.website.redirects import render_redirects
from jianbao.outputs.website.search import RecordKind, SearchRecord, newest_records, search_records
from jianbao.outputs.website.site import Heading, PaperFacts, Site, WebPage, Website
from jianbao.outputs.website.statistics import render_figures

__all__ = [
    "Heading",
    "PaperFacts",
    "RecordKind",
    "SearchRecord",
    "Site",
    "WebPage",
    "Website",
    "issued_texts",
    "newest_records",
    "render_figures",
    "render_page",
    "render_pages",
    "render_redirects",
    "render_robots",
    "search_records",
]
