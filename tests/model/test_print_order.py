"""How much paper an issue takes, and what it costs."""

from decimal import Decimal

import pytest

from jianbao.model import PageInks, Prices, PrintOrder


def an_order(pages: int = 16, copies: int = 160, spoilage: str = "3", **facts: object) -> PrintOrder:
    inks = PageInks(pages=pages, red=(1, 15), coloured=(4, 6))
    return PrintOrder(copies=copies, inks=inks, spoilage=Decimal(spoilage), **facts)


def test_sheets_are_printed_on_both_sides() -> None:
    assert [an_order(pages).sheets_of_a_copy for pages in (15, 16, 17)] == [8, 8, 9]
    assert [an_order(pages).booklet_sheets_of_a_copy for pages in (16, 17, 20)] == [4, 5, 5]


@pytest.mark.parametrize(
    ("spoilage", "spoiled", "reams"), [("0", 0, "2.56"), ("3", 39, "2.64"), ("0.1", 2, "2.57")]
)
def test_spoilage_is_never_too_little_paper(spoilage: str, spoiled: int, reams: str) -> None:
    order = an_order(spoilage=spoilage)
    assert (order.sheets, order.spoiled, order.sheets_in_all) == (1280, spoiled, 1280 + spoiled)
    assert order.reams == Decimal(reams)


def test_pages_are_in_colour_or_in_black() -> None:
    inks = an_order().inks
    assert inks.colour == (1, 4, 6, 15)
    assert sorted((*inks.colour, *inks.black)) == list(range(1, 17))


def test_the_bill_has_a_line_for_each_price_and_their_sum() -> None:
    prices = Prices(
        currency="CNY",
        sheet=Decimal("0.035"),
        black=Decimal("0.05"),
        colour=Decimal("0.5"),
        setup=Decimal(30),
    )
    order = an_order(prices=prices)
    assert [(cost.what, cost.count, cost.amount) for cost in order.costs] == [
        ("sheet", 1319, Decimal("46.17")),
        ("black", 160 * 12, Decimal("96.00")),
        ("colour", 160 * 4, Decimal("320.00")),
        ("setup", 1, Decimal("30.00")),
    ]
    assert order.total == Decimal("492.17")


def test_without_prices_there_is_no_bill() -> None:
    assert an_order().total is None
    assert an_order(prices=Prices(currency="CNY")).costs == ()
