"""A corrected text shows what was printed, struck out, and beside it what is right."""

import datetime as dt
import re

from examples import an_issue, an_item

from jianbao.language import read_language
from jianbao.model import Erratum
from jianbao.outputs.corrections import mark_corrections
from jianbao.theme import find_theme

CHINESE = read_language("zh-CN", find_theme())


def corrected(text: str, *words: tuple[str, str], printed: bool = False) -> str:
    """Return a text with its corrections, without what only screen readers hear."""
    item = an_item()
    errata = [
        Erratum(
            id="2020-03-1",
            issue=an_issue(item),
            item=item,
            date=dt.date(2020, 4, 20),
            wrong=wrong,
            right=right,
            printed=printed,
        )
        for wrong, right in words
    ]
    return re.sub(r"<span class=\"jb-spoken\">.*?</span>", "", mark_corrections(text, errata, CHINESE))


def test_the_text_as_it_was_printed_shows_both_readings() -> None:
    assert (
        corrected("<p>孩子有50名。</p>", ("50名", "150名"))
        == "<p>孩子有<del>50名</del><ins>150名</ins>。</p>"
    )


def test_a_text_that_is_corrected_already_shows_both_too() -> None:
    assert (
        corrected("<p>孩子有150名。</p>", ("50名", "150名"))
        == "<p>孩子有<del>50名</del><ins>150名</ins>。</p>"
    )


def test_the_right_words_elsewhere_are_no_correction_while_the_wrong_ones_still_stand_in_the_item() -> None:
    assert corrected("<p>兰州市</p>", ("兰洲市", "兰州市"), printed=True) == "<p>兰州市</p>"


def test_a_part_of_what_is_right_is_not_taken_for_what_was_wrong() -> None:
    text = "<p>甲有150名，乙有50名。</p>"
    assert corrected(text, ("50名", "150名")) == "<p>甲有150名，乙有<del>50名</del><ins>150名</ins>。</p>"


def test_several_corrections_do_not_correct_each_other() -> None:
    found = corrected("<p>甲乙</p>", ("甲", "乙"), ("乙", "丙"))
    assert found == "<p><del>甲</del><ins>乙</ins><del>乙</del><ins>丙</ins></p>"


def test_markup_and_attributes_are_left_alone() -> None:
    text = '<p title="甲">甲<a href="甲">甲</a></p>'
    marked = "<del>甲</del><ins>乙</ins>"
    assert corrected(text, ("甲", "乙")) == f'<p title="甲">{marked}<a href="甲">{marked}</a></p>'


def test_words_with_signs_of_html_are_found_and_stay_text() -> None:
    assert corrected("<p>a &lt; b</p>", ("a < b", "a > b")) == "<p><del>a &lt; b</del><ins>a &gt; b</ins></p>"


def test_other_text_stays_byte_for_byte() -> None:
    assert corrected("<p>没有。</p>", ("甲", "乙")) == "<p>没有。</p>"


def test_screen_readers_are_told_which_is_which() -> None:
    item = an_item()
    erratum = Erratum(
        id="1", issue=an_issue(item), item=item, date=dt.date(2020, 4, 20), wrong="甲", right="乙"
    )
    marked = mark_corrections("甲", [erratum], CHINESE)
    assert CHINESE("corrected_from") in marked
    assert CHINESE("corrected_to") in marked


def test_what_stands_for_a_sign_in_html_is_no_word() -> None:
    text = "<p>R&amp;D &lt;39&#39; amp lt</p>"
    marked = "<p>R&amp;D &lt;<del>39</del><ins>93</ins>&#39; <del>amp</del><ins>安</ins> lt</p>"
    assert corrected(text, ("39", "93"), ("amp", "安")) == marked
    assert corrected("<p>R&amp;D</p>", ("R&D", "研发")) == "<p><del>R&amp;D</del><ins>研发</ins></p>"
