"""Make the environment if need be, then hand over to the engine: `python3 build.py [word] [options]`.

Comes in: a checkout and whatever Python the machine has. Goes out: the engine's exit code, or 3 with
one message when the machine lacks something. An old Python must be able to read this file.
"""

import os
import sys

OLDEST = (3, 11)


def main(words):  # noqa: ANN001, ANN201 - an old Python must be able to read it
    """Prepare the environment and run the engine with the same words."""
    if sys.version_info < OLDEST:
        here = ".".join(map(str, sys.version_info[:3]))
        needed = ".".join(map(str, OLDEST))
        text = "Jianbao needs Python %s or newer, and %s is Python %s; run build.py with a newer one\n"
        sys.stderr.write(text % (needed, sys.executable, here))
        return 3
    root = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    sys.path.insert(0, root)
    from jianbao.diagnostics import EnvironmentFault  # noqa: PLC0415 - not before the check
    from jianbao.setup import prepare  # noqa: PLC0415

    try:
        python = prepare(root, sys.stderr, words)
    except EnvironmentFault as fault:
        sys.stderr.write("%s\n" % fault)  # noqa: UP031
        return fault.exit_code
    except OSError as error:
        sys.stderr.write("%s; docs/setup.md tells what set-up needs\n" % error)  # noqa: UP031
        return 3
    except KeyboardInterrupt:
        sys.stderr.write("\nset-up was interrupted; the next run takes it up again\n")
        return 130
    return hand_over([str(python), "-P", "-m", "jianbao"] + list(words))  # noqa: RUF005


def hand_over(command):  # noqa: ANN001, ANN201
    """Become the engine; where a process cannot do that, run it and return its exit code."""
    if os.name == "nt":
        import subprocess  # noqa: PLC0415

        return subprocess.call(command)
    sys.stderr.flush()
    return os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
