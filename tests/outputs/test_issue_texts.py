"""What authors and editors write comes out on paper as they meant it: lists, notes, sources, contents."""

import io
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import pikepdf
import pytest
from examples import (
    CITY,
    FEDERATION,
    OTHER_CITY,
    OTHER_FEDERATION,
    a_picture,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)
from paper_reading import MM, ReadPaper, a_png, print_of, print_paper, structure_of

from jianbao.model import Body, Issue, Part, Section

HEI, KAI, DISPLAY = "Noto-Sans-SC", "LXGW-WenKai", "Noto-Serif-SC-Bold"


def a_paper_of(text: str, **more: Any) -> ReadPaper:
    return print_paper(an_issue(an_item(body=Body(markdown=text), **more)), {"2020/a.png": a_png(640, 360)})


def a_part(number: int, text: str, **more: Any) -> Part:
    given: dict[str, Any] = {"regions": (OTHER_CITY,), "sources": (OTHER_FEDERATION,)}
    return Part(number=number, body=Body(markdown=text), **given | more)


def a_round_up(*parts: Part) -> Issue:
    return an_issue(an_item(title="各地综述", body=None, parts=parts))


def lines_of(paper: ReadPaper) -> list[str]:
    """Return the lines as they are read, from left to right."""
    return [
        "".join(char["text"] for char in sorted(line.chars, key=itemgetter("x0"))).strip()
        for page in paper.pages
        for line in page.body
    ]


def font_of(paper: ReadPaper, text: str) -> str:
    """Return the font of the first character of the line that holds a text."""
    line = next(line for page in paper.pages[1:] for line in page.body if text in line.text)
    return next(str(char["fontname"]) for char in line.chars if char["text"] == text[0])


def anchors_of(paper: ReadPaper) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(paper.printed.content)) as pdf:
        names = list(pdf.Root.Names.Dests.Names)
        yield from map(str, names[::2])


# lists and code


def test_a_numbered_list_begins_with_the_number_that_its_author_gave() -> None:
    paper = a_paper_of(
        "办法：\n\n3. 丙项\n4. 丁项\n\n中间一段。\n\n7. 庚项\n    11. 内项\n\n尾段。\n\n1. 甲项"
    )
    found = [line for line in lines_of(paper) if line.endswith("项")]
    assert found == ["3. 丙项", "4. 丁项", "7. 庚项", "11. 内项", "1. 甲项"]
    labels = [element for element in structure_of(paper.printed.content, "LI") if "Lbl" in element]
    assert len(labels) == 5


def test_code_keeps_its_lines_and_names_no_language() -> None:
    paper = a_paper_of("```python\n甲\n\n    乙\n```")
    assert "python" not in paper.stream
    chars = [(line, char) for page in paper.pages for line in page.body for char in line.chars]
    (first, one), (second, other) = (
        next(pair for pair in chars if pair[1]["text"] == text) for text in ("甲", "乙")
    )
    assert second.baseline - first.baseline > 1.9 * 28.95
    assert other["x0"] > one["x0"] + 10


def test_a_line_that_begins_with_a_topic_or_a_year_is_printed_as_it_stands() -> None:
    lines = lines_of(a_paper_of("#话题# 开始。\n\n2020. 春天。"))
    assert "#话题# 开始。" in lines
    assert "2020. 春天。" in lines


def test_a_picture_in_a_link_keeps_caption_and_link() -> None:
    file = a_picture("2020/a.png").file
    body = Body(markdown='[![图](2020/a.png "图的说明")](https://example.org/x)', pictures=(file,))
    paper = print_paper(an_issue(an_item(body=body)), {"2020/a.png": a_png(640, 360)})
    assert "图的说明" in lines_of(paper)
    assert paper.links == ("https://example.org/x",)


# parts of a round-up


def test_a_part_s_own_sources_stand_in_brackets_behind_its_text() -> None:
    paper = print_paper(
        a_round_up(
            a_part(1, "一地送书。\n\n又送文具。"),
            a_part(2, "二地送书。", sources=(FEDERATION,)),
            a_part(3, "- 三地送书。", sources=(FEDERATION, OTHER_FEDERATION)),
            a_part(4, "四地送书[^1]。\n\n[^1]: 共十册。"),
        )
    )
    lines = lines_of(paper)
    assert "又送文具。（白银市妇联）" in lines
    assert "二地送书。" in lines
    assert "（兰州市妇联、白银市妇联）" in lines
    assert "四地送书1。（白银市妇联）" in paper.stream
    assert lines[lines.index("（兰州市妇联、白银市妇联）") - 1].endswith("三地送书。")
    assert "信息来源：兰州市妇联" in lines


