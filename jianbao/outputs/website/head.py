"""What a page adds to its `<head>`: for readers of feeds, search engines and whoever shares it.

Comes in: a `Page` of a `Site`, its title and description. Goes out: safe HTML.
"""

from jianbao.outputs.website.site import Site
from jianbao.plan import Page


def render_head(page: Page, site: Site, *, title: str, description: str) -> str:  # noqa: ARG001
    """Return the elements of a page's `<head>` that its frame does not hold."""
    return ""
