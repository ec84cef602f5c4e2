"""Pictures as a press wants them.

Comes in: the pictures of an archive file and the profile of its colours (sRGB). Goes out: the same
pictures in the same places, none transparent:

- pictures without colour in black ink alone;
- drawings, which is what pictures with a palette are, in inks: their greys in black alone, so that their
  writing is sharp, the papers' own colours in the inks of these, others as the printing condition has them;
- all other pictures in RGB with their profile. The printer turns those into inks for the paper at hand
  better than could be done here for any; PDF/X-4 is made for that.
"""

import io
from dataclasses import dataclass
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops, ImageCms

from jianbao.typesetting.presswork.inks import InkTable

_NEUTRAL = 4
"""How far, of 255, the colours of a grey picture may differ: JPEG's rounding makes 1 or 2 of nothing."""
_NEARLY = 16
"""The same for colours of a drawing that are not pale: few colours tint the edges of its writing a little."""
_PALE = 224

_AS_IS = (Name.DeviceGray, Name.DeviceCMYK)
_EXACT = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePress:
    """Makes pictures fit for the press: `rgb` is the profile of their colours, `condition` the press's."""

    rgb: pikepdf.Stream
    condition: bytes
    inks: InkTable

    def prepare(self, picture: pikepdf.Stream) -> None:
        """Make a picture fit, in its place."""
        for key in ("/StructParent", "/Intent", "/Metadata"):
            if key in picture:
                del picture[key]
        space = picture.ColorSpace
        if "/SMask" not in picture and space in _AS_IS:
            return
        if "/SMask" not in picture and isinstance(space, pikepdf.Array) and space[0] == Name.Indexed:
            picture.ColorSpace = self._in_inks(space)
            return
        shown = _on_white(picture)
        if _is_neutral(shown):
            _write(picture, shown.convert("L"))
            picture.ColorSpace = Name.DeviceGray
            return
        if shown.mode != "RGB" or "/SMask" in picture:
            _write(picture, shown.convert("RGB"))
        picture.ColorSpace = Array([Name.ICCBased, self.rgb])

    def _in_inks(self, space: pikepdf.Array) -> pikepdf.Array:
        """Return a palette of RGB as one of inks."""
        table = space[3]
        raw = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        colours = [raw[place : place + 3] for place in range(0, len(raw) - len(raw) % 3, 3)]
        converted = self._converted(b"".join(colours))
        inks = b"".join(
            self._inks_of(colour, converted[4 * number : 4 * number + 4])
            for number, colour in enumerate(colours)
        )
        return Array([Name.Indexed, Name.DeviceCMYK, len(colours) - 1, String(inks)])

    def _inks_of(self, colour: bytes, otherwise: bytes) -> bytes:
        named = self.inks.inks_of.get("#" + colour.hex())
        if named is not None:
            return bytes(round(ink * 255 / 100) for ink in named)
        if max(colour) - min(colour) <= (_NEUTRAL if max(colour) >= _PALE else _NEARLY):
            return bytes((0, 0, 0, 255 - round(sum(colour) / 3)))
        return otherwise

    def _converted(self, colours: bytes) -> bytes:
        """Return RGB as the inks that look like it under the printing condition."""
        image = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(self.rgb.read_bytes())),
            ImageCms.ImageCmsProfile(io.BytesIO(self.condition)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            _EXACT,
        )
        return cast(Image.Image, ImageCms.applyTransform(image, transform)).tobytes()


def _on_white(picture: pikepdf.Stream) -> Image.Image:
    image = _image_of(picture)
    if "/SMask" not in picture:
        return image
    mask = _image_of(picture.SMask).convert("L")
    image = image.convert("RGB")
    return Image.composite(image, Image.new("RGB", image.size, "white"), mask.resize(image.size))


def _image_of(stream: pikepdf.Object) -> Image.Image:
    return pikepdf.PdfImage(cast(pikepdf.Stream, stream)).as_pil_image()


def _is_neutral(image: Image.Image) -> bool:
    if image.mode in ("1", "L"):
        return True
    red, green, blue = image.convert("RGB").split()
    pairs = ((red, green), (green, blue), (red, blue))
    return not any(any(ImageChops.difference(*pair).histogram()[_NEUTRAL + 1 :]) for pair in pairs)


def _write(picture: pikepdf.Stream, image: Image.Image) -> None:
    """Replace a picture's data without loss, compressed as PNG does it."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    parameters = Dictionary(
        Predictor=15, Colors=len(image.getbands()), BitsPerComponent=8, Columns=image.width
    )
    picture.write(_data_of(out.getvalue()), filter=Name.FlateDecode, decode_parms=parameters)
    picture.BitsPerComponent = 8
    for key in ("/SMask", "/Decode"):
        if key in picture:
            del picture[key]


def _data_of(png: bytes) -> bytes:
    """Return the compressed data of a PNG file: what stands in its IDAT chunks."""
    place, data = 8, b""
    while place < len(png):
        length = int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    return data
