"""The print order (付印单): all that whoever prints the issue has to know, as a form and as plain text.

Comes in: a `Dispatch` and a `PrintOrder`. Goes out: a PDF of one or two pages, and the same as text for an
e-mail. It leaves the house, so it names no recipient.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from jianbao.language import Language
from jianbao.model import PrintOrder
from jianbao.outputs.package.dispatch import Dispatch, set_paper

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the order: its heading, and its rows as (name, value)."""

    heading: str
    rows: Rows


def render_order(dispatch: Dispatch, order: PrintOrder, theme: Path) -> bytes:
    """Set the order.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be.
    """
    return set_paper("order.html", dispatch, theme, parts=parts_of(dispatch, order))[0].content


def render_order_text(dispatch: Dispatch, order: PrintOrder) -> bytes:
    """Write the order as text in UTF-8."""
    lines = [f"{dispatch.name} {dispatch.language('order_title')}"]
    for part in parts_of(dispatch, order):
        lines += ["", part.heading, *(f"  {name}: {value}" for name, value in part.rows)]
    return ("\n".join(lines) + "\n").encode()


def parts_of(dispatch: Dispatch, order: PrintOrder) -> tuple[Part, ...]:
    """Return the parts of the order that have something in them, in order."""
    label = dispatch.language
    parts = (
        Part(heading=label("order_publication"), rows=tuple(_publication(dispatch))),
        Part(heading=label("order_run"), rows=tuple(_run(dispatch))),
        Part(heading=label("order_printing"), rows=tuple(_printing(dispatch, order))),
        Part(heading=label("order_paper"), rows=tuple(_paper(label, order))),
        Part(heading=label("order_binding"), rows=tuple(_binding(dispatch))),
        Part(heading=label("order_cost"), rows=tuple(_cost(label, order))),
    )
    return tuple(part for part in parts if part.rows)


def page_list(pages: Sequence[int], language: Language) -> str:
    """Write page numbers with runs of them joined: 1、3—5."""
    runs = []
    for _, run in groupby(enumerate(pages), key=lambda numbered: numbered[1] - numbered[0]):
        found = [page for _, page in run]
        first, last = str(found[0]), str(found[-1])
        runs.append(first if first == last else language("numbers_of", first=first, last=last))
    return language.list(runs)


def _publication(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    label, imprint, issue = dispatch.language, dispatch.imprint, dispatch.issue
    yield label("order_issue"), dispatch.name + (f" {issue.title}" if issue.title else "")
    yield label("order_date"), label.date(issue.date)
    if issue.classification:
        yield label("order_classification"), issue.classification
    yield label("order_organ"), imprint.editor
    ways = [way for way in (imprint.contact.phone, imprint.contact.email) if way]
    if ways:
        yield label("order_contact"), label.list(ways)


def _run(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    label, run = dispatch.language, dispatch.allotment.run
    for line, copies in (*run.lines, ("total", run.total)):
        if copies:
            yield label(f"order_{line}"), label("order_copies", copies=label.number(copies))


def _printing(dispatch: Dispatch, order: PrintOrder) -> Iterator[tuple[str, str]]:
    label, inks = dispatch.language, order.inks
    yield label("order_size"), label("order_size_value")
    yield label("order_pages"), label("order_pages_value", pages=inks.pages)
    for name, pages in (("colour", inks.coloured), ("red", inks.red), ("black", inks.black)):
        listed = label("order_page_list", count=len(pages), pages=page_list(pages, label))
        yield label(f"order_{name}"), listed if pages else label("order_none")
    if inks.colour:
        yield label("order_red_ink"), label("order_red_ink_value")
    copies = dispatch.allotment.run.total
    if copies:
        yield (
            label("order_numbering"),
            label(
                "order_numbering_value",
                first=dispatch.digits(1),
                last=dispatch.digits(copies),
                file=f"{dispatch.issue.id}-copies.pdf",
            ),
        )


def _paper(label: Language, order: PrintOrder) -> Iterator[tuple[str, str]]:
    yield label("order_stock"), label("order_stock_value")
    yield (
        label("order_sheets"),
        label("order_sheets_value", sheets=order.sheets_of_a_copy, booklet=order.booklet_sheets_of_a_copy),
    )
    yield (
        label("order_sheets_all"),
        label(
            "order_sheets_all_value",
            sheets=label.number(order.sheets),
            percent=_plain(order.spoilage),
            spoiled=label.number(order.spoiled),
            total=label.number(order.sheets_in_all),
        ),
    )
    yield label("order_reams"), label("order_reams_value", reams=_plain(order.reams))


def _binding(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    label = dispatch.language
    yield label("order_staples"), label("order_staples_value")


def _cost(label: Language, order: PrintOrder) -> Iterator[tuple[str, str]]:
    if order.prices is None or order.total is None:
        return
    currency = order.prices.currency
    for cost in order.costs:
        price, amount = label.money(cost.price, currency), label.money(cost.amount, currency)
        yield (
            label(f"cost_{cost.what}"),
            label("cost_value", count=label.number(cost.count), price=price, amount=amount),
        )
    yield label("order_total"), label.money(order.total, currency)


def _plain(number: Decimal) -> str:
    """Write a number without zeros at its end."""
    return f"{number.normalize():f}"
