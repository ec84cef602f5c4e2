"""What registrars may hand in as a table of receipts, and what they are told of one that cannot be read."""

import datetime as dt

import pytest

from jianbao.diagnostics import MAX_OF_FILE, Findings
from jianbao.load.receipts import MAX_NOTE, Rows, read_receipts
from jianbao.load.tables import MAX_BYTES
from jianbao.model import CopyNumber, Delivery, Receipt, merge_receipts
from jianbao.outputs.receipts import render_receipts

TO = (
    Delivery(line="report_to", recipient="council", name="省妇儿工委", first=1, last=2),
    Delivery(line="distribute_to", recipient="lanzhou", name="兰州市 妇儿工委", first=3, last=3),
    Delivery(line="distribute_to", recipient="twin-a", name="档案馆", first=4, last=4),
    Delivery(line="distribute_to", recipient="twin-b", name="档案馆", first=5, last=5),
    Delivery(line="archive_copies", recipient="", name="", first=6, last=7),
)
DAY = dt.date(2020, 4, 9)


def read(table: str | bytes) -> tuple[Rows, list[str]]:
    findings = Findings()
    written = table.encode() if isinstance(table, str) else table
    rows = read_receipts(written, "in.csv", "2020-03", TO, findings)
    return rows, [str(found) for found in findings]


def sound(table: str | bytes) -> list[Receipt]:
    rows, faults = read(table)
    assert not faults
    return [one.receipt for one in rows.read]


def test_a_recipient_is_known_by_id_and_by_name() -> None:
    table = "收件单位,日期,备注\ncouncil,2020-04-09,\n兰州市妇儿工委,2020-04-09,电话确认\n"
    assert sound(table) == [
        Receipt(recipient="council", number=None, day=DAY),
        Receipt(recipient="lanzhou", number=None, day=DAY, note="电话确认"),
    ]


def test_a_copy_is_known_by_number_and_by_code() -> None:
    code = CopyNumber(issue_id="2020-03", number=2).code
    table = f"number,date\n000001,2020-04-09\n{code},2020-04-09\n3,2020-04-09\n"
    assert [(one.recipient, one.number) for one in sound(table)] == [
        ("council", 1),
        ("council", 2),
        ("lanzhou", 3),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_spreadsheets_may_write_it_as_they_do(encoding: str, end: str, between: str) -> None:
    rows = (("单位", "签收日期"), ("兰州市 妇儿工委", "2020-04-09"))
    table = "".join(between.join(row) + end for row in rows)
    assert [one.recipient for one in sound(table.encode(encoding))] == ["lanzhou"]


@pytest.mark.parametrize(
    "day", ["2020-04-09", "2020-4-9", "2020/4/9", "2020.4.9", "20200409", "2020年4月9日"]
)
def test_a_day_may_be_written_as_is_usual(day: str) -> None:
    assert sound(f"id,date\ncouncil,{day}\n")[0].day == DAY


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("nobody,,2020-04-09", 'in.csv:2:1: "nobody" received no copy of 2020-03'),
        ("lanzhuo,,2020-04-09", "did you mean lanzhou"),
        ("档案馆,,2020-04-09", 'in.csv:2:1: "档案馆" is the name of twin-a, twin-b; write the id'),
        (",9,2020-04-09", "in.csv:2:2: there is no copy 000009; the copies of 2020-03 have"),
        (",6,2020-04-09", "in.csv:2:2: copy 000006 stayed in the office"),
        (",0,2020-04-09", "in.csv:2:2: there is no copy 000000"),
        (",x,2020-04-09", "in.csv:2:2: "),
        (",JB1:2020-03:000002:00,2020-04-09", "was misread"),
        (f",{CopyNumber(issue_id='2020-02', number=1).code},2020-04-09", "a copy of 2020-02, not of 2020-03"),
        ("lanzhou,1,2020-04-09", "in.csv:2:1: this row is about 2 recipients (council, lanzhou)"),
        (",,2020-04-09", "in.csv:2:1: this row names no recipient and no copy"),
        ("lanzhou,,2020-02-30", 'in.csv:2:10: "2020-02-30" is not a date'),
        ('"兰州市 妇儿工委",3,九日', 'in.csv:2:14: "九日" is not a date'),
        ("lanzhou,,1020-04-09", "is not a date"),
        ("lanzhou,,,电话", "in.csv:2:1: this row has a note and no date"),
        (f"lanzhou,,2020-04-09,{'长' * (MAX_NOTE + 1)}", f"in.csv:2:21: the note has {MAX_NOTE + 1}"),
        ('lanzhou,,"2020-04-09', "in.csv:2:1: this row cannot be read"),
        (f"{'x' * 200_000},,2020-04-09", "in.csv:2:1: this row cannot be read"),
    ],
)
def test_what_a_row_may_not_say_is_reported_where_it_stands(row: str, fault: str) -> None:
    rows, faults = read(f"id,number,date,note\n{row}\n")
    assert not rows.read
    assert len(faults) == 1
    assert fault in faults[0]


