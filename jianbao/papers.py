"""The papers of a publication as jobs: which to make, and what each depends on.

Comes in: issues and the publication they belong to. Goes out: one `PrintedIssue` each, from the store
where nothing that could change its bytes has changed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jianbao.artifact import PrintedIssue, PrintedVolume
from jianbao.language import Language
from jianbao.model import Issue, ItemId, Publication, excerpt_around
from jianbao.outputs.bound_year import BoundYear, render_volume
from jianbao.outputs.issue_pdf import render_issue
from jianbao.typesetting.versions import library_versions
from jianbao.variants import Pressroom, Variant
from jianbao.work import Job, Store, hash_of, run_jobs

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCall:
    """Everything that makes one issue's paper; picklable, so that any process can make it."""

    issue: Issue
    publication: Publication
    language: Language
    pictures: Mapping[str, bytes]
    theme: Path

    def __call__(self) -> bytes:
        """Make the paper."""
        return _pack(render_issue(self.issue, self.publication, self.language, self.pictures, self.theme))


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantCall:
    """Everything that makes another file of a finished paper; picklable."""

    printed: PrintedIssue
    variant: Variant
    room: Pressroom

    def __call__(self) -> bytes:
        """Make the file."""
        return self.variant.make(self.printed, self.room)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeCall:
    """Everything that binds a year; picklable."""

    volume: BoundYear
    papers: Mapping[str, PrintedIssue]
    language: Language
    theme: Path

    def __call__(self) -> bytes:
        """Bind it."""
        bound = render_volume(self.volume, self.papers, self.language, self.theme)
        return f"{bound.page_count}\n".encode() + bound.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What papers are made with: theme, fonts (by their fingerprint), store, and who does the work.

    Without an `executor` the work is done here, in as many processes as pay.
    """

    theme: Path
    fonts: str
    store: Store
    executor: Executor | None = None

    def print_issues(
        self,
        issues: Iterable[Issue],
        publication: Publication,
        language: Language,
        pictures: Mapping[str, bytes],
        done: Callable[[str], None],
    ) -> dict[str, PrintedIssue]:
        """Return the paper of each issue by its id; `done` is told each id as its paper is there."""
        made_with = self._made_with()
        jobs = []
        for issue in issues:
            excerpt = excerpt_around(publication, issue)
            shown = {file.path: pictures[file.path] for item in issue.items for file in item.picture_files}
            call = PaperCall(
                issue=issue, publication=excerpt, language=language, pictures=shown, theme=self.theme
            )
            key = hash_of((made_with, repr(issue), repr(excerpt), repr(language)))
            jobs.append(Job(issue.id, key, call))
        papers = run_jobs(jobs, self.store, done=done, executor=self.executor)
        return {job.name: _unpack(job.name, content) for job, content in zip(jobs, papers, strict=True)}

    def print_variant(
        self, printed: PrintedIssue, variant: Variant, profiles: Path, done: Callable[[str], None]
    ) -> PrintedIssue:
        """Return another file made of a paper; `profiles` is the folder of colour profiles."""
        room = Pressroom(theme=self.theme, profiles=profiles)
        call = VariantCall(printed=printed, variant=variant, room=room)
        key = hash_of((self._made_with(), repr(variant), str(printed.colophon_alone), printed.content))
        (content,) = run_jobs(
            [Job(printed.issue_id, key, call)], self.store, done=done, executor=self.executor
        )
        return replace(printed, content=content)

    def print_files(
        self, calls: Mapping[str, Callable[[], bytes]], done: Callable[[str], None]
    ) -> dict[str, bytes]:
        """Return further papers by their name; each call can be pickled, and its text says all it is of."""
        made_with = self._made_with()
        jobs = [Job(name, hash_of((made_with, name, repr(call))), call) for name, call in calls.items()]
        made = run_jobs(jobs, self.store, done=done, executor=self.executor)
        return {job.name: content for job, content in zip(jobs, made, strict=True)}

    def bind_years(
        self,
        years: Iterable[int],
        publication: Publication,
        language: Language,
        papers: Mapping[str, PrintedIssue],
        done: Callable[[str], None],
    ) -> dict[int, PrintedVolume]:
        """Return the volume of each year; `papers` are those of its published issues by their id."""
        jobs = []
        for year in years:
            volume = BoundYear.of(year, publication)
            own = {issue.id: papers[issue.id] for issue in volume.issues}
            call = VolumeCall(volume=volume, papers=own, language=language, theme=self.theme)
            contents = (paper.content for paper in own.values())
            key = hash_of((self._made_with(), repr(volume), repr(language), *contents))
            jobs.append(Job(str(year), key, call))
        made = run_jobs(jobs, self.store, done=done, executor=self.executor)
        volumes = (_unpack_volume(job.name, packed) for job, packed in zip(jobs, made, strict=True))
        return {volume.year: volume for volume in volumes}

    def _made_with(self) -> str:
        """Return a hash of what can change a paper besides its content; the theme names the profiles."""
        return hash_of(
            (_fingerprint_of(self.theme), _fingerprint_of(_PACKAGE), self.fonts, *library_versions())
        )


@cache
def _fingerprint_of(folder: Path) -> str:
    """Return a hash of our own files below a folder: code, templates, labels."""
    files = sorted(f for f in folder.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    return hash_of(
        part for file in files for part in (file.relative_to(folder).as_posix(), file.read_bytes())
    )


def _pack(printed: PrintedIssue) -> bytes:
    facts = {
        "pages": printed.page_count,
        "page_of": dict(printed.page_of),
        "colophon_alone": printed.colophon_alone,
        "objections": printed.objections,
    }
    return json.dumps(facts).encode() + b"\n" + printed.content


def _unpack_volume(year: str, packed: bytes) -> PrintedVolume:
    pages, _, content = packed.partition(b"\n")
    return PrintedVolume(year=int(year), content=content, page_count=int(pages))


def _unpack(issue_id: str, packed: bytes) -> PrintedIssue:
    head, _, content = packed.partition(b"\n")
    facts = json.loads(head)
    return PrintedIssue(
        issue_id=issue_id,
        content=content,
        page_count=facts["pages"],
        page_of={ItemId(item_id): page for item_id, page in facts["page_of"].items()},
        colophon_alone=facts["colophon_alone"],
        objections=tuple(facts["objections"]),
    )
