"""Press file and booklet are asked for by name, lie beside the archive file and are kept for next time."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import paper_reading
import pikepdf
import pytest
from examples import an_issue, an_item

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import UsageFault
from jianbao.papers import Press
from jianbao.variants import Booklet, PressFile, variant_named
from jianbao.work import Store

ROOT = paper_reading.ROOT


@pytest.fixture(scope="module")
def printed() -> PrintedIssue:
    return paper_reading.print_paper(an_issue(an_item())).printed


@pytest.mark.parametrize(
    ("name", "marks", "creep", "variant"),
    [
        ("archive", False, 0.0, None),
        ("press", False, 0.0, PressFile()),
        ("press", True, 0.0, PressFile(marks=True)),
        ("booklet", True, 0.1, Booklet(marks=True, creep=0.1)),
    ],
)
def test_a_variant_is_known_by_its_name(name: str, *, marks: bool, creep: float, variant: object) -> None:
    assert variant_named(name, marks=marks, creep=creep) == variant


@pytest.mark.parametrize(
    ("name", "marks", "creep", "told"), [("archive", True, 0.0, "--marks"), ("press", False, 0.1, "--creep")]
)
def test_what_a_variant_cannot_have_is_refused(name: str, *, marks: bool, creep: float, told: str) -> None:
    with pytest.raises(UsageFault, match=told):
        variant_named(name, marks=marks, creep=creep)


def test_each_variant_is_made_once_and_kept(printed: PrintedIssue, tmp_path: Path) -> None:
    press = Press(theme=paper_reading.THEME, fonts="", store=Store(tmp_path))

    def made(variant: PressFile | Booklet, of: PrintedIssue) -> bytes:
        return press.print_variant(of, variant, ROOT / "profiles", lambda _: None).content

    other = dataclasses.replace(printed, content=printed.content + b"\n")
    asked = [
        (PressFile(), printed),
        (PressFile(marks=True), printed),
        (Booklet(), printed),
        (Booklet(creep=0.1), printed),
        (Booklet(), dataclasses.replace(printed, colophon_alone=True)),
        (Booklet(), other),
    ]
    first = [made(*question) for question in asked]
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == len(asked)
    assert [made(*question) for question in asked] == first


@pytest.mark.parametrize(("pages", "alone", "shown"), [(2, True, [2, 1]), (2, False, [1]), (3, True, [1])])
def test_a_colophon_with_an_even_page_of_its_own_lies_outside_at_the_back(
    printed: PrintedIssue, tmp_path: Path, *, pages: int, alone: bool, shown: list[int]
) -> None:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(210 * paper_reading.MM, 297 * paper_reading.MM))
        pdf.save(tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    paper = dataclasses.replace(printed, content=content, page_count=pages, colophon_alone=alone)
    press = Press(theme=paper_reading.THEME, fonts="", store=Store(tmp_path / "store"))
    (tmp_path / "b.pdf").write_bytes(press.print_variant(paper, Booklet(), tmp_path, lambda _: None).content)
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        drawn = sorted(pdf.pages[0].obj.Resources.XObject.keys())
    assert drawn == sorted(f"/P{number}" for number in shown)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("--variant", "press", "--marks"), "2020-03-press.pdf"),
        (("--variant", "booklet", "--creep", "0.1"), "2020-03-booklet.pdf"),
    ],
)
def test_the_command_puts_it_beside_the_archive_file(
    tmp_path: Path, arguments: tuple[str, ...], name: str
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    command = (sys.executable, "-m", "jianbao", *arguments[:2], "pdf", "2020-03", *arguments[2:])
    done = subprocess.run(
        [*command, "--content", str(ROOT / "content")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "print" / "2020-03").iterdir()] == [name]
    assert f"print/2020-03/{name}: " in done.stderr
