"""The same bulletin by this project, by Typst and by Chromium: how good each is, and how long each takes.

    .venv/bin/python benchmarks/paper [--runs N] [--keep FOLDER]

Needs, besides the packages for tests, `typst` from PyPI and Debian's `chromium`. The text, the pictures, the
font files and the measures of the page are the same; each program has the settings that suit it best. Runs
take turns, so that what else the machine does falls on all of them. Prints a table in Markdown.
"""

import argparse
import logging
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bulletin import describe, read_sample  # noqa: E402 (the checkout first)
from by_chromium import ByChromium  # noqa: E402
from by_jianbao import ByJianbao  # noqa: E402
from by_typst import ByTypst  # noqa: E402
from by_weasyprint import ByWeasyPrint  # noqa: E402
from measuring import PROFILES, WIDEST, Measures, measure  # noqa: E402

Maker = ByJianbao | ByTypst | ByChromium


def main() -> None:
    """Make, measure and print."""
    options = argparse.ArgumentParser(prog="benchmarks/paper")
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--keep", type=Path, help="a folder for the three PDFs")
    given = options.parse_args()
    # of the fonts that Chromium draws instead of embedding
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    loaded, issue = read_sample()
    bulletin = describe(loaded, issue)
    with tempfile.TemporaryDirectory() as temporary:
        chromium, typst = ByChromium(bulletin, Path(temporary)), ByTypst(bulletin, Path(temporary))
        ours = ByJianbao(loaded, issue)
        makers: tuple[Maker, ...] = (ours, typst, chromium)
        firsts = [next(iter(maker.times(1))) for maker in makers]
        papers = [maker.make() for maker in makers]
        alone = ByWeasyPrint(ours.given(), Path(temporary))
        list(alone.times(2))
        *times, below = _take_turns((*makers, alone), given.runs)
        alone.close()
        plain = list(typst.plain_times(5))
        command = min(chromium.command_times(3))
        chromium.close()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        for maker, content in zip(makers, papers, strict=True):
            (given.keep / f"{maker.name.lower()}.pdf").write_bytes(content)
    measured = [measure(content, bulletin) for content in papers]
    versions = "; ".join((*(maker.version for maker in makers), f"Python {platform.python_version()}"))
    lines = (
        *_table(makers, measured, times, firsts),
        "",
        f"WeasyPrint alone, with the same HTML, style sheet and pictures: {_compared(below, times[1])}.",
        f"Chromium as a command of its own, browser start included: {command:.2f} s.",
        f"Typst called plainly, fonts looked up anew: {min(plain) * 1000:.0f} to {max(plain) * 1000:.0f} ms.",
        f"{time.strftime('%Y-%m-%d')}, {given.runs} runs in turns: {versions}.",
    )
    sys.stdout.write("\n".join(lines) + "\n")


def _compared(spent: list[float], typst: list[float]) -> str:
    return f"{min(spent) * 1000:.0f} ms at least, {min(spent) / min(typst):.1f} × Typst"


def _take_turns(makers: tuple[Maker | ByWeasyPrint, ...], runs: int) -> list[list[float]]:
    """Return the seconds of each maker's runs, which follow each other in turn."""
    going = [maker.times(runs) for maker in makers]
    rounds = [[next(times) for times in going] for _ in range(runs)]
    return [list(times) for times in zip(*rounds, strict=True)]


def _table(
    makers: tuple[Maker, ...], measured: list[Measures], times: list[list[float]], firsts: list[float]
) -> Iterator[str]:
    yield "| | " + " | ".join(maker.name for maker in makers) + " |"
    yield "|---" * (len(makers) + 1) + "|"
    for name, cells in _rows(measured):
        yield f"| {name} | " + " | ".join(cells) + " |"
    typst = next(spent for maker, spent in zip(makers, times, strict=True) if maker.name == "Typst")
    for name, of in (("least", min), ("median", statistics.median)):
        cells = [f"{of(spent) * 1000:.0f} ms ({of(spent) / of(typst):.1f} × Typst)" for spent in times]
        yield f"| time in a warm process, {name} | " + " | ".join(cells) + " |"
    yield "| first in its process | " + " | ".join(f"{first * 1000:.0f} ms" for first in firsts) + " |"


def _rows(measured: list[Measures]) -> Iterator[tuple[str, list[str]]]:
    yield "full lines flush at the right within 0.5 pt", [_share(m.flush) for m in measured]
    yield "lines that begin with a mark that may not", [str(m.starts) for m in measured]
    yield "lines that end with a mark that may not", [str(m.ends) for m in measured]
    yield "—— or …… split", [str(m.splits) for m in measured]
    yield (
        f"lines opened by more than {WIDEST:.0%} (widest)",
        [f"{m.wide[0]} ({m.widest:.0%})" for m in measured],
    )
    yield "marks at line end that take half their width", [_share(m.halved) for m in measured]
    yield "contents with the right page", [_share(m.contents) for m in measured]
    yield "paragraphs that can be copied as written", [_share(m.copied) for m in measured]
    yield "structure tree", ["yes" if m.tagged else "no" for m in measured]
    yield "figures with alternative text", [_share(m.figures) for m in measured]
    for profile, name in PROFILES.items():
        yield (
            f"{name}: rules broken, page-validation / veraPDF",
            [" / ".join(map(str, m.failed[profile])) for m in measured],
        )
    yield "pages", [str(m.pages) for m in measured]
    yield "size", [f"{m.size / 1000:.0f} kB" for m in measured]


def _share(share: tuple[int, int]) -> str:
    return f"{share[0]} of {share[1]}"


if __name__ == "__main__":
    main()
