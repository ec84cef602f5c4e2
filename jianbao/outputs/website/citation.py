"""How an item is cited: GB/T 7714-2015, 4.4 for what a serial printed, 4.6 for what stands online only.

Comes in: an item seen from its page. Goes out: the line in two pieces, before and after the day of reading,
which no build can know: it is the reader's to fill in.
"""

from dataclasses import dataclass

from jianbao.model import Issue, Item
from jianbao.outputs.permanent import permanent_page
from jianbao.outputs.website.here import Here

_AUTHORS = 3
_DAY = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The line that cites an item; the day of reading stands between its two pieces."""

    before: str
    after: str


def cite(item: Item, issue: Issue | None, here: Here) -> Citation:
    """Return how an item is cited: as an article of the issue that printed it, or else as a page."""
    label = here.site.language
    facts = {
        "authors": _authors(item, here),
        "title": label("cite_title", title=item.title, subtitle=item.subtitle)
        if item.subtitle
        else item.title,
        "serial": here.site.publication.imprint.name,
        "organ": here.site.publication.imprint.organ,
        "address": permanent_page(here.site.publication.imprint, item),
        "read": _DAY,
    }
    if issue is None:
        line = label("cite_page", date=label.date(item.date), day=item.date.isoformat(), **facts)
    else:
        number = label(f"cite_{issue.kind.value}", digits=_digits(issue, here))
        page = here.page_in_print(issue, item)
        line = label(
            "cite_item",
            year=issue.number.year,
            number=number,
            pages="" if page is None else label("cite_pages", page=page),
            date=label.date(issue.date),
            **facts,
        )
    before, _, after = line.partition(_DAY)
    return Citation(before=before, after=after)


def _digits(issue: Issue, here: Here) -> str:
    """Write a number; a combined one as the standard joins it (GB/T 7714-2015, 7.2)."""
    first, last = issue.number.first, issue.number.last
    return str(first) if first == last else here.site.language("cite_combined", first=first, last=last)


def _authors(item: Item, here: Here) -> str:
    """Name the sources, at most three (GB/T 7714-2015, 8.1.2)."""
    label = here.site.language
    names = label("cite_comma").join(source.name for source in item.sources[:_AUTHORS])
    return label("cite_others", names=names) if len(item.sources) > _AUTHORS else names
