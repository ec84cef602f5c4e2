"""From an author's Markdown to safe HTML."""

import html
import random
import re
import time
from collections import Counter

import pytest

from jianbao.load.bodies import judge_body
from jianbao.markup import SlipKind, find_references, plain_text, render_markdown, resolve_references

IDEOGRAPHIC_SPACE = "\N{IDEOGRAPHIC SPACE}"


def render(text, *, heading_level=3, anchor="a"):
    return render_markdown(text, heading_level=heading_level, anchor=anchor, footnote_back="返回正文")


def text_of(rendered):
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))


# no HTML


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "甲<b onclick=x>乙</b>",
        "<div>\n\n甲\n\n</div>",
        "<!-- 注 -->",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "<img src=x onerror=alert(1)>",
        "- <i>甲</i>",
        "| <b>甲</b> | 乙 |\n|---|---|\n| <u>丙</u> | 丁 |",
        "> <b>甲</b>",
        "## <b>甲</b>",
        "甲[^1]\n\n[^1]: <b>乙</b>",
        "[<b>甲</b>](https://example.org)",
        '[甲](https://example.org "<b>")',
        "[甲](<https://example.org/><script>)",
        '![<b>"](a.png "<i>")',
        "**<b>甲**</b>",
        "`甲` <b>乙</b> `丙`",
        "    <b>甲</b>",
        "\\<b>甲",
        "<a href='javascript:alert(1)'>甲</a>",
        '[甲]: https://example.org "\'><script>"\n\n[甲][甲]',
    ],
)
def test_lets_no_html_pass(text):
    rendered = render(text)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!?][^\s>/]*)", rendered))
    assert tags <= {
        "p", "strong", "em", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote",
        "h3", "sup", "div", "hr", "ol", "a", "img", "figure", "figcaption",
    }  # fmt: skip
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", rendered)


@pytest.mark.parametrize("text", ["<b>甲</b>", "<div>\n甲\n</div>", "5 < 6 <script>"])
def test_prints_html_as_it_is_written(text):
    assert text_of(render(text)) == text


@pytest.mark.parametrize("entity", ["&nbsp;", "&lt;", "&amp;", "&#8203;", "&#x202E;", "&copy;"])
def test_an_entity_is_the_text_that_stands_there(entity):
    assert text_of(render(f"甲{entity}乙")) == f"甲{entity}乙"
    assert text_of(render(f"甲`{entity}`乙")) == f"甲{entity}乙"
    assert html.escape(entity) in render(f"[甲](https://example.org/?{entity})")


def test_code_keeps_its_signs():
    assert render("`<b>&amp;</b>`") == "<p><code>&lt;b&gt;&amp;amp;&lt;/b&gt;</code></p>"


def test_writes_an_address_as_it_is():
    assert (
        render("<office@example.org>") == '<p><a href="mailto:office@example.org">office@example.org</a></p>'
    )
    assert judge_body("<office@example.org>").faults == ()


def test_links_to_the_web():
    rendered = render("<https://example.org/?a=1&b=2> [甲](https://example.org/?a=1&b=2)")
    assert rendered.count('href="https://example.org/?a=1&amp;b=2"') == 2


# text


TRICKY = [
    "2020年4月7日（星期二）上午9:30，第12次会议召开。",
    "“12338”妇女维权服务热线、《通知》和“两高”“三城”“六共”。",
    "受益的孩子有50名，价值1万元，增长12.5%，约占3/4，气温-3℃～5℃。",
    "A&B公司、AT&T、R&D；5 < 6，7 > 3；x = y；50% + 50%。",
    "文件名 a_b_c.txt，变量 __init__ 前后",
    "单价￥100、$100、€100；编号№12；§3；①②③；Ⅰ、Ⅱ。",
    "引号\"直\"'单'「角」『双』——破折号……省略号·间隔号～波浪",
    "𠮷野家、㐂、龘、〇、々、〆",
    "~~不删~~ ==不亮== H~2~O x^2^ {大括号} {{变量}} {% 语句 %}",
    "C:\\Users\\甲 和 \\n 与 \\t",
    "[注] 【括】 (圆) [1] 甲；[未定义]",
    "@某某 #话题 http://example.org 结尾",
    "1.10 版，12:30 分，010 区号，NO 否",
    "--- 三横 -- 两横 - 一横",
    "*[HTML]: 不是缩写",
    "全角：ＡＢＣ１２３，。！？；：（）",
    "English words, don't change; “curly” and ‘single’ stay.",
    "a | b | c 不是表格",
    "!感叹在前 ![无括号] !(无方括号)",
    "一个 * 星号，两个 * 星号；一个 _ 下划线",
]


