"""The ledger of copies (发放台账) of a year, as a table and as a paper.

Comes in: a `Ledger`. Goes out: CSV, and a `YearPaper` with blocks of columns, for a year has more issues than
a page is wide. Each block has all holders, its head on every page, and its sums; the last has those of the
year. Both name recipients and are private.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jianbao.artifact import YearPaper
from jianbao.language import Language
from jianbao.model import CopyNumber, Delivered, Delivery, Entry, Imprint, Ledger
from jianbao.outputs.naming import issue_name
from jianbao.outputs.spreadsheet import Value, write_csv
from jianbao.outputs.year_paper import Draft, set_year_paper, style_of

ACROSS = 6
"""Issues that stand side by side, at most: so many columns of six digits leave room for a name."""
COLUMNS = ("line", "recipient_id", "recipient", "formerly", "route", "copies")


def render_ledger_table(ledger: Ledger) -> bytes:
    """Write the ledger as CSV: first, last and copies of each issue; the last row has the sums.

    `line` tells recipients from copies that were kept (archive_copies, spare_copies) and the sums (total).
    """
    ids = [delivered.issue.id for delivered in ledger.issues]
    head = (*COLUMNS, *(f"{issue} {what}" for issue in ids for what in ("first", "last", "copies")))
    sums: list[Value] = ["total", "", "", "", "", ledger.copies]
    for delivered in ledger.issues:
        sums += ["", "", delivered.copies]
    return write_csv((head, *map(_row, ledger.entries), sums))


def _row(entry: Entry) -> tuple[Value, ...]:
    cells: list[Value] = []
    for delivery in entry.received:
        cells += [delivery.first, delivery.last, delivery.copies] if delivery else ["", "", 0]
    line = "recipient" if entry.recipient else entry.holder
    formerly = "; ".join(entry.formerly)
    return (line, entry.recipient, entry.name, formerly, entry.route or "", entry.copies, *cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Issues side by side, from one place among those of the year up to another, and the rows below them."""

    ledger: Ledger
    language: Language
    begin: int
    end: int

    @property
    def is_last(self) -> bool:
        """Whether the sums of the year stand in this block."""
        return self.end == len(self.ledger.issues)

    @property
    def is_only(self) -> bool:
        """Whether there is no other block, whose sums would be others than the year's."""
        return self.begin == 0 and self.is_last

    @property
    def issues(self) -> tuple[Delivered, ...]:
        """The issues of the block."""
        return self.ledger.issues[self.begin : self.end]

    @property
    def caption(self) -> str:
        """What the block is called: its issues."""
        first, last = (issue_name(self.issues[n].issue, self.language) for n in (0, -1))
        return first if first == last else self.language("ledger_block", first=first, last=last)

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """Each issue's name and day; a mark where it is not sealed."""
        return tuple((self._name(delivered), self._day(delivered)) for delivered in self.issues)

    def _name(self, delivered: Delivered) -> str:
        mark = "" if delivered.is_sealed else self.language("ledger_mark")
        return f"{issue_name(delivered.issue, self.language)}{mark}"

    def _day(self, delivered: Delivered) -> str:
        day = delivered.issue.date
        return self.language("ledger_day", month=day.month, day=day.day)

    @property
    def sums_head(self) -> tuple[str, ...]:
        """What stands over the sums of recipients."""
        return self._sums(self.language("ledger_part"), self.language("ledger_year"))

    def _sums(self, part: str, year: str) -> tuple[str, ...]:
        if self.is_only:
            return (year,)
        return (part, year) if self.is_last else (part,)

    def name(self, entry: Entry) -> str:
        """Return what a holder is called."""
        return entry.name if entry.recipient else self.language(f"kept_{entry.holder}")

    def formerly(self, entry: Entry) -> str:
        """Return what a recipient was called before."""
        names = self.language.list(entry.formerly) if entry.formerly else ""
        return self.language("ledger_formerly", names=names) if names else ""

    def cells(self, entry: Entry) -> tuple[tuple[str, ...], ...]:
        """Return the numbers of the copies that a holder has of each issue, in lines."""
        return tuple(map(self._numbers, entry.received[self.begin : self.end]))

    def _numbers(self, delivery: Delivery | None) -> tuple[str, ...]:
        if delivery is None:
            return (self.language("ledger_none"),)
        first, last = (CopyNumber(issue_id="", number=n).digits for n in (delivery.first, delivery.last))
        return (first,) if first == last else (first, self.language("ledger_to", last=last))

    def sums(self, entry: Entry) -> tuple[str, ...]:
        """Return the copies of a holder: of the block, and where it is the last of the year."""
        part = sum(delivery.copies for delivery in entry.received[self.begin : self.end] if delivery)
        return self._sums(str(part), str(entry.copies))

    @property
    def sent(self) -> tuple[str, ...]:
        """The copies that went to recipients, by issue, and their sums."""
        sent = [self.ledger.sent(place) for place in range(len(self.ledger.issues))]
        part = sent[self.begin : self.end]
        return (*map(str, part), *self._sums(str(sum(part)), str(sum(sent))))

    @property
    def runs(self) -> tuple[str, ...]:
        """The print runs by issue, and their sums."""
        part = [delivered.copies for delivered in self.issues]
        return (*map(str, part), *self._sums(str(sum(part)), str(self.ledger.copies)))

    @property
    def lines(self) -> Iterator[str]:
        """The block as it is read out, row by row."""
        heads = "".join(f"{name}{day}" for name, day in self.head)
        yield self.caption
        yield self.language("ledger_place") + self.language("ledger_recipient")
        yield heads + "".join(self.sums_head)
        for place, entry in enumerate(self.ledger.recipients, 1):
            yield f"{place}{self._line(entry)}"
        yield f"{self.language('ledger_sent')}{''.join(self.sent)}"
        yield from map(self._line, self.ledger.kept)
        yield f"{self.language('ledger_run')}{''.join(self.runs)}"

    def _line(self, entry: Entry) -> str:
        numbers = "".join("".join(lines) for lines in self.cells(entry))
        return f"{self.name(entry)}{self.formerly(entry)}{numbers}{''.join(self.sums(entry))}"


def blocks_of(ledger: Ledger, language: Language) -> tuple[Block, ...]:
    """Part the issues of a year into blocks that fit on a page and are about alike: 12 make two of 6."""
    count = len(ledger.issues)
    parts = -(-count // ACROSS)
    bounds = [count * n // parts for n in range(parts + 1)]
    return tuple(
        Block(ledger=ledger, language=language, begin=begin, end=end) for begin, end in pairwise(bounds)
    )


def render_ledger(ledger: Ledger, imprint: Imprint, language: Language, theme: Path) -> YearPaper:
    """Set the ledger.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or a number is not where it must be.
    """
    title = language("ledger_title", name=imprint.name, year=ledger.year)
    about = language(
        "ledger_about",
        organ=imprint.editor,
        issues=len(ledger.issues),
        recipients=len(ledger.recipients),
        copies=ledger.copies,
    )
    blocks = blocks_of(ledger, language)
    is_open = any(not delivered.is_sealed for delivered in ledger.issues)
    note = language("ledger_open") if is_open else ""
    draft = Draft(
        template="ledger.html",
        title=title,
        imprint=imprint,
        day=max(delivered.issue.issued for delivered in ledger.issues),
        said=(title, about, *(line for block in blocks for line in block.lines), note),
        values={"about": about, "ledger": ledger, "blocks": blocks, "note": note},
    )
    return set_year_paper(draft, language, style_of(imprint, language, theme), theme)
