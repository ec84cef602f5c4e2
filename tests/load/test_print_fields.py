"""What an office sets once for its paper, and the mark of a classified issue."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from small_content import ITEM, PUBLICATION, an_issue_file, publish

from jianbao.diagnostics import ContentFault
from jianbao.model import Prices, public_edition


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


def test_reads_prices_to_the_last_decimal(tmp_path: Path) -> None:
    text = PUBLICATION + "print:\n  prices: {sheet: 0.035, black: 0.05, setup: 30}\n"
    prices = publish(tmp_path, {"publication.yml": text}).imprint.prices
    assert prices == Prices(currency="CNY", sheet=Decimal("0.035"), black=Decimal("0.05"), setup=Decimal(30))


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ("{sheet: -1}", "is not a price"),
        ("{sheet: 1e3}", "is not a price"),
        ("{currency: Yuan}", "a currency"),
    ],
)
def test_refuses_what_is_no_price(tmp_path: Path, prices: str, told: str) -> None:
    with pytest.raises(ContentFault, match=told):
        publish(tmp_path, {"publication.yml": PUBLICATION + f"print:\n  prices: {prices}\n"})


def test_prices_are_not_public(tmp_path: Path) -> None:
    publication = publish(tmp_path, {"publication.yml": PUBLICATION + "print:\n  prices: {sheet: 0.035}\n"})
    assert public_edition(publication, dt.datetime(2020, 5, 1, tzinfo=dt.UTC)).imprint.prices is None
