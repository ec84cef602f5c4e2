"""Every copy has one number and one holder, and the sums are right whatever the distribution."""

from collections import Counter

from examples import an_issue, an_item
from generated_distributions import TWO_HUNDRED, issues_with_distribution
from hypothesis import given

from jianbao.model import Allotment, Distribution, Group, Issue, Recipient, allot, recipients_of

A = Recipient(id="a", name="甲", copies=2, route="机要")
B = Recipient(id="b", name="乙", route="邮寄")
C = Recipient(id="c", name="丙", copies=3)
D = Recipient(id="d", name="丁", route="机要")
ALL = Group(id="all", name="各单位", members=(A, Group(id="some", name="部分", members=(B, C))))


def allotment_of(*, archive: int = 0, **facts: object) -> Allotment:
    return allot(an_issue(an_item(), **facts), archive=archive)


def shown(allotment: Allotment) -> list[tuple[str, str | None, int, int]]:
    return [(h.line, h.recipient.id if h.recipient else None, h.first, h.last) for h in allotment.holdings]


def test_copies_are_numbered_in_the_order_of_the_printed_lists() -> None:
    distribution = Distribution(report_to=(D,), send_to=(B,), distribute_to=(ALL,))
    found = allotment_of(distribution=distribution, archive=2, spare_copies=1)
    assert shown(found) == [
        ("report_to", "d", 1, 1),
        ("send_to", "b", 2, 2),
        ("distribute_to", "a", 3, 4),
        ("distribute_to", "c", 5, 7),
        ("archive_copies", None, 8, 9),
        ("spare_copies", None, 10, 10),
    ]


def test_extra_copies_follow_ones_own_or_else_the_lists() -> None:
    found = allotment_of(
        distribution=Distribution(report_to=(A,), distribute_to=(B,)), extra_copies=((C, 2), (A, 1))
    )
    assert shown(found) == [
        ("report_to", "a", 1, 3),
        ("distribute_to", "b", 4, 4),
        ("extra_copies", "c", 5, 6),
    ]
    assert [holding.extra for holding in found.holdings] == [1, 0, 2]


def test_extra_copies_named_twice_for_one_are_added_up() -> None:
    found = allotment_of(distribution=Distribution(report_to=(A,)), extra_copies=((A, 1), (C, 2), (A, 3)))
    assert shown(found) == [("report_to", "a", 1, 6), ("extra_copies", "c", 7, 8)]


def test_each_copy_bears_the_id_of_its_issue() -> None:
    found = allotment_of(distribution=Distribution(report_to=(A,)), archive=1)
    assert [(copy.issue_id, copy.number) for copy, _ in found.copies] == [
        ("2020-03", 1),
        ("2020-03", 2),
        ("2020-03", 3),
    ]


def test_a_copy_is_found_by_its_number() -> None:
    found = allotment_of(distribution=Distribution(report_to=(A, B)), archive=1)
    holders = [found.holding_of(number) for number in range(6)]
    assert [h.recipient.id if h and h.recipient else h and h.line for h in holders] == [
        None,
        "a",
        "a",
        "b",
        "archive_copies",
        None,
    ]


def test_an_issue_without_copies_has_none_to_find() -> None:
    found = allotment_of()
    assert found.holdings == ()
    assert [found.holding_of(number) for number in (0, 1)] == [None, None]


def test_routes_follow_each_other_as_they_are_met_and_none_is_the_last() -> None:
    found = allotment_of(distribution=Distribution(report_to=(C, A, B), distribute_to=(D,)))
    assert [
        (route, [h.recipient and h.recipient.id for h in holdings]) for route, holdings in found.routes
    ] == [
        ("机要", ["a", "d"]),
        ("邮寄", ["b"]),
        (None, ["c"]),
    ]


@TWO_HUNDRED
@given(issues_with_distribution())
def test_recipients_extra_archive_and_spare_copies_are_the_print_count(case: tuple[Issue, int]) -> None:
    issue, archive = case
    found = allot(issue, archive=archive)
    lists = issue.distribution
    everyone = {r.id: r for r in recipients_of(*lists.report_to, *lists.send_to, *lists.distribute_to)}
    own = sum(r.copies for r in everyone.values() if r.receives(issue.date))
    extra = sum(copies for _, copies in issue.extra_copies)
    assert found.run.total == own + extra + archive + issue.spare_copies
    assert sum(holding.copies for holding in found.holdings) == found.run.total
    assert sum(holding.extra for holding in found.holdings) == extra


@TWO_HUNDRED
@given(issues_with_distribution())
def test_nobody_is_there_twice(case: tuple[Issue, int]) -> None:
    issue, archive = case
    holders = Counter(
        h.recipient.id if h.recipient else h.line for h in allot(issue, archive=archive).holdings
    )
    assert set(holders.values()) <= {1}


@TWO_HUNDRED
@given(issues_with_distribution())
def test_numbers_have_neither_gap_nor_overlap(case: tuple[Issue, int]) -> None:
    issue, archive = case
    found = allot(issue, archive=archive)
    numbers = [number for holding in found.holdings for number in holding.numbers]
    assert numbers == list(range(1, found.run.total + 1))
    assert [copy.number for copy, _ in found.copies] == numbers
    assert all(found.holding_of(copy.number) is holding for copy, holding in found.copies)


@TWO_HUNDRED
@given(issues_with_distribution())
def test_every_recipients_copies_go_by_one_route(case: tuple[Issue, int]) -> None:
    issue, archive = case
    found = allot(issue, archive=archive)
    by_route = [holding for _, holdings in found.routes for holding in holdings]
    assert sorted(by_route, key=lambda holding: holding.first) == list(found.recipients)
    assert {*found.recipients, *found.kept} == set(found.holdings)
