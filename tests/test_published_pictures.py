"""Where a photograph was taken, when and by whom, is in nothing that is published."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
from PIL import ExifTags, Image, ImageDraw

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "faults" / "base"
ARTIST = "someone who was there"


def a_photograph() -> bytes:
    """Return a photograph as a telephone writes it: lying, with its place and its maker."""
    image = Image.new("RGB", (640, 480), "white")
    ImageDraw.Draw(image).ellipse((80, 40, 400, 360), fill=(180, 40, 40))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = ARTIST
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (36.0, 3.0, 41.0), 3: "E", 4: (103.0, 49.0, 40.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=ARTIST.encode())
    return out.getvalue()


def streams_of(file: Path) -> bytes:
    """Return everything that a PDF holds, unpacked where it is packed."""
    with pikepdf.open(file) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        return b"".join(stream.read_raw_bytes() for stream in streams) + b"".join(
            stream.read_bytes() for stream in streams if stream.get("/Filter") == "/FlateDecode"
        )


def test_neither_page_nor_paper_tells_more_than_the_picture_shows(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "content")
    photograph = a_photograph()
    assert ARTIST.encode() in photograph
    (tmp_path / "content/images/2020/photo.jpg").write_bytes(photograph)
    item = tmp_path / "content/items/2020/books.yml"
    item.write_text(
        item.read_text("utf-8") + "images:\n  - {file: 2020/photo.jpg, alt: 领到书的孩子}\n", "utf-8"
    )

    done = subprocess.run(
        (sys.executable, "-m", "jianbao"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    published = [file for file in (tmp_path / "site").rglob("*") if file.is_file()]
    papers = [streams_of(file) for file in published if file.suffix == ".pdf"]
    told = [file for file in published if ARTIST.encode() in file.read_bytes()]
    assert len(papers) >= 2
    assert (told, [paper for paper in papers if ARTIST.encode() in paper]) == ([], [])
    (photo,) = [file for file in published if file.suffix == ".jpg"]
    with Image.open(photo) as shown:
        assert dict(shown.getexif()) == {ExifTags.Base.Orientation: 6}
