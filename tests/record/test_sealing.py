"""An issue is sealed once, approved, with its copies counted, and signed off where that is asked for."""

from types import MappingProxyType
from typing import Any

import pytest
from examples import an_issue
from test_lock import LOCK

from jianbao.diagnostics import ContentFault, Place, UsageFault
from jianbao.model import IssueStatus, SignOff
from jianbao.record import Record
from jianbao.record.sealing import require_sealable, sign_off_of_issue

EVERYONE = MappingProxyType({"edited": "编", "reviewed": "审", "approved": "签"})
PLACE = Place("content/issues/2020-04.yml", 5, 9)


def require(*, signed_off: Any = EVERYONE, asks_sign_off: bool = False, **facts: Any) -> None:
    given = {"number": 4, "status": IssueStatus.APPROVED, "print_count": 10} | facts
    require_sealable(
        an_issue(**given),
        Record(locks={"2020-03": LOCK}, sums={}),
        signed_off,
        asks_sign_off=asks_sign_off,
        place=PLACE,
    )


def wrong_with(**facts: Any) -> list[str]:
    with pytest.raises(ContentFault) as raised:
        require(**facts)
    return [str(fault) for fault in raised.value.diagnostics]


@pytest.mark.parametrize("status", [IssueStatus.APPROVED, IssueStatus.ISSUED])
def test_an_approved_issue_may_be_sealed(status: IssueStatus) -> None:
    require(status=status)
    require(status=status, asks_sign_off=True)


def test_what_is_sealed_is_corrected_and_not_sealed_again() -> None:
    with pytest.raises(UsageFault, match=r"^2020-03 was sealed on 2020-04-07; correct it by an erratum$"):
        require(number=3)


def test_a_number_withdrawn_is_never_issued() -> None:
    with pytest.raises(UsageFault, match=r"^the number 2020-04 was withdrawn; it is never issued$"):
        require(status=IssueStatus.VOID)


def test_a_draft_is_approved_first() -> None:
    assert wrong_with(status=IssueStatus.DRAFT) == [
        f"{PLACE}: issue 2020-04 is a draft; set `status: approved` once it is approved"
    ]


def test_an_issue_says_how_many_copies_are_printed() -> None:
    assert wrong_with(print_count=None) == [
        f"{PLACE}: issue 2020-04 has no `print_count`; "
        "write how many copies are printed, so that each can be accounted for"
    ]
    require(print_count=0)


def test_who_is_missing_is_asked_for_by_role_where_the_publication_asks() -> None:
    require(signed_off={})
    assert wrong_with(signed_off={"reviewed": "审"}, asks_sign_off=True) == [
        f"{PLACE}: issue 2020-04 is not signed off: edited, approved; "
        "name who did it under `signed_off`, or in the commit's trailers (`Approved-by: …`)"
    ]


def test_all_that_stands_in_the_way_is_said_at_once() -> None:
    facts = {"status": IssueStatus.DRAFT, "print_count": None, "signed_off": {}, "asks_sign_off": True}
    assert len(wrong_with(**facts)) == 3


def test_the_file_says_who_signed_off_and_commits_where_it_is_silent() -> None:
    issue = an_issue(signed_off=SignOff(edited="编辑组"))
    trailers = {"edited": "甲", "reviewed": "乙"}
    assert sign_off_of_issue(issue, trailers) == {"edited": "编辑组", "reviewed": "乙"}
    assert sign_off_of_issue(an_issue(), trailers) == trailers
    assert sign_off_of_issue(an_issue(), {}) == {}
