"""What must come from the operating system: WeasyPrint's libraries, venv, certificates.

Comes in: the machine. Goes out: nothing when all is there; else apt installs it where it may, or an
EnvironmentFault names the exact command.
"""

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault
from jianbao.setup.commands import Commands

# The names WeasyPrint looks for, https://doc.courtbouillon.org/weasyprint/stable/first_steps.html
_LIBRARIES = {
    "linux": (
        "libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0",
        "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1",
    ),
    "darwin": (
        "libgobject-2.0.0.dylib", "libpango-1.0.dylib", "libpangoft2-1.0.dylib",
        "libharfbuzz.0.dylib", "libharfbuzz-subset.0.dylib", "libfontconfig.1.dylib",
    ),
    "win32": (
        "libgobject-2.0-0.dll", "libpango-1.0-0.dll", "libpangoft2-1.0-0.dll",
        "libharfbuzz-0.dll", "libharfbuzz-subset-0.dll", "libfontconfig-1.dll",
    ),
}  # fmt: skip
_ELSEWHERE = {
    "linux": "install Pango with PangoFT2, HarfBuzz with its subset library, and Fontconfig",
    "darwin": "run `brew install pango` (and, for a Python that is not Homebrew's, "
    "`export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib`)",
    "win32": "install MSYS2 and run `pacman -S mingw-w64-x86_64-pango` in its shell",
}
_DLLS = "C:\\msys64\\mingw64\\bin;C:\\Program Files\\GTK3-Runtime Win64\\bin"
_DEBS = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
_UPDATE = ("apt-get", "update")
_LISTS = Path("/var/lib/apt/lists")
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def missing_libraries() -> tuple[str, ...]:
    """Return the names of the libraries that cannot be loaded."""
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _DLLS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    return tuple(name for name in _LIBRARIES.get(sys.platform, _LIBRARIES["linux"]) if not _loads(name))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def lacks_venv() -> bool:
    """Tell whether this Python cannot make virtual environments, as on Debian without python3-venv."""
    importlib.invalidate_caches()
    return not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def lacks_certificates() -> bool:
    """Tell whether a Debian has no certificate authorities, without which nothing can be downloaded."""
    return bool(shutil.which("apt-get")) and "PIP_CERT" not in os.environ and not _CERTIFICATES.exists()


def _missing(*, downloading: bool) -> dict[str, tuple[str, ...]]:
    """Return what is missing and the Debian packages that have it."""
    missing: dict[str, tuple[str, ...]] = {}
    if libraries := missing_libraries():
        missing[", ".join(libraries)] = _DEBS
    if downloading and lacks_venv():
        missing["Python's venv"] = (f"python3.{sys.version_info.minor}-venv",)
    if downloading and lacks_certificates():
        missing["certificate authorities"] = ("ca-certificates",)
    return missing


def complete_system(commands: Commands, *, downloading: bool) -> None:
    """Install what is missing, or raise EnvironmentFault; `downloading` tells that .venv is to be made."""
    what = _missing(downloading=downloading)
    if not what:
        return
    missing = f"this machine lacks {', '.join(what)}"
    if downloading and lacks_venv() and sys.base_prefix != "/usr":
        raise EnvironmentFault(f"{missing}: {sys.executable} was built without it; run build.py with another")
    provide(commands, what, _ELSEWHERE.get(sys.platform, _ELSEWHERE["linux"]))
    if left := _missing(downloading=downloading):
        debs = " ".join(deb for packages in what.values() for deb in packages)
        raise EnvironmentFault(f"apt-get installed {debs}, but {', '.join(left)} is still missing")


def provide(commands: Commands, what: Mapping[str, tuple[str, ...]], elsewhere: str) -> None:
    """Install the Debian packages of what is missing, or raise EnvironmentFault with the command that does.

    `elsewhere` says what to do where there is no apt.
    """
    missing = f"this machine lacks {', '.join(what)}"
    if not shutil.which("apt-get"):
        raise EnvironmentFault(f"{missing}; {elsewhere}, then run the same command again")
    debs = tuple(deb for packages in what.values() for deb in packages)
    sudo = _right()
    if sudo is None:
        raise EnvironmentFault(f"{missing}. Run this, then the same command again:\n\n    {_line(debs)}\n")
    _install(commands, sudo, debs)


def _right() -> tuple[str, ...] | None:
    """Return what to put before a command so that it runs as root; None if nothing does."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        return ("sudo", "-n") if asked.returncode == 0 else None
    return None


def _line(debs: tuple[str, ...]) -> str:
    update, install = " ".join(_UPDATE), " ".join((*_INSTALL, *debs))
    if shutil.which("sudo"):
        return f"sudo {update} && sudo {install}"
    return f"su -c '{update} && {install}'"


def _install(commands: Commands, sudo: tuple[str, ...], debs: tuple[str, ...]) -> None:
    quiet = (*sudo, "env", "DEBIAN_FRONTEND=noninteractive")
    failing = f"apt-get could not install {' '.join(debs)}"
    if any(_LISTS.glob("*_Packages*")):
        # Lists may be old, and name packages that the archive has replaced.
        with suppress(EnvironmentFault):
            commands.run(failing, [*quiet, *_INSTALL, *debs])
            return
    updated = commands.run(failing, [*quiet, *_UPDATE])
    commands.run(failing, [*quiet, *_INSTALL, *debs], resting_on=updated)
