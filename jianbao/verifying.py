"""What is published against what was sealed, and the copy that a code names: offline, making nothing anew.

Comes in: what was read of a content folder, and where site and private papers lie. Goes out: findings, a line
each, and what was looked at.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from jianbao.diagnostics import UsageFault
from jianbao.issued import FOR_EVER, PUBLIC, IssuedPapers, shares_of
from jianbao.load import Loaded
from jianbao.model import public_edition
from jianbao.model.copy_number import CopyNumber
from jianbao.record import Share
from jianbao.record.signing import SIGNATURE, signer_of
from jianbao.record.verifying import check_folder, check_kept, check_served, check_unlocked
from jianbao.release import CHECKSUMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found, and in what."""

    findings: tuple[str, ...]
    summary: str


def verify_all(
    found: Loaded,
    content: Path,
    site: Path,
    papers: Path,
    signers: Path | None,
    *,
    moment: dt.datetime = FOR_EVER,
) -> Verified:
    """Hold the site, the private papers and the archive against their lists and locks.

    Of an issue of which an embargo hides something at `moment`, the site has a paper of its own.

    Raises:
        ContentFault: a lock cannot be read, or their chain is broken.
    """
    issued = IssuedPapers.of(found, content)
    folders = [site, *_packages(papers)]
    findings = [finding for folder in folders for finding in check_folder(folder)]
    findings += (*check_kept(issued.record, issued.archive), *check_unlocked(issued.record, issued.archive))
    public = public_edition(found.publication, moment)
    whole = {issue.id for issue in public.issues if issued.is_kept(issue, PUBLIC)}
    findings += check_served(issued.record, site, whole)
    looked_at = [f"{_counted(_count(folder), 'file')} in {folder}" for folder in folders]
    looked_at.append(_counted(len(issued.record.locks), "lock"))
    if signers:
        signer = signer_of(site, signers) if (site / SIGNATURE).is_file() else None
        looked_at.append(f"signed by {signer}" if signer else "no signature")
        findings += [] if signer else [f"{site / SIGNATURE}: no signature of anyone in {signers}"]
    state = f"{len(findings)} differ" if findings else "as published"
    return Verified(findings=tuple(findings), summary=f"{', '.join(looked_at)}: {state}")


def _packages(papers: Path) -> list[Path]:
    """Return the folders of private papers that were released as a whole: packages of issues, and deposits.

    They are known by the list of checksums, or by what else each of them holds.
    """
    deposit = "*/*-deposit"
    signs = (f"*/{CHECKSUMS}", "*/distribution.csv", f"{deposit}/{CHECKSUMS}", f"{deposit}/bagit.txt")
    return sorted({found.parent for sign in signs for found in papers.glob(sign)})


def _count(folder: Path) -> int:
    sums = folder / CHECKSUMS
    return len(sums.read_bytes().splitlines()) if sums.is_file() else 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def resolve_copy(code: str, found: Loaded, content: Path) -> str:
    """Say to whom the copy belongs that bears a code: by the lock of its issue, or else as things stand.

    Raises:
        UsageFault: the code cannot be read, or there is no such issue or copy.
    """
    try:
        copy = CopyNumber.read(code)
    except ValueError as error:
        raise UsageFault(str(error)) from None
    shares, state = _shares_of(copy.issue_id, found, content)
    if not shares:
        raise UsageFault(f"{code}: there is no issue {copy.issue_id}, or it has no copies")
    share = next((share for share in shares if share.first <= copy.number <= share.last), None)
    if share is None:
        last = shares[-1].last
        raise UsageFault(f"{code}: {copy.issue_id} has copies 000001 to {last:06}, and none of that number")
    holder = f"{share.name} ({share.recipient})" if share.recipient else share.line
    numbers = f"{share.first:06}-{share.last:06}"
    return f"{copy.code}: copy {copy.digits} of {copy.issue_id}, {holder}, {numbers}; {state}"


def _shares_of(issue_id: str, found: Loaded, content: Path) -> tuple[tuple[Share, ...], str]:
    """Return who holds the copies of an issue, and whether that is sealed."""
    lock = IssuedPapers.of(found, content).record.locks.get(issue_id)
    if lock:
        return lock.shares, "sealed"
    issue = found.publication.issue(issue_id)
    if issue is None:
        return (), ""
    shares = shares_of(issue, archive_copies=found.publication.imprint.archive_copies)
    return shares, "not issued yet: this may still change"
