"""Whatever colours a picture comes in, the paper can show it."""

import io

import pytest
from PIL import ExifTags, Image

from jianbao.typesetting.files.plain_pictures import make_plain


def written(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
def test_plain_pictures_stay_byte_for_byte(mode: str) -> None:
    content = written(Image.new(mode, (8, 8)), "PNG")
    assert make_plain(content) == content


def test_four_colours_become_three() -> None:
    content = written(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")
    with Image.open(io.BytesIO(make_plain(content))) as plain:
        assert plain.mode == "RGB"
        red, green, blue = plain.getpixel((4, 4))
        assert red > 200
        assert green < 60
        assert blue < 60


def test_sixteen_bits_become_eight() -> None:
    content = written(Image.new("I;16", (8, 8), 0x8000), "PNG")
    with Image.open(io.BytesIO(make_plain(content))) as plain:
        assert plain.mode == "L"
        assert plain.getpixel((4, 4)) == 0x80


def test_a_picture_in_four_colours_stays_the_way_up_that_it_stands() -> None:
    stream = io.BytesIO()
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    Image.new("CMYK", (40, 20)).save(stream, "JPEG", exif=turned)
    with Image.open(io.BytesIO(make_plain(stream.getvalue()))) as plain:
        assert plain.size == (20, 40)
