"""Which files content/ holds: regular files in their places, and nothing that leads out of it.

Comes in: the content folder. Goes out: paths by what they are; whatever is out of place is reported.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from jianbao.diagnostics import ContentFault, Diagnostic, Findings, Place, Severity
from jianbao.load.characters import name_of

MAX_FOLDERS = 10
MAX_SEGMENT = 100
MAX_NAME = 200
MAX_ENTRIES = 100_000
MAX_TEXT_BYTES = 256 * 1024 * 1024
"""The YAML of all files: four times what 12,000 items of 1,800 characters take."""
ARCHIVE = "archive"
"""The folder of issued papers, which hold themselves against their locks (jianbao.record)."""
RECEIPTS = "receipts"
"""The folder of return receipts, a table for each issue: private, and no part of a build."""
LISTS = ("publication", "regions", "topics", "sources", "recipients")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PICTURE = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_.-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.[a-z0-9]+")
_IGNORED = re.compile(r".*~|.*\.(?:md|txt|lock)|Thumbs\.db|desktop\.ini")
_WITH_ANOTHER_SUFFIX = re.compile(r"(.*\.(?:yml|yaml|png|jpe?g|webp))\.(?:md|txt)", re.IGNORECASE)
"""Names to which an editor of texts has added its own suffix, which some systems hide."""
_OF_FILES = re.compile(r".*\.(?:yml|yaml|png|jpe?g|webp|lock)", re.IGNORECASE)


@dataclass(slots=True)
class ContentFolder:
    """The files of content/ by id, or for pictures by path below images/."""

    root: Path
    shown: str
    lists: dict[str, Path] = field(default_factory=dict)
    items: dict[str, Path] = field(default_factory=dict)
    issues: dict[str, Path] = field(default_factory=dict)
    errata: dict[str, Path] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)

    @property
    def sealed(self) -> frozenset[str]:
        """The ids of issues that have a lock (jianbao.record), which is no file of editors."""
        return frozenset(file.stem for file in (self.root / "issues").glob("*.lock"))

    def name(self, *parts: str) -> str:
        """Return the name of a file as messages show it."""
        return "".join(
            c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in "/".join((self.shown, *parts))
        )


def list_files(
    root: Path, shown: str, findings: Findings, *, entries: int = MAX_ENTRIES, size: int = MAX_TEXT_BYTES
) -> ContentFolder:
    """List the files below `root`; `shown` is what the folder is called in messages.

    Raises:
        ContentFault: there are more than `entries` files and folders, or `size` bytes of YAML.
    """
    folder = ContentFolder(root, shown)
    room = _Room(folder.name(), entries, size)
    for file in _walk(root, folder, room, findings):
        _sort_in(file.relative_to(root).parts, file, folder, findings)
    _refuse_twins(folder, findings)
    return folder


@dataclass(slots=True)
class _Room:
    """What the whole of content/ may hold, and holds so far."""

    shown: str
    entries: int
    size: int
    _entries: int = 0
    _size: int = 0

    def take(self, entry: Path, status: os.stat_result) -> None:
        """Count a file or folder."""
        self._entries += 1
        self._size += status.st_size if entry.suffix == ".yml" else 0
        if self._entries > self.entries:
            self._refuse(f"there are more than {self.entries:,} files and folders")
        if self._size > self.size:
            self._refuse(f"the files hold more than {self.size / 1024**2:g} MiB of text")

    def _refuse(self, message: str) -> NoReturn:
        hint = "move years that are done with to a publication of their own"
        raise ContentFault([Diagnostic(Place(self.shown), Severity.FAULT, message, hint)])


def _walk(directory: Path, folder: ContentFolder, room: _Room, findings: Findings) -> Iterator[Path]:
    for entry, status in _entries(directory, folder, findings):
        room.take(entry, status)
        parts = entry.relative_to(folder.root).parts
        if _is_passed_over(entry.name, parts[0], status.st_mode):
            continue
        if stat.S_ISREG(status.st_mode):
            yield entry
            continue
        problem = _problem(entry.name, status.st_mode, len(parts))
        if problem:
            findings.fault(Place(folder.name(*parts)), *problem)
        else:
            yield from _walk(entry, folder, room, findings)


def _is_passed_over(name: str, top: str, mode: int) -> bool:
    """Say whether nothing is to be said of a file or folder; jianbao.record reads every lock."""
    if top == "issues" and name.endswith(".lock"):
        return stat.S_ISREG(mode)
    if name.startswith("."):
        return True
    return bool(
        not stat.S_ISDIR(mode) and _IGNORED.fullmatch(name) and not _WITH_ANOTHER_SUFFIX.fullmatch(name)
    )


def _problem(name: str, mode: int, depth: int) -> tuple[str, str] | None:
    """Say what is wrong with what is no regular file; nothing, if it is a folder to go into."""
    if stat.S_ISLNK(mode):
        return "this is not a regular file", "put the file itself here, not a link to it"
    if not stat.S_ISDIR(mode):
        return "this is not a regular file", "remove it"
    if _OF_FILES.fullmatch(name):
        return "this is a folder by the name of a file", "rename it, or put the file itself here"
    if depth > MAX_FOLDERS:
        return f"folders lie deeper than {MAX_FOLDERS} levels within each other", "move its files up"
    return None


def _entries(directory: Path, folder: ContentFolder, findings: Findings) -> list[tuple[Path, os.stat_result]]:
    """Return what a folder holds, with what the disk says of each; what vanishes meanwhile is left out."""
    found: list[tuple[Path, os.stat_result]] = []
    try:
        for entry in sorted(directory.iterdir()):
            with suppress(FileNotFoundError):
                found.append((entry, entry.lstat()))
    except OSError as error:
        place = Place(folder.name(*directory.relative_to(folder.root).parts))
        findings.fault(place, f"the folder cannot be read: {error.strerror}", "check its permissions")
    return found


def _sort_in(parts: tuple[str, ...], file: Path, folder: ContentFolder, findings: Findings) -> None:
    place = Place(folder.name(*parts))
    kind, rest = parts[0], parts[1:]
    stem = file.name.removesuffix(".yml")
    if kind == "images" and rest and not _WITH_ANOTHER_SUFFIX.fullmatch(file.name):
        path = "/".join(rest)
        if not _PICTURE.fullmatch(path):
            hint = "use the letters a to z, digits, `-` and `_`, and .png, .jpg or .webp in lower case"
            strange = next((f": {name_of(c)} stands in it" for c in path if not c.isascii()), "")
            findings.fault(place, f'"{path}" cannot be the name of a picture{strange}', hint)
        _check_length(path, place, findings)
        folder.pictures[path] = file
    elif kind == ARCHIVE or (kind == RECEIPTS and len(rest) == 1 and file.suffix == ".csv"):
        return
    elif meant := _name_meant(file.name):
        findings.fault(place, "this file is not read", f"name it {meant}")
    elif file.suffix != ".yml":
        findings.warn(place, "this file is not read", "remove it, or put it where it belongs")
    elif not rest and stem in LISTS:
        folder.lists[stem] = file
    elif kind == "items" and rest:
        _add(folder.items, "/".join((*rest[:-1], stem)), file, place, findings)
    elif kind == "issues" and len(rest) == 1:
        _add(folder.issues, stem, file, place, findings)
    elif kind == "errata" and len(rest) == 1:
        _add(folder.errata, stem, file, place, findings)
    else:
        hint = "put items in items/, issues in issues/, corrections in errata/"
        findings.warn(place, "this file is not read", hint)


def _name_meant(name: str) -> str | None:
    """Return what a file should be called whose name has a suffix too many, or a longer one."""
    meant = _WITH_ANOTHER_SUFFIX.sub(r"\1", name)
    if meant.endswith(".yaml"):
        meant = f"{meant.removesuffix('.yaml')}.yml"
    return meant if meant != name else None


def _add(files: dict[str, Path], name: str, file: Path, place: Place, findings: Findings) -> None:
    if not all(_SEGMENT.fullmatch(segment) for segment in name.split("/")):
        hint = "use lower-case letters, digits, `-` and `_` in names of files and folders"
        strange = next((f": {name_of(c)} stands in it" for c in name if not c.isascii()), "")
        findings.fault(place, f'"{name}" cannot be an id{strange}', hint)
    _check_length(name, place, findings)
    files[name] = file


def _check_length(name: str, place: Place, findings: Findings) -> None:
    """Refuse names that are no address any more, or that some file systems cannot hold."""
    if len(name) > MAX_NAME or any(len(segment) > MAX_SEGMENT for segment in name.split("/")):
        message = f"the name is longer than {MAX_SEGMENT} characters, or {MAX_NAME} with its folders"
        findings.fault(place, message, "shorten it")


def _refuse_twins(folder: ContentFolder, findings: Findings) -> None:
    """Refuse pictures that are one file where capital and small letters are the same."""
    first: dict[str, str] = {}
    for path in folder.pictures:
        twin = first.setdefault(path.lower(), path)
        if twin != path:
            message = f'the name differs from "{twin}" in capital letters only'
            findings.fault(Place(folder.name("images", path)), message, "give it another name")
