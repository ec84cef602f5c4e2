"""What a reader can search for: every item, every part of a round-up under its own place, every issue.

Comes in: a `Site`, which holds nothing but the public edition. Goes out: `SearchRecord`s, newest first, each
with its text and the facets by which a search is narrowed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from urllib.parse import quote

from jianbao.markup import plain_text, render_markdown
from jianbao.model import Body, Issue, Item, Part, Picture, Region, Source, Topic
from jianbao.outputs.naming import contents_entry, part_heading
from jianbao.outputs.website.here import Here
from jianbao.outputs.website.site import Site
from jianbao.plan import address_of, part_anchor

_MARKS_OF_NOTES = re.compile(r'<sup id="fnref.*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)


class RecordKind(StrEnum):
    """What a record is; the value is how the search page's data writes it."""

    ITEM = "i"
    PART = "p"
    ISSUE = "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """One thing that can be found.

    `address` is relative to the site's root and leads to the very place. `within` is the title of the item
    that a part belongs to, `issue` the name of the issue that printed it; both are empty where there is none.
    """

    kind: RecordKind
    address: str
    title: str
    text: str
    date: dt.date
    year: int
    regions: tuple[Region, ...] = ()
    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    sources_named: str = ""
    within: str = ""
    issue: str = ""

    @property
    def segments(self) -> tuple[str, ...]:
        """What is read of the record, in the order in which the search page takes it apart."""
        return (self.title, self.text, self.sources_named, self.within, self.issue)

    @property
    def whole(self) -> str:
        """All that is read of the record."""
        return "\n".join(self.segments)


def search_records(site: Site) -> tuple[SearchRecord, ...]:
    """Return the records of a site, newest first; the parts of an item follow it at once.

    A part carries the topics of its item: it is found where its place and the item's topic meet.
    """
    return tuple(_newest_first(site))


def newest_records(site: Site, count: int) -> tuple[SearchRecord, ...]:
    """Return the first records of a site, where an item stands for its parts."""
    whole = (record for record in _newest_first(site) if record.kind is not RecordKind.PART)
    return tuple(islice(whole, count))


def _newest_first(site: Site) -> Iterator[SearchRecord]:
    subjects: list[Issue | Item] = [*reversed(site.publication.issues_out), *site.publication.items]
    for subject in sorted(subjects, key=lambda subject: subject.date, reverse=True):
        if isinstance(subject, Issue):
            yield _of_issue(subject, site)
        else:
            yield from _of_item(subject, site)


def _of_issue(issue: Issue, site: Site) -> SearchRecord:
    here = Here("", site)
    titles = site.language("issue_stop").join(contents_entry(item, site.language) for item in issue.items)
    return SearchRecord(
        kind=RecordKind.ISSUE,
        address=quote(address_of(issue)),
        title=here.issue_title(issue),
        text=_lines(issue.title, issue.note, titles),
        date=issue.date,
        year=issue.number.year,
    )


def _of_item(item: Item, site: Site) -> Iterator[SearchRecord]:
    here = Here("", site)
    issue = site.publication.issue_printing(item)
    printed_in = here.issue_title(issue) if issue else ""
    yield SearchRecord(
        kind=RecordKind.ITEM,
        address=quote(address_of(item)),
        title=item.title,
        text=_lines(item.subtitle, item.note, _text(item.body), _captions(item.pictures)),
        date=item.date,
        year=item.date.year,
        regions=item.regions,
        topics=item.topics,
        sources=item.sources,
        sources_named=here.names(item.sources),
        issue=printed_in,
    )
    for part in item.parts:
        yield _of_part(item, part, here, printed_in)


def _of_part(item: Item, part: Part, here: Here, printed_in: str) -> SearchRecord:
    return SearchRecord(
        kind=RecordKind.PART,
        address=f"{quote(address_of(item))}#{part_anchor(part)}",
        title=part_heading(part, here.site.language),
        text=_lines(_text(part.body), _captions(part.pictures)),
        date=item.date,
        year=item.date.year,
        regions=part.regions,
        topics=item.topics,
        sources=part.sources,
        sources_named=here.names(part.sources),
        within=item.title,
        issue=printed_in,
    )


def _lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _text(body: Body | None) -> str:
    """Return an author's text without marks; the numbers of footnotes are no part of a word."""
    if body is None:
        return ""
    rendered = render_markdown(body.markdown, heading_level=2, anchor="", footnote_back="")
    return plain_text(_MARKS_OF_NOTES.sub("", rendered))


def _captions(pictures: tuple[Picture, ...]) -> str:
    return _lines(*(picture.caption for picture in pictures))
