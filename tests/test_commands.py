"""What whoever types the commands may rely on."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from jianbao.record.verifying import check_folder
from jianbao.release import write_checksums

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "content"


def jianbao(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder of its own, as a newcomer would; its output is text without colour."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "jianbao", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def tree_of(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the sample was built."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(SAMPLE, folder / "content")
    done = jianbao(cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder, to spoil."""
    shutil.copytree(built, tmp_path / "desk")
    return tmp_path / "desk"


def test_without_a_word_website_and_papers_are_built(built: Path) -> None:
    site = built / "site"
    for name in ("index.html", "404.html", "sitemap.xml", "robots.txt", "issues/2020-03/2020-03.pdf"):
        assert (site / name).is_file(), name
    assert (site / "issues/2020-03/2020-03.pdf").read_bytes().startswith(b"%PDF-")


def test_every_published_file_has_its_checksum(built: Path) -> None:
    sums = (built / "site" / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in sums}
    files = tree_of(built / "site")
    del files["SHA256SUMS"]
    assert listed == files


def test_the_same_content_gives_the_same_bytes_in_another_folder(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "content", tmp_path / "elsewhere")
    done = jianbao("--content", "elsewhere", "--site", "out/public", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert tree_of(tmp_path / "out" / "public") == tree_of(built / "site")


def test_the_time_of_each_stage_stands_at_the_end(built: Path) -> None:
    lines = jianbao(cwd=built).stderr.splitlines()
    table = lines[lines.index(next(line for line in reversed(lines) if line.startswith("fonts "))) :]
    stages = [line.split("  ")[0].strip() for line in table]
    assert (stages[0], stages[-3:-1]) == ("fonts", ["website", "total"])
    assert {"load", "record", "plan", "issue PDFs", "volumes", "pages", "search index"} <= set(stages)


def test_content_at_fault_is_exit_1_and_nothing_published_changes(desk: Path) -> None:
    before = tree_of(desk / "site")
    item = desk / "content/items/2020/left-behind-children.yml"
    item.write_text(item.read_text("utf-8").replace("source: 兰州市妇联", "source: 兰洲市妇联"), "utf-8")
    done = jianbao(cwd=desk)
    assert done.returncode == 1
    assert (
        'content/items/2020/left-behind-children.yml:2:9: unknown source "兰洲市妇联"; did you mean'
        in done.stderr
    )
    assert "Traceback" not in done.stderr
    assert tree_of(desk / "site") == before


def test_check_writes_nothing(desk: Path) -> None:
    shutil.rmtree(desk / "site")
    assert jianbao("check", cwd=desk).returncode == 0
    assert not (desk / "site").exists()
    assert not (desk / "print").exists()


@pytest.mark.parametrize(
    "arguments", [("chekc",), ("--nothing",), ("pdf",), ("pdf", "2020-99"), ("check", "--as-of", "soon")]
)
def test_a_wrong_command_line_is_exit_2(built: Path, arguments: tuple[str, ...]) -> None:
    assert jianbao(*arguments, cwd=built).returncode == 2


def test_a_content_folder_that_is_not_there_is_exit_2(tmp_path: Path) -> None:
    done = jianbao("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "--content" in done.stderr


def test_a_second_build_at_the_same_time_is_exit_75(desk: Path) -> None:
    with (desk / ".site.releases/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert jianbao(cwd=desk).returncode == 75


def test_a_disk_that_takes_nothing_is_exit_3(desk: Path) -> None:
    (desk / "full").write_text("a file where a folder should be")
    done = jianbao("--site", "full/site", cwd=desk)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_options_may_stand_before_the_word(built: Path) -> None:
    done = jianbao("--content", "content", "check", "--strict", cwd=built)
    assert done.returncode == 0, done.stderr


def test_options_may_stand_before_two_words(desk: Path) -> None:
    done = jianbao("--content", "content", "--title", "开端", "new", "item", "2020/first", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "title: 开端\n" in (desk / "content/items/2020/first.yml").read_text("utf-8")


def test_strict_lets_warnings_fail(desk: Path) -> None:
    source = desk / "content/items/2020/left-behind-children.yml"
    twin = source.read_text("utf-8").replace("title: ", "title: 再记")
    source.with_name("unplaced.yml").write_text(twin, "utf-8")
    relaxed, strict = jianbao("check", cwd=desk), jianbao("check", "--strict", cwd=desk)
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    assert "unplaced.yml:1:1: warning: the item stands in no issue" in relaxed.stderr


def test_pdf_makes_one_issue_for_its_holders_drafts_too(desk: Path) -> None:
    issue = desk / "content/issues/2020-03.yml"
    issue.write_text(issue.read_text("utf-8").replace("status: issued", "status: draft"), "utf-8")
    done = jianbao("pdf", "2020-03", "--print", "private", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert (desk / "private/2020-03/2020-03.pdf").read_bytes().startswith(b"%PDF-")


def test_pdf_adds_to_the_checksums_of_a_package(desk: Path) -> None:
    package = desk / "print/2020-03"
    package.mkdir(parents=True)
    (package / "2020-03.pdf").write_bytes(b"of the package")
    write_checksums(package)
    assert jianbao("pdf", "2020-03", cwd=desk).returncode == 0
    assert jianbao("pdf", "2020-03", "--variant", "press", cwd=desk).returncode == 0
    assert (package / "2020-03-press.pdf").is_file()
    assert list(check_folder(package)) == []


def test_an_embargo_ends_at_its_moment_in_the_publications_zone(desk: Path) -> None:
    item = desk / "content/items/2020/trade-unions.yml"
    item.write_text(item.read_text("utf-8") + "\nembargo: 2020-04-08T09:00\n", "utf-8")
    page = desk / "site/items/2020/trade-unions/index.html"
    for moment, shown in (("2020-04-08T08:59", False), ("2020-04-08T01:00Z", True)):
        done = jianbao("--as-of", moment, cwd=desk)
        assert done.returncode == 0, done.stderr
        assert page.is_file() is shown, moment


def test_new_files_are_valid_from_the_start(desk: Path) -> None:
    day = ("--as-of", "2020-05-05")
    assert jianbao("new", "item", "2020/first", "--title", "开端: “新”", *day, cwd=desk).returncode == 0
    item = desk / "content/items/2020/first.yml"
    assert jianbao("check", "--strict", cwd=desk).returncode == 0
    written = item.read_text("utf-8").replace("……", "有了开端。")
    item.write_text(written.replace("status: draft", "status: ready"), "utf-8")
    done = jianbao("new", "issue", "--as-of", "2020-05-06", cwd=desk)
    assert done.returncode == 0, done.stderr
    issue = (desk / "content/issues/2020-04.yml").read_text("utf-8")
    assert "number: 4\n" in issue
    assert "  - 2020/first\n" in issue
    assert "print_count: 160\n" in issue
    checked = jianbao("check", "--strict", cwd=desk)
    assert checked.returncode == 0, checked.stderr


def test_the_first_issue_of_a_year_begins_with_1(desk: Path) -> None:
    assert jianbao("new", "issue", "--as-of", "2021-01-04", cwd=desk).returncode == 0
    assert jianbao("check", cwd=desk).returncode == 0
    assert "number: 1\n" in (desk / "content/issues/2021-01.yml").read_text("utf-8")


@pytest.mark.parametrize("item", ["2020/left-behind-children", "../outside", "Übung", "/etc/passwd"])
def test_new_never_writes_over_a_file_or_outside_content(desk: Path, item: str) -> None:
    before = tree_of(desk)
    assert jianbao("new", "item", item, cwd=desk).returncode == 2
    assert tree_of(desk) == before


def name_font(desk: Path, role: str, family: str) -> None:
    publication = desk / "content/publication.yml"
    lines = [line for line in publication.read_text("utf-8").splitlines() if "fonts:" not in line]
    lines.insert(lines.index("print:") + 1, f"  fonts: {{{role}: {family}}}")
    publication.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_named_font_that_is_not_there_is_exit_3(desk: Path) -> None:
    name_font(desk, "fangsong", "仿宋_GB2312")
    done = jianbao(cwd=desk)
    assert done.returncode == 3
    assert "仿宋_GB2312 (for fangsong)" in done.stderr
    assert "fonts/own/" in done.stderr


def test_a_role_may_be_given_another_font_that_is_there(desk: Path) -> None:
    name_font(desk, "fangsong", "LXGW WenKai")
    done = jianbao("pdf", "2020-03", cwd=desk)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(desk / "print/2020-03/2020-03.pdf") as paper:
        fonts = {mark["fontname"] for mark in paper.pages[1].chars if "一" <= mark["text"] <= "龥"}
    assert any("LXGW" in font for font in fonts)
    assert not any("Fandol" in font for font in fonts)


@pytest.mark.parametrize(
    "options",
    [
        ("--site", "content"),
        ("--site", "content/site"),
        ("--site", "."),
        ("--site", ".."),
        ("--print", "site/print"),
        ("--print", "site"),
    ],
)
def test_folders_that_lie_within_each_other_are_refused(desk: Path, options: tuple[str, ...]) -> None:
    before = tree_of(desk)
    done = jianbao(*options, cwd=desk)
    assert done.returncode == 2, done.stderr
    assert tree_of(desk) == before


def test_whoever_had_a_folder_there_is_told_where_it_is_now(desk: Path) -> None:
    (desk / "mine").mkdir()
    (desk / "mine" / "thesis.txt").write_text("years of work")
    done = jianbao("--site", "mine", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "mine.before" in done.stderr
    assert (desk / "mine.before" / "thesis.txt").is_file()


def test_two_issues_are_not_sealed_at_the_same_time(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    held = os.open(tmp_path / "content", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    done = jianbao("issue", "2020-03", cwd=tmp_path)
    os.close(held)
    assert done.returncode == 75
    assert "another command is writing" in done.stderr
    assert not (tmp_path / "content/issues/2020-03.lock").exists()


@pytest.mark.parametrize(("where", "code"), [("2>/dev/full", 3), ("2>&-", 0), ("<&- >&- 2>&-", 0)])
def test_where_nobody_can_be_told_the_exit_code_still_counts(where: str, code: int, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    command = f'"{sys.executable}" -m jianbao check {where}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == code


def test_links_in_a_circle_are_a_fault_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = jianbao("--site", "loop", cwd=tmp_path)
    assert done.returncode == 2
    assert "leads in a circle" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "told"),
    [("concurrent.futures.process.BrokenProcessPool", "ended from outside"), ("MemoryError", "memory")],
)
def test_a_process_that_is_ended_from_outside_is_a_fault_of_the_environment(
    error: str, told: str, tmp_path: Path
) -> None:
    code = (
        "import concurrent.futures.process, sys\nfrom jianbao.cli import main, publishing as words\n"
        f"def fail(*_): raise {error}\nwords.read_content = fail\nsys.argv[1:] = ['check']\nmain()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert told in done.stderr
    assert "Traceback" not in done.stderr
