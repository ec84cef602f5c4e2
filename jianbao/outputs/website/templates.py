"""The templates of the pages, in theme/web/pages.

Comes in: the theme's folder. Goes out: templates that escape what they print and know the words of the plan.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jianbao.outputs.website.listings import LONGEST
from jianbao.plan import (
    DATA,
    FEED_LIST,
    FeedFormat,
    Home,
    Listing,
    feed_address,
    item_anchor,
    letter_address,
    part_anchor,
)


@lru_cache(maxsize=4)
def page_templates(theme: Path) -> Environment:
    """Return the environment in which pages are rendered."""
    templates = Environment(
        loader=FileSystemLoader(theme / "web" / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {
        "home": Home(),
        "listings": Listing,
        "longest": LONGEST,
        "item_anchor": item_anchor,
        "part_anchor": part_anchor,
        "feed_address": feed_address,
        "feed_formats": FeedFormat,
        "feed_list": FEED_LIST,
        "letter_address": letter_address,
        "data": DATA,
    }
    return templates
