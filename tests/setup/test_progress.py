"""Progress: a bar for those who watch, plain lines for logs, and what took how long for everyone."""

import io
import os
import pty
from collections.abc import Iterator

import pytest

from jianbao.progress import Progress


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Terminal:
    """A terminal: `stream` is what a program sees, `shown` all that a person has seen."""

    def __init__(self) -> None:
        self._screen, program = pty.openpty()
        self.stream = os.fdopen(program, "w", encoding="utf-8")

    def shown(self) -> str:
        self.stream.write("(end)")
        self.stream.flush()
        read = b""
        while not read.endswith(b"(end)"):
            read += os.read(self._screen, 65536)
        return read.decode().removesuffix("(end)")

    def close(self) -> None:
        self.stream.close()
        os.close(self._screen)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    try:
        terminal = Terminal()
    except OSError as error:
        pytest.skip(f"this machine lends no terminals: {error}")
    yield terminal
    terminal.close()


def test_elsewhere_writes_plain_lines(clock: Clock):
    log = io.StringIO()
    progress = Progress(log, clock=clock)
    with progress.stage("fonts", 2) as step:
        step("Noto Serif SC")
        clock.now += 1.5
        step("Noto Sans SC")
    with progress.stage("load"):
        pass
    assert log.getvalue() == "fonts, 2 steps ...\nfonts: 2 in 1.5 s\nload ...\nload: 0.0 s\n"


def test_elsewhere_a_long_stage_reports_now_and_then(clock: Clock):
    log = io.StringIO()
    with Progress(log, clock=clock).stage("issue PDFs", 100) as step:
        for number in range(100):
            clock.now += 0.5
            step(f"第{number + 1}期")
    assert log.getvalue().splitlines()[1:-1] == [f"issue PDFs {n}/100 第{n}期" for n in range(20, 101, 20)]


def test_on_a_terminal_draws_a_bar_and_leaves_a_line(terminal: Terminal, clock: Clock):
    with Progress(terminal.stream, clock=clock).stage("fonts", 2) as step:
        clock.now += 1
        step("Noto Serif SC")
    shown = terminal.shown()
    assert "\rfonts [........................] 0/2 " in shown
    assert "\rfonts [############............] 1/2 Noto Serif SC" in shown
    assert shown.endswith("\rfonts: 1 in 1.0 s\r\n")


def test_a_bar_never_wraps_even_under_ideographs(terminal: Terminal, clock: Clock):
    with Progress(terminal.stream, clock=clock).stage("pages", 9) as step:
        clock.now += 1
        step("关于进一步做好防汛抗旱工作的通知" * 20)
    lines = terminal.shown().split("\r")
    widths = [sum(2 if c > "\u2e80" else 1 for c in line) for line in lines]
    assert max(widths) == 79


def test_content_cannot_steer_the_terminal(terminal: Terminal, clock: Clock):
    with Progress(terminal.stream, clock=clock).stage("pages", 9) as step:
        clock.now += 1
        step("\x1b]0;title\x07\x1b[2J")
    assert "\x1b" not in terminal.shown()


def test_a_note_does_not_run_into_the_bar(terminal: Terminal):
    progress = Progress(terminal.stream)
    with progress.stage("fonts", 2):
        progress.note("waiting")
    assert "\rwaiting\r\n" in terminal.shown()


def test_a_stream_that_lacks_ideographs_shows_question_marks(clock: Clock):
    log = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with Progress(log, clock=clock).stage("简报"):
        pass
    assert log.buffer.getvalue() == b"?? ...\n??: 0.0 s\n"


def test_table_aligns_names_seconds_and_steps_and_sums_up(clock: Clock):
    progress = Progress(io.StringIO(), clock=clock)
    for name, seconds, steps in (("load", 0.25, 0), ("签发", 12.0, 3)):
        with progress.stage(name) as step:
            clock.now += seconds
            for _ in range(steps):
                step()
    assert progress.table() == "load    0.2 s\n签发   12.0 s  3\ntotal  12.2 s"


def test_a_stage_that_fails_is_not_completed_and_ends_its_line(terminal: Terminal):
    progress = Progress(terminal.stream)
    with pytest.raises(ValueError, match="no"), progress.stage("fonts", 2):
        raise ValueError("no")
    assert progress.stages == ()
    assert terminal.shown().endswith(" \r")
