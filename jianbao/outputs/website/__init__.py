"""The website's pages: from the public edition to ready, safe HTML.

Comes in: a `Site`. Goes out: `WebPage`s, whose every link is relative, and robots.txt. Whoever turns
them into files (jianbao.plugin hands them to MkDocs) adds frame and look, and no rule.
"""

from jianbao.outputs.website.pages import render_page, render_pages, render_robots
from jianbao.outputs.website.site import Heading, PaperFacts, Site, WebPage, Website

__all__ = [
    "Heading",
    "PaperFacts",
    "Site",
    "WebPage",
    "Website",
    "render_page",
    "render_pages",
    "render_robots",
]
