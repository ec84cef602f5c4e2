"""All text of all issues of the sample, read back from paper and page (check 29)."""

import re
from collections.abc import Iterator

import pytest
from html_reading import read
from paper_reading import ROOT, ReadPaper, blocks_of, in_order, print_of, squeezed
from small_archive import a_site, a_website
from trust_figures import Leave

from jianbao.load import Loaded, read_publication
from jianbao.model import Issue, Item
from jianbao.outputs.website import Website


@pytest.fixture(scope="module")
def sample() -> Loaded:
    return read_publication(ROOT / "content")


@pytest.fixture(scope="module")
def papers(sample: Loaded) -> dict[str, ReadPaper]:
    publication = sample.publication
    return {issue.id: print_of(issue, publication, sample.pictures) for issue in publication.issues_out}


@pytest.fixture(scope="module")
def website(sample: Loaded) -> Website:
    return a_website(a_site(sample.publication))


def texts_of(item: Item) -> Iterator[str]:
    """Yield what an author wrote, in order: the bodies of an item and of its parts."""
    for share in (item, *item.parts):
        if share.body:
            yield from blocks_of(share.body.markdown)


def items_of(issue: Issue) -> tuple[Item, ...]:
    return tuple(issue.items)


@pytest.mark.check(29)
def test_papers_and_pages_hold_every_character_in_order(
    sample: Loaded, papers: dict[str, ReadPaper], website: Website, leave: Leave
) -> None:
    pages = {page.address: page for page in website.pages}
    count = 0
    for issue in sample.publication.issues_out:
        for item in items_of(issue):
            blocks = list(texts_of(item))
            assert blocks, item.id
            assert in_order(iter(blocks), papers[issue.id].stream) == "", (issue.id, item.id)
            html = pages[f"items/{item.id}/"].html
            assert in_order(iter(blocks), read(html).text) == "", item.id
            assert squeezed(item.title) in read(html).text
            count += sum(map(len, blocks))
    assert count > 1000
    leave(f"{count:,} of {count:,} characters of {len(papers)} issue(s), on paper and page")


@pytest.mark.check(29)
def test_every_page_number_of_the_contents_is_right(
    sample: Loaded, papers: dict[str, ReadPaper], leave: Leave
) -> None:
    count = 0
    for issue in sample.publication.issues_out:
        paper = papers[issue.id]
        contents = "".join(page.text for page in paper.pages[:2])
        for item in items_of(issue):
            number = paper.printed.page_of[item.id]
            title = squeezed(item.short_title or item.title)
            entry = re.match(r"[^·◆]*·+(\d+)", contents.partition(title)[2])
            assert entry, item.id
            assert int(entry[1]) == number, item.id
            heading = paper.pages[number - 1].text
            assert squeezed(item.title)[:12] in heading, item.id
            count += 1
    leave(f"{count} of {count} page numbers of the contents")
