"""Fonts from Debian packages, or from the TeX distribution of a machine without apt.

Comes in: the faces wanted. Goes out: their files; the package is downloaded and read, never installed.
"""

import gzip
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from jianbao.diagnostics import EnvironmentFault
from jianbao.fonts import Face
from jianbao.setup.commands import Commands
from jianbao.setup.origin import Fetched, read_origin
from jianbao.setup.places import Places


def fetch_from_debian(faces: Sequence[Face], places: Places, commands: Commands) -> Iterator[Fetched]:
    """Yield the files of these faces, package by package."""
    packages = sorted({read_origin(face.origin).package for face in faces})
    for package in packages:
        wanted = [face for face in faces if read_origin(face.origin).package == package]
        if shutil.which("apt-get") and shutil.which("dpkg-deb"):
            yield from _from_package(package, wanted, places, commands)
        else:
            yield from (_from_tex(face, places) for face in wanted)


def _from_package(
    package: str, faces: Sequence[Face], places: Places, commands: Commands
) -> Iterator[Fetched]:
    members = {name for face in faces for name in (read_origin(face.origin).path, face.terms)}
    contents = _read_members(_download(package, places.fetched / "deb", commands), members)
    for face in faces:
        path = read_origin(face.origin).path
        if path not in contents:
            raise EnvironmentFault(f"Debian's package {package} has no {path}\n{_by_hand(face, places)}")
        terms = contents.get(face.terms, b"")
        yield Fetched(
            face_file=face.file,
            content=contents[path],
            terms=gzip.decompress(terms) if face.terms.endswith(".gz") and terms else terms,
        )


def _download(package: str, folder: Path, commands: Commands) -> Path:
    """Download a package with the machine's lists; if they do not serve, with lists of our own."""
    folder.mkdir(parents=True)
    failing = f"apt-get could not download {package}"
    get = ("apt-get", "-o", "APT::Sandbox::User=")
    try:
        commands.run(failing, [*get, "download", package], cwd=folder)
    except EnvironmentFault:
        own = _own_lists(folder)
        updated = commands.run(failing, [*get, *own, "update"], cwd=folder)
        commands.run(failing, [*get, *own, "download", package], cwd=folder, resting_on=updated)
    return next(folder.glob("*.deb"))


def _own_lists(folder: Path) -> list[str]:
    """Return the options that keep apt's lists in a folder of our own, where no right is needed."""
    for name in ("state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    return [
        "-o", f"Dir::State={folder / 'state'}",
        "-o", f"Dir::Cache={folder / 'cache'}",
        "-o", "Dir::State::status=/var/lib/dpkg/status",
        "-o", "Acquire::Languages=none",
    ]  # fmt: skip


def _read_members(deb: Path, members: set[str]) -> dict[str, bytes]:
    """Read these files out of a package without unpacking the others."""
    contents: dict[str, bytes] = {}
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as process:
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as tar:
                for member in tar:
                    name = member.name.removeprefix("./")
                    file = tar.extractfile(member) if name in members else None
                    if file is not None:
                        contents[name] = file.read()
                    if contents.keys() == members:
                        break
        except tarfile.TarError as error:
            raise EnvironmentFault(f"{deb} cannot be read: {error}; run the same command again") from error
        finally:
            process.kill()
    return contents


def _from_tex(face: Face, places: Places) -> Fetched:
    name = PurePosixPath(read_origin(face.origin).path).name
    found = shutil.which("kpsewhich")
    path = found and subprocess.run([found, name], capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        lacking = f"neither apt-get nor a TeX distribution is here to give {name}"
        raise EnvironmentFault(f"{lacking}\n{_by_hand(face, places)}")
    return Fetched(face_file=face.file, content=Path(path).read_bytes(), terms=b"")


def _by_hand(face: Face, places: Places) -> str:
    return (
        f"put the file {PurePosixPath(read_origin(face.origin).path).name} (from CTAN or TeX Live, sha256 "
        f"{face.sha256})\nthere as {places.fonts / face.file}, then run the same command again"
    )
