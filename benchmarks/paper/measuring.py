"""What a finished PDF is worth, whatever program made it.

Comes in: the bytes of a PDF and the bulletin it was made of. Goes out: measures, by the code that the tests
measure our own pages with (tests/validation).
"""

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import page
import pdfplumber
import pikepdf
import pypdfium2
from bulletin import ROOT, paragraphs, titles

sys.path.insert(0, str(ROOT / "tests" / "validation"))

import composition
import verapdf

FLUSH = 0.5
WIDEST = 0.25
PROFILES = {"2a": "PDF/A-2a", "ua1": "PDF/UA-1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was counted; (found, of) where it is a share."""

    pages: int
    size: int
    flush: tuple[int, int]
    starts: int
    ends: int
    splits: int
    wide: tuple[int, int]
    widest: float
    halved: tuple[int, int]
    contents: tuple[int, int]
    copied: tuple[int, int]
    tagged: bool
    figures: tuple[int, int]
    """Figures with an alternative text, and all."""
    failed: dict[str, tuple[int, ...]]
    """By profile, the rules broken: by page-validation and, where it can be had, by veraPDF."""


def measure(content: bytes, bulletin: dict[str, Any]) -> Measures:
    """Measure a PDF."""
    lines = composition.read_lines(content)
    full = list(composition.off_edge(line for line in lines if line.page > 1))
    gaps = [
        max((gap for gap, pair in composition.gaps(line) if composition.is_plain(pair)), default=0.0)
        for _, line in full
    ]
    marked = [line for _, line in full if line.text[-1] in composition.CLOSING]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tagged = "/StructTreeRoot" in pdf.Root and bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False))
        figures = [
            bool(str(thing.get("/Alt", "")))
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
        pages = len(pdf.pages)
    return Measures(
        pages=pages,
        size=len(content),
        flush=(sum(distance < FLUSH for distance, _ in full), len(full)),
        starts=len(composition.faults_at_start(lines)),
        ends=len(composition.faults_at_end(lines)),
        splits=len(composition.split_pairs(lines)),
        wide=(sum(gap > WIDEST for gap in gaps), len(gaps)),
        widest=max(gaps, default=0.0),
        halved=(sum(map(_is_halved, marked)), len(marked)),
        contents=_right_entries(content, titles(bulletin)),
        copied=_copied(content, list(paragraphs(bulletin))),
        tagged=tagged,
        figures=(sum(figures), len(figures)),
        failed={profile: tuple(_failed(content, profile)) for profile in PROFILES},
    )


def _is_halved(line: composition.Line) -> bool:
    """Say whether the mark at the end of a full line reaches over the edge with its empty half."""
    last = max(line.chars, key=lambda char: char["x1"])
    edge = composition.LEFT[line.page % 2] + composition.WIDTH
    return bool(last["x1"] - edge > 0.25 * last["size"])


def _copied(content: bytes, wanted: list[str]) -> tuple[int, int]:
    """Return how many paragraphs a viewer finds as they were written; between pages stand the folios."""
    with contextlib.closing(pypdfium2.PdfDocument(content)) as pdf:
        texts = [page_read.get_textpage().get_text_range() for page_read in pdf]
    folio = re.compile(r"—\s*\d+\s*—")
    text = "".join("".join(folio.sub("", text).split()) for text in texts)
    return sum(paragraph in text for paragraph in wanted), len(wanted)


def _right_entries(content: bytes, wanted: list[str]) -> tuple[int, int]:
    """Return how many entries of the contents name the page on which their title stands."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = [list(_rows(page)) for page in pdf.pages]
    first = pages[0]
    begin = next((number for number, row in enumerate(first) if row.startswith("目录")), 0)
    entries = [int(found[1]) for row in first[begin:] if (found := re.search(r"[^\d—](\d+)$", row))]
    texts = ["".join(rows) for rows in pages]
    places = [
        next((n for n, text in enumerate(texts[1:], 2) if "".join(title.split()) in text), 0)
        for title in wanted
    ]
    if len(entries) != len(wanted):
        return 0, len(wanted)
    return sum(map(int.__eq__, entries, places)), len(wanted)


def _rows(page_read: Any) -> Iterator[str]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for char in page_read.chars:
        rows.setdefault(round((page_read.height - char["matrix"][5]) / 2), []).append(char)
    for _, row in sorted(rows.items()):
        yield "".join("".join(c["text"] for c in sorted(row, key=lambda c: c["x0"])).split())


def _failed(content: bytes, profile: str) -> Iterator[int]:
    yield len({failure.rule_id for failure in page.validate_pdf_bytes(content, profile=profile).failures})
    if not verapdf.lacking():
        yield len(verapdf.engine().faults(content, profile))
