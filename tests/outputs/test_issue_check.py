"""A finished paper is read back before it is handed out: whatever is wrong with it is found and named."""

import io
from collections.abc import Callable
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from examples import a_picture, a_publication, an_issue, an_item
from paper_reading import THEME, a_png

from jianbao.diagnostics import EnvironmentFault
from jianbao.language import read_language
from jianbao.load.extent import MAX_COLUMNS
from jianbao.load.records.scalars import MAX_TITLE
from jianbao.model import Body, Issue, Section
from jianbao.outputs import issue_pdf
from jianbao.outputs.issue_pdf import render_issue
from jianbao.typesetting.paper import Paper
from jianbao.typesetting.reading import as_seen, read_written

TEXT = "第一段写在这里。\n\n第二段有生僻的鑫字，写在第三行。\n\n| 地区 | 人数 |\n|---|---|\n| 兰州 | 12 |"
Change = Callable[[str], str]
Edit = Callable[[pikepdf.Pdf], None]


def an_issue_to_break() -> Issue:
    first = an_item(
        "2020/first", title="头一篇的标题", subtitle="副题", note="按语一则。", body=Body(markdown=TEXT)
    )
    picture = a_picture("2020/books.png", caption="书包到手")
    second = an_item("2020/second", title="第二篇的标题", pictures=(picture,))
    return an_issue(sections=(Section(items=(first,)), Section(items=(second,), heading="简讯")))


def make(issue: Issue | None = None) -> tuple[str, ...]:
    issue = issue or an_issue_to_break()
    pictures = {"2020/books.png": a_png(640, 360)}
    printed = render_issue(issue, a_publication(issue), read_language("zh-CN", THEME), pictures, THEME)
    return printed.objections


def test_titles_of_the_greatest_length_are_printed_whole() -> None:
    title = ("兰州市妇联开展关心关爱困难留守儿童行动的情况报告和有关工作的通知意见，" * 20)[:MAX_TITLE]
    item = an_item("2020/first", title=title, subtitle=title[::-1], body=Body(markdown=TEXT))
    assert make(an_issue(sections=(Section(items=(item,), heading=title),), title=title)) == ()


def test_a_table_of_the_most_columns_stays_between_the_margins() -> None:
    rows = (f"|{word * MAX_COLUMNS}" for word in ("册数|", "-|", "1|"))
    issue = an_issue(sections=(Section(items=(an_item("2020/first", body=Body(markdown="\n".join(rows))),)),))
    printed = render_issue(issue, a_publication(issue), read_language("zh-CN", THEME), {}, THEME)
    with pdfplumber.open(io.BytesIO(printed.content)) as pdf:
        ends = {round(page.width - max(char["x1"] for char in page.chars)) for page in pdf.pages[1:]}
    assert min(ends) >= 26 / 25.4 * 72 - 2