@pytest.mark.parametrize("text", TRICKY)
def test_text_is_kept_character_for_character(text):
    assert text_of(render(text)) == text.replace("__init__", "init")


@pytest.mark.parametrize("sign", list("\\`*_{}[]()#+-.!|><&"))
def test_a_backslash_takes_the_meaning_from_a_sign(sign):
    assert text_of(render(f"甲\\{sign}乙\\{sign}丙")) == f"甲{sign}乙{sign}丙"


# lines and paragraphs


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n“第二行”", "第一行，“第二行”"),
        ("他说\n——不对", "他说——不对"),
        ("**第一行**\n第二行", "第一行第二行"),
        ("第一行\n*第二行*", "第一行第二行"),
        ("第一行 \n  第二行", "第一行第二行"),
        ("first line\nsecond line", "first line\nsecond line"),
        ("第一行\nsecond line", "第一行\nsecond line"),
        ("**first**\nsecond", "first\nsecond"),
        ("2020年\n4月7日", "2020年\n4月7日"),
    ],
)
def test_a_line_break_between_ideographs_is_no_space(text, joined):
    assert text_of(render(text)) == joined


def test_line_breaks_vanish_in_lists_and_quotations_too():
    assert text_of(render("- 第一行\n  第二行")).strip() == "第一行第二行"
    assert text_of(render("> 第一行\n> 第二行")).strip() == "第一行第二行"


def test_two_spaces_at_the_end_break_a_line():
    assert render("第一行  \n第二行").replace("\n", "") == "<p>第一行<br>第二行</p>"


@pytest.mark.parametrize("indent", [IDEOGRAPHIC_SPACE * 2, IDEOGRAPHIC_SPACE, " " + IDEOGRAPHIC_SPACE * 2])
def test_full_width_spaces_begin_a_paragraph_and_are_not_printed(indent):
    assert render(f"{indent}第一段\n{indent}第二段") == "<p>第一段</p>\n<p>第二段</p>"


def test_full_width_spaces_within_a_line_stay():
    text = f"岗位{IDEOGRAPHIC_SPACE}妇联在行动"
    assert text_of(render(text)) == text


def test_four_spaces_are_an_indent_and_no_code():
    assert render("    第一段\n\n    第二段") == "<p>第一段</p>\n<p>第二段</p>"


# headings, lists, tables, quotations


def test_the_highest_heading_takes_the_level_that_is_free():
    rendered = render("# 一\n\n### 二\n\n# 三\n\n###### 四", heading_level=3)
    assert re.findall(r"<(h\d)>(.)", rendered) == [("h3", "一"), ("h4", "二"), ("h3", "三"), ("h5", "四")]


def test_headings_never_go_below_the_sixth_level():
    rendered = render("# 一\n\n## 二\n\n### 三", heading_level=5)
    assert re.findall(r"<(h\d)>", rendered) == ["h5", "h6", "h6"]


def test_sets_lists():
    assert render("- 一\n- 二").replace("\n", "") == "<ul><li>一</li><li>二</li></ul>"
    assert render("1. 一\n2. 二").replace("\n", "") == "<ol><li>一</li><li>二</li></ol>"


def test_an_ordered_list_begins_where_its_author_begins():
    assert '<ol start="3">' in render("3. 三\n4. 四")


@pytest.mark.parametrize("spaces", [2, 3, 4])
def test_inner_lists_may_be_indented_by_two_to_four_spaces(spaces):
    rendered = render("- 一\n" + " " * spaces + "- 甲\n- 二").replace("\n", "")
    assert rendered == "<ul><li>一<ul><li>甲</li></ul></li><li>二</li></ul>"


