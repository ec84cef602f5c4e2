"""A face cut down to the glyphs that are used, and what a PDF says of them.

Comes in: a face, and which text each of its glyphs shows. Goes out: a `Program` to be embedded, and tables of
widths and characters. Glyphs are numbered anew: WeasyPrint keeps the number of every glyph, so that each face
brings tables for the tens of thousands that were left out.

The text names a glyph by the number it has in the whole font. For TrueType a map says which glyph of the
subset that is (ISO 32000-1, 9.7.4.2), for CFF its charset. Tables that a PDF does not need are left out
(9.9). What is no plain outline font (variable, coloured, made of pixels) is cut by WeasyPrint.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from fontTools.cffLib import CFFFontSet
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

# not among those that WeasyPrint declares
ffi.cdef("""
typedef ... hb_subset_plan_t;
typedef ... hb_map_t;
void hb_set_clear (hb_set_t *set);
void hb_set_invert (hb_set_t *set);
hb_subset_plan_t * hb_subset_plan_create_or_fail (hb_face_t *face, const hb_subset_input_t *input);
hb_face_t * hb_subset_plan_execute_or_fail (hb_subset_plan_t *plan);
hb_map_t * hb_subset_plan_old_to_new_glyph_mapping (hb_subset_plan_t *plan);
void hb_subset_plan_destroy (hb_subset_plan_t *plan);
hb_codepoint_t hb_map_get (const hb_map_t *map, hb_codepoint_t key);
""")

FULL = 1000
"""The width of a glyph that need not be given: that of an ideograph, in thousandths of the size."""

_KEPT = ("CFF ", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
_HINTS = ("cvt ", "fpgm", "prep")
_BATCH = 100
"""Entries that a table of characters may have in one block: ISO 32000-1, 9.10.3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What is embedded of a face: a whole font file, or of CFF that table alone.

    `glyphs` are the numbers of its glyphs by those that the text uses, or nothing where they are the same.
    """

    content: bytes
    is_cff: bool
    subtype: str = ""
    glyphs: Mapping[int, int] | None = None


def width_rows(widths: Mapping[int, int]) -> list[int | list[int]]:
    """Return the widths that are not full: `number [width width …]` for glyphs that follow each other."""
    rows: list[int | list[int]] = []
    row: list[int] = []
    last = -2
    for glyph in sorted(glyph for glyph, width in widths.items() if width != FULL):
        if glyph != last + 1:
            row = []
            rows += [glyph, row]
        row.append(widths[glyph])
        last = glyph
    return rows


def character_map(texts: Mapping[int, str]) -> Iterator[bytes]:
    """Yield the lines of the table that says which characters each glyph shows (ISO 32000-1, 9.10.3)."""
    yield b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap"
    yield b"/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def"
    yield b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def"
    yield b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
    entries = sorted(texts.items())
    for begin in range(0, len(entries), _BATCH):
        batch = entries[begin : begin + _BATCH]
        yield f"{len(batch)} beginbfchar".encode()
        for glyph, text in batch:
            yield f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode()
        yield b"endbfchar"
    yield b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def number_map(glyphs: Mapping[int, int]) -> bytes:
    """Return the glyph of the subset for each number that the text may use, in two bytes each."""
    numbers = [0] * (max(glyphs, default=0) + 1)
    for number, glyph in glyphs.items():
        numbers[number] = glyph
    return struct.pack(f">{len(numbers)}H", *numbers)


def cut_face(face: Font, texts: Mapping[int, str], *, hinting: bool = False) -> Program:
    """Cut a face down to the glyphs that are used, of which `texts` says what they show."""
    if "fvar" in face.tables or face.missing or face.bitmap or face.png or face.svg or face.colr:
        face = copy(face)
        face.file_content = get_hb_object_data(face.hb_face)
        face.clean(dict(texts), hinting)
        is_cff = face.type == "otf"
        return Program(content=face.file_content, is_cff=is_cff, subtype="/OpenType" if is_cff else "")
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    flags |= 0 if hinting else harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    used = sorted(texts)
    subset, glyphs = _cut(face, used, flags)
    if "CFF " not in face.tables:
        return Program(
            content=_bytes_of(harfbuzz.hb_face_reference_blob(subset)), is_cff=False, glyphs=glyphs
        )
    content = _named_by_number(table_of(subset, "CFF "), glyphs)
    if content is None:
        subset, _ = _cut(face, used, flags | harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS)
        content = table_of(subset, "CFF ")
    return Program(content=content, is_cff=True, subtype="/CIDFontType0C")


def _named_by_number(content: bytes, glyphs: Mapping[int, int]) -> bytes | None:
    """Return a CFF whose charset calls each glyph by the number that the text uses.

    Returns nothing if its glyphs have names: a PDF counts such glyphs as they stand.
    """
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(content), None)
    top = fonts[0]
    if not hasattr(top, "ROS"):
        return None
    numbers = {glyph: number for number, glyph in glyphs.items()}
    charset = [f"cid{numbers.get(place, 0):05}" if place else ".notdef" for place in range(len(top.charset))]
    if charset == top.charset:
        return content
    top.charset = charset
    out = BytesIO()
    fonts.compile(out, SimpleNamespace(recalcBBoxes=False), isCFF2=False)
    return out.getvalue()


def _cut(face: Font, used: Sequence[int], flags: int) -> tuple[Any, dict[int, int]]:
    """Return a face with the used glyphs and no others, and their new numbers by the old ones."""
    order = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _add(harfbuzz_subset.hb_subset_input_glyph_set(order), used)
    dropped = harfbuzz_subset.hb_subset_input_set(order, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    harfbuzz.hb_set_clear(dropped)
    kept = _KEPT if flags & harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING else (*_KEPT, *_HINTS)
    _add(dropped, sorted(harfbuzz.hb_tag_from_string(tag.encode(), -1) for tag in kept))
    harfbuzz.hb_set_invert(dropped)
    harfbuzz_subset.hb_subset_input_set_flags(order, flags)
    plan = ffi.gc(
        harfbuzz_subset.hb_subset_plan_create_or_fail(face.hb_face, order),
        harfbuzz_subset.hb_subset_plan_destroy,
    )
    numbers = harfbuzz_subset.hb_subset_plan_old_to_new_glyph_mapping(plan)
    glyphs = {glyph: harfbuzz.hb_map_get(numbers, glyph) for glyph in used}
    subset = ffi.gc(harfbuzz_subset.hb_subset_plan_execute_or_fail(plan), harfbuzz.hb_face_destroy)
    return subset, glyphs


def _add(numbers: Any, more: Sequence[int]) -> None:
    harfbuzz.hb_set_add_sorted_array(numbers, ffi.new("hb_codepoint_t[]", list(more)), len(more))


def table_of(face: Any, tag: str) -> bytes:
    """Return a table of a font's file."""
    return _bytes_of(harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(tag.encode(), -1)))


def _bytes_of(blob: Any) -> bytes:
    """Return what HarfBuzz keeps in a blob, and let go of it."""
    length = ffi.new("unsigned int *")
    try:
        return bytes(ffi.buffer(harfbuzz.hb_blob_get_data(blob, length), length[0]))
    finally:
        harfbuzz.hb_blob_destroy(blob)
