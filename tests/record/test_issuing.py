"""`issue` turns an approved issue into an issued one, and its papers are served as they were from then on."""

import datetime as dt
import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from sealed_sample import SAMPLE, SEALED, approve, replace_in, seal

from jianbao.diagnostics import ContentFault, EnvironmentFault, UsageFault
from jianbao.issued import HOLDERS, PUBLIC
from jianbao.issuing import Issuing, prepare_issue
from jianbao.journey import compose_website, print_issue
from jianbao.record import read_record
from jianbao.workshop import Workshop, silent

AS_OF = dt.datetime(2020, 5, 1)


def prepare(content: Path, issue: str = "2020-03") -> Issuing:
    return prepare_issue(issue, content, SEALED, workshop=Workshop.here(), progress=silent())


def test_the_lock_holds_what_was_issued(sealed: Path) -> None:
    lock = read_record(sealed).locks["2020-03"]
    assert lock.sealed == "2020-04-07T09:30:00+08:00"
    assert lock.previous is None
    assert sum(share.copies for share in lock.shares) == 160
    assert lock.shares[0].first == 1
    assert lock.shares[-1].last == 160
    assert {"issue: contents", "items/2020/trade-unions: body", "page: head"} <= lock.facts.keys()
    assert any(name.startswith("images/") for name in lock.facts)
    assert any(made.startswith("weasyprint ") for made in lock.made_with)
    for edition in (PUBLIC, HOLDERS):
        kept = lock.papers[edition]
        assert hashlib.sha256((sealed / "archive" / kept.file).read_bytes()).hexdigest() == kept.sha256


def test_only_the_status_of_the_issues_file_is_touched(sealed: Path) -> None:
    written = (sealed / "issues/2020-03.yml").read_text(encoding="utf-8")
    assert written == (SAMPLE / "issues/2020-03.yml").read_text(encoding="utf-8")


