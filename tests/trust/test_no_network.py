"""A build opens no connection, and needs none (check 5)."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import content_in
from trust_figures import ROOT, Leave

WATCH = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        asked = arguments[1]
        if not isinstance(asked, tuple):
            return
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        asked = arguments[0]
    else:
        return
    with open(os.environ["WATCHED"], "a") as file:
        file.write(f"{event} {asked}\\n")
    raise OSError(f"the network was asked for: {event} {asked}")

sys.addaudithook(watch)
"""


def without_network() -> tuple[str, ...]:
    """Return what starts a program in a network of its own with nothing in it, where the system lets us."""
    command = ("unshare", "--user", "--map-root-user", "--net")
    able = shutil.which("unshare") and subprocess.run([*command, "true"], check=False).returncode == 0
    return command if able else ()


def run(folder: Path, words: list[str], *, alone: bool) -> "subprocess.CompletedProcess[str]":
    """Run Python in a folder; alone, every process of it that is Python takes down who it asks."""
    (folder / "watch").mkdir(parents=True, exist_ok=True)
    (folder / "watch/sitecustomize.py").write_text(WATCH if alone else "", encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(folder / "watch"), str(ROOT))),
        "JIANBAO_CACHE": str(folder / "cache"),
        "WATCHED": str(folder / "watched"),
    }
    command = [*(without_network() if alone else ()), sys.executable, *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def sums_of(site: Path) -> dict[str, str]:
    files = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {f.relative_to(site).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_what_asks_for_the_network_is_found(tmp_path: Path) -> None:
    code = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')"
    assert run(tmp_path, ["-c", code], alone=True).returncode == 1
    assert "192.0.2.1" in (tmp_path / "watched").read_text(encoding="utf-8")


@pytest.mark.check(5)
def test_a_build_without_a_network_gives_the_same_bytes(tmp_path: Path, leave: Leave) -> None:
    sites = []
    for name, alone in (("with", False), ("alone", True)):
        folder = tmp_path / name
        folder.mkdir()
        content_in(folder)
        done = run(folder, ["-m", "jianbao", "--as-of", "2020-05-01"], alone=alone)
        assert done.returncode == 0, done.stderr
        sites.append(sums_of(folder / "site"))
    assert sites[0] == sites[1]
    assert not (tmp_path / "alone/watched").exists()
    how = "in a network with nothing in it, and " if without_network() else ""
    leave(f"{how}watched: {len(sites[0])} files, 0 differ; 0 connections")
