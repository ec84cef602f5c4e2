"""A lock may come with a contribution: whatever it is, it is refused by name."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jianbao.diagnostics import ContentFault
from jianbao.record import read_record


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
    "facts as a list": spoil(lambda data: data.update(facts=[])),
    "a fact that is no text": spoil(lambda data: data["facts"].update({"issue: year": {}})),
    "copies as a text": spoil(lambda data: data["shares"][0].update(copies="2")),
    "copies without end": spoil(lambda data: data["shares"][0].update(copies=1e999)),
    "copies below nothing": spoil(lambda data: data["shares"][0].update(copies=-1)),
    "a name that no file can hold": spoil(lambda data: data["shares"][0].update(name="\ud800")),
    "a name that steers the terminal": spoil(lambda data: data["shares"][0].update(name="\x1b[2J")),
    "a file that is a number": spoil(lambda data: data["papers"]["public"].update(file=1)),
    "pages that are none": spoil(lambda data: data["papers"]["public"].update(pages=True)),
    "pages of items as a list": spoil(lambda data: data["papers"]["public"].update(page_of=["x"])),
    "no papers": spoil(lambda data: data.update(papers={})),
    "a link of lists": spoil(lambda data: data.update(previous={"issue": [], "sha256": ""})),
    "a key more": spoil(lambda data: data.update(more=1)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_lock_is_refused_by_name(what: str, content: Path) -> None:
    lock = content / "issues/2020-03.lock"
    (content.parent / "another.lock").write_bytes(lock.read_bytes())
    HOSTILE[what](lock)
    with pytest.raises(ContentFault, match=r"2020-03\.lock:1:1: this .*bring "):
        read_record(content)
