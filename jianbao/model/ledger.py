"""Which copies of a year's issues went to whom: the ledger of copies (发放台账).

Comes in: the deliveries of each issue. Goes out: a `Ledger`, a row for each recipient and a column for each
issue, with sums that agree with the print runs.
"""

from dataclasses import dataclass
from functools import cached_property

from jianbao.model.allotment import ARCHIVE, SPARE
from jianbao.model.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The copies of one issue that went one way, numbered from `first` to `last` without a gap.

    `line` is a line of the print run (`report_to` … `spare_copies`); copies that are kept have no recipient
    (both `recipient` and `name` are empty). `name` is what the recipient was called then.
    """

    line: str
    recipient: str
    name: str
    first: int
    last: int
    route: str | None = None

    @property
    def copies(self) -> int:
        """How many copies that are."""
        return self.last - self.first + 1

    @property
    def numbers(self) -> range:
        """The numbers of the copies."""
        return range(self.first, self.last + 1)

    @property
    def holder(self) -> str:
        """What tells holders apart: a recipient's id, or the line of copies that are kept."""
        return self.recipient or self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """An issue and its deliveries by number; `is_sealed` where they are those of its lock."""

    issue: Issue
    deliveries: tuple[Delivery, ...]
    is_sealed: bool = False

    @property
    def copies(self) -> int:
        """The print run."""
        return sum(delivery.copies for delivery in self.deliveries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the ledger: a holder and what came of each issue, in the order of the ledger's issues.

    `name` is what the holder was called last, `formerly` what else that year.
    """

    holder: str
    recipient: str
    name: str
    formerly: tuple[str, ...]
    route: str | None
    received: tuple[Delivery | None, ...]

    @property
    def copies(self) -> int:
        """The copies of the whole year."""
        return sum(delivery.copies for delivery in self.received if delivery)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A year's issues, oldest first, and who received which of their copies."""

    year: int
    issues: tuple[Delivered, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """A row for each holder: recipients as the lists have them, then archive and spare copies.

        Whoever is new in an issue stands behind the one before on that issue's list.
        """
        order: list[str] = []
        known: set[str] = set()
        for delivered in self.issues:
            before = ""
            for delivery in delivered.deliveries:
                if delivery.holder not in known:
                    order.insert(order.index(before) + 1 if before else 0, delivery.holder)
                    known.add(delivery.holder)
                before = delivery.holder
        kept = (line for line in (ARCHIVE, SPARE) if line in known)
        recipients = (holder for holder in order if holder not in (ARCHIVE, SPARE))
        return tuple(map(self._entry, (*recipients, *kept)))

    @cached_property
    def recipients(self) -> tuple[Entry, ...]:
        """The rows of recipients."""
        return tuple(entry for entry in self.entries if entry.recipient)

    @property
    def kept(self) -> tuple[Entry, ...]:
        """The rows of copies that stayed in the office."""
        return tuple(entry for entry in self.entries if not entry.recipient)

    def sent(self, place: int) -> int:
        """Return how many copies of an issue, by its place among them, went to recipients."""
        received = (entry.received[place] for entry in self.recipients)
        return sum(delivery.copies for delivery in received if delivery)

    @property
    def copies(self) -> int:
        """All copies of the year."""
        return sum(delivered.copies for delivered in self.issues)

    def _entry(self, holder: str) -> Entry:
        received = tuple(by_holder.get(holder) for by_holder in self._by_holder)
        given = [delivery for delivery in received if delivery]
        names = tuple(dict.fromkeys(delivery.name for delivery in reversed(given)))
        return Entry(
            holder=holder,
            recipient=given[-1].recipient,
            name=names[0],
            formerly=names[1:],
            route=next((delivery.route for delivery in reversed(given) if delivery.route), None),
            received=received,
        )

    @cached_property
    def _by_holder(self) -> tuple[dict[str, Delivery], ...]:
        return tuple(
            {delivery.holder: delivery for delivery in delivered.deliveries} for delivered in self.issues
        )
