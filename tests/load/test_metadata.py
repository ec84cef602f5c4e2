"""Nothing but the picture itself is published: no place, name, time, thumbnail, nor what hangs on behind."""

import contextlib
import io
import random
import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin
from small_content import ITEM, load

from jianbao.diagnostics import ContentFault
from jianbao.load.metadata import Damaged, Moving, SeveralPictures, without_metadata
from jianbao.load.pictures import read_picture
from jianbao.load.records import WrongValue

SECRET = b"36-03-41-N-103-49-40-E"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
KINDS = ("JPEG", "PNG", "WEBP")


def drawing(mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).polygon([(0, 0), (size[0], 0), (0, size[1])], fill=(190, 30, 40))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: where, when, with what, by whom."""
    block = Image.Exif()
    block[ExifTags.Base.Orientation] = orientation
    block[ExifTags.Base.Artist] = SECRET.decode()
    block.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (36.0, 3.0, 41.0), 3: "E", 4: (103.0, 49.0, 40.0), 29: SECRET.decode()}
    )
    return block


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def jpeg_segment(marker: int, inside: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(inside) + 2) + inside


def a_telling_jpeg(orientation: int = 1, mode: str = "RGB", **options: object) -> bytes:
    plain = saved(
        drawing(mode),
        "JPEG",
        exif=exif(orientation),
        icc_profile=PROFILE if mode == "RGB" else None,
        xmp=XMP,
        comment=SECRET,
        dpi=(300, 300),
        **options,
    )
    telling = b"".join(
        (
            jpeg_segment(0xED, b"Photoshop 3.0\0" + SECRET),
            jpeg_segment(0xE2, b"FPXR\0" + SECRET),
            jpeg_segment(0xEB, b"JP" + SECRET),
            jpeg_segment(0xE0, b"JFXX\0\x10" + SECRET),
            jpeg_segment(0xFE, SECRET),
        )
    )
    return plain[:2] + telling + plain[2:] + b"\0\0" + SECRET


def a_telling_png(orientation: int = 1, mode: str = "RGB") -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_text("Comment", SECRET.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    profile = PROFILE if mode == "RGB" else None
    plain = saved(drawing(mode), "PNG", exif=exif(orientation), pnginfo=texts, icc_profile=profile)
    behind_head = 8 + 25
    telling = png_chunk(b"tIME", bytes(7)) + png_chunk(b"caBX", SECRET) + png_chunk(b"prVt", SECRET)
    return plain[:behind_head] + telling + plain[behind_head:] + SECRET


def a_telling_webp(orientation: int = 1, mode: str = "RGB", **options: object) -> bytes:
    plain = saved(drawing(mode), "WEBP", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, **options)
    more = plain[8:] + struct.pack("<4sI", b"C2PA", len(SECRET)) + SECRET
    return b"RIFF" + struct.pack("<I", len(more)) + more + SECRET


TELLING: dict[str, Callable[..., bytes]] = {
    "JPEG": a_telling_jpeg,
    "PNG": a_telling_png,
    "WEBP": a_telling_webp,
}
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def published(folder: Path, kind: str, content: bytes) -> bytes:
    name = f"photo.{SUFFIXES[kind]}"
    (folder / name).write_bytes(content)
    return read_picture(folder, name).content


def frames(content: bytes) -> list[tuple[str, bytes, object]]:
    """Return every frame of a picture as it is decoded."""
    found = []
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            image.load()
            found.append((image.mode, image.tobytes(), image.info.get("duration")))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_publishes_nothing_that_was_written_about_a_picture(tmp_path, kind):
    content = TELLING[kind]()
    assert SECRET in content

    shown = published(tmp_path, kind, content)

    assert SECRET not in shown
    with Image.open(io.BytesIO(shown)) as image:
        image.load()
        assert not dict(image.getexif())
        assert set(image.info) & {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "mp"} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_pixel_stays_as_it_is_and_its_colours_keep_their_meaning(tmp_path, kind):
    content = TELLING[kind]()
    shown = published(tmp_path, kind, content)
    assert frames(shown) == frames(content)
    with Image.open(io.BytesIO(shown)) as image:
        assert image.info["icc_profile"] == PROFILE


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "1"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "RGBA"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
    ],
)
def test_every_kind_of_pixel_stays_as_it_is(tmp_path, kind, mode):
    content = TELLING[kind](mode=mode) if mode != "I;16" else saved(Image.new("I;16", (9, 9), 40_000), "PNG")
    shown = published(tmp_path, kind, content)
    assert frames(shown) == frames(content)
    assert SECRET not in shown


def test_of_what_a_jpeg_says_of_its_colours_nothing_else_is_kept():
    plain = saved(drawing(), "JPEG")
    adobe, jfif = b"Adobe\0\x64\0\0\0\0\1", b"JFIF\0\1\2\1\1\x2c\1\x2c"
    told = jpeg_segment(0xE0, jfif + b"\1\1\xaa\xbb\xcc") + jpeg_segment(0xEE, adobe + SECRET)
    bare = without_metadata(plain[:2] + told + plain[20:], lambda exif: 1).content
    assert bare.startswith(b"\xff\xd8" + jpeg_segment(0xE0, jfif + b"\0\0") + jpeg_segment(0xEE, adobe))


def test_a_jpeg_of_several_scans_stays_whole(tmp_path):
    content = a_telling_jpeg(progressive=True, quality=95)
    assert content.count(b"\xff\xda") > 1
    assert frames(published(tmp_path, "JPEG", content)) == frames(content)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("more", [1, 2])
def test_what_moves_is_refused(tmp_path, kind, more):
    pictures = [drawing(size=(48, 32)).rotate(90 * turn) for turn in range(more + 1)]
    content = saved(pictures[0], kind, save_all=True, append_images=pictures[1:], duration=80)
    with pytest.raises(
        WrongValue, match=r'the picture "photo\.\w+" moves, and on paper it would stand still'
    ):
        published(tmp_path, kind, content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_which_way_up_a_picture_stands_is_kept_and_nothing_beside(tmp_path, kind, orientation):
    name = f"photo.{SUFFIXES[kind]}"
    (tmp_path / name).write_bytes(TELLING[kind](orientation))

    picture = read_picture(tmp_path, name)

    lies = orientation >= 5
    assert (picture.file.width, picture.file.height) == ((32, 48) if lies else (48, 32))
    with Image.open(io.BytesIO(picture.content)) as image:
        kept = {ExifTags.Base.Orientation: orientation} if orientation > 1 else {}
        assert dict(image.getexif()) == kept
    assert SECRET not in picture.content


def test_refuses_a_webp_that_browsers_would_show_lying(tmp_path):
    with pytest.raises(WrongValue, match="browsers do not turn WebP"):
        published(tmp_path, "WEBP", a_telling_webp(6))


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_nothing_to_tell_is_published_byte_for_byte(tmp_path, kind):
    content = saved(drawing(), kind)
    assert published(tmp_path, kind, content) == content


@pytest.mark.parametrize("kind", KINDS)
def test_stripping_twice_changes_nothing_more(tmp_path, kind):
    once = published(tmp_path, kind, TELLING[kind]())
    assert without_metadata(once, lambda _: 1).content == once


def test_a_picture_whose_exif_is_broken_is_shown_as_it_lies(tmp_path):
    chance = random.Random(1)
    for _ in range(200):
        noise = b"II*\0\x08\0\0\0" + chance.randbytes(60)
        plain = saved(drawing(), "JPEG")
        shown = published(tmp_path, "JPEG", plain[:2] + jpeg_segment(0xE1, b"Exif\0\0" + noise) + plain[2:])
        assert frames(shown) == frames(plain)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_off_anywhere_is_refused_or_shown_whole(tmp_path, kind):
    content = TELLING[kind]()
    whole = frames(content)
    for length in range(0, len(content), 37):
        try:
            shown = published(tmp_path, kind, content[:length])
        except WrongValue:
            continue
        assert frames(shown) == whole


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_at_random_are_refused_and_nothing_else_happens(kind):
    chance = random.Random(2)
    content = TELLING[kind]()
    for _ in range(500):
        broken = bytearray(content)
        for _ in range(8):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with contextlib.suppress(Damaged, Moving, SeveralPictures):
            without_metadata(bytes(broken), lambda _: 1)


def test_the_sum_of_a_picture_is_that_of_the_bytes_published(tmp_path):
    files: dict[str, str | bytes] = {
        "images/2020/a.jpg": a_telling_jpeg(),
        "items/2020/books.yml": ITEM + "images:\n  - {file: 2020/a.jpg, alt: 图}\n",
    }
    loaded = load(tmp_path, files)
    (content,) = loaded.pictures.values()
    assert SECRET not in content
    (picture,) = loaded.publication.items[0].pictures
    (tmp_path / "plain.jpg").write_bytes(content)
    assert read_picture(tmp_path, "plain.jpg").file.sha256 == picture.file.sha256


def test_says_so_when_a_picture_changes_while_a_build_runs(tmp_path):
    files: dict[str, str | bytes] = {
        "images/2020/a.jpg": a_telling_jpeg(),
        "items/2020/books.yml": ITEM + "images:\n  - {file: 2020/a.jpg, alt: 图}\n",
    }
    loaded = load(tmp_path, files)
    (tmp_path / "images/2020/a.jpg").write_bytes(saved(drawing(size=(9, 9)), "JPEG"))
    with pytest.raises(
        ContentFault, match=r"images/2020/a\.jpg.*the picture changed while it was being read"
    ):
        loaded.pictures["2020/a.jpg"]


def test_refuses_several_pictures_in_one(tmp_path):
    content = saved(drawing(), "MPO", save_all=True, append_images=[drawing("L").convert("RGB")])
    with pytest.raises(WrongValue, match=r"several pictures in one \(MPO\)"):
        published(tmp_path, "JPEG", content)


def test_takes_the_picture_out_of_one_with_a_gain_map_behind_it(tmp_path):
    plain = saved(drawing(), "JPEG")
    gain = jpeg_segment(0xE1, b'http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version="1.0"/>')
    content = plain[:2] + gain + jpeg_segment(0xE2, b"MPF\0" + SECRET) + plain[2:] + plain
    assert published(tmp_path, "JPEG", content) == plain


@pytest.mark.parametrize(
    ("kind", "piece"),
    [
        ("JPEG", b"\xff\xfe\0\2"),
        ("JPEG", b"\xff\xd0"),
        ("PNG", png_chunk(b"prVt", b"")),
        ("WEBP", b"C2PA\0\0\0\0"),
    ],
)
def test_refuses_a_picture_in_very_many_pieces(tmp_path, kind, piece):
    plain = saved(drawing(), kind)
    head = {"JPEG": 2, "PNG": 33, "WEBP": 12}[kind]
    content = plain[:head] + piece * 30_000 + plain[head:]
    if kind == "WEBP":
        content = content[:4] + struct.pack("<I", len(content) - 8) + content[8:]
    with pytest.raises(WrongValue, match="cannot be read as a picture"):
        published(tmp_path, kind, content)


def test_refuses_a_jpeg_that_is_drawn_over_and_over(tmp_path):
    plain = saved(drawing(), "JPEG", progressive=True)
    last, end = plain.rfind(b"\xff\xda"), plain.rfind(b"\xff\xd9")
    with pytest.raises(WrongValue, match="cannot be read as a picture"):
        published(tmp_path, "JPEG", plain[:end] + plain[last:end] * 200 + plain[end:])


@pytest.mark.parametrize(
    "change", ["a palette is missing", "the head stands twice", "the head stands second"]
)
def test_a_png_that_no_browser_shows_is_refused(tmp_path, change):
    content = saved(Image.new("P", (9, 9)), "PNG")
    head, rest = content[8:33], content[33:]
    palette = rest[: 12 + struct.unpack_from(">I", rest)[0]]
    assert palette[4:8] == b"PLTE"
    pieces = {
        "a palette is missing": (head, rest.removeprefix(palette)),
        "the head stands twice": (head, head, rest),
        "the head stands second": (palette, head, rest.removeprefix(palette)),
    }
    with pytest.raises(WrongValue, match="cannot be read as a picture"):
        published(tmp_path, "PNG", b"".join((content[:8], *pieces[change])))
