"""What the project's own tests need besides the packages of .venv: a browser, and checkers from npm.

Comes in: the checkout and the machine. Goes out: Chromium, installed by apt where it may, and node_modules/
in .setup/tools/. Whoever only builds needs none of it.
"""

import hashlib
import os
import shutil
import sys
from ctypes.util import find_library
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault
from jianbao.setup.commands import Commands
from jianbao.setup.npm import install_tools
from jianbao.setup.places import Places
from jianbao.setup.system import provide

SHORT = ("axe-core", "vnu-jar")
"""The checkers that every run of the tests uses."""

LONG = (*SHORT, "lighthouse")
"""The checkers of a run with `--all`."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_ELSEWHERE = {
    "linux": "install Chromium or Chrome so that `chromium` or `google-chrome` is in PATH",
    "darwin": "run `brew install --cask google-chrome`",
    "win32": "install Chrome and put its folder into PATH",
}
_STAMP = "complete"


def find_browser() -> Path | None:
    """Return the Chromium or Chrome of this machine; CHROME_PATH names another, as for Lighthouse."""
    named = os.environ.get("CHROME_PATH")
    found = named or next(filter(None, map(shutil.which, _BROWSERS)), None)
    candidates = [found] if found else _ON_MACOS
    return next((path for path in map(Path, candidates) if path.is_file()), None)


def has_tools(places: Places, tools: tuple[str, ...]) -> bool:
    """Say whether there is a browser, and these checkers as the lock names them."""
    stamp = places.tools / _STAMP
    kept = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    return not _missing() and kept in {_key(places, tools), _key(places, LONG)}


def complete_tools(places: Places, commands: Commands, tools: tuple[str, ...]) -> None:
    """Install what of it is missing, or raise EnvironmentFault with the command that does."""
    missing = _missing()
    if missing:
        provide(commands, missing, _ELSEWHERE.get(sys.platform, _ELSEWHERE["linux"]))
        if find_browser() is None:
            raise EnvironmentFault("apt-get installed chromium, but there is no browser in PATH")
    shutil.rmtree(places.tools, ignore_errors=True)
    install_tools(tools, places, commands)
    (places.tools / _STAMP).write_text(_key(places, tools), encoding="utf-8")


def _missing() -> dict[str, tuple[str, ...]]:
    """Return what the tests need of the system and do not find, with the packages of Debian that hold it."""
    found = {
        ("a browser for the tests", "chromium"): find_browser(),
        ("OpenSSH, for signatures", "openssh-client"): shutil.which("ssh-keygen"),
    }
    if sys.platform == "linux":  # what drives the browser is linked with it
        found["a library for what drives the browser", "libatomic1"] = find_library("atomic")
    return {what: (package,) for (what, package), there in found.items() if not there}


def _key(places: Places, tools: tuple[str, ...]) -> str:
    lock = (places.root / "package-lock.json").read_bytes()
    return hashlib.sha256("\0".join([*tools, lock.hex()]).encode()).hexdigest()
