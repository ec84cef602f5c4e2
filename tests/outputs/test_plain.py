"""HTML as plain text: all of it, in order, in lines that may be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.markup import render_markdown
from jianbao.outputs.plain import beginning, columns, plain, wrap


def text_of(markdown: str, **how: object) -> str:
    rendered = render_markdown(markdown, heading_level=2, anchor="", footnote_back="回到正文")
    return plain(rendered, **how)  # type: ignore[arg-type]


def test_an_empty_line_parts_paragraphs() -> None:
    assert text_of("一段。\n\n二段。") == "一段。\n\n二段。"


def test_lines_of_one_paragraph_are_joined_as_its_language_joins_them() -> None:
    assert text_of("第一行\n第二行\nand then\nsome more") == "第一行第二行 and then some more"


def test_lists_keep_numbers_and_levels() -> None:
    assert text_of("3. 三\n4. 四\n    - 甲\n    - 乙\n\n末段") == "3. 三\n4. 四\n  - 甲\n  - 乙\n\n末段"


def test_a_long_entry_hangs_behind_its_number() -> None:
    assert text_of("1. " + "字" * 12, width=19) == "1. 字字字字字字字字\n   字字字字"


def test_rows_follow_each_other() -> None:
    assert text_of("| 县 | 册 |\n|---|--:|\n| 皋兰 | 50 |\n| 榆中 | |") == "县 | 册\n皋兰 | 50\n榆中 |"


def test_quotations_are_marked() -> None:
    assert text_of("> 一\n>\n> 二\n\n三") == "> 一\n>\n> 二\n\n三"


def test_pictures_say_what_they_show() -> None:
    assert text_of('![领书的孩子](a.png "教室里")') == "[领书的孩子]\n\n教室里"


def test_footnotes_are_numbered_and_lead_nowhere_back() -> None:
    assert text_of("正文[^1]。\n\n[^1]: 注。") == "正文[1]。\n\n--------\n\n1. 注。"


def test_links_say_where_they_lead_if_asked() -> None:
    assert text_of("见[方案](https://example.org/a)。") == "见方案。"
    assert text_of("见[方案](https://example.org/a)。", addresses=True) == "见方案 <https://example.org/a>。"


def test_headings_are_underlined_where_lines_have_a_width() -> None:
    assert text_of("# 一、做法", width=40) == "一、做法\n--------"
    assert text_of("# 一、做法") == "一、做法"


def test_what_was_struck_out_is_left_out() -> None:
    spoken = '<span class="jb-spoken">{}</span>'
    wrong, right = f"<del>{spoken.format('原文：')}50名</del>", f"<ins>{spoken.format('更正为：')}150名</ins>"
    assert plain(f"<p>有{wrong}{right}。</p>") == "有150名。"


def test_code_keeps_its_lines_and_spaces_whatever_the_width() -> None:
    code = "a  b\n\n  <c> a line that is longer than the others"
    assert text_of(f"前\n\n```\n{code}\n```\n\n后", width=20) == f"前\n\n{code}\n\n后"


def test_special_characters_are_themselves() -> None:
    assert plain("<p>&lt;b&gt; &amp;amp; 5&nbsp;%</p>") == "<b> &amp; 5\u00a0%"


@pytest.mark.parametrize("mark", "，。、；：？！）》」』”’")
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    for room in range(8, 24):
        assert not [line for line in wrap(f"汉字{mark}" * 20, room) if line.startswith(mark)]


@pytest.mark.parametrize("mark", "（《「『“‘")
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    for room in range(8, 24):
        assert not [line for line in wrap(f"汉字{mark}" * 20 + "完", room) if line.endswith(mark)]


def test_words_and_numbers_are_not_parted() -> None:
    assert list(wrap("共有12345人到会discussion", 10)) == ["共有12345", "人到会", "discussion"]


def test_a_word_wider_than_any_line_is_parted_behind_its_marks() -> None:
    assert list(wrap("（11——1", 8)) == ["（11——", "1"]
    assert list(wrap("abc-abc-abc", 8)) == ["abc-abc-", "abc"]


@given(st.text(alphabet="汉字，。“”（）abc 12,.\u3000-—…", max_size=200), st.integers(8, 40))
def test_wrapping_loses_and_adds_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    for line in lines:
        assert columns(line) <= width or len(re.findall(r"[汉字]|[a-c12]+|\s+", line)) <= 1


def test_beginning_is_one_line_cut_at_its_length() -> None:
    assert beginning("一\n\n二  三") == "一 二 三"
    assert beginning("字" * 200) == "字" * 109 + "…"
