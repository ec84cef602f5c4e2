"""Publishes a finished tree: all at once, or not at all.

Comes in: a folder that a build has filled. Goes out: that folder in the place of the one before. Until
the last moment the old one is served untouched; whatever goes wrong before leaves it as it was.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from jianbao.diagnostics import Busy, EnvironmentFault, UsageFault
from jianbao.exchange import ASIDE, exchange, settle

CHECKSUMS = "SHA256SUMS"
KEPT = 3
"""Releases that are kept for `rollback`, besides the one that is served."""

_LASTING = re.compile(r"(?:issues|items)/.+/index\.html")
"""What others link to: it leads on, or stays."""

_NUMBER = re.compile("[0-9]+")
_STAGE, _RETURNING = "building", "returning"


@contextlib.contextmanager
def stage_release(
    target: Path,
    *,
    set_aside: Callable[[Path], None] = lambda _: None,
    sign: Callable[[Path], None] = lambda _: None,
    made_by_us: Callable[[str], bool] = lambda _: False,
    keep: int = 0,
) -> Iterator[Path]:
    """Give a build a fresh folder beside `target`, and put it in `target`'s place when the build succeeds.

    A folder that was not published by us before is not thrown away: it stays beside `target` as
    `<name>.before`, and `set_aside` is told so; a folder counts as ours that has our checksums, or nothing in
    it but files whose names are `made_by_us`. `sign` is given the folder once its checksums are written.
    The last `keep` releases that were served before are kept for `roll_back`.

    Raises:
        Busy: another build is publishing to `target`.
        OSError: the disk is full, or may not be written to.
    """
    target = target.resolve()
    workspace = _workspace(target)
    with _lock(workspace / "lock"):
        _recover(target, workspace, keep)
        stage = _fresh_stage(workspace)
        try:
            yield stage
            write_checksums(stage)
            sign(stage)
            settle(stage)
            _swap(stage, target, made_by_us, set_aside)
        finally:
            _clear_away(stage, workspace, keep)


def roll_back(target: Path, *, set_aside: Callable[[Path], None] = lambda _: None) -> int:
    """Serve the release before the one that is served; return how many are left to go back to.

    The release that was served is kept until the next build as `undone`, for a second look. Where nothing was
    served there is none; a folder that was not published by us is set aside, as `stage_release` does.

    Raises:
        Busy: a build is publishing to `target`.
        UsageFault: no earlier release is kept.
    """
    target = target.resolve()
    workspace = _workspace(target)
    with _lock(workspace / "lock"):
        _recover(target, workspace, KEPT)
        shelf = _shelf(workspace)
        if not shelf:
            raise UsageFault(f"no earlier release of {target} is kept")
        returning = shelf[0].rename(workspace / f"{_RETURNING}-{shelf[0].stat().st_ino}")
        try:
            _swap(returning, target, lambda _: False, set_aside)
        finally:
            _put_back(returning, workspace)
        return len(shelf) - 1


def _workspace(target: Path) -> Path:
    """Return the folder beside a target in which it is built, and its earlier releases are kept."""
    workspace = target.with_name(f".{target.name}.releases")
    workspace.mkdir(parents=True, exist_ok=True)
    return workspace


def _fresh_stage(workspace: Path) -> Path:
    """Make a folder to build in, named by its inode: what later has that name and another one was served."""
    unnamed = workspace / _STAGE
    unnamed.mkdir()
    return unnamed.rename(workspace / f"{_STAGE}-{unnamed.stat().st_ino}")


def _clear_away(folder: Path, workspace: Path, keep: int) -> None:
    """Take a stage away; where a release that was served has its name, that goes on the shelf."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
    elif keep and (folder / CHECKSUMS).is_file() and folder.name != f"{_STAGE}-{folder.stat().st_ino}":
        _shelve(folder, workspace, keep)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _put_back(folder: Path, workspace: Path) -> None:
    """Put a release that did not return on the shelf again; keep as `undone` what it came in the place of."""
    if not folder.is_dir():
        return
    if folder.name == f"{_RETURNING}-{folder.stat().st_ino}":
        _shelve(folder, workspace, KEPT)
        return
    undone = workspace / "undone"
    shutil.rmtree(undone, ignore_errors=True)
    folder.rename(undone)


