"""What is done to text before it is set: break signs, narrow cells, coverage, style."""

import re
import tomllib

import pytest
from paper_reading import FONTS, THEME

from jianbao.typesetting.coverage import read_coverage
from jianbao.typesetting.lines.linebreaking import KEEP, MAY_BREAK, guide_breaks
from jianbao.typesetting.stylesheet import read_style, script_of
from jianbao.typesetting.tables import narrow_cells


@pytest.mark.parametrize(
    ("text", "guided"),
    [
        ("挥“一二”热", f"挥{MAY_BREAK}“一二”{MAY_BREAK}热"),
        ("说：“好”。", f"说：{MAY_BREAK}“好”。"),
        ("a “b” c", "a “b” c"),
        ("甲·乙", f"甲{KEEP}·{KEEP}乙"),
        ("和/或", f"和{KEEP}/{KEEP}或"),
        ("2020年第3期", f"2020{KEEP}年第{KEEP}3{KEEP}期"),
        ("〔2020〕4号", f"〔2020〕{KEEP}4{KEEP}号"),
        ("https://a.b/c", "https://a.b/c"),
        ("don’t", "don’t"),
    ],
)
def test_says_where_lines_may_break(text: str, guided: str) -> None:
    assert guide_breaks(f"<p>{text}</p>") == f"<p>{guided}</p>"


def test_leaves_attributes_and_the_head_alone() -> None:
    html = '<title>第3期</title><p data-mark="第3期·特“刊”"></p><style>x{content:"第3期"}</style>'
    assert guide_breaks(html) == html


def test_short_cells_of_a_table_stay_on_one_line() -> None:
    table = '<p>x<table><tr><th>地区</th></tr><tr><td style="x">兰州市</td></tr><tr><td>{}</td></tr></table>'
    marked = narrow_cells(table.format("长" * 20))
    assert marked.count('class="narrow"') == 2
    assert f"<td>{'长' * 20}" in marked


def test_knows_which_characters_the_fonts_have() -> None:
    coverage = read_coverage([FONTS / "FandolFang-Regular.otf", FONTS / "LXGWWenKai-Regular.ttf"])
    assert {ord(c) for c in "简报啰瞭“”——……《》"} <= coverage
    assert ord("\U0001f642") not in coverage
    assert ord("啰") not in read_coverage([FONTS / "FandolFang-Regular.otf"])


def test_every_measure_names_its_source() -> None:
    text = (THEME / "print" / "measures.toml").read_text(encoding="utf-8")
    latin = text.index("[script.latin]")
    numbers = [line for line in text[:latin].splitlines() if re.match(r"\w+ = ", line)]
    said = ""
    for line in numbers:
        said = line.partition("# ")[2] or said
        assert re.search("GB/T|实务|our choice", said), line


def test_both_scripts_have_the_same_measures() -> None:
    scripts = tomllib.loads((THEME / "print" / "measures.toml").read_text(encoding="utf-8"))["script"]
    assert scripts["zh"].keys() == scripts["latin"].keys()


def test_own_fonts_come_first_and_the_theme_s_behind_them() -> None:
    css = read_style(THEME, language="zh-CN", own_fonts=(("fangsong", '仿宋_GB2312"; }'),)).css
    assert '"仿宋\\5f GB2312\\22 \\3b  \\7d ", "FandolFang R", "LXGW WenKai", "Noto Serif SC"' in css


def test_scripts_follow_languages() -> None:
    assert (script_of("zh-CN"), script_of("en")) == ("zh", "latin")
