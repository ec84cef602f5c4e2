"""`python -m jianbao`, and the command `jianbao`: loads the command line, which may be interrupted too."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from jianbao.cli import main as run  # noqa: PLC0415 (within reach of whoever interrupts it)
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
