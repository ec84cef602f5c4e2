"""Where a body is at fault, and what is said of it."""

import pytest

from jianbao.load.bodies import judge_body
from jianbao.markup import References

LEADS = "begin it with https:, http:, mailto:, item: or issue:"


def said_of(text: str) -> list[tuple[str, str]]:
    """Return each fault with the text from where it stands on."""
    return [(text[fault.offset :][:8], fault.message) for fault in judge_body(text).faults]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("见 a.htm，[书](a.htm)。", "a.htm)。"),
        ("见 ftp://b，<ftp://b>。", "ftp://b>"),
        ("[书](a.htm)和[书](a.htm)", "a.htm)和["),
    ],
)
def test_a_link_is_at_fault_where_it_leads_and_not_where_its_target_is_text(text: str, at: str) -> None:
    found = said_of(text)
    assert found[0][0] == at
    assert {message.partition('"')[0] for _, message in found} == {"the link "}


def test_each_of_several_links_has_its_own_place() -> None:
    text = "[书](a.htm)和[书](a.htm)和[书](b.htm)"
    assert [fault.offset for fault in judge_body(text).faults] == [4, 15, 26]


def test_a_link_that_leads_nowhere_says_how_it_begins() -> None:
    (fault,) = judge_body(f"[书]({'a' * 70})").faults
    assert (fault.message, fault.hint) == (f'the link "{"a" * 60}" leads nowhere', LEADS)


@pytest.mark.parametrize(
    "target",
    [
        "HTTPS://example.org",
        "mailto:a@example.org",
        "mailto:a@example.org?subject=R&D&Body=%E4%B9%A6",
        "https://example.org/?bcc=a",
        "item:2020/x",
        "issue:2020-03",
    ],
)
def test_a_link_may_lead_here(target: str) -> None:
    assert judge_body(f"[书]({target})").faults == ()


@pytest.mark.parametrize(
    "target",
    [
        "mailto:?bcc=b@example.org",
        "MailTo:a@example.org?subject=x&BCC=b@example.org",
        "mailto:?%62cc=b@example.org",
    ],
)
def test_a_link_copies_nobody_s_letter_to_others(target: str) -> None:
    (fault,) = judge_body(f"写信给[我们]({target})。").faults
    assert (fault.offset, fault.hint) == (8, "let it fill in `subject` and `body` and nothing else")
    assert fault.message == f'the link "{target}" fills in "bcc" of a letter'


def test_what_only_a_pointer_brings_to_light_is_told() -> None:
    judgement = judge_body('[书](https://example.org "第二版")')
    (warning,) = judgement.warnings
    assert (judgement.faults, warning.offset) == ((), 25)
    assert warning.message == '"第二版" is shown to those who point at the link, and is not printed'
    assert warning.hint == "write it into the text, or take it out"


def test_knows_what_a_body_leads_to() -> None:
    judgement = judge_body("[书](item:2020/x)、[期](issue:2020-03)、![图](2020/a.png)")
    (item,), (issue,), (picture,) = judgement.items, judgement.issues, judgement.pictures
    assert (item.target, item.offset) == ("2020/x", 4)
    assert (issue.target, issue.offset) == ("2020-03", 21)
    assert (picture.target, picture.alt, picture.offset) == ("2020/a.png", "图", 41)


@pytest.mark.parametrize(
    ("tag", "shown"), [("<b>", "<b>"), (f"<{'b' * 28}>", f"<{'b' * 28}>"), (f"<{'b' * 29}>", f"<{'b' * 28}…")]
)
def test_html_is_shown_as_far_as_it_fits(tag: str, shown: str) -> None:
    (fault,) = judge_body(f"书{tag}").faults
    assert (fault.offset, fault.message) == (1, f"raw HTML is not taken: {shown}")
    assert fault.hint == r"write Markdown, or `\<` for the sign itself"


def test_an_entity_is_told_from_a_sign() -> None:
    (fault,) = judge_body("R&D;、A&B、&nbsp;").faults
    assert (fault.offset, fault.message) == (9, 'HTML entities are not taken: "&nbsp;"')
    assert fault.hint == r"write the character itself, or `\&` for the sign"


@pytest.mark.parametrize(("length", "shown"), [(27, f"[^{'a' * 27}]"), (28, f"[^{'a' * 27}…")])
def test_a_footnote_is_shown_as_far_as_it_fits(length: int, shown: str) -> None:
    (fault,) = judge_body(f"书[^{'a' * length}]").faults
    assert (fault.offset, fault.message) == (1, f"there is no footnote {shown}")
    assert fault.hint == f"write it on a line of its own, as `{shown}: …`, or put `\\` before the bracket"


def test_a_picture_says_what_it_shows() -> None:
    (fault,) = judge_body("![ ](2020/a.png)").faults
    assert (fault.offset, fault.message) == (5, 'the picture "2020/a.png" has no `alt`')
    assert fault.hint == "say what it shows between the brackets: ![…](…)"


def test_code_holds_what_text_may_not() -> None:
    assert judge_body("`<b>` 和 ``<i>`&nbsp;`` ").faults == ()
    assert [fault.offset for fault in judge_body("`<b>\n\n<i>`").faults] == [1, 6]


def test_faults_are_told_up_to_a_measure() -> None:
    assert len(judge_body("[书](a)" * 60).faults) == 50


def test_what_costs_too_much_to_read_is_told_where_it_begins_to(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "[[\n[[   \n\n" * 3

    def begins(most: int) -> list[int]:
        monkeypatch.setattr("jianbao.load.bodies.MAX_STEPS", most)
        return [
            f.offset for f in judge_body(text).faults if f.message == "too many marks stand here to be read"
        ]

    assert begins(1_000) == []
    most = next(n for n in range(1_000) if begins(n) == [])
    assert begins(most - 1) == [20]
    assert begins(most // 2) == [10]
    assert begins(most // 3 - 1) == [0]


def test_lines_of_a_block_cost_as_much_as_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianbao.load.bodies.MAX_STEPS", 100)
    assert judge_body("书\n" * 10).faults == ()
    (fault,) = judge_body("书\n" * 11).faults
    assert fault.hint == "write it more simply, or put `\\` before signs that are meant as such"


def test_what_a_page_would_not_take_is_a_fault_that_asks_to_be_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign = References(links=(), pictures=(), depth=1, entangled=None, foreign=True)
    monkeypatch.setattr("jianbao.load.bodies.find_references", lambda text: foreign)
    (fault,) = judge_body("书").faults
    assert (fault.offset, fault.message) == (0, "something here is not taken in a page")
    assert fault.hint == "write plain Markdown; tell us which text it was"


def test_an_entry_is_shown_as_it_is_written() -> None:
    (warning,) = judge_body("1. 甲\n3. 乙:").warnings
    assert (warning.offset, warning.message) == (5, 'the entry "3. 乙:" is printed as 2.')


@pytest.mark.parametrize("text", ["[书](2020/books.PNG)", "！[书](2020/books.jpg)"])
def test_a_link_to_a_picture_is_told_what_makes_it_one(text: str) -> None:
    (fault,) = judge_body(text).faults
    assert fault.hint == "put `!`, a plain one, before the brackets of a picture: ![…](…)"
