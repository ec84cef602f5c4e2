"""Pictures as files: the one place that opens them.

Comes in: content/images. Goes out: for each picture what the model knows of it, and its bytes as they are
published: without what cameras and programs wrote about it (`jianbao.load.metadata`). A picture is judged
by its header, before anything is decoded.
"""

import hashlib
import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageFile

from jianbao.diagnostics import ContentFault, Diagnostic, Place, Severity
from jianbao.load.metadata import UPRIGHT, BarePicture, Damaged, Moving, SeveralPictures, without_metadata
from jianbao.load.names import Offers
from jianbao.load.records import WrongValue
from jianbao.model import PictureFile

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = {"PNG": 40_000_000, "JPEG": 40_000_000, "WEBP": 25_000_000}
"""What can be decoded in 500 MB of memory: the library holds a WebP file four times."""
_LYING = frozenset({5, 6, 7, 8})
"""Values of Exif's Orientation with which a picture is shown turned by a quarter."""
FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WEBP": (".webp",)}


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """A picture that may be shown, with the bytes that are published."""

    file: PictureFile
    content: bytes


class Pictures(Mapping[str, bytes]):
    """The pictures of content/images: by path, the bytes of each that was found and may be shown.

    They are read when they are asked for: who only judges them holds one at a time.
    """

    def __init__(self, folder: Path, shown: str, files: Mapping[str, Path]) -> None:
        self.folder = folder
        self.shown = shown
        self.files = files
        self._found: dict[str, PictureFile | WrongValue] = {}
        self._offers = Offers()

    def find(self, path: str) -> PictureFile:
        """Return a picture as it is named in an item.

        Raises:
            WrongValue: there is none of that name, or it cannot be shown.
        """
        if path not in self._found:
            self._found[path] = self._try(path)
        found = self._found[path]
        if isinstance(found, WrongValue):
            raise found
        return found

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The paths of files that nothing has asked for."""
        return tuple(path for path in self.files if path not in self._found)

    def _try(self, path: str) -> PictureFile | WrongValue:
        if path not in self.files:
            near = " or ".join(f'"{other}"' for other in self._offers.near(path, self.files))
            hint = f"did you mean {near}?" if near else "put it there, or correct the name"
            return WrongValue(f'the picture "{path}" is not in images/', hint)
        try:
            return read_picture(self.folder, path).file
        except WrongValue as wrong:
            return wrong
        except OSError as error:
            return WrongValue(
                f'the picture "{path}" cannot be read: {error.strerror}', "check its permissions"
            )

    def __getitem__(self, path: str) -> bytes:
        """Return the bytes of a picture as they are published.

        Raises:
            KeyError: no picture of that path was found sound.
            ContentFault: the file is another than when it was judged.
        """
        judged = self._found[path]
        if isinstance(judged, WrongValue):
            raise KeyError(path)
        try:
            again = _strip(path, _read(self.folder, path)).content
        except (WrongValue, OSError):
            again = b""
        if hashlib.sha256(again).hexdigest() != judged.sha256:
            place = Place(f"{self.shown}/{path}")
            message = "the picture changed while it was being read"
            raise ContentFault([Diagnostic(place, Severity.FAULT, message, "run the command again")])
        return again

    def __iter__(self) -> Iterator[str]:
        return (path for path, found in self._found.items() if isinstance(found, PictureFile))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read_picture(folder: Path, path: str) -> LoadedPicture:
    """Read the picture at `path` below `folder` (content/images), without what was written about it.

    Width and height are those of the picture as it is shown, SHA-256 that of the bytes published.

    Raises:
        WrongValue: it is too large, of another format, or not what its name says.
        OSError: it cannot be read.
    """
    bare = _strip(path, _read(folder, path))
    _check_kind(path, bare)
    with _judged(path):
        width, height = _decode(path, bare)
    if bare.orientation in _LYING:
        width, height = height, width
    digest = hashlib.sha256(bare.content).hexdigest()
    return LoadedPicture(PictureFile(path=path, width=width, height=height, sha256=digest), bare.content)


def _read(folder: Path, path: str) -> bytes:
    with (folder / path).open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise WrongValue(
            f'the picture "{path}" is larger than {MAX_BYTES // 1024 // 1024} MB', "make it smaller"
        )
    return content


def _strip(path: str, content: bytes) -> BarePicture:
    with _judged(path):
        return without_metadata(content, _orientation)


@contextmanager
def _judged(path: str) -> Iterator[None]:
    """Say what is wrong with a picture in the words of its editor."""
    try:
        yield
    except WrongValue:
        raise
    except SeveralPictures:
        message = f'"{path}" holds several pictures in one (MPO), as some telephones write'
        raise WrongValue(message, "save it anew as a plain JPEG") from None
    except Moving:
        message = f'the picture "{path}" moves, and on paper it would stand still'
        raise WrongValue(message, "save one picture of it, or several side by side") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        limit = max(MAX_PIXELS.values())
        raise WrongValue(f'the picture "{path}" has more than {limit:,} pixels', "make it smaller") from None
    except (Damaged, OSError, ValueError, SyntaxError, Warning):
        raise WrongValue(
            f'"{path}" cannot be read as a picture', "save it anew as PNG, JPEG or WebP"
        ) from None


def _check_kind(path: str, bare: BarePicture) -> None:
    if Path(path).suffix not in FORMATS[bare.kind]:
        message = f'"{path}" is a {bare.kind} file by another name'
        raise WrongValue(message, f"name it {FORMATS[bare.kind][0]}")
    if bare.kind == "WEBP" and bare.orientation != UPRIGHT:
        message = f'the picture "{path}" says that it is to be turned, and browsers do not turn WebP'
        raise WrongValue(message, "turn it and save it anew, or save it as JPEG or PNG")


def _orientation(written: bytes) -> int:
    """Return which way up an Exif block says that a picture stands; browsers heed nothing else."""
    exif = Image.Exif()
    try:
        with warnings.catch_warnings(action="ignore"):
            exif.load(written)
            found = exif.get(ExifTags.Base.Orientation)
    except (OSError, SyntaxError, ValueError, struct.error):
        return UPRIGHT
    return found if isinstance(found, int) and found in range(1, 9) else UPRIGHT


def _decode(path: str, bare: BarePicture) -> tuple[int, int]:
    """Return the size of a picture as it lies, once it is seen that it can be decoded to its end."""
    limit = MAX_PIXELS[bare.kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets cut off pictures pass
        with Image.open(io.BytesIO(bare.content), formats=(bare.kind,)) as image:
            size = image.size
            if size[0] * size[1] > limit:
                raise WrongValue(f'the picture "{path}" has more than {limit:,} pixels', "make it smaller")
            image.draft(None, (1, 1))  # of a JPEG every eighth pixel: enough to go through all of it
            image.load()
    return size
