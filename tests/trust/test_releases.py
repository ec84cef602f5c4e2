"""What is published is whole, whatever happens to a build (checks 19 to 21, 23, 26)."""

import hashlib
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import BASE, ITEM, content_in, write
from trust_figures import ROOT, Leave

from jianbao.record.verifying import check_folder
from jianbao.release import CHECKSUMS, roll_back, stage_release

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
PUBLISH = """
import sys, time
from pathlib import Path
from jianbao.release import stage_release
site, text, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("begun", flush=True)
with stage_release(site, keep=3) as stage:
    for n in range(number):
        (stage / f"{n}.html").write_text(text)
"""


def publishing(site: Path, text: str, number: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PUBLISH, str(site), text, str(number)]
    return subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def texts_in(site: Path) -> set[str]:
    return {file.read_text(encoding="utf-8") for file in site.glob("*.html")}


@pytest.mark.long
@pytest.mark.check(19)
def test_a_killed_build_leaves_a_whole_release(tmp_path: Path, leave: Leave) -> None:
    site, chance = tmp_path / "site", random.Random(19)
    assert publishing(site, "0", 400).wait() == 0
    killed = 0
    for attempt in range(1, 201):
        with publishing(site, str(attempt), 400) as build:
            assert build.stdout is not None
            build.stdout.readline()
            time.sleep(chance.uniform(0, 0.12))
            killed += build.poll() is None
            build.kill()
        assert not list(check_folder(site)), attempt
        assert len(texts_in(site)) == 1, attempt
    assert killed > 100, "most were killed while they built"
    with publishing(site, "last", 400) as build:
        assert build.wait() == 0
    assert texts_in(site) == {"last"}
    roll_back(site)
    leave(f"200 of 200 whole ({killed} killed while they built); the next build succeeded")


def build(content: Path, site: Path, **more: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "jianbao", "--content", str(content), "--site", str(site)]
    return subprocess.run(
        command, env=ENVIRONMENT, cwd=site.parent, capture_output=True, text=True, check=False, **more
    )


def limit_files_to(size: int) -> Callable[[], None]:
    """Let a process write no file beyond a size, as on a disk without room (RLIMIT_FSIZE)."""

    def limit() -> None:
        import signal  # noqa: PLC0415 (after the fork)

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.long
@pytest.mark.check(20)
def test_a_disk_without_room_leaves_no_half_file(tmp_path: Path, leave: Leave) -> None:
    content, site = content_in(tmp_path), tmp_path / "site"
    assert build(content, site).returncode == 0
    before = (site / CHECKSUMS).read_bytes()
    for size in (int(100 * 1.5**n) for n in range(20)):
        done = build(content, site, preexec_fn=limit_files_to(size))
        assert done.returncode == 3, (size, done.stderr)
        assert "Traceback" not in done.stderr
        assert not list(check_folder(site))
    assert (site / CHECKSUMS).read_bytes() == before
    leave("20 sizes: exit 3, the site as it was")


@pytest.mark.check(20)
@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="nothing is closed to root")
def test_folders_that_may_not_be_written_or_read(leave: Leave) -> None:
    folder = Path(tempfile.mkdtemp())  # others may look into it, unlike pytest's own
    content, site = content_in(folder), folder / "closed" / "site"
    site.parent.mkdir()
    site.parent.chmod(0o500)
    (content / "items/2020/books.yml").chmod(0)
    folder.chmod(0o755)
    as_nobody = "from jianbao.release import stage_release; from pathlib import Path; import sys\n"
    code = as_nobody + (
        "try:\n    with stage_release(Path(sys.argv[1])): pass\n"
        "except OSError as error:\n    print(error.strerror)\n"
        "from jianbao.load import read_publication\n"
        "try:\n    read_publication(Path(sys.argv[2]))\nexcept Exception as error:\n    print(error)\n"
    )
    user = ("setpriv", "--reuid=65534", "--clear-groups") if os.getuid() == 0 else ()
    command = [*user, sys.executable, "-c", code, str(site), str(content)]
    done = subprocess.run(command, env=ENVIRONMENT, cwd="/", capture_output=True, text=True, check=False)
    site.parent.chmod(0o700)
    assert "Permission denied" in done.stdout, done
    assert "books.yml:1:1: the file cannot be read" in done.stdout
    assert not site.exists()
    shutil.rmtree(folder)
    leave("2 of 2 closed folders said so")


