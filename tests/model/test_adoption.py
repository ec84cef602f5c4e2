"""The league of contributing units is fair: everyone can count it again by hand."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from counted import OFTEN, an_archive, taken_up
from examples import (
    AS_OF,
    FEDERATION,
    OTHER_CITY,
    OTHER_FEDERATION,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)
from hypothesis import given
from hypothesis import strategies as st

from jianbao.model import (
    Body,
    IssueStatus,
    Part,
    Placement,
    Publication,
    Scoring,
    Section,
    Source,
    Visibility,
    holders_edition,
    league_of,
    public_edition,
)

HALVES = st.integers(0, 12).map(lambda halves: Decimal(halves) / 2)


def points(publication: Publication, year: int | None = None) -> dict[str, Decimal]:
    return {standing.source.id: standing.points for standing in league_of(publication, year)}


@OFTEN
@given(
    st.builds(an_archive, st.integers(0, 2**32)),
    st.sampled_from([None, 2018, 2019, 2020]),
    st.builds(Scoring, article=HALVES, brief=HALVES, lead=HALVES),
    st.sampled_from(["public", "holders"]),
)
def test_points_are_those_of_a_count_by_hand(
    archive: Publication, year: int | None, scoring: Scoring, edition_name: str
) -> None:
    edition = public_edition(archive, AS_OF) if edition_name == "public" else holders_edition(archive)
    edition = replace(edition, imprint=an_imprint(scoring=scoring))
    league = league_of(edition, year)
    assert {standing.source for standing in league} == set(edition.sources)
    for standing in league:
        counts = taken_up(edition, standing.source, year)
        assert {p.value: len(standing.placed(p)) for p in Placement} == counts
        assert standing.points == sum(getattr(scoring, name) * count for name, count in counts.items())
        assert standing.rank == 1 + sum(other.points > standing.points for other in league)
    assert [standing.points for standing in league] == sorted((s.points for s in league), reverse=True)


def test_first_item_of_an_issue_leads_and_items_under_a_heading_are_brief() -> None:
    sections = (
        Section(items=(an_item("a"), an_item("b"))),
        Section(items=(an_item("c"), an_item("d")), heading="简讯"),
    )
    (first, _) = league_of(a_publication(an_issue(sections=sections)))
    assert [(adopted.mention.item.id, adopted.placement) for adopted in first.adopted] == [
        ("a", Placement.LEAD),
        ("b", Placement.ARTICLE),
        ("c", Placement.BRIEF),
        ("d", Placement.BRIEF),
    ]
    assert first.points == 3 + 2 + 1 + 1


def test_first_item_leads_even_under_a_heading() -> None:
    sections = (Section(items=(an_item("a"), an_item("b")), heading="简讯"),)
    (first, _) = league_of(a_publication(an_issue(sections=sections)))
    assert [adopted.placement for adopted in first.adopted] == [Placement.LEAD, Placement.BRIEF]


def test_shared_item_counts_for_each_unit() -> None:
    shared = an_item(sources=(FEDERATION, OTHER_FEDERATION))
    assert points(a_publication(an_issue(shared))) == {"lanzhou-wf": 3, "baiyin-wf": 3}


def test_part_is_brief_for_its_own_unit_and_nothing_more_for_that_of_the_item() -> None:
    parts = tuple(
        Part(number=n, regions=(OTHER_CITY,), sources=(source,), body=Body(markdown="一事。"))
        for n, source in enumerate((FEDERATION, OTHER_FEDERATION, OTHER_FEDERATION), 1)
    )
    round_up = an_item("round-up", sources=(FEDERATION,), parts=parts)
    league = league_of(a_publication(an_issue(an_item("lead", sources=()), round_up)))
    assert [(s.source, [a.placement for a in s.adopted]) for s in league] == [
        (FEDERATION, [Placement.ARTICLE]),
        (OTHER_FEDERATION, [Placement.BRIEF, Placement.BRIEF]),
    ]


def test_ties_share_a_place_and_the_next_place_is_left_out() -> None:
    sources = tuple(Source(id=name, name=name) for name in "abcde")
    a, b, c, d, _ = sources
    items = [
        an_item("1", sources=(c,)),
        an_item("2", sources=(a, b)),
        an_item("3", sources=(b, a)),
        an_item("4", sources=(d,)),
    ]
    league = league_of(a_publication(an_issue(*items), sources=sources))
    assert [(s.rank, s.source.id, s.points) for s in league] == [
        (1, "a", 4),
        (1, "b", 4),
        (3, "c", 3),
        (4, "d", 2),
        (5, "e", 0),
    ]


def test_only_published_issues_of_the_year_count() -> None:
    issues = (
        an_issue(an_item("2019/a", date=dt.date(2020, 2, 2)), number=9, year=2019),
        an_issue(an_item("b"), number=1, date=dt.date(2020, 1, 5)),
        an_issue(an_item("c"), number=2, status=IssueStatus.APPROVED),
        an_issue(an_item("d"), number=3, status=IssueStatus.VOID),
        an_issue(an_item("e"), number=4, status=IssueStatus.DRAFT),
    )
    publication = a_publication(*issues, items=(an_item("nowhere"),))
    publication = replace(publication, items=tuple(i for issue in issues for i in issue.items))
    assert points(publication, 2020)["lanzhou-wf"] == 6
    assert points(publication, 2019)["lanzhou-wf"] == 3
    assert points(publication)["lanzhou-wf"] == 9


def test_what_is_internal_earns_points_on_paper_and_not_in_public() -> None:
    internal = an_item("secret", visibility=Visibility.INTERNAL)
    publication = a_publication(an_issue(an_item("lead"), internal))
    assert points(holders_edition(publication))["lanzhou-wf"] == 5
    assert points(public_edition(publication, AS_OF))["lanzhou-wf"] == 3


def test_points_are_those_that_the_publication_sets() -> None:
    scoring = Scoring(article=Decimal("1.5"), brief=Decimal("0.5"), lead=Decimal(5))
    publication = a_publication(an_issue(an_item("a"), an_item("b")), imprint=an_imprint(scoring=scoring))
    assert points(publication)["lanzhou-wf"] == Decimal("6.5")
