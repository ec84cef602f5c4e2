"""The questions that outputs ask of a publication."""

import datetime as dt

import pytest
from examples import (
    CHILDREN,
    CITY,
    COUNTY,
    FEDERATION,
    LEFT_BEHIND,
    OTHER_CITY,
    OTHER_FEDERATION,
    PROVINCE,
    a_picture,
    a_publication,
    an_issue,
    an_item,
)

from jianbao.model import Body, Erratum, IssueNumber, IssueStatus, Mention, Part, lineage


def a_part(number, region, source):
    return Part(number=number, regions=(region,), sources=(source,), body=Body(markdown="…"))


def met_at(publication, facet):
    return [
        (mention.item.id, mention.part.number if mention.part else None)
        for mention in publication.mentions_of(facet)
    ]


def test_lineage_runs_from_the_outermost():
    assert lineage(COUNTY) == (PROVINCE, CITY, COUNTY)
    assert lineage(PROVINCE) == (PROVINCE,)


def test_what_happened_in_a_county_is_listed_under_city_and_province():
    publication = a_publication(an_issue(an_item(regions=(COUNTY,))))
    assert [met_at(publication, region) for region in (COUNTY, CITY, PROVINCE)] == [
        [("2020/books", None)]
    ] * 3
    assert met_at(publication, OTHER_CITY) == []


def test_topics_roll_up_too():
    publication = a_publication(an_issue(an_item(topics=(LEFT_BEHIND,))))
    assert met_at(publication, CHILDREN) == [("2020/books", None)]


def test_an_item_is_listed_once_where_it_names_a_city_and_its_county():
    publication = a_publication(an_issue(an_item(regions=(CITY, COUNTY))))
    assert met_at(publication, CITY) == [("2020/books", None)]


def test_a_part_is_found_under_its_own_region_and_source():
    parts = (a_part(1, COUNTY, FEDERATION), a_part(2, OTHER_CITY, OTHER_FEDERATION))
    item = an_item(regions=(CITY,), sources=(FEDERATION,), parts=parts)
    publication = a_publication(an_issue(item))

    assert publication.mentions_of(OTHER_CITY) == (Mention(item=item, part=parts[1]),)
    assert met_at(publication, OTHER_FEDERATION) == [("2020/books", 2)]
    assert met_at(publication, COUNTY) == [("2020/books", 1)]


def test_a_whole_item_is_not_listed_again_by_its_parts():
    item = an_item(regions=(CITY,), parts=(a_part(1, COUNTY, FEDERATION), a_part(2, COUNTY, FEDERATION)))
    publication = a_publication(an_issue(item))

    assert met_at(publication, CITY) == [("2020/books", None)]
    assert met_at(publication, FEDERATION) == [("2020/books", None)]
    assert met_at(publication, COUNTY) == [("2020/books", 1), ("2020/books", 2)]


def test_mentions_stand_newest_first():
    items = [an_item(f"2020/{day}", date=dt.date(2020, 4, day)) for day in (3, 9, 6)]
    publication = a_publication(an_issue(*items))
    assert met_at(publication, FEDERATION) == [("2020/9", None), ("2020/6", None), ("2020/3", None)]


def test_a_region_and_a_topic_of_one_key_are_kept_apart():
    region = type(CITY)(code="same", name="地方")
    topic = type(CHILDREN)(id="same", name="主题")
    publication = a_publication(an_issue(an_item(regions=(region,), topics=(CHILDREN,))))
    assert met_at(publication, region) == [("2020/books", None)]
    assert met_at(publication, topic) == []


def test_issues_follow_each_other_by_date_without_drafts_and_withdrawn_ones():
    second = an_issue(number=2, date=dt.date(2020, 2, 1))
    first = an_issue(number=1, date=dt.date(2020, 1, 1))
    void = an_issue(number=3, date=dt.date(2020, 3, 1), status=IssueStatus.VOID)
    fourth = an_issue(number=4, date=dt.date(2020, 4, 1), status=IssueStatus.APPROVED)
    draft = an_issue(number=5, date=dt.date(2020, 5, 1), status=IssueStatus.DRAFT)
    publication = a_publication(second, fourth, void, draft, first)

    assert publication.issues_out == (first, second, fourth)
    assert (publication.issue_before(first), publication.issue_after(first)) == (None, second)
    assert (publication.issue_before(fourth), publication.issue_after(fourth)) == (second, None)


