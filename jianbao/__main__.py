"""`python -m jianbao`, and the command `jianbao`: loads the command line, which may be interrupted too."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line and leave with its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever began this
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    try:
        from jianbao.cli import main as run  # noqa: PLC0415 (within reach of whoever interrupts it)
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted\n")
        sys.exit(130)
    try:
        run()
    finally:
        _let_go()


def _let_go() -> None:
    """Let go of what cannot be said, or Python would end with a code of its own as it tries once more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