def test_regions_of_a_part_are_listed_as_the_language_lists_them() -> None:
    part = a_part(1, "Books.", regions=(CITY, OTHER_CITY), sources=(FEDERATION,))
    chinese = print_paper(a_round_up(part))
    assert "兰州市、白银市" in lines_of(chinese)
    english = print_paper(a_round_up(part), language="en")
    assert "兰州市, 白银市" in lines_of(english)


def test_no_two_places_of_a_paper_have_one_name() -> None:
    part = a_part(1, "甲[^1]。\n\n[^1]: 注。")
    items = [
        an_item(
            "2020/q", title="一", body=Body(markdown="乙[^part-1:1]。\n\n[^part-1:1]: 注。"), parts=(part,)
        ),
        an_item("2020/q-part-1", title="二"),
        an_item("2020/q/part-1", title="三"),
    ]
    names = list(anchors_of(print_paper(an_issue(*items))))
    assert len(set(names)) == len(names)
    assert {"item-2020.q", "item-2020.q:part-1", "item-2020.q-part-1", "item-2020.q.part-1"} <= set(names)


# editors' notes


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("请各地参阅。", "编者按：请各地参阅。"),
        ("编者按：请参阅。", "编者按：请参阅。"),
        ("本刊按：请看。", "本刊按：请看。"),
    ],
)
def test_an_editor_s_note_says_what_it_is_once(note: str, printed: str) -> None:
    assert printed in lines_of(a_paper_of("正文。", note=note))
    assert printed in lines_of(print_paper(an_issue(an_item(), note=note)))


# contents


def test_contents_name_sections_without_a_page_and_set_their_entries_in() -> None:
    first, second, third = (an_item(f"2020/{n}", title=f"第{n}条") for n in (1, 2, 3))
    sections = (Section(items=(first,)), Section(items=(second,), heading="简讯"), Section(items=(third,)))
    page = print_paper(an_issue(sections=sections)).pages[0]
    names = ("第1条", "简讯", "第2条", "第3条")
    found = [next(line for line in page.body if name in line.text) for name in names]
    assert [line.baseline for line in found] == sorted(line.baseline for line in found)
    assert found[1].text.strip() == "简讯"
    assert HEI in found[1].chars[0]["fontname"]
    assert found[1].left == pytest.approx(28 * MM, abs=0.5)
    assert found[2].left == pytest.approx(found[0].left + 15.75, abs=0.5)
    assert found[3].left == pytest.approx(found[0].left, abs=0.5)


def test_an_entry_of_many_lines_leaves_no_empty_first_page() -> None:
    title = "甘肃省新冠肺炎疫情联防联控领导小组印发监护缺失儿童救助保护工作方案的通知" * 8
    paper = print_paper(an_issue(an_item(title=title[:290]), an_item("2020/next", title="下一条")))
    assert len(paper.pages[0].body) > 14


def test_an_issue_without_items_is_one_page_without_contents() -> None:
    issue = an_issue()
    paper = print_of(issue, a_publication(issue), {})
    assert len(paper.pages) == 1
    assert "目录" not in paper.stream
    assert "2020年4月7日印发" in paper.stream


# headings


def test_headings_in_english_look_like_headings_whatever_they_begin_with() -> None:
    text = "Start.\n\n## 1. What was planted\n\nTrees.\n\n### (a) Where\n\nHere.\n\n## Next\n\nMore."
    publication = a_publication(
        an_issue(an_item(body=Body(markdown=text))), imprint=an_imprint(language="en")
    )
    paper = print_of(publication.issues[0], publication, {})
    assert HEI in font_of(paper, "What was planted")
    assert HEI in font_of(paper, "Next")
    assert "Bold" in font_of(paper, "Where")


def test_headings_in_chinese_have_the_faces_of_official_papers() -> None:
    paper = a_paper_of("起。\n\n## 一、甲题\n\n### （一）乙题\n\n#### 1. 丙题\n\n止。")
    assert HEI in font_of(paper, "甲题")
    assert KAI in font_of(paper, "乙题")
    assert "FandolFang" in font_of(paper, "丙题")
