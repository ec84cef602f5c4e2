"""Which files content/ holds: regular files in their places, and nothing that leads out of it.

Comes in: the content folder. Goes out: paths by what they are; whatever is out of place is reported.
"""

import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from jianbao.diagnostics import Findings, Place

MAX_FOLDERS = 10
LISTS = ("publication", "regions", "topics", "sources", "recipients")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PICTURE = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_.-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.[a-z0-9]+")
_IGNORED = re.compile(r"\..*|.*~|.*\.(?:md|txt|lock)|Thumbs\.db|desktop\.ini")


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

    def name(self, *parts: str) -> str:
        """Return the name of a file as messages show it."""
        return "".join(
            c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in "/".join((self.shown, *parts))
        )


def list_files(root: Path, shown: str, findings: Findings) -> ContentFolder:
    """List the files below `root`; `shown` is what the folder is called in messages."""
    folder = ContentFolder(root, shown)
    for file in _walk(root, folder, findings):
        _sort_in(file.relative_to(root).parts, file, folder, findings)
    return folder


def _walk(directory: Path, folder: ContentFolder, findings: Findings) -> list[Path]:
    found: list[Path] = []
    for entry, mode in _entries(directory, folder, findings):
        parts = entry.relative_to(folder.root).parts
        if _IGNORED.fullmatch(entry.name):
            continue
        if stat.S_ISREG(mode):
            found.append(entry)
        elif not stat.S_ISDIR(mode):
            place = Place(folder.name(*parts))
            findings.fault(place, "this is not a regular file", "put the file itself here, not a link to it")
        elif len(parts) > MAX_FOLDERS:
            message = f"folders lie deeper than {MAX_FOLDERS} levels within each other"
            findings.fault(Place(folder.name(*parts)), message, "move its files up")
        else:
            found += _walk(entry, folder, findings)
    return found


def _entries(directory: Path, folder: ContentFolder, findings: Findings) -> list[tuple[Path, int]]:
    """Return what a folder holds, with the mode of each; what vanishes meanwhile is left out."""
    found: list[tuple[Path, int]] = []
    try:
        for entry in sorted(directory.iterdir()):
            with suppress(FileNotFoundError):
                found.append((entry, entry.lstat().st_mode))
    except OSError as error:
        place = Place(folder.name(*directory.relative_to(folder.root).parts))
        findings.fault(place, f"the folder cannot be read: {error.strerror}", "check its permissions")
    return found


def _sort_in(parts: tuple[str, ...], file: Path, folder: ContentFolder, findings: Findings) -> None:
    place = Place(folder.name(*parts))
    kind, rest = parts[0], parts[1:]
    stem = file.name.removesuffix(".yml")
    if kind == "images" and rest:
        path = "/".join(rest)
        if not _PICTURE.fullmatch(path):
            hint = "use the letters a to z, digits, `-` and `_`, and .png, .jpg or .webp in lower case"
            findings.fault(place, f'"{path}" cannot be the name of a picture', hint)
        folder.pictures[path] = file
    elif file.suffix == ".yaml":
        findings.fault(place, "this file is not read", f"name it {file.stem}.yml")
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


def _add(files: dict[str, Path], name: str, file: Path, place: Place, findings: Findings) -> None:
    if not all(_SEGMENT.fullmatch(segment) for segment in name.split("/")):
        hint = "use lower-case letters, digits, `-` and `_` in names of files and folders"
        findings.fault(place, f'"{name}" cannot be an id', hint)
    files[name] = file
