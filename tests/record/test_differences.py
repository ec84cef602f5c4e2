"""What differs from a lock is named, with its place and what to do; what a correction explains is not."""

import datetime as dt
import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from examples import an_issue, an_item

from jianbao.diagnostics import Findings, Place
from jianbao.model import Erratum
from jianbao.record import Fact, Lock, Share, find_differences
from jianbao.record.differences import sum_of_shares
from jianbao.record.facts import sum_of_text

BOOKS = an_item()
ISSUE = an_issue(BOOKS)
TITLE, BODY = "items/2020/books: title", "items/2020/books: body"
HERE, ELSEWHERE = Place("content/items/2020/books.yml", 4, 8), Place("content/issues/2020-03.yml", 9, 3)


def a_fact(name: str, text: str) -> Fact:
    return Fact(name=name, place=HERE, sha256=sum_of_text(text), text=text, item="2020/books")


def a_share(recipient: str = "city", copies: int = 2, **facts: Any) -> Share:
    given: dict[str, Any] = {"line": "send_to", "name": "市妇联", "first": 1, "last": copies}
    return Share(recipient=recipient, copies=copies, **given | facts)


def a_lock(facts: Mapping[str, str], shares: tuple[Share, ...] = ()) -> Lock:
    return Lock(
        issue="2020-03",
        sealed="2020-04-07T09:30:00+08:00",
        previous=None,
        commit=None,
        signed_off={},
        facts={name: sum_of_text(text) for name, text in facts.items()},
        shares=shares,
        papers={},
        made_with=(),
    )


def an_erratum(wrong: str = "五十", right: str = "五百", **facts: Any) -> Erratum:
    given: dict[str, Any] = {"id": "2020-03-1", "issue": ISSUE, "item": BOOKS, "date": dt.date(2020, 5, 1)}
    return Erratum(wrong=wrong, right=right, **given | facts)


def found(
    sealed: Mapping[str, str],
    now: Mapping[str, str],
    *errata: Erratum,
    shares: tuple[tuple[Share, ...], tuple[Share, ...]] = ((), ()),
) -> list[str]:
    """Return the faults of what was sealed and what stands there now."""
    findings = Findings()
    find_differences(
        a_lock(sealed, shares[0]),
        {name: a_fact(name, text) for name, text in now.items()},
        shares[1],
        errata=errata,
        place=ELSEWHERE,
        findings=findings,
    )
    return [str(fault) for fault in findings.faults]


def test_what_is_as_it_was_is_not_named() -> None:
    assert found({TITLE: "书籍", BODY: "送到。"}, {TITLE: "书籍", BODY: "送到。"}) == []


def test_what_was_altered_is_named_where_it_stands() -> None:
    (fault,) = found({TITLE: "书籍", BODY: "送到。"}, {TITLE: "书包", BODY: "送到。"})
    assert fault == (
        f"{HERE}: {TITLE} is not what was issued in 2020-03; put it back as it was; if it was wrong, correct "
        "it in errata/2020-03-1.yml, by `wrong`, `right` or "
        f'`changes: {{"{TITLE}": {sum_of_text("书包")}}}`'
    )


def test_what_was_added_is_named_where_it_stands() -> None:
    (fault,) = found({}, {TITLE: "书籍"})
    assert fault == (
        f"{HERE}: {TITLE} was added to issue 2020-03; put it back as it was; if it was wrong, correct "
        "it in errata/2020-03-1.yml, by `wrong`, `right` or "
        f'`changes: {{"{TITLE}": {sum_of_text("书籍")}}}`'
    )


def test_what_is_gone_is_named_at_the_issue() -> None:
    (fault,) = found({TITLE: "书籍"}, {})
    assert fault == (
        f"{ELSEWHERE}: {TITLE} of issue 2020-03 is gone; put it back as it was; if it was wrong, correct "
        f'it in errata/2020-03-1.yml, by `wrong`, `right` or `changes: {{"{TITLE}": none}}`'
    )


def test_every_difference_is_named_at_once() -> None:
    assert len(found({TITLE: "书籍", BODY: "送到。"}, {TITLE: "书包", "issue: note": "编"})) == 3


def test_a_correction_by_sum_permits_what_it_names_and_nothing_else() -> None:
    changes = ((TITLE, sum_of_text("书包")),)
    assert found({TITLE: "书籍"}, {TITLE: "书包"}, an_erratum(changes=changes)) == []
    assert found({}, {TITLE: "书包"}, an_erratum(changes=changes)) == []
    assert len(found({TITLE: "书籍"}, {TITLE: "书柜"}, an_erratum(changes=changes))) == 1
    assert len(found({BODY: "书籍"}, {BODY: "书包"}, an_erratum(changes=changes))) == 1
    assert len(found({TITLE: "书籍"}, {}, an_erratum(changes=changes))) == 1


def test_a_correction_may_take_something_out() -> None:
    assert found({TITLE: "书籍"}, {}, an_erratum(changes=((TITLE, "none"),))) == []
    assert len(found({BODY: "书籍"}, {}, an_erratum(changes=((TITLE, "none"),)))) == 1


def test_any_of_several_corrections_may_explain_a_difference() -> None:
    errata = (an_erratum("一", "二"), an_erratum(changes=((TITLE, sum_of_text("书包")),)))
    assert found({TITLE: "书籍"}, {TITLE: "书包"}, *errata) == []
    assert found({TITLE: "书籍"}, {}, *errata, an_erratum(changes=((TITLE, "none"),))) == []


# corrections in words


