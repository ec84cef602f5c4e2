"""No content holds a load for more than 5 seconds of computing, or takes more than 500 MB of memory."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_content import HOSTILE

ROOT = Path(__file__).parents[2]
SECONDS = 5
MEGABYTES = 500
LOAD = """
import resource, sys
from pathlib import Path
from jianbao.diagnostics import ContentFault
from jianbao.load import read_publication

begun = resource.getrusage(resource.RUSAGE_SELF)
resource.setrlimit(resource.RLIMIT_CPU, (round(begun.ru_utime + begun.ru_stime) + int(sys.argv[2]),) * 2)
try:
    read_publication(Path(sys.argv[1]))
except ContentFault:
    pass
status = Path("/proc/self/status")
if status.exists():
    print(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
def test_is_read_or_refused_in_little_time_and_memory(tmp_path: Path, name: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/faults/base", content)
    HOSTILE[name](content)

    # the limit kills whoever computes for longer
    done = subprocess.run(
        (sys.executable, "-c", LOAD, content, str(SECONDS)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < MEGABYTES * 1024


@pytest.mark.long
def test_an_archive_of_twelve_thousand_items_is_read_in_the_same_memory(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/faults/base", content)
    text = (content / "items/2020/books.yml").read_text("utf-8")
    paragraphs = f"  {'一批书籍和文具近日送到困难留守儿童手中。' * 30}\n\n" * 3
    for number in range(12_000):
        item = text.replace("title: ", f"title: {number} ").replace("  一批", f"{paragraphs}  一批")
        (content / f"items/2020/{number}.yml").write_text(item, "utf-8")

    done = subprocess.run(
        (sys.executable, "-c", LOAD, content, "600"), cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < MEGABYTES * 1024
