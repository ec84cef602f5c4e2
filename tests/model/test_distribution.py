"""Who receives copies, and how the sum is told."""

import datetime as dt

import pytest

from jianbao.model import Distribution, Group, Recipient, count_print_run, recipients_of

DAY = dt.date(2020, 4, 7)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
A, B, C = (Recipient(id=letter, name=f"单位{letter}", copies=n) for n, letter in enumerate("abc", 1))
SOME = Group(id="some", name="部分", members=(B, A))
ALL = Group(id="all", name="全部", members=(C, SOME))


@pytest.mark.parametrize(
    ("since", "until", "receives"),
    [
        (None, None, True),
        (DAY, None, True),
        (AFTER, None, False),
        (None, DAY, True),
        (None, BEFORE, False),
        (DAY, DAY, True),
        (BEFORE, AFTER, True),
        (AFTER, BEFORE, False),
    ],
)
def test_both_ends_are_included(since: dt.date | None, until: dt.date | None, *, receives: bool) -> None:
    assert Recipient(id="a", name="甲", since=since, until=until).receives(DAY) is receives


def test_recipients_follow_each_other_as_groups_name_them_each_once() -> None:
    assert [r.id for r in recipients_of(A, ALL)] == ["a", "c", "b"]
    assert [r.id for r in recipients_of(ALL, SOME, A)] == ["c", "b", "a"]


def test_a_sum_names_each_line_as_content_and_as_paper_do() -> None:
    run = count_print_run(
        Distribution(report_to=(A,), send_to=(B,), distribute_to=(ALL,)),
        day=DAY,
        extra=((A, 4), (B, 5)),
        archive=6,
        spare=7,
    )
    assert run.sum == (
        "report_to (报) 1 + send_to (送) 2 + distribute_to (发) 3 + extra_copies (本期增发) 9"
        " + archive_copies (存档) 6 + spare_copies (备用) 7"
    )
    assert run.total == 28


def test_what_is_not_said_is_not_counted() -> None:
    assert count_print_run(Distribution(), day=DAY).total == 0


def test_the_public_sees_groups_by_name_and_which_lists_hold_more() -> None:
    named = Distribution(report_to=(A, SOME), send_to=(SOME, ALL), distribute_to=(C,))
    bare = named.without_names()
    assert [(name, [(g.id, g.name, g.members) for g in groups]) for name, groups in bare.lists] == [
        ("report_to", [("some", "部分", ())]),
        ("send_to", [("some", "部分", ()), ("all", "全部", ())]),
        ("distribute_to", []),
    ]
    assert bare.withheld == ("report_to", "distribute_to")
