"""Lets two folders change names in one step, so that readers never find neither.

Comes in: two folders of one file system. Goes out: each under the other's name, and whole on the disk before.
"""

import ctypes
import errno
import os
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2

ASIDE = "-aside"
"""How a name ends that a folder bears for a moment, where names cannot change in one step."""


def exchange(stage: Path, target: Path) -> None:
    """Let two folders change names in one step where the system can, else in two.

    A file system that cannot (some network shares) leaves a moment in which `target` is not there.
    """
    if _exchange_at_once(stage, target):
        return
    aside = stage.with_name(f"{stage.name}{ASIDE}")
    target.rename(aside)
    stage.rename(target)
    aside.rename(stage)


def settle(folder: Path) -> None:
    """Bring to the disk what was written to the file system of a folder.

    A rename may reach the disk before what it renames: a power cut would leave names with nothing behind.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if library.syncfs(opened):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), os.fspath(folder))
    finally:
        os.close(opened)


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
