"""Each face of a volume embedded once, for all the papers that are set in it.

Comes in: a volume whose papers bring their own fonts. Goes out: the same volume, in which fonts of one face
have one file with the glyphs of them all. A text names a glyph by the number that it has in the whole font
whatever paper it stands in, so that no page has to change. A year of 50 issues shrinks to a fifth.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name
from weasyprint.pdf.fonts import Font

from jianbao.typesetting.faces.cutting import FULL, character_map, cut_face, number_map, width_rows
from jianbao.typesetting.faces.known import find_face
from jianbao.typesetting.files.archiving import pack
from jianbao.typesetting.pages.standing import standing_fonts

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <((?:[0-9a-fA-F]{4})*)>")


def share_faces(volume: pikepdf.Pdf) -> None:
    """Let fonts of one face share a file; those that are not found in the fonts at hand stay as they are."""
    names: dict[str, dict[Any, Any]] = {}
    for fonts in _resources(volume):
        for font in fonts.values():
            names.setdefault(str(font.BaseFont), {})[font.objgen] = font
    instead: dict[Any, Any] = {}
    for same in names.values():
        if len(same) > 1:
            instead |= _share(volume, list(same.values()))
    for fonts in _resources(volume):
        for name, font in list(fonts.items()):
            fonts[name] = instead.get(font.objgen, font)


def _resources(volume: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the fonts of the pages, by the names that pages use; those of several pages once."""
    seen = set()
    for page in volume.pages:
        fonts: Any = page.obj.Resources.get(Name.Font, Dictionary())
        if fonts.objgen == (0, 0) or fonts.objgen not in seen:
            seen.add(fonts.objgen)
            yield fonts


def _share(volume: pikepdf.Pdf, fonts: Sequence[Any]) -> dict[Any, Any]:
    """Give fonts one file; return what stands in the place of those that say the same of their glyphs.

    A font whose glyphs show other characters (of those that look alike) keeps its own table of characters.
    """
    shared = fonts[0].DescendantFonts[0]
    face = _face(shared.FontDescriptor, str(fonts[0].BaseFont))
    if face is None:
        return {}
    texts: dict[int, str] = {}
    widths: dict[int, int] = {}
    instead: dict[Any, Any] = {}
    for font in fonts:
        own = _texts(font)
        if all(texts.get(glyph, text) == text for glyph, text in own.items()):
            instead[font.objgen] = fonts[0]
        texts = own | texts
        widths |= _widths(font.DescendantFonts[0], own)
    _embed(volume, shared, face, texts, widths)
    fonts[0].ToUnicode = _stream(volume, b"\n".join(character_map(texts)))
    for font in fonts:
        font.DescendantFonts = Array([shared])
    return instead


def _face(descriptor: Any, name: str) -> Font | None:
    """Return the face that a font was cut from."""
    if Name.FontFamily not in descriptor or Name.FontWeight not in descriptor:
        return None
    face = find_face(standing_fonts(), str(descriptor.FontFamily), int(descriptor.FontWeight))
    return face if face is not None and face.name == name.encode() else None


def _embed(
    volume: pikepdf.Pdf, font: Any, face: Font, texts: Mapping[int, str], widths: Mapping[int, int]
) -> None:
    program = cut_face(face, texts)
    if program.is_cff:
        file = _stream(volume, program.content)
        file.Subtype = Name(program.subtype)
        font.FontDescriptor.FontFile3 = file
    else:
        file = _stream(volume, program.content)
        file.Length1 = len(file.read_bytes())
        font.FontDescriptor.FontFile2 = file
        if program.glyphs is not None:
            font.CIDToGIDMap = _stream(volume, number_map(program.glyphs))
    font.W = Array(cast(Any, [Array(row) if isinstance(row, list) else row for row in width_rows(widths)]))


def _texts(font: Any) -> dict[int, str]:
    """Return which characters the glyphs of a font show."""
    table = font.ToUnicode.read_bytes()
    return {int(m[1], 16): bytes.fromhex(m[2].decode()).decode("utf-16-be") for m in _PAIR.finditer(table)}


def _widths(font: Any, glyphs: Mapping[int, str]) -> dict[int, int]:
    """Return how wide glyphs of a font are, in thousandths of its size."""
    entries = list(font.get(Name.W, Array()))
    found = {
        int(first) + place: int(width)
        for first, row in zip(entries[::2], entries[1::2], strict=True)
        for place, width in enumerate(row)
    }
    return {glyph: found.get(glyph, FULL) for glyph in glyphs}


def _stream(volume: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    stream = pikepdf.Stream(volume, b"")
    stream.write(pack(data)[0], filter=Name.FlateDecode)
    return stream
