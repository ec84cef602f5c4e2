"""The search over 5,000 items: how long its index takes, how large it is, and what queries load.

    .venv/bin/python -P benchmarks/search.py [ITEMS]

Makes an archive of so many items of 800 characters and the index of its search, builds the sample for the
page around it, and asks the queries of tests/browser in Chromium, each twice in a browser that has nothing
kept: at once, and typed on a page that is there. Writes bytes as the wire carries them, the heaviest first.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]

from conftest import build_sample, frame_around  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from search_archive import an_archive, records_of  # noqa: E402
from serving import serving  # noqa: E402
from test_search_queries import QUERIES  # noqa: E402
from weighing import Weight, weigh  # noqa: E402

from jianbao.setup.testing import find_browser  # noqa: E402


def main() -> None:
    """Measure and report."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as made:
        sample, large = Path(made) / "sample", Path(made) / "large"
        build_sample(sample)
        records = records_of(an_archive(count))
        begun = time.perf_counter()
        frame_around(records, sample, large)
        sys.stdout.write(
            f"{count} items, {len(records)} records: index in {time.perf_counter() - begun:.1f} s\n"
        )
        files = [file for file in (large / "search").rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        sys.stdout.write(f"{size / 1e6:.1f} MB in {len(files)} files\n")
        with serving(large) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser())
            weights = weigh(browser, served, QUERIES)
    report(weights)


def report(weights: list[Weight]) -> None:
    """Write what each query loads, and the middle and the greatest of all."""
    for weight in sorted(weights, key=lambda weight: weight.first, reverse=True):
        sys.stdout.write(f"{weight.first:9,} {weight.then:9,}  {weight.query}\n")
    first, then = [weight.first for weight in weights], [weight.then for weight in weights]
    sys.stdout.write(f"{median(first):9,.0f} {median(then):9,.0f}  median\n")
    sys.stdout.write(f"{max(first):9,} {max(then):9,}  greatest\n")


if __name__ == "__main__":
    main()
