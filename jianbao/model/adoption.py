"""What was taken up of each unit's news, and the points it earned (采用情况).

Comes in: a `Publication` and a year or none. Goes out: a `Standing` for every source, in league order.

Only what stands in a published issue counts, in the year of the issue's number. A source earns for each
item that names it, and otherwise for each part of a round-up that does; an item of two units counts for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jianbao.model.facets import Source
from jianbao.model.issue import Issue
from jianbao.model.item import Item, ItemId
from jianbao.model.publication import Mention, Publication, Scoring


class Placement(StrEnum):
    """How an item was taken up; the values are the keys of `Scoring`."""

    LEAD = "lead"
    ARTICLE = "article"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """An item, or a part of one, that an issue printed."""

    mention: Mention
    issue: Issue
    placement: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one source has in print, oldest first, and its place; sources with as many points share one.

    Places are counted as in a race: 1, 2, 2, 4.
    """

    rank: int
    source: Source
    adopted: tuple[Adopted, ...]
    points: Decimal

    def placed(self, placement: Placement) -> tuple[Adopted, ...]:
        """Return what was taken up in one way."""
        return tuple(adopted for adopted in self.adopted if adopted.placement is placement)


def league_of(publication: Publication, year: int | None = None) -> tuple[Standing, ...]:
    """Return every source by its points, then in the editors' order; those without any come last, with 0."""
    places = {
        item.id: (number, issue, placement)
        for number, (issue, item, placement) in enumerate(_placements(publication, year))
    }
    scoring = publication.imprint.scoring
    found = [(source, _adopted(source, publication, places)) for source in publication.sources]
    scored = [(source, adopted, _points(adopted, scoring)) for source, adopted in found]
    every = sorted((points for _, _, points in scored), reverse=True)
    return tuple(
        Standing(rank=every.index(points) + 1, source=source, adopted=adopted, points=points)
        for source, adopted, points in sorted(scored, key=lambda entry: -entry[2])
    )


def _placements(publication: Publication, year: int | None) -> Iterator[tuple[Issue, Item, Placement]]:
    """Yield what was printed, in order, and how: the first item of an issue leads it, wherever it stands."""
    for issue in publication.issues_out:
        if year not in (None, issue.number.year):
            continue
        first = issue.items[0].id if issue.items else None
        for section in issue.sections:
            usual = Placement.BRIEF if section.heading else Placement.ARTICLE
            for item in section.items:
                yield issue, item, Placement.LEAD if item.id == first else usual


def _adopted(
    source: Source, publication: Publication, places: dict[ItemId, tuple[int, Issue, Placement]]
) -> tuple[Adopted, ...]:
    printed = [mention for mention in publication.mentions_of(source) if mention.item.id in places]
    printed.sort(key=lambda mention: places[mention.item.id][0])
    return tuple(
        Adopted(
            mention=mention,
            issue=places[mention.item.id][1],
            placement=Placement.BRIEF if mention.part else places[mention.item.id][2],
        )
        for mention in printed
    )


def _points(adopted: tuple[Adopted, ...], scoring: Scoring) -> Decimal:
    worth = {
        Placement.LEAD: scoring.lead,
        Placement.ARTICLE: scoring.article,
        Placement.BRIEF: scoring.brief,
    }
    return sum((worth[one.placement] for one in adopted), Decimal(0))
