"""What whoever types `stats` may rely on."""

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.typesetting.reading import read_written

ROOT = Path(__file__).parent.parent


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the sample, one item of which is internal."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    item = tmp_path / "content/items/2020/trade-unions.yml"
    item.write_text(item.read_text("utf-8") + "\nvisibility: internal\n", "utf-8")
    return tmp_path


def stats(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-m", "jianbao", "stats", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_without_more_words_the_league_of_all_years_is_shown(desk: Path) -> None:
    done = stats(cwd=desk)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[:2] == ["简报 印发版", "采用情况（历年）"]
    assert lines[3].split() == ["名次", "单位", "2020年", "积分"]
    assert lines[5].split() == ["1", "甘肃省新冠肺炎疫情联防联控领导小组", "3", "3"]


def test_csv_goes_to_standard_output_and_nothing_else_does(desk: Path) -> None:
    done = stats("2020", "--by", "region", "--format", "csv", cwd=desk)
    assert done.stdout.startswith(b"\xef\xbb\xbf")
    table = rows(done.stdout)
    assert table[0] == ["编号", "地区", "上级", "条数"]
    assert ["620000", "甘肃省", "", "6"] in table
    assert not (desk / "print").exists()


def test_public_edition_leaves_out_what_is_internal(desk: Path) -> None:
    shown = {
        edition: rows(stats("--by", "topic", "--format", "csv", "--edition", edition, cwd=desk).stdout)[-1][
            -1
        ]
        for edition in ("public", "holders")
    }
    assert shown == {"public": "5", "holders": "6"}


def test_papers_of_a_year_are_put_below_print_and_dated_as_told(desk: Path) -> None:
    done = stats("2020", "--format", "pdf", "--as-of", "2021-01-08", "--print", "private", cwd=desk)
    assert done.returncode == 0, done.stderr
    folder = desk / "private/2020"
    assert sorted(file.name for file in folder.iterdir()) == ["2020-adoption.pdf", "2020-index.pdf"]
    circular, index = (
        read_written((folder / f"2020-{name}.pdf").read_bytes()) for name in ("adoption", "index")
    )
    assert "2021年1月8日" in circular.pages[-1].stream(262)
    assert "甘肃省各级工会多措并举助力企业复工复产" in index.pages[0].stream(262)
    public = stats("2020", "--format", "pdf", "--edition", "public", "--print", "open", cwd=desk)
    assert public.returncode == 0, public.stderr
    written = read_written((desk / "open/2020/2020-index.pdf").read_bytes())
    assert "工会" not in written.pages[0].stream(262)


def test_circular_alone_is_made_without_setting_the_issues(desk: Path) -> None:
    done = stats("2020", "--by", "adoption", "--format", "pdf", cwd=desk)
    assert [file.name for file in (desk / "print/2020").iterdir()] == ["2020-adoption.pdf"]
    assert b"issue PDFs" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "pdf"), "stats 2020 --format pdf"),
        (("2020", "--by", "region", "--format", "pdf"), "stats 2020 --format pdf"),
        (("1999",), "there is no item or issue of 1999"),
        (("1999", "--format", "pdf"), "no issue of 1999"),
        (("--by", "weather"), "weather"),
    ],
)
def test_wrong_command_line_is_exit_2_and_says_what_is_right(
    desk: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = stats(*arguments, cwd=desk)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
