"""`verify` finds every byte that is not as it was published, and is silent where all is."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import bagit
import pytest
from sealed_sample import SAMPLE, approve, seal
from trust_figures import Leave

from jianbao.depositing import deposit_year
from jianbao.diagnostics import UsageFault
from jianbao.journey import compose_website
from jianbao.model.copy_number import CopyNumber
from jianbao.plugin import build_site
from jianbao.record.signing import sign_checksums
from jianbao.release import CHECKSUMS, stage_release
from jianbao.verifying import Verified, resolve_copy, verify_all
from jianbao.workshop import Workshop, load_content, silent

AS_OF = dt.datetime(2020, 5, 1)


@pytest.fixture(scope="module")
def published(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sealed sample; not to be changed."""
    site = tmp_path_factory.mktemp("published") / "site"
    with stage_release(site) as stage:
        build_site(compose_website(sealed, AS_OF), stage)
    return site


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "site"))


def verify(content: Path, site: Path, signers: Path | None = None) -> Verified:
    found = load_content(content, Workshop.here(), silent())
    return verify_all(found, content, site, site.parent / "print", signers)


def test_what_nobody_touched_raises_no_alarm(sealed: Path, site: Path) -> None:
    verified = verify(sealed, site)
    assert verified.findings == ()
    assert "as published" in verified.summary


@pytest.mark.check(27)
def test_one_bit_in_any_published_file_is_found(sealed: Path, site: Path, leave: Leave) -> None:
    assert verify(sealed, site).findings == ()
    files = [file for file in sorted(site.rglob("*")) if file.is_file()]
    assert len(files) > 100
    for number, file in enumerate(files):
        if file.name == CHECKSUMS or not file.stat().st_size:
            continue
        data = bytearray(file.read_bytes())
        data[number * 7919 % len(data)] ^= 1 << number % 8
        file.write_bytes(data)
    named = {finding.partition(": ")[0] for finding in verify(sealed, site).findings}
    spoiled = {str(f) for f in files if f.name != CHECKSUMS and f.stat().st_size}
    assert named == spoiled
    leave(f"{len(named)} of {len(spoiled)} named; untouched: 0 alarms")


