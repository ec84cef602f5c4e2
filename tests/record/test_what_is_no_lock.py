"""Whatever stands in the place of a lock is refused with its name, in little time and memory."""

import json
import os
import shutil
from pathlib import Path

import pytest
from paper_reading import ROOT

from jianbao.diagnostics import ContentFault
from jianbao.record import read_record
from jianbao.record.lock import Lock
from jianbao.record.written_lock import MAX_BYTES

LOCK = {
    "format": 1,
    "issue": "2020-03",
    "sealed": "2020-04-07T09:00:00+08:00",
    "previous": None,
    "commit": None,
    "signed_off": {},
    "facts": {"items/2020/books: title": "00"},
    "shares": [
        {"line": "spare_copies", "recipient": "", "name": "", "copies": 1, "first": 1, "last": 1},
    ],
    "papers": {
        "public": {
            "file": "2020-03/2020-03.pdf",
            "sha256": "00",
            "size": 1,
            "pages": 1,
            "page_of": {"2020/books": 2},
        }
    },
    "made_with": [],
}


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Where the lock of an issue of the sound base lies."""
    shutil.copytree(ROOT / "tests/faults/base", tmp_path / "content")
    return tmp_path / "content/issues/2020-03.lock"


def record_with(lock: Path, text: str) -> dict[str, Lock]:
    lock.write_text(text, "utf-8")
    return read_record(lock.parents[1]).locks


def test_a_lock_is_read(lock: Path) -> None:
    assert list(record_with(lock, json.dumps(LOCK))) == ["2020-03"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "null", "\x00", "[" * 100_000, '{"a":' * 100_000, '{"format": 1}', "1" * 10_000],
    ids=range(10),
)
def test_what_is_no_lock_is_refused(lock: Path, text: str) -> None:
    with pytest.raises(ContentFault, match=r"2020-03\.lock:1:1: this lock cannot be read; bring it back"):
        record_with(lock, text)


@pytest.mark.parametrize(
    "other",
    [
        {"sealed": 5},
        {"commit": []},
        {"signed_off": {"edited": 3}},
        {"facts": 7},
        {"facts": {"title": None}},
        {"previous": {"issue": 3, "sha256": "00"}},
        {"made_with": [1]},
        {"made_with": 1},
        {"shares": [{**LOCK["shares"][0], "copies": "1"}]},  # type: ignore[index]
        {"papers": {"public": {**LOCK["papers"]["public"], "page_of": {"2020/books": "2"}}}},  # type: ignore[index, call-overload]
        {"papers": {"public": {**LOCK["papers"]["public"], "file": 5}}},  # type: ignore[index, call-overload]
        {"papers": {"public": {**LOCK["papers"]["public"], "pages": True}}},  # type: ignore[index, call-overload]
        {"papers": [1]},
        {"more": 1},
    ],
)
def test_a_lock_that_holds_something_else_is_refused(lock: Path, other: dict[str, object]) -> None:
    with pytest.raises(ContentFault, match="this lock cannot be read"):
        record_with(lock, json.dumps(LOCK | other))


def test_no_more_is_read_than_a_lock_may_hold(lock: Path) -> None:
    lock.touch()
    os.truncate(lock, 3 * 1024**3)
    with pytest.raises(ContentFault, match="this is larger than 16 MiB"):
        read_record(lock.parents[1])
    assert MAX_BYTES < 500 * 1024**2
