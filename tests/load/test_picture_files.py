"""Pictures are judged before they are decoded, in words that an editor can act on."""

import io
from pathlib import Path

import pytest
from PIL import Image

from jianbao.load import pictures
from jianbao.load.pictures import Pictures, read_picture
from jianbao.load.records import WrongValue


def a_picture(folder: Path, name: str = "a.png", size: tuple[int, int] = (20, 3), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "grey").save(out, kind)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(out.getvalue())
    return out.getvalue()


def wrong_with(folder: Path, name: str = "a.png") -> tuple[str, str]:
    with pytest.raises(WrongValue) as raised:
        read_picture(folder, name)
    return raised.value.message, raised.value.hint


@pytest.mark.parametrize("size", [(20, 3), (3, 20)])
def test_counts_pixels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    a_picture(tmp_path, size=size)
    monkeypatch.setitem(pictures.MAX_PIXELS, "PNG", 60)
    assert (read_picture(tmp_path, "a.png").file.width, 3 + 20 - size[0]) == size
    monkeypatch.setitem(pictures.MAX_PIXELS, "PNG", 59)
    assert wrong_with(tmp_path) == ('the picture "a.png" has more than 59 pixels', "make it smaller")


def test_counts_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = a_picture(tmp_path)
    monkeypatch.setattr(pictures, "MAX_BYTES", len(written))
    assert read_picture(tmp_path, "a.png").content
    monkeypatch.setattr(pictures, "MAX_BYTES", len(written) - 1)
    assert wrong_with(tmp_path) == ('the picture "a.png" is larger than 0 MB', "make it smaller")


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [("PNG", "a.jpg", ".png"), ("JPEG", "a.png", ".jpg"), ("WEBP", "a.jpeg", ".webp")],
)
def test_a_name_says_what_a_picture_is(tmp_path: Path, kind: str, name: str, hint: str) -> None:
    a_picture(tmp_path, name, kind=kind)
    assert wrong_with(tmp_path, name) == (f'"{name}" is a {kind} file by another name', f"name it {hint}")


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("JPEG", "a.jpeg"), ("WEBP", "a.webp")]
)
def test_takes_three_kinds_of_pictures(tmp_path: Path, kind: str, name: str) -> None:
    a_picture(tmp_path, name, kind=kind)
    file = read_picture(tmp_path, name).file
    assert (file.path, file.width, file.height) == (name, 20, 3)


@pytest.mark.parametrize("spoil", [lambda d: b"", lambda d: b"text", lambda d: d[:-20], lambda d: d[:40]])
def test_what_cannot_be_decoded_is_no_picture(tmp_path: Path, spoil) -> None:
    (tmp_path / "a.png").write_bytes(spoil(a_picture(tmp_path)))
    assert wrong_with(tmp_path) == (
        '"a.png" cannot be read as a picture',
        "save it anew as PNG, JPEG or WebP",
    )


def a_folder(folder: Path, *names: str) -> Pictures:
    for name in names:
        a_picture(folder, name)
    return Pictures(folder, "images", {name: folder / name for name in names})


def wrong_to_find(found: Pictures, name: str) -> tuple[str, str]:
    with pytest.raises(WrongValue) as raised:
        found.find(name)
    return raised.value.message, raised.value.hint


def test_a_picture_that_is_not_there_may_be_called_otherwise(tmp_path: Path) -> None:
    found = a_folder(tmp_path, "2020/books.png", "2020/jobs.png")
    assert wrong_to_find(found, "2020/book.png") == (
        'the picture "2020/book.png" is not in images/',
        'did you mean "2020/books.png" or "2020/jobs.png"?',
    )
    assert wrong_to_find(found, "北京") == (
        'the picture "北京" is not in images/',
        "put it there, or correct the name",
    )


def test_a_picture_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    found = a_folder(tmp_path, "a.png")
    (tmp_path / "a.png").unlink()
    assert wrong_to_find(found, "a.png") == (
        'the picture "a.png" cannot be read: No such file or directory',
        "check its permissions",
    )


def test_holds_those_that_were_asked_for_and_are_sound(tmp_path: Path) -> None:
    found = a_folder(tmp_path, "a.png", "b.png", "c.png")
    (tmp_path / "b.png").write_bytes(b"")
    assert found.unnamed == ("a.png", "b.png", "c.png")
    assert found.find("a.png") is found.find("a.png")
    wrong_to_find(found, "b.png")
    assert (list(found), len(found), found.unnamed) == (["a.png"], 1, ("c.png",))
    assert found["a.png"] == read_picture(tmp_path, "a.png").content
    with pytest.raises(KeyError):
        found["b.png"]
