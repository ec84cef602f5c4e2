"""What whoever types `ledger` and `receipts` may rely on."""

import csv
import fcntl
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.load import read_publication
from jianbao.model import CopyNumber
from jianbao.typesetting.reading import read_written

ROOT = Path(__file__).parent.parent


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the sample."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def jianbao(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    environment["PYTHONIOENCODING"] = "utf-8"
    command = [sys.executable, "-m", "jianbao", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def test_the_ledger_agrees_with_the_table_of_the_print_package(desk: Path) -> None:
    assert jianbao("print", "2020-03", cwd=desk).returncode == 0
    done = jianbao("ledger", "2020", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "160 copies, 137 recipients" in done.stderr
    *ledger, sums = rows(desk / "print/2020/ledger.csv")
    package = rows(desk / "print/2020-03/distribution.csv")
    assert [
        (row["recipient_id"], row["2020-03 first"], row["2020-03 last"], row["copies"], row["route"])
        for row in ledger
    ] == [(row["recipient_id"], row["first"], row["last"], row["copies"], row["route"]) for row in package]
    assert (sums["line"], sums["copies"], sums["2020-03 copies"]) == ("total", "160", "160")
    paper = read_written((desk / "print/2020/ledger.pdf").read_bytes())
    assert all("收件单位" in page.stream(260) for page in paper.pages), "the head stands on every page"
    assert not (desk / "site").exists()


def test_a_year_without_issues_has_no_ledger(desk: Path) -> None:
    done = jianbao("ledger", "2019", cwd=desk)
    assert done.returncode == 2
    assert "no issue of 2019" in done.stderr
    assert not (desk / "print").exists()


def test_two_commands_do_not_take_receipts_at_the_same_time(desk: Path) -> None:
    (desk / "in.csv").write_text("份号,日期\n1,2020-04-09\n", "utf-8")
    held = os.open(desk / "content", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    done = jianbao("receipts", "2020-03", "in.csv", cwd=desk)
    os.close(held)
    assert done.returncode == 75
    assert not (desk / "content/receipts").exists()


def test_receipts_go_round_until_everybody_has_answered(desk: Path) -> None:
    first = jianbao("receipts", "2020-03", cwd=desk)
    assert first.stdout.startswith("2020年第3期　未回执收件单位137个，144份\n")
    assert not (desk / "content/receipts").exists(), "to ask changes nothing"

    code = CopyNumber(issue_id="2020-03", number=1).code
    (desk / "in.csv").write_bytes(
        f"份号,日期,备注\n{code},2020-04-09,=1+1\n000003,2020-04-10,\n".encode("gb18030")
    )
    done = jianbao("receipts", "2020-03", "in.csv", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "2 receipts more, 2 in all" in done.stderr
    kept = desk / "content/receipts/2020-03.csv"
    assert [tuple(row.values()) for row in rows(kept)] == [
        ("nwcc", "1", "2020-04-09", "'=1+1"),
        ("vice-governor", "3", "2020-04-10", ""),
    ]
    left = desk / "print/2020-03/outstanding.csv"
    outstanding = rows(left)
    assert [outstanding[0][name] for name in ("recipient_id", "copies", "numbers", "route")] == [
        "nwcc",
        "1",
        "000002",
        "机要",
    ]
    assert "vice-governor" not in {row["recipient_id"] for row in outstanding}

    before = kept.read_bytes()
    again = jianbao("receipts", "2020-03", "in.csv", cwd=desk)
    assert (
        "in.csv:2:1: the receipt of nwcc, copy 000001 is in content/receipts/2020-03.csv:2:1 too"
        in again.stderr
    )
    assert "nothing new" in again.stderr
    assert kept.read_bytes() == before

    filled = (
        left.read_text("utf-8-sig").replace(",,\n", ",2020-04-11,\n").replace(",,\r\n", ",2020-04-11,\r\n")
    )
    (desk / "filled.csv").write_text(filled, "utf-8", newline="")
    done = jianbao("receipts", "2020-03", "filled.csv", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2020年第3期　回执已全部收回\n"
    assert rows(left) == []
    assert read_publication(desk / "content").warnings == (), "the loader knows receipts"


def test_a_table_with_a_fault_is_not_taken_at_all(desk: Path) -> None:
    (desk / "in.csv").write_text("id,date\nnwcc,2020-04-09\nnobody,2020-04-09\nlanzhou,gestern\n", "utf-8")
    done = jianbao("receipts", "2020-03", "in.csv", cwd=desk)
    assert done.returncode == 1
    assert [line.split(" ")[0] for line in done.stderr.splitlines()[:2]] == ["in.csv:3:1:", "in.csv:4:9:"]
    assert not (desk / "content/receipts").exists()
    assert not (desk / "print").exists()


def test_what_is_listed_after_a_package_was_made_is_among_its_checksums(desk: Path) -> None:
    folder = desk / "print/2020-03"
    folder.mkdir(parents=True)
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  z.txt\n", "utf-8")
    for _ in range(2):
        assert jianbao("receipts", "2020-03", cwd=desk).returncode == 0
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert names == ["outstanding.csv", "z.txt"]


def test_neither_receipts_nor_ledger_come_near_the_site(desk: Path) -> None:
    (desk / "in.csv").write_text("id,date,note\nnwcc,2020-04-09,柒玖标记\n", "utf-8")
    assert jianbao("receipts", "2020-03", "in.csv", cwd=desk).returncode == 0
    done = jianbao("build", cwd=desk)
    assert done.returncode == 0, done.stderr
    files = [file for file in (desk / "site").rglob("*") if file.is_file()]
    assert files
    assert not [f for f in files if "柒玖标记".encode() in f.read_bytes() or "receipts" in f.name]
