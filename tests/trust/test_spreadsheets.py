"""A cell is never a formula, and its text can be read back (check 13)."""

import csv
import io
import re

import pytest
from small_archive import a_site, a_small_archive, a_website
from trust_figures import Leave

from jianbao.outputs.spreadsheet import write_csv

LEAD_INS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " \u00a0=")
FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r]")


def cells_of(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def read_back(cell: str) -> str:
    """Take away the apostrophes, as the module tells its readers to."""
    return re.sub(r"(?m)^'(?='*(?:[^\S\n\ufeff]|\ufeff)*[=+\-@＝＋－＠]|'*[\t\r])", "", cell)


@pytest.mark.check(13)
def test_what_begins_like_a_formula_is_text_and_can_be_read_back(leave: Leave) -> None:
    tails = ("1+1", 'HYPERLINK("x")', "'", "", "\n=2", "\n\n@x")
    texts = [f"{before}{lead}{tail}" for before in ("", "'", "''") for lead in LEAD_INS for tail in tails]
    cells = cells_of(write_csv([texts]))
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    assert [read_back(cell) for cell in cells] == texts
    leave(f"{len(LEAD_INS)} of {len(LEAD_INS)} inert, {len(texts)} texts read back")


@pytest.mark.check(13)
@pytest.mark.parametrize("lead", [lead for lead in LEAD_INS if "\n" not in lead and "\r" not in lead])
def test_no_csv_of_a_website_holds_a_formula(lead: str, leave: Leave) -> None:
    website = a_website(a_site(a_small_archive(lambda text: f"{lead}{text}")))
    tables = [file for file in website.files if file.path.endswith(".csv")]
    assert tables
    cells = [cell for file in tables for cell in cells_of(file.content)]
    assert any(cell.startswith("'") for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+", cell)] == []
    leave(f"{len(tables)} CSV files of a website: 0 formulas")
