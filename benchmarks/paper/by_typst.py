"""The bulletin by Typst, through its package on PyPI.

Comes in: the bulletin. Goes out: a PDF, and how long making it took in a warm process.
"""

import itertools
import json
import time
import zlib
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst
from bulletin import ROOT

STANDARDS = ["a-2a", "ua-1"]


class ByTypst:
    """A process that keeps its fonts, as a service that makes many papers would.

    Typst remembers what it has set and drawn before. Here every run has to set all of it: the type is larger
    by a ten-millionth of a point, and the pictures' files differ by a comment.
    """

    name = "Typst"

    def __init__(self, bulletin: Mapping[str, Any], folder: Path) -> None:
        self.version = f"Typst {version('typst')}"
        self.folder = folder
        (folder / "bulletin.json").write_text(json.dumps(bulletin, ensure_ascii=False), encoding="utf-8")
        (folder / "bulletin.typ").write_bytes((Path(__file__).parent / "bulletin.typ").read_bytes())
        blocks = (
            block for section in bulletin["sections"] for item in section["items"] for block in item["blocks"]
        )
        self.pictures = [block["file"] for block in blocks if block["kind"] == "picture"]
        self.salts = itertools.count(1)
        self.fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ROOT / "fonts")]
        )

    def make(self) -> bytes:
        """Make the PDF."""
        return self._make(self._salt())

    def times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run."""
        for _ in range(runs):
            salt = self._salt()
            begin = time.perf_counter()
            self._make(salt)
            yield time.perf_counter() - begin

    def plain_times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run that looks for its fonts itself."""
        for _ in range(runs):
            salt = self._salt()
            begin = time.perf_counter()
            self._make(salt, [str(ROOT / "fonts")])
            yield time.perf_counter() - begin

    def _salt(self) -> str:
        """Write the pictures anew and return what the type is to be larger by, in pt."""
        number = next(self.salts)
        for picture in self.pictures:
            salted = self.folder / picture
            salted.parent.mkdir(parents=True, exist_ok=True)
            salted.write_bytes(_with_comment((ROOT / picture).read_bytes(), f"run {number}"))
        return f"{number}e-7"

    def _make(self, salt: str, fonts: list[Any] | None = None) -> bytes:
        compiler = typst.Compiler(
            str(self.folder / "bulletin.typ"),
            root=str(self.folder),
            font_paths=fonts or self.fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": "/bulletin.json", "salt": salt},
        )
        made = compiler.compile(format="pdf", pdf_standards=STANDARDS)
        if not isinstance(made, bytes):
            raise SystemExit(f"Typst gave {type(made)}")
        return made


def _with_comment(png: bytes, comment: str) -> bytes:
    """Return a PNG with a comment before its end."""
    end = png.rindex(b"IEND") - 4
    chunk = b"tEXtComment\0" + comment.encode()
    length = (len(chunk) - 4).to_bytes(4, "big")
    return png[:end] + length + chunk + zlib.crc32(chunk).to_bytes(4, "big") + png[end:]
