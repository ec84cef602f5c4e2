"""Pages two by two on sheets twice as wide, so that folded and stapled they are a booklet (骑马订).

Comes in: a finished PDF whose pages have one size (A4), of which what lies inside the TrimBox counts. Goes
out: a PDF of sheets (A3, landscape), front and back in turn.

The order. The sheets lie in each other, the first outermost, and blank pages make their number of pages,
N, a multiple of four. Sheet i (from 0) has

    front:  left N - 2i,  right 2i + 1        back:  left 2i + 2,  right N - 2i - 1

so the sheet is turned about its short edge between front and back, like a leaf of a book: in a printer's
settings "both sides, flip on the short edge". Blank pages stand at the end, so that the text is read on
without a break; or before the last page, if that is to lie outside at the back: the colophon when it has
an even page of its own (GB/T 9704-2012, 7.5: blank pages stand before the page of the 版记).

Units. Creep is in mm a sheet, marks in mm; a PDF is in pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from jianbao.typesetting.files.bare import open_bare, write_bare
from jianbao.typesetting.presswork.printers_marks import Box, MarkMeasures, crop_marks, draw, fold_marks
from jianbao.typesetting.stylesheet import MILLIMETRE

_VERSION = "1.7"
_BLACK = "0 G"
_DASH = "[3 3] 0 d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a sheet: the pages it shows, from 1 (None is blank); how deep it lies, from 0."""

    left: int | None
    right: int | None
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMeasures:
    """The paper on which a booklet with marks is printed, in mm, and its marks."""

    width: float
    height: float
    marks: MarkMeasures


def sides_of(page_count: int, *, last_outside: bool = False) -> Iterator[Side]:
    """Yield the sides of all sheets in the order in which they are printed, front before back.

    `last_outside` keeps the last page outside at the back, behind the blank ones. It must be an even one: an
    odd page has its binding edge on the left and cannot lie left of the fold.

    Raises:
        ValueError: an odd page was to lie outside at the back.
    """
    if last_outside and page_count % 2:
        raise ValueError(f"page {page_count} is odd and cannot lie outside at the back")
    pages: list[int | None] = list(range(1, page_count + 1))
    blanks = [None] * (-page_count % 4)
    pages = [*pages[:-1], *blanks, pages[-1]] if last_outside else [*pages, *blanks]
    for depth in range(len(pages) // 4):
        first, last = 2 * depth, len(pages) - 1 - 2 * depth
        yield Side(left=pages[last], right=pages[first], depth=depth)
        yield Side(left=pages[first + 1], right=pages[last - 1], depth=depth)


def impose(
    content: bytes, *, last_outside: bool = False, creep: float = 0.0, marked: SheetMeasures | None = None
) -> bytes:
    """Return a PDF's pages as the sheets of a booklet.

    `creep` is how far, in mm, the pages of each sheet are moved towards the fold beyond those of the sheet
    around it, which makes up for the paper's thickness once the open edge is cut. With `marked` the sheets
    lie on a larger paper with marks for cutting and folding.
    """
    with open_bare(content) as pdf:
        forms = [pdf.make_indirect(page.as_form_xobject()) for page in pdf.pages]
        trim = pdf.pages[0].trimbox
        sheet = _Sheet(float(trim[2] - trim[0]), float(trim[3] - trim[1]), marked)
        sides = list(sides_of(len(forms), last_outside=last_outside))
        del pdf.pages[:]
        for side in sides:
            sheet.add_to(pdf, side, forms, towards_fold=creep * MILLIMETRE * side.depth)
        pdf.Root.ViewerPreferences = Dictionary(
            Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"), PickTrayByPDFSize=True
        )
        return write_bare(pdf, version=_VERSION)


class _Sheet:
    """Sheets for pages of `width` times `height` pt, as they are or on the paper that `marked` names."""

    def __init__(self, width: float, height: float, marked: SheetMeasures | None) -> None:
        self._width, self._height = width, height
        self._marks = b""
        self._paper = self._trim = Box.within(2 * width, height)
        if marked is not None:
            self._paper = Box.within(marked.width * MILLIMETRE, marked.height * MILLIMETRE)
            margins = (self._paper.right - 2 * width) / 2, (self._paper.top - height) / 2
            self._trim = Box.within(self._paper.right, self._paper.top, inset=margins)
            weight = marked.marks.weight
            self._marks = draw(crop_marks(self._trim, marked.marks), colour=_BLACK, weight=weight)
            self._marks += draw(
                fold_marks(self._trim, marked.marks), colour=_BLACK, weight=weight, dash=_DASH
            )

    def add_to(
        self, pdf: pikepdf.Pdf, side: Side, forms: Sequence[pikepdf.Object], *, towards_fold: float
    ) -> None:
        """Add one side to a PDF, its pages moved so many pt towards the fold."""
        page = pdf.add_blank_page(page_size=(self._paper.right, self._paper.top))
        page.obj.TrimBox = Array(self._trim.corners)
        shown = [(side.left, 0.0, towards_fold), (side.right, self._width, -towards_fold)]
        placed = [(number, start, by) for number, start, by in shown if number is not None]
        names = {number: f"/P{number}" for number, _, _ in placed}
        page.obj.Resources = Dictionary(
            XObject=Dictionary({name: forms[number - 1] for number, name in names.items()})
        )
        content = [self._placed(forms[number - 1], names[number], start, by) for number, start, by in placed]
        page.obj.Contents = pdf.make_stream(b"".join([*content, self._marks]))

    def _placed(self, form: pikepdf.Object, name: str, start: float, by: float) -> bytes:
        """Return what draws a page in its half of the sheet, cut off at the fold and at the edges."""
        left, bottom = self._trim.left + start, self._trim.bottom
        x = left + by - float(form.BBox[0])
        y = bottom - float(form.BBox[1])
        half = f"{left:.3f} {bottom:.3f} {self._width:.3f} {self._height:.3f} re W n"
        return f"q {half} 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q\n".encode()
