"""Typefaces put into the PDF with the glyphs that are used, and with nothing else.

Comes in: the fonts of a document as WeasyPrint is about to embed them. Goes out: one font of the PDF for each
face. The tables that WeasyPrint leaves in for glyphs that are not used take a sixth of the time of an issue
to make and to pack, and 30 kB of its file.
"""

import struct
from collections.abc import Mapping
from copy import copy
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from jianbao.typesetting.faces.cutting import FULL, character_map, cut_face, number_map, table_of, width_rows
from jianbao.typesetting.faces.known import known_font
from jianbao.typesetting.pinned import require_version

_WEIGHTS = range(100, 1000, 100)
"""The weights that a PDF can name: ISO 32000-1, 9.8.1."""


def install() -> None:
    """Make WeasyPrint embed fonts our way; doing so again changes nothing."""
    require_version()
    weasyprint.pdf.build_fonts_dictionary = _build_fonts
    Stream.add_font = _add_font


def _add_font(stream: Stream, pango_font: Any) -> tuple[Font, float]:
    """Return the face of a font, as far as a document uses it, and the font's size."""
    font = known_font(pango_font)
    faces: dict[str, Font] = stream._fonts
    if font.face.hash not in faces:
        faces[font.face.hash] = face = copy(font.face)
        face.widths, face.to_unicode, face.missing = {}, {}, {}
    return faces[font.face.hash], font.size


def _build_fonts(
    pdf: pydyf.PDF,
    fonts: Mapping[Any, Font],
    compress: bool,  # noqa: FBT001 (the signature of WeasyPrint)
    subset: bool,  # noqa: ARG001, FBT001
    options: Mapping[str, Any],
) -> pydyf.Dictionary:
    """Embed the fonts of a document and return them by the names that its pages use."""
    hinting = options["hinting"]
    return pydyf.Dictionary(
        {name: _embed(pdf, face, compress=compress, hinting=hinting) for name, face in fonts.items()}
    )


def _embed(pdf: pydyf.PDF, face: Font, *, compress: bool, hinting: bool) -> bytes:
    """Embed a face and return the reference to its font."""

    def add(thing: Any) -> bytes:
        pdf.add_object(thing)
        reference: bytes = thing.reference
        return reference

    def stream(parts: list[bytes], **extra: Any) -> Any:
        return add(pydyf.Stream(parts, pydyf.Dictionary(extra), compress=compress))

    program = cut_face(face, face.to_unicode, hinting=hinting)
    if program.subtype:
        file = stream([program.content], Subtype=program.subtype)
    else:
        file = stream([program.content], Length1=len(program.content))
    descriptor = _descriptor(face)
    descriptor["FontFile3" if program.is_cff else "FontFile2"] = file
    descendant = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType0" if program.is_cff else "/CIDFontType2",
            "BaseFont": face.name,
            "CIDSystemInfo": pydyf.Dictionary(
                {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
            ),
            "DW": FULL,
            "W": pydyf.Array(map(_as_array, width_rows(face.widths))),
            "FontDescriptor": add(descriptor),
        }
    )
    if not program.is_cff:
        numbers = program.glyphs
        descendant["CIDToGIDMap"] = "/Identity" if numbers is None else stream([number_map(numbers)])
    return add(
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": face.name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([add(descendant)]),
                "ToUnicode": stream(list(character_map(face.to_unicode))),
            }
        )
    )


def _descriptor(face: Font) -> pydyf.Dictionary:
    """Describe a face by what its own tables say, in thousandths of its size."""
    scale = FULL / face.upem
    box = (round(edge * scale) for edge in struct.unpack_from(">4h", table_of(face.hb_face, "head"), 36))
    ascent, descent = (
        round(edge * scale) for edge in struct.unpack_from(">2h", table_of(face.hb_face, "hhea"), 4)
    )
    return pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": face.name,
            "FontFamily": pydyf.String(face.family),
            "Flags": face.flags,
            "FontBBox": pydyf.Array(box),
            "ItalicAngle": face.italic_angle,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": ascent,
            "StemV": face.stemv,
            "StemH": face.stemh,
            **({"FontWeight": face.weight} if face.weight in _WEIGHTS else {}),
        }
    )


def _as_array(entry: int | list[int]) -> Any:
    return pydyf.Array(entry) if isinstance(entry, list) else entry
