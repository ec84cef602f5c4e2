"""Every copy of a run in one file, each with its number, its code and its holder on the first page (份号).

Comes in: the press file of an issue, stamps (a small PDF page for each copy, in RGB) and the text of each
copy's code. Goes out: one PDF in which the copies follow each other. Pages are black where the press file is;
what is added is black ink alone, so the file stays what the press file is: PDF/X-4.

Contents, fonts and pictures are there once, however many copies there are; of its own a copy has a few
hundred bytes on its first page. Where copies have an odd number of pages a blank one follows each, so that
none begins on the back of another.

Units. Places are in mm from the top left corner of the cut page, sizes in pt; a PDF is in pt from the bottom.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pikepdf
import segno
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from jianbao.typesetting.files.bare import identity_of
from jianbao.typesetting.presswork.inks import InkTable, separate
from jianbao.typesetting.reading import read_written
from jianbao.typesetting.stylesheet import MILLIMETRE

_SYMBOL = 2
"""The version of the QR codes: 25 modules wide, with room for 29 characters at the next to highest level."""
_INK = b"0 0 0 1 k\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMark:
    """What is particular to a copy: its number as printed, its code, and how it is called in the outline."""

    digits: str
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlace:
    """Where a copy is marked, in mm: left edge, baseline of the number, top and module of the code."""

    left: float
    baseline: float
    code_top: float
    module: float

    @property
    def code_width(self) -> float:
        """The width of the code in mm, without the white around it."""
        return self.module * (17 + 4 * _SYMBOL)


def number_copies(
    press: bytes, stamps: bytes, marks: Sequence[CopyMark], *, place: CopyPlace, inks: InkTable
) -> bytes:
    """Return a file of all copies; the stamp of each is a page of `stamps`.

    The number stands on the lowest line of its stamp, which is laid so that this line is the baseline.
    """
    identity = identity_of(press, stamps, repr((marks, place)).encode())
    shift = _shift(stamps, marks[0].digits, place)
    with pikepdf.open(io.BytesIO(press)) as pdf, pikepdf.open(io.BytesIO(stamps)) as own:
        copies = _Copies(pdf)
        fonts = _adopt_fonts(pdf, own)
        copies.take_fonts(fonts)
        for mark, stamp in zip(marks, own.pages, strict=True):
            drawn = _drawn_at(copies.trim, stamp, shift, _stamp(own, stamp, inks))
            copies.add(mark, b"q\n" + _code(copies.trim, mark.code, place) + drawn + b"Q\n")
        return copies.finish(identity)


class _Copies:
    """A file while copies are added to it."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        for page in self.pages:
            page.Resources = pdf.make_indirect(Dictionary(dict(page.Resources.items())))
        self.trim = [float(edge) for edge in self.pages[0].TrimBox]
        self.first_resources = pdf.make_indirect(Dictionary(dict(self.pages[0].Resources.items())))
        self.nodes: list[pikepdf.Object] = []
        self.marks: list[tuple[CopyMark, pikepdf.Object]] = []

    def take_fonts(self, fonts: dict[str, pikepdf.Object]) -> None:
        """Let the first pages show the stamps' fonts too."""
        self.first_resources.Font = Dictionary({**dict(self.first_resources.Font.items()), **fonts})

    @property
    def length(self) -> int:
        """The pages of a copy: an even number."""
        return len(self.pages) + len(self.pages) % 2

    def add(self, mark: CopyMark, content: bytes) -> None:
        """Add a copy whose first page has more on it than the others'."""
        node = self.pdf.make_indirect(Dictionary(Type=Name.Pages, Count=self.length))
        kids = [self._leaf(page, node) for page in self.pages]
        kids[0].Resources = self.first_resources
        kids[0].Contents = Array([self.pdf.make_stream(content), self.pages[0].Contents])
        if len(kids) < self.length:
            kids.append(self._leaf(self.pages[-1], node))
            kids[-1].Resources = Dictionary()
            del kids[-1][Name.Contents]
        node.Kids = Array(kids)
        self.nodes.append(node)
        self.marks.append((mark, kids[0]))

    def _leaf(self, page: pikepdf.Object, node: pikepdf.Object) -> pikepdf.Object:
        own = {key: value for key, value in page.items() if key != "/Parent"}
        return self.pdf.make_indirect(Dictionary({**own, "/Parent": node}))

    def finish(self, identity: str) -> bytes:
        """Put the copies in the place of the one that was there, and write them."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.Pages, Count=self.length * len(self.nodes)))
        for node in self.nodes:
            node.Parent = root
        root.Kids = Array(self.nodes)
        self.pdf.Root.Pages = root
        self._write_labels()
        with self.pdf.open_outline() as outline:
            for mark, page in self.marks:
                outline.root.append(OutlineItem(mark.title, Array(cast(Any, [page, Name.Fit]))))
        with self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["xmpMM:DocumentID"] = identity
        out = io.BytesIO()
        self.pdf.save(
            out,
            deterministic_id=True,
            force_version=self.pdf.pdf_version,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()

    def _write_labels(self) -> None:
        """Let viewers call a page by its copy and its number: 000137-1."""
        labels: list[Any] = []
        for place, (mark, _) in enumerate(self.marks):
            labels += [place * self.length, Dictionary(P=String(f"{mark.digits}-"), S=Name.D)]
        self.pdf.Root.PageLabels = Dictionary(Nums=Array(labels))


def _adopt_fonts(pdf: pikepdf.Pdf, stamps: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return the fonts of the stamps as the file's own, under names that its pages do not use."""
    found = {name: font for page in stamps.pages for name, font in page.obj.Resources.Font.items()}
    return {_renamed(name): pdf.copy_foreign(font) for name, font in sorted(found.items())}


