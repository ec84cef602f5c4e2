"""The chain of locks: each holds the hash of the one sealed before it.

Comes in: a content folder. Goes out: the `Record` of its locks in the order in which they were sealed, or a
fault for each that cannot be read or does not hold on to the others.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from jianbao.diagnostics import ContentFault, Findings, Place
from jianbao.record.lock import SUFFIX, Lock, Record, lock_file
from jianbao.record.written_lock import NoLock, read_bytes, read_lock


def read_record(content: Path) -> Record:
    """Read every lock below a content folder.

    Raises:
        ContentFault: one cannot be read, or they do not hold on to each other in one chain.
    """
    findings = Findings()
    locks: dict[str, Lock] = {}
    sums: dict[str, str] = {}
    for file in sorted((content / "issues").glob(f"*{SUFFIX}")):
        try:
            written = read_bytes(file)
            lock = read_lock(written, file.name)
        except NoLock as wrong:
            findings.fault(Place(str(file)), wrong.message, wrong.hint)
            continue
        locks[lock.issue] = lock
        sums[lock.issue] = hashlib.sha256(written).hexdigest()
    order = _in_order(locks, sums, content, findings)
    if findings.faults:
        raise ContentFault(findings)
    return Record(locks={issue: locks[issue] for issue in order}, sums=sums)


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
