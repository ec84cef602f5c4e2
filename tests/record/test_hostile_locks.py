"""A lock may come with a contribution: whatever it is, it is refused by name."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jianbao.diagnostics import ContentFault
from jianbao.record import read_record
from jianbao.record.written_lock import MAX_BYTES


def spoil(change: Callable[[Any], object]) -> Callable[[Path], object]:
    def write(lock: Path) -> None:
        data = json.loads(lock.read_bytes())
        change(data)
        lock.write_text(json.dumps(data), encoding="utf-8")

    return write


def link_to(target: str) -> Callable[[Path], object]:
    def link(lock: Path) -> None:
        lock.unlink()
        lock.symlink_to(target)

    return link


def become(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def replace(lock: Path) -> None:
        lock.unlink()
        make(lock)

    return replace


def widen(lock: Path) -> None:
    with lock.open("r+b") as stream:
        stream.truncate(2**40)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "nested beyond all measure": lambda lock: lock.write_bytes(b"[" * 200_000),
    "a link to a file without end": link_to("/dev/zero"),
    "a link to a file of its own kind": link_to("../../another.lock"),
    "a pipe": become(os.mkfifo),
    "a folder": become(Path.mkdir),
    "a terabyte": widen,
    "a time of sealing that is a number": spoil(lambda data: data.update(sealed=5)),
    "a commit that is a list": spoil(lambda data: data.update(commit=[])),
    "who signed off as a number": spoil(lambda data: data.update(signed_off={"edited": 3})),
    "facts as a number": spoil(lambda data: data.update(facts=7)),
    "facts as a list": spoil(lambda data: data.update(facts=[])),
    "a fact that is no text": spoil(lambda data: data["facts"].update({"issue: year": {}})),
    "a fact that is nothing": spoil(lambda data: data.update(facts={"title": None})),
    "copies as a text": spoil(lambda data: data["shares"][0].update(copies="2")),
    "copies without end": spoil(lambda data: data["shares"][0].update(copies=1e999)),
    "copies below nothing": spoil(lambda data: data["shares"][0].update(copies=-1)),
    "a name that no file can hold": spoil(lambda data: data["shares"][0].update(name="\ud800")),
    "a name that steers the terminal": spoil(lambda data: data["shares"][0].update(name="\x1b[2J")),
    "a file that is a number": spoil(lambda data: data["papers"]["public"].update(file=1)),
    "pages that are none": spoil(lambda data: data["papers"]["public"].update(pages=True)),
    "pages of items as a list": spoil(lambda data: data["papers"]["public"].update(page_of=["x"])),
    "a page that is a text": spoil(lambda data: data["papers"]["public"].update(page_of={"2020/books": "2"})),
    "papers as a list": spoil(lambda data: data.update(papers=[1])),
    "no papers": spoil(lambda data: data.update(papers={})),
    "a link of lists": spoil(lambda data: data.update(previous={"issue": [], "sha256": ""})),
    "a link to a number": spoil(lambda data: data.update(previous={"issue": 3, "sha256": "00"})),
    "what made it as a number": spoil(lambda data: data.update(made_with=1)),
    "what made it as numbers": spoil(lambda data: data.update(made_with=[1])),
    "a key more": spoil(lambda data: data.update(more=1)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_lock_is_refused_by_name(what: str, content: Path) -> None:
    lock = content / "issues/2020-03.lock"
    (content.parent / "another.lock").write_bytes(lock.read_bytes())
    HOSTILE[what](lock)
    with pytest.raises(ContentFault, match=r"2020-03\.lock:1:1: this .*bring "):
        read_record(content)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "null", "\x00", "[" * 100_000, '{"a":' * 100_000, '{"format": 1}', "1" * 10_000],
    ids=range(10),
)
def test_what_is_no_lock_is_refused(text: str, content: Path) -> None:
    (content / "issues/2020-03.lock").write_text(text, encoding="utf-8")
    with pytest.raises(ContentFault, match=r"2020-03\.lock:1:1: this lock cannot be read; bring it back"):
        read_record(content)


def test_no_more_is_read_than_a_lock_may_hold(content: Path) -> None:
    widen(content / "issues/2020-03.lock")
    with pytest.raises(ContentFault, match="this is larger than 16 MiB"):
        read_record(content)
    assert MAX_BYTES < 500 * 1024**2
