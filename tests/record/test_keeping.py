"""Papers of issued bulletins are kept as they were made, and taken out as they were sealed or not at all."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from examples import an_imprint
from test_lock import LOCK

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import ContentFault, EnvironmentFault
from jianbao.model import ItemId, Keeping
from jianbao.model.publication import ArchivePlan
from jianbao.record import Archive, KeptPaper, Lock

PRINTED = PrintedIssue(
    issue_id="2020-03",
    content=b"%PDF-1.7 no. 3",
    page_count=4,
    page_of={ItemId("2020/books"): 2},
    colophon_alone=True,
)


def an_archive(folder: Path, keeping: Keeping = Keeping.FOLDER) -> Archive:
    return Archive(folder=folder / "archive", keeping=keeping)


def lock_of(**papers: KeptPaper) -> Lock:
    return replace(LOCK, papers=papers)


def wrong_with(archive: Archive, kept: KeptPaper) -> str:
    with pytest.raises(ContentFault) as raised:
        archive.take_out(lock_of(public=kept), "public")
    return str(raised.value)


@pytest.mark.parametrize(
    ("edition", "file"), [("public", "2020-03/2020-03.pdf"), ("holders", "2020-03/2020-03-holders.pdf")]
)
def test_a_paper_is_taken_out_as_it_was_put_in(edition: str, file: str, tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    kept = archive.keep(PRINTED, edition)
    assert kept == KeptPaper(
        file=file,
        sha256=hashlib.sha256(PRINTED.content).hexdigest(),
        size=len(PRINTED.content),
        pages=4,
        page_of={"2020/books": 2},
        colophon_alone=True,
    )
    assert (tmp_path / "archive" / file).read_bytes() == PRINTED.content
    assert archive.take_out(lock_of(**{edition: kept}), edition) == PRINTED


def test_a_paper_is_never_written_over_by_another(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    kept = archive.keep(PRINTED, "public")
    assert archive.keep(PRINTED, "public") == kept, "sealing that was cut off may be done again"
    with pytest.raises(ContentFault, match=r"another PDF of 2020-03 is kept here; bring its lock back"):
        archive.keep(replace(PRINTED, content=b"%PDF-1.7 altered"), "public")
    assert archive.take_out(lock_of(public=kept), "public") == PRINTED


def test_the_editions_of_an_issue_do_not_take_each_others_place(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    holders = replace(PRINTED, content=b"%PDF-1.7 with names")
    lock = lock_of(public=archive.keep(PRINTED, "public"), holders=archive.keep(holders, "holders"))
    assert archive.take_out(lock, "public") == PRINTED
    assert archive.take_out(lock, "holders") == holders


def test_only_an_archive_in_git_lfs_tells_git_so(tmp_path: Path) -> None:
    an_archive(tmp_path).keep(PRINTED, "public")
    assert not (tmp_path / "archive/.gitattributes").exists()
    an_archive(tmp_path, Keeping.LFS).keep(PRINTED, "public")
    attributes = (tmp_path / "archive/.gitattributes").read_text()
    assert attributes == "*.pdf filter=lfs diff=lfs merge=lfs -text\n"


def test_a_paper_that_is_missing_is_brought_back_from_where_it_is_kept(tmp_path: Path) -> None:
    archive, outside = an_archive(tmp_path), an_archive(tmp_path, Keeping.OUTSIDE)
    kept = archive.keep(PRINTED, "public")
    file = tmp_path / "archive/2020-03/2020-03.pdf"
    said = f"{file}:1:1: the PDF of 2020-03 is missing; bring it back from "
    file.unlink()
    assert wrong_with(archive, kept) == said + "git as it was"
    assert wrong_with(outside, kept) == said + f"where the archive is kept into {tmp_path}/archive"
    os.mkfifo(file)
    assert wrong_with(archive, kept) == said + "git as it was"


def test_says_of_which_issues_it_keeps_papers(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    assert archive.issues() == []
    archive.keep(PRINTED, "public")
    archive.keep(PRINTED, "holders")
    (tmp_path / "archive/notes").mkdir()
    (tmp_path / "archive/notes/Of Others.pdf").write_text("")
    assert archive.issues() == ["2020-03"]


def test_a_paper_that_is_not_what_was_sealed_is_refused(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    kept = archive.keep(PRINTED, "public")
    file = tmp_path / "archive/2020-03/2020-03.pdf"
    file.write_bytes(PRINTED.content + b"\n")
    assert wrong_with(archive, kept) == (
        f"{file}:1:1: this is not the PDF with which 2020-03 was issued; bring it back from git as it was"
    )


def test_a_pointer_of_git_lfs_is_no_paper(tmp_path: Path) -> None:
    archive = an_archive(tmp_path, Keeping.LFS)
    kept = archive.keep(PRINTED, "public")
    file = tmp_path / "archive/2020-03/2020-03.pdf"
    file.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
    assert wrong_with(archive, kept) == f"{file}:1:1: only a pointer of Git LFS is here; run `git lfs pull`"


@pytest.mark.parametrize(
    "file", ["../paper.pdf", "/paper.pdf", "2020-03.pdf", "a/b/c.pdf", "2020-03/x.txt", ""]
)
def test_only_a_place_in_the_archive_is_read(file: str, tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    kept = archive.keep(PRINTED, "public")
    assert wrong_with(archive, replace(kept, file=file)) == (
        f"{tmp_path / 'archive' / file}:1:1: this is no place in the archive; "
        "bring the lock back from git as it was"
    )


def test_a_link_out_of_the_archive_is_not_followed(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    kept = archive.keep(PRINTED, "public")
    file = tmp_path / "archive/2020-03/2020-03.pdf"
    file.rename(tmp_path / "elsewhere.pdf")
    file.symlink_to(tmp_path / "elsewhere.pdf")
    assert "this is no place in the archive" in wrong_with(archive, kept)


def test_an_archive_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "archive").symlink_to(tmp_path / "share")
    archive = an_archive(tmp_path)
    kept = archive.keep(PRINTED, "public")
    assert archive.take_out(lock_of(public=kept), "public") == PRINTED


@pytest.mark.parametrize("keeping", [Keeping.FOLDER, Keeping.LFS])
def test_papers_are_kept_beside_the_content(
    keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANBAO_ARCHIVE", str(tmp_path / "share"))
    imprint = an_imprint(archive=ArchivePlan(keep=keeping))
    assert Archive.of(imprint, tmp_path) == Archive(folder=tmp_path / "archive", keeping=keeping)


def test_papers_kept_outside_are_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imprint = an_imprint(archive=ArchivePlan(keep=Keeping.OUTSIDE))
    monkeypatch.setenv("JIANBAO_ARCHIVE", str(tmp_path / "share"))
    assert Archive.of(imprint, tmp_path) == Archive(folder=tmp_path / "share", keeping=Keeping.OUTSIDE)
    for said in (None, ""):
        monkeypatch.delenv("JIANBAO_ARCHIVE", raising=False)
        if said is not None:
            monkeypatch.setenv("JIANBAO_ARCHIVE", said)
        with pytest.raises(EnvironmentFault, match="are kept outside: say where in JIANBAO_ARCHIVE"):
            Archive.of(imprint, tmp_path)
