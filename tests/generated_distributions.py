"""Distributions by rule: recipients with dates, groups of groups, lists that overlap, extra and kept copies.

Comes in: nothing. Goes out: a strategy of hypothesis for issues and the copies kept on file.
"""

import datetime as dt
from typing import Any

from examples import an_issue, an_item
from hypothesis import settings
from hypothesis import strategies as st

from jianbao.model import Addressee, Distribution, Group, Issue, Recipient

TWO_HUNDRED = settings(derandomize=True, database=None, deadline=None, max_examples=200)

_DAYS = st.sampled_from([None, dt.date(2019, 1, 1), dt.date(2020, 4, 6), dt.date(2020, 4, 8)])
_NUMBER = st.integers(0, 20)


@st.composite
def issues_with_distribution(draw: st.DrawFn) -> tuple[Issue, int]:
    """Return an issue of 7 April 2020 with a distribution, and how many copies are kept on file."""
    recipients = [_recipient(draw, number) for number in range(draw(st.integers(0, 12)))]
    known: list[Addressee] = [*recipients]
    for number in range(draw(st.integers(0, 5))):
        members = draw(st.lists(st.sampled_from(known), max_size=5)) if known else []
        known.append(Group(id=f"g{number}", name=f"各组{number}", members=tuple(members)))
    lists = [tuple(draw(st.lists(st.sampled_from(known), max_size=4))) if known else () for _ in range(3)]
    named = draw(st.lists(st.sampled_from(recipients), max_size=3, unique=True)) if recipients else []
    issue = an_issue(
        an_item(),
        distribution=Distribution(report_to=lists[0], send_to=lists[1], distribute_to=lists[2]),
        extra_copies=tuple((recipient, draw(st.integers(0, 4))) for recipient in named),
        spare_copies=draw(_NUMBER),
    )
    return issue, draw(_NUMBER)


def _recipient(draw: st.DrawFn, number: int) -> Recipient:
    facts: dict[str, Any] = {
        "route": draw(st.sampled_from([None, "机要", "邮寄", "直送"])),
        "copies": draw(st.integers(0, 5)),
        "since": draw(_DAYS),
        "until": draw(_DAYS),
    }
    return Recipient(id=f"r{number}", name=f"第{number}单位", **facts)
