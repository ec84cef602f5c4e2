"""What outputs return: files as path and bytes, and what is known of a paper once it is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.model import ItemId


@dataclass(frozen=True, slots=True)
class Artifact:
    """One finished file; `path` is relative to the folder that is released, with `/` between names."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedIssue:
    """An issue as a PDF, and where in it each item begins (pages count from 1).

    `colophon_alone` says that nothing but the colophon stands on its last page; `objections` name texts
    that were not read back as they were written.
    """

    issue_id: str
    content: bytes
    page_count: int
    page_of: Mapping[ItemId, int]
    colophon_alone: bool = False
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedVolume:
    """A year's issues, bound, as a PDF."""

    year: int
    content: bytes
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPaper:
    """A paper about a year, as a PDF."""

    content: bytes
    page_count: int
