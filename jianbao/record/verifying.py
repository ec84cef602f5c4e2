"""Holds what is published against what was promised, without a network and without making anything anew.

Comes in: a released folder, or the content with its locks and its archive. Goes out: a line for each file
that differs, is missing, or was never listed.
"""

import hashlib
import re
from collections.abc import Container, Iterator
from pathlib import Path

from jianbao.diagnostics import ContentFault
from jianbao.record.keeping import Archive
from jianbao.record.lock import Record
from jianbao.record.signing import SIGNATURE
from jianbao.release import CHECKSUMS

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def check_folder(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a released folder."""
    sums = folder / CHECKSUMS
    if not sums.is_file():
        yield f"{sums}: the list of checksums is missing; publish again"
        return
    listed: dict[str, str] = {}
    for number, line in enumerate(sums.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            yield f"{sums}:{number}: this line cannot be read; publish again"
        else:
            listed[match[2]] = match[1]
    present = {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if (file.is_symlink() or not file.is_dir()) and file not in (sums, folder / SIGNATURE)
    }
    for name, digest in listed.items():
        file = present.get(name)
        if file is None:
            yield f"{folder / name}: the file is missing"
        elif file.is_symlink() or not file.is_file() or _digest(file) != digest:
            yield f"{folder / name}: the file is not what was published"
    for name in sorted(present.keys() - listed.keys()):
        yield f"{folder / name}: the file was not published by a build"


def check_kept(record: Record, archive: Archive) -> Iterator[str]:
    """Yield what is wrong with the papers of the archive."""
    for lock in record.locks.values():
        for edition in lock.papers:
            try:
                archive.take_out(lock, edition)
            except ContentFault as fault:
                yield str(fault)


def check_unlocked(record: Record, archive: Archive) -> Iterator[str]:
    """Yield which issues have papers in the archive and no lock: it went missing, or sealing was cut off."""
    for issue in archive.issues():
        if issue not in record.locks:
            folder = archive.folder / issue
            yield f"{folder}: papers are kept here, and there is no lock of {issue}; bring it back from git"


def check_served(record: Record, site: Path, whole: Container[str]) -> Iterator[str]:
    """Yield which papers on the site are not those that were issued; `whole` issues hide nothing."""
    for lock in record.locks.values():
        public = lock.papers.get("public") if lock.issue in whole else None
        file = site / "issues" / lock.issue / f"{lock.issue}.pdf"
        if public and file.is_file() and _digest(file) != public.sha256:
            yield f"{file}: this is not the PDF with which {lock.issue} was issued; publish again"


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
