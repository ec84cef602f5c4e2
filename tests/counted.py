"""Archives made by rule, for tests that count: many items of few kinds, and of everything that is not public.

Comes in: a source of chance and sizes. Goes out: a publication, and the same questions answered the long way,
item by item, without any of the code that answers them elsewhere.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from examples import a_publication, an_issue, an_item
from hypothesis import settings

from jianbao.model import (
    Body,
    Issue,
    IssueKind,
    IssueStatus,
    Item,
    ItemStatus,
    Part,
    Publication,
    Region,
    Section,
    Source,
    Topic,
    Visibility,
)

SECRET = "绝不外传"
FIRST_YEAR = 2018

OFTEN = settings(deadline=None, max_examples=150, derandomize=True)
"""How often a rule is tried: on the same archives in every run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much of everything an archive has."""

    items: int = 60
    regions: int = 12
    topics: int = 6
    sources: int = 8
    years: int = 3


def an_archive(seed: int, sizes: Sizes = Sizes()) -> Publication:
    """Return all that an institution wrote: public, internal, under embargo, in draft, in no issue."""
    chance = Random(seed)
    regions = tuple(_tree(sizes.regions, chance, _region))
    topics = tuple(_tree(sizes.topics, chance, _topic))
    sources = tuple(
        Source(id=f"s{n}", name=f"单位{n}", region=chance.choice(regions)) for n in range(sizes.sources)
    )
    facets = (regions, topics, sources)
    items = [_item(n, chance, facets, sizes) for n in range(sizes.items)]
    issues = tuple(_issues(items, chance, sizes))
    items.sort(key=lambda item: item.date, reverse=True)
    return a_publication(*issues, regions=regions, topics=topics, sources=sources, items=tuple(items))


def _tree(size: int, chance: Random, make):
    """Yield nodes in any order: what lies in another may come before it in the list of editors."""
    found = []
    for number in range(size):
        parent = chance.choice([None, *found]) if number else None
        found.append(make(number, parent))
    return chance.sample(found, len(found))


def _region(number: int, parent: Region | None) -> Region:
    return Region(code=f"{620000 + number}", name=f"地区{number}", parent=parent)


def _topic(number: int, parent: Topic | None) -> Topic:
    return Topic(id=f"t{number}", name=f"主题{number}", parent=parent)


def _item(number: int, chance: Random, facets, sizes: Sizes) -> Item:
    regions, topics, sources = facets

    def some(of):
        return tuple(chance.sample(of, min(len(of), chance.choice((1, 1, 1, 2, 3)))))

    own = some(sources)
    parts = tuple(
        Part(
            number=n,
            regions=some(regions),
            sources=chance.choice((own, some(sources))),
            title=f"第{number}条之{n}",
            body=Body(markdown="一段。"),
        )
        for n in range(1, chance.choice((0, 0, 0, 2, 5)) + 1)
    )
    hidden = chance.choice(("", "", "", "", "draft", "internal", "embargo"))
    facts = {
        "draft": {"status": ItemStatus.DRAFT},
        "internal": {"visibility": Visibility.INTERNAL},
        "embargo": {"embargo": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)},
    }
    return an_item(
        f"{FIRST_YEAR}/n{number}",
        title=f"第{number}条" + (SECRET if hidden else ""),
        regions=some(regions),
        topics=some(topics),
        sources=own,
        date=dt.date(
            FIRST_YEAR + chance.randrange(sizes.years), chance.randint(1, 12), chance.randint(1, 28)
        ),
        parts=parts,
        **facts.get(hidden, {}),
    )


def _issues(items: list[Item], chance: Random, sizes: Sizes) -> Iterator[Issue]:
    """Yield issues of each year with about two thirds of the items, sections and supplements among them."""
    waiting = chance.sample(items, len(items) * 2 // 3)
    a_year = max(1, len(waiting) // (sizes.years * 5))
    for year in range(FIRST_YEAR, FIRST_YEAR + sizes.years):
        for number in range(1, 6):
            taken, waiting = waiting[:a_year], waiting[a_year:]
            cut = chance.randint(0, len(taken))
            sections = (Section(items=tuple(taken[:cut])), Section(heading="简讯", items=tuple(taken[cut:])))
            status = chance.choice((IssueStatus.ISSUED,) * 5 + (IssueStatus.APPROVED, IssueStatus.DRAFT))
            issue = an_issue(
                number=number,
                year=year,
                date=dt.date(year, number * 2, 1),
                sections=tuple(section for section in sections if section.items),
                status=status,
                classification="机密★1年" if chance.random() < 0.1 else None,
            )
            if chance.random() < 0.2:
                issue = replace(
                    issue, number=replace(issue.number, supplement=True), kind=IssueKind.SUPPLEMENT
                )
            yield issue


def under(publication: Publication, facet: Region | Topic | Source, year: int | None) -> int:
    """Count what is filed under a facet: each item that names it or what lies in it, or else such parts."""
    found = 0
    for item in publication.items:
        if year in (None, item.date.year):
            whole = _names(item, facet)
            found += 1 if whole else sum(_names(part, facet) for part in item.parts)
    return found


def under_both(publication: Publication, region: Region, topic: Topic, year: int | None) -> int:
    """Count what is filed under a region among the items of a topic."""
    about = [item for item in publication.items if _names(item, topic)]
    return under(replace(publication, items=tuple(about)), region, year)


def taken_up(publication: Publication, source: Source, year: int | None) -> dict[str, int]:
    """Count what published issues took up of a source, by how it was placed."""
    found = {"lead": 0, "article": 0, "brief": 0}
    for issue in publication.issues:
        if issue.status not in (IssueStatus.ISSUED, IssueStatus.APPROVED):
            continue
        if year not in (None, issue.number.year):
            continue
        is_first = True
        for section in issue.sections:
            for item in section.items:
                if source in item.sources:
                    found["lead" if is_first else "brief" if section.heading else "article"] += 1
                else:
                    found["brief"] += sum(source in part.sources for part in item.parts)
                is_first = False
    return found


def _names(share: Item | Part, facet: Region | Topic | Source) -> bool:
    match facet:
        case Region():
            return any(_lies_in(region, facet) for region in share.regions)
        case Topic():
            return isinstance(share, Item) and any(_lies_in(topic, facet) for topic in share.topics)
        case Source():
            return facet in share.sources


def _lies_in(node: Region | Topic, other: Region | Topic) -> bool:
    return node == other or (node.parent is not None and _lies_in(node.parent, other))
