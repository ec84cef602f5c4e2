"""What an office sets once for its paper, and the mark of a classified issue."""

from pathlib import Path

import pytest
from small_content import ITEM, PUBLICATION, an_issue_file, publish

from jianbao.diagnostics import ContentFault


def test_places_on_paper_are_off_unless_asked_for(tmp_path: Path) -> None:
    imprint = publish(tmp_path, {}).imprint
    assert (imprint.colophon_on_even_page, imprint.copy_number) == (False, False)


def test_reads_the_places_on_paper(tmp_path: Path) -> None:
    text = PUBLICATION + "print: {colophon_on_even_page: true, copy_number: true}\n"
    imprint = publish(tmp_path, {"publication.yml": text}).imprint
    assert (imprint.colophon_on_even_page, imprint.copy_number) == (True, True)


def test_refuses_a_place_that_is_neither_true_nor_false(tmp_path: Path) -> None:
    with pytest.raises(ContentFault, match=r"true or false"):
        publish(tmp_path, {"publication.yml": PUBLICATION + "print: {copy_number: six}\n"})


def test_reads_a_classification_as_it_stands(tmp_path: Path) -> None:
    issue = an_issue_file("3", "2020/books", more="classification: 机密★1年\n")
    publication = publish(tmp_path, {"items/2020/books.yml": ITEM, "issues/2020-03.yml": issue})
    assert publication.issues[0].classification == "机密★1年"
