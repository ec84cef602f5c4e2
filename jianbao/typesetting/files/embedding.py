"""Pictures put into the PDF as their files have them, colours of a palette among them.

Comes in: a picture as WeasyPrint is about to write it. Goes out: an image of the PDF whose data are those of
the PNG file. WeasyPrint decodes a picture, writes each colour of a palette as red, green and blue, and
compresses anew: that takes a fifth of the time of an issue, and as much room again as the files have.

What a PDF cannot take as it is (interlaced or transparent pictures, 16 bits a colour, other kinds of files,
pictures too fine for the page) is left to WeasyPrint.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pydyf
from weasyprint import images
from weasyprint.images import RasterImage

from jianbao.typesetting.pinned import require_version

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = {0: 1, 2: 3, 3: 1}
"""Values a pixel has, by the kind of colour: grey, red-green-blue, palette (PNG, 11.2.1)."""
_GREY, _PALETTE = 0, 3
_BEYOND = frozenset({b"tRNS", b"eXIf"})
"""Chunks that say more than is taken over: of transparency, and how a picture is turned."""

_INIT = RasterImage.__init__
_GET_X_OBJECT = RasterImage.get_x_object


def install() -> None:
    """Make WeasyPrint embed pictures our way; doing so again changes nothing."""
    require_version()
    images.RasterImage.__init__ = _init
    images.RasterImage.get_x_object = _get_x_object


@dataclass(frozen=True, slots=True, kw_only=True)
class Png:
    """What a PDF takes over from a PNG file."""

    width: int
    height: int
    depth: int
    kind: int
    palette: bytes
    data: bytes

    @property
    def colour_space(self) -> Any:
        """The colours as a PDF names them."""
        if self.kind == _PALETTE:
            last = len(self.palette) // 3 - 1
            return pydyf.Array(["/Indexed", "/DeviceRGB", last, f"<{self.palette.hex()}>"])
        return "/DeviceGray" if self.kind == _GREY else "/DeviceRGB"


def read_png(content: bytes) -> Png | None:
    """Return what a PDF can take over from a PNG file, or nothing if it cannot or the file is damaged."""
    if not content.startswith(_SIGNATURE):
        return None
    try:
        chunks = list(_chunks(content))
        (_, head), *others = chunks
        width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", head)
        if interlaced or depth > 8 or kind not in _COLOURS or any(name in _BEYOND for name, _ in others):
            return None
        data = b"".join(piece for name, piece in others if name == b"IDAT")
        palette = b"".join(piece for name, piece in others if name == b"PLTE")
        row = 1 + (width * depth * _COLOURS[kind] + 7) // 8
        if len(zlib.decompress(data)) != row * height or (kind == _PALETTE) > bool(palette):
            return None
    except (struct.error, ValueError, zlib.error):
        return None
    return Png(width=width, height=height, depth=depth, kind=kind, palette=palette, data=data)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG file as (name, data).

    Raises:
        ValueError: a chunk's checksum is wrong.
    """
    place = len(_SIGNATURE)
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        name, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, place + 8 + length)
        if zlib.crc32(name + data) != checksum:
            raise ValueError("a chunk is damaged")
        yield name, data
        place += length + 12


def _init(
    image: RasterImage, pillow_image: Any, image_id: str, image_data: Any, *rest: Any, **more: Any
) -> None:
    """Make a picture as WeasyPrint does, but decode it only if a PDF cannot take over its file."""
    png = read_png(image_data) if isinstance(image_data, bytes) else None
    make = partial(_INIT, image, pillow_image, image_id, image_data, *rest, **more)
    image.png, image.make = png, make
    if png is None:
        make()
        return
    options = more.get("options", rest[3] if len(rest) > 3 else images.DEFAULT_OPTIONS)
    image.id, image._dpi = image_id, options["dpi"]
    image.width, image.height, image.ratio = png.width, png.height, png.width / png.height


def _get_x_object(image: RasterImage, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:  # noqa: FBT001
    """Return the image for the PDF."""
    png: Png | None = image.png
    if png is None or dpi_ratio != 1:
        if png is not None:
            image.make()
        return _GET_X_OBJECT(image, interpolate, dpi_ratio)
    extra = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": png.width,
        "Height": png.height,
        "ColorSpace": png.colour_space,
        "BitsPerComponent": png.depth,
        "Interpolate": "true" if interpolate else "false",
        "Filter": "/FlateDecode",
        "DecodeParms": pydyf.Dictionary(
            {
                "Predictor": 15,
                "Colors": _COLOURS[png.kind],
                "BitsPerComponent": png.depth,
                "Columns": png.width,
            }
        ),
    }
    return pydyf.Stream([png.data], extra)
