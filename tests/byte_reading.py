"""Reads a published folder to the last byte: what is packed is unpacked, what is coded is decoded.

Comes in: a file's name and bytes. Goes out: every form in which a word could stand in it, as texts in small
letters; bytes become characters one by one, too.
"""

import email
import email.policy
import gzip
import html
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pypdfium2
from PIL import Image

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


def forms_of(name: str, content: bytes) -> Iterator[str]:
    """Yield a file's texts, in every form in which a word could stand in it."""
    for found in _unpacked(name, content):
        text = found if isinstance(found, str) else found.decode("utf-8", "ignore")
        yield text.lower()
        yield html.unescape(unquote(text)).lower()
        if isinstance(found, bytes):
            yield found.decode("latin-1").lower()


def spellings_of(word: str) -> tuple[str, ...]:
    """Return how a word of ASCII stands in `forms_of` a file: as it is, and as UTF-16 has it byte by byte."""
    return (word, "\0".join(word))


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def _unpacked(name: str, content: bytes) -> Iterator[bytes | str]:
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from _unpacked(name.removesuffix(".gz"), gzip.decompress(content))
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield member
                yield from _unpacked(member, archive.read(member))
    elif content.startswith(b"%PDF-"):
        yield from _papers(content)
    elif name.endswith(".eml"):
        yield from _letters(content)
    elif name.endswith(_PICTURES):
        yield from _pixels(content)


def _papers(content: bytes) -> Iterator[bytes | str]:
    """Yield what a PDF holds: every stream, every string, and the text that stands on its pages."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield _stream(thing)
            yield from _strings(thing)
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            yield document[number].get_textpage().get_text_range()


def _stream(stream: pikepdf.Stream) -> bytes:
    if str(stream.get("/Filter")) == "/DCTDecode":
        return bytes(stream.read_raw_bytes())
    return bytes(stream.read_bytes())


def _strings(thing: object) -> Iterator[bytes | str]:
    if isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for member in thing:
            yield from _direct(member)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key
            yield from _direct(value)


def _direct(thing: object) -> Iterator[bytes | str]:
    """Go on into what stands in an object itself; what it refers to is met on its own."""
    if not (isinstance(thing, pikepdf.Object) and thing.is_indirect):
        yield from _strings(thing)


def _letters(content: bytes) -> Iterator[bytes | str]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for name, value in message.items():
        yield f"{name}: {value}"
    for part in message.walk():
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""


def _pixels(content: bytes) -> Iterator[bytes | str]:
    with Image.open(io.BytesIO(content)) as image:
        yield from (f"{key}: {value}" for key, value in image.info.items())
        yield image.tobytes()
        yield image.convert("RGB").tobytes()