def test_an_unpublished_issue_knows_its_neighbours():
    first, third = an_issue(number=1, date=dt.date(2020, 1, 1)), an_issue(number=3, date=dt.date(2020, 3, 1))
    void = an_issue(number=2, date=dt.date(2020, 2, 1), status=IssueStatus.VOID)
    publication = a_publication(first, void, third)
    assert (publication.issue_before(void), publication.issue_after(void)) == (first, third)


def test_a_supplement_follows_the_issue_of_its_day():
    regular = an_issue(number=7)
    supplement = an_issue(number=1)
    supplement = type(supplement)(
        number=IssueNumber(year=2020, supplement=True, first=1, last=1),
        date=regular.date,
        issued=regular.date,
        status=IssueStatus.ISSUED,
    )
    publication = a_publication(supplement, regular)
    assert publication.issue_after(regular) == supplement


def test_the_last_issue_of_a_year_comes_before_the_first_of_the_next_on_the_same_day():
    day = dt.date(2021, 1, 4)
    last, first = an_issue(number=48, year=2020, date=day), an_issue(number=1, year=2021, date=day)
    publication = a_publication(first, last)
    assert publication.issues_out == (last, first)
    assert publication.issue_after(last) == first


def test_knows_where_an_item_is_printed():
    printed, waiting = an_item("2020/a"), an_item("2020/b")
    issue, draft = an_issue(printed), an_issue(waiting, number=4, status=IssueStatus.DRAFT)
    publication = a_publication(issue, draft)
    assert publication.issue_printing(printed) == issue
    assert publication.issue_printing(waiting) is None


def test_knows_the_years_of_issues_and_items_newest_first():
    item = an_item(date=dt.date(2018, 12, 30))
    publication = a_publication(
        an_issue(item, year=2019), an_issue(year=2021), an_issue(year=2022, status=IssueStatus.DRAFT)
    )
    assert publication.years == (2021, 2019, 2018)


def test_knows_the_corrections_to_an_issue_and_to_an_item():
    one, other = an_item("2020-03"), an_item("2020/b")
    issue = an_issue(one, other)
    erratum = Erratum(id="2020-03-1", issue=issue, item=other, date=issue.date, wrong="甲", right="乙")
    publication = a_publication(issue, errata=(erratum,))
    assert publication.errata_of(issue) == (erratum,)
    assert publication.errata_of(other) == (erratum,)
    assert publication.errata_of(one) == ()


def test_finds_items_and_issues_by_id():
    issue = an_issue(an_item())
    publication = a_publication(issue)
    assert publication.issue("2020-03") == issue
    assert publication.item("2020/books") == issue.items[0]
    assert (publication.issue("2020-99"), publication.item("no")) == (None, None)


@pytest.mark.parametrize(
    ("facts", "issue_id", "digits"),
    [
        ({"first": 3, "last": 3}, "2020-03", "3"),
        ({"first": 7, "last": 8}, "2020-07_08", "7-8"),
        ({"first": 1, "last": 1, "supplement": True}, "2020-s01", "1"),
        ({"first": 103, "last": 104}, "2020-103_104", "103-104"),
    ],
)
def test_a_number_gives_the_id_and_what_is_printed(facts, issue_id, digits):
    number = IssueNumber(year=2020, **facts)
    assert (number.id, number.digits) == (issue_id, digits)


def test_an_item_names_each_picture_once_in_reading_order():
    inline, shared, last = (a_picture(f"{name}.png") for name in "abc")
    part = Part(
        number=1, regions=(CITY,), sources=(FEDERATION,), body=Body(markdown="…"), pictures=(shared, last)
    )
    item = an_item(
        body=Body(markdown="…", pictures=(inline.file, shared.file)), pictures=(shared,), parts=(part,)
    )
    assert [file.path for file in item.picture_files] == ["a.png", "b.png", "c.png"]


def test_the_contents_print_the_short_title():
    assert an_item(title="长题", short_title="短题").contents_title == "短题"
    assert an_item(title="长题").contents_title == "长题"