@pytest.mark.check(21)
@pytest.mark.parametrize("rounds", [pytest.param(50, marks=pytest.mark.long), 3])
def test_of_two_builds_one_publishes_and_the_other_is_told(rounds: int, tmp_path: Path, leave: Leave) -> None:
    site = tmp_path / "site"
    slow = PUBLISH.replace("    for n in", "    time.sleep(0.5)\n    for n in")
    for attempt in range(rounds):
        command = [sys.executable, "-c", slow, str(site), str(attempt), "3"]
        pair = [
            subprocess.Popen(
                command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(2)
        ]
        said = [build.communicate()[1] for build in pair]
        assert sorted(build.returncode for build in pair) == [0, 1], said
        assert sum("another build is running" in text for text in said) == 1
        assert not list(check_folder(site))
    leave(f"{rounds} of {rounds}")


@pytest.mark.check(23)
@pytest.mark.parametrize("times", [pytest.param(1000, marks=pytest.mark.long), 50])
def test_readers_never_meet_a_missing_page_or_two_releases(times: int, tmp_path: Path, leave: Leave) -> None:
    site = tmp_path / "site"

    def publish(text: str) -> None:
        with stage_release(site) as stage:
            for name in "abc":
                (stage / f"{name}.html").write_text(text)

    publish("0")
    done, failed, reads = threading.Event(), [], 0

    def read() -> None:
        nonlocal reads
        while not done.is_set():
            try:
                folder = os.open(site, os.O_RDONLY)
                found = set()
                for name in "abc":
                    file = os.open(f"{name}.html", os.O_RDONLY, dir_fd=folder)
                    found.add(os.read(file, 99))
                    os.close(file)
                os.close(folder)
                (site / "a.html").read_text()
            except FileNotFoundError as error:
                # a folder opened before it was replaced may be emptied while it is read: look again by name
                if not (site / "a.html").is_file():
                    failed.append(str(error))
                continue
            if len(found) != 1:
                failed.append(f"mixed: {found}")
            reads += 4

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(times):
        publish(str(number))
    done.set()
    reader.join()
    assert failed == []
    assert reads > times
    leave(f"0 of {reads:,} reads during {times:,} publications")


@pytest.mark.check(26)
def test_no_address_is_lost_in_silence(tmp_path: Path, leave: Leave) -> None:
    content, site = content_in(tmp_path), tmp_path / "site"
    text = (BASE / ITEM).read_text(encoding="utf-8")
    for number in range(50):
        write(f"items/2021/n{number}.yml", text.replace("手中", f"手中之{number}"))(content)
    assert build(content, site).returncode == 0
    for number in range(50):
        file = content / f"items/2021/n{number}.yml"
        if number % 2:
            moved = file.rename(content / f"items/2021/moved{number}.yml")
            moved.write_text(moved.read_text("utf-8") + f"aliases: [2021/n{number}]\n", "utf-8")
        else:
            file.unlink()
    done = build(content, site)
    assert done.returncode == 0, done.stderr
    named = set(re.findall(r"items/(2021/n\d+)/: warning: this was published and is gone", done.stderr))
    assert named == {f"2021/n{number}" for number in range(0, 50, 2)}
    for number in range(1, 50, 2):
        page = (site / f"items/2021/n{number}/index.html").read_text(encoding="utf-8")
        assert f"../moved{number}/" in page
    leave("25 moved lead on, 25 removed are named; with --strict they stop the build")


def tree_of(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


CIRCUMSTANCES: dict[str, dict[str, str]] = {
    "another folder": {},
    "400 days later": {"AS_OF": "2021-06-05"},
    "another zone": {"TZ": "America/St_Johns"},
    "another locale": {"LC_ALL": "C", "LANG": "C"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "another user": {"HOME": "/nonexistent", "USER": "someone", "LOGNAME": "someone"},
    "another umask": {"UMASK": "77"},
    "one processor": {"PROCESSORS": "1"},
}


@pytest.mark.long
@pytest.mark.check(17)
def test_the_same_content_gives_the_same_site(tmp_path: Path, leave: Leave) -> None:
    sites = _sites(tmp_path)
    first = tree_of(sites[0])
    different = {name for site in sites[1:] for name in _differing(first, tree_of(site))}
    assert different == set()
    leave(f"8 circumstances, {len(first)} files: 0 differ")


@pytest.mark.long
@pytest.mark.check(18)
def test_the_same_content_gives_the_same_papers(tmp_path: Path, leave: Leave) -> None:
    folders = _sites(tmp_path, "print", "2020-03")
    first = tree_of(folders[0])
    different = {name for folder in folders[1:] for name in _differing(first, tree_of(folder))}
    assert different == set()
    leave(f"8 circumstances, {len(first)} files of the print package: 0 differ")


def _differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _sites(tmp_path: Path, *word: str) -> list[Path]:
    """Build the sample as it is, and once in each circumstance, without a store."""
    made = []
    for number, (name, changed) in enumerate({"as it is": {}, **CIRCUMSTANCES}.items()):
        folder = tmp_path / f"{number}{'/deep/er' if name == 'another folder' else ''}"
        shutil.copytree(ROOT / "content", folder / "content")
        environment = {**ENVIRONMENT, **changed, "JIANBAO_CACHE": str(folder / "store")}
        as_of = environment.pop("AS_OF", "2020-05-01")
        umask = int(environment.pop("UMASK", "22"), 8)
        processors = environment.pop("PROCESSORS", "")
        limit = ("taskset", "-c", "0") if processors and shutil.which("taskset") else ()
        command = [*limit, sys.executable, "-m", "jianbao", *word, "--as-of", as_of]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, umask=umask, check=False
        )
        assert done.returncode == 0, (name, done.stderr)
        made.append(folder / ("print" if word else "site"))
    return made
