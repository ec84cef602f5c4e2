"""What the tests need besides .venv: found where it is, asked for by its exact command where it is not."""

import shutil
from pathlib import Path

import pytest

from jianbao.diagnostics import EnvironmentFault
from jianbao.setup.commands import Commands
from jianbao.setup.places import Places
from jianbao.setup.testing import LONG, SHORT, complete_tools, find_browser, has_tools

ROOT = Path(__file__).parents[2]


def a_browser(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_any_chromium_or_chrome_in_the_path_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME_PATH", raising=False)
    chrome = a_browser(tmp_path, "google-chrome")
    assert find_browser() == chrome
    chromium = a_browser(tmp_path, "chromium")
    assert find_browser() == chromium
    monkeypatch.setenv("CHROME_PATH", str(chrome))
    assert find_browser() == chrome


def test_without_a_browser_and_without_apt_the_way_to_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "none"))
    with pytest.raises(EnvironmentFault, match=r"lacks a browser for the tests.*(PATH|brew)"):
        complete_tools(Places(tmp_path), Commands(tmp_path / "log"), SHORT)


def test_tools_are_complete_only_as_the_lock_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHROME_PATH", str(a_browser(tmp_path, "chromium")))
    places = Places(tmp_path)
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    assert not has_tools(places, SHORT)
    places.tools.mkdir(parents=True)
    (places.tools / "complete").write_text((Places(ROOT).tools / "complete").read_text("utf-8"), "utf-8")
    assert has_tools(places, SHORT)
    with (tmp_path / "package-lock.json").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert not has_tools(places, SHORT)
    assert not has_tools(places, LONG)
