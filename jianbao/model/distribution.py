"""Who receives printed copies, and how many that makes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An office or person who receives printed copies between `since` and `until`, both included."""

    id: str
    name: str
    copies: int = 1
    address: str | None = None
    postcode: str | None = None
    contact: str | None = None
    route: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def receives(self, day: dt.date) -> bool:
        """Say whether the recipient counts on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Recipients, and groups of them, that the bulletin prints under one name."""

    id: str
    name: str
    members: "tuple[Addressee, ...]"


Addressee = Recipient | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The distribution list: 报 to superiors, 送 to peers, 发 to subordinates.

    `withheld` names the lists from which the names of recipients were taken out for the public.
    """

    report_to: tuple[Addressee, ...] = ()
    send_to: tuple[Addressee, ...] = ()
    distribute_to: tuple[Addressee, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[tuple[str, tuple[Addressee, ...]], ...]:
        """The three lists with their field names, in the order in which they are printed."""
        return (
            ("report_to", self.report_to),
            ("send_to", self.send_to),
            ("distribute_to", self.distribute_to),
        )

    def without_names(self) -> "Distribution":
        """Return the list as the public may see it: groups by their name, and no recipient."""
        groups = {name: tuple(map(_bare, addressees)) for name, addressees in self.lists}
        kept = {name: tuple(group for group in found if group) for name, found in groups.items()}
        withheld = tuple(name for name, addressees in self.lists if len(kept[name]) < len(addressees))
        return Distribution(
            report_to=kept["report_to"],
            send_to=kept["send_to"],
            distribute_to=kept["distribute_to"],
            withheld=withheld,
        )


def _bare(addressee: Addressee) -> Group | None:
    return replace(addressee, members=()) if isinstance(addressee, Group) else None


_ON_PAPER = ("报", "送", "发", "本期增发", "存档", "备用")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    """The copies of one issue by where they go."""

    report_to: int
    send_to: int
    distribute_to: int
    extra: int
    archive: int
    spare: int

    @property
    def lines(self) -> tuple[tuple[str, int], ...]:
        """The sum line by line, as (line, copies)."""
        return (
            ("report_to", self.report_to),
            ("send_to", self.send_to),
            ("distribute_to", self.distribute_to),
            ("extra_copies", self.extra),
            ("archive_copies", self.archive),
            ("spare_copies", self.spare),
        )

    @property
    def total(self) -> int:
        """The number of copies to print."""
        return sum(copies for _, copies in self.lines)

    @property
    def sum(self) -> str:
        """The sum as editors check it: the key of each line, what the paper calls it, and its copies."""
        names = zip(self.lines, _ON_PAPER, strict=True)
        return " + ".join(f"{key} ({name}) {copies}" for (key, copies), name in names)


def count_print_run(
    distribution: Distribution,
    *,
    day: dt.date,
    extra: tuple[tuple[Recipient, int], ...] = (),
    archive: int = 0,
    spare: int = 0,
) -> PrintRun:
    """Count the copies of an issue dated `day`; a recipient named twice counts where named first.

    Extra copies (本期增发) count for whomever they name, also for one who is on none of the lists or
    receives nothing else on that day.
    """
    copies = {name: 0 for name, _ in distribution.lists}
    for name, recipient in receiving(distribution, day):
        copies[name] += recipient.copies
    return PrintRun(
        report_to=copies["report_to"],
        send_to=copies["send_to"],
        distribute_to=copies["distribute_to"],
        extra=sum(number for _, number in extra),
        archive=archive,
        spare=spare,
    )


def receiving(distribution: Distribution, day: dt.date) -> Iterator[tuple[str, Recipient]]:
    """Yield who receives copies on `day`, each once, with the list that names them first; as printed."""
    seen: set[str] = set()
    for name, addressees in distribution.lists:
        for recipient in recipients_of(*addressees):
            if recipient.id not in seen and recipient.receives(day):
                seen.add(recipient.id)
                yield name, recipient


def recipients_of(*addressees: Addressee) -> Iterator[Recipient]:
    """Yield the recipients whom groups and groups of groups stand for, each once."""
    seen: set[str] = set()
    waiting = list(reversed(addressees))
    while waiting:
        addressee = waiting.pop()
        if addressee.id in seen:
            continue
        seen.add(addressee.id)
        if isinstance(addressee, Group):
            waiting += reversed(addressee.members)
        else:
            yield addressee
