"""Numbers of issues: what is missing, taken or out of order is named, and what else might be meant is not."""

from pathlib import Path

import pytest
from small_content import PUBLICATION, an_issue_file, an_item_file, load

from jianbao.diagnostics import ContentFault, Severity


def wrong_in(folder: Path, *issues: str, broken: str = "", **publication: str) -> list[str]:
    """Return the faults of issues given as `<id> <date> <further keys>`; `broken` cannot be read."""
    more = "".join(f"{key}: {value}\n" for key, value in publication.items())
    files: dict[str, str | bytes] = {"publication.yml": PUBLICATION + more}
    for issue in issues:
        name, date, *keys = issue.split(" ")
        year, _, number = name.partition("-")
        kind = "kind: supplement\n" if number.startswith("s") else ""
        number = number.removeprefix("s").replace("_", "-")
        files[f"items/of-{name}.yml"] = an_item_file(title=f"{name}的一条", date=date)
        written = dict(key.split("=") for key in keys)
        text = an_issue_file(number, f"of-{name}", year=year, date=date, more=kind)
        text = text.replace("status: issued", f"status: {written.pop('status', 'issued')}")
        files[f"issues/{name}.yml"] = text + "".join(f"{key}: {value}\n" for key, value in written.items())
    if broken:
        files[f"issues/{broken}.yml"] = "number: none\n"
    try:
        load(folder, files)
    except ContentFault as fault:
        found = [str(finding) for finding in fault.diagnostics if finding.severity is Severity.FAULT]
        lines = [line.removeprefix(f"{folder}/issues/") for line in found]
        return [line for line in lines if not broken or not line.startswith(f"{broken}.yml")]
    return []


@pytest.mark.parametrize(
    "issues",
    [
        (),
        ("2020-05 2020-05-05",),
        ("2020-01 2020-01-05", "2020-02 2020-01-05"),
        ("2020-01 2020-01-05", "2020-02_04 2020-02-05", "2020-05 2020-03-05"),
        ("2019-24 2020-01-03", "2020-01 2020-01-05"),
        ("2020-01 2019-12-30",),
        ("2018-24 2018-12-30", "2020-01 2020-01-05"),
        ("2020-01 2020-01-05", "2020-s01 2019-12-30", "2020-s02 2020-03-30", "2020-02 2020-02-05"),
    ],
)
def test_takes_numbers_that_follow_each_other(tmp_path: Path, issues: tuple[str, ...]) -> None:
    assert wrong_in(tmp_path, *issues) == []


def test_names_the_number_that_is_missing(tmp_path: Path) -> None:
    assert wrong_in(tmp_path, "2020-03 2020-03-05", "2020-05 2020-05-05") == [
        "2020-05.yml:1:9: number 4 is missing before 5 (after 2020-03); "
        "write 4, or keep what was withdrawn as an issue with `status: void`"
    ]


def test_names_every_number_that_is_missing(tmp_path: Path) -> None:
    assert wrong_in(tmp_path, "2020-03_04 2020-03-05", "2020-08_09 2020-05-05") == [
        "2020-08_09.yml:1:9: numbers 5 to 7 are missing before 8-9 (after 2020-03_04); "
        "write 5, or keep what was withdrawn as an issue with `status: void`"
    ]


def test_a_year_begins_with_1_where_numbers_are_yearly(tmp_path: Path) -> None:
    assert wrong_in(tmp_path, "2019-03 2019-03-05", "2020-02 2020-05-05") == [
        "2020-02.yml:1:9: number 1 is missing before 2 (after 2019-03); "
        "write 1, or keep what was withdrawn as an issue with `status: void`"
    ]


def test_numbers_run_on_where_they_are_continuous(tmp_path: Path) -> None:
    issues = ("2019-03 2019-03-05", "2020-02 2020-05-05")
    assert wrong_in(tmp_path, *issues, numbering="continuous") == [
        "2020-02.yml:1:9: number 2 lies before 3 of 2019-03; the next free number is 4"
    ]
    (tmp_path / "issues/2020-02.yml").unlink()
    assert wrong_in(tmp_path, "2019-03 2019-03-05", "2020-04 2020-05-05", numbering="continuous") == []


def test_names_whose_number_is_taken(tmp_path: Path) -> None:
    assert wrong_in(tmp_path, "2020-03_05 2020-03-05", "2020-05 2020-05-05") == [
        "2020-05.yml:1:9: number 5 is taken by 2020-03_05 already; the next free number is 6"
    ]
    (tmp_path / "issues/2020-05.yml").unlink()
    assert wrong_in(tmp_path, "2020-03_05 2020-03-05", "2020-03_06 2020-05-05") == [
        "2020-03_06.yml:1:9: number 3-6 is taken by 2020-03_05 already; the next free number is 6"
    ]