def test_sets_tables_with_their_alignment():
    rendered = render("| 队伍 | 人数 |\n|:---|---:|\n| 甲 | 18名 |")
    assert re.findall(r"<th[^>]*>(.*?)</th>", rendered) == ["队伍", "人数"]
    assert re.findall(r"<td[^>]*right[^>]*>(.*?)</td>", rendered) == ["18名"]


@pytest.mark.parametrize("rule", ["--- | ---", "-" * 40 + " | " + "-" * 40])
def test_a_table_needs_no_bars_at_its_sides(rule):
    text = f"甲 | 乙\n{rule}\n1 | 2"
    assert judge_body(text).faults == ()
    assert "<table>" in render(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("他说：“好。”\n“好。”", "他说：“好。”“好。”"),
        ("甲\n——乙", "甲——乙"),
        ("한국어\n문장", "한국어\n문장"),
        ("He said “yes.”\n“No,” she said.", "He said “yes.”\n“No,” she said."),
        ("word\n中文", "word\n中文"),
    ],
)
def test_lines_are_joined_where_their_script_has_no_spaces_and_nowhere_else(text, printed):
    assert render(text) == f"<p>{printed}</p>"


@pytest.mark.parametrize("text", ["２. 甲", "༢. ཀ", "٢. ئا"])
def test_a_number_in_other_digits_is_printed_in_these(text):
    assert render(text) == f"<p>{text}</p>"


def test_sets_quotations():
    assert render("> 甲\n> 乙\n\n丙").replace("\n", "") == "<blockquote><p>甲乙</p></blockquote><p>丙</p>"


# footnotes


def test_footnotes_of_two_bodies_on_a_page_do_not_collide():
    text = "甲[^1]乙[^说明]\n\n[^1]: 一\n[^说明]: 二"
    first, second = render(text, anchor="one"), render(text, anchor="two")
    ids = re.findall(r'id="([^"]*)"', first) + re.findall(r'id="([^"]*)"', second)
    assert len(ids) == 8
    assert len(set(ids)) == len(ids)


def test_footnotes_lead_there_and_back():
    rendered = render("甲[^1]\n\n[^1]: 一")
    ids = set(re.findall(r'id="([^"]*)"', rendered))
    assert set(re.findall(r'href="#([^"]*)"', rendered)) == ids
    assert 'title="返回正文"' in rendered


def test_rendering_twice_gives_the_same():
    text = "甲[^1]\n\n[^1]: 一"
    render_markdown.cache_clear()
    once = render(text)
    render_markdown.cache_clear()
    assert render(text) == once


# references


def test_references_become_addresses():
    rendered = render("[甲](item:2020/a)、[乙](issue:2020-03)、![图](2020/p.png)")
    resolved = resolve_references(
        rendered,
        item=lambda target: f"/items/{target}/?x=1&y=2",
        issue=lambda target: f"/issues/{target}/",
        picture=lambda path: f"/images/{path}",
    )
    assert 'href="/items/2020/a/?x=1&amp;y=2"' in resolved
    assert 'href="/issues/2020-03/"' in resolved
    assert 'src="/images/2020/p.png"' in resolved
    assert not re.search(r"(item|issue|image):", resolved)


def test_a_reference_that_leads_nowhere_is_plain_text():
    rendered = render("见[**甲**、乙](item:2020/a)。")
    resolved = resolve_references(rendered, item=lambda _: None, issue=lambda _: None, picture=lambda _: None)
    assert resolved == "<p>见<strong>甲</strong>、乙。</p>"


def test_other_links_are_left_as_they_are():
    rendered = render("[甲](https://example.org/item:x)")
    resolved = resolve_references(rendered, item=lambda _: "", issue=lambda _: "", picture=lambda _: "")
    assert resolved == rendered


def test_finds_what_a_body_leads_to_in_order():
    text = (
        '[甲](item:a) ![图](p.png "说明") [乙](item:b) <https://example.org>\n\n'
        "甲[^1]\n\n[^1]: [丙](issue:2020-03)"
    )
    found = find_references(text)
    assert set(found.links) == {"item:a", "item:b", "https://example.org", "issue:2020-03"}
    assert found.pictures == (("p.png", "图"),)


