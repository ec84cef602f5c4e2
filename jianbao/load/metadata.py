"""Pictures without what cameras and programs wrote about them: places, names, times, thumbnails.

Comes in: the bytes of a JPEG, PNG or WebP file. Goes out: the same picture, its pixels untouched, with
nothing left but what it takes to show it: the pixels, their colour profile and density, and which way up it
stands. Whatever lies behind its end is left out. How many pieces a file is made of is bounded before
anything is decoded: some decoders take a turn through all pixels for each.

Sources: ISO/IEC 10918-1 (JPEG), PNG (third edition), RFC 9649 (WebP), CIPA DC-008 (Exif), CIPA DC-007 (MPF).
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_PIECES = 20_000
"""Segments or chunks of one file; a picture of 10 MB in pieces of a kilobyte has half as many."""
MAX_SCANS = 100
"""Scans of one JPEG: progressive ones have about ten."""
UPRIGHT = 1
"""The value of Exif's Orientation with which a picture is shown as it lies."""

ReadOrientation = Callable[[bytes], int]
"""Takes an Exif block and returns its Orientation, 1 to 8."""

_MARKER = re.compile(rb"\xff+([\x01-\xfe])")
_SCAN_END = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
"""Ends the coded pixels of a JPEG: a marker that is neither a stuffed byte nor a restart."""
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length behind them."""
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_CODING = frozenset({*range(0xC0, 0xC8), *range(0xC9, 0xD0), *range(0xDA, 0xE0)})
"""Markers of frames, scans and their tables."""
_EXIF = b"Exif\0\0"
_PALETTE = 3
"""The colour type of a PNG whose pixels are places in a table, its PLTE."""
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs".split())
_PNG_MOVES = frozenset({b"acTL", b"fcTL", b"fdAT"})
_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_WEBP_MOVES = frozenset({b"ANIM", b"ANMF"})
_WEBP_METADATA_FLAGS = 0x08 | 0x04


class Damaged(ValueError):
    """A file that ends in the middle, is made up otherwise than its kind is, or of too many pieces."""


class SeveralPictures(ValueError):
    """A JPEG with others behind it (MPO): which of them is meant, nobody can say."""


class Moving(ValueError):
    """A PNG or WebP of several pictures that follow each other: paper has room for one of them."""


@dataclass(frozen=True, slots=True)
class BarePicture:
    """A picture alone, and Exif's Orientation, which says how it is to be turned when it is shown."""

    kind: str
    content: bytes
    orientation: int


@dataclass(frozen=True, slots=True)
class _Apart:
    """A file taken apart: what its Exif block says, and how to write it with an Exif block of ours."""

    exif: bytes
    write: Callable[[bytes], bytes]


def kind_of(content: bytes) -> str | None:
    """Return JPEG, PNG or WEBP by the first bytes of a file, if it is one of them."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(_PNG_HEAD):
        return "PNG"
    return "WEBP" if content.startswith(b"RIFF") and content[8:12] == b"WEBP" else None


def without_metadata(content: bytes, read_orientation: ReadOrientation) -> BarePicture:
    """Return a picture alone.

    Raises:
        Damaged: it cannot be taken apart, or is none of the three kinds.
        SeveralPictures: it is a JPEG of several pictures.
        Moving: its pictures follow each other.
    """
    kind = kind_of(content)
    if kind is None:
        raise Damaged
    try:
        apart = _KINDS[kind](content)
    except (struct.error, IndexError):
        raise Damaged from None
    orientation = read_orientation(apart.exif) if apart.exif else UPRIGHT
    return BarePicture(kind, apart.write(_exif(orientation)), orientation)


def _exif(orientation: int) -> bytes:
    """Return an Exif block that says which way up a picture stands and nothing else, or none at all."""
    if orientation == UPRIGHT:
        return b""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return struct.pack("<2sHIH", b"II", 42, 8, 1) + entry + bytes(4)


def _take_jpeg(content: bytes) -> _Apart:
    segments = list(_bounded(_segments(content)))
    if sum(marker == _SOS for marker, _, _ in segments) > MAX_SCANS:
        raise Damaged
    notes = [inside for marker, inside, _ in segments if marker == _APP1]
    if not any(b"hdrgm:Version" in note for note in notes) and any(
        marker == _APP2 and inside.startswith(b"MPF\0") for marker, inside, _ in segments
    ):
        raise SeveralPictures
    exif = next((note.removeprefix(_EXIF) for note in notes if note.startswith(_EXIF)), b"")
    kept = [
        _segment(marker, inside) + coded
        for marker, whole, coded in segments
        if (inside := _kept_of_segment(marker, whole)) is not None
    ]
    head = 1 if segments and segments[0][0] == _APP0 and kept else 0

    def write(exif: bytes) -> bytes:
        own = [_segment(_APP1, _EXIF + exif)] if exif else []
        return b"".join((b"\xff\xd8", *kept[:head], *own, *kept[head:], b"\xff\xd9"))

    return _Apart(exif, write)


def _bounded(pieces: Iterator[tuple[int, bytes, bytes]]) -> Iterator[tuple[int, bytes, bytes]]:
    for number, piece in enumerate(pieces):
        if number == MAX_PIECES:
            raise Damaged
        yield piece


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the segments of a JPEG up to its end: marker, what is inside, the coded pixels behind it."""
    place = 2
    while found := _MARKER.search(content, place):
        marker, place = found[1][0], found.end()
        if marker == _EOI:
            return
        if marker in _BARE:
            yield marker, b"", b""
            continue
        (length,) = struct.unpack_from(">H", content, place)
        inside = content[place + 2 : place + length]
        place += length
        if length < 2 or place > len(content):
            raise Damaged
        coded = b""
        if marker == _SOS:
            end = _SCAN_END.search(content, place)
            if not end:
                raise Damaged
            coded, place = content[place : end.start()], end.start()
        yield marker, inside, coded
    raise Damaged


