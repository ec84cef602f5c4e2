"""The index of the search is the same, however often it is made (check 17)."""

import pytest
from trust_figures import Leave

from jianbao.search_index.engine import Document, write_index


@pytest.mark.check(17)
def test_an_index_made_again_has_the_same_bytes(leave: Leave) -> None:
    documents = [
        Document(url=f"items/{number}/", content="一 二 " + "三 " * number, date=f"2020-04-{number + 1:02}")
        for number in range(12)
    ]
    first, *others = (write_index(documents, "search", lambda _: None) for _ in range(5))
    assert first
    assert all(files == first for files in others)
    leave("the search's index made 5 times: 0 bytes differ")
