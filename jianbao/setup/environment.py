"""The Python environment: .venv with the locked packages and the project itself.

Comes in: requirements.lock and pyproject.toml. Goes out: .venv, made from nothing each time, so that
nothing of an earlier or interrupted one is left in it.
"""

import re
import shutil
import sys

from jianbao.progress import Step
from jianbao.setup.commands import Commands
from jianbao.setup.places import Places

_PIP = ("-I", "-u", "-m", "pip", "install", "--no-deps", "--no-input", "--disable-pip-version-check")
# A `user = true` in someone's pip.conf would send the packages elsewhere.
_PIP_ENV = {"PIP_USER": "0"}


def count_packages(places: Places) -> int:
    """Return how many packages the lock names; a package that depends on the machine counts too."""
    return len(re.findall(r"(?m)^[A-Za-z0-9].*==", places.lock.read_text(encoding="utf-8")))


def make_venv(places: Places, commands: Commands) -> None:
    """Make an empty .venv, whatever was there before."""
    places.stamp.unlink(missing_ok=True)
    if places.venv.is_symlink() or places.venv.is_file():
        places.venv.unlink()
    elif places.venv.exists():
        shutil.rmtree(places.venv)
    # If .venv's own Python runs this, it cannot make .venv; the Python it came from can.
    python = getattr(sys, "_base_executable", None) or sys.executable
    commands.run("Python could not make .venv", [python, "-I", "-m", "venv", places.venv])


def install_packages(places: Places, commands: Commands, step: Step) -> None:
    """Install the locked packages, each checked against its hash; only wheels, nothing is compiled."""

    def count(line: str) -> None:
        # pip "collects" from an index and "processes" a file at hand.
        if found := re.match(r"Collecting (\S+?)==|Processing .*?([^/\\]+?)-\d\S*$", line):
            step(found[1] or found[2])
        elif line.startswith("Installing"):
            step.say("unpacking")

    locked = ("--require-hashes", "--only-binary", ":all:", "-r", places.lock)
    failing = "pip could not install the packages of requirements.lock"
    commands.run(failing, [places.python, *_PIP, *locked], env=_PIP_ENV, each_line=count)


def install_project(places: Places, commands: Commands) -> None:
    """Install the project so that .venv runs the files of this checkout."""
    editable = ("--no-build-isolation", "--editable", places.root)
    commands.run("pip could not install the project", [places.python, *_PIP, *editable], env=_PIP_ENV)
