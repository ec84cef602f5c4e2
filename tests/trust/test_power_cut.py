"""What a power cut leaves of a release: a disk is copied while it is mounted, as the cut would find it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jianbao.record.verifying import check_folder
from jianbao.release import stage_release, write_file

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0 or not shutil.which("mkfs.ext4"),
    reason="only root mounts a disk, and mkfs.ext4 makes one",
)
COMMIT = 1
"""Seconds after which ext4 writes down what names there are (mount option `commit`)."""


def mount(image: Path, folder: Path) -> Path:
    folder.mkdir()
    options = f"loop,commit={COMMIT}"
    mounted = subprocess.run(("mount", "-o", options, image, folder), capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    image = tmp_path / "image"
    with image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    subprocess.run(("mkfs.ext4", "-q", image), check=True)
    folder = mount(image, tmp_path / "disk")
    yield folder
    subprocess.run(("umount", folder), check=True)


@pytest.fixture
def after_a_cut(disk: Path) -> Iterator[Callable[[], Path]]:
    """The disk as it would be after a power cut at this moment, read after its journal is replayed."""
    made: list[Path] = []

    def cut() -> Path:
        image = disk.with_name(f"cut-{len(made)}")
        shutil.copyfile(disk.with_name("image"), image)
        made.append(mount(image, disk.with_name(f"disk-{len(made)}")))
        return made[-1]

    yield cut
    for folder in made:
        subprocess.run(("umount", folder), check=True)


@pytest.mark.parametrize("seconds", [0, 2 * COMMIT])
def test_a_release_is_whole_after_a_power_cut(
    seconds: float, disk: Path, after_a_cut: Callable[[], Path]
) -> None:
    for word in ("one", "two"):
        with stage_release(disk / "site", keep=3) as stage:
            for number in range(20):
                (stage / f"{number}.html").write_text(word * 5000)
    time.sleep(seconds)
    site = after_a_cut() / "site"
    assert list(check_folder(site)) == []
    words = {(site / f"{number}.html").read_text()[:3] for number in range(20)}
    assert len(words) == 1


def test_a_file_of_the_record_is_whole_after_a_power_cut(disk: Path, after_a_cut: Callable[[], Path]) -> None:
    file = disk / "2020-03.lock"
    for word in ("one", "two"):
        write_file(file, word.encode() * 5000)
        time.sleep(2 * COMMIT)
        assert (after_a_cut() / file.name).read_bytes() == word.encode() * 5000
