"""The press file is the archive file in inks: what PDF/X-4 asks for, and not a line elsewhere."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import paper_reading
import pdfplumber
import pikepdf
import pytest
from examples import a_picture, an_issue, an_item
from PIL import Image

from jianbao.diagnostics import EnvironmentFault
from jianbao.load import read_publication
from jianbao.model import Body, Section
from jianbao.typesetting.paper import picture_address, typeset
from jianbao.typesetting.press import make_press_file
from jianbao.typesetting.press_measures import read_finishing_measures
from jianbao.typesetting.presswork.inks import InkTable, separate
from jianbao.variants import Pressroom

MM = paper_reading.MM
ROOT = paper_reading.ROOT
ROOM = Pressroom(theme=paper_reading.THEME, profiles=ROOT / "profiles")
MEASURES = read_finishing_measures(paper_reading.THEME)
RED, BLACK = (0, 0.8, 0.8, 0), (0, 0, 0, 1)
BODY = """正文一段。

| 市 | 人数 |
|---|---|
| 兰州 | 12 |

又一段，见[网页](https://example.org/)。
"""


def press_file(content: bytes, *, marks: bool = False) -> bytes:
    marked = MEASURES.press if marks else None
    return make_press_file(content, inks=MEASURES.inks, condition=ROOM.condition(), marked=marked)


@pytest.fixture(scope="module")
def archive() -> bytes:
    pictures = {"2020/books.png": paper_reading.a_png(640, 360)}
    long = Body(markdown=BODY + "\n\n" + "这是一段很长的正文，用来填满几页。" * 120)
    items = (an_item(body=long, pictures=(a_picture(),)), an_item("2020/short"))
    issue = an_issue(sections=(Section(items=items[:1]), Section(items=items[1:], heading="简讯")))
    return paper_reading.print_paper(issue, pictures).printed.content


@pytest.fixture(scope="module")
def press(archive: bytes) -> bytes:
    return press_file(archive)


@pytest.fixture
def opened(press: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        yield pdf


def test_its_output_intent_is_the_printing_condition_with_its_profile(opened: pikepdf.Pdf) -> None:
    (intent,) = list(opened.Root.OutputIntents)
    condition = ROOM.condition()
    assert intent.S == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert str(intent.RegistryName) == "http://www.color.org"
    assert intent.DestOutputProfile.read_bytes() == condition.profile
    assert condition.profile[12:20] == b"prtrCMYK"
    assert intent.DestOutputProfile.N == 4


def test_says_that_it_is_pdf_x_4_and_not_that_it_is_an_archive_file(opened: pikepdf.Pdf) -> None:
    assert opened.pdf_version == "1.6"
    assert opened.docinfo.Trapped == "/False"
    assert str(opened.docinfo.CreationDate) == "D:20200407"
    raw = opened.Root.Metadata.read_raw_bytes()
    assert raw == opened.Root.Metadata.read_bytes()
    assert b"pdfaid" not in raw
    with opened.open_metadata() as metadata:
        assert metadata["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert metadata["pdf:Trapped"] == "False"
        assert metadata["xmp:CreateDate"] == metadata["xmp:MetadataDate"] == "2020-04-07"
        assert metadata["dc:title"] == str(opened.docinfo.Title)
        assert metadata["xmpMM:DocumentID"].startswith("uuid:")
        assert metadata["xmpMM:RenditionClass"] == "default"
        assert metadata["xmpMM:VersionID"] == "1"
    assert "/ID" in opened.trailer


def test_pages_are_printed_in_red_and_black_ink_and_nothing_else(opened: pikepdf.Pdf) -> None:
    found = set()
    for page in opened.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in COLOURS:
                found.add((tuple(float(part) for part in operands), str(operator).lower()))
    assert found == {(RED, "k"), (BLACK, "k")}


COLOURS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "gs"}


def test_the_head_is_red_and_the_text_is_pure_black(press: bytes) -> None:
    with pdfplumber.open(io.BytesIO(press)) as pdf:
        first, *others = pdf.pages
        reds = "".join(char["text"] for char in first.chars if char["non_stroking_color"] == RED)
        assert reds == "甘肃省政府妇女儿童工作委员会简报"
        assert [rect["non_stroking_color"] for rect in first.rects if rect["width"] > 400] == [RED]
        inks = {char["non_stroking_color"] for page in others for char in page.chars}
        assert inks == {BLACK, RED}  # the heading of a section
        reds = "".join(c["text"] for page in others for c in page.chars if c["non_stroking_color"] == RED)
        assert reds == "简讯"


def test_every_character_stands_where_it_stands_in_the_archive_file(archive: bytes, press: bytes) -> None:
    assert places(press) == places(archive)
    assert len(places(press)) > 3


def test_every_character_of_the_sample_stands_where_it_stands_in_the_archive_file() -> None:
    loaded = read_publication(ROOT / "content")
    (issue,) = loaded.publication.issues
    content = paper_reading.print_of(issue, loaded.publication, loaded.pictures).printed.content
    assert places(press_file(content)) == places(content)


def places(content: bytes) -> list[list[tuple[str, float, float]]]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [
            [(char["text"], round(char["x0"], 2), round(char["top"], 2)) for char in page.chars]
            for page in pdf.pages
        ]


def test_the_page_is_cut_where_it_ends(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        for box in (page.mediabox, page.bleedbox, page.trimbox):
            assert [float(edge) / MM for edge in box] == pytest.approx([0, 0, 210, 297], abs=0.01)


def test_with_marks_there_are_three_millimetres_of_bleed(archive: bytes) -> None:
    with pikepdf.open(io.BytesIO(press_file(archive, marks=True))) as pdf:
        for page in pdf.pages:
            assert in_mm(page.mediabox) == pytest.approx([0, 0, 230, 317], abs=0.01)
            assert in_mm(page.bleedbox) == pytest.approx([7, 7, 223, 310], abs=0.01)
            assert in_mm(page.trimbox) == pytest.approx([10, 10, 220, 307], abs=0.01)


def in_mm(box: pikepdf.Array) -> list[float]:
    return [float(edge) / MM for edge in box]


def test_marks_are_on_every_plate_and_outside_the_bleed(archive: bytes) -> None:
    content = press_file(archive, marks=True)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            marks = [line for line in page.lines if line["linewidth"] == 0.25]
            assert len(marks) == 16
            for line in marks:
                x0, top, x1, bottom = (line[edge] / MM for edge in ("x0", "top", "x1", "bottom"))
                assert x1 <= 7.01 or x0 >= 222.99 or bottom <= 7.01 or top >= 309.99
    with pikepdf.open(io.BytesIO(content)) as pdf:
        space = pdf.pages[0].obj.Resources.ColorSpace.EveryInk
        assert [str(space[0]), str(space[1])] == ["/Separation", "/All"]


def test_with_marks_the_page_is_moved_and_not_set_anew(archive: bytes) -> None:
    plain, moved = places(archive), places(press_file(archive, marks=True))
    for before, after in zip(plain, moved, strict=True):
        shifts = {
            (round((x1 - x0) / MM, 1), round((top1 - top0) / MM, 1))
            for (_, x0, top0), (_, x1, top1) in zip(before, after, strict=True)
        }
        assert shifts <= {(10.0, 10.0)}


def test_has_nothing_that_does_not_end_as_ink(opened: pikepdf.Pdf) -> None:
    assert set(opened.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
    allowed = {"/Type", "/Parent", "/MediaBox", "/TrimBox", "/BleedBox", "/Contents", "/Resources"}
    for page in opened.pages:
        assert set(page.obj.keys()) <= allowed
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/SMask", "/JS", "/AA", "/URI"} & set(thing.keys())


def test_is_a_pdf_without_fault(opened: pikepdf.Pdf) -> None:
    assert opened.check_pdf_syntax() == []


def test_all_fonts_are_embedded(opened: pikepdf.Pdf) -> None:
    descriptors = [
        thing
        for thing in opened.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    ]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor.keys()) for descriptor in descriptors)


def picture_in_press(content: bytes) -> tuple[pikepdf.Pdf, pikepdf.Stream]:
    """Return a picture as a press file holds it."""
    html = (
        f'<html lang="zh-CN"><title>T</title><body>'
        f'<img style="image-rendering: pixelated" alt="x" src="{picture_address("a")}"></body></html>'
    )
    style = 'html { font-family: "Noto Serif SC" }'
    paper = typeset(html, style=style, pictures={"a": content}).content
    pdf = pikepdf.open(io.BytesIO(press_file(dated(paper))))
    return pdf, next(iter(pdf.pages[0].obj.Resources.XObject.values()))


def dated(paper: bytes) -> bytes:
    """Return a paper with a date, as every issue has one."""
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        pdf.docinfo.ModDate = "D:20200407"
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def a_picture_file(mode: str, colours: list[object], form: str = "PNG") -> bytes:
    """Return a picture of stripes."""
    image = Image.new(mode, (8 * len(colours), 16))
    for number, colour in enumerate(colours):
        image.paste(colour, (8 * number, 0, 8 * number + 8, 16))
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_coloured_picture_stays_as_it_is_and_has_its_profile(form: str) -> None:
    content = a_picture_file("RGB", ["#c00", "#00c", "#fff"], form)
    pdf, picture = picture_in_press(content)
    assert picture.ColorSpace[0] == "/ICCBased"
    assert picture.ColorSpace[1].N == 3
    assert picture.ColorSpace[1].read_bytes()[16:20] == b"RGB "
    shown = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
    assert shown.tobytes() == Image.open(io.BytesIO(content)).convert("RGB").tobytes()
    pdf.close()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_without_colour_is_printed_in_black_ink_alone(form: str) -> None:
    pdf, picture = picture_in_press(a_picture_file("RGB", ["#000", "#777", "#fff"], form))
    assert picture.ColorSpace == "/DeviceGray"
    shown = pikepdf.PdfImage(picture).as_pil_image()
    assert [shown.getpixel((x, 8)) for x in (3, 11, 20)] == pytest.approx([0, 0x77, 255], abs=2)
    pdf.close()


def test_a_drawing_is_printed_in_inks_and_its_writing_in_black_alone() -> None:
    colours = ["#000", "#808080", "#837f7a", "#d7000f", "#0044aa", "#faf2f1", "#fff"]
    drawing = Image.open(io.BytesIO(a_picture_file("RGB", list(colours))))
    out = io.BytesIO()
    drawing.quantize(8).save(out, "PNG")
    pdf, picture = picture_in_press(out.getvalue())
    space, base, last, table = picture.ColorSpace
    assert (space, base) == ("/Indexed", "/DeviceCMYK")
    palette = bytes(table)
    assert len(palette) == 4 * (last + 1)
    inks = {tuple(palette[place : place + 4]) for place in range(0, len(palette), 4)}
    assert {(0, 0, 0, 255), (0, 0, 0, 127), (0, 0, 0, 0), (0, 204, 204, 0)} <= inks
    pale, blue = sorted(cmyk for cmyk in inks if any(cmyk[:3]) and cmyk[2] != 204)
    assert pale[1] > 0
    assert blue[0] > 200
    assert blue[2] < 30
    pdf.close()


def test_a_transparent_picture_stands_on_white() -> None:
    pdf, picture = picture_in_press(a_picture_file("RGBA", [(200, 0, 0, 255), (200, 0, 0, 0)]))
    assert "/SMask" not in picture
    shown = pikepdf.PdfImage(picture).as_pil_image()
    assert [shown.getpixel((x, 8)) for x in (3, 12)] == [(200, 0, 0), (255, 255, 255)]
    pdf.close()


def separated(drawing: bytes) -> list[bytes]:
    """Return the lines of what becomes of a page on which this is drawn."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(drawing)
        states = pikepdf.Dictionary(Faint=pikepdf.Dictionary(ca=0.5), Solid=pikepdf.Dictionary(ca=1))
        page.obj.Resources = pikepdf.Dictionary(ExtGState=states)
        return separate(page, MEASURES.inks).split(b"\n")


def test_a_grey_is_a_tint_of_black() -> None:
    assert separated(b"0.4 0.4 0.4 rg 0 0 9 9 re f")[0] == b"0 0 0 0.6 k"


def test_tags_and_opaque_states_are_left_out() -> None:
    drawing = b"/P <</MCID 0>> BDC /Solid gs 0 0 0 RG 0 0 m 9 9 l S EMC"
    assert separated(drawing) == [b"0 0 0 1 K", b"0 0 m", b"9 9 l", b"S"]


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (b"0 0.5 1 rg", r"#0080ff.*measures\.toml"),
        (b"/Faint gs", "transparent"),
        (b"/Lab cs", "operator cs"),
        (b"/S sh", "operator sh"),
    ],
)
def test_what_cannot_be_printed_in_these_inks_is_a_fault(drawing: bytes, said: str) -> None:
    with pytest.raises(EnvironmentFault, match=said):
        separated(drawing)


