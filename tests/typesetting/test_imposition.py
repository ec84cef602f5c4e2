"""Sheets that are folded and read from front to back show the pages in their order, each in its place."""

import io
from collections.abc import Iterator, Sequence

import paper_reading
import pdfplumber
import pikepdf
import pytest

from jianbao.typesetting.imposition import SheetMeasures, Side, impose, sides_of
from jianbao.typesetting.paper import picture_address, typeset
from jianbao.typesetting.presswork.printers_marks import MarkMeasures

MM = paper_reading.MM
SRA3 = SheetMeasures(width=450, height=320, marks=MarkMeasures(start=3, length=5, weight=0.25))
STYLE = """
html { font-family: "Noto Serif SC" }
@page { size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm }
p + p { break-before: page }
a { text-decoration: none }
"""


def a_paper(page_count: int) -> bytes:
    """Return a PDF on each page of which stand its number and one picture."""
    picture = f'<img alt="x" src="{picture_address("a.png")}">'
    pages = "".join(f'<p id="p{number}">第{number}页{picture}' for number in range(1, page_count + 1))
    html = f'<html lang="zh-CN"><title>T</title><body>{pages}<a href="#p1">回</a></body></html>'
    pictures = {"a.png": paper_reading.a_png(400, 300)}
    return typeset(html, style=STYLE, pictures=pictures).content


def folded(sides: Sequence[Side]) -> Iterator[int | None]:
    """Fold and read, for sheets that were turned about their short edge and lie in each other.

    Turned so, the left of a back lies behind the right of its front. Folded with the front outwards, the
    right half is a leaf before the fold and the left half one behind it; sheets printed later lie inside.
    """
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    for front, back in sheets:
        yield from (front.right, back.left)
    for front, back in reversed(sheets):
        yield from (back.right, front.left)


@pytest.mark.parametrize("page_count", range(1, 34))
def test_reads_from_the_first_page_to_the_last_once_it_is_folded(page_count: int) -> None:
    read = list(folded(list(sides_of(page_count))))
    assert len(read) % 4 == 0
    assert len(read) - page_count < 4
    assert read == [*range(1, page_count + 1), *[None] * (-page_count % 4)]


@pytest.mark.parametrize("page_count", range(2, 34, 2))
def test_an_even_last_page_stays_outside_at_the_back_behind_the_blanks(page_count: int) -> None:
    read = list(folded(list(sides_of(page_count, last_outside=True))))
    assert read == [*range(1, page_count), *[None] * (-page_count % 4), page_count]


@pytest.mark.parametrize("page_count", range(1, 34))
def test_every_page_keeps_the_side_of_its_binding_edge(page_count: int) -> None:
    for last_outside in {False, page_count % 2 == 0}:
        for side in sides_of(page_count, last_outside=last_outside):
            assert side.left is None or side.left % 2 == 0
            assert side.right is None or side.right % 2 == 1


def test_an_odd_page_cannot_lie_outside_at_the_back() -> None:
    with pytest.raises(ValueError, match="page 17 is odd"):
        list(sides_of(17, last_outside=True))


@pytest.fixture(scope="module")
def thirteen() -> bytes:
    return a_paper(13)


@pytest.mark.parametrize("marked", [None, SRA3])
def test_each_half_of_a_sheet_shows_the_page_that_belongs_there(
    thirteen: bytes, marked: SheetMeasures | None
) -> None:
    with pdfplumber.open(io.BytesIO(impose(thirteen, marked=marked))) as pdf:
        assert len(pdf.pages) == 8
        for page, side in zip(pdf.pages, sides_of(13), strict=True):
            middle = page.width / 2
            halves = (0, 0, middle, page.height), (middle, 0, page.width, page.height)
            for number, half in zip((side.left, side.right), halves, strict=True):
                text = paper_reading.squeezed(page.crop(half).extract_text() or "")
                assert text.partition("页")[0] == (f"第{number}" if number else "")


