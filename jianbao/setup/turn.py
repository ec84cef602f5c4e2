"""One set-up at a time in one checkout.

Comes in: the path of a file. Goes out: a lock on it, held while the block runs and by every program
that inherits it, so that what a killed set-up left running cannot meet the next one.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def take_turn(path: Path, *, waiting: Callable[[], None]) -> Iterator[int | None]:
    """Hold the lock and yield its file descriptor; call `waiting` first if another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield None
        return
    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()
