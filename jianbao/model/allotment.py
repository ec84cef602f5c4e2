"""Which copy goes to whom: every copy of a print run has a number (份号), every holder a run of them.

Comes in: an issue and how many copies are kept on file. Goes out: an `Allotment`, from which every paper of
the print package is made, so that sheets, labels, slips, copies and tables cannot disagree.

The order is that of the printed lists: 报, 送, 发, each as the bulletin names it and groups member by member,
whoever is reached twice where named first; then those who receive extra copies only (本期增发), as the issue
names them; then the archive; then the spare copies. The extra copies of someone on a list follow that one's
own, so that nobody has two runs of numbers.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.model.copy_number import CopyNumber
from jianbao.model.distribution import PrintRun, Recipient, count_print_run, receiving
from jianbao.model.issue import Issue

ARCHIVE, SPARE = "archive_copies", "spare_copies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The copies of one holder, numbered from `first` to `last` without a gap.

    `line` is the line of the print run they belong to (`report_to` … `spare_copies`), `extra` how many of the
    `copies` are extra ones. Archive and spare copies have no recipient.
    """

    line: str
    first: int
    copies: int
    extra: int = 0
    recipient: Recipient | None = None

    @property
    def last(self) -> int:
        """The number of the holder's last copy."""
        return self.first + self.copies - 1

    @property
    def numbers(self) -> range:
        """The numbers of the holder's copies."""
        return range(self.first, self.last + 1)

    @property
    def route(self) -> str | None:
        """How the copies are delivered, where that is known."""
        return self.recipient.route if self.recipient else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """Every copy of one issue's print run and its holder; holders without a copy are not among them."""

    issue_id: str
    run: PrintRun
    holdings: tuple[Holding, ...]

    @property
    def recipients(self) -> tuple[Holding, ...]:
        """The holdings of recipients, by number."""
        return tuple(holding for holding in self.holdings if holding.recipient)

    @property
    def routes(self) -> tuple[tuple[str | None, tuple[Holding, ...]], ...]:
        """The holdings of recipients by route, and each route's by number.

        Routes follow each other as they are first met; those without one are the last.
        """
        found: dict[str | None, list[Holding]] = {}
        for holding in self.recipients:
            found.setdefault(holding.route, []).append(holding)
        named = sorted(found.items(), key=lambda entry: entry[0] is None)
        return tuple((route, tuple(holdings)) for route, holdings in named)

    @property
    def kept(self) -> tuple[Holding, ...]:
        """The holdings that stay in the office: archive and spare copies."""
        return tuple(holding for holding in self.holdings if not holding.recipient)

    @property
    def copies(self) -> Iterator[tuple[CopyNumber, Holding]]:
        """Every copy and its holding, by number."""
        for holding in self.holdings:
            for number in holding.numbers:
                yield CopyNumber(issue_id=self.issue_id, number=number), holding

    def holding_of(self, number: int) -> Holding | None:
        """Return the holding to which a copy belongs, if there is such a copy."""
        place = bisect_right(self.holdings, number, key=lambda holding: holding.first) - 1
        found = self.holdings[place] if place >= 0 else None
        return found if found and number in found.numbers else None


def allot(issue: Issue, *, archive: int) -> Allotment:
    """Number the copies of an issue; `archive` copies are kept on file."""
    run = count_print_run(
        issue.distribution,
        day=issue.date,
        extra=issue.extra_copies,
        archive=archive,
        spare=issue.spare_copies,
    )
    holdings: list[Holding] = []
    first = 1
    for line, recipient, copies, extra in (*_shares(issue), *_kept(issue, archive)):
        if copies:
            holdings.append(Holding(line=line, first=first, copies=copies, extra=extra, recipient=recipient))
            first += copies
    return Allotment(issue_id=issue.id, run=run, holdings=tuple(holdings))


_Share = tuple[str, Recipient | None, int, int]


def _shares(issue: Issue) -> Iterator[_Share]:
    """Yield what each recipient gets, as (line, recipient, copies, of them extra)."""
    extra: dict[str, int] = {}
    for recipient, copies in issue.extra_copies:
        extra[recipient.id] = extra.get(recipient.id, 0) + copies
    for line, recipient in receiving(issue.distribution, issue.date):
        more = extra.pop(recipient.id, 0)
        yield line, recipient, recipient.copies + more, more
    for recipient, _ in issue.extra_copies:
        more = extra.pop(recipient.id, 0)
        yield "extra_copies", recipient, more, more


def _kept(issue: Issue, archive: int) -> Iterator[_Share]:
    yield ARCHIVE, None, archive, 0
    yield SPARE, None, issue.spare_copies, 0
