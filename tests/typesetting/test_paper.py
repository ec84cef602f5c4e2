"""A paper is set in a closed world, and whatever goes wrong there is said."""

import logging

import paper_reading
import pytest

from jianbao.diagnostics import EnvironmentFault
from jianbao.typesetting import pinned
from jianbao.typesetting.files.archiving import ends_badly
from jianbao.typesetting.lines import justification
from jianbao.typesetting.paper import picture_address, typeset

STYLE = 'html { font-family: "Noto Serif SC" }'


def page(body: str, head: str = "") -> str:
    return f'<html lang="zh-CN"><head><title>T</title>{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "http://127.0.0.1/a.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "content:///images/other.png",
        "content:///../etc/passwd",
        "data:image/png;base64,AAAA",
    ],
)
def test_fetches_nothing_but_the_pictures_handed_over(address: str) -> None:
    with pytest.raises(EnvironmentFault, match="could not be set"):
        typeset(page(f'<img alt="x" src="{address}">'), style=STYLE, pictures={"a.png": b""})


@pytest.mark.parametrize(
    ("head", "style"),
    [
        ('<link rel="stylesheet" href="https://example.org/a.css">', STYLE),
        ("<style>@import url(https://example.org/a.css);</style>", STYLE),
        ("", STYLE + "body { background: url(file:///etc/passwd) }"),
        ('<link rel="attachment" href="file:///etc/passwd">', STYLE),
    ],
)
def test_fetches_no_style_font_or_attachment(head: str, style: str) -> None:
    with pytest.raises(EnvironmentFault, match="could not be set"):
        typeset(page("<p>x", head), style=style, pictures={})


def test_shows_a_picture_handed_over_under_any_name() -> None:
    name = "2020/图 1.png"
    paper = typeset(
        page(f'<img alt="x" src="{picture_address(name)}">'),
        style=STYLE,
        pictures={name: paper_reading.a_png(40, 30)},
    )
    assert b"/Image" in paper.content


@pytest.mark.parametrize(
    ("body", "style", "said"),
    [
        ("<p>\U0001f642", STYLE, "U+1F642"),
        ("<p>x", STYLE + "p { colour: red }", "colour"),
        (f'<img src="{picture_address("a.png")}">', STYLE, "alt"),
        (f'<img alt="x" src="{picture_address("broken.png")}">', STYLE, "broken.png"),
    ],
)
def test_what_the_library_would_only_log_is_a_fault(body: str, style: str, said: str) -> None:
    pictures = {"a.png": paper_reading.a_png(4, 3), "broken.png": b"no picture"}
    with pytest.raises(EnvironmentFault, match="could not be set") as raised:
        typeset(page(body), style=style, pictures=pictures)
    assert said in str(raised.value)


def test_a_fault_of_a_style_is_said_each_time() -> None:
    for _ in range(2):
        with pytest.raises(EnvironmentFault, match="colour"):
            typeset(page("<p>x"), style=STYLE + "p { colour: blue }", pictures={})


def test_leaves_no_handler_behind() -> None:
    before = list(logging.getLogger("weasyprint").handlers)
    typeset(page("<p>x"), style=STYLE, pictures={})
    assert logging.getLogger("weasyprint").handlers == before


def test_refuses_to_set_with_the_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE")
    with pytest.raises(EnvironmentFault, match="FONTCONFIG_FILE"):
        typeset(page("<p>x"), style=STYLE, pictures={})


def test_refuses_another_version_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinned.weasyprint, "__version__", "71.0")
    with pytest.raises(EnvironmentFault, match=r"pip install weasyprint==70\.0"):
        justification.install()


def test_tells_pages_of_anchors_and_bookmarks() -> None:
    style = STYLE + "h1 { break-before: page; bookmark-label: attr(data-mark) }"
    body = '<p>x<h1 id="a" data-mark="甲">A</h1><p><h1 id="b" data-mark="乙">B</h1>'
    paper = typeset(page(body), style=style, pictures={})
    assert paper.page_count == 3
    assert (paper.page_of["a"], paper.page_of["b"]) == (2, 3)
    assert [(mark.title, mark.page) for mark in paper.bookmarks] == [("甲", 2), ("乙", 3)]


def test_signs_for_breaking_reach_neither_the_text_nor_the_outline() -> None:
    body = "<h1>挥“12338”热线，特殊时期·特殊家教2020年第3期</h1>"
    paper = typeset(page(body), style=STYLE + "h1 { bookmark-label: attr(data-mark) }", pictures={})
    assert "\u200b" not in paper.content.decode("latin-1")
    assert drawn_text(paper.content).startswith("挥“12338”热线，特殊时期·特殊家教2020年第3期")


def test_takes_no_font_that_a_style_names_by_address() -> None:
    style = (
        '@font-face { font-family: x; src: url(file:///etc/passwd) } html { font-family: x, "Noto Serif SC" }'
    )
    paper = typeset(page("<p>简报"), style=style, pictures={})
    assert paper.content == typeset(page("<p>简报"), style=STYLE, pictures={}).content


def test_says_in_readable_metadata_that_it_is_for_archives_and_for_everyone() -> None:
    content = typeset(page("<p>简报"), style=STYLE, pictures={}).content
    assert b'pdfaid:part="2" pdfaid:conformance="A"' in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in content


def test_every_list_item_holds_a_label_and_a_body() -> None:
    body = "<ul><li><p>一<ul><li>二</ul><li>三</ul><ol><li><p>四</ol>"
    content = typeset(page(body), style=STYLE, pictures={}).content
    kinds = [kid for item in paper_reading.structure_of(content, "LI") for kid in item]
    assert kinds
    assert set(kinds) <= {"Lbl", "LBody"}


def test_text_is_tagged_as_its_block_and_not_as_something_within_it() -> None:
    body = f"<h1>题</h1><p>{'简报' * 90}<b>重</b><a href='#x'>链接</a><p id=x>末"
    content = typeset(page(body), style=STYLE, pictures={}).content
    assert paper_reading.structure_of(content, "P")
    assert paper_reading.structure_of(content, "Span") == []


def drawn_text(content: bytes) -> str:
    """Return the text of all pages in the order in which it is drawn."""
    read = paper_reading.PrintedIssue(issue_id="x", content=content, page_count=1, page_of={})
    return paper_reading.read_paper(read).stream


def test_signs_of_lists_are_drawn_where_they_stand() -> None:
    body = "<p>甲<ol><li>一<ul><li><p>二</ul><li><p>三</ol><p>乙"
    content = typeset(page(body), style=STYLE, pictures={}).content
    assert drawn_text(content) == "甲1.一◦二2.三乙"


def test_a_sign_is_drawn_once_where_its_item_goes_on_overleaf() -> None:
    body = "<ol><li>" + "简报" * 200 + "</ol><p>乙"
    style = STYLE + "@page { size: 60mm 60mm; margin: 10mm }"
    content = typeset(page(body), style=style, pictures={}).content
    assert drawn_text(content) == "1." + "简报" * 200 + "乙"


def test_no_stream_ends_in_a_carriage_return() -> None:
    for number in range(40):
        body = f'<p>第{number}期<img alt="x" src="{picture_address("a.png")}">'
        pictures = {"a.png": paper_reading.a_png(20 + number, 30)}
        assert not ends_badly(typeset(page(body), style=STYLE, pictures=pictures).content)
