"""A released folder holds the files of its list, as they were, and no others."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_keeping import PRINTED, an_archive, lock_of

from jianbao.record import Archive, Record
from jianbao.record.verifying import check_folder, check_kept, check_served
from jianbao.release import CHECKSUMS, write_checksums

FILES = ("index.html", "issues/2020-03/2020-03.pdf", "items/书籍.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    write_checksums(tmp_path / "site")
    return tmp_path / "site"


def wrong_in(folder: Path) -> list[str]:
    return [line.removeprefix(f"{folder}/") for line in check_folder(folder)]


def test_nothing_is_wrong_with_what_was_published(folder: Path) -> None:
    assert wrong_in(folder) == []


def test_every_file_is_held_against_the_list(folder: Path) -> None:
    (folder / FILES[0]).write_bytes(b"other")
    (folder / FILES[1]).unlink()
    (folder / "more.html").write_bytes(b"")
    (folder / "new.html").write_bytes(b"")
    assert wrong_in(folder) == [
        f"{FILES[0]}: the file is not what was published",
        f"{FILES[1]}: the file is missing",
        "more.html: the file was not published by a build",
        "new.html: the file was not published by a build",
    ]


def test_a_folder_without_its_list_says_so(folder: Path) -> None:
    (folder / CHECKSUMS).unlink()
    assert wrong_in(folder) == ["SHA256SUMS: the list of checksums is missing; publish again"]


def test_a_line_that_cannot_be_read_and_one_that_stands_twice_are_named(folder: Path) -> None:
    sums = folder / CHECKSUMS
    lines = sums.read_text("utf-8").splitlines()
    sums.write_text("\n".join((*lines, "", lines[0], "0" * 63 + "  x.html", "0" * 64 + " y.html")), "utf-8")
    assert wrong_in(folder) == [
        f"SHA256SUMS:{number}: this line cannot be read; publish again" for number in (4, 5, 6, 7)
    ]


def test_bytes_that_are_no_text_are_an_altered_list_and_no_accident(folder: Path) -> None:
    sums = folder / CHECKSUMS
    sums.write_bytes(sums.read_bytes().replace("书".encode(), b"\xff"))
    assert any("items/书籍.html: the file was not published by a build" in line for line in wrong_in(folder))


def test_the_signature_is_no_file_of_the_release(folder: Path) -> None:
    (folder / f"{CHECKSUMS}.sig").write_text("signature")
    assert wrong_in(folder) == []


@pytest.mark.parametrize("name", [CHECKSUMS, f"{CHECKSUMS}.sig"])
def test_a_list_is_excused_at_the_top_alone(name: str, folder: Path) -> None:
    (folder / "issues" / name).write_text("put in by someone")
    assert wrong_in(folder) == [f"issues/{name}: the file was not published by a build"]


def test_a_link_where_a_file_was_is_named_wherever_it_leads(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.html").write_bytes(b"other")
    for name, target in zip(FILES, ("other.html", ".", "nowhere"), strict=True):
        (folder / name).unlink()
        (folder / name).symlink_to(tmp_path / target)
    assert wrong_in(folder) == [f"{name}: the file is not what was published" for name in FILES]


def test_a_link_that_nobody_published_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "more").symlink_to(tmp_path)
    (folder / "gone").symlink_to("nowhere")
    assert wrong_in(folder) == [f"{name}: the file was not published by a build" for name in ("gone", "more")]


# the archive, and what is served of it


def a_record(archive: Archive) -> Record:
    lock = lock_of(public=archive.keep(PRINTED, "public"), holders=archive.keep(PRINTED, "holders"))
    return Record(locks={lock.issue: lock, "2020-04": replace(lock, issue="2020-04", papers={})}, sums={})


def test_every_paper_of_the_archive_is_held_against_its_lock(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    record = a_record(archive)
    assert list(check_kept(record, archive)) == []
    (archive.folder / "2020-03/2020-03.pdf").unlink()
    (archive.folder / "2020-03/2020-03-holders.pdf").write_bytes(b"other")
    missing, altered = check_kept(record, archive)
    assert missing.startswith(f"{archive.folder}/2020-03/2020-03.pdf:1:1: the PDF of 2020-03 is missing")
    assert altered.startswith(f"{archive.folder}/2020-03/2020-03-holders.pdf:1:1: this is not the PDF with")


def test_a_site_serves_the_paper_that_was_sealed_or_none(folder: Path, tmp_path: Path) -> None:
    record = a_record(an_archive(tmp_path))
    served = folder / "issues/2020-03/2020-03.pdf"
    assert list(check_served(record, folder, {"2020-03"})) == [
        f"{served}: this is not the PDF with which 2020-03 was issued; publish again"
    ]
    served.write_bytes(PRINTED.content)
    assert list(check_served(record, folder, {"2020-03"})) == []
    served.unlink()
    assert list(check_served(record, folder, {"2020-03"})) == []


def test_an_issue_sealed_for_its_holders_alone_promises_no_paper_of_the_site(
    folder: Path, tmp_path: Path
) -> None:
    lock = lock_of(holders=an_archive(tmp_path).keep(PRINTED, "holders"))
    record = Record(locks={lock.issue: lock}, sums={})
    assert list(check_served(record, folder, {"2020-03"})) == []