def test_a_paper_in_the_archive_is_served_and_not_made_again(content: Path) -> None:
    file = content / "archive/2020-03/2020-03.pdf"
    kept = file.read_bytes()
    marked = kept + b"\n% as it was printed then\n"
    file.write_bytes(marked)
    lock = content / "issues/2020-03.lock"
    old, new = (hashlib.sha256(data).hexdigest() for data in (kept, marked))
    lock.write_text(lock.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    website = compose_website(content, AS_OF)
    (paper,) = [file for file in website.files if file.path == "issues/2020-03/2020-03.pdf"]
    assert paper.content == marked
    assert print_issue("2020-03", content).content in (marked, kept)


@pytest.mark.parametrize("spoil", [lambda f: f.unlink(), lambda f: f.write_bytes(f.read_bytes()[:-1])])
def test_a_paper_that_is_missing_or_altered_stops_the_build(spoil, content: Path) -> None:
    spoil(content / "archive/2020-03/2020-03.pdf")
    with pytest.raises(ContentFault, match=r"2020-03\.pdf:1:1: .*bring it back from git"):
        compose_website(content, AS_OF)


def test_a_pointer_of_git_lfs_says_how_to_get_the_file(content: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    (content / "archive/2020-03/2020-03.pdf").write_bytes(pointer)
    with pytest.raises(ContentFault, match="git lfs pull"):
        compose_website(content, AS_OF)


def keep_papers(content: Path, how: str) -> None:
    (content / "issues/2020-03.lock").unlink()
    approve(content)
    with (content / "publication.yml").open("a", encoding="utf-8") as file:
        file.write(f"archive: {{{how}}}\n")


def test_papers_may_be_kept_in_git_lfs(content: Path) -> None:
    keep_papers(content, "keep: lfs")
    seal(content)
    assert "filter=lfs" in (content / "archive/.gitattributes").read_text(encoding="utf-8")


def test_papers_may_be_kept_where_the_environment_says(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_papers(content, "keep: outside")
    with pytest.raises(EnvironmentFault, match="JIANBAO_ARCHIVE"):
        prepare(content)
    monkeypatch.setenv("JIANBAO_ARCHIVE", str(tmp_path / "share"))
    seal(content)
    assert (tmp_path / "share/2020-03/2020-03.pdf").is_file()


def test_content_cannot_send_the_archive_elsewhere(content: Path) -> None:
    keep_papers(content, "path: ../..")
    with pytest.raises(ContentFault, match=r"publication\.yml"):
        prepare(content)


@pytest.mark.parametrize("file", ["../../secret.pdf", "/etc/hostname", "2020-03/../../x.pdf"])
def test_a_lock_cannot_name_a_file_outside_the_archive(file: str, content: Path) -> None:
    lock = content / "issues/2020-03.lock"
    lock.write_text(lock.read_text("utf-8").replace("2020-03/2020-03.pdf", file), "utf-8")
    with pytest.raises(ContentFault, match="no place in the archive"):
        compose_website(content, AS_OF)


def test_a_sealed_issue_is_not_sealed_again(content: Path) -> None:
    with pytest.raises(UsageFault, match="sealed on 2020-04-07"):
        prepare(content)


def test_a_draft_is_not_issued(content: Path) -> None:
    (content / "issues/2020-03.lock").unlink()
    replace_in(content / "issues/2020-03.yml", "status: issued", "status: draft")
    with pytest.raises(ContentFault, match=r"2020-03.yml:5:9: .*approved"):
        prepare(content)


@pytest.mark.parametrize("written", ['"appr\\u006fved"', ">-\n  approved"])
def test_a_status_that_could_not_be_changed_is_told_before_anything_is_written(
    written: str, content: Path
) -> None:
    (content / "issues/2020-03.lock").unlink()
    replace_in(content / "issues/2020-03.yml", "status: issued", f"status: {written}")
    with pytest.raises(ContentFault, match=r"2020-03.yml:5:9: .*plain word; write `status: approved`"):
        prepare(content)


@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", "{}  # approved"])
def test_a_status_in_quotes_stays_in_them(quoted: str, content: Path) -> None:
    (content / "issues/2020-03.lock").unlink()
    file = content / "issues/2020-03.yml"
    replace_in(file, "status: issued", f"status: {quoted.format('approved')}")
    prepare(content).write()
    assert f"status: {quoted.format('issued')}\n" in file.read_text(encoding="utf-8")


def test_a_status_behind_a_byte_order_mark_is_changed(content: Path) -> None:
    (content / "issues/2020-03.lock").unlink()
    file = content / "issues/2020-03.yml"
    rest = file.read_text("utf-8").replace("status: issued\n", "")
    file.write_text(f"status: approved\n{rest}", "utf-8-sig")
    prepare(content).write()
    assert file.read_bytes() == f"\ufeffstatus: issued\n{rest}".encode()


def test_without_a_print_count_no_copy_could_be_accounted_for(content: Path) -> None:
    (content / "issues/2020-03.lock").unlink()
    approve(content)
    replace_in(content / "issues/2020-03.yml", "print_count: 160\n", "")
    with pytest.raises(ContentFault, match="print_count"):
        prepare(content)


def test_an_unknown_issue_is_named(content: Path) -> None:
    with pytest.raises(UsageFault, match="2020-99"):
        prepare(content, "2020-99")


def commit(content: Path, message: str) -> None:
    who = ("-c", "user.name=office", "-c", "user.email=office@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", message)):
        subprocess.run(("git", *command), cwd=content, check=True)


def test_who_signed_off_is_taken_from_the_file_or_else_from_the_commits(content: Path) -> None:
    (content / "issues/2020-03.lock").unlink()
    approve(content)
    replace_in(content / "publication.yml", "preprinted_head: false", "sign_off: true")
    with pytest.raises(ContentFault, match="not signed off: edited, reviewed, approved"):
        prepare(content)
    replace_in(content / "issues/2020-03.yml", "print_count", "signed_off: {edited: 编辑组}\nprint_count")
    commit(
        content,
        "Approve no. 3\n\nReviewed-by: 审核组 <review@example.org>\nApproved-by: 签发人 <a@example.org>",
    )
    lock = prepare(content).write()
    assert lock.signed_off == {"edited": "编辑组", "reviewed": "审核组", "approved": "签发人"}
    assert lock.commit is not None
    assert len(lock.commit.rstrip("+")) == 40


def second_issue(content: Path) -> None:
    item = (SAMPLE / "items/2020/monitoring-meeting.yml").read_text(encoding="utf-8")
    body = item.partition("body:")[0] + "body: |\n  第二期的消息。\n"
    (content / "items/2020/next.yml").write_text(body.replace("title: ", "title: 又"), encoding="utf-8")
    issue = (SAMPLE / "issues/2020-03.yml").read_text(encoding="utf-8")
    head = issue.partition("contents:")[0].replace("number: 3", "number: 4").replace("04-07", "04-21")
    tail = issue[issue.index("distribution:") :]
    text = head.replace("status: issued", "status: approved") + "contents: [2020/next]\n" + tail
    (content / "issues/2020-04.yml").write_text(text, encoding="utf-8")


def test_each_lock_holds_on_to_the_one_before(content: Path) -> None:
    second_issue(content)
    seal(content, "2020-04")
    locks = read_record(content).locks
    assert list(locks) == ["2020-03", "2020-04"]
    first = content / "issues/2020-03.lock"
    assert locks["2020-04"].previous.sha256 == hashlib.sha256(first.read_bytes()).hexdigest()

    sealed = first.read_bytes()
    first.write_bytes(sealed.replace(b'"copies": 2', b'"copies": 3', 1))
    with pytest.raises(
        ContentFault, match="the lock of 2020-03, on which this one holds, is not what it was"
    ):
        read_record(content)
    first.unlink()
    with pytest.raises(ContentFault, match="is missing"):
        read_record(content)
    first.write_bytes(sealed)
    assert len(read_record(content).locks) == 2


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 9}', "{", '{"format": 1, "issue": "2020-03"}'])
def test_a_lock_that_cannot_be_read_is_a_fault_with_its_place(text: str, content: Path) -> None:
    (content / "issues/2020-03.lock").write_text(text, encoding="utf-8")
    with pytest.raises(ContentFault, match=r"2020-03.lock:1:1: "):
        read_record(content)


def test_a_lock_reads_well_in_a_diff(sealed: Path) -> None:
    written = (sealed / "issues/2020-03.lock").read_text(encoding="utf-8")
    assert json.loads(written)["issue"] == "2020-03"
    assert max(map(len, written.splitlines())) < 200
    assert "国务院妇儿工委办公室" in written