def _kept_of_segment(marker: int, inside: bytes) -> bytes | None:
    if marker == _APP0 and inside.startswith(b"JFIF\0") and len(inside) >= 14:
        return inside[:12] + b"\0\0"  # without its thumbnail
    if marker == _APP2 and inside.startswith(b"ICC_PROFILE\0"):
        return inside
    if marker == _APP14 and inside.startswith(b"Adobe") and len(inside) >= 12:
        return inside[:12]
    return inside if marker in _CODING else None


def _segment(marker: int, inside: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(inside) + 2) + inside


def _take_png(content: bytes) -> _Apart:
    chunks = list(_png_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if (
        kinds[0] != b"IHDR"
        or kinds.count(b"IHDR") > 1
        or (chunks[0][1][17] == _PALETTE and b"PLTE" not in kinds)
    ):
        raise Damaged
    if _PNG_MOVES.intersection(kinds):
        raise Moving
    pixels = next((number for number, (kind, _) in enumerate(chunks) if kind == b"IDAT"), len(chunks))
    exif = next((chunk[8:-4] for kind, chunk in chunks[:pixels] if kind == b"eXIf"), b"")
    kept = [chunk for kind, chunk in chunks if kind in _PNG_CHUNKS]

    def write(exif: bytes) -> bytes:
        own = struct.pack(">I4s", len(exif), b"eXIf") + exif + struct.pack(">I", zlib.crc32(b"eXIf" + exif))
        return b"".join((_PNG_HEAD, *kept[:1], own if exif else b"", *kept[1:]))

    return _Apart(exif, write)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG up to its end: kind, and the whole of it."""
    place = len(_PNG_HEAD)
    for _ in range(MAX_PIECES):
        length, kind = struct.unpack_from(">I4s", content, place)
        behind = place + 12 + length
        if behind > len(content):
            raise Damaged
        yield kind, content[place:behind]
        if kind == b"IEND":
            return
        place = behind
    raise Damaged


def _take_webp(content: bytes) -> _Apart:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content):
        raise Damaged
    chunks = list(_riff(content[12 : 8 + size]))
    if any(kind in _WEBP_MOVES for kind, _ in chunks):
        raise Moving
    exif = next((inside.removeprefix(_EXIF) for kind, inside in chunks if kind == b"EXIF"), b"")
    kept = b"".join(_kept_of_webp(kind, inside) for kind, inside in chunks if kind in _WEBP_CHUNKS)

    def write(exif: bytes) -> bytes:
        own = _riff_chunk(b"EXIF", exif) if exif else b""
        return b"RIFF" + struct.pack("<I", 4 + len(kept) + len(own)) + b"WEBP" + kept + own

    return _Apart(exif, write)


def _kept_of_webp(kind: bytes, inside: bytes) -> bytes:
    if kind == b"VP8X":
        inside = bytes((inside[0] & ~_WEBP_METADATA_FLAGS,)) + inside[1:]
    return _riff_chunk(kind, inside)


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = pieces = 0
    while place + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, place)
        inside = content[place + 8 : place + 8 + length]
        pieces += 1
        if len(inside) != length or pieces > MAX_PIECES:
            raise Damaged
        yield kind, inside
        place += 8 + length + length % 2


def _riff_chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(inside)) + inside + b"\0" * (len(inside) % 2)


_KINDS: dict[str, Callable[[bytes], _Apart]] = {"JPEG": _take_jpeg, "PNG": _take_png, "WEBP": _take_webp}
