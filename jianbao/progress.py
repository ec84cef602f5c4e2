"""What is under way, and what took how long.

Comes in: stages and their steps. Goes out: on a terminal a bar that redraws itself, elsewhere plain
lines, and in the end a table of seconds; all to the stream given, which is nobody's but the caller's.

Set-up runs this before any dependency is there, so it needs the standard library only.
"""

import os
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

_BAR = 24
"""Width of a full bar in columns."""

_REDRAW = 0.05
"""Seconds between two drawings of the bar, at least."""

_REPORT = 10.0
"""Seconds between two plain lines of one stage, at least."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that has been completed."""

    name: str
    steps: int
    seconds: float


class Step:
    """A stage under way; called once for each thing done, with its name."""

    def __init__(self, show: "Callable[[Step, str], None]", name: str, total: int | None) -> None:
        self._show = show
        self.name = name
        self.total = total
        self.done = 0

    def __call__(self, what: str = "") -> None:
        """Count one more thing as done and show its name."""
        self.done += 1
        self._show(self, what)

    def say(self, what: str) -> None:
        """Show what is under way without counting it."""
        self._show(self, what)

    @property
    def count(self) -> str:
        """How far the stage is, such as `3/5`; empty before the first step."""
        if self.total is None:
            return str(self.done) if self.done else ""
        return f"{self.done}/{self.total}"


class Progress:
    """Shows the stages of one run on a stream and remembers how long each took."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self._stream = stream
        self._clock = clock
        self._terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = 0.0
        self._stages: list[Stage] = []

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages completed so far."""
        return tuple(self._stages)

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Step]:
        """Show a stage while the block runs; a block that raises is not counted as completed."""
        begun = self._shown = self._clock()
        step = Step(self._show, name, total)
        if self._terminal:
            self._draw(step, "")
        else:
            self._line(
                f"{name} ..." if total is None else f"{name}, {total} {'step' if total == 1 else 'steps'} ..."
            )
        try:
            yield step
        finally:
            self._wipe()
        self._stages.append(Stage(name, step.done, self._clock() - begun))
        self._line(f"{name}: {_done(self._stages[-1])}")

    def note(self, text: str) -> None:
        """Write a line of its own, even while a bar is showing."""
        self._wipe()
        self._line(text)

    def table(self) -> str:
        """Return the completed stages, their steps and seconds, and the sum, as aligned lines."""
        rows = [(s.name, f"{s.seconds:.1f} s", str(s.steps or "")) for s in self._stages]
        rows.append(("total", f"{sum(s.seconds for s in self._stages):.1f} s", ""))
        names, times = (max(_columns(row[i]) for row in rows) for i in (0, 1))
        return "\n".join(f"{_pad(n, names)}  {t:>{times}}  {c}".rstrip() for n, t, c in rows)

    def _show(self, step: Step, what: str) -> None:
        wait = _REDRAW if self._terminal else _REPORT
        if self._clock() - self._shown < wait:
            return
        self._shown = self._clock()
        if self._terminal:
            self._draw(step, what)
        else:
            self._line(" ".join(filter(None, [step.name, step.count, what])))

    def _draw(self, step: Step, what: str) -> None:
        parts = [step.name, _bar(step), step.count, what]
        self._overwrite(" ".join(filter(None, parts)))

    def _wipe(self) -> None:
        if self._terminal:
            self._overwrite("")
            self._write("\r")

    def _overwrite(self, text: str) -> None:
        """Overwrite the current line; spaces instead of control sequences work on every terminal."""
        columns = self._width() - 1
        self._write(f"\r{_pad(_fit(self._printable(text), columns), columns)}")

    def _line(self, text: str) -> None:
        self._write(f"{self._printable(text)}\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except OSError:
            return 80

    def _printable(self, text: str) -> str:
        """Keep what the stream can show; content must not steer the terminal."""
        shown = "".join(c if c.isprintable() or c == "\n" else "?" for c in text)
        encoding = self._stream.encoding or "utf-8"
        return shown.encode(encoding, "replace").decode(encoding)


def _done(stage: Stage) -> str:
    seconds = f"{stage.seconds:.1f} s"
    return f"{stage.steps} in {seconds}" if stage.steps else seconds


def _bar(step: Step) -> str:
    if not step.total:
        return "..."
    full = _BAR * min(step.done, step.total) // step.total
    return f"[{'#' * full}{'.' * (_BAR - full)}]"


def _columns(text: str) -> int:
    """Return how many columns a text takes on a terminal, where an ideograph takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - _columns(text))


def _fit(text: str, columns: int) -> str:
    while _columns(text) > columns:
        text = text[:-1]
    return text
