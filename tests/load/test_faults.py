"""Every kind of fault, each in a folder of tests/faults: what is laid over the sound base, and what is said.

`content/` holds files that replace those of tests/faults/base or come on top of them, `removed.txt` names
those that are missing, `expected.txt` is what an editor reads. What no file in a repository should be
(other encodings, links, sizes) is made here.
"""

import os
import shutil
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.diagnostics import ContentFault, Findings
from jianbao.load import read_publication
from jianbao.load.folder import list_files

FAULTS = Path(__file__).parent.parent / "faults"
BASE = FAULTS / "base"
CASES = sorted(folder.name for folder in FAULTS.iterdir() if folder != BASE)
ITEM = "items/2020/books.yml"
BODY = "  一批书籍和文具近日送到困难留守儿童手中。\n"


def findings_in(content: Path) -> str:
    """Return what is wrong with a folder, faults and warnings, as an editor reads it."""
    try:
        found = read_publication(content).warnings
    except ContentFault as fault:
        found = fault.diagnostics
    return "".join(f"{finding}\n" for finding in found)


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A copy of the sound base, read from beside it so that paths begin with content/."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path / "content")
    return Path("content")


def test_base_is_sound(content):
    assert findings_in(content) == ""


@pytest.mark.parametrize("case", CASES)
def test_says_what_is_wrong_and_where(case, content):
    folder = FAULTS / case
    if (folder / "content").is_dir():
        shutil.copytree(folder / "content", content, dirs_exist_ok=True)
    if (folder / "removed.txt").is_file():
        for name in (folder / "removed.txt").read_text("utf-8").split():
            (content / name).unlink()
    if case in MADE:
        MADE[case](content)
    started = time.monotonic()

    assert findings_in(content) == (folder / "expected.txt").read_text("utf-8")
    assert time.monotonic() - started < 5


def rewrite(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def save_as_gb18030(content: Path) -> None:
    (content / ITEM).write_bytes((content / ITEM).read_text("utf-8").encode("gb18030"))


def put_byte_order_mark(content: Path) -> None:
    (content / ITEM).write_bytes(b"\xef\xbb\xbf" + (content / ITEM).read_bytes())


def link_a_file(content: Path) -> None:
    (content / "items/2020/linked.yml").symlink_to("books.yml")


def link_a_folder(content: Path) -> None:
    (content / "items/2021").symlink_to("2020", target_is_directory=True)


def lay_a_pipe(content: Path) -> None:
    os.mkfifo(content / "items/2020/pipe.yml")


def lay_pipes_for_locks(content: Path) -> None:
    for name in ("2020-03.lock", ".2020-03.lock"):
        os.mkfifo(content / "issues" / name)


def link_a_lock(content: Path) -> None:
    (content / "issues/2020-03.lock").symlink_to("/etc/passwd")


def call_a_folder_as_a_lock(content: Path) -> None:
    (content / "issues/2020-03.lock").mkdir()


def call_a_folder_as_a_file(content: Path) -> None:
    (content / "items/2020/more.yml").mkdir()


def write_names_that_look_alike(content: Path) -> None:
    for name in ("b\u043eoks", "caf\u00e9", "\uff42ooks"):
        file = content / f"items/2020/{name}.yml"
        shutil.copy(content / ITEM, file)
        rewrite(file, "title: ", f"title: {name}，")


def write_a_long_name(content: Path) -> None:
    (content / ITEM).rename(content / f"items/2020/{'books-' * 20}.yml")
    rewrite(content / "issues/2020-03.yml", "2020/books", f"2020/{'books-' * 20}")


def write_too_much(content: Path) -> None:
    (content / ITEM).write_text("# 长\n" * 60_000, "utf-8")


def write_brackets(content: Path) -> None:
    rewrite(content / ITEM, BODY, "  " + "[" * 20_000 + "\n")


def write_open_links(content: Path) -> None:
    rewrite(content / ITEM, BODY, "  书籍。\n\n  " + '[书](x"y) ' * 5_000 + "\n")


def multiply_groups(content: Path) -> None:
    """Lay groups within each other, each in two others: by the way of a tree, half a million members."""
    lines = ["  - {id: a0, name: 甲, members: [lanzhou]}\n  - {id: b0, name: 乙, members: [baiyin]}\n"]
    lines += [
        f"  - {{id: a{n}, name: 甲, members: [a{n - 1}, b{n - 1}]}}\n"
        f"  - {{id: b{n}, name: 乙, members: [b{n - 1}, a{n - 1}]}}\n"
        for n in range(1, 20)
    ]
    recipients = content / "recipients.yml"
    recipients.write_text(recipients.read_text("utf-8") + "".join(lines), "utf-8")
    rewrite(content / "issues/2020-03.yml", "[localities]", "[a19]")


def claim_a_huge_picture(content: Path) -> None:
    """Write the head of a picture of 10,000 by 10,000 pixels, and next to no pixels."""

    def chunk(kind: bytes, inside: bytes) -> bytes:
        return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0))
    rest = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    (content / "images/2020/huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + head + rest)
    rewrite(content / ITEM, "body:", "images:\n  - {file: 2020/huge.png, alt: 书籍}\nbody:")


def show_nothing_of_some_pictures(content: Path) -> None:
    for number in range(7):
        shutil.copy(content / "images/2020/books.png", content / f"images/2020/more-{number}.png")


MADE: dict[str, Callable[[Path], None]] = {
    "bytes-not-utf-8": save_as_gb18030,
    "bytes-mark-at-the-start": put_byte_order_mark,
    "file-is-a-symlink": link_a_file,
    "folder-is-a-symlink": link_a_folder,
    "file-is-a-pipe": lay_a_pipe,
    "lock-is-a-pipe": lay_pipes_for_locks,
    "lock-is-a-symlink": link_a_lock,
    "lock-is-a-folder": call_a_folder_as_a_lock,
    "folder-by-the-name-of-a-file": call_a_folder_as_a_file,
    "file-names-that-look-alike": write_names_that_look_alike,
    "file-name-too-long": write_a_long_name,
    "file-too-large": write_too_much,
    "text-of-brackets": write_brackets,
    "text-of-open-links": write_open_links,
    "groups-multiplying": multiply_groups,
    "warns-of-pictures-that-nothing-shows": show_nothing_of_some_pictures,
    "picture-of-too-many-pixels": claim_a_huge_picture,
}


def test_refuses_pictures_that_are_one_where_capitals_do_not_count(tmp_path):
    for name in ("books.png", "Books.png"):
        (tmp_path / "images").mkdir(exist_ok=True)
        (tmp_path / "images" / name).write_bytes(b"")
    if len(list((tmp_path / "images").iterdir())) < 2:
        pytest.skip("this disk holds one of the two only")
    assert 'images/books.png:1:1: the name differs from "Books.png" in capital letters only' in findings_in(
        tmp_path
    )


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"entries": 9}, "there are more than 9 files and folders"),
        ({"size": 1024}, "the files hold more than"),
    ],
)
def test_refuses_content_that_is_too_much_as_a_whole(content, limit, said):
    with pytest.raises(ContentFault, match=f"^content:1:1: {said}"):
        list_files(content, "content", Findings(), **limit)
