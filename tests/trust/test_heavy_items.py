"""The heaviest items that are taken hold a whole build no longer than any input may (check 14)."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import ITEM, TEXT, content_in, write
from trust_figures import ROOT, Leave

from jianbao.load.extent import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_IN_TABLES,
    MAX_LINES,
    MAX_NOTE_MARKS,
    MAX_OF_CELL,
    MAX_PARTS,
    MAX_PICTURES,
    MAX_QUOTED,
)

SECONDS, MEGABYTES = 5, 500
HEAD = TEXT.partition("body:")[0]


def with_body(*lines: str) -> str:
    return f"{HEAD}body: |\n" + "".join(f"  {line}\n" if line else "\n" for line in lines)


def table(columns: int) -> str:
    row = "|" + "格子|" * columns
    return with_body(row, "|" + "-|" * columns, *[row] * (MAX_CELLS // columns - 1))


def footnotes() -> str:
    numbers = range(MAX_NOTE_MARKS // 2)
    marks = (line for number in numbers for line in (f"甲[^{number}]", ""))
    return with_body(*marks, *(f"[^{number}]: 注{number}" for number in numbers))


def columns_of_text(columns: int) -> str:
    cell = "格" * (MAX_OF_CELL // columns)
    row = f"|{f'{cell}|' * columns}"
    rows = MAX_IN_TABLES // (columns * columns * (len(cell) - 2))
    return with_body("|" + "格|" * columns, "|" + "-|" * columns, *[row] * rows)


HEAVY = {
    "columns of text": columns_of_text(5),
    "narrow columns of text": columns_of_text(10),
    "a narrow table": table(4),
    "a wide table": table(MAX_COLUMNS),
    "quotations": with_body(*[f"{'>' * 25} 甲乙丙", ""] * (MAX_QUOTED // 25)),
    "footnotes": footnotes(),
    "paragraphs": with_body(*["甲乙丙", ""] * MAX_LINES),
    "one word": with_body("甲" * 59_990),
    "parts": f"{HEAD}parts:\n" + "  - {region: 皋兰县, body: 甲}\n" * MAX_PARTS,
    "pictures": f"{HEAD}body: 甲\nimages:\n" + "  - {file: 2020/books.png, alt: 甲}\n" * MAX_PICTURES,
}


WEIGH = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Runs a command from a small process: what a process takes begins with what the one that made it has."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took of the processor, in seconds, and of memory, in MB."""

    seconds: float
    megabytes: float


def cost_of(folder: Path, item: str) -> Cost:
    """Build a content folder with this item, and nothing in the store."""
    content = content_in(folder)
    write(ITEM, item)(content)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JIANBAO_CACHE": str(folder / "store")}
    command = (
        sys.executable,
        "-c",
        WEIGH,
        sys.executable,
        "-m",
        "jianbao",
        "--content",
        "content",
        "--site",
        "site",
    )
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    code, seconds, size = done.stdout.split()[-3:]
    assert code == "0", done.stderr[-2000:]
    return Cost(float(seconds), int(size) / (1024 if sys.platform == "linux" else 1024**2))


@pytest.mark.long
@pytest.mark.check(14)
def test_the_heaviest_items_are_set_in_little_time_and_memory(tmp_path: Path, leave: Leave) -> None:
    folders = {name: tmp_path / name.replace(" ", "-") for name in ("plain", *HEAVY)}
    again = {name: tmp_path / "again" / folder.name for name, folder in folders.items()}
    for folder in (*folders.values(), *again.values()):
        folder.mkdir(parents=True)
    plain = cost_of(folders["plain"], TEXT)
    found = {name: cost_of(folders[name], item) for name, item in HEAVY.items()}
    for name, cost in found.items():
        if cost.seconds - plain.seconds > SECONDS:  # whatever else a processor does makes it slower
            found[name] = min(cost, cost_of(again[name], HEAVY[name]), key=lambda cost: cost.seconds)
    more = {name: round(cost.seconds - plain.seconds, 1) for name, cost in found.items()}
    assert {name: seconds for name, seconds in more.items() if seconds > SECONDS} == {}
    most = max(cost.megabytes for cost in found.values())
    assert most < MEGABYTES
    slowest = max(more.values())
    leave(f"{len(HEAVY)} heaviest items set, at most {slowest} s more than a plain build, {most:.0f} MB")