def test_one_bit_in_the_list_itself_is_found(sealed: Path, site: Path) -> None:
    sums = site / CHECKSUMS
    whole = sums.read_bytes()
    for place in range(0, len(whole), len(whole) // 40):
        data = bytearray(whole)
        data[place] ^= 1
        sums.write_bytes(data)
        assert verify(sealed, site).findings, place


def test_a_missing_file_and_one_that_nobody_published_are_found(sealed: Path, site: Path) -> None:
    (site / "robots.txt").unlink()
    (site / "extra.html").write_text("new", encoding="utf-8")
    findings = "\n".join(verify(sealed, site).findings)
    assert "robots.txt: the file is missing" in findings
    assert "extra.html: the file was not published by a build" in findings


def test_a_site_that_serves_another_paper_than_the_sealed_one_is_found(sealed: Path, site: Path) -> None:
    paper = site / "issues/2020-03/2020-03.pdf"
    paper.write_bytes(paper.read_bytes() + b"\n")
    assert any("not the PDF with which 2020-03 was issued" in f for f in verify(sealed, site).findings)


@pytest.mark.parametrize("target", ["index.html", "nowhere", "issues", "/dev/zero"])
def test_a_link_in_the_place_of_a_file_is_found(target: str, sealed: Path, site: Path) -> None:
    (site / "robots.txt").unlink()
    (site / "robots.txt").symlink_to(target)
    assert verify(sealed, site).findings == (f"{site}/robots.txt: the file is not what was published",)


def test_a_pipe_in_the_place_of_a_file_or_beside_them_is_found(sealed: Path, site: Path) -> None:
    (site / "robots.txt").unlink()
    os.mkfifo(site / "robots.txt")
    os.mkfifo(site / "items" / CHECKSUMS)
    assert set(verify(sealed, site).findings) == {
        f"{site}/robots.txt: the file is not what was published",
        f"{site}/items/{CHECKSUMS}: the file was not published by a build",
    }


def test_a_paper_from_which_an_embargo_hides_an_item_is_no_alarm(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content)
    approve(content)
    with (content / "items/2020/trade-unions.yml").open("a", encoding="utf-8") as item:
        item.write("embargo: 2020-06-01T09:00\n")
    seal(content)
    with stage_release(tmp_path / "site") as stage:
        build_site(compose_website(content, AS_OF), stage)
    found = load_content(content, Workshop.here(), silent())
    folders = (content, tmp_path / "site", tmp_path / "print")
    moment = AS_OF.replace(tzinfo=dt.UTC)
    assert verify_all(found, *folders, None, moment=moment).findings == ()
    assert verify_all(found, *folders, None).findings, (
        "once the embargo is over, the sealed paper belongs there"
    )


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not here")
def test_a_signature_says_who_published(sealed: Path, site: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", os.fspath(key)]
    subprocess.run(make, check=True)
    signers = tmp_path / "signers"
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    signers.write_text(f"office@example.org {public}", encoding="utf-8")
    assert verify(sealed, site, signers).findings, "nobody has signed yet"
    sign_checksums(site, key)
    verified = verify(sealed, site, signers)
    assert verified.findings == ()
    assert "signed by office@example.org" in verified.summary
    sums = site / CHECKSUMS
    sums.write_bytes(sums.read_bytes().replace(b"a", b"b", 1))
    assert any("no signature" in finding for finding in verify(sealed, site, signers).findings)


def test_the_code_of_a_copy_says_whose_it_is(sealed: Path) -> None:
    found = load_content(sealed, Workshop.here(), silent())
    code = CopyNumber(issue_id="2020-03", number=1).code
    said = resolve_copy(code, found, sealed)
    assert "copy 000001 of 2020-03, 国务院妇儿工委办公室" in said
    assert "sealed" in said


@pytest.mark.parametrize("number", [0, 161, 999999])
def test_a_code_of_no_copy_is_refused(number: int, sealed: Path) -> None:
    found = load_content(sealed, Workshop.here(), silent())
    with pytest.raises(UsageFault, match="000001 to 000160"):
        resolve_copy(CopyNumber(issue_id="2020-03", number=number).code, found, sealed)


def test_a_misread_code_is_refused(sealed: Path) -> None:
    found = load_content(sealed, Workshop.here(), silent())
    code = CopyNumber(issue_id="2020-03", number=137).code
    with pytest.raises(UsageFault, match="misread"):
        resolve_copy(code.replace("137", "173"), found, sealed)


def test_a_year_is_deposited_as_a_bag_that_any_tool_can_validate(content: Path, tmp_path: Path) -> None:
    def deposit(papers: Path) -> Path:
        here = Workshop.here()
        assert deposit_year(2020, content, papers, AS_OF, workshop=here, progress=silent()) > 10
        return papers / "2020/2020-deposit"

    bag = deposit(tmp_path / "print")
    assert bagit.Bag(os.fspath(bag)).is_valid()
    for path in (
        "papers/2020-03/2020-03.pdf",
        "content/issues/2020-03.lock",
        "content/items/2020/trade-unions.yml",
    ):
        assert (bag / "data" / path).is_file(), path
    again = deposit(tmp_path / "again")
    for file in sorted(bag.rglob("*")):
        assert file.is_dir() or file.read_bytes() == (again / file.relative_to(bag)).read_bytes(), file
    (bag / "data/content/publication.yml").write_bytes(b"name: other\n")
    assert not bagit.Bag(os.fspath(bag)).is_valid()


def test_private_papers_are_verified_with_the_site(sealed: Path, site: Path, tmp_path: Path) -> None:
    papers = tmp_path / "print"
    deposit_year(2020, sealed, papers, AS_OF, workshop=Workshop.here(), progress=silent())
    with stage_release(papers / "2020-03") as stage:
        (stage / "distribution.csv").write_text("姓名\n")
    (papers / "2020/ledger.csv").write_text("of no package")
    assert verify(sealed, site).findings == ()

    lock = papers / "2020/2020-deposit/data/content/issues/2020-03.lock"
    lock.write_bytes(lock.read_bytes() + b" ")
    assert verify(sealed, site).findings == (f"{lock}: the file is not what was published",)
    (papers / f"2020/2020-deposit/{CHECKSUMS}").unlink()
    (papers / f"2020-03/{CHECKSUMS}").unlink()
    deposit, package = (papers / "2020/2020-deposit", papers / "2020-03")
    assert verify(sealed, site).findings == tuple(
        f"{folder / CHECKSUMS}: the list of checksums is missing; publish again"
        for folder in (deposit, package)
    )


def test_a_lock_that_went_missing_is_told_by_the_papers_that_it_sealed(
    sealed: Path, site: Path, tmp_path: Path
) -> None:
    content = Path(shutil.copytree(sealed, tmp_path / "content"))
    (content / "issues/2020-03.lock").unlink()
    said = "papers are kept here, and there is no lock of 2020-03; bring it back from git"
    assert verify(content, site).findings == (f"{content}/archive/2020-03: {said}",)


def test_a_year_in_which_nothing_was_issued_has_no_deposit(content: Path, tmp_path: Path) -> None:
    here = Workshop.here()
    assert not deposit_year(1999, content, tmp_path, AS_OF, workshop=here, progress=silent())
