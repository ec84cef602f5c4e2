"""Tags name what is content, and nothing else: links are links, page numbers and marks are artifacts."""

import io
from collections import Counter
from typing import Any

import pikepdf
import pytest
from examples import a_picture, an_issue, an_item
from paper_reading import a_png, print_paper

from jianbao.model import Body, IssueStatus

TEXT = """见[**着重**`码`](https://example.org/x)，又见[*全部*](https://example.org/y)[^1]。

[![图](2020/a.png "图的说明")](https://example.org/z)

[^1]: 一。
"""


@pytest.fixture(scope="module")
def draft() -> bytes:
    body = Body(markdown=TEXT, pictures=(a_picture("2020/a.png").file,))
    issue = an_issue(an_item(body=body), status=IssueStatus.DRAFT)
    return print_paper(issue, {"2020/a.png": a_png(640, 360)}).printed.content


def test_every_link_is_tagged_as_one_and_can_be_hit(draft: bytes) -> None:
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        numbers: Any = pdf.Root.StructTreeRoot.ParentTree.Nums
        tags = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        assert [str(tags[int(link.StructParent)].S) for link in links] == ["/Link"] * len(links)
        assert len(links) == 5  # the entry in the contents, two in the text, its note and the picture
        for link in links:
            left, one, right, other = map(float, link.Rect)
            assert right - left > 4
            assert abs(one - other) > 9


def test_page_numbers_and_marks_are_artifacts_of_their_margin(draft: bytes) -> None:
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        for page in pdf.pages:
            found = Counter(
                str(mark.operands[1].get("/Subtype"))
                for mark in pikepdf.parse_content_stream(page, "BDC")
                if str(mark.operands[0]) == "/Artifact"
            )
            assert found == {"/Header": 1, "/Footer": 1}


def test_every_piece_of_content_hangs_on_the_tree_of_tags(draft: bytes) -> None:
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        root = pdf.Root.StructTreeRoot
        hanging: set[tuple[int, int]] = set()
        waiting: list[Any] = [root.K[0]]
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Dictionary) and element.objgen not in hanging:
                hanging.add(element.objgen)
                kids = element.get("/K")
                waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        values: Any = root.ParentTree.Nums
        pages = [list(value) for value in values if isinstance(value, pikepdf.Array)]
        assert len(pages) == len(pdf.pages)
        assert {element.objgen for page in pages for element in page} <= hanging
