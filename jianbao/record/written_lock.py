"""Reads the file of a lock, which anyone may have written: a contribution can bring one along.

Comes in: the path of a `.lock`. Goes out: a `Lock` whose every value is of its kind, or what is
wrong with it.
"""

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jianbao.record.lock import FORMAT, SUFFIX, KeptPaper, Link, Lock, Share

MAX_BYTES = 16 * 1024 * 1024
"""Ten times what an issue of a hundred items for five thousand recipients takes."""
_MOST = 10**9
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_Value = TypeVar("_Value")


class NoLock(Exception):
    """What is wrong with the file, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def read_bytes(file: Path) -> bytes:
    """Return the bytes of a lock.

    Raises:
        NoLock: it is no regular file, or larger than any lock.
    """
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise NoLock("this is not a regular file", "bring the lock back from git as it was")
    if status.st_size > MAX_BYTES:
        raise NoLock(
            f"this is larger than {MAX_BYTES // 1024**2} MiB", "bring the lock back from git as it was"
        )
    return file.read_bytes()


def read_lock(written: bytes, name: str) -> Lock:
    """Return the lock that stands in a file of that name.

    Raises:
        NoLock: it cannot be read, or is that of another issue.
    """
    try:
        data = json.loads(written)
        if data.pop("format") != FORMAT:
            raise NoLock("this lock is of a format not known here", "use a newer Jianbao")
        lock = _lock(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoLock("this lock cannot be read", "bring it back from git as it was") from None
    if lock.issue != name.removesuffix(SUFFIX):
        raise NoLock(f"this is the lock of issue {lock.issue}", "bring it back from git under its own name")
    return lock


def _lock(data: dict[str, Any]) -> Lock:
    previous, commit = data.pop("previous"), data.pop("commit")
    papers = _mapping(data.pop("papers"), _paper)
    lock = Lock(
        issue=_text(data.pop("issue")),
        sealed=_text(data.pop("sealed")),
        previous=None if previous is None else Link(**_mapping(previous, _text)),
        commit=None if commit is None else _text(commit),
        signed_off=_mapping(data.pop("signed_off"), _text),
        facts=_mapping(data.pop("facts"), _text),
        shares=_list(data.pop("shares"), _share),
        papers=papers,
        made_with=_list(data.pop("made_with"), _text),
    )
    if data or not papers:
        raise ValueError
    return lock


def _paper(data: dict[str, Any]) -> KeptPaper:
    paper = KeptPaper(**data)
    _text(paper.file)
    _text(paper.sha256)
    _number(paper.size)
    _number(paper.pages)
    _mapping(paper.page_of, _number)
    if not isinstance(paper.colophon_alone, bool):
        raise TypeError
    return paper


def _share(data: dict[str, Any]) -> Share:
    share = Share(**data)
    for text in (share.line, share.recipient, share.name):
        _text(text)
    for number in (share.copies, share.first, share.last):
        _number(number)
    return share


def _mapping(value: Any, inner: Callable[[Any], _Value]) -> dict[str, _Value]:
    return {_text(key): inner(other) for key, other in value.items()}


def _list(value: Any, inner: Callable[[Any], _Value]) -> tuple[_Value, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(inner(other) for other in value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or _NO_TEXT.search(value):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _MOST:
        raise TypeError
    return value