def test_a_picture_alone_in_its_paragraph_is_a_figure_with_its_caption():
    assert render('![图](2020/p.png "说明")').replace("\n", "") == (
        '<figure><img alt="图" src="image:2020/p.png"><figcaption>说明</figcaption></figure>'
    )
    assert "<figure>" not in render("见![图](2020/p.png)")


def test_plain_text_is_one_line():
    assert plain_text(render("## 题\n\n甲 **乙** & 丙\n\n- 丁")) == "题 甲 乙 & 丙 丁"


# texts made to keep a parser busy


HOSTILE = {
    "brackets": "[" * 20_000,
    "open links": "[a](b " * 9_000,
    "open titles": '[a](b"c) ' * 6_000,
    "open pictures": "![" * 20_000,
    "open footnotes": "[^a" * 15_000,
    "backticks": "``a`" * 12_000,
    "runs of backticks": " ".join("`" * n for n in range(1, 300)),
    "emphasis": "*a **b " * 3_000 + "b** a*" * 3_000,
    "underlines": "a\n===\n" * 8_000,
    "rules": "--\n" * 15_000,
    "quotations": ">" * 20_000,
    "dashes far apart": ("-" + " " * 50) * 11 + "x",
    "spaces": "甲" + " " * 50_000 + "乙",
    "blank lines": "甲\n\n" + " " * 50_000 + "\n",
    "deep lists": "".join("    " * n + "- a\n" for n in range(150)),
    "markup": "<a" * 20_000,
    "stars": "*a" * 20_000,
    "bars": "|" * 20_000 + "\n|-|\n" + "|" * 20_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_made_to_keep_the_parser_busy_is_judged_soon(kind):
    started = time.monotonic()
    judgement = judge_body(HOSTILE[kind])
    assert time.monotonic() - started < 5
    if not judgement.faults:
        render(HOSTILE[kind])


@pytest.mark.parametrize(
    "kind", ["brackets", "open links", "backticks", "deep lists", "emphasis", "quotations"]
)
def test_refuses_texts_that_nobody_means(kind):
    assert judge_body(HOSTILE[kind]).faults


def test_takes_long_texts_as_bulletins_have_them():
    paragraph = "市妇联[开展](https://example.org)**关爱**行动，见`附件`和脚注[^1]，共有三支队伍。" * 6
    rows = "".join(f"| 第{n}队 | [名单](item:2020/a) | {n}名 |\n" for n in range(250))
    text = f"{paragraph}\n\n" * 60 + "| 队 | 名单 | 人数 |\n|---|---|---|\n" + rows + "\n[^1]: 注。\n"
    assert len(text) > 20_000
    assert judge_body(text).faults == ()


def test_a_list_or_table_may_follow_a_line_at_once():
    listed = render_markdown("说明：\n- 一\n- 二", heading_level=2, anchor="", footnote_back="")
    assert listed.replace("\n", "") == "<p>说明：</p><ul><li>一</li><li>二</li></ul>"
    tabled = render_markdown(
        "如表：\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", heading_level=2, anchor="", footnote_back=""
    )
    assert tabled.startswith("<p>如表：</p>\n<table>")


def test_a_line_that_begins_with_a_number_stays_text():
    text = render_markdown("共计\n2. 不是列表", heading_level=2, anchor="", footnote_back="")
    assert text == "<p>共计\n2. 不是列表</p>"


def test_numbered_sources_in_brackets_stay_text():
    text = render_markdown("[1]: 国发〔2020〕1号", heading_level=2, anchor="", footnote_back="")
    assert text == "<p>[1]: 国发〔2020〕1号</p>"


# what the library would lose


@pytest.mark.parametrize(
    "text", ["#话题# 开始讨论", "#1 号通知", "#", "####### 七个", "2020. 春天到了", "甲 # 乙"]
)
def test_a_line_that_only_looks_like_a_heading_or_list_stays_text(text):
    assert render(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(("text", "title"), [("## 题", "题"), ("##\u3000题 ##", "题"), ("## C#", "C#")])
def test_a_heading_has_a_space_behind_its_signs(text, title):
    assert render(text) == f"<h3>{title}</h3>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. 甲\n2. 乙\n3. 丙", []),
        ("1. 甲\n1. 乙\n1. 丙", []),
        ("3. 甲\n\n4. 乙", []),
        ("1. 甲\n3. 乙\n7. 丙", [("3. 乙", "2.")]),
        ("- 甲\n    4. 乙\n    6. 丙", [("6. 丙", "5.")]),
        ("01. 甲\n02. 乙", [("01. 甲", "1.")]),
        ("01. 甲\n01. 乙", [("01. 甲", "1.")]),
        ("> 2. 甲\n> 1. 乙", [("1. 乙", "3.")]),
    ],
)
def test_notes_where_a_list_is_not_printed_as_it_is_numbered(text, said):
    slips = find_references(text).slips
    assert [(slip.text, slip.printed) for slip in slips] == said
    assert {slip.kind for slip in slips} <= {SlipKind.RENUMBERED}
    assert "data-" not in render(text)


