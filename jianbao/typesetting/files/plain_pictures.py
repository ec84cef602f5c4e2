"""Pictures in the colours an archive file knows.

Comes in: the bytes of a picture. Goes out: the same bytes, or where they are in four colours or in 16 bits
a channel, the picture in RGB or grey of 8 bits: our output intent is sRGB (ISO 19005-2, 6.2.4).
"""

import io

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

_PLAIN = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})


def make_plain(content: bytes) -> bytes:
    """Return a picture that any reader of the paper can show; what is no picture is returned as it is."""
    try:
        opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
    except UnidentifiedImageError:
        return content
    with opened as picture:
        if picture.mode in _PLAIN:
            return content
        written = io.BytesIO()
        upright = ImageOps.exif_transpose(picture)  # what is written about a picture is not written again
        plain = _to_grey(upright) if upright.mode.startswith("I") else _to_rgb(upright)
        plain.save(written, "PNG")
    return written.getvalue()


def _to_grey(picture: Image.Image) -> Image.Image:
    """Bring 16 bits to 8: the upper ones are kept."""
    return picture.convert("I").point(lambda value: value / 256).convert("L")


def _to_rgb(picture: Image.Image) -> Image.Image:
    """Bring other colours to sRGB, by the picture's own profile where it has one."""
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            srgb = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(picture, io.BytesIO(profile), srgb, outputMode="RGB")
        except ImageCms.PyCMSError:
            turned = None
        if turned is not None:
            return turned
    return picture.convert("RGB")
