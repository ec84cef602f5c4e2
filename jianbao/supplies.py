"""Files that papers are made with and that come from elsewhere: fonts and colour profiles.

Comes in: a manifest (theme/*.toml) and the folder in which its files lie. Goes out: what is wrong with them,
if anything is; whatever passes has the bytes that the manifest names.

Set-up runs this before any dependency is there, so it needs the standard library only.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from jianbao.diagnostics import EnvironmentFault

MEND = "python3 build.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """One file: where it comes from and what its bytes must be."""

    kind: ClassVar[str]
    """What messages call it."""
    folder: ClassVar[str]
    """Where such files lie, below the checkout."""
    manifest: ClassVar[str]
    """What names them, below the checkout."""

    file: str
    origin: str
    sha256: str
    size: int
    licence: str
    terms: str


AnySupply = TypeVar("AnySupply", bound=Supply)


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not what the manifest says."""

    supply: Supply
    path: Path
    fault: str

    def __str__(self) -> str:
        """Name the file, what is wrong with it and the command that mends it."""
        return f"{self.path}: this {self.supply.kind} {self.fault}; `{MEND}` fetches it again"


def read_supplies(
    manifest: Path, table: str, build: Callable[[dict[str, Any]], AnySupply]
) -> tuple[AnySupply, ...]:
    """Read the tables of a manifest in its own order; `build` makes of each what it names.

    Raises:
        EnvironmentFault: the manifest is not as it should be.
    """
    try:
        tables = tomllib.loads(manifest.read_text(encoding="utf-8")).get(table, [])
        supplies = tuple(build(facts) for facts in tables)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EnvironmentFault(f"{manifest}: {error}; restore it from git") from error
    files = [supply.file for supply in supplies]
    twice = sorted({name for name in files if files.count(name) > 1})
    if twice or not supplies:
        what = f"names {', '.join(twice)} twice" if twice else f"names no {table}"
        raise EnvironmentFault(f"{manifest}: {what}; restore it from git")
    return supplies


def checked(facts: dict[str, Any], table: str, kind: type[Supply]) -> dict[str, Any]:
    """Return the facts of a table if they are those of its kind, or raise ValueError."""
    names = {field.name for field in fields(kind)}
    if odd := sorted(names ^ facts.keys()):
        raise ValueError(f"[[{table}]] lacks or does not know: {', '.join(odd)}")
    name = facts["file"]
    if Path(name).name != name:
        raise ValueError(f"file {name!r} must be a plain file name")
    if len(facts["sha256"]) != 64 or not isinstance(facts["size"], int):
        raise ValueError(f"{name}: sha256 must have 64 digits and size be a number")
    return facts


def verify(supplies: Iterable[Supply], folder: Path) -> list[Problem]:
    """Read every file and tell which are missing or altered, in the manifest's order."""
    found = ((supply, folder / supply.file) for supply in supplies)
    return [Problem(supply, path, fault) for supply, path in found if (fault := _fault(supply, path))]


def require(supplies: Iterable[Supply], folder: Path) -> None:
    """Raise EnvironmentFault with every problem there is, if there is one."""
    if problems := verify(supplies, folder):
        raise EnvironmentFault("\n".join(map(str, problems)))


def _fault(supply: Supply, path: Path) -> str:
    if not path.is_file():
        return "is missing"
    if path.stat().st_size != supply.size or sha256_of(path) != supply.sha256:
        return "was altered"
    return ""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
