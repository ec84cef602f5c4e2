"""Figures are what one finds by going through the archive item by item."""

import datetime as dt

from counted import FIRST_YEAR, OFTEN, Sizes, an_archive, under, under_both
from examples import (
    AS_OF,
    CHILDREN,
    CITY,
    COUNTY,
    FEDERATION,
    LEFT_BEHIND,
    OTHER_CITY,
    OTHER_FEDERATION,
    PROVINCE,
    a_publication,
    an_issue,
    an_item,
)
from hypothesis import given
from hypothesis import strategies as st

from jianbao.model import (
    Body,
    Figures,
    IssueStatus,
    ItemStatus,
    Part,
    Publication,
    Visibility,
    holders_edition,
    in_tree_order,
    public_edition,
)

SOME_YEAR = st.sampled_from([None, FIRST_YEAR, FIRST_YEAR + 1, FIRST_YEAR + 2])


def archives() -> st.SearchStrategy[Publication]:
    sizes = st.builds(
        Sizes,
        items=st.integers(0, 40),
        regions=st.integers(1, 12),
        topics=st.integers(1, 8),
        sources=st.integers(1, 8),
    )
    return st.builds(an_archive, st.integers(0, 2**32), sizes)


def counts_of(figures: Figures) -> dict[str, int]:
    return {count.facet.key: count.number for count in (*figures.regions, *figures.topics, *figures.sources)}


@OFTEN
@given(archives(), SOME_YEAR)
def test_counts_are_those_of_a_count_by_hand(archive: Publication, year: int | None) -> None:
    public = public_edition(archive, AS_OF)
    facets = (*public.regions, *public.topics, *public.sources)
    expected = {facet.key: under(public, facet, year) for facet in facets}
    assert counts_of(Figures(publication=public, year=year)) == expected


@OFTEN
@given(archives(), SOME_YEAR)
def test_grid_counts_are_those_of_a_count_by_hand(archive: Publication, year: int | None) -> None:
    public = public_edition(archive, AS_OF)
    figures = Figures(publication=public, year=year)
    for region in public.regions:
        for topic in public.topics:
            assert figures.about(region, topic) == under_both(public, region, topic, year)


@OFTEN
@given(archives())
def test_sums_agree(archive: Publication) -> None:
    public = public_edition(archive, AS_OF)
    ever = Figures(publication=public)
    years = [Figures(publication=public, year=year) for year in public.years]
    assert len(ever.items) == sum(len(figures.items) for figures in years) == len(public.items)
    assert ever.parts == sum(figures.parts for figures in years)
    assert ever.issues == sum(figures.issues for figures in years) == len(public.issues_out)
    for figures in years:
        assert figures.year is not None
        months = [figures.in_month(figures.year, month) for month in range(1, 13)]
        assert sum(months) == len(figures.items)
    for key, number in counts_of(ever).items():
        assert number == sum(counts_of(figures)[key] for figures in years)


@OFTEN
@given(archives())
def test_public_figures_count_nothing_that_is_not_public(archive: Publication) -> None:
    shut = {
        item.id
        for issue in archive.issues
        if issue.status is IssueStatus.DRAFT or issue.classification
        for item in issue.items
    }
    shown = [
        item
        for item in archive.items
        if item.status is ItemStatus.READY
        and item.visibility is Visibility.PUBLIC
        and item.embargo is None
        and item.id not in shut
    ]
    figures = Figures(publication=public_edition(archive, AS_OF))
    assert list(figures.items) == shown


@OFTEN
@given(archives())
def test_holders_figures_count_what_was_printed_and_what_is_ready(archive: Publication) -> None:
    drafted = {i.id for issue in archive.issues if issue.status is IssueStatus.DRAFT for i in issue.items}
    printed = {i.id for issue in archive.issues_out for i in issue.items}
    kept = [
        item.id
        for item in archive.items
        if item.id in printed or (item.status is ItemStatus.READY and item.id not in drafted)
    ]
    assert [item.id for item in holders_edition(archive).items] == kept


def test_item_of_two_regions_counts_in_both_and_once_in_the_total() -> None:
    item = an_item(regions=(COUNTY, OTHER_CITY))
    figures = Figures(publication=a_publication(items=(item,)))
    counts = counts_of(figures)
    assert [counts[r.key] for r in (PROVINCE, CITY, COUNTY, OTHER_CITY)] == [1, 1, 1, 1]
    assert len(figures.items) == 1


def test_part_counts_where_its_item_does_not() -> None:
    parts = (
        Part(number=1, regions=(COUNTY,), sources=(FEDERATION,), body=Body(markdown="县里。")),
        Part(number=2, regions=(OTHER_CITY,), sources=(OTHER_FEDERATION,), body=Body(markdown="另一市。")),
        Part(number=3, regions=(OTHER_CITY,), sources=(OTHER_FEDERATION,), body=Body(markdown="又一事。")),
    )
    item = an_item(regions=(PROVINCE,), sources=(FEDERATION,), topics=(LEFT_BEHIND,), parts=parts)
    figures = Figures(publication=a_publication(items=(item,)))
    counts = counts_of(figures)
    assert [counts[r.key] for r in (PROVINCE, CITY, COUNTY, OTHER_CITY)] == [1, 1, 1, 2]
    assert [counts[s.key] for s in (FEDERATION, OTHER_FEDERATION)] == [1, 2]
    assert figures.about(OTHER_CITY, CHILDREN) == 2


def test_trees_stand_with_their_branches_and_depths() -> None:
    publication = a_publication(regions=(OTHER_CITY, PROVINCE, COUNTY, CITY))
    figures = Figures(publication=publication)
    assert [(count.facet, count.depth) for count in figures.regions] == [
        (PROVINCE, 0),
        (OTHER_CITY, 1),
        (CITY, 1),
        (COUNTY, 2),
    ]
    assert list(in_tree_order(publication.regions)) == [PROVINCE, OTHER_CITY, CITY, COUNTY]


def test_sources_with_most_come_first_and_equals_in_the_editors_order() -> None:
    items = (an_item("a", sources=(OTHER_FEDERATION,)), an_item("b", sources=(OTHER_FEDERATION, FEDERATION)))
    figures = Figures(publication=a_publication(items=items))
    assert [(c.facet, c.number) for c in figures.sources] == [(OTHER_FEDERATION, 2), (FEDERATION, 1)]


def test_year_is_that_of_the_date_and_not_of_the_issue() -> None:
    late = an_item("late", date=dt.date(2019, 12, 31))
    publication = a_publication(an_issue(late, number=1, date=dt.date(2020, 1, 5)))
    assert Figures(publication=publication, year=2019).items == (late,)
    assert Figures(publication=publication, year=2020).items == ()
    assert Figures(publication=publication, year=2020).issues == 1