@pytest.fixture
def spoiled(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Make the paper with its HTML changed, or its finished PDF edited; return what is said of it."""
    real = issue_pdf.typeset

    def make_spoiled(*, change: Change = str, edit: Edit | None = None) -> str:
        def typeset(html: str, **arguments: object) -> Paper:
            assert edit or change(html) != html
            paper = real(change(html), **arguments)  # type: ignore[arg-type]
            return replace(paper, content=edited(paper.content, edit)) if edit else paper

        monkeypatch.setattr(issue_pdf, "typeset", typeset)
        try:
            objections = make()
        except EnvironmentFault as fault:
            return str(fault)
        assert objections, "nothing was found amiss"
        return "\n".join(objections)

    return make_spoiled


def edited(content: bytes, edit: Edit) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        edit(pdf)
        pdf.save(out)
    return out.getvalue()


def without(text: str) -> Change:
    """Return a change that loses a text where it stands last, which is not in the contents."""
    return lambda html: "".join(html.rpartition(text)[::2]) if text in html else html


def in_content(pdf: pikepdf.Pdf, page: int, old: bytes, new: bytes) -> None:
    stream = pdf.pages[page - 1].Contents
    content = stream.read_bytes()
    assert old in content
    stream.write(content.replace(old, new, 1))


def glyph_of(pdf: pikepdf.Pdf, character: str) -> bytes:
    """Return a character's glyph in the body's font, as content streams write it."""
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            if "FandolFang" in str(font.BaseFont):
                table = font.ToUnicode.read_bytes().decode()
                code = character.encode("utf-16-be").hex()
                return next(line[1:5] for line in table.splitlines() if line.endswith(f"> <{code}>")).encode()
    raise AssertionError(character)


def test_a_whole_paper_passes() -> None:
    assert not make()


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("第二段有生僻的鑫字，", "issue 2020-03: 2020/first, page 2: the text, line 3 of it is not printed"),
        (
            "<p>第一段写在这里。</p>",
            "2020/first, page 2: the text, line 1 of it is not printed as written: “第一段",
        ),
        ("人数", "2020/first, page 2: the text, line 5 of it is not printed as written: “人数”"),
        ("——副题", "2020/first, page 2: the subtitle is not printed as written: “——副题”"),
        ("按语一则。", "2020/first, page 2: the note is not printed as written: “按语一则。”"),
        ("书包到手", "2020/second, page 2: a caption is not printed as written: “书包到手（市妇联）”"),
        ("信息来源：兰州市妇联", "2020/second, page 3: the source is not printed as written"),
        ("第3期", "the masthead, page 1: the number is not printed as written: “第3期”"),
    ],
)
def test_a_text_that_is_lost_is_named_with_its_item_page_and_line(
    spoiled: Callable[..., str], lost: str, said: str
) -> None:
    assert said in spoiled(change=without(lost))


def test_a_title_that_is_not_on_its_page_is_named(spoiled: Callable[..., str]) -> None:
    said = spoiled(change=lambda html: html.replace(">头一篇的标题</h2>", ">头一篇的题</h2>"))
    assert "2020/first, page 2: its title is not there" in said


def test_paragraphs_in_the_wrong_order_are_named(spoiled: Callable[..., str]) -> None:
    one, two = "<p>第一段写在这里。</p>", "<p>第二段有生僻的鑫字，写在第三行。</p>"
    said = spoiled(change=lambda html: html.replace(one, "").replace(two, two + one))
    assert "2020/first, page 2: the text, line 3 of it" in said


def test_contents_that_leave_an_item_out_are_found(spoiled: Callable[..., str]) -> None:
    said = spoiled(change=lambda html: html.replace(">第二篇的标题</a>", ">另一篇</a>"))
    assert "2020/second: the contents do not name it: “第二篇的标题”" in said


def test_contents_that_name_another_page_are_found(spoiled: Callable[..., str]) -> None:
    said = spoiled(
        change=lambda html: html.replace('<header class="', '<header id="top" class="').replace(
            'data-to="#item-2020.first"', 'data-to="#top"'
        )
    )
    assert "2020/first: the contents name page 1, and it is on 2" in said


def test_a_character_that_became_another_is_found(spoiled: Callable[..., str]) -> None:
    said = spoiled(edit=lambda pdf: in_content(pdf, 2, glyph_of(pdf, "鑫"), glyph_of(pdf, "僻")))
    assert "2020/first, page 2: the text, line 3 of it is not printed as written: “第二段有生僻的鑫字" in said


def test_a_missing_glyph_is_found(spoiled: Callable[..., str]) -> None:
    said = spoiled(edit=lambda pdf: in_content(pdf, 2, glyph_of(pdf, "鑫"), b"0000"))
    assert "page 2: a glyph is missing in “第二段有生僻的\ufffd字，写在第三行。”" in said


def test_a_glyph_that_nobody_can_read_is_found(spoiled: Callable[..., str]) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        glyph = glyph_of(pdf, "鑫")
        for font in pdf.pages[1].Resources.Font.values():
            lines = font.ToUnicode.read_bytes().split(b"\n")
            if "FandolFang" in str(font.BaseFont):
                font.ToUnicode.write(b"\n".join(line for line in lines if not line.startswith(b"<" + glyph)))

    assert "page 2: a glyph is missing" in spoiled(edit=forget)


def test_a_font_that_is_not_embedded_is_found(spoiled: Callable[..., str]) -> None:
    def take_out(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[1].Resources.Font.values():
            if "FandolFang" in str(font.BaseFont):
                del font.DescendantFonts[0].FontDescriptor["/FontFile3"]

    assert "FandolFang is not embedded" in spoiled(edit=take_out)


def test_a_bookmark_that_is_no_title_is_found(spoiled: Callable[..., str]) -> None:
    said = spoiled(change=lambda html: html.replace('data-mark="第二篇的标题"', 'data-mark="第二篇"'))
    assert "2020/second: the bookmark “第二篇的标题” is “第二篇” on page 2" in said


def test_a_bookmark_that_is_lost_is_found(spoiled: Callable[..., str]) -> None:
    def drop(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/Outlines"]

    assert "the paper has 0 bookmarks and not 5" in spoiled(edit=drop)


def test_a_wrong_language_or_title_is_found(spoiled: Callable[..., str]) -> None:
    def to_english(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = pikepdf.String("en")

    assert "the paper's language is “en” and not “zh-CN”" in spoiled(edit=to_english)
    said = spoiled(change=lambda html: html.replace("<title>简报", "<title>快报"))
    assert "the paper's title is “快报2020年第3期” and not “简报2020年第3期”" in said


def test_a_colophon_before_the_last_page_is_found(spoiled: Callable[..., str]) -> None:
    lines = "".join(f"<p>{n}" for n in range(30))
    said = spoiled(change=lambda html: html.replace("</body>", f"{lines}</body>"))
    assert "the colophon is not on the last page, 4: “甘肃省政府妇女儿童工作委员会办公室”" in said


def test_a_page_number_that_viewers_show_otherwise_is_found(spoiled: Callable[..., str]) -> None:
    def shift(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels.Nums[1].St = 5

    assert "page 1 is —1—, and viewers call it 5" in spoiled(edit=shift)


def test_a_file_that_was_cut_short_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be read back"):
        read_written(b"%PDF-1.7\nnothing")


def test_characters_that_fonts_draw_alike_are_no_fault() -> None:
    text = "⻅与见，⾧与長，户与⼾，特殊·一般•其他，甲⋯⋯乙……"
    assert not make(an_issue(an_item(body=Body(markdown=text))))
    assert as_seen("⻅ 见\u200b") == "见见"


def test_a_table_that_goes_on_over_the_page_is_read_in_order() -> None:
    rows = "\n".join(f"| 第{n}县 | 这一格里写得很长，" + "长得要换行" * 8 + " |" for n in range(30))
    assert not make(an_issue(an_item(body=Body(markdown=f"| 地区 | 情况 |\n|---|---|\n{rows}"))))


@pytest.mark.parametrize("lines", range(10, 22, 3))
def test_a_paragraph_that_goes_on_over_the_page_from_one_with_lists_is_read(lines: int) -> None:
    text = (
        "- 甲项\n- 乙项\n    1. 丙项\n\n" + "一行字。\n\n" * lines + "长段落要写到下一页去，还有2020年。" * 12
    )
    assert not make(an_issue(an_item(body=Body(markdown=text + "\n\n- 末项"))))


@pytest.mark.parametrize(
    "titles", [("上年工作情况", "2020年工作要点"), ("1", "2"), ("3·4", "第  3 条\t题目")]
)
def test_titles_of_digits_and_blanks_are_read_as_they_are(titles: tuple[str, str]) -> None:
    first, second = (an_item(f"2020/item-{place}", title=title) for place, title in enumerate(titles))
    assert make(an_issue(first, second)) == ()
    third = an_item("2020/third", title="5年")
    sections = (Section(items=(first,)), Section(items=(second,), heading="3  月"), Section(items=(third,)))
    assert make(an_issue(sections=sections)) == ()


def test_characters_that_a_font_draws_alike_are_read_as_they_were_written() -> None:
    text = "阿不都·热合曼•甲‧乙…丙⋯丁·戊•己"
    issue = an_issue(an_item(body=Body(markdown=text)))
    printed = render_issue(issue, a_publication(issue), read_language("zh-CN", THEME), {}, THEME)
    written = "".join(text for page in read_written(printed.content).pages for _, _, text in page.texts)
    assert text in written.replace(" ", "")
    with pypdfium2.PdfDocument(printed.content) as pdf:
        shown = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert text in "".join(shown.split())
