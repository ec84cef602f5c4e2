"""An issue as a letter: whole, readable in any mail program, and addressed to nobody."""

import email
import email.policy
import re
from email.header import decode_header, make_header
from email.message import EmailMessage
from itertools import pairwise

import pytest
from examples import a_picture, a_publication, an_imprint, an_issue, an_item
from html_reading import read
from small_archive import RECIPIENT, SECRET, a_site, a_small_archive, an_edition

from jianbao.model import Body, Contact, IssueKind, Publication
from jianbao.outputs.letter import PICTURE_ROOM, WIDTH, render_letter
from jianbao.outputs.plain import columns

HOST = "https://bulletin.example.org/"


def bytes_of(publication: Publication, issue_id: str = "2020-03", language: str = "zh-CN") -> bytes:
    edition = an_edition(a_site(publication, language))
    issue = edition.publication.issue(issue_id)
    assert issue is not None
    return render_letter(issue, edition).content


def letter_of(publication: Publication, issue_id: str = "2020-03", language: str = "zh-CN") -> EmailMessage:
    message = email.message_from_bytes(bytes_of(publication, issue_id, language), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.fixture(scope="module")
def message() -> EmailMessage:
    """The third issue of the small archive."""
    return letter_of(a_small_archive())


def test_stands_beside_the_page_of_its_issue() -> None:
    edition = an_edition(a_site(a_small_archive()))
    paths = [render_letter(issue, edition).path for issue in edition.publication.issues_out]
    assert "issues/2020-03/2020-03.eml" in paths


def test_says_which_issue_it_is_who_sends_it_and_when(message: EmailMessage) -> None:
    raw = email.message_from_bytes(bytes_of(a_small_archive()))
    assert message["Subject"] == "简报2020年第3期"
    assert message["Date"] == "Tue, 07 Apr 2020 00:00:00 +0800"
    assert str(make_header(decode_header(raw["From"]))) == (
        "甘肃省政府妇女儿童工作委员会办公室 <office@example.org>"
    )
    assert re.fullmatch(r"<2020-03\.[0-9a-f]{16}@bulletin\.example\.org>", message["Message-ID"])
    assert message["Content-Language"] == "zh-CN"


def test_a_special_issue_says_its_theme() -> None:
    issue = an_issue(an_item(), kind=IssueKind.SPECIAL, title="“六一”专刊")
    assert letter_of(a_publication(issue))["Subject"] == "简报2020年第3期：“六一”专刊"


def test_names_no_recipient_and_opens_as_a_draft(message: EmailMessage) -> None:
    assert not {"To", "Cc", "Bcc", "Reply-To"} & set(message.keys())
    assert message["X-Unsent"] == "1"
    for kind in ("plain", "html"):
        assert RECIPIENT not in part(message, kind)
        assert "各市州妇儿工委" not in part(message, kind)


def test_without_an_address_the_sender_is_left_to_the_mail_program() -> None:
    assert (
        letter_of(a_publication(an_issue(an_item()), imprint=an_imprint(contact=Contact())))["From"] is None
    )


def test_every_header_is_ascii_and_no_line_is_longer_than_mail_allows() -> None:
    content = bytes_of(a_small_archive(lambda text: text + "，一个很长很长的名字" * 8))
    content.decode("ascii")
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    head = content.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n"))


def test_both_parts_hold_the_whole_issue(message: EmailMessage) -> None:
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]
    for text in (re.sub(r"\s", "", part(message, "plain")), read(part(message, "html")).text):
        for expected in ("本期专题。", "各地在行动", "总起一段。", "县里的事。", "爱心书籍送到留守儿童手中"):
            assert expected in text
        for expected in (
            "全市行动",
            "编者请各地参考。",
            "书包到手",
            "信息来源：兰州市妇联",
            "简讯",
            "县里来信",
        ):
            assert expected in text
        assert "甘肃省政府妇女儿童工作委员会办公室2020年4月7日印发" in text
        assert "“50名”应为“150名”。" in text
        assert SECRET not in text


def test_every_address_is_absolute_or_within_the_letter(message: EmailMessage) -> None:
    html = read(part(message, "html"))
    ways = [*html.values("a", "href"), *html.values("img", "src")]
    assert ways
    for way in ways:
        assert way.startswith((HOST, "mailto:")) or way.removeprefix("#") in html.ids, way
    assert f"{HOST}issues/2020-03/2020-03.pdf" in ways


