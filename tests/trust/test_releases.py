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
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import BASE, ITEM, TEXT, content_in, write
from trust_figures import ROOT, Leave

from jianbao.record.verifying import check_folder
from jianbao.release import CHECKSUMS, stage_release

TITLE = "爱心书籍送到留守儿童手中"
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


def command_of(content: Path, site: Path) -> list[str]:
    return [sys.executable, "-m", "jianbao", "--content", str(content), "--site", str(site)]


def build(content: Path, site: Path, store: str = "", **more: object) -> "subprocess.CompletedProcess[str]":
    environment = {**ENVIRONMENT, **({"JIANBAO_CACHE": store} if store else {})}
    return subprocess.run(
        command_of(content, site),
        env=environment, cwd=site.parent, capture_output=True, text=True, check=False, **more,
    )  # fmt: skip


def retitle(content: Path, word: str) -> None:
    """Change what one page says, so that a release can be told from the one before."""
    write(ITEM, TEXT.replace(TITLE, f"{TITLE}之{word}"))(content)


def word_in(site: Path) -> str:
    page = (site / "items/2020/books/index.html").read_text(encoding="utf-8")
    return re.findall(rf"<h1[^>]*>{TITLE}之(\w+)", page)[0]


@pytest.mark.check(19)
@pytest.mark.parametrize("times", [pytest.param(200, marks=pytest.mark.long), 3])
def test_a_killed_build_leaves_a_whole_release_and_the_next_succeeds(
    times: int, tmp_path: Path, leave: Leave
) -> None:
    content, site, chance = content_in(tmp_path), tmp_path / "site", random.Random(19)
    retitle(content, "0")
    assert build(content, site).returncode == 0
    started = time.monotonic()
    assert build(content, site).returncode == 0
    took, before, killed = time.monotonic() - started, "0", 0
    for attempt in map(str, range(1, times + 1)):
        retitle(content, attempt)
        with subprocess.Popen(
            command_of(content, site), env=ENVIRONMENT, cwd=tmp_path, stderr=subprocess.DEVNULL
        ) as under_way:
            # at a random moment of its share of a build, so that few attempts too meet one under way
            time.sleep((int(attempt) - chance.random()) / times * took)
            killed += under_way.poll() is None
            under_way.kill()
        assert not list(check_folder(site)), attempt
        assert word_in(site) in {before, attempt}
        assert build(content, site).returncode == 0, attempt
        assert not list(check_folder(site)), attempt
        assert word_in(site) == attempt
        before = attempt
    assert killed >= times // 2, "builds were killed while they were under way"
    leave(f"{times} of {times} whole ({killed} killed in time), {times} next builds published")


def limit_files_to(size: int) -> Callable[[], None]:
    """Let a process write no file beyond a size, as on a disk without room (RLIMIT_FSIZE)."""

    def limit() -> None:
        import signal  # noqa: PLC0415 (after the fork)

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.check(20)
@pytest.mark.parametrize("times", [pytest.param(20, marks=pytest.mark.long), 2])
def test_a_disk_without_room_leaves_no_half_file(times: int, tmp_path: Path, leave: Leave) -> None:
    content, site = content_in(tmp_path), tmp_path / "site"
    assert build(content, site).returncode == 0
    before = (site / CHECKSUMS).read_bytes()
    largest = max(file.stat().st_size for file in site.rglob("*") if file.is_file())
    for number in range(times):
        size = int(0.9 * largest / 1.5**number)
        store = str(tmp_path / f"store{number}")
        done = build(content, site, store=store, preexec_fn=limit_files_to(size))
        assert done.returncode == 3, (size, done.stderr)
        assert "Traceback" not in done.stderr
        assert not list(check_folder(site))
    assert (site / CHECKSUMS).read_bytes() == before
    leave(f"{times} sizes of file: exit 3, the site as it was")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, in memory, whose size can be changed; for those who may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(("mount", "-t", "tmpfs", "none", folder), capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(("umount", folder), check=True)


@pytest.mark.check(20)
@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root mounts a disk")
@pytest.mark.parametrize("times", [pytest.param(20, marks=pytest.mark.long), 2])
def test_a_full_disk_leaves_what_was_there(times: int, disk: Path, leave: Leave) -> None:
    content, site = content_in(disk), disk / "site"
    retitle(content, "0")
    assert build(content, site).returncode == 0
    one = room_taken(disk)
    retitle(content, "1")
    assert build(content, site).returncode == 0
    two = room_taken(disk)
    retitle(content, "2")
    for number in range(times):
        size = two + int((two - one) * 0.9 * number / times)
        subprocess.run(("mount", "-o", f"remount,size={size}", disk), check=True)
        done = build(content, site)
        assert done.returncode == 3, (size, done.stderr)
        assert "Traceback" not in done.stderr
        assert not list(check_folder(site))
        assert word_in(site) == "1"
    subprocess.run(("mount", "-o", "remount,size=0", disk), check=True)  # as much as there is
    assert build(content, site).returncode == 0
    assert word_in(site) == "2"
    leave(f"{times} sizes of disk: the same, and published once there is room")


def room_taken(disk: Path) -> int:
    """Return how many bytes a disk holds."""
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


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
    assert reads >= 5 * times
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


NOBODY = 65534
"""Nobody's number: another user than whoever runs the tests, where root does."""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder into which other users may look, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.long
@pytest.mark.check(17)
def test_the_same_content_gives_the_same_site(open_folder: Path, leave: Leave) -> None:
    sites = _sites(open_folder)
    first = tree_of(sites[0])
    different = {name for site in sites[1:] for name in _differing(first, tree_of(site))}
    assert different == set()
    leave(f"8 circumstances, {len(first)} files: 0 differ")


@pytest.mark.long
@pytest.mark.check(18)
def test_the_same_content_gives_the_same_papers(open_folder: Path, leave: Leave) -> None:
    folders = _sites(open_folder, "print", "2020-03")
    first = tree_of(folders[0])
    different = {name for folder in folders[1:] for name in _differing(first, tree_of(folder))}
    assert different == set()
    leave(f"8 circumstances, {len(first)} files of the print package: 0 differ")


def _differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _sites(base: Path, *word: str) -> list[Path]:
    """Build the sample as it is, and once in each circumstance, without a store."""
    made = []
    for number, (name, changed) in enumerate({"as it is": {}, **CIRCUMSTANCES}.items()):
        folder = base / f"{number}{'/deep/er' if name == 'another folder' else ''}"
        shutil.copytree(ROOT / "content", folder / "content")
        environment = {**ENVIRONMENT, **changed, "JIANBAO_CACHE": str(folder / "store")}
        as_of = environment.pop("AS_OF", "2020-05-01")
        umask = int(environment.pop("UMASK", "22"), 8)
        processors = environment.pop("PROCESSORS", "")
        limit = ("taskset", "-c", "0") if processors and shutil.which("taskset") else ()
        user = _as_nobody(folder) if name == "another user" else ()
        command = [*limit, *user, sys.executable, "-m", "jianbao", *word, "--as-of", as_of]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, umask=umask, check=False
        )
        assert done.returncode == 0, (name, done.stderr)
        made.append(folder / ("print" if word else "site"))
    return made


def _as_nobody(folder: Path) -> tuple[str, ...]:
    """Give a folder to another user; return what runs a command as that user, where root runs the tests.

    Programs lie where that user may not look, if they are root's own: so the user may read, and not write.
    """
    if os.getuid() != 0 or not shutil.which("setpriv"):
        return ()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    reads = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    return ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *reads)
