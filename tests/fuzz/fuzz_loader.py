"""Feeds files made by atheris to the loader, until one ends in a traceback.

The first byte of an input says which file of a small content folder the rest is.
Run: `python tests/fuzz/fuzz_loader.py -max_total_time=3600 -timeout=5 CORPUS`, with the group `fuzz` of
pyproject.toml.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import atheris
from corpus import TESTS, arguments

with atheris.instrument_imports(include=["jianbao"]):
    from jianbao.diagnostics import ContentFault
    from jianbao.load import read_publication

BASE = TESTS / "faults" / "base"
CONTENT = Path(tempfile.mkdtemp(prefix="fuzz-")) / "content"
FILES = (
    "items/2020/books.yml",
    "issues/2020-03.yml",
    "recipients.yml",
    "publication.yml",
    "regions.yml",
    "topics.yml",
    "sources.yml",
    "errata/2020-03-1.yml",
)


def try_file(data: bytes) -> None:
    """Read a content folder in which one file is these bytes: refused in words with their place, or read."""
    name = FILES[data[0] % len(FILES)] if data else FILES[0]
    file = CONTENT / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data[1:])
    said = refusal()
    file.unlink()
    if (BASE / name).is_file():
        shutil.copyfile(BASE / name, file)
    assert all(": " in line and "; " in line for line in said.splitlines()), said


def refusal() -> str:
    """Return what is said against the content, if anything is."""
    try:
        read_publication(CONTENT)
    except ContentFault as fault:
        return str(fault)
    return ""


def seeds() -> list[bytes]:
    """Return every such file of the base and of the faults, behind the byte that names it."""
    return [
        bytes([number]) + file.read_bytes()
        for number, name in enumerate(FILES)
        for file in sorted(TESTS.glob(f"faults/*/**/{name}"))
        if file.is_file() and not file.is_symlink()
    ]


if __name__ == "__main__":
    shutil.copytree(BASE, CONTENT)
    atheris.Setup(arguments(sys.argv, seeds()), try_file)
    atheris.Fuzz()