def test_every_colour_of_the_papers_has_its_inks() -> None:
    assert MEASURES.inks == InkTable({"#d7000f": (0, 80, 80, 0), "#000000": (0, 0, 0, 100)})


def test_a_missing_profile_is_named_with_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(
        EnvironmentFault, match=r"FOGRA39L_coated\.icc: this colour profile is missing; .python3"
    ):
        Pressroom(theme=paper_reading.THEME, profiles=tmp_path).condition()


@pytest.mark.parametrize("variant", ["PressFile(marks=True)", "Booklet(marks=True, creep=0.1)"])
def test_the_bytes_are_the_same_wherever_and_whenever_it_is_made(
    archive: bytes, tmp_path: Path, variant: str
) -> None:
    (tmp_path / "archive.pdf").write_bytes(archive)
    program = f"""
import hashlib, pathlib
from jianbao.artifact import PrintedIssue
from jianbao.variants import Booklet, PressFile, Pressroom
content = pathlib.Path({str(tmp_path / "archive.pdf")!r}).read_bytes()
printed = PrintedIssue(issue_id="x", content=content, page_count=4, page_of={{}})
room = Pressroom(theme=pathlib.Path({str(ROOM.theme)!r}), profiles=pathlib.Path({str(ROOM.profiles)!r}))
print(hashlib.sha256({variant}.make(printed, room)).hexdigest())
"""
    found = set()
    for seed, zone, folder in (("1", "UTC", tmp_path), ("2", "Asia/Shanghai", ROOT)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert len(found.pop().strip()) == hashlib.sha256().digest_size * 2
