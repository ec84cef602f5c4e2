"""Fonts and colour profiles: what is missing or altered is fetched again, what is right is left alone.

Comes in: what the manifests name. Goes out: their files in fonts/ and profiles/, each with the sha256 that
the manifest names, and the texts of their licences in LICENSES/ beside them.
"""

import hashlib
import shutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault
from jianbao.fonts import OWN
from jianbao.progress import Step
from jianbao.setup.commands import Commands
from jianbao.setup.debian import fetch_from_debian
from jianbao.setup.npm import fetch_from_npm
from jianbao.setup.origin import Fetched, read_origin
from jianbao.setup.places import Places
from jianbao.setup.woff import unpack_woff
from jianbao.supplies import Supply, verify


def complete_supplies(supplies: Sequence[Supply], places: Places, commands: Commands, step: Step) -> None:
    """Put every file in its place, or raise EnvironmentFault."""
    (places.fonts / OWN).mkdir(parents=True, exist_ok=True)
    wanted = [supply for supply in supplies if verify([supply], places.place_of(supply).parent)]
    for supply in supplies:
        if supply not in wanted:
            step(supply.file)
    shutil.rmtree(places.fetched, ignore_errors=True)
    step.say("fetching")
    for fetched in _fetch(wanted, places, commands):
        supply = next(supply for supply in wanted if supply.file == fetched.file)
        _keep(supply, fetched, places)
        step(supply.file)
    shutil.rmtree(places.fetched, ignore_errors=True)


def _fetch(supplies: Sequence[Supply], places: Places, commands: Commands) -> Iterator[Fetched]:
    def out_of(registry: str) -> list[Supply]:
        return [supply for supply in supplies if read_origin(supply.origin).registry == registry]

    yield from fetch_from_npm(out_of("npm"), places, commands)
    yield from fetch_from_debian(out_of("deb"), places, commands)


def _keep(supply: Supply, fetched: Fetched, places: Places) -> None:
    """Check a file and move it to its place in one step, its licence before it."""
    content = _unpacked(supply, fetched.content)
    found = hashlib.sha256(content).hexdigest()
    if found != supply.sha256:
        named = f"is not the file {supply.manifest} names"
        raise EnvironmentFault(f"{supply.origin} {named}: its sha256 is {found}, not {supply.sha256}")
    place = places.place_of(supply)
    if fetched.terms:
        _replace(place.parent / "LICENSES" / f"{place.stem}.txt", fetched.terms, places)
    _replace(place, content, places)


def _unpacked(supply: Supply, content: bytes) -> bytes:
    if not read_origin(supply.origin).path.endswith(".woff"):
        return content
    try:
        return unpack_woff(content)
    except (ValueError, zlib.error) as error:
        raise EnvironmentFault(f"{supply.origin} cannot be unpacked: {error}") from error


def _replace(path: Path, content: bytes, places: Places) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = places.fetched / path.name
    fresh.write_bytes(content)
    fresh.replace(path)
