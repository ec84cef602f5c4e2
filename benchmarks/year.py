"""A year of 50 issues with 300 items: how long each stage of a build takes.

    .venv/bin/python benchmarks/year.py [FOLDER]

Makes the content in FOLDER (a temporary one unless given) from the paragraphs of the sample, with titles,
numbers and dates of its own; builds it twice, the second time with a full store; prints both tables.
"""

import datetime as dt
import itertools
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "content"
ISSUES = 50
ITEMS_EACH = 6


def paragraphs() -> list[str]:
    """Return the sample's paragraphs of plain text."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((SAMPLE / "items").rglob("*.yml"))]
    lines = (line.strip() for text in texts for line in text.splitlines() if line.startswith("  "))
    return [line for line in lines if len(line) > 60 and "](" not in line and ": " not in line]


def write_year(folder: Path) -> None:
    """Write a publication of one year: an issue a week, six items each, 500 to 1,500 characters an item."""
    chance = random.Random(2021)
    for name in ("publication", "regions", "topics", "sources"):
        shutil.copy(SAMPLE / f"{name}.yml", folder / f"{name}.yml")
    regions = [
        line.split('"')[1] for line in (SAMPLE / "regions.yml").read_text("utf-8").splitlines() if '"' in line
    ]
    source, topic = "甘肃省政府妇儿工委办公室", "规划监测"
    texts = paragraphs()
    (folder / "items" / "2021").mkdir(parents=True)
    (folder / "issues").mkdir()
    for number in range(1, ISSUES + 1):
        day = dt.date(2021, 1, 4) + dt.timedelta(days=7 * (number - 1))
        ids = [f"2021/{number:02}-{item}" for item in range(1, ITEMS_EACH + 1)]
        for item_id, place in zip(ids, itertools.cycle(chance.sample(regions, 6)), strict=False):
            body = "\n\n".join(f"  {text}" for text in chance.sample(texts, chance.randint(3, 8)))
            (folder / "items" / f"{item_id}.yml").write_text(
                f"title: 第{number}周工作动态之{item_id[-1]}\nsource: {source}\nregion: {place}\n"
                f"topic: {topic}\ndate: {day}\nbody: |\n{body}\n",
                encoding="utf-8",
            )
        listed = "\n".join(f"  - {item_id}" for item_id in ids)
        (folder / "issues" / f"2021-{number:02}.yml").write_text(
            f"number: {number}\nyear: 2021\ndate: {day}\nstatus: issued\ncontents:\n{listed}\n",
            encoding="utf-8",
        )


def build(content: Path, site: Path) -> None:
    """Run a build as anybody would."""
    command = (sys.executable, "-m", "jianbao", "build", "--content", str(content), "--site", str(site))
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Make the year and build it twice."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        content = folder / "content"
        content.mkdir(parents=True)
        write_year(content)
        for _ in range(2):
            build(content, folder / "site")


if __name__ == "__main__":
    main()
