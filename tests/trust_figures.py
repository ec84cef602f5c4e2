"""What the checks of docs/security.md measured, and the table that is made of it.

Each check leaves its figure in a file of its own, for tests run in several processes; once every check of a
run has left one, the table in docs/security.md is written anew.
"""

import json
import os
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Leave = Callable[[str], None]

HERE = Path(__file__).parent
ROOT = HERE.parent
DOCUMENT = ROOT / "docs" / "security.md"
_FOLDER = "JIANBAO_FIGURES"
BEGIN, END = "<!-- figures: written by the tests -->\n", "<!-- end of figures -->\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the thirty: what is tried, and what must come of it."""

    number: int
    tried: str
    promise: str


def read_checks() -> tuple[Check, ...]:
    data = tomllib.loads((HERE / "trust" / "checks.toml").read_text(encoding="utf-8"))
    return tuple(Check(**entry) for entry in data["check"])


def leave_figure(number: int, part: str, figure: str, *, long: bool = False) -> None:
    """Note what one part of a check measured, in words; what a long run of it measured stays."""
    name = f"{number:02}-{part}"
    if long:
        (_left() / f"{name}.json").unlink(missing_ok=True)
    elif (_left() / f"{name}.long.json").exists():
        return
    (_left() / f"{name}{'.long' if long else ''}.json").write_text(
        json.dumps({"number": number, "part": part, "figure": figure}, ensure_ascii=False), encoding="utf-8"
    )


def left_figures() -> dict[int, str]:
    """Return what was measured, by check: its parts in the order of their names."""
    found: dict[int, list[str]] = {}
    for file in sorted(_left().glob("*.json")):
        entry = json.loads(file.read_text(encoding="utf-8"))
        found.setdefault(entry["number"], []).append(entry["figure"])
    return {number: "; ".join(figures) for number, figures in found.items()}


def begin_figures() -> None:
    """Give this run a folder of its own; the processes that it starts find it by the environment."""
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="figures-")


def _left() -> Path:
    return Path(os.environ[_FOLDER])


def write_table() -> bool:
    """Write the table, if every check has left its figure; say whether it was written."""
    figures = left_figures()
    checks = read_checks()
    if any(check.number not in figures for check in checks):
        return False
    rows = [
        "| # | What is tried | What must come of it | Last run |",
        "|---|---|---|---|",
        *(f"| {c.number} | {c.tried} | {c.promise} | {figures[c.number]} |" for c in checks),
    ]
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    DOCUMENT.write_text(f"{before}{BEGIN}{chr(10).join(rows)}\n{END}{after}", encoding="utf-8")
    return True
