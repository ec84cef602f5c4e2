"""Pictures stand in the PDF as their files have them, as long as a PDF can say so."""

import io

import pdfplumber
import pytest
from paper_reading import a_png
from PIL import Image

from jianbao.typesetting.files.embedding import read_png
from jianbao.typesetting.paper import picture_address, typeset


def a_picture_of(mode: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture = Image.radial_gradient("L").resize((90, 60)).convert("RGB")
    (picture.quantize(16) if mode == "P" else picture.convert(mode)).save(out, "PNG", **options)
    return out.getvalue()


def images_of(content: bytes, style: str = "") -> list[dict[str, object]]:
    style = 'html { font-family: "Noto Serif SC" }' + style
    page = f'<html lang="zh-CN"><title>T</title><p>文<img alt="x" src="{picture_address("a.png")}">'
    paper = typeset(page, style=style, pictures={"a.png": content})
    with pdfplumber.open(io.BytesIO(paper.content)) as pdf:
        return [image for page in pdf.pages for image in page.images]


def test_colours_of_a_palette_stay_so_and_take_no_more_room_than_the_file() -> None:
    content = a_picture_of("P")
    (image,) = images_of(content)
    assert image["bits"] in (4, 8)
    assert "Indexed" in str(image["colorspace"])
    assert len(image["stream"].rawdata) < len(content)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_shows_the_colours_of_the_file(mode: str) -> None:
    content = a_picture_of(mode)
    png = read_png(content)
    assert png is not None
    style = 'html { font-family: "Noto Serif SC" }'
    page = f'<html lang="zh-CN"><title>T</title><p>文<img alt="x" src="{picture_address("a.png")}">'
    paper = typeset(page, style=style, pictures={"a.png": content})
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        (drawn,) = pdf.pages[0].get_images().values()
        shown = pikepdf.PdfImage(drawn).as_pil_image().convert("RGB")
    assert shown.tobytes() == Image.open(io.BytesIO(content)).convert("RGB").tobytes()


@pytest.mark.parametrize(
    "content",
    [
        a_picture_of("RGBA"),
        a_picture_of("P", transparency=3),
        a_png(9, 9)[:-20],
        a_png(9, 9).replace(b"IDAT", b"IDAX"),
        b"no picture",
    ],
)
def test_leaves_what_a_pdf_cannot_take_over(content: bytes) -> None:
    assert read_png(content) is None


def test_pictures_too_fine_for_the_page_are_made_coarser() -> None:
    (image,) = images_of(a_png(900, 400), "img { width: 20mm }")
    assert image["srcsize"][0] < 900
