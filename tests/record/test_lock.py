"""Locks hold on to each other in one chain; whatever breaks it is named with its file and what to do."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jianbao.diagnostics import ContentFault
from jianbao.record import KeptPaper, Link, Lock, Share, lock_file, read_record

PAPER = KeptPaper(file="2020-03/2020-03.pdf", sha256="1" * 64, size=9, pages=4, page_of={"2020/books": 2})
SHARE = Share(line="send_to", recipient="city", name="市妇联", copies=2, first=1, last=2)
LOCK = Lock(
    issue="2020-03",
    sealed="2020-04-07T09:30:00+08:00",
    previous=None,
    commit="0" * 40,
    signed_off={"approved": "签发人"},
    facts={"issue: number": "2" * 64},
    shares=(SHARE,),
    papers={"public": PAPER},
    made_with=("weasyprint 70.0",),
)


def a_lock(issue: str, previous: Link | None = None) -> Lock:
    return replace(LOCK, issue=issue, previous=previous)


def keep(content: Path, lock: Lock) -> Link:
    """Write a lock, and return how the next one holds on to it."""
    file = lock_file(content, lock.issue)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(lock.written())
    return Link(issue=lock.issue, sha256=hashlib.sha256(lock.written()).hexdigest())


def wrong_in(content: Path) -> list[str]:
    with pytest.raises(ContentFault) as raised:
        read_record(content)
    return [str(fault).removeprefix(f"{content}/issues/") for fault in raised.value.diagnostics]


def test_a_lock_is_read_back_as_it_was(tmp_path: Path) -> None:
    first = keep(tmp_path, LOCK)
    second = a_lock("2020-04", first)
    keep(tmp_path, second)
    assert read_record(tmp_path).locks == {"2020-03": LOCK, "2020-04": second}


def test_a_lock_is_json_in_lines_with_its_format_first() -> None:
    written = LOCK.written().decode()
    assert written.startswith('{\n "format": 1,\n "issue": "2020-03",\n')
    assert written.endswith("}\n")
    assert '   "name": "市妇联",\n' in written
    assert json.loads(written)["papers"]["public"]["page_of"] == {"2020/books": 2}


def test_a_folder_without_locks_has_an_empty_record(tmp_path: Path) -> None:
    record = read_record(tmp_path)
    assert (record.locks, record.sums, record.head) == ({}, {}, None)


def test_locks_stand_in_the_order_in_which_they_were_sealed(tmp_path: Path) -> None:
    link = None
    for issue in ("2020-02", "2020-03", "2020-01"):
        link = keep(tmp_path, a_lock(issue, link))
    record = read_record(tmp_path)
    assert list(record.locks) == ["2020-02", "2020-03", "2020-01"]
    assert record.head == link
    assert (
        record.sums["2020-01"] == hashlib.sha256((tmp_path / "issues/2020-01.lock").read_bytes()).hexdigest()
    )


def test_a_lock_altered_is_named_by_the_one_behind_it(tmp_path: Path) -> None:
    link = keep(tmp_path, LOCK)
    keep(tmp_path, a_lock("2020-04", link))
    keep(tmp_path, replace(LOCK, commit=None))
    assert wrong_in(tmp_path) == [
        "2020-04.lock:1:1: the lock of 2020-03, on which this one holds, is not what it was; "
        f"bring {tmp_path}/issues/2020-03.lock back from git"
    ]


def test_a_lock_taken_out_is_named_by_the_one_behind_it(tmp_path: Path) -> None:
    link = keep(tmp_path, LOCK)
    keep(tmp_path, a_lock("2020-04", link))
    lock_file(tmp_path, "2020-03").unlink()
    assert wrong_in(tmp_path) == [
        "2020-04.lock:1:1: the lock of 2020-03, on which this one holds, is missing; "
        f"bring {tmp_path}/issues/2020-03.lock back from git"
    ]


def test_two_locks_that_follow_one_are_named(tmp_path: Path) -> None:
    link = keep(tmp_path, LOCK)
    for issue in ("2020-06", "2020-04", "2020-05"):
        keep(tmp_path, a_lock(issue, link))
    assert wrong_in(tmp_path) == [
        f"{issue}.lock:1:1: this lock and that of 2020-04 both follow the lock of 2020-03; "
        f"remove the one sealed last and seal it anew: `issue {issue}`"
        for issue in ("2020-05", "2020-06")
    ]


def test_two_locks_that_follow_nothing_are_named(tmp_path: Path) -> None:
    keep(tmp_path, a_lock("2020-04"))
    keep(tmp_path, LOCK)
    assert wrong_in(tmp_path) == [
        "2020-04.lock:1:1: this lock and that of 2020-03 both follow nothing; "
        "remove the one sealed last and seal it anew: `issue 2020-04`"
    ]


def test_locks_that_follow_each_other_in_a_ring_end_nowhere(tmp_path: Path) -> None:
    link = keep(tmp_path, LOCK)
    keep(tmp_path, a_lock("2020-04", link))
    keep(tmp_path, a_lock("2020-03", Link(issue="2020-04", sha256="0" * 64)))
    assert all("is not what it was" in fault for fault in wrong_in(tmp_path))


def test_a_lock_under_the_name_of_another_issue_is_refused(tmp_path: Path) -> None:
    keep(tmp_path, LOCK)
    lock_file(tmp_path, "2020-03").rename(lock_file(tmp_path, "2020-05"))
    assert wrong_in(tmp_path) == [
        "2020-05.lock:1:1: this is the lock of issue 2020-03; bring it back from git under its own name"
    ]


def changed(**values: Any) -> str:
    return json.dumps(json.loads(LOCK.written()) | values)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"lock"', "{}", '{"format": 1}', changed(more=1)])
def test_what_is_no_lock_is_refused(tmp_path: Path, text: str) -> None:
    keep(tmp_path, LOCK)
    lock_file(tmp_path, "2020-03").write_text(text)
    assert wrong_in(tmp_path) == [
        "2020-03.lock:1:1: this lock cannot be read; bring it back from git as it was"
    ]


def test_a_lock_of_a_later_format_asks_for_a_newer_program(tmp_path: Path) -> None:
    keep(tmp_path, LOCK)
    lock_file(tmp_path, "2020-03").write_text(changed(format=2))
    assert wrong_in(tmp_path) == [
        "2020-03.lock:1:1: this lock is of a format not known here; use a newer Jianbao"
    ]


def test_every_lock_at_fault_is_named_in_one_run(tmp_path: Path) -> None:
    for issue in ("2020-03", "2020-04", "2020-05"):
        keep(tmp_path, a_lock(issue))
        if issue != "2020-04":
            lock_file(tmp_path, issue).write_text("{")
    assert [re.match(r"[0-9-]+", fault)[0] for fault in wrong_in(tmp_path)] == ["2020-03", "2020-05"]
