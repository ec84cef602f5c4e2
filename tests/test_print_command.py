"""`print ISSUE`: the private package of the sample, whole, in agreement, and nowhere on the site."""

import csv
import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from jianbao.load import read_publication
from jianbao.model import Allotment, CopyNumber, allot
from jianbao.typesetting.reading import WrittenPaper, as_seen, read_written

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "content"
NAMES = {
    "2020-03.pdf",
    "2020-03-press.pdf",
    "2020-03-booklet.pdf",
    "2020-03-copies.pdf",
    "distribution.pdf",
    "distribution.csv",
    "labels.pdf",
    "slip.pdf",
    "order.pdf",
    "order.txt",
}
MARKER, OPEN = "柒玖标记", "玖柒公开"


def jianbao(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "jianbao", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample's package, in the place of what `pdf` had put there."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copytree(SAMPLE, desk / "content")
    assert jianbao("pdf", "2020-03", cwd=desk).returncode == 0
    done = jianbao("print", "2020-03", "--labels", "L7163", "--first-label", "5", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "160 copies for 137 recipients" in done.stderr
    assert [path.name for path in (desk / "print").iterdir() if path.name[0] != "."] == ["2020-03"]
    return desk / "print" / "2020-03"


@pytest.fixture(scope="module")
def allotment() -> Allotment:
    publication = read_publication(SAMPLE).publication
    return allot(publication.issues[0], archive=publication.imprint.archive_copies)


@pytest.fixture(scope="module")
def rows(package: Path) -> list[dict[str, str]]:
    with (package / "distribution.csv").open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def text_of(paper: WrittenPaper) -> str:
    return as_seen("".join(text for page in paper.pages for _, _, text in page.texts))


def test_the_package_is_whole_and_every_file_has_its_checksum(package: Path) -> None:
    assert {path.name for path in package.iterdir()} == NAMES | {"SHA256SUMS"}
    for line in (package / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == digest


def test_160_copies_are_at_most_half_as_large_again_as_one(package: Path) -> None:
    copies, single = package / "2020-03-copies.pdf", package / "2020-03-press.pdf"
    assert copies.stat().st_size <= 1.5 * single.stat().st_size
    with pikepdf.open(copies) as all_of_them, pikepdf.open(single) as one:
        pages = len(one.pages) + len(one.pages) % 2
        assert len(all_of_them.pages) == 160 * pages


def test_copy_000137_has_its_number_its_code_and_its_recipient(
    package: Path, allotment: Allotment, rows: list[dict[str, str]]
) -> None:
    pdf = pypdfium2.PdfDocument(package / "2020-03-copies.pdf")
    page = pdf[136 * (len(pdf) // 160)]
    (code,) = zxingcpp.read_barcodes(page.render(scale=200 / 72, grayscale=True).to_pil())
    printed = page.get_textpage().get_text_bounded()
    pdf.close()
    copy = CopyNumber.read(code.text)
    assert (copy.issue_id, copy.digits) == ("2020-03", "000137")
    holding = allotment.holding_of(copy.number)
    assert holding is not None
    assert holding.recipient is not None
    assert "000137" in printed
    assert holding.recipient.name in printed
    (row,) = [row for row in rows if int(row["first"]) <= 137 <= int(row["last"])]
    assert row["recipient"] == holding.recipient.name
    sheet = text_of(read_written((package / "distribution.pdf").read_bytes()))
    assert as_seen(holding.recipient.name) in sheet


def test_the_table_is_the_allotment(rows: list[dict[str, str]], allotment: Allotment) -> None:
    assert [(int(row["first"]), int(row["last"]), row["list"], row["recipient_id"]) for row in rows] == [
        (h.first, h.last, h.line, h.recipient.id if h.recipient else "") for h in allotment.holdings
    ]


def test_every_recipient_has_a_row_a_slip_and_a_label(package: Path, allotment: Allotment) -> None:
    for name in ("distribution.pdf", "slip.pdf", "labels.pdf"):
        text = text_of(read_written((package / name).read_bytes()))
        missing = [h for h in allotment.recipients if h.recipient and as_seen(h.recipient.name) not in text]
        assert missing == []


def test_the_order_is_for_what_was_printed(package: Path) -> None:
    order = (package / "order.txt").read_text("utf-8")
    pages = len(read_written((package / "2020-03.pdf").read_bytes()).pages)
    assert f"{pages}面，双面印刷" in order
    assert "合计: 160份" in order
    assert "加耗3%" in order


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2020-30",), "there is no issue 2020-30"),
        (("2020-03", "--labels", "a4-9x9"), "there are no labels a4-9x9"),
        (("2020-03", "--first-label", "22"), "has labels 1 to 21"),
        (("2020-03", "--spoilage", "101"), "--spoilage"),
    ],
)
def test_what_cannot_be_done_is_exit_2_and_leaves_nothing(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = jianbao("print", *arguments, "--content", str(SAMPLE), cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "print").exists()


def test_check_shows_the_run_and_what_is_new(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    recipients = tmp_path / "content" / "recipients.yml"
    text = recipients.read_text("utf-8")
    text = text.replace("route: 邮寄}", "route: 邮寄, until: 2020-04-30}", 1)
    text = text.replace(
        "  - {id: lanzhou,", "  - {id: new-area, name: 新区, since: 2020-05-01}\n  - {id: lanzhou,", 1
    )
    recipients.write_text(
        text.replace("      - lanzhou\n", "      - lanzhou\n      - new-area\n", 1), "utf-8"
    )
    shutil.copy(SAMPLE / "items/2020/left-behind-children.yml", tmp_path / "content/items/2020/again.yml")
    item = tmp_path / "content/items/2020/again.yml"
    item.write_text(item.read_text("utf-8").replace("title: ", "title: 又一条：", 1), "utf-8")
    issue = (SAMPLE / "issues/2020-03.yml").read_text("utf-8")
    head = issue.replace("number: 3", "number: 4").replace("2020-04-07", "2020-05-07")
    head = head.replace("status: issued", "status: draft").replace("print_count: 160\n", "")
    contents = head[head.index("contents:") : head.index("distribution:")]
    draft = head.replace(contents, "contents: [2020/again]\n")
    (tmp_path / "content/issues/2020-04.yml").write_text(draft + "extra_copies: {nwcc: 2}\n", "utf-8")
    done = jianbao("check", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2020-04 (draft): copies 162 = report_to (报) 4 + " in done.stderr
    assert "write `print_count: 162`" in done.stderr
    assert "2020-04 against 2020-03: added 1, dropped 1, changed 1" in done.stderr
    assert "  new-area (新区): added, 1 (since 2020-05-01)" in done.stderr
    assert "dropped, had 1 (until 2020-04-30)" in done.stderr
    assert "  nwcc (国务院妇儿工委办公室): 2 to 4 (extra copies)" in done.stderr


def test_no_recipient_is_found_anywhere_below_the_site(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    recipients = tmp_path / "content" / "recipients.yml"
    lines = recipients.read_text("utf-8").split("groups:")
    marked = lines[0].replace("name: ", f"address: {MARKER}路1号, contact: {MARKER}, name: {MARKER}")
    groups = [part.replace("name: ", f"name: {OPEN}") for part in lines[1:]]
    recipients.write_text("groups:".join([marked, *groups]), "utf-8")
    done = jianbao(cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 50
    found = {word: {path.suffix for path in files if holds(path, word)} for word in (MARKER, OPEN)}
    assert found[OPEN] >= {".html", ".pdf"}  # the names of groups are public, so this is how they are found
    assert found[MARKER] == set()


def holds(file: Path, word: str) -> bool:
    """Say whether a file has a word as HTML, JSON, PDF and addresses may write it."""
    forms = (
        word.encode(),
        word.encode("utf-16-be"),
        word.encode("utf-16-le"),
        "".join(f"\\u{ord(character):04x}" for character in word).encode(),
        "".join(f"&#{ord(character)};" for character in word).encode(),
        "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
    )
    return any(form in text for text in texts_in(file) for form in forms)


def texts_in(file: Path) -> list[bytes]:
    """Return the bytes of a file, and what is packed in it."""
    content = file.read_bytes()
    found = [content]
    if content.startswith(b"\x1f\x8b"):
        found.append(gzip.decompress(content))
    if content.startswith(b"%PDF"):
        paper = read_written(content)
        found.append(f"{paper.title}{paper.bookmarks}{text_of(paper)}".encode())
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found += [thing.read_bytes() for thing in pdf.objects if can_be_read(thing)]
            found.append(
                b"".join(bytes(value) for value in pdf.docinfo.values() if isinstance(value, pikepdf.String))
            )
    return found


def can_be_read(thing: object) -> bool:
    return isinstance(thing, pikepdf.Stream) and "/DCTDecode" not in str(thing.get("/Filter", ""))
