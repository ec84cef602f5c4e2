"""What is remembered or worked out in a shorter way is what WeasyPrint would have worked out."""

from types import ModuleType
from typing import Any

import pytest
from paper_reading import a_png

from jianbao.typesetting.pages import narrowing, remembering
from jianbao.typesetting.paper import Paper, picture_address, typeset

STYLE = """
@page { size: 120mm 90mm; margin: 12mm; @bottom-center { content: counter(page) } }
@page :left { margin-left: 20mm; @bottom-center { color: #d7000f } }
@page :first { margin-top: 30mm }
@page :blank { @bottom-center { content: none } }
@page wide { size: 150mm 90mm }
html { font-family: "Noto Serif SC"; font-size: 11pt; overflow-wrap: anywhere }
.wide { page: wide } .right { break-before: right } .float { float: right; width: 30% }
table { border-collapse: collapse } td, th { border: 1pt solid; padding: 1% 2pt } img { width: 40% }
.ends { display: table; width: 100% } .ends p { display: table-cell }
.at { position: relative } .at span { position: absolute; right: 0; bottom: 0 }
u { text-decoration-color: #d7000f }
"""
ROWS = "".join(
    f"<tr><td>{place}</td><td>{count:,}</td><td>其中留守儿童占一半以上 and some Latin words</td></tr>"
    for place, count in (("兰州市", 1234), ("甘南藏族自治州", 99), ("", 5), ("Zhangye", 123456))
)
BODY = f"""
<h1>标题</h1><p>正文<u>着重</u>与 a very long English sentence，第3期。<p class="float">浮动的说明
<p>{"简报" * 60}<ol><li>一<ul><li>二</ul><li dir="rtl">从右</ol>
<table><thead><tr><th>地区<th>人数<th>说明</thead><tbody>{ROWS}</tbody></table>
<div class="ends"><p>印发单位</p><p>2020年4月7日印发</p></div>
<div class="wide"><p>宽页<p>{"字" * 200}</div><p class="right at">右页<span>9</span>
<blockquote lang="en">English, too<img alt="x" src="{picture_address("a.png")}"></blockquote>
"""


def made() -> Paper:
    html = f'<html lang="zh-CN"><head><title>T</title></head><body>{BODY}</body></html>'
    return typeset(html, style=STYLE, pictures={"a.png": a_png(300, 90)})


@pytest.mark.parametrize(
    ("module", "ours", "own"),
    [
        (narrowing, "_split_first_line", "_SPLIT_FIRST_LINE"),
        (remembering, "_resolve_percentages", "_RESOLVE"),
        (remembering, "_set_page_styles", "_SET_PAGE_STYLES"),
        (remembering, "_missing", "_MISSING"),
    ],
)
def test_a_paper_is_the_same_without(
    module: ModuleType, ours: str, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []
    library_s: Any = getattr(module, own)

    def without(*arguments: Any, **options: Any) -> Any:
        used.append(1)
        return library_s(*arguments, **options)

    paper = made()
    assert paper.page_count >= 5
    monkeypatch.setattr(module, ours, without)
    assert made() == paper
    assert used
    monkeypatch.undo()
    made()
