"""What set-up has completed, so that the next run need not do it again.

Comes in: the checkout as it is. Goes out: keys that change whenever a part must be made again. A part
is believed only if its key stands in the stamp, which is written after the part was completed.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from jianbao.setup.places import Places
from jianbao.supplies import Supply

_VERSION = "1"
"""Changes when set-up itself makes something else out of the same locks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The keys of the parts that are complete; an empty key means none."""

    environment: str = ""
    project: str = ""
    supplies: str = ""


def read_stamp(path: Path) -> Stamp:
    """Read the stamp; one that is missing or not understood speaks for nothing."""
    try:
        return Stamp(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Stamp()


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Replace the stamp in one step."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(stamp), indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)


def current_stamp(places: Places, supplies: Iterable[Supply]) -> Stamp:
    """Return the stamp this checkout has to carry on this machine."""
    environment = environment_key(places)
    return Stamp(
        environment=environment,
        project=_hash([environment, _content(places.project)]),
        supplies=supplies_key(places, supplies),
    )


def environment_key(places: Places) -> str:
    """Return a key of what .venv is made of: lock, interpreter, place of the checkout."""
    interpreter = f"{sys.implementation.cache_tag} {sys.base_prefix}"
    return _hash([_VERSION, interpreter, str(places.root), _content(places.lock)])


def supplies_key(places: Places, supplies: Iterable[Supply]) -> str:
    """Return a key of what the manifests name and of the files' sizes and times; empty if one is missing."""
    try:
        marks = [(supply, places.place_of(supply).stat()) for supply in supplies]
    except OSError:
        return ""
    return _hash(f"{supply.file} {supply.sha256} {mark.st_size} {mark.st_mtime_ns}" for supply, mark in marks)


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
