"""Every copy has its number in its place, a code that a reader understands, and shares all that is alike."""

import io
from collections.abc import Iterator
from itertools import pairwise

import paper_reading
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from examples import a_picture, a_publication, an_imprint, an_issue, an_item

from jianbao.language import read_language
from jianbao.model import CopyNumber, Distribution, Recipient, allot, changes_of
from jianbao.outputs.package import Dispatch, render_copies
from jianbao.typesetting.inked_pages import find_inks
from jianbao.typesetting.press import make_press_file
from jianbao.typesetting.press_measures import read_finishing_measures
from jianbao.typesetting.reading import WrittenPaper, read_written
from jianbao.variants import Pressroom

THEME = paper_reading.THEME
MEASURES = read_finishing_measures(THEME)
ROOM = Pressroom(theme=THEME, profiles=paper_reading.ROOT / "profiles")
LONG = "甘肃省人民政府妇女儿童工作委员会办公室及其所属各处室和直属单位" * 9
HOLDERS = (
    Recipient(id="a", name="兰州市妇儿工委", copies=2),
    Recipient(id="b", name=LONG),
    Recipient(id="c", name="Ms Li & Partners", copies=3),
)


@pytest.fixture(scope="module")
def dispatch() -> Dispatch:
    issue = an_issue(
        an_item(pictures=(a_picture(),)),
        an_item("2020/long", body=None, pictures=(a_picture("2020/more.png"),)),
        distribution=Distribution(report_to=HOLDERS),
        spare_copies=2,
    )
    publication = a_publication(issue, imprint=an_imprint(copy_number=True))
    return Dispatch(
        issue=issue,
        imprint=publication.imprint,
        language=read_language("zh-CN", THEME),
        allotment=allot(issue, archive=3),
        changes=changes_of(publication, issue),
    )


@pytest.fixture(scope="module")
def press(dispatch: Dispatch) -> bytes:
    pictures = {name: paper_reading.a_png(640, 360) for name in ("2020/books.png", "2020/more.png")}
    publication = a_publication(dispatch.issue, imprint=dispatch.imprint)
    printed = paper_reading.print_of(dispatch.issue, publication, pictures).printed
    return make_press_file(printed.content, inks=MEASURES.inks, condition=ROOM.condition())


@pytest.fixture(scope="module")
def copies(dispatch: Dispatch, press: bytes) -> bytes:
    return render_copies(dispatch, press, THEME)


@pytest.fixture(scope="module")
def written(copies: bytes) -> WrittenPaper:
    return read_written(copies)


@pytest.fixture
def opened(copies: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(copies)) as pdf:
        yield pdf


def length(press: bytes) -> int:
    pages = len(read_written(press).pages)
    return pages + pages % 2


def code_on(copies: bytes, page: int) -> str:
    """Return what a reader of codes finds on a page that was printed at 300 dpi and scanned."""
    pdf = pypdfium2.PdfDocument(copies)
    image = pdf[page].render(scale=300 / 72, grayscale=True).to_pil()
    pdf.close()
    (found,) = zxingcpp.read_barcodes(image)
    return str(found.text)


def test_every_copy_has_all_pages_and_begins_on_a_sheet_of_its_own(
    opened: pikepdf.Pdf, press: bytes, dispatch: Dispatch
) -> None:
    assert len(opened.pages) == dispatch.allotment.run.total * length(press)
    assert length(press) % 2 == 0


def test_the_number_is_printed_at_28_mm_and_its_baseline_at_44_22_mm(copies: bytes, press: bytes) -> None:
    pdf = pypdfium2.PdfDocument(copies)
    page = pdf[length(press)].get_textpage()
    text = page.get_text_bounded()
    assert "000002" in text
    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    digits = [box for place, box in enumerate(boxes) if 0 <= place - text.index("000002") < 6]
    pdf.close()
    left, bottom = min(box[0] for box in digits), min(box[1] for box in digits)
    assert left / paper_reading.MM == pytest.approx(28, abs=0.5)
    assert 297 - bottom / paper_reading.MM == pytest.approx(44.22, abs=0.2)


def test_the_code_of_each_copy_is_read_and_leads_to_its_holder(
    copies: bytes, press: bytes, dispatch: Dispatch, written: WrittenPaper
) -> None:
    for number in range(1, dispatch.allotment.run.total + 1):
        page = (number - 1) * length(press)
        copy = CopyNumber.read(code_on(copies, page))
        assert (copy.issue_id, copy.number) == ("2020-03", number)
        holding = dispatch.allotment.holding_of(copy.number)
        assert holding is not None
        printed = "".join(text for _, _, text in written.pages[page].texts)
        assert dispatch.holder(holding).replace(" ", "") in printed.replace(" ", "")
        assert copy.code in printed


def test_viewers_call_a_page_by_its_copy(opened: pikepdf.Pdf, press: bytes, dispatch: Dispatch) -> None:
    assert [opened.pages[n].label for n in (0, 1, length(press))] == ["000001-1", "000001-2", "000002-1"]
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "000001 兰州市妇儿工委"
    assert titles[-1] == "000011 备用"
    assert len(titles) == dispatch.allotment.run.total


def test_the_file_stays_what_the_press_file_is(opened: pikepdf.Pdf, copies: bytes, press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as alone:
        assert opened.pdf_version == alone.pdf_version
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFX"
        assert opened.docinfo.Trapped == "/False"
        assert opened.pages[0].trimbox == alone.pages[0].trimbox
        with opened.open_metadata() as ours, alone.open_metadata() as theirs:
            version = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
            assert ours[version] == theirs[version]
            assert ours["xmpMM:DocumentID"] != theirs["xmpMM:DocumentID"]
    assert find_inks(copies, MEASURES.inks).red == tuple(
        page + copy * length(press) for copy in range(11) for page in find_inks(press, MEASURES.inks).red
    )


def test_marks_are_black_ink_alone(opened: pikepdf.Pdf) -> None:
    own, _ = opened.pages[0].obj.Contents
    colours = {
        tuple(float(part) for part in instruction.operands)
        for instruction in pikepdf.parse_content_stream(own, "k K rg RG g G")
    }
    assert colours == {(0, 0, 0, 1)}


def test_contents_fonts_and_pictures_are_there_once(opened: pikepdf.Pdf, press: bytes) -> None:
    every = length(press)
    for place in range(1, every):
        one, other = opened.pages[place].obj, opened.pages[place + every].obj
        if "/Contents" in one:
            assert one.Contents.objgen == other.Contents.objgen
            assert one.Resources.objgen == other.Resources.objgen
    first, second = opened.pages[0].obj, opened.pages[every].obj
    assert first.Resources.objgen == second.Resources.objgen
    assert first.Contents[1].objgen == second.Contents[1].objgen
    assert first.Contents[0].objgen != second.Contents[0].objgen


def test_the_same_copies_are_the_same_bytes(dispatch: Dispatch, press: bytes, copies: bytes) -> None:
    assert render_copies(dispatch, press, THEME) == copies


def test_every_number_stands_in_the_same_place(written: WrittenPaper, press: bytes) -> None:
    firsts = written.pages[:: length(press)]
    places = [page.texts[0][:2] for page in firsts]
    assert all(one == pytest.approx(other, abs=0.01) for one, other in pairwise(places))