def _recover(target: Path, workspace: Path, keep: int) -> None:
    """Clear away what a killed build left; what it had taken from its place goes back there."""
    for aside in sorted(workspace.glob(f"*{ASIDE}")):
        if not os.path.lexists(target):
            aside.rename(target)
    for leftover in sorted({*workspace.glob(f"{_STAGE}*"), *workspace.glob(f"*{ASIDE}")}):
        _clear_away(leftover, workspace, keep)
    for folder in sorted(workspace.glob(f"{_RETURNING}*")):
        _put_back(folder, workspace)


def _shelf(workspace: Path) -> list[Path]:
    """Return the releases that are kept, newest first: the names are numbers that only grow."""
    kept = [folder for folder in workspace.iterdir() if _NUMBER.fullmatch(folder.name) and folder.is_dir()]
    return sorted(kept, key=lambda folder: int(folder.name), reverse=True)


def _shelve(release: Path, workspace: Path, keep: int) -> None:
    """Put a release that was served on the shelf, and take away those beyond the ones kept."""
    shelf = _shelf(workspace)
    number = int(shelf[0].name) + 1 if shelf else 1
    release.rename(workspace / str(number))
    for old in _shelf(workspace)[keep:]:
        shutil.rmtree(old)
    shutil.rmtree(workspace / "undone", ignore_errors=True)


def lost_addresses(target: Path, stage: Path) -> tuple[str, ...]:
    """Return the addresses of issues and items that are served at `target` and not in `stage`."""
    sums = target / CHECKSUMS
    if not sums.is_file():
        return ()
    listed = sums.read_text(encoding="utf-8", errors="replace")
    served = (line.partition("  ")[2] for line in listed.splitlines())
    pages = (name for name in served if _LASTING.fullmatch(name))
    return tuple(name.removesuffix("index.html") for name in pages if not (stage / name).is_file())


def write_file(file: Path, content: bytes) -> None:
    """Write one file beside the others of a folder, complete or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.writing")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)


def add_file(file: Path, content: bytes) -> None:
    """Write one file into a folder that may have been released already, and into its checksums."""
    write_file(file, content)
    sums = file.parent / CHECKSUMS
    if sums.is_file():
        lines = (line.partition("  ") for line in sums.read_text(encoding="utf-8").splitlines())
        listed = {name: digest for digest, _, name in lines} | {file.name: _digest(file)}
        written = (f"{digest}  {name}\n" for name, digest in sorted(listed.items()))
        write_file(sums, "".join(written).encode())


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
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold a folder that others may want to write to as well; it takes no file in it.

    Raises:
        Busy: another command holds it.
    """
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:  # whoever reads the folder says better what is wrong with it
        yield
        return
    try:
        with contextlib.suppress(OSError):  # some network shares lock no folder
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy(f"another command is writing to {folder}; wait for it, or try again") from None
        yield
    finally:
        os.close(held)


@contextlib.contextmanager
def _lock(file: Path) -> Iterator[None]:
    held = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
    try:
        if not stat.S_ISREG(os.fstat(held).st_mode):
            raise EnvironmentFault(f"{file} is not a regular file; remove it")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another build is running ({file} is locked); wait for it, or try again") from None
        yield
    finally:
        os.close(held)


def _swap(
    stage: Path, target: Path, made_by_us: Callable[[str], bool], set_aside: Callable[[Path], None]
) -> None:
    """Put a stage in its place; what was there is then the stage, or set aside where it was not ours."""
    if not os.path.lexists(target):
        stage.rename(target)
        return
    if (target / CHECKSUMS).is_file() or all(made_by_us(file.name) for file in target.iterdir()):
        exchange(stage, target)
        return
    # the stage takes that name first: what is not ours never bears a name that a later build clears away
    kept = _free_name(target)
    stage.rename(kept)
    try:
        exchange(kept, target)
    except OSError:
        kept.rename(stage)
        raise
    set_aside(kept)


def _free_name(target: Path) -> Path:
    name = target.with_name(f"{target.name}.before")
    number = 2
    while any(os.path.lexists(taken) for taken in (name, name.with_name(f"{name.name}{ASIDE}"))):
        name = target.with_name(f"{target.name}.before-{number}")
        number += 1
    return name
