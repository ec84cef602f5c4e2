"""What may stand in a body, and what may stand in a finished page (check 3)."""

from pathlib import Path

import pytest
from allowed_pages import violations_of
from paper_reading import ROOT
from trust_figures import Leave

from jianbao.load import read_publication
from jianbao.markup import render_markdown
from jianbao.markup.allowed import is_allowed


def test_the_allow_list_changes_nothing_in_the_sample() -> None:
    items = read_publication(ROOT / "content").publication.items
    bodies = [share.body for item in items for share in (item, *item.parts) if share.body]
    assert bodies
    for body in bodies:
        rendered = render_markdown(body.markdown, heading_level=3, anchor="a", footnote_back="返回")
        assert is_allowed(rendered)


@pytest.mark.parametrize(
    "rendered",
    [
        "<p><script>alert(1)</script></p>",
        '<p><img src="image:a.png" alt="x" onerror="alert(1)"></p>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href="java&#10;script:alert(1)">x</a></p>',
        '<p><a href="data:text/html,x">x</a></p>',
        '<p style="color: red">x</p>',
        "<p><!-- x --></p>",
        "<p>x<svg></svg></p>",
        '<form action="x"></form>',
        '<td style="background: url(x)">x</td>',
        "<p>x<p></p></div>",
    ],
)
def test_the_allow_list_finds_what_does_not_belong(rendered: str) -> None:
    assert not is_allowed(rendered)


SEEDED = {
    "a handler": '<p onclick="x()">x</p>',
    "a handler in capitals": "<IMG alt=x src=a.png ONERROR=x()>",
    "a link that runs": '<a href="javascript:x()">x</a>',
    "a link that runs, with a tab in it": '<a href="java\tscript:x()">x</a>',
    "a link that runs, with entities": '<a href="&#106;avascript:x()">x</a>',
    "a form that runs": '<form action=" javascript:x()"></form>',
    "a page in a frame": '<iframe srcdoc="x"></iframe>',
    "a script": "<script>x()</script>",
    "a script of another host": '<script src="https://example.org/x.js"></script>',
    "a page as data": '<object data="data:text/html,x"></object>',
}


@pytest.mark.check(3)
def test_every_page_holds_what_is_allowed_and_nothing_else(built: Path, leave: Leave) -> None:
    pages = sorted(built.rglob("*.html"))
    assert pages
    found = {file: violations_of(file.read_text(encoding="utf-8"), file, built) for file in pages}
    assert {file: said for file, said in found.items() if said} == {}
    page = built / "index.html"
    text = page.read_text(encoding="utf-8")
    for name, seeded in SEEDED.items():
        assert violations_of(text.replace("</body>", f"{seeded}</body>"), page, built), name
    leave(f"0 violations in {len(pages)} pages, {len(SEEDED)} of {len(SEEDED)} seeded ones found")
