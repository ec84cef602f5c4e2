"""An item holds no more than can be read and set in little time, however it is divided."""

from pathlib import Path

import pytest
from small_content import an_item_file, load

from jianbao.diagnostics import ContentFault
from jianbao.load.extent import (
    MAX_CELLS,
    MAX_LINES,
    MAX_NOTE_MARKS,
    MAX_PARTS,
    MAX_PICTURES,
    MAX_QUOTED,
    Extent,
)

HEAD = an_item_file().partition("body:")[0]
TABLE = "| 甲 | 乙 |\n|---|---|\n"


def parts_of(*bodies: str) -> str:
    """Return an item that is a round-up of these bodies."""
    parts = ("  - region: 皋兰县\n    body: |\n" + indented(body, 6) for body in bodies)
    return HEAD + "parts:\n" + "".join(parts)


def indented(text: str, columns: int) -> str:
    return "".join(f"{' ' * columns}{line}\n" if line else "\n" for line in text.split("\n"))


def faults_of(tmp_path: Path, item: str) -> str:
    with pytest.raises(ContentFault) as refused:
        load(tmp_path, {"items/2020/x.yml": item})
    return str(refused.value)


@pytest.mark.parametrize(
    ("line", "most", "said"),
    [
        ("字\n", MAX_LINES, "goes on for more than 3,000 lines"),
        ("字[^1]\n", MAX_NOTE_MARKS, "marked more than 800 times"),
        (f"{'> ' * 25}字\n\n", MAX_QUOTED // 25, "quotations are marked more than 10,000 times"),
    ],
)
def test_what_a_text_holds_is_counted_to_its_limit(line: str, most: int, said: str) -> None:
    assert Extent().take(line * most) is None
    excess = Extent().take(line * (most + 1))
    assert excess is not None
    assert (excess.offset, said in excess.message) == (len(line) * most, True)


def test_cells_of_short_rows_count_as_many_as_the_head_has() -> None:
    rows = MAX_CELLS // 2 - 1  # the line below the head is one of them
    assert Extent().take(TABLE + "| 一 |\n" * rows) is None
    excess = Extent().take(TABLE + "| 一 |\n" * (rows + 1))
    assert excess is not None
    assert excess.message == "the tables of this item have more than 2,000 cells"


@pytest.mark.parametrize(("columns", "most"), [(1, 3_000), (4, 750), (20, 150)])
def test_a_cell_is_the_shorter_the_more_columns_there_are(columns: int, most: int) -> None:
    head, rule = "|" + "字|" * columns + "\n", "|" + "-|" * columns + "\n"
    assert Extent().take(f"{head}{rule}| {'字' * most} |\n") is None
    for text in (f"{head}{rule}| {'字' * (most + 1)} |\n", f"|{'字' * (most + 1)}{head}{rule}| 字 |\n"):
        excess = Extent().take(text)
        assert excess is not None
        assert excess.message.startswith(f"a cell of a table of {columns} columns has more than {most:,} ")


def test_tables_hold_as_much_text_as_their_columns_have_room_for() -> None:
    row = f"| {'字' * 102} | 字 |\n"
    assert Extent().take(TABLE + row * 200) is None
    excess = Extent().take(TABLE + row * 201)
    assert excess is not None
    assert excess.offset == len(TABLE + row * 200)
    assert excess.message == "the tables of this item hold more text than can be set in columns so narrow"


def test_parts_lead_round_no_limit(tmp_path: Path) -> None:
    half = TABLE + "| 一 | 二 |\n" * 900
    found = faults_of(tmp_path, parts_of(half, half))
    assert found.count("the tables of this item have more than 2,000 cells") == 1


def test_more_parts_than_there_are_places_are_refused_once(tmp_path: Path) -> None:
    found = faults_of(tmp_path, parts_of(*["字"] * (MAX_PARTS + 5)))
    assert found.count("the item has more than 400 parts; split the item") == 1
    assert f"x.yml:{7 + 3 * MAX_PARTS}:5: the item has" in found


def test_pictures_within_texts_and_below_them_count_together() -> None:
    extent = Extent()
    assert [extent.take_picture() for _ in range(MAX_PICTURES)] == [None] * MAX_PICTURES
    assert extent.take_picture() == ("the item shows more than 300 pictures", "split the item")
    assert extent.take_picture() is None
