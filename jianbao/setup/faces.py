"""The font files: what is missing or altered is fetched again, what is right is left alone.

Comes in: the faces. Goes out: their files in fonts/, each with the sha256 the manifest names, and the
texts of their licences in fonts/LICENSES/.
"""

import hashlib
import shutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault
from jianbao.fonts import OWN, Face, verify
from jianbao.progress import Step
from jianbao.setup.commands import Commands
from jianbao.setup.debian import fetch_from_debian
from jianbao.setup.npm import fetch_from_npm
from jianbao.setup.origin import Fetched, read_origin
from jianbao.setup.places import Places
from jianbao.setup.woff import unpack_woff


def complete_fonts(faces: Sequence[Face], places: Places, commands: Commands, step: Step) -> None:
    """Put every face in its place, or raise EnvironmentFault."""
    (places.fonts / OWN).mkdir(parents=True, exist_ok=True)
    wanted = [problem.face for problem in verify(faces, places.fonts)]
    for face in faces:
        if face not in wanted:
            step(face.file)
    shutil.rmtree(places.fetched, ignore_errors=True)
    step.say("fetching")
    for fetched in _fetch(wanted, places, commands):
        face = next(face for face in wanted if face.file == fetched.face_file)
        _keep(face, fetched, places)
        step(face.file)
    shutil.rmtree(places.fetched, ignore_errors=True)


def _fetch(faces: Sequence[Face], places: Places, commands: Commands) -> Iterator[Fetched]:
    def out_of(registry: str) -> list[Face]:
        return [face for face in faces if read_origin(face.origin).registry == registry]

    yield from fetch_from_npm(out_of("npm"), places, commands)
    yield from fetch_from_debian(out_of("deb"), places, commands)


def _keep(face: Face, fetched: Fetched, places: Places) -> None:
    """Check a font and move it to its place in one step, its licence before it."""
    content = _as_sfnt(face, fetched.content)
    found = hashlib.sha256(content).hexdigest()
    if found != face.sha256:
        raise EnvironmentFault(
            f"{face.origin} is not the file theme/fonts.toml names: its sha256 is {found}, not {face.sha256}"
        )
    if fetched.terms:
        _replace(places.fonts / "LICENSES" / f"{Path(face.file).stem}.txt", fetched.terms, places)
    _replace(places.fonts / face.file, content, places)


def _as_sfnt(face: Face, content: bytes) -> bytes:
    if not read_origin(face.origin).path.endswith(".woff"):
        return content
    try:
        return unpack_woff(content)
    except (ValueError, zlib.error) as error:
        raise EnvironmentFault(f"{face.origin} cannot be unpacked: {error}") from error


def _replace(path: Path, content: bytes, places: Places) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = places.fetched / path.name
    fresh.write_bytes(content)
    fresh.replace(path)
