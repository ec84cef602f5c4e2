"""Pictures as files: the one place that opens them.

Comes in: content/images. Goes out: for each picture what the model knows of it, and its bytes. A
picture is judged by its header, before anything is decoded.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageFile

from jianbao.load.records import WrongValue
from jianbao.model import PictureFile

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
_LYING = frozenset({5, 6, 7, 8})
"""Values of EXIF's Orientation with which a picture is shown turned by a quarter."""
FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WEBP": (".webp",)}


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """A picture that may be shown, with its bytes."""

    file: PictureFile
    content: bytes


def read_picture(folder: Path, path: str) -> LoadedPicture:
    """Read the picture at `path` below `folder` (content/images).

    Raises:
        WrongValue: it is too large, of another format, or not what its name says.
        OSError: it cannot be read.
    """
    with (folder / path).open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise WrongValue(
            f'the picture "{path}" is larger than {MAX_BYTES // 1024 // 1024} MB', "make it smaller"
        )
    width, height = _read_header(path, content)
    file = PictureFile(path=path, width=width, height=height, sha256=hashlib.sha256(content).hexdigest())
    return LoadedPicture(file, content)


def _read_header(path: str, content: bytes) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets cut off pictures pass
            with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
                kind, (width, height) = str(image.format), image.size
                if width * height <= MAX_PIXELS:
                    image.load()
                if image.getexif().get(ExifTags.Base.Orientation) in _LYING:
                    width, height = height, width
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise WrongValue(
            f'the picture "{path}" has more than {MAX_PIXELS:,} pixels', "make it smaller"
        ) from None
    except (OSError, ValueError, SyntaxError, Warning):
        raise WrongValue(
            f'"{path}" cannot be read as a picture', "save it anew as PNG, JPEG or WebP"
        ) from None
    if width * height > MAX_PIXELS:
        raise WrongValue(f'the picture "{path}" has more than {MAX_PIXELS:,} pixels', "make it smaller")
    if Path(path).suffix not in FORMATS.get(kind, ()):
        raise WrongValue(
            f'"{path}" is a {kind} file by another name',
            f"name it {FORMATS[kind][0]}" if kind in FORMATS else "save it anew as PNG, JPEG or WebP",
        )
    return width, height
