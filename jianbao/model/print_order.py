"""What is ordered from whoever prints an issue: paper, colours and, where prices are known, the cost.

Comes in: the size of the run, what was measured on the finished pages, prices. Goes out: a `PrintOrder`.
Pages are sides of paper; sheets are printed on both sides, so the last may have an empty back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

SHEETS_IN_A_REAM = 500
"""Sheets in a ream (令) of cut paper: ISO 4046."""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What printing costs, each in the `currency` (ISO 4217); what is None is not in the bill.

    `sheet` is for a sheet of paper, `black` and `colour` for a printed page, `binding` for a copy, `setup`
    for the whole.
    """

    currency: str
    sheet: Decimal | None = None
    black: Decimal | None = None
    colour: Decimal | None = None
    binding: Decimal | None = None
    setup: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInks:
    """What was found on the finished pages, which count from 1: those with any ink but black.

    `red` pages have the papers' own red and no other colour.
    """

    pages: int
    red: tuple[int, ...] = ()
    coloured: tuple[int, ...] = ()

    @property
    def colour(self) -> tuple[int, ...]:
        """The pages that are not black alone."""
        return tuple(sorted((*self.red, *self.coloured)))

    @property
    def black(self) -> tuple[int, ...]:
        """The pages that need no ink but black."""
        return tuple(page for page in range(1, self.pages + 1) if page not in self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A line of the bill: `what` is a price's name, `count` how often it is due."""

    what: str
    count: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """What the line comes to, to two decimals."""
        return (self.count * self.price).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """An order; `spoilage` is the paper that goes to waste, in per cent of what the copies take."""

    copies: int
    inks: PageInks
    spoilage: Decimal
    prices: Prices | None = None

    @property
    def sheets_of_a_copy(self) -> int:
        """The A4 sheets of a copy."""
        return -(-self.inks.pages // 2)

    @property
    def booklet_sheets_of_a_copy(self) -> int:
        """The A3 sheets of a copy that is folded and saddle-stitched."""
        return -(-self.inks.pages // 4)

    @property
    def sheets(self) -> int:
        """The A4 sheets of all copies."""
        return self.copies * self.sheets_of_a_copy

    @property
    def spoiled(self) -> int:
        """The sheets that are put by for spoilage, rounded up."""
        return int((self.sheets * self.spoilage / 100).to_integral_value(ROUND_CEILING))

    @property
    def sheets_in_all(self) -> int:
        """The sheets to have at hand."""
        return self.sheets + self.spoiled

    @property
    def reams(self) -> Decimal:
        """The reams of 500 that this is, to two decimals, never too few."""
        return (Decimal(self.sheets_in_all) / SHEETS_IN_A_REAM).quantize(_CENT, ROUND_CEILING)

    @property
    def costs(self) -> tuple[Cost, ...]:
        """The bill line by line: paper with its spoilage, printing and binding of the copies ordered."""
        return tuple(self._bill())

    def _bill(self) -> Iterator[Cost]:
        counts = {
            "sheet": self.sheets_in_all,
            "black": self.copies * len(self.inks.black),
            "colour": self.copies * len(self.inks.colour),
            "binding": self.copies,
            "setup": 1,
        }
        for what, count in counts.items():
            price = getattr(self.prices, what, None)
            if price is not None and count:
                yield Cost(what=what, count=count, price=price)

    @property
    def total(self) -> Decimal | None:
        """The sum of the bill, where there are prices."""
        amounts = [cost.amount for cost in self.costs]
        return sum(amounts, Decimal(0)) if amounts else None
