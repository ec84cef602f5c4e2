"""What is new in a distribution against the issue before, and why."""

import datetime as dt
from dataclasses import replace

from examples import a_publication, an_issue, an_item

from jianbao.model import (
    Distribution,
    Issue,
    IssueKind,
    IssueNumber,
    IssueStatus,
    Reason,
    Recipient,
    changes_of,
    upcoming,
)

A = Recipient(id="a", name="甲")
B = Recipient(id="b", name="乙", until=dt.date(2020, 4, 7))
C = Recipient(id="c", name="丙", since=dt.date(2020, 4, 8), copies=2)


def issue_to(*recipients: Recipient, number: int, **facts: object) -> Issue:
    date = facts.pop("date", dt.date(2020, 4, number))
    given = {"distribution": Distribution(distribute_to=recipients), "date": date}
    return an_issue(an_item(f"2020/{number}"), number=number, **given | facts)


def news(*issues: Issue) -> list[tuple[str, int, int, Reason]]:
    found = changes_of(a_publication(*issues), issues[-1]).found
    return [(change.recipient.id, change.before, change.now, change.reason) for change in found]


def test_says_who_was_added_and_who_was_dropped() -> None:
    assert news(issue_to(A, number=3), issue_to(C, number=9)) == [
        ("c", 0, 2, Reason.SINCE),
        ("a", 1, 0, Reason.LISTS),
    ]


def test_says_whose_dates_have_begun_or_ended() -> None:
    assert news(issue_to(A, B, C, number=7), issue_to(A, B, C, number=8)) == [
        ("c", 0, 2, Reason.SINCE),
        ("b", 1, 0, Reason.UNTIL),
    ]


def test_says_whose_copies_have_changed_through_extra_ones() -> None:
    assert news(issue_to(A, number=3), issue_to(A, number=4, extra_copies=((A, 2),))) == [
        ("a", 1, 3, Reason.EXTRA)
    ]
    assert news(issue_to(A, number=3), issue_to(A, number=4, extra_copies=((C, 1),))) == [
        ("c", 0, 1, Reason.EXTRA)
    ]


def test_an_entry_that_takes_the_place_of_another_of_its_name_is_a_change_of_copies() -> None:
    old = Recipient(id="a-old", name="甲", until=dt.date(2020, 4, 7))
    new = Recipient(id="a-new", name="甲", since=dt.date(2020, 4, 8), copies=3)
    assert news(issue_to(old, new, number=7), issue_to(old, new, number=8)) == [("a-new", 1, 3, Reason.ENTRY)]
    same = Recipient(id="a-new", name="甲", since=dt.date(2020, 4, 8))
    assert news(issue_to(old, same, number=7), issue_to(old, same, number=8)) == []


def test_where_nothing_has_changed_there_is_no_news() -> None:
    assert news(issue_to(A, number=3), issue_to(A, number=4)) == []


def test_withdrawn_numbers_and_other_series_are_passed_over() -> None:
    number = IssueNumber(year=2020, supplement=True, first=1, last=1)
    supplement = replace(issue_to(B, number=4), number=number, kind=IssueKind.SUPPLEMENT)
    void = issue_to(number=5, status=IssueStatus.VOID)
    last = issue_to(A, number=6)
    found = changes_of(a_publication(issue_to(A, number=3), supplement, void, last), last)
    assert found.before is not None
    assert found.before.id == "2020-03"
    assert found.found == ()


def test_the_first_issue_of_a_series_has_none_before_it() -> None:
    first = issue_to(A, number=3)
    assert changes_of(a_publication(first), first).before is None


def test_upcoming_is_the_newest_of_a_series_that_is_not_yet_issued() -> None:
    issued, approved = issue_to(A, number=3), issue_to(A, number=4, status=IssueStatus.APPROVED)
    draft = issue_to(A, number=5, status=IssueStatus.DRAFT)
    assert upcoming(a_publication(issued, approved, draft)) == (draft,)
    assert upcoming(a_publication(issued)) == ()
