"""A sound small content folder to which something hostile is added, and what comes of it."""

import resource
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jianbao.diagnostics import ContentFault
from jianbao.load import read_publication

BASE = Path(__file__).parent.parent / "faults" / "base"
ITEM = "items/2020/books.yml"
TEXT = (BASE / ITEM).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was said, and what it cost: milliseconds of this process, and MB beyond what it had before."""

    said: str
    milliseconds: float
    megabytes: float

    @property
    def is_refused(self) -> bool:
        """Whether it was refused, with place, reason and remedy in every line."""
        lines = [line for line in self.said.splitlines() if ": warning: " not in line]
        return (
            bool(lines) and all(".yml:" in line or ":1:1: " in line for line in lines) and "; " in self.said
        )


def content_in(folder: Path) -> Path:
    return Path(shutil.copytree(BASE, folder / "content"))


def outcome_of(content: Path) -> Outcome:
    before = _peak_from_now()
    started = time.process_time()
    try:
        read_publication(content)
        said = ""
    except ContentFault as fault:
        said = str(fault)
    spent = time.process_time() - started
    return Outcome(said=said, milliseconds=spent * 1000, megabytes=max(0.0, _peak() - before))


def _peak_from_now() -> float:
    """Forget how much memory this process had at most, where the system can; return what it has, in MB."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak()


def _peak() -> float:
    """Return how much memory this process had at most, in MB."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def outcome(folder: Path, spoil: Callable[[Path], None]) -> Outcome:
    content = content_in(folder)
    spoil(content)
    return outcome_of(content)


def write(name: str, text: str | bytes) -> Callable[[Path], None]:
    data = text if isinstance(text, bytes) else text.encode()

    def spoil(content: Path) -> None:
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    return spoil


def worst(outcomes: list[Outcome]) -> str:
    """Return the greatest cost of several, in words."""
    slowest = max(outcome.milliseconds for outcome in outcomes)
    largest = max(outcome.megabytes for outcome in outcomes)
    return f"at most {slowest:.0f} ms, {largest:.0f} MB"
