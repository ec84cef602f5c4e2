"""How the command line speaks: in one and in many, and of what was published only where that was asked."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "faults" / "base"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
COMMAND = (sys.executable, "-m", "jianbao")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a small sound bulletin in it."""
    shutil.copytree(BASE, tmp_path / "content")
    return tmp_path


def said(desk: Path, *arguments: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        (*COMMAND, *arguments), cwd=desk, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr.splitlines()


def rewrite(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_one_is_one_and_two_are_two(desk: Path) -> None:
    assert said(desk, "check")[1][-1] == "content: 2 items, 2 issues, no fault"
    (desk / "content/issues/2020-04.yml").unlink()
    (desk / "content/items/2020/jobs.yml").unlink()
    shutil.rmtree(desk / "content/images")
    assert said(desk, "check")[1][-1] == "content: 1 item, 1 issue, no fault"


def test_counts_faults_and_warnings_apart(desk: Path) -> None:
    rewrite(desk / "content/items/2020/books.yml", "2020-04-03", "2020-05-03")
    code, lines = said(desk, "check")
    assert (code, lines[-1]) == (0, "content: 2 items, 2 issues, no fault, 1 warning")
    assert said(desk, "check", "--strict")[1][-1] == "1 warning"
    rewrite(desk / "content/items/2020/jobs.yml", "白银市妇联", "白银妇联")
    assert said(desk, "check")[1][-1] == "1 fault, 1 warning"


def test_only_a_build_speaks_of_what_was_published(desk: Path) -> None:
    rewrite(desk / "content/items/2020/jobs.yml", "白银市妇联", "白银妇联")
    assert said(desk, "check")[1][-1] == "1 fault"
    for arguments in ((), ("build",), ("--strict", "--site", "here")):
        code, lines = said(desk, *arguments)
        assert (code, lines[-1]) == (1, "1 fault; nothing was published")


def test_whoever_interrupts_a_build_reads_one_line_and_no_more(desk: Path) -> None:
    with subprocess.Popen(
        COMMAND, cwd=desk, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as build:
        assert build.stderr is not None
        first = build.stderr.readline()
        os.killpg(build.pid, signal.SIGINT)
        rest = build.stderr.read()
    assert (build.returncode, rest.splitlines()[-1]) == (130, "interrupted; nothing was published")
    assert "Traceback" not in first + rest
    assert not (desk / "site").exists()