def test_a_place_is_right_behind_a_cell_of_several_lines() -> None:
    _, faults = read('note,id,date\n"zwei\nZeilen, mit ""Komma""",lanzhou,gestern\n')
    assert faults[0].startswith('in.csv:3:32: "gestern"')


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (b"", "in.csv:1:1: the table is empty"),
        (b"a,b\n", "no column says when"),
        (b"date,note\n", "no column says whose"),
        (b"id,date,\xe6\x97\xa5\xe6\x9c\x9f\n", "2 columns are called date"),
        (b"PK\x03\x04rest", "this is a workbook, not CSV"),
        ("id,date\n".encode("utf-16"), "this is UTF-16"),
        (b"id,date\nlanz\0hou,2020-04-09\n", "in.csv:2:5: a NUL character"),
        (b"id,date\nlanzhou,\xff\xff\n", "in.csv:2:1: this is neither UTF-8 nor GB18030"),
        (b"id,date\n" + b"x" * MAX_BYTES, "more than 4 MiB"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_a_reason(table: bytes, fault: str) -> None:
    rows, faults = read(table)
    assert not rows.read
    assert len(faults) == 1
    assert fault in faults[0]


def test_a_table_of_nothing_but_faults_ends() -> None:
    _, faults = read("id,date\n" + "nobody,never\n" * 50_000)
    assert len(faults) == MAX_OF_FILE + 1


def test_rows_not_filled_in_are_counted_and_unknown_columns_named() -> None:
    rows, faults = read("id,copies,date,Farbe\ncouncil,2,,\n,,,\nlanzhou,1,2020-04-09,rot\n")
    assert (len(rows.read), rows.blank, rows.unread, faults) == (1, 1, ("Farbe",), [])


def test_what_is_kept_is_read_back_as_it_was_whatever_its_notes_hold() -> None:
    notes = ("", "=1+1", "+86 931", "@x", "-", "一\n=二", 'so "genannt", oder', "＝全角")
    receipts = merge_receipts(
        Receipt(recipient="council", number=number, day=DAY, note=note)
        for number in (None, 1, 2)
        for note in notes
    )
    written = render_receipts(receipts)
    assert tuple(sound(written)) == receipts
    assert b",=1" not in written


COLUMNS = "name the columns in the first row: recipient or number, date, note (收件单位 or 份号, 日期, 备注)"
SAVE = "save it from the spreadsheet as “CSV UTF-8”"


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (b"", "in.csv:1:1: the table is empty; begin it with a row: recipient,date"),
        (b"id,note\n", f"in.csv:1:1: no column says when; {COLUMNS}"),
        (b"date,note\n", f"in.csv:1:1: no column says whose receipt a row is; {COLUMNS}"),
        (
            b"id,date,\xe6\x97\xa5\xe6\x9c\x9f,date\n",
            "in.csv:1:1: 3 columns are called date; leave one of them",
        ),
        (b"id,date,note,note\n", "in.csv:1:1: 2 columns are called note; leave one of them"),
        (b"PK\x03\x04rest", f"in.csv:1:1: this is a workbook, not CSV; {SAVE}"),
        (b"\xd0\xcf\x11\xe0rest", f"in.csv:1:1: this is a workbook, not CSV; {SAVE}"),
        (b"\xff\xfei\0", f"in.csv:1:1: this is UTF-16; {SAVE}"),
        (b"\xfe\xff\0i", f"in.csv:1:1: this is UTF-16; {SAVE}"),
        (b"id\n\n\xff\xff\n", f"in.csv:3:1: this is neither UTF-8 nor GB18030; {SAVE}"),
        (b"id,date\n\na\0\n", f"in.csv:3:2: a NUL character stands here; this is no text; {SAVE}"),
        (
            b"x" * (MAX_BYTES + 1),
            f"in.csv:1:1: the table has {MAX_BYTES + 1:,} bytes, more than 4 MiB; "
            "leave out what is no receipt, or import it in parts",
        ),
        (
            b'id,date\ncouncil,2020-04-09\ncouncil,"2020\n',
            "in.csv:3:1: this row cannot be read: unexpected end of data; "
            "see that every quotation mark is closed, and save the table anew as CSV",
        ),
    ],
)
def test_says_why_a_table_cannot_be_read_and_what_to_do(table: bytes, fault: str) -> None:
    assert read(table)[1] == [fault]


