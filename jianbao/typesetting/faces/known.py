"""The fonts that Pango sets text in, as long as the process lives.

Comes in: a font of Pango, which is a face in one size. Goes out: a `KnownFont`, with what the font's file
says of the face. WeasyPrint reads the whole file for every document, and describes the font for every text.
"""

from dataclasses import dataclass, field
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import FontConfiguration, get_pango_font_hb_face, get_pango_font_key

# not among those that WeasyPrint declares
ffi.cdef("gpointer g_object_ref (gpointer object);")


@dataclass(frozen=True, slots=True)
class KnownFont:
    """A font of Pango in one size (pixels), and the face it belongs to, of which no glyph is used yet."""

    pango_font: Any
    face: Font
    size: float
    glyphs: dict[Any, Any] = field(default_factory=dict)
    """What was made of its glyphs, by what Pango says of them."""

    def width(self, glyph: int) -> int:
        """Return how wide a glyph is in thousandths of the size."""
        extents = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(self.pango_font, glyph, ffi.NULL, extents)
        width: int = round(extents.width * FROM_UNITS * 1000 / self.size)
        return width


_ANY_SIZE = 16
_FONTS: dict[int, KnownFont] = {}
_FACES: dict[tuple[int, int], Font] = {}
"""Faces by what Pango calls them and where HarfBuzz keeps them."""


def known_font(pango_font: Any) -> KnownFont:
    """Return a font of Pango, which is kept from now on, so that no other can take its place in memory."""
    at = int(ffi.cast("uintptr_t", pango_font))
    if at not in _FONTS:
        key, description, size = get_pango_font_key(pango_font)
        kept = ffi.cast("PangoFont *", gobject.g_object_ref(pango_font))
        _FONTS[at] = KnownFont(kept, _face(pango_font, key, description, size), size)
    return _FONTS[at]


def find_face(fonts: FontConfiguration, family: str, weight: int) -> Font | None:
    """Return an upright face, or nothing if there is none of that family."""
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    name, _ = unicode_to_char_p(family)
    pango.pango_font_description_set_family(description, name)
    pango.pango_font_description_set_weight(description, weight)
    pango.pango_font_description_set_absolute_size(description, _ANY_SIZE * TO_UNITS)
    context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
    found = pango.pango_font_map_load_font(fonts.font_map, context, description)
    if found == ffi.NULL:
        return None
    face = known_font(ffi.gc(found, gobject.g_object_unref)).face
    return face if (face.family, face.weight) == (family, weight) else None


def _face(pango_font: Any, key: int, description: Any, size: float) -> Font:
    where = int(ffi.cast("uintptr_t", get_pango_font_hb_face(pango_font)))
    if (key, where) not in _FACES:
        _FACES[key, where] = face = Font(pango_font, description, size)
        face.file_content = b""  # the whole file, which nobody needs
    return _FACES[key, where]
