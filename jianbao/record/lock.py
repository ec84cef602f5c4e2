"""The lock of an issued bulletin: what it was when it was issued, in a file beside it.

Comes in: facts, papers and copies of an issue. Goes out: `content/issues/<id>.lock`, JSON that reads well
in a diff. Each lock holds the hash of the one sealed before it, so none can be altered, taken out or put
in between unseen.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jianbao.diagnostics import ContentFault, Findings, Place

FORMAT = 1
SUFFIX = ".lock"
MAX_BYTES = 16 * 1024 * 1024
"""That of an issue of 1,000 items for 10,000 recipients has a quarter of it."""


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


def read_record(content: Path) -> Record:
    """Read every lock below a content folder.

    Raises:
        ContentFault: one cannot be read, or they do not hold on to each other in one chain.
    """
    findings = Findings()
    locks: dict[str, Lock] = {}
    sums: dict[str, str] = {}
    for file in sorted((content / "issues").glob(f"*{SUFFIX}")):
        with file.open("rb") as stream:
            written = stream.read(MAX_BYTES + 1)
        lock = _read(written, file, findings)
        if lock:
            locks[lock.issue] = lock
            sums[lock.issue] = hashlib.sha256(written).hexdigest()
    order = _in_order(locks, sums, content, findings)
    if findings.faults:
        raise ContentFault(findings)
    return Record(locks={issue: locks[issue] for issue in order}, sums=sums)


def _read(written: bytes, file: Path, findings: Findings) -> Lock | None:
    try:
        data: Any = json.loads(written) if len(written) <= MAX_BYTES else None
        if data.pop("format") != FORMAT:
            findings.fault(Place(str(file)), "this lock is of a format not known here", "use a newer Jianbao")
            return None
        lock = _lock_of(data)
        if lock.issue != file.name.removesuffix(SUFFIX):
            message = f"this is the lock of issue {lock.issue}"
            findings.fault(Place(str(file)), message, "bring it back from git under its own name")
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        findings.fault(Place(str(file)), "this lock cannot be read", "bring it back from git as it was")
        return None
    return lock


def _lock_of(data: dict[str, Any]) -> Lock:
    papers = {edition: KeptPaper(**paper) for edition, paper in data.pop("papers").items()}
    shares = tuple(Share(**share) for share in data.pop("shares"))
    previous = data.pop("previous")
    made_with = tuple(data.pop("made_with"))
    link = Link(**previous) if previous else None
    lock = Lock(papers=papers, shares=shares, previous=link, made_with=made_with, **data)
    if not _fits(lock, Lock):
        raise TypeError
    return lock


def _fits(value: Any, hint: Any) -> bool:
    """Say whether a value is of a type, and all within it of theirs."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return any(_fits(value, kind) for kind in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(entry, inner[0]) for entry in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(
            _fits(key, inner[0]) and _fits(inside, inner[1]) for key, inside in value.items()
        )
    if is_dataclass(hint):
        return type(value) is hint and all(
            _fits(getattr(value, name), kind) for name, kind in get_type_hints(hint).items()
        )
    return type(value) is hint


def _in_order(
    locks: Mapping[str, Lock], sums: Mapping[str, str], content: Path, findings: Findings
) -> Iterable[str]:
    """Walk the chain from its beginning; whatever does not hold on to it is reported."""
    for lock in locks.values():
        _check_link(lock, sums, content, findings)
    after: dict[str | None, list[str]] = {}
    for lock in locks.values():
        after.setdefault(lock.previous.issue if lock.previous else None, []).append(lock.issue)
    for before, followers in after.items():
        for issue in sorted(followers)[1:]:
            what = f"the lock of {before}" if before else "nothing"
            message = f"this lock and that of {sorted(followers)[0]} both follow {what}"
            hint = f"remove the one sealed last and seal it anew: `issue {issue}`"
            findings.fault(Place(str(lock_file(content, issue))), message, hint)
    order: list[str] = []
    at: str | None = None
    while at in after and len(order) < len(locks):
        at = sorted(after[at])[0]
        order.append(at)
    return order


def _check_link(lock: Lock, sums: Mapping[str, str], content: Path, findings: Findings) -> None:
    link = lock.previous
    if link is None or sums.get(link.issue) == link.sha256:
        return
    file = lock_file(content, lock.issue)
    if link.issue in sums:
        message = f"the lock of {link.issue}, on which this one holds, is not what it was"
    else:
        message = f"the lock of {link.issue}, on which this one holds, is missing"
    findings.fault(Place(str(file)), message, f"bring {lock_file(content, link.issue)} back from git")
