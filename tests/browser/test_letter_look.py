"""A letter as a mail program shows it that knows no more than a browser."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from examples import a_picture, a_publication, an_issue, an_item
from playwright.sync_api import Browser
from small_archive import a_site, an_edition

from jianbao.model import Body
from jianbao.outputs.letter import render_letter

TABLE = "| 市州 | 培训人数 | 就业人数 | 完成率 |\n|---|---|---|---|\n| 兰州 | 1,234 | 987 | 80% |"


@pytest.fixture(scope="module")
def letter() -> str:
    """The HTML of a letter with a wide picture, a table and long titles."""
    picture = a_picture()
    wide = type(picture)(
        file=type(picture.file)(path="2020/wide.png", width=2400, height=800, sha256="0" * 64), alt="示意图"
    )
    body = Body(markdown=f"一段文字。\n\n{TABLE}\n\n```\nlong-{'line-' * 40}\n```")
    item = an_item(title="关于进一步做好困难留守儿童关心关爱工作的若干措施" * 2, body=body, pictures=(wide,))
    edition = an_edition(a_site(a_publication(an_issue(item))))
    content = render_letter(edition.publication.issues_out[0], edition).content
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    html = message.get_body(("html",))
    assert html is not None
    return str(html.get_content())


@pytest.mark.parametrize("width", [360, 700, 1440])
def test_fits_any_window_without_scrolling_sideways(width: int, letter: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.route("**/*", lambda route: route.abort())
    page.set_content(letter, wait_until="domcontentloaded")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("table.page").bounding_box()
    assert box is not None
    assert box["width"] <= 640
    page.close()
