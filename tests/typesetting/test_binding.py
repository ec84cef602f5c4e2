"""Papers bound in one file share their typefaces, and the file is packed so that checkers can read it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from paper_reading import FONTS

from jianbao.fonts import write_fontconfig
from jianbao.typesetting.binding import BoundPaper, Folios, bind
from jianbao.typesetting.files.packing import pack_objects
from jianbao.typesetting.paper import typeset

STYLE = """
html { font-family: "FandolFang", "Noto Serif SC" } b { font-family: "Noto Serif SC"; font-weight: 400 }
h1 { bookmark-level: 1; bookmark-label: content() } .back { break-before: right }
"""
TEXTS = ("留守儿童关爱保护", "妇女·儿童工作委员会2020年第3期", "妇女•儿童发展规划")


def a_paper(body: str) -> bytes:
    html = f'<html lang="zh-CN"><title>题</title><body>{body}'
    return typeset(html, style=STYLE, pictures={}).content


def a_volume(texts: tuple[str, ...] = TEXTS) -> bytes:
    cover = a_paper('<h1>合订本</h1><p>目录</p><h1 class="back">索引</h1><p>甲')
    papers = [
        BoundPaper(key=str(number), mark=f"第{number}期", content=a_paper(f"<h1>题</h1><p>{text}<b>简报</b>"))
        for number, text in enumerate(texts, 1)
    ]
    folios = Folios(write=str, sample=a_paper("<p><b>0123456789</b>"), size=9, top=22, binding=28, width=156)
    return bind(cover, papers, front=2, folios=folios)


@pytest.fixture(scope="module")
def volume() -> bytes:
    return a_volume()


def faces_of(content: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing:
                yield str(thing.FontName)


def texts_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return ["".join(each.get_textpage().get_text_range().split()) for each in pdf]


def test_each_face_is_embedded_once(volume: bytes) -> None:
    faces = list(faces_of(volume))
    assert len(faces) == len(set(faces)) == 2


def test_every_paper_still_says_what_it_said_marks_that_look_alike_included(volume: bytes) -> None:
    said = "".join(texts_of(volume))
    assert all(f"题{text}简报" in said for text in TEXTS)


def test_shows_the_same_as_each_paper_alone(volume: bytes) -> None:
    alone = a_paper(f"<h1>题</h1><p>{TEXTS[1]}<b>简报</b>")
    with pypdfium2.PdfDocument(volume) as whole, pypdfium2.PdfDocument(alone) as single:
        found, wanted = (pdf[place].render(scale=2).to_pil() for pdf, place in ((whole, 4), (single, 0)))
        below_the_folio = (0, int(30 * 72 / 25.4 * 2), *wanted.size)
        assert found.crop(below_the_folio).tobytes() == wanted.crop(below_the_folio).tobytes()


def test_stays_for_archives_and_for_everyone(volume: bytes) -> None:
    for profile in ("2a", "ua1"):
        assert [
            failure.message for failure in page.validate_pdf_bytes(volume, profile=profile).failures
        ] == []


def test_fonts_that_are_no_longer_at_hand_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = a_paper(f"<p>{TEXTS[0]}")
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "song.ttf").symlink_to(FONTS / "NotoSerifSC-Regular.ttf")
    configuration = write_fontconfig(tmp_path / "fonts.conf", fonts=folder, cache=tmp_path / "cache")
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))
    folios = Folios(write=str, sample=a_paper("<p>0123456789"), size=9, top=22, binding=28, width=156)
    papers = [BoundPaper(key=key, mark=key, content=paper) for key in "ab"]
    bound = bind(a_paper('<h1>题</h1><h1 class="back">尾'), papers, front=2, folios=folios)
    assert sum("FandolFang" in face for face in faces_of(bound)) == 2
    assert "".join(texts_of(bound)).count(TEXTS[0]) == 2


def objects_of(content: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        return [
            thing.unparse(resolved=True) for thing in pdf.objects if not isinstance(thing, pikepdf.Stream)
        ]


def many_objects(count: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        things = [pdf.make_indirect(pikepdf.Dictionary(Number=number)) for number in range(count)]
        pdf.Root.Things = pikepdf.Array(things)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@pytest.mark.parametrize("count", [0, 1, 499, 1700])
def test_packed_objects_are_the_same_in_less_room(count: int) -> None:
    plain = many_objects(count)
    packed = pack_objects(plain)
    assert sorted(objects_of(packed)) == sorted(objects_of(plain))
    assert count < 100 or len(packed) < len(plain) / 4


def test_no_packed_stream_ends_in_a_carriage_return() -> None:
    for count in range(700, 760):
        packed = pack_objects(many_objects(count))
        assert len(re.findall(rb"\nendstream", packed)) >= 3
        assert b"\r\nendstream" not in packed
