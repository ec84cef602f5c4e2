"""What the website is made from, and what it is made into.

Comes in: the public edition, its outline, and what is known of its papers. Goes out: the types that
the rest of the package fills, and the answers its pages need from more than one item.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jianbao.artifact import Artifact, PrintedIssue
from jianbao.language import Language
from jianbao.model import (
    Facet,
    Figures,
    Imprint,
    Issue,
    Item,
    ItemId,
    Publication,
    Region,
    Related,
    Source,
    Topic,
)
from jianbao.outputs.permanent import last_changed
from jianbao.plan import AdoptedIn, FiguresOf, Outline, Subject, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What the site says of an issue's PDF: pages, size in bytes, the page each item begins on."""

    page_count: int
    size: int
    page_of: Mapping[ItemId, int]

    @classmethod
    def of(cls, printed: PrintedIssue) -> "PaperFacts":
        """Take the facts from a finished PDF."""
        return cls(page_count=printed.page_count, size=len(printed.content), page_of=printed.page_of)

    @property
    def kilobytes(self) -> int:
        """The size as readers are told it, in units of 1,000 bytes, never 0."""
        return max(1, round(self.size / 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in a page's own list of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """One finished page: title and description are plain text, `html` and `head` are safe as they stand.

    `head` is what the page adds to the `<head>` of its frame; `changed` is the day of the newest thing on
    the page, if anything is.
    """

    address: str
    title: str
    description: str
    html: str
    head: str = ""
    headings: tuple[Heading, ...] = ()
    changed: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Website:
    """All that is handed to whoever writes the site: pages, and files that are ready as they are."""

    imprint: Imprint
    language: Language
    pages: tuple[WebPage, ...]
    files: tuple[Artifact, ...]


@dataclass(frozen=True, kw_only=True)
class Site:
    """The public edition as the website shows it; `papers` are the facts of the PDFs by issue id.

    `volumes` are the years of which there is a bound volume.
    """

    publication: Publication
    outline: Outline
    language: Language
    papers: Mapping[str, PaperFacts]
    theme: Path
    volumes: frozenset[int] = frozenset()

    def children_of(self, parent: Region | Topic | None, kind: type[Facet]) -> tuple[Region | Topic, ...]:
        """Return the regions or topics right below `parent`; those at the top for None."""
        return tuple(self._children.get((kind, parent.key if parent else None), ()))

    def count(self, facet: Facet) -> int:
        """Return how many items and parts are listed under a facet."""
        return len(self.publication.mentions_of(facet))

    def changed(self, subject: Subject) -> dt.date | None:
        """Return the day of the newest thing shown on the page of a subject, if there is anything."""
        match subject:
            case Item():
                return self._changed_items[subject.id]
            case Issue():
                return self._changed_issues[subject.id]
            case Region() | Topic() | Source():
                shown = {mention.item.id for mention in self.publication.mentions_of(subject)}
                return max((self._changed_items[item_id] for item_id in shown), default=None)
            case Year() | FiguresOf() | AdoptedIn():
                return self._changed_years.get(subject.year)
            case _:
                return max(self._changed_years.values(), default=None)

    @cached_property
    def figures(self) -> Mapping[int | None, Figures]:
        """The figures of each year, and of all of them under None."""
        years = (None, *self.publication.years)
        return {year: Figures(publication=self.publication, year=year) for year in years}

    @cached_property
    def related(self) -> Related:
        """The relations among the items."""
        return Related(self.publication.items)

    @cached_property
    def _changed_items(self) -> dict[ItemId, dt.date]:
        items = self.publication.items
        return {item.id: last_changed(item, self.publication).date() for item in items}

    @cached_property
    def _changed_years(self) -> dict[int, dt.date]:
        found: dict[int, dt.date] = {}
        days = [(item.date.year, self._changed_items[item.id]) for item in self.publication.items]
        days += [(i.number.year, self._changed_issues[i.id]) for i in self.publication.issues_out]
        for year, day in days:
            found[year] = max(day, found.get(year, day))
        return found

    @cached_property
    def _changed_issues(self) -> dict[str, dt.date]:
        issues = self.publication.issues_out
        return {issue.id: last_changed(issue, self.publication).date() for issue in issues}

    @cached_property
    def _children(self) -> dict[tuple[type, str | None], list[Region | Topic]]:
        found: dict[tuple[type, str | None], list[Region | Topic]] = {}
        nodes: list[Region | Topic] = [*self.publication.regions, *self.publication.topics]
        for node in nodes:
            place = (type(node), node.parent.key if node.parent else None)
            found.setdefault(place, []).append(node)
        return found
