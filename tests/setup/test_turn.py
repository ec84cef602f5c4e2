"""One set-up at a time: the second waits, also for what a killed one left running."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from jianbao.setup.turn import take_turn

ROOT = Path(__file__).parents[2]

HOLD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from jianbao.setup.commands import Commands
from jianbao.setup.turn import take_turn

folder = Path(sys.argv[2])
with take_turn(folder / "turn", waiting=lambda: print("waiting", flush=True)) as turn:
    print("holding", flush=True)
    until_told = "echo begun; until [ -e end ]; do sleep 0.02; done"
    Commands(folder / "log", turn).run("", ["sh", "-c", until_told], cwd=folder)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")


def hold(folder: Path) -> "subprocess.Popen[str]":
    argv = [sys.executable, "-c", HOLD, str(ROOT), str(folder)]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_alone_it_does_not_wait(tmp_path: Path):
    waited: list[bool] = []
    with take_turn(tmp_path / "new" / "turn", waiting=lambda: waited.append(True)):
        pass
    assert waited == []


def test_the_second_waits_and_says_so(tmp_path: Path):
    with hold(tmp_path) as first:
        assert first.stdout.readline() == "holding\n"
        with hold(tmp_path) as second:
            assert second.stdout.readline() == "waiting\n"
            (tmp_path / "end").touch()
            assert second.stdout.readline() == "holding\n"


def test_waits_for_the_program_that_a_killed_set_up_left_running(tmp_path: Path):
    log = tmp_path / "log"
    with hold(tmp_path) as first:
        while not log.exists() or "\nbegun\n" not in log.read_text(encoding="utf-8"):
            time.sleep(0.01)
        first.kill()
    waited: list[bool] = []

    def end_it() -> None:
        waited.append(True)
        (tmp_path / "end").touch()

    with take_turn(tmp_path / "turn", waiting=end_it):
        assert waited == [True]
