"""requirements.lock: whatever index or mirror serves a package, its bytes are the ones locked."""

import re
import tomllib
from pathlib import Path

import pytest

from jianbao.setup.environment import count_packages
from jianbao.setup.places import Places

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = LOCK.replace("\\\n", " ").splitlines()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    apart = ("benchmark", "fuzz", "mutation")
    groups = [entries for name, entries in project["dependency-groups"].items() if name not in apart]
    return [*project["project"]["dependencies"], *(entry for group in groups for entry in group)]


def test_every_entry_has_an_exact_version_and_hashes():
    entry = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( +; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in ENTRIES if not entry.fullmatch(line)] == []


def test_names_no_host_and_no_folder():
    assert re.findall(r"https?:|file:|index-url|find-links|@ ", LOCK) == []


@pytest.mark.parametrize("requirement", wanted())
def test_holds_what_the_project_asks_for(requirement: str):
    name, version = re.match(r"([\w.-]+)(?:\[\w+\])?(==\S+)?", requirement).groups()
    assert any(line.startswith(f"{plain(name)}{version or '=='}") for line in ENTRIES)


def test_bar_counts_every_entry():
    assert count_packages(Places(ROOT)) == len(ENTRIES)
