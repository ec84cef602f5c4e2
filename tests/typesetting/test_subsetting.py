"""Each face stands in the PDF once, with the glyphs that are used, and shows them however its file counts."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from paper_reading import FONTS
from PIL import Image, ImageChops

from jianbao.fonts import write_fontconfig
from jianbao.typesetting.paper import typeset

FANG = FONTS / "FandolFang-Regular.otf"
TEXT = "简报第三期，妇女儿童"


def typeset_in(family: str, body: str = TEXT, more: str = "") -> bytes:
    page = f'<html lang="zh-CN"><title>T</title><body><p>{body}'
    style = f'@page {{ size: 90mm 30mm; margin: 5mm }} html {{ font-family: "{family}" }} {more}'
    return typeset(page, style=style, pictures={}).content


@contextmanager
def face_of(content: bytes) -> Iterator[Any]:
    """Give the only face of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (face,) = (
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing
        )
        yield face


def drawn(content: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(content) as pdf:
        return pdf[0].render(scale=3).to_pil().convert("L")


def said(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "".join(pdf[0].get_textpage().get_text_range().split())


def named(font: TTFont, family: str) -> TTFont:
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            font["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
    return font


def counted_anew(font: TTFont) -> TTFont:
    """Leave most glyphs out, so that those of others are no longer the numbers of their characters."""
    options = subset.Options(name_IDs=["*"], notdef_outline=True, layout_features=[])
    cutter = subset.Subsetter(options)
    cutter.populate(text=TEXT + "甘肃省")
    cutter.subset(font)
    return font


def with_named_glyphs(font: TTFont) -> TTFont:
    """Return a font of the same glyphs that have names instead of numbers."""
    glyphs, characters = font.getGlyphSet(), font.getBestCmap()
    named_for = {ord(character): f"g{place}" for place, character in enumerate(dict.fromkeys(TEXT))}
    names = {".notdef": ".notdef"} | {name: characters[code] for code, name in named_for.items()}
    charstrings, metrics = {}, {}
    for name, glyph in names.items():
        pen = T2CharStringPen(glyphs[glyph].width, glyphs)
        glyphs[glyph].draw(pen)
        charstrings[name] = pen.getCharString()
        metrics[name] = (glyphs[glyph].width, 0)
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(list(names))
    builder.setupCharacterMap(named_for)
    builder.setupCFF("Named", {}, charstrings, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": "Named", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    return builder.font


@pytest.mark.parametrize("change", [counted_anew, with_named_glyphs])
def test_shows_the_same_glyphs_however_the_file_of_a_face_counts_them(
    change: Callable[[TTFont], TTFont], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = typeset_in("FandolFang")
    folder = tmp_path / "fonts"
    folder.mkdir()
    named(change(TTFont(FANG)), "Own Fang").save(folder / "own.otf")
    configuration = write_fontconfig(tmp_path / "fonts.conf", fonts=folder, cache=tmp_path / "cache")
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))
    found = typeset_in("Own Fang")
    assert said(found) == said(wanted) == TEXT
    assert sum(ImageChops.difference(drawn(found), drawn(wanted)).histogram()[64:]) < 20
    assert (
        sum(ImageChops.difference(drawn(found), drawn(typeset_in("Own Fang", TEXT[::-1]))).histogram()[64:])
        > 500
    )


@pytest.mark.parametrize("family", ["FandolFang", "Noto Serif SC", "LXGW WenKai"])
def test_a_face_brings_the_glyphs_that_are_used_and_no_others(family: str) -> None:
    with face_of(typeset_in(family, "<span>简报</span>第三期", "span { font-size: 9pt }")) as face:
        file = face.get("/FontFile2") or face.FontFile3
        assert len(file.read_raw_bytes()) < 4000
        if "/FontFile2" in face:
            with TTFont(io.BytesIO(file.read_bytes())) as font:
                assert len(font.getGlyphOrder()) == 1 + len("简报第三期")
                assert set(font.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}


def test_a_face_is_described_as_its_file_has_it_whatever_was_printed_before() -> None:
    before = typeset_in("FandolFang")
    typeset_in("FandolFang", more="html { font-size: 61pt }")
    assert typeset_in("FandolFang") == before
    head = TTFont(FANG)["head"]
    with face_of(before) as face:
        assert [int(edge) for edge in face.FontBBox] == [head.xMin, head.yMin, head.xMax, head.yMax]
