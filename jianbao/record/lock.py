"""The lock of an issued bulletin: what it was when it was issued, in a file beside it.

Comes in: facts, papers and copies of an issue. Goes out: `content/issues/<id>.lock`, JSON that reads well
in a diff. Each lock holds the hash of the one sealed before it, so none can be altered, taken out or put
in between unseen.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = 1
SUFFIX = ".lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A PDF as it was issued: its file in the archive, SHA-256, size in bytes, and where items begin."""

    file: str
    sha256: str
    size: int
    pages: int
    page_of: Mapping[str, int]
    colophon_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Copies that went one way: to a recipient, or (with `recipient` empty) to the archive or the reserve.

    `line` is a line of the print run: report_to, send_to, distribute_to, extra_copies, archive_copies,
    spare_copies. The copies bear the numbers `first` to `last`.
    """

    line: str
    recipient: str
    name: str
    copies: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The lock sealed before: its issue, and the SHA-256 of its file."""

    issue: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What an issue was when it was issued.

    `facts` are SHA-256 sums of all that was written, by name (`items/2020/x: title`); `sealed` is the moment,
    in ISO 8601; `commit` the state of the sources, where they are kept in git; `papers` the public edition's
    PDF and the holders'.
    """

    issue: str
    sealed: str
    previous: Link | None
    commit: str | None
    signed_off: Mapping[str, str]
    facts: Mapping[str, str]
    shares: tuple[Share, ...]
    papers: Mapping[str, KeptPaper]
    made_with: tuple[str, ...]

    def written(self) -> bytes:
        """Return the lock as its file holds it."""
        return (json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Every lock of a publication by its issue, in the order in which they were sealed, and their SHA-256."""

    locks: dict[str, Lock]
    sums: Mapping[str, str]

    @property
    def head(self) -> Link | None:
        """The lock that the next one holds on to."""
        last = next(reversed(self.locks), None)
        return Link(issue=last, sha256=self.sums[last]) if last else None


def lock_file(content: Path, issue_id: str) -> Path:
    """Return where an issue's lock is kept."""
    return content / "issues" / f"{issue_id}{SUFFIX}"
