"""Issues: numbered bulletins, each with its contents in editorial order and its distribution."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from jianbao.model.distribution import Distribution, Recipient
from jianbao.model.item import Item


class IssueKind(StrEnum):
    """The kinds of issue: 正刊, 增刊 (with numbers of its own) and 专刊."""

    REGULAR = "regular"
    SUPPLEMENT = "supplement"
    SPECIAL = "special"


class IssueStatus(StrEnum):
    """How far an issue has come; a void one is a withdrawn number that is never used again."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class IssueNumber:
    """An issue's number; combined issues (合刊) run from `first` to `last`.

    The one source for masthead, file name, address and file names of papers. Supplements count
    apart; specials take a number of the regular series, for both share the form of the id.
    """

    year: int
    supplement: bool = False
    first: int
    last: int

    @property
    def id(self) -> str:
        """The issue's id: `2020-03`, `2020-07_08` where combined, `2020-s01` for a supplement."""
        letter = "s" if self.supplement else ""
        last = f"_{self.last:02}" if self.last != self.first else ""
        return f"{self.year}-{letter}{self.first:02}{last}"

    @property
    def digits(self) -> str:
        """The number as printed: `3`, or `7-8` where combined."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items that follow each other in an issue, under a heading (简讯) or without one."""

    items: tuple[Item, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Who edited, reviewed and approved an issue (编辑, 审核, 签发)."""

    edited: str | None = None
    reviewed: str | None = None
    approved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One numbered bulletin. Copies are counted in sheets of paper handed out, never in readers.

    `classification` is its 密级 with its term (机密★1年); an issue that has one is for its holders alone.
    `aliases` are ids that it had before.
    """

    number: IssueNumber
    date: dt.date
    issued: dt.date
    status: IssueStatus
    sections: tuple[Section, ...] = ()
    kind: IssueKind = IssueKind.REGULAR
    cumulative: int | None = None
    title: str | None = None
    note: str | None = None
    classification: str | None = None
    distribution: Distribution = field(default_factory=Distribution)
    extra_copies: tuple[tuple[Recipient, int], ...] = ()
    spare_copies: int = 0
    print_count: int | None = None
    signed_off: SignOff | None = None
    aliases: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The issue's id, which its number gives."""
        return self.number.id

    @property
    def is_out(self) -> bool:
        """Whether the issue is published: approved or issued, neither draft nor void."""
        return self.status in (IssueStatus.APPROVED, IssueStatus.ISSUED)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in editorial order."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items