@pytest.mark.parametrize(
    ("text", "kind", "stands"),
    [
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |", SlipKind.ROW_TOO_LONG, "| 1 | 2 | 3 |"),
        ("| 甲 | 乙 |\n|---|---|\n| 1 |", SlipKind.ROW_TOO_SHORT, "| 1 |"),
        ("甲乙\n---\n丙", SlipKind.UNDERLINED, "甲乙"),
        ("> 甲乙\n> ===", SlipKind.UNDERLINED, "甲乙"),
        ("甲[^1]\n\n[^1]: 一\n[^1]: 二", SlipKind.NOTE_TWICE, "[^1]:"),
        ("甲[^9]", SlipKind.NOTE_MISSING, "[^9]"),
        ("甲\n\n[^1]: 一", SlipKind.NOTE_UNUSED, "[^1]:"),
        ("甲[^1]\n\n[^1]: [^2]: 二", SlipKind.NOTE_WITHIN, "[^2]:"),
        ("甲[^1]乙[^3]\n\n[^1]: [^2]: 二\n[^3]: 三", SlipKind.NOTE_WITHIN, "[^2]:"),
        ("甲[^1]\n\n[^1]:", SlipKind.NOTE_EMPTY, "[^1]:"),
        ('见![图](a.png "题")。', SlipKind.CAPTION_LOST, "a.png"),
        ('![图](a.png "题") ![图](b.png)', SlipKind.CAPTION_LOST, "a.png"),
        ('- ![图](a.png "题")', SlipKind.CAPTION_LOST, "a.png"),
        ("甲[](https://example.org)乙", SlipKind.LINK_EMPTY, "https://example.org"),
        ("[ ](item:2020/jobs)", SlipKind.LINK_EMPTY, "item:2020/jobs"),
        ("面积3*4*5米", SlipKind.DIGITS_EMPHASISED, "3*4"),
        ("面积3*4米*重点*", SlipKind.DIGITS_EMPHASISED, "3*4"),
        ("*长3*4米", SlipKind.DIGITS_EMPHASISED, "3*4"),
        ("##一、先**算**账\n\n正文。", SlipKind.HEADING_GROWN, "##一、先"),
        ("#一、先算账", SlipKind.HEADING_GROWN, "#一、先算账"),
        ("-落实；\n-备足。", SlipKind.ENTRY_GROWN, "-落实；"),
        ("> 要求：\n> 1.落实；\n> 2.备足。", SlipKind.LINE_JOINED, "1.落实；"),
        ("要求：\n（一）落实；\n（二）备足。", SlipKind.LINE_JOINED, "（一）落实；"),
        ("一、落实；\n二、备足。", SlipKind.LINE_JOINED, "二、备足。"),
        ("| 甲 | 乙 |\n| 1 | 2 |", SlipKind.TABLE_WITHOUT_RULE, "| 甲 | 乙 |"),
        ("| 甲 | 乙 |\n|——|——|\n| 1 | 2 |", SlipKind.TABLE_WITHOUT_RULE, "| 甲 | 乙 |"),
        ("见[网站]（https://example.org）。", SlipKind.LINK_FULL_WIDTH, "[网站]（https:"),
    ],
)
def test_notes_what_would_be_lost(text, kind, stands):
    assert [(slip.kind, slip.text) for slip in find_references(text).slips] == [(kind, stands)]


