"""From records to truth: names become what they name, and what contradicts itself is found."""

from jianbao.load.resolve.aliases import resolve_aliases
from jianbao.load.resolve.errata import resolve_errata
from jianbao.load.resolve.facets import resolve_regions, resolve_sources, resolve_topics
from jianbao.load.resolve.imprint import resolve_imprint
from jianbao.load.resolve.issues import Counting, resolve_issues
from jianbao.load.resolve.items import Known, resolve_items
from jianbao.load.resolve.numbering import check_numbering
from jianbao.load.resolve.recipients import resolve_recipients

__all__ = [
    "Counting",
    "Known",
    "check_numbering",
    "resolve_aliases",
    "resolve_errata",
    "resolve_imprint",
    "resolve_issues",
    "resolve_items",
    "resolve_recipients",
    "resolve_regions",
    "resolve_sources",
    "resolve_topics",
]