def test_styles_stand_on_the_elements_and_nothing_is_fetched_but_pictures(message: EmailMessage) -> None:
    html = part(message, "html")
    elements = {tag for tag, _ in read(html).elements}
    assert not elements & {"style", "link", "script", "iframe", "form"}
    assert "url(" not in html
    styled = [attributes for tag, attributes in read(html).elements if tag == "p"]
    assert all("style" in attributes for attributes in styled)


def test_headings_step_down_one_by_one(message: EmailMessage) -> None:
    levels = [level for level, _ in read(part(message, "html")).headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_wide_picture_is_no_wider_than_a_line() -> None:
    picture = a_picture()
    wide = type(picture)(
        file=type(picture.file)(path="2020/wide.png", width=2000, height=1000, sha256="0" * 64), alt="宽"
    )
    html = part(letter_of(a_publication(an_issue(an_item(pictures=(wide,))))), "html")
    assert f'width="{PICTURE_ROOM}" height="{PICTURE_ROOM // 2}"' in html


def test_lines_of_plain_text_fit_and_begin_and_end_as_lines_may() -> None:
    text = "“引用”的话（括号里的话），以及“很长的一段话，接着又是一段话”；" * 12
    body = Body(markdown=text + "\n\n- " + text + "\n\n> " + text)
    plain = part(letter_of(a_publication(an_issue(an_item(body=body)))), "plain")
    lines = plain.splitlines()
    assert max(columns(line) for line in lines if "<http" not in line) <= WIDTH
    long = [line for line in lines if columns(line) > WIDTH - 12]
    assert len(long) > 20
    for line in lines:
        assert not line.lstrip(" >-").startswith(tuple("，。；：）”、")), line
        assert not line.endswith(tuple("（“《")), line
    assert re.sub(r"[\s>-]", "", plain).count(text) == 3


def test_same_issue_gives_the_same_letter_and_another_text_another_id() -> None:
    first, second = (bytes_of(a_small_archive()) for _ in range(2))
    assert first == second
    other = letter_of(a_small_archive(lambda text: text + "改"))
    assert other["Message-ID"] != email.message_from_bytes(first)["Message-ID"]


def test_code_keeps_its_empty_lines() -> None:
    body = Body(markdown="前\n\n```\na\n\nb\n```\n")
    message = letter_of(a_publication(an_issue(an_item(body=body))))
    assert "a\n\nb" in part(message, "html").replace("\r\n", "\n")
    assert "a\n\nb" in part(message, "plain").replace("\r\n", "\n")


def test_speaks_the_language_of_the_publication() -> None:
    item = an_item(title="Books for Gaolan", body=Body(markdown="Fifty children got books, and a new room."))
    message = letter_of(a_publication(an_issue(item)), language="en")
    assert "Read this issue on the website" in part(message, "plain")
    assert message["Content-Language"] == "en"


def test_hostile_names_are_text() -> None:
    message = letter_of(a_small_archive(lambda text: text + "</title><script>alert(1)</script>\"'&amp;"))
    assert not [tag for tag, _ in read(part(message, "html")).elements if tag == "script"]
    assert "县里来信</title><script>alert(1)</script>\"'&amp;" in re.sub(r"\n", "", part(message, "plain"))


@pytest.mark.parametrize(
    "text", ["=?utf-8?q?x=0D=0ABcc:_a@example.org?=", '甲" <a@example.org>, b@example.org']
)
def test_a_name_is_text_in_every_header(text: str) -> None:
    issue = an_issue(an_item(), kind=IssueKind.SPECIAL, title=text)
    imprint = an_imprint(name="Bulletin", issuer=text, contact=Contact(email="office@example.org"))
    letter = letter_of(a_publication(issue, imprint=imprint), language="en")
    assert {"Bcc", "To"}.isdisjoint(letter.keys())
    assert str(letter["Subject"]).endswith(text)
    (sender,) = letter["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (text, "office@example.org")


def test_what_is_written_like_the_size_of_a_picture_stays_as_it_is() -> None:
    said = 'width="1000" height="800"'
    letter = letter_of(a_publication(an_issue(an_item(title=said, body=Body(markdown=f"写作{said}。")))))
    assert part(letter, "html").count(said) == 3