def test_sheets_are_a3_and_those_with_marks_are_cut_out_of_sra3(thirteen: bytes) -> None:
    with pikepdf.open(io.BytesIO(impose(thirteen))) as pdf:
        for page in pdf.pages:
            assert in_mm(page.mediabox) == pytest.approx([0, 0, 420, 297], abs=0.01)
            assert in_mm(page.trimbox) == pytest.approx([0, 0, 420, 297], abs=0.01)
    with pikepdf.open(io.BytesIO(impose(thirteen, marked=SRA3))) as pdf:
        for page in pdf.pages:
            assert in_mm(page.mediabox) == pytest.approx([0, 0, 450, 320], abs=0.01)
            assert in_mm(page.trimbox) == pytest.approx([15, 11.5, 435, 308.5], abs=0.01)


def in_mm(box: pikepdf.Array) -> list[float]:
    return [float(edge) / MM for edge in box]


def test_pages_lie_in_their_halves_as_they_did_on_their_own(thirteen: bytes) -> None:
    first = positions(thirteen)[0]
    front = positions(impose(thirteen))[0]
    for (x, top), (x_on_its_own, top_on_its_own) in zip(front, first, strict=True):
        assert (x - 210, top) == pytest.approx((x_on_its_own, top_on_its_own), abs=0.01)


@pytest.mark.parametrize("creep", [0.1, 0.5])
def test_creep_moves_the_pages_of_each_sheet_towards_the_fold(thirteen: bytes, creep: float) -> None:
    still, moved = positions(impose(thirteen)), positions(impose(thirteen, creep=creep))
    for number, side in enumerate(sides_of(13)):
        for (x, top), (moved_x, moved_top) in zip(still[number], moved[number], strict=True):
            assert abs(moved_x - x) == pytest.approx(creep * side.depth, abs=0.01)
            assert moved_x >= x - 0.001 if x < 210 else moved_x <= x + 0.001
            assert moved_top == pytest.approx(top, abs=0.01)


def positions(content: bytes) -> list[list[tuple[float, float]]]:
    """Return left and top of every character in mm, page by page."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [[(char["x0"] / MM, char["top"] / MM) for char in page.chars] for page in pdf.pages]


def test_marks_stand_outside_the_pages_where_they_are_cut_and_folded(thirteen: bytes) -> None:
    with pdfplumber.open(io.BytesIO(impose(thirteen, marked=SRA3))) as pdf:
        for page in pdf.pages:
            lines = [[line[edge] / MM for edge in ("x0", "top", "x1", "bottom")] for line in page.lines]
            assert len(lines) == 10
            upright = sorted({round(x0, 1) for x0, _, x1, _ in lines if x1 - x0 < 0.01})
            level = sorted({round(top, 1) for x0, top, x1, _ in lines if x1 - x0 > 0.01})
            assert (upright, level) == ([15, 225, 435], [11.5, 308.5])
            for x0, top, x1, bottom in lines:
                assert x1 <= 12.01 or x0 >= 437.99 or bottom <= 8.51 or top >= 311.49


def test_copies_neither_fonts_nor_pictures(thirteen: bytes) -> None:
    booklet = impose(thirteen)
    assert heavy_streams(booklet) == heavy_streams(thirteen)
    assert len(booklet) < len(thirteen) + 13 * 400


def heavy_streams(content: bytes) -> list[int]:
    """Return the lengths of fonts and pictures."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                is_picture = thing.get("/Subtype") == "/Image"
                if (
                    is_picture
                    or "/Length1" in thing
                    or thing.get("/Subtype") in ("/OpenType", "/CIDFontType0C")
                ):
                    found.append(len(thing.read_raw_bytes()))
    assert found
    return sorted(found)


def test_has_nothing_to_click_and_tells_the_printer_how_to_turn_the_sheets(thirteen: bytes) -> None:
    with pikepdf.open(io.BytesIO(impose(thirteen))) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)
        assert not {"/StructTreeRoot", "/Outlines", "/Names", "/MarkInfo"} & set(pdf.Root.keys())
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()
        assert str(pdf.docinfo.Title) == "T"


@pytest.mark.parametrize("marked", [None, SRA3])
def test_is_a_pdf_without_fault(thirteen: bytes, marked: SheetMeasures | None) -> None:
    with pikepdf.open(io.BytesIO(impose(thirteen, marked=marked))) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_one_page_is_a_sheet_of_its_own() -> None:
    with pdfplumber.open(io.BytesIO(impose(a_paper(1)))) as pdf:
        assert [len(page.chars) > 0 for page in pdf.pages] == [True, False]