def _renamed(name: str) -> str:
    return f"/Stamp{name[1:]}"


def _stamp(stamps: pikepdf.Pdf, stamp: pikepdf.Page, inks: InkTable) -> bytes:
    """Return what draws a stamp in black ink, its fonts under their new names."""
    separated = stamps.make_stream(separate(stamp, inks))
    instructions = []
    for instruction in pikepdf.parse_content_stream(separated):
        if str(instruction.operator) == "Tf":
            name, size = cast(Any, instruction.operands)
            operands = cast(Any, [Name(_renamed(str(name))), size])
            instructions.append(pikepdf.ContentStreamInstruction(operands, instruction.operator))
        else:
            instructions.append(cast(Any, instruction))
    return pikepdf.unparse_content_stream(instructions)


def _shift(stamps: bytes, digits: str, place: CopyPlace) -> tuple[float, float]:
    """Return by how many mm a stamp's top left corner lies right of and below that of the page."""
    texts = read_written(stamps).pages[0].texts
    baseline, left = next((baseline, left) for baseline, left, text in texts if text == digits)
    return place.left - left, place.baseline - baseline


def _drawn_at(
    trim: Sequence[float], stamp: pikepdf.Page, shift: tuple[float, float], content: bytes
) -> bytes:
    """Return what draws a stamp so many mm right of and below the corner of a page."""
    x = trim[0] + shift[0] * MILLIMETRE
    y = trim[3] - shift[1] * MILLIMETRE - float(stamp.mediabox[3])
    return f"q 1 0 0 1 {x:.3f} {y:.3f} cm\n".encode() + content + b"\nQ\n"


def _code(trim: Sequence[float], code: str, place: CopyPlace) -> bytes:
    """Return what draws a code as one image of black and nothing, which has no seams on any screen."""
    width = place.code_width * MILLIMETRE
    x = trim[0] + place.left * MILLIMETRE
    y = trim[3] - place.code_top * MILLIMETRE - width
    rows = list(_bits(code))
    image = f"BI /W {len(rows)} /H {len(rows)} /BPC 1 /IM true /D [1 0] /F /AHx ID ".encode()
    at = f"q {width:.3f} 0 0 {width:.3f} {x:.3f} {y:.3f} cm\n".encode()
    return _INK + at + image + b"".join(rows) + b"> EI\nQ\n"


def _bits(code: str) -> Iterator[bytes]:
    """Yield the rows of a QR code, a bit a module and rows filled up to whole bytes, in hexadecimal."""
    symbol = segno.make_qr(code, version=_SYMBOL, error="m", boost_error=True)
    for row in symbol.matrix:
        text = "".join(map(str, row))
        filled = text + "0" * (-len(text) % 8)
        yield f"{int(filled, 2):0{len(filled) // 4}x}".encode()
