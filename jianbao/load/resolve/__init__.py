"""From records to truth: names become what they name, and what contradicts itself is found."""

from jianbao.load.resolve.facets import resolve_regions, resolve_sources, resolve_topics
from jianbao.load.resolve.imprint import resolve_imprint
from jianbao.load.resolve.issues import resolve_errata, resolve_issues
from jianbao.load.resolve.items import Known, Pictures, resolve_items
from jianbao.load.resolve.numbering import check_numbering
from jianbao.load.resolve.recipients import resolve_recipients

__all__ = [
    "Known",
    "Pictures",
    "check_numbering",
    "resolve_errata",
    "resolve_imprint",
    "resolve_issues",
    "resolve_items",
    "resolve_recipients",
    "resolve_regions",
    "resolve_sources",
    "resolve_topics",
]
