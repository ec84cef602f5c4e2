"""Return receipts (回执): which recipients have answered for the copies of an issue, and which have not.

Comes in: the deliveries of an issue and the receipts that came back. Goes out: receipts merged, and what is
outstanding. A receipt without a number answers for all copies of its recipient; one with a number, read off a
copy, for that copy alone.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from jianbao.model.ledger import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A recipient (its id), the day of the receipt, and the number of the copy where it is for one copy."""

    recipient: str
    number: int | None
    day: dt.date
    note: str = ""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Where it stands among receipts: by recipient, number, day and note."""
        return self.recipient, self.number or 0, self.day.isoformat(), self.note


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """A delivery and those of its copies, by number, for which there is no receipt."""

    delivery: Delivery
    numbers: tuple[int, ...]

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The numbers as runs, each from its first to its last."""
        found: list[tuple[int, int]] = []
        for number in self.numbers:
            if found and found[-1][1] == number - 1:
                found[-1] = (found[-1][0], number)
            else:
                found.append((number, number))
        return tuple(found)


def merge_receipts(*receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Return all receipts in their order, each once; those that differ in anything are all kept."""
    found = {receipt for some in receipts for receipt in some}
    return tuple(sorted(found, key=lambda receipt: receipt.order))


def outstanding_of(deliveries: Iterable[Delivery], receipts: Iterable[Receipt]) -> tuple[Outstanding, ...]:
    """Return the deliveries to recipients that are not answered, or not wholly, by number."""
    whole: set[str] = set()
    single: set[tuple[str, int]] = set()
    for receipt in receipts:
        if receipt.number is None:
            whole.add(receipt.recipient)
        else:
            single.add((receipt.recipient, receipt.number))
    found = []
    for delivery in deliveries:
        if delivery.recipient and delivery.recipient not in whole:
            numbers = tuple(n for n in delivery.numbers if (delivery.recipient, n) not in single)
            if numbers:
                found.append(Outstanding(delivery=delivery, numbers=numbers))
    return tuple(found)
