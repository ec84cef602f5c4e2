"""Feeds an item's file made by atheris to the loader, until one ends in a traceback.

Run: `python tests/fuzz/fuzz_loader.py -max_total_time=300` (group `fuzz` of pyproject.toml).
"""

import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["jianbao"]):
    from jianbao.diagnostics import ContentFault
    from jianbao.load import read_publication

BASE = Path(__file__).parent.parent / "faults" / "base"
CONTENT = Path(tempfile.mkdtemp(prefix="fuzz-")) / "content"


def try_item(data: bytes) -> None:
    """Read a content folder in which one item is these bytes: it is refused in words, or read."""
    (CONTENT / "items/2020/books.yml").write_bytes(data)
    with suppress(ContentFault):
        read_publication(CONTENT)


if __name__ == "__main__":
    shutil.copytree(BASE, CONTENT)
    atheris.Setup(sys.argv, try_item)
    atheris.Fuzz()
