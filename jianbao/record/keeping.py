"""Where the PDFs of issued bulletins are kept, so that they are served as they were and never made again.

Comes in: papers, and what publication.yml says of the archive. Goes out: files below the archive's folder,
and their bytes again, held against the lock.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import ContentFault, EnvironmentFault, Findings, Place
from jianbao.model import Imprint, ItemId, Keeping
from jianbao.record.lock import KeptPaper, Lock
from jianbao.release import write_file

_NAME = re.compile(r"[0-9a-z_-]+/[0-9a-z_-]+\.pdf")
_POINTER = b"version https://git-lfs.github.com/spec/"
_OUTSIDE = "JIANBAO_ARCHIVE"
_ATTRIBUTES = "*.pdf filter=lfs diff=lfs merge=lfs -text\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The folder of issued papers, and by what it is kept."""

    folder: Path
    keeping: Keeping

    @classmethod
    def of(cls, imprint: Imprint, content: Path) -> "Archive":
        """Return the archive of a publication.

        What lies outside of the content is named by the environment: whoever writes content may not choose
        what else is read.

        Raises:
            EnvironmentFault: papers are kept outside, and JIANBAO_ARCHIVE does not say where.
        """
        keeping = imprint.archive.keep
        if keeping is not Keeping.OUTSIDE:
            return cls(folder=content / "archive", keeping=keeping)
        outside = os.environ.get(_OUTSIDE)
        if not outside:
            raise EnvironmentFault(
                f"the papers of issued bulletins are kept outside: say where in {_OUTSIDE}"
            )
        return cls(folder=Path(outside), keeping=keeping)

    def keep(self, printed: PrintedIssue, edition: str) -> KeptPaper:
        """Put a paper into the archive.

        Raises:
            ContentFault: another one is kept there, whose lock went missing; it is not written over.
        """
        name = f"{printed.issue_id}/{printed.issue_id}{'' if edition == 'public' else f'-{edition}'}.pdf"
        file = self.folder / name
        if file.is_file() and file.read_bytes() != printed.content:
            hint = "bring its lock back from git; or remove this file, if the issue was never sealed"
            raise _fault(file, f"another PDF of {printed.issue_id} is kept here", hint)
        if self.keeping is Keeping.LFS:
            write_file(self.folder / ".gitattributes", _ATTRIBUTES.encode())
        write_file(file, printed.content)
        return KeptPaper(
            file=name,
            sha256=hashlib.sha256(printed.content).hexdigest(),
            size=len(printed.content),
            pages=printed.page_count,
            page_of={str(item): page for item, page in printed.page_of.items()},
            colophon_alone=printed.colophon_alone,
        )

    def take_out(self, lock: Lock, edition: str) -> PrintedIssue:
        """Return a paper as it was issued.

        Raises:
            ContentFault: it is missing, or not what was sealed.
        """
        kept = lock.papers[edition]
        content = self._read(kept, lock)
        return PrintedIssue(
            issue_id=lock.issue,
            content=content,
            page_count=kept.pages,
            page_of={ItemId(item): page for item, page in kept.page_of.items()},
            colophon_alone=kept.colophon_alone,
        )

    def issues(self) -> list[str]:
        """Return the ids of the issues of which papers are kept."""
        papers = (file.relative_to(self.folder).as_posix() for file in self.folder.glob("*/*.pdf"))
        return sorted({name.partition("/")[0] for name in papers if _NAME.fullmatch(name)})

    def _read(self, kept: KeptPaper, lock: Lock) -> bytes:
        file = self.folder / kept.file
        if not _NAME.fullmatch(kept.file) or file.resolve() != self.folder.resolve() / kept.file:
            raise _fault(file, "this is no place in the archive", "bring the lock back from git as it was")
        if not file.is_file():  # a pipe would be waited for
            raise _fault(file, f"the PDF of {lock.issue} is missing", self._whence())
        content = file.read_bytes()
        if content.startswith(_POINTER):
            raise _fault(file, "only a pointer of Git LFS is here", "run `git lfs pull`")
        if hashlib.sha256(content).hexdigest() != kept.sha256:
            raise _fault(file, f"this is not the PDF with which {lock.issue} was issued", self._whence())
        return content

    def _whence(self) -> str:
        if self.keeping is Keeping.OUTSIDE:
            return f"bring it back from where the archive is kept into {self.folder}"
        return "bring it back from git as it was"


def _fault(file: Path, message: str, hint: str) -> ContentFault:
    findings = Findings()
    findings.fault(Place(str(file)), message, hint)
    return ContentFault(findings)
