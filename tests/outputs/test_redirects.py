"""An address that moved leads on, for people and for search engines, and is not a page of its own."""

from pathlib import Path

import pytest
from examples import a_publication, an_issue, an_item
from html_reading import Reading, read
from small_archive import a_site, a_website

from jianbao.model import IssueStatus, Publication, Visibility
from jianbao.plan import plan_release
from jianbao.plugin import build_site


def a_moved_publication() -> Publication:
    item = an_item("2020/books", aliases=("2020/book", "old name"))
    return a_publication(an_issue(item, aliases=("2020-3",)))


def files() -> dict[str, Reading]:
    website = a_website(a_site(a_moved_publication()))
    return {file.path: read(file.content.decode()) for file in website.files if file.path.endswith(".html")}


@pytest.mark.parametrize(
    ("path", "way", "address"),
    [
        ("items/2020/book/index.html", "../books/", "items/2020/books/"),
        ("items/old name/index.html", "../2020/books/", "items/2020/books/"),
        ("issues/2020-3/index.html", "../2020-03/", "issues/2020-03/"),
    ],
)
def test_former_address_leads_on_with_and_without_patience(path: str, way: str, address: str) -> None:
    page = files()[path]
    metas = {a.get("http-equiv") or a.get("name"): a["content"] for tag, a in page.elements if "content" in a}
    assert metas["refresh"] == f"0; url={way}"
    assert metas["robots"] == "noindex"
    assert page.values("a", "href") == [way]
    (canonical,) = [a["href"] for tag, a in page.elements if a.get("rel") == "canonical"]
    assert canonical == f"https://bulletin.example.org/{address}"
    assert page.values("html", "lang") == ["zh-CN"]
    assert "地址已变动" in page.text


def test_former_address_is_not_in_the_sitemap(tmp_path: Path) -> None:
    build_site(a_website(a_site(a_moved_publication())), tmp_path / "site")
    assert (tmp_path / "site/items/2020/book/index.html").is_file()
    assert "items/2020/book/" not in (tmp_path / "site/sitemap.xml").read_text()


def test_former_address_of_what_is_not_public_leads_nowhere() -> None:
    hidden = an_item(aliases=("2020/book",), visibility=Visibility.INTERNAL)
    draft = an_issue(number=4, aliases=("2020-4",), status=IssueStatus.DRAFT)
    outline = a_site(a_publication(an_issue(hidden), draft)).outline
    assert outline.papers
    assert not outline.redirects


def test_former_address_that_is_in_use_is_refused() -> None:
    taken = a_publication(items=(an_item("one", aliases=("two",)), an_item("two")))
    with pytest.raises(ValueError, match="two things at one address: items/two/"):
        plan_release(taken)
