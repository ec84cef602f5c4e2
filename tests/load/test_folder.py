"""What lies in content/ is a file of it, is left alone, or is told why not."""

import os
from pathlib import Path

import pytest

from jianbao.diagnostics import ContentFault, Findings
from jianbao.load.folder import list_files

NAMES = "use lower-case letters, digits, `-` and `_` in names of files and folders"
PICTURES = "use the letters a to z, digits, `-` and `_`, and .png, .jpg or .webp in lower case"
LONG = "the name is longer than 100 characters, or 200 with its folders; shorten it"


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"a: b\n")


def said_of(folder: Path) -> list[str]:
    findings = Findings()
    list_files(folder, "content", findings)
    return [str(finding) for finding in findings]


def test_sorts_files_by_what_they_are(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "publication.yml",
        "items/a.yml",
        "items/2020/b.yml",
        "issues/2020-03.yml",
        "issues/2020-03.lock",
    )
    lay(
        tmp_path,
        "errata/2020-03-1.yml",
        "images/2020.a/A-b.png",
        "receipts/2020-03.csv",
        "archive/2020-03/x.pdf",
    )
    findings = Findings()
    folder = list_files(tmp_path, "content", findings)
    assert list(findings) == []
    assert folder.lists == {"publication": tmp_path / "publication.yml"}
    assert list(folder.items) == ["2020/b", "a"]
    assert (list(folder.issues), list(folder.errata)) == (["2020-03"], ["2020-03-1"])
    assert folder.pictures == {"2020.a/A-b.png": tmp_path / "images/2020.a/A-b.png"}
    assert folder.sealed == {"2020-03"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("items/A.yml", f'"A" cannot be an id; {NAMES}'),
        ("items/a.yml.txt", "this file is not read; name it a.yml"),
        ("images/2020/a.JPG.txt", "this file is not read; name it a.JPG"),
        ("items/2020/书.yml", f'"2020/书" cannot be an id: U+4E66 书 stands in it; {NAMES}'),
        ("issues/-1.yml", f'"-1" cannot be an id; {NAMES}'),
        ("images/-a.png", f'"-a.png" cannot be the name of a picture; {PICTURES}'),
        ("images/a.PNG", f'"a.PNG" cannot be the name of a picture; {PICTURES}'),
        ("images/书.png", f'"书.png" cannot be the name of a picture: U+4E66 书 stands in it; {PICTURES}'),
        (f"items/{'a' * 101}.yml", LONG),
        (f"images/{'a' * 97}.png", LONG),
        (f"items/{'a' * 100}/{'b' * 100}.yml", LONG),
        ("items/a.yaml", "this file is not read; name it a.yml"),
        ("items/a.html", "warning: this file is not read; remove it, or put it where it belongs"),
        ("receipts/a/b.csv", "warning: this file is not read; remove it, or put it where it belongs"),
        (
            "issues/2020/a.yml",
            "warning: this file is not read; put items in items/, issues in issues/, corrections in errata/",
        ),
        (
            "other.yml",
            "warning: this file is not read; put items in items/, issues in issues/, corrections in errata/",
        ),
    ],
)
def test_says_what_is_out_of_place_and_where_it_belongs(tmp_path: Path, name: str, said: str) -> None:
    lay(tmp_path, name)
    assert said_of(tmp_path) == [f"content/{name}:1:1: {said}"]


@pytest.mark.parametrize(
    "name", [f"items/{'a' * 100}.yml", f"images/{'a' * 96}.png", f"items/{'a' * 100}/{'b' * 99}.yml"]
)
def test_a_name_may_have_its_length(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    assert said_of(tmp_path) == []


def test_only_files_and_folders_are_gone_into(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "items/link.yml").symlink_to("a.yml")
    os.mkfifo(tmp_path / "items/pipe.yml")
    lay(tmp_path, "items/a.YML/b.yml", "items/" + "d/" * 9 + "a.yml", "issues/" + "d/" * 10 + "a.yml")
    deep = "issues" + "/d" * 10
    assert said_of(tmp_path) == [
        f"content/{deep}:1:1: folders lie deeper than 10 levels within each other; move its files up",
        "content/items/a.YML:1:1: this is a folder by the name of a file; "
        "rename it, or put the file itself here",
        "content/items/link.yml:1:1: this is not a regular file; put the file itself here, not a link to it",
        "content/items/pipe.yml:1:1: this is not a regular file; remove it",
    ]


def test_a_folder_that_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert said_of(tmp_path) == [
        "content:1:1: the folder cannot be read: Permission denied; check its permissions"
    ]


def test_content_as_a_whole_has_its_measure(tmp_path: Path) -> None:
    lay(tmp_path, "items/a.yml", "items/b.yml", "images/a.png")
    list_files(tmp_path, "content", Findings(), entries=5, size=10)
    for limit, what in (
        ({"entries": 4}, "there are more than 4 files and folders"),
        ({"size": 9}, "the files hold more than 8.58307e-06 MiB of text"),
    ):
        with pytest.raises(ContentFault) as raised:
            list_files(tmp_path, "content", Findings(), **limit)
        assert str(raised.value) == (
            f"content:1:1: {what}; move years that are done with to a publication of their own"
        )


def test_signs_that_no_terminal_shows_are_not_shown(tmp_path: Path) -> None:
    lay(tmp_path, "items/a\x1b[2J.html")
    assert said_of(tmp_path) == [
        "content/items/a\ufffd[2J.html:1:1: warning: this file is not read; "
        "remove it, or put it where it belongs"
    ]
