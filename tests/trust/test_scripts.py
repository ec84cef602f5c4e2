"""No script of an author's runs, whatever is touched (check 1)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import ITEM, TEXT, content_in, outcome, outcome_of, write
from playwright.sync_api import Browser, Page
from small_archive import a_site, a_website
from trust_figures import Leave

from jianbao.load import read_publication
from jianbao.plugin import build_site

BODIES = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//127.0.0.1/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:alert(1)//>",
    "<a href=javascript:alert(1)>x</a>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<java\\tscript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "[x][1]\n\n  [1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '[x](https://example.org/"onmouseover="alert(1))',
    '[x](https://example.org/ "t\\" onmouseover=\\"alert(1)")',
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](2020/books.png)',
    '![x](2020/books.png "c\\" onerror=\\"alert(1)")',
    "x {: onclick=alert(1) }",
    "```html onmouseover=alert(1)\n  <script>alert(1)</script>\n  ```",
    "`<img src=x onerror=alert(1)>` \\<img src=x onerror=alert(1)>",
]
"""What stands in bodies; lines behind the first are set in as YAML asks."""

TITLE = "爱心书籍送到留守儿童手中"
FIELDS = {
    "title": "'<img src=x onerror=alert(1)>'",
    "subtitle": '"\\"><script>alert(1)</script>"',
    "short_title": "'</title><script>alert(1)</script>'",
    "note": "\"' autofocus onfocus='alert(1)\"",
}

TOUCH = """
async () => {
    document.addEventListener("click", event => {
        const link = event.target.closest("a");
        if (link && /^(https?|mailto|file):$/.test(link.protocol)) event.preventDefault();
    }, true);
    document.addEventListener("submit", event => event.preventDefault(), true);
    for (const element of document.querySelectorAll("body *")) {
        for (const kind of ["mouseover", "mouseenter", "mousemove", "pointerenter", "wheel", "drag"])
            element.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
        if (element.focus) element.focus();
        if (element.click) element.click();
    }
    await new Promise(done => setTimeout(done, 100));
}
"""


@pytest.fixture
def ran(browser: Browser) -> Iterator[Callable[[Path], int]]:
    """Open a page, touch everything on it, and return how many scripts called for attention."""
    context = browser.new_context()
    page: Page = context.new_page()
    calls: list[str] = []
    page.expose_function("called", lambda where: calls.append(str(where)))
    page.add_init_script("window.alert = window.confirm = window.prompt = () => called(location.href)")
    page.on("dialog", lambda dialog: (calls.append(dialog.message), dialog.dismiss()))

    def open_and_touch(file: Path) -> int:
        before = len(calls)
        page.goto(file.as_uri())
        page.evaluate(TOUCH)
        return len(calls) - before

    yield open_and_touch
    context.close()


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", "<a href='javascript:alert(1)'>x</a>", BODIES[3]]
)
def test_a_page_that_is_not_ours_is_found_to_run_them(
    body: str, ran: Callable[[Path], int], tmp_path: Path
) -> None:
    file = tmp_path / "naive.html"
    file.write_text(f"<!doctype html><body>{body}</body>", encoding="utf-8")
    assert ran(file) > 0


@pytest.mark.check(1)
def test_payloads_are_refused_or_inert(ran: Callable[[Path], int], tmp_path: Path, leave: Leave) -> None:
    content, accepted, refused = content_in(tmp_path), [], 0
    texts = [f"{TEXT}\n  {body}\n" for body in BODIES]
    fields = {name: value for name, value in FIELDS.items() if name != "title"}
    texts += [TEXT.replace("body:", f"{name}: {value}\nbody:") for name, value in fields.items()]
    texts.append(TEXT.replace(TITLE, FIELDS["title"], 1))
    for number, plain in enumerate(texts):
        text = plain.replace(TITLE, f"第{number}条", 1).replace("一批书籍", f"第{number}批书籍")
        found = outcome(tmp_path / f"alone{number}", write(ITEM, text))
        if found.is_refused:
            refused += 1
            continue
        assert found.said == "" or ": warning: " in found.said, text
        name = f"2021/payload-{number}"
        write(f"items/{name}.yml", text)(content)
        accepted.append(name)
    assert refused + len(accepted) == len(BODIES) + len(FIELDS)
    assert len(accepted) >= len(FIELDS), "fields are text, and text is taken"
    said = outcome_of(content).said
    assert [line for line in said.splitlines() if ": warning: " not in line] == []
    site = tmp_path / "site"
    build_site(a_website(a_site(read_publication(content).publication)), site)
    pages = [site / f"items/{name}/index.html" for name in accepted]
    pages += [site / "index.html", site / "regions/620122/index.html", site / "archive/index.html"]
    found = {file.parent.name: ran(file) for file in pages}
    assert [name for name, number in found.items() if number] == []
    leave(f"{refused} refused, {len(accepted)} inert: {len(texts)} of {len(texts)}; 0 scripts ran")
