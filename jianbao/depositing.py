"""The deposit of a year: papers, sources, pictures and locks of what was issued, as a bag for an archive.

Comes in: a content folder with its record. Goes out: `<year>-deposit/` below the folder of private papers.
It is private as they are: locks name recipients, and internal items are in it.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from jianbao.artifact import Artifact
from jianbao.issued import IssuedPapers
from jianbao.journey import read_content
from jianbao.model import Issue
from jianbao.progress import Progress
from jianbao.record import Lock, lock_file
from jianbao.record.deposit import pack_bag
from jianbao.release import stage_release
from jianbao.workshop import Workshop, moment_in


def deposit_year(
    year: int, content: Path, papers: Path, moment: dt.datetime, *, workshop: Workshop, progress: Progress
) -> int:
    """Pack what was issued in a year; return the number of files, 0 where nothing was.

    Raises:
        ContentFault: the content is at fault, or a paper is not in the archive as it was issued.
    """
    found = read_content(content, workshop, progress)
    publication = found.publication
    issued = IssuedPapers.of(found, content)
    locks = issued.record.locks
    issues = [issue for issue in publication.issues if issue.number.year == year and issue.id in locks]
    if not issues:
        return 0
    with stage_release(papers / str(year) / f"{year}-deposit") as folder:
        files = [file for issue in issues for file in _files_of(issue, locks[issue.id], issued, content)]
        files += [_copy(content, f"{name}.yml") for name in _LISTS if (content / f"{name}.yml").is_file()]
        return pack_bag(
            folder,
            {file.path: file for file in files}.values(),
            about={
                "Source-Organization": publication.imprint.issuer,
                "External-Description": f"{publication.imprint.organ} {publication.imprint.name} {year}",
                "External-Identifier": publication.imprint.site_url,
            },
            day=moment_in(publication, moment).date(),
        )


_LISTS = ("publication", "regions", "topics", "sources", "recipients")


def _files_of(issue: Issue, lock: Lock, issued: IssuedPapers, content: Path) -> Iterator[Artifact]:
    """Yield an issue's papers as they were issued, and what it was made from."""
    for edition, kept in lock.papers.items():
        yield Artifact(f"papers/{kept.file}", issued.archive.take_out(lock, edition).content)
    yield _copy(content, f"issues/{issue.id}.yml")
    yield _copy(content, lock_file(Path(), issue.id).as_posix())
    for item in issue.items:
        yield _copy(content, f"items/{item.id}.yml")
        for picture in item.picture_files:
            yield _copy(content, f"images/{picture.path}")
    for erratum in sorted((content / "errata").glob(f"{issue.id}-*.yml")):
        yield _copy(content, f"errata/{erratum.name}")


def _copy(content: Path, path: str) -> Artifact:
    return Artifact(f"content/{path}", (content / path).read_bytes())