OF_COPIES = "the copies of 2020-03 have the numbers 000001 to 000007"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "nobody,,2020-04-09",
            '1: "nobody" received no copy of 2020-03; see the dispatch sheet of the issue',
        ),
        ("lanzhuo,,2020-04-09", '1: "lanzhuo" received no copy of 2020-03; did you mean lanzhou?'),
        (
            f"{'x' * 41},,2020-04-09",
            f'1: "{"x" * 40}…" received no copy of 2020-03; see the dispatch sheet of the issue',
        ),
        (
            f"{'x' * 40},,2020-04-09",
            f'1: "{"x" * 40}" received no copy of 2020-03; see the dispatch sheet of the issue',
        ),
        ("档案馆,,2020-04-09", '1: "档案馆" is the name of twin-a, twin-b; write the id instead'),
        (",9,2020-04-09", f"2: there is no copy 000009; {OF_COPIES}"),
        (",0,2020-04-09", f"2: there is no copy 000000; {OF_COPIES}"),
        (",6,2020-04-09", f"2: copy 000006 stayed in the office; {OF_COPIES}"),
        (
            ",0000001,2020-04-09",
            '2: "0000001" is not the code of a copy, which looks like JB1:2020-03:000137:42; '
            "write the six digits of the copy number, or its code",
        ),
        (
            f",{CopyNumber(issue_id='2020-02', number=1).code},2020-04-09",
            "2: this is a copy of 2020-02, not of 2020-03; import it with: receipts 2020-02",
        ),
        (
            "lanzhou,1,2020-04-09",
            "1: this row is about 2 recipients (council, lanzhou); give each a row of its own, or mend it",
        ),
        (",,2020-04-09", "1: this row names no recipient and no copy; fill in one of them, or remove it"),
        ("lanzhou,,9.4.", '10: "9.4." is not a date; write it as 2020-04-08 or 2020年4月8日'),
        ("lanzhou,,2101-01-01", '10: "2101-01-01" is not a date; write it as 2020-04-08 or 2020年4月8日'),
        ("lanzhou,,1899-12-31", '10: "1899-12-31" is not a date; write it as 2020-04-08 or 2020年4月8日'),
        ("lanzhou,,,电话", "1: this row has a note and no date; write the day of the receipt"),
        (
            f"lanzhou,,2020-04-09,{'长' * (MAX_NOTE + 1)}",
            f"21: the note has {MAX_NOTE + 1} characters, more than {MAX_NOTE}; shorten it",
        ),
    ],
)
def test_says_what_a_row_may_not_say_and_what_to_do(row: str, fault: str) -> None:
    assert read(f"id,number,date,note\n{row}\n")[1] == [f"in.csv:2:{fault}"]


def test_two_copies_are_two_rows() -> None:
    _, faults = read("number,copy,date\n1,2,2020-04-09\n")
    assert faults == ["in.csv:2:1: this row is about two copies; give each a row of its own, or mend it"]


def test_a_row_may_say_twice_whose_it_is_and_end_early() -> None:
    rows = f"council,,1,,2020-04-09\nlanzhou,兰州市妇儿工委,,{'长' * MAX_NOTE},1900-01-01\n"
    one, other = sound(f"id,收件单位,number,note,date\n{rows}")
    assert (one.recipient, one.number, one.note, one.day) == ("council", 1, "", DAY)
    assert (other.recipient, other.number, other.note) == ("lanzhou", None, "长" * MAX_NOTE)
    assert sound("date,id,note\n2100-12-31 08:30,council\n")[0].day.year == 2100
