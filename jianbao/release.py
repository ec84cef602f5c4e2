"""Publishes a finished tree: all at once, or not at all.

Comes in: a folder that a build has filled. Goes out: that folder in the place of the one before. Until
the last moment the old one is served untouched; whatever goes wrong before leaves it as it was.
"""

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from jianbao.diagnostics import Busy

CHECKSUMS = "SHA256SUMS"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextlib.contextmanager
def stage_release(target: Path, *, set_aside: Callable[[Path], None] = lambda _: None) -> Iterator[Path]:
    """Give a build a fresh folder beside `target`, and put it in `target`'s place when the build succeeds.

    A folder that was not published by us before is not thrown away: it stays beside `target` as
    `<name>.before`, and `set_aside` is told so.

    Raises:
        Busy: another build is publishing to `target`.
        OSError: the disk is full, or may not be written to.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _lock(target.with_name(f".{target.name}.lock")):
        for leftover in target.parent.glob(f".{target.name}.building*"):
            shutil.rmtree(leftover)
        stage = target.with_name(f".{target.name}.building")
        stage.mkdir()
        try:
            yield stage
            write_checksums(stage)
            kept = _swap(stage, target)
            if kept:
                set_aside(kept)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def write_file(file: Path, content: bytes) -> None:
    """Write one file beside the others of a folder, complete or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.writing")
    draft.write_bytes(content)
    draft.replace(file)


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS of every file below a folder, as `sha256sum --check` reads it."""
    lines = [f"{_digest(file)}  {file.relative_to(folder).as_posix()}\n" for file in _files(folder)]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    found = [file for file in folder.rglob("*") if file.is_file() and file != folder / CHECKSUMS]
    return sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def _lock(file: Path) -> Iterator[None]:
    with file.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another build is running ({file} is locked); wait for it, or try again") from None
        yield


def _swap(stage: Path, target: Path) -> Path | None:
    """Put a stage in its place; return where a folder that was not ours is kept."""
    if not os.path.lexists(target):
        stage.rename(target)
        return None
    ours = (target / CHECKSUMS).is_file() or not any(target.iterdir())
    _exchange(stage, target)
    return None if ours else stage.rename(_free_name(target))


def _free_name(target: Path) -> Path:
    name = target.with_name(f"{target.name}.before")
    number = 2
    while os.path.lexists(name):
        name = target.with_name(f"{target.name}.before-{number}")
        number += 1
    return name


def _exchange(stage: Path, target: Path) -> None:
    """Let two folders change names in one step where the system can, else in two."""
    if _exchange_at_once(stage, target):
        return
    aside = stage.with_name(f"{stage.name}-aside")
    target.rename(aside)
    stage.rename(target)
    aside.rename(stage)


def _exchange_at_once(stage: Path, target: Path) -> bool:
    """Use Linux's renameat2 or macOS's renamex_np (RENAME_SWAP has the same value); say whether it worked."""
    library = ctypes.CDLL(None, use_errno=True)
    source, destination = os.fsencode(stage), os.fsencode(target)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, source, _AT_FDCWD, destination, _RENAME_EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(source, destination, _RENAME_EXCHANGE)
    else:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), os.fspath(target))
