"""A contribution changes content/ and nothing else, and sees no secret (check 15)."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import BASE, ITEM
from trust_figures import DOCUMENT, ROOT, Leave

SCRIPT = ROOT / ".ci" / "take-contribution"
TRUSTED = ("mkdocs.yml", "build.py", "theme/fonts.toml", ".github/workflows/contribution.yml")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    **{
        f"GIT_{who}_{what}": "office@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the main branch with its script."""
    folder = tmp_path / "checkout"
    shutil.copytree(BASE, folder / "content")
    for name in TRUSTED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("trusted\n", encoding="utf-8")
    (folder / ".ci").mkdir()
    shutil.copy(SCRIPT, folder / ".ci")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "main")
    return folder


def test_asks_for_the_commit_in_one_line(checkout: Path) -> None:
    asked = subprocess.run(
        [checkout / ".ci/take-contribution"], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    hint = "name the commit of the contribution, as in: .ci/take-contribution FETCH_HEAD\n"
    assert (asked.returncode, asked.stderr) == (2, hint)


def contribute(checkout: Path, change: Callable[[Path], object]) -> "subprocess.CompletedProcess[str]":
    """Commit a change on a branch of its own, and take it from the main branch."""
    git(checkout, "checkout", "-q", "-b", "contribution")
    change(checkout)
    git(checkout, "add", "-A")
    git(checkout, "commit", "-q", "-m", "contribution")
    git(checkout, "checkout", "-q", "-f", "main")
    return subprocess.run(
        [checkout / ".ci/take-contribution", "contribution"],
        env=ENVIRONMENT, cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_files_of_content_are_taken_added_and_removed(checkout: Path) -> None:
    def change(folder: Path) -> None:
        text = (folder / "content" / ITEM).read_text(encoding="utf-8")
        (folder / "content/items/2020/new.yml").write_text(text, encoding="utf-8")
        (folder / "content/images/2020/图 一.png").write_bytes(b"picture")
        (folder / "content/items/2020/jobs.yml").unlink()

    done = contribute(checkout, change)
    assert (done.returncode, done.stderr) == (0, "")
    assert (checkout / "content/items/2020/new.yml").is_file()
    assert (checkout / "content/images/2020/图 一.png").is_file()
    assert not (checkout / "content/items/2020/jobs.yml").exists()


def rewrite(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / name).write_text("hostile\n", encoding="utf-8")
        (folder / "content" / ITEM).write_text("title: hostile\n", encoding="utf-8")

    return change


def add(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        rewrite(name)(folder)

    return change


def link(folder: Path) -> None:
    (folder / "content/images/2020/hosts.png").symlink_to("/etc/hostname")


def link_the_whole(folder: Path) -> None:
    shutil.rmtree(folder / "content")
    (folder / "content").symlink_to("theme")


def submodule(folder: Path) -> None:
    other = folder / "content/items/2021"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "other")


def move_in(folder: Path) -> None:
    (folder / "theme/fonts.toml").rename(folder / "content/items/2020/fonts.yml")


def attributes(folder: Path) -> None:
    (folder / "content/items/.gitattributes").write_text("* ident\n", encoding="utf-8")


ATTACKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "the configuration": (rewrite("mkdocs.yml"), "mkdocs.yml"),
    "the theme": (rewrite("theme/fonts.toml"), "theme/fonts.toml"),
    "the program": (rewrite("build.py"), "build.py"),
    "the workflow": (rewrite(".github/workflows/contribution.yml"), "contribution.yml"),
    "the script that takes it": (rewrite(".ci/take-contribution"), "take-contribution"),
    "a link that leads out": (link, "hosts.png"),
    "all content as a link": (link_the_whole, "content"),
    "another repository": (submodule, "content/items/2021"),
    "a file of the theme moved into content": (move_in, "theme/fonts.toml"),
    "a program among the content": (lambda folder: (folder / "content" / ITEM).chmod(0o755), "books.yml"),
    "attributes that change what git writes": (attributes, ".gitattributes"),
    "a lock": (rewrite("content/issues/2020-03.lock"), "2020-03.lock"),
    "a paper in the archive": (add("content/archive/2020-03/2020-03.pdf"), "2020-03.pdf"),
    "receipts": (add("content/receipts/2020-03.csv"), "2020-03.csv"),
    "a name of two lines": (lambda folder: (folder / "content/items/a\nb.yml").touch(), r"a\nb.yml"),
    "a name in quotation marks": (lambda folder: (folder / 'content/"x".yml').touch(), "x"),
}


def let_main_go_on(folder: Path, name: str) -> None:
    """Let the main branch change a file after the contribution began."""
    git(folder, "checkout", "-q", "main")
    (folder / name).write_text("title: newer", encoding="utf-8")
    git(folder, "commit", "-q", "-a", "-m", "meanwhile")
    git(folder, "checkout", "-q", "contribution")


def test_what_the_main_branch_changed_since_stays(checkout: Path) -> None:
    def change(folder: Path) -> None:
        let_main_go_on(folder, "content/items/2020/jobs.yml")
        (folder / "content" / ITEM).write_text("title: contributed\n", encoding="utf-8")

    done = contribute(checkout, change)
    assert (done.returncode, done.stderr) == (0, "")
    assert (checkout / "content/items/2020/jobs.yml").read_text(encoding="utf-8") == "title: newer"
    assert (checkout / "content" / ITEM).read_text(encoding="utf-8") == "title: contributed\n"


def test_a_file_that_the_main_branch_changed_too_is_refused(checkout: Path) -> None:
    def change(folder: Path) -> None:
        let_main_go_on(folder, f"content/{ITEM}")
        (folder / "content" / ITEM).unlink()

    done = contribute(checkout, change)
    assert done.returncode == 1
    assert f"{ITEM}: the main branch has changed this file too" in done.stderr
    assert (checkout / "content" / ITEM).read_text(encoding="utf-8") == "title: newer"


def test_a_git_that_fails_lets_nothing_through(checkout: Path) -> None:
    def change(folder: Path) -> None:
        (folder / "mkdocs.yml").write_text("hostile\n", encoding="utf-8")

    git(checkout, "config", "gc.auto", "0")
    contribute(checkout, change)
    tree = git(checkout, "rev-parse", "contribution^{tree}").strip()
    (checkout / ".git/objects" / tree[:2] / tree[2:]).unlink()
    done = subprocess.run(
        [checkout / ".ci/take-contribution", "contribution"],
        env=ENVIRONMENT, cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode not in {0, 2}
    assert git(checkout, "status", "--porcelain", "--untracked-files=no") == ""


@pytest.mark.check(15)
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_by_name_and_nothing_of_it_is_taken(
    attack: str, checkout: Path, leave: Leave
) -> None:
    change, named = ATTACKS[attack]
    done = contribute(checkout, change)
    assert done.returncode == 1, done
    assert named in done.stderr
    assert git(checkout, "status", "--porcelain", "--untracked-files=no") == ""
    assert [(checkout / name).read_text(encoding="utf-8") for name in TRUSTED] == ["trusted\n"] * len(TRUSTED)
    leave(f"{len(ATTACKS)} of {len(ATTACKS)} rejected, the base's configuration left as it was")


def test_the_recipe_takes_code_from_the_base_and_has_no_secret() -> None:
    recipe = re.search(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert recipe
    text = recipe[1]
    assert "on: pull_request\n" in text
    assert "permissions: {contents: read}" in text
    assert 'ref: "${{ github.event.pull_request.base.sha }}"' in text
    assert "persist-credentials: false" in text
    assert ".ci/take-contribution FETCH_HEAD" in text
    assert "secrets" not in text
    assert not re.search(r"run: .*\$\{\{", text), "a shell is given nothing that others write"
    assert "--strict" not in text, "a new item stands in no issue yet"
