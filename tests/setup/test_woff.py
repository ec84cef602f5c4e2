"""WOFF: unpacked to the font it was made from, always the same bytes."""

import io
import zlib

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from jianbao.setup.woff import unpack_woff


@pytest.fixture(scope="module")
def font() -> bytes:
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *(f"g{n}" for n in range(400))])
    builder.setupCharacterMap({0x4E00 + n: f"g{n}" for n in range(400)})
    builder.setupGlyf({name: Glyph() for name in builder.font.getGlyphOrder()})
    builder.setupHorizontalMetrics(dict.fromkeys(builder.font.getGlyphOrder(), (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def woff(font: bytes) -> bytes:
    packed = TTFont(io.BytesIO(font))
    packed.flavor = "woff"
    file = io.BytesIO()
    packed.save(file, reorderTables=None)
    return file.getvalue()


def test_every_table_comes_back_unaltered(font: bytes, woff: bytes):
    before, after = TTFont(io.BytesIO(font)), TTFont(io.BytesIO(unpack_woff(woff)), checkChecksums=2)
    assert len(woff) < len(font)
    tags = sorted(before.reader.keys())
    assert tags == sorted(after.reader.keys())
    assert [tag for tag in tags if tag != "head" and before.reader[tag] != after.reader[tag]] == []


def test_refuses_what_is_no_whole_woff(font: bytes, woff: bytes):
    with pytest.raises(ValueError, match="no WOFF"):
        unpack_woff(font)
    with pytest.raises((ValueError, zlib.error)):
        unpack_woff(woff[:-200])
