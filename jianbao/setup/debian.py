"""Files from Debian packages, or from the TeX distribution of a machine without apt.

Comes in: the supplies wanted. Goes out: their files; the package is downloaded and read, never installed.
"""

import gzip
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from jianbao.diagnostics import EnvironmentFault
from jianbao.setup.commands import Commands
from jianbao.setup.origin import Fetched, read_origin
from jianbao.setup.places import Places
from jianbao.supplies import Supply


def fetch_from_debian(supplies: Sequence[Supply], places: Places, commands: Commands) -> Iterator[Fetched]:
    """Yield the files of these supplies, package by package."""
    packages = sorted({read_origin(supply.origin).package for supply in supplies})
    for package in packages:
        wanted = [supply for supply in supplies if read_origin(supply.origin).package == package]
        if shutil.which("apt-get") and shutil.which("dpkg-deb"):
            yield from _from_package(package, wanted, places, commands)
        else:
            yield from (_from_tex(supply, places) for supply in wanted)


def _from_package(
    package: str, supplies: Sequence[Supply], places: Places, commands: Commands
) -> Iterator[Fetched]:
    members = {name for supply in supplies for name in (read_origin(supply.origin).path, supply.terms)}
    contents = _read_members(_download(package, places.fetched / "deb" / package, commands), members)
    for supply in supplies:
        path = read_origin(supply.origin).path
        if path not in contents:
            raise EnvironmentFault(f"Debian's package {package} has no {path}\n{_by_hand(supply, places)}")
        terms = contents.get(supply.terms, b"")
        yield Fetched(
            file=supply.file,
            content=contents[path],
            terms=gzip.decompress(terms) if supply.terms.endswith(".gz") and terms else terms,
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


def _from_tex(supply: Supply, places: Places) -> Fetched:
    name = PurePosixPath(read_origin(supply.origin).path).name
    found = shutil.which("kpsewhich")
    path = found and subprocess.run([found, name], capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        lacking = f"neither apt-get nor a TeX distribution is here to give {name}"
        raise EnvironmentFault(f"{lacking}\n{_by_hand(supply, places)}")
    return Fetched(file=supply.file, content=Path(path).read_bytes(), terms=b"")


def _by_hand(supply: Supply, places: Places) -> str:
    return (
        f"put the file {PurePosixPath(read_origin(supply.origin).path).name} (from CTAN or TeX Live, sha256 "
        f"{supply.sha256})\nthere as {places.place_of(supply)}, then run the same command again"
    )