@pytest.mark.parametrize(
    "text",
    [
        "| 甲 | 乙 |\n|---|---|\n| 1 | |\n| 1 | 2 | |\n|||",
        "甲乙\n\n---\n\n丙",
        "甲`[^9]`和\\[^9]",
        "[^9](https://example.org)",
        "甲[^1]乙[^1]\n\n[^1]: 一，又[^2]\n[^2]: 二",
        '![图](a.png "题")',
        '[![图](a.png "题")](https://example.org)',
        "3\\*4\\*5米，*3*米，3**4**5",
        "#话题#开始了\n\n\\##一、\n\n\\#一",
        "-5℃\n\n\\-落实",
        "增收\n2.5万元。\n2.5万元；\n20年。",
        "1.落实；\n\n2.备足。\n\n（一）落实\n\n一、备足",
        "　　一、落实；\n　　二、备足。",
        "| 一行\n\n| 又一行",
        "```\n##一\n-落实\n```",
        "[注]（见上期）",
    ],
)
def test_notes_nothing_where_nothing_is_lost(text):
    assert find_references(text).slips == ()


def test_a_picture_alone_in_a_link_keeps_its_caption():
    assert render('[![图](p.png "说明")](https://example.org)').replace("\n", "") == (
        '<figure><a href="https://example.org"><img alt="图" src="image:p.png"></a>'
        "<figcaption>说明</figcaption></figure>"
    )


# code


@pytest.mark.parametrize("opening", ["```", "```python", "``` c++", "`````js"])
def test_code_is_set_line_by_line_without_the_name_of_its_language(opening):
    rendered = render(f"说明：\n{opening}\n甲 = 1\n\n  - 乙 < 2\n```{opening.count('`') * '`'}\n后文")
    assert rendered == ("<p>说明：</p>\n<pre><code>甲 = 1\n\n  - 乙 &lt; 2\n</code></pre>\n<p>后文</p>")


@pytest.mark.parametrize(
    "text",
    ["- 项\n\n  ```sh\n  甲\n    乙\n  ```", "> ```sh\n> 甲\n>   乙\n> ```", "- ```sh\n  甲\n    乙\n  ```"],
)
def test_code_stands_in_lists_and_quotations_too(text):
    assert "<pre><code>甲\n  乙\n</code></pre>" in render(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("```python\n没有结尾", "```python\n没有结尾"),
        ("```说明\n甲\n```", "说明甲"),
        ("甲\n```乙``` 丙", "甲乙 丙"),
    ],
)
def test_backticks_that_fence_nothing_lose_nothing(text, printed):
    assert text_of(render(text)) == printed


def test_html_in_fenced_code_is_no_html():
    assert judge_body("```\n<b>\n\n&nbsp;\n```").faults == ()
    assert [fault.offset for fault in judge_body("```\n<b>\n```\n<i>").faults] == [12]


# footnotes on a page with others


def test_footnotes_are_numbered_as_the_text_refers_to_them():
    rendered = render("甲[^b]乙[^a]丙[^b]\n\n[^a]: 先写\n[^b]: 后写")
    assert re.findall(r'class="footnote-ref"[^>]*>(\d)', rendered) == ["1", "2", "1"]
    assert rendered.index("后写") < rendered.index("先写")


@pytest.mark.parametrize(
    "pair",
    [(("a", "b-1"), ("a-b", "1")), (("", "part-1-1"), ("part-1", "1")), (("", "甲 乙"), ("", "甲.20.乙"))],
)
def test_no_two_footnotes_of_a_page_have_one_name(pair):
    ids = [
        name
        for anchor, label in pair
        for name in re.findall(r'id="([^"]*)"', render(f"甲[^{label}]\n\n[^{label}]: 注", anchor=anchor))
    ]
    assert len(set(ids)) == len(ids) == 4
    assert not [name for name in ids if re.search(r"\s", name)]


