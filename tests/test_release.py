"""What is published changes all at once, or not at all."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jianbao.diagnostics import Busy, EnvironmentFault, UsageFault
from jianbao.exchange import exchange
from jianbao.release import CHECKSUMS, lost_addresses, roll_back, stage_release, write_file


def publish(site: Path, **files: str) -> None:
    with stage_release(site) as stage:
        for name, text in files.items():
            (stage / name).write_text(text)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".releases")}


def test_publishes_what_a_build_wrote_with_its_checksums(tmp_path: Path) -> None:
    publish(tmp_path / "site", index="new")
    digest = hashlib.sha256(b"new").hexdigest()
    assert (tmp_path / "site" / CHECKSUMS).read_text() == f"{digest}  index\n"


def test_the_new_replaces_the_old_as_a_whole(tmp_path: Path) -> None:
    publish(tmp_path / "site", index="old", gone="old")
    publish(tmp_path / "site", index="new")
    assert names_in(tmp_path / "site") == {"index", CHECKSUMS}
    assert names_in(tmp_path) == {"site"}


def test_a_failed_build_leaves_the_old_untouched(tmp_path: Path) -> None:
    publish(tmp_path / "site", index="old")
    with pytest.raises(FileNotFoundError):
        publish(tmp_path / "site", **{"index": "half", "no/such/folder": ""})
    assert (tmp_path / "site" / "index").read_text() == "old"
    assert names_in(tmp_path) == {"site"}


def test_a_foreign_folder_is_set_aside_and_never_lost(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")
    publish(tmp_path / "site", index="new")
    assert (tmp_path / "site" / "index").read_text() == "new"
    assert (tmp_path / "site.before" / "thesis.txt").read_text() == "years of work"


def test_a_second_build_is_told_that_one_is_running(tmp_path: Path) -> None:
    with stage_release(tmp_path / "site"), pytest.raises(Busy), stage_release(tmp_path / "site"):
        pass


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom jianbao.release import stage_release\n"
        "with stage_release(Path(sys.argv[1])) as stage:\n"
        "    (stage / 'index').write_text('half')\n    print('ready', flush=True)\n    time.sleep(60)\n"
    )
    site = tmp_path / "site"
    publish(site, index="old")
    with subprocess.Popen([sys.executable, "-c", script, str(site)], stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        build.stdout.readline()
        build.kill()
    assert (site / "index").read_text() == "old"
    publish(site, index="new")
    assert (site / "index").read_text() == "new"
    assert names_in(tmp_path) == {"site"}


def test_readers_always_find_a_whole_release(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, index="0", twin="0")
    reader = (
        "import sys\nfrom pathlib import Path\nsite = Path(sys.argv[1])\nreads = missing = 0\n"
        "while not (site.parent / 'stop').exists():\n"
        "    try:\n        (site / 'index').read_bytes()\n        reads += 1\n"
        "    except FileNotFoundError:\n        missing += 1\n"
        "print(reads, missing)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(site)], stdout=subprocess.PIPE, text=True
    ) as polling:
        time.sleep(0.2)
        for number in range(100):
            publish(site, index=str(number), twin=str(number))
        (tmp_path / "stop").touch()
        reads, missing = map(int, (polling.stdout or sys.stdin).read().split())
    assert reads > 0
    assert missing == 0


def publish_each(site: Path, *texts: str) -> None:
    for text in texts:
        with stage_release(site, keep=3) as stage:
            (stage / "index").write_text(text)


def test_the_last_three_releases_can_be_served_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2", "3", "4", "5")
    served = []
    for left in (2, 1, 0):
        assert roll_back(site) == left
        served.append((site / "index").read_text())
    assert served == ["4", "3", "2"]
    with pytest.raises(UsageFault, match="no earlier release"):
        roll_back(site)
    assert (site / "index").read_text() == "2"


def test_a_rollback_serves_again_where_nothing_is_served(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    shutil.rmtree(site)
    assert roll_back(site) == 0
    assert (site / "index").read_text() == "1"


def test_a_rollback_sets_a_foreign_folder_aside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    shutil.rmtree(site)
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    told: list[Path] = []
    roll_back(site, set_aside=told.append)
    publish_each(site, "3", "4")
    assert told == [tmp_path / "site.before"]
    assert (tmp_path / "site.before" / "thesis.txt").read_text() == "years of work"
    assert (site / "index").read_text() == "4"


def test_after_a_rollback_publishing_goes_on(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    roll_back(site)
    publish_each(site, "3")
    assert (site / "index").read_text() == "3"
    roll_back(site)
    assert (site / "index").read_text() == "1"


def test_a_failed_build_leaves_the_kept_releases_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    with pytest.raises(FileNotFoundError), stage_release(site, keep=3) as stage:
        (stage / "no/such").write_text("")
    roll_back(site)
    assert (site / "index").read_text() == "1"


@pytest.mark.parametrize("at_once", [True, False])
def test_an_interruption_after_the_exchange_costs_no_kept_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")

    def interrupted(stage: Path, target: Path) -> None:
        exchange(stage, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("jianbao.release.exchange", interrupted)
        if not at_once:
            patched.setattr("jianbao.exchange._exchange_at_once", lambda *_: False)
        with pytest.raises(KeyboardInterrupt):
            publish_each(site, "3")
    assert (site / "index").read_text() == "3"
    assert roll_back(site) == 1
    assert (site / "index").read_text() == "2"


def test_a_build_killed_after_the_exchange_costs_no_kept_release(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom jianbao import release\n"
        "exchange = release.exchange\n"
        "def killed(stage, target):\n    exchange(stage, target)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "release.exchange = killed\n"
        "with release.stage_release(Path(sys.argv[1]), keep=3) as stage:\n"
        "    (stage / 'index').write_text('3')\n"
    )
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    assert subprocess.run([sys.executable, "-c", script, str(site)], check=False).returncode < 0
    publish_each(site, "4")
    served = []
    for _ in range(3):
        roll_back(site)
        served.append((site / "index").read_text())
    assert served == ["3", "2", "1"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_rollback_that_is_killed_leads_no_later_one_forward(when: str, tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom jianbao import release\n"
        "exchange = release.exchange\n"
        "def killed(stage, target):\n    if sys.argv[2] == 'after':\n        exchange(stage, target)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "release.exchange = killed\nrelease.roll_back(Path(sys.argv[1]))\n"
    )
    site = tmp_path / "site"
    publish_each(site, "1", "2", "3")
    assert subprocess.run([sys.executable, "-c", script, str(site), when], check=False).returncode < 0
    served = [(site / "index").read_text()]
    for _ in range(2 if when == "before" else 1):
        roll_back(site)
        served.append((site / "index").read_text())
    assert served == (["3", "2", "1"] if when == "before" else ["2", "1"])


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda lock: lock.symlink_to("/dev/null")])
def test_what_is_no_lock_file_holds_no_build(make: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / ".site.releases").mkdir()
    make(tmp_path / ".site.releases/lock")
    with pytest.raises((EnvironmentFault, OSError), match="lock"):
        publish(tmp_path / "site", index="1")
    assert not (tmp_path / "site").exists()


def test_writes_one_file_whole_beside_the_others(tmp_path: Path) -> None:
    write_file(tmp_path / "print" / "a.pdf", b"one")
    write_file(tmp_path / "print" / "a.pdf", b"two")
    assert (tmp_path / "print" / "a.pdf").read_bytes() == b"two"
    assert names_in(tmp_path / "print") == {"a.pdf"}


def test_an_interruption_at_any_step_never_costs_a_foreign_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    renamed = Path.rename
    for step in range(1, 6):
        site.mkdir(exist_ok=True)
        (site / "thesis.txt").write_text("years of work")
        (site / CHECKSUMS).unlink(missing_ok=True)
        left = iter(range(step - 1, -1, -1))

        def rename(self: Path, target: Path, left: Iterator[int] = left) -> Path:
            if not next(left, 1):
                raise KeyboardInterrupt
            return renamed(self, target)

        with monkeypatch.context() as patched:
            patched.setattr("jianbao.exchange._exchange_at_once", lambda *_: False)
            patched.setattr(Path, "rename", rename)
            with contextlib.suppress(KeyboardInterrupt):
                publish(site, index="half")
        publish(site, index="new")
        assert (site / "index").read_text() == "new"
        theirs = list(tmp_path.rglob("thesis.txt"))
        assert len(theirs) == step, f"lost at step {step}"


@pytest.mark.parametrize("word", ["publish", "roll back"])
def test_a_release_taken_from_its_place_by_a_killed_build_goes_back(word: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    site.rename(tmp_path / ".site.releases/building-aside")
    if word == "publish":
        with pytest.raises(FileNotFoundError):
            publish(site, **{"no/such/folder": ""})
        assert (site / "index").read_text() == "2"
    else:
        roll_back(site)
        assert (site / "index").read_text() == "1"


def test_what_others_put_beside_the_releases_is_none(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_each(site, "1", "2")
    workspace = tmp_path / ".site.releases"
    (workspace / "²").mkdir()
    (workspace / "7").write_text("")
    (workspace / "building").write_text("")
    publish_each(site, "3")
    roll_back(site)
    assert (site / "index").read_text() == "2"


def test_a_list_of_checksums_that_is_no_text_does_not_stop_a_build(tmp_path: Path) -> None:
    publish(tmp_path / "site", index="1")
    (tmp_path / "site" / CHECKSUMS).write_bytes(b"\xff\xfe")
    assert lost_addresses(tmp_path / "site", tmp_path) == ()