def test_a_correction_in_words_permits_the_text_corrected_and_the_text_as_it_was() -> None:
    assert found({BODY: "送去五十册。"}, {BODY: "送去五百册。"}, an_erratum()) == []
    assert found({BODY: "送去五十册。"}, {BODY: "送去五十册。"}, an_erratum()) == []
    assert len(found({BODY: "送去五十册。"}, {BODY: "送去五千册。"}, an_erratum())) == 1


@pytest.mark.parametrize(
    "now", ["五百、五十、五十", "五十、五百、五十", "五十、五十、五百", "五百、五百、五百"]
)
def test_a_correction_in_words_holds_for_one_place_or_for_all(now: str) -> None:
    assert found({BODY: "五十、五十、五十"}, {BODY: now}, an_erratum()) == []


@pytest.mark.parametrize(
    ("sealed", "now"),
    [
        ("五百、五十", "五百、五百"),
        ("五十、五百", "五百、五百"),
        ("五百、五十、五百", "五百、五百、五百"),
    ],
)
def test_a_correction_in_words_holds_where_the_right_words_stood_elsewhere(sealed: str, now: str) -> None:
    assert found({BODY: sealed}, {BODY: now}, an_erratum()) == []


@pytest.mark.parametrize(
    ("sealed", "now"),
    [("五十五百册", "五百册"), ("五百册五十", "五百册"), ("册", "五百册"), ("五百册", "册")],
)
def test_a_correction_in_words_takes_nothing_out_and_puts_nothing_in(sealed: str, now: str) -> None:
    assert len(found({BODY: sealed}, {BODY: now}, an_erratum())) == 1


def test_corrections_follow_each_other() -> None:
    errata = (an_erratum("五十", "五百"), an_erratum("五百", "五千", id="2020-03-2"))
    assert found({BODY: "送去五十册。"}, {BODY: "送去五千册。"}, *errata) == []


def test_corrections_made_to_keep_the_record_busy_explain_nothing_in_little_time() -> None:
    started = time.monotonic()
    swelling = an_erratum("五" * 2000, "十"), an_erratum("十" * 2000, "百"), an_erratum("百" * 2000, "五")
    assert not a_fact("items/2020/a: body", "十百五" * 20_000).is_explained("0" * 64, swelling * 16)
    assert time.monotonic() - started < 5


def test_a_correction_in_words_is_for_its_item_alone() -> None:
    other = an_erratum(item=an_item("2020/jobs"))
    assert len(found({BODY: "送去五十册。"}, {BODY: "送去五百册。"}, other)) == 1
    assert found({BODY: "送去五十册。"}, {BODY: "送去五百册。"}, other, an_erratum(id="2020-03-2")) == []


def test_words_do_not_explain_what_is_no_text() -> None:
    picture = Fact(name="images/2020/books.png", place=HERE, sha256="1" * 64, item="2020/books")
    assert not picture.is_explained("0" * 64, (an_erratum(),))
    assert picture.is_explained("0" * 64, (an_erratum(changes=((picture.name, "1" * 64),)),))


# whom it went to


def said_of_copies(before: tuple[Share, ...], after: tuple[Share, ...]) -> str:
    (fault,) = found({}, {}, shares=(before, after))
    place, _, rest = fault.partition(": the distribution is not that with which 2020-03 was issued: ")
    assert place == str(ELSEWHERE)
    return rest.partition("; end a recipient with `until` and begin another with `since`")[0]


def test_the_same_distribution_is_no_difference() -> None:
    assert found({}, {}, shares=((a_share(),), (a_share(),))) == []


def test_says_whose_copies_are_not_those_they_were() -> None:
    city, county = a_share(), a_share("county", name="县妇联")
    spare = a_share("", line="spare_copies", name="")
    assert said_of_copies((city, county), (city,)) == "county is gone"
    assert said_of_copies((city,), (city, county)) == "county was added"
    assert said_of_copies((city, spare), (city,)) == "spare_copies is gone"
    assert said_of_copies((city,), (city, spare)) == "spare_copies was added"
    assert said_of_copies((city,), (a_share(copies=3),)) == "city received 2, now 3"
    assert said_of_copies((city,), (a_share(name="市妇女联合会"),)) == 'city was called "市妇联"'
    assert said_of_copies((city, county), (county, city)) == "their order has changed"
    assert said_of_copies((city, county), (a_share(copies=1),)) == "city received 2, now 1; county is gone"


def test_copies_that_go_to_someone_on_another_list_are_told_as_such() -> None:
    moved = a_share(line="report_to")
    assert said_of_copies((a_share(),), (moved,)) == "city is gone; city was added"


def test_a_correction_by_its_sum_permits_one_distribution_and_no_other() -> None:
    before, after = (a_share(),), (a_share(copies=3),)
    (fault,) = found({}, {}, shares=(before, after))
    assert fault.endswith(
        "so that what was issued stays; if it was wrong, correct it in errata/2020-03-1.yml with "
        f"`changes: {{distribution: {sum_of_shares(after)}}}`"
    )
    permitted = an_erratum(changes=(("distribution", sum_of_shares(after)),))
    assert found({}, {}, permitted, shares=(before, after)) == []
    assert len(found({}, {}, permitted, shares=(before, (a_share(copies=4),)))) == 1


def test_the_sum_of_a_distribution_is_that_of_its_json_in_every_release() -> None:
    written = json.dumps(
        [{"line": "send_to", "recipient": "city", "name": "市妇联", "copies": 2, "first": 1, "last": 2}],
        ensure_ascii=False,
    )
    assert sum_of_shares((a_share(),)) == sum_of_text(written)