# everything


@pytest.mark.parametrize(
    "text", ["*甲**乙*丙", "_甲__乙_丙 ", "_*甲** **乙**", "*甲**乙*丙 *丁*", "甲*乙\n**丙**丁*戊"]
)
def test_emphasis_that_crosses_itself_loses_nothing_unsaid(text):
    judged = judge_body(text)
    assert judged.faults or Counter(text_of(render(text))) >= Counter(re.sub(r"[*_\s]", "", text))


@pytest.mark.parametrize("text", ["*甲**乙*丙", "丁*甲**乙*丙"])
def test_says_where_emphasis_crosses_itself(text):
    (fault,) = judge_body(text).faults
    assert fault.message.startswith("emphases cross")
    assert text[fault.offset] == "*"


@pytest.mark.parametrize(
    "text",
    [
        "***甲***",
        "**甲*乙*丙**",
        "*甲**乙**丙*",
        "3*4*5",
        "**“甲”**乙",
        "*甲 _乙_*",
        "`*`*甲*",
        "*甲",
        "**甲*",
    ],
)
def test_emphasis_within_emphasis_is_taken(text):
    assert judge_body(text).faults == ()


@pytest.mark.parametrize("lead", ["", "> ", "- "])
def test_code_keeps_its_full_width_spaces(lead):
    further = lead.replace("-", " ")
    text = f"甲\n\n{lead}```\n{further}　　乙\n{further}\n{further}　丙\n{further}```\n\n　　丁"
    rendered = render(text)
    assert "<code>　　乙\n\n　丙\n</code>" in rendered
    assert "<p>丁</p>" in rendered


def test_a_footnote_may_be_referred_to_many_times():
    started = time.monotonic()
    rendered = render("甲[^1]\n\n" * 3000 + "[^1]: 注")
    assert time.monotonic() - started < 10
    names = re.findall(r'id="(fnref[^"]*)"', rendered)
    assert len(set(names)) == 3000
    assert re.findall(r'href="#(fnref[^"]*)"', rendered) == names


PIECES = (
    *(
        "甲",
        "乙丙",
        "丁",
        "。",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "* ",
        "1. ",
        "7. ",
        "2020. ",
        "> ",
        "# ",
        "#",
        "| ",
    ),
    *("|---|---|\n", "| 戊 | 己 |\n", "**", "*", "_", "`", "```", "```py\n", "\n```\n", "[", "](", ")", "\\"),
    *("[^1]", "[^1]: ", "![图](a.png)", '![图](a.png "题")', "---\n", "===\n", "\u3000\u3000", "\t", "庚\n"),
    *('[辛](https://example.org "壬")', "\n    ", "\n  - ", "癸  \n"),
)


def test_no_text_is_lost_that_is_not_refused():
    chance = random.Random(2020)
    for _ in range(2000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(2, 14)))
        if not judge_body(text).faults:
            written, printed = (Counter(re.findall("[\u4e00-\u9fff]", t)) for t in (text, render(text)))
            assert not written - printed, text


def test_signs_behind_a_backslash_are_those_signs_in_what_a_body_leads_to() -> None:
    found = find_references("[甲](item:a\\_b) [乙](\\\\evil) ![丙\\*](c\\_d.png)")
    assert found.links == ("item:a_b", "\\evil")
    assert found.pictures == (("c_d.png", "丙*"),)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"])
def test_code_within_a_footnote_belongs_to_it_and_so_does_what_follows(between):
    rendered = render(f"甲[^1]\n\n[^1]: 注{between}    ```\n    乙 <b>\n    ```{between}    丙\n\n丁")
    note = rendered.partition('<li id="fn')[2]
    assert "<code>乙 &lt;b&gt;\n</code>" in note
    assert note.index("</code>") < note.index("丙")
    assert "丁" in rendered.partition('<li id="fn')[0]


def test_paragraphs_of_a_quotation_may_be_indented_as_others_are():
    rendered = render("> 　　甲\n> 　　乙\n\n丙")
    assert rendered.replace("\n", "") == "<blockquote><p>甲</p><p>乙</p></blockquote><p>丙</p>"