def test_supplements_are_a_series_of_their_own(tmp_path: Path) -> None:
    issues = ("2020-01 2020-01-05", "2020-02 2020-02-05", "2020-s01 2020-01-05", "2020-s03 2020-02-05")
    assert wrong_in(tmp_path, *issues) == [
        "2020-s03.yml:1:9: number 2 is missing before 3 (after 2020-s01); "
        "write 2, or keep what was withdrawn as an issue with `status: void`"
    ]


@pytest.mark.parametrize(
    ("broken", "silent"),
    [("2020-04", True), ("2020-s01", True), ("2019-04", False), ("2021-04", False), ("2020-9", True)],
)
def test_what_is_missing_may_stand_in_a_file_of_that_year_that_cannot_be_read(
    tmp_path: Path, broken: str, *, silent: bool
) -> None:
    found = wrong_in(tmp_path, "2020-03 2020-03-05", "2020-05 2020-05-05", broken=broken)
    assert [line for line in found if "missing before" in line] == ([] if silent else found)
    assert bool(found) is not silent


def test_what_is_missing_between_two_years_may_stand_in_a_file_of_either(tmp_path: Path) -> None:
    for broken in ("2019-04", "2020-01"):
        issues = ("2019-03 2019-03-05", "2020-05 2020-05-05")
        assert wrong_in(tmp_path, *issues, broken=broken, numbering="continuous") == []
        (tmp_path / f"issues/{broken}.yml").unlink()


def test_what_is_taken_is_taken_whatever_cannot_be_read(tmp_path: Path) -> None:
    (found,) = wrong_in(tmp_path, "2020-03_05 2020-03-05", "2020-05 2020-05-05", broken="2020-04")
    assert "number 5 is taken by 2020-03_05 already" in found


def test_dates_rise_with_the_numbers(tmp_path: Path) -> None:
    assert wrong_in(tmp_path, "2020-03 2020-03-05", "2020-04 2020-03-04") == [
        "2020-04.yml:3:7: the date 2020-03-04 lies before that of 2020-03 (2020-03-05); "
        "dates rise with the numbers: correct one of them"
    ]


@pytest.mark.parametrize(("year", "date"), [("2020", "2022-01-01"), ("2020", "2018-12-31")])
def test_a_year_goes_with_its_date(tmp_path: Path, year: str, date: str) -> None:
    assert wrong_in(tmp_path, f"{year}-01 {date}") == [
        f"{year}-01.yml:2:7: the year {year} does not go with the date {date}; correct one of them"
    ]


# cumulative numbers


def test_cumulative_numbers_rise_by_one(tmp_path: Path) -> None:
    issues = ("2019-03 2019-03-05 cumulative=30", "2020-01 2020-03-05 cumulative=32")
    assert wrong_in(tmp_path, *issues) == [
        "2020-01.yml:7:13: the cumulative number 32 does not follow 30 of 2019-03; write 31"
    ]


def test_cumulative_numbers_follow_the_dates_across_both_series(tmp_path: Path) -> None:
    issues = (
        "2020-01 2020-01-05 cumulative=30",
        "2020-s01 2020-02-05 cumulative=31",
        "2020-02 2020-03-05 cumulative=32",
    )
    assert wrong_in(tmp_path, *issues) == []


def test_those_without_a_cumulative_number_are_counted_or_may_be(tmp_path: Path) -> None:
    issues = (
        "2020-01 2020-01-05 cumulative=30",
        "2020-s01 2020-02-05",
        "2020-02 2020-02-06",
        "2020-s02 2020-02-07",
        "2020-s03 2020-02-08",
        "2020-03 2020-03-05 cumulative=31",
        "2020-04 2020-04-05 cumulative=33",
    )
    assert wrong_in(tmp_path, *issues) == [
        "2020-03.yml:7:13: the cumulative number 31 does not follow 30 of 2020-01, "
        "with 4 without one between them; write 32 or 33 or 34",
        "2020-04.yml:7:13: the cumulative number 33 does not follow 31 of 2020-03; write 32",
    ]


@pytest.mark.parametrize(
    ("number", "possible"), [("30", "31 or 32"), ("31", ""), ("32", ""), ("33", "31 or 32")]
)
def test_a_withdrawn_number_is_counted_or_not(tmp_path: Path, number: str, possible: str) -> None:
    first, void = "2020-01 2020-01-05 cumulative=30", "2020-02 2020-02-05 status=void"
    found = wrong_in(tmp_path, first, void, f"2020-03 2020-03-05 cumulative={number}")
    assert [line.partition("; write ")[2] for line in found] == ([possible] if possible else [])


def test_cumulative_numbers_are_not_counted_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    issues = ("2020-01 2020-01-05 cumulative=30", "2020-02 2020-03-05 cumulative=32")
    assert wrong_in(tmp_path, *issues, broken="2020-03") == []
