"""The published data holds to its schemas, says what the pages say, and does no harm in a spreadsheet."""

import csv
import hashlib
import io
import json
from typing import Any

import pytest
from examples import CITY, COUNTY, FEDERATION, a_picture, a_publication, an_issue, an_item
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from small_archive import RECIPIENT, SECRET, a_site, a_small_archive, an_edition

from jianbao.model import Body, IssueStatus, Part, Publication
from jianbao.outputs.data import render_data

HOST = "https://bulletin.example.org/"
FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "＝1")


def data_of(publication: Publication) -> dict[str, bytes]:
    """Return the data of all that is public of a publication by its address."""
    edition = an_edition(a_site(publication))
    return {artifact.path: artifact.content for artifact in render_data(edition)}


def items_of(publication: Publication) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in json.loads(data_of(publication)["data/items.json"])["items"]}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def data() -> dict[str, bytes]:
    """The data of the small archive."""
    return data_of(a_small_archive())


def validate(name: str, data: dict[str, bytes]) -> None:
    schema = json.loads(data[f"data/{name}.schema.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(
        json.loads(data[f"data/{name}.json"])
    )


@pytest.mark.parametrize("name", ["items", "issues"])
def test_data_holds_to_the_schema_that_it_names(name: str, data: dict[str, bytes]) -> None:
    named = json.loads(data[f"data/{name}.json"])["$schema"]
    assert named == json.loads(data[f"data/{name}.schema.json"])["$id"] == f"{HOST}data/{name}.schema.json"
    validate(name, data)


@pytest.mark.parametrize("name", ["items", "issues"])
def test_schema_describes_every_key_and_refuses_others(name: str, data: dict[str, bytes]) -> None:
    found = json.loads(data[f"data/{name}.json"])
    for entry in found[name]:
        entry["secret"] = 1
    changed = data | {f"data/{name}.json": json.dumps(found).encode()}
    with pytest.raises(ValidationError, match="secret"):
        validate(name, changed)


@pytest.mark.parametrize("name", ["items", "issues"])
def test_data_of_a_publication_without_anything_is_valid(name: str) -> None:
    validate(name, data_of(a_publication()))


def test_an_item_says_all_that_its_page_says(data: dict[str, bytes]) -> None:
    items = {item["id"]: item for item in json.loads(data["data/items.json"])["items"]}
    books = items["2020/books"]
    assert books["address"] == f"{HOST}items/2020/books/"
    assert books["printed"] == {"issue": "2020-03", "page": 3}
    assert books["regions"] == [{"code": "620100", "name": "兰州市"}]
    assert books["topics"] == [{"id": "left-behind-children", "name": "留守儿童"}]
    assert books["sources"] == [{"id": "lanzhou-wf", "name": "兰州市妇联"}]
    assert books["subtitle"] == "全市行动"
    assert books["note"] == "编者请各地参考。"
    assert [erratum["right"] for erratum in books["errata"]] == ["150名"]
    assert [(picture["alt"], picture["caption"]) for picture in books["pictures"]] == [
        ("领书的孩子", None),
        ("书包", "书包到手"),
    ]
    assert books["pictures"][0]["address"] == f"{HOST}images/2020/shown%20in%20text.png"
    assert items["2020/waiting"]["printed"] is None


def test_text_is_plain_and_keeps_its_paragraphs(data: dict[str, bytes]) -> None:
    items = {item["id"]: item for item in json.loads(data["data/items.json"])["items"]}
    text = items["2020/books"]["text"]
    assert "第一段有要点，见方案和上年末期，不见内部情况。[1]\n\n" in text
    assert "县 | 册\n皋兰 | 50" in text
    assert "<" not in text
    assert [part["text"] for part in items["2020/round-up"]["parts"]][1] == "另一市的事。"


def test_text_is_as_corrected() -> None:
    archive = a_small_archive()
    erratum = archive.errata[0]
    body = Body(markdown="受益的孩子有50名。")
    item = an_item("2020/books", body=body)
    issue = an_issue(item)
    publication = a_publication(
        issue, errata=(type(erratum)(**_facts(erratum) | {"issue": issue, "item": item}),)
    )
    assert items_of(publication)["2020/books"]["text"] == "受益的孩子有150名。"


def _facts(erratum: Any) -> dict[str, Any]:
    return {name: getattr(erratum, name) for name in ("id", "date", "wrong", "right", "note")}


def test_an_issue_says_what_it_holds_and_what_its_pdf_is(data: dict[str, bytes]) -> None:
    issues = {issue["id"]: issue for issue in json.loads(data["data/issues.json"])["issues"]}
    third = issues["2020-03"]
    assert third["number"] == {"first": 3, "last": 3, "printed": "3"}
    assert third["cumulative"] == 41
    assert [
        (section["heading"], [item["id"] for item in section["items"]]) for section in third["contents"]
    ] == [
        (None, ["2020/round-up", "2020/books"]),
        ("简讯", ["2020/brief"]),
    ]
    assert third["contents"][1]["items"][0]["page"] == 4
    assert third["pdf"] == {
        "address": f"{HOST}issues/2020-03/2020-03.pdf",
        "pages": 16,
        "size": 8,
        "sha256": hashlib.sha256(b"%PDF-1.7").hexdigest(),
    }
    assert third["letter"] == f"{HOST}issues/2020-03/2020-03.eml"


def test_of_a_withdrawn_number_nothing_is_said_but_that(data: dict[str, bytes]) -> None:
    void = next(i for i in json.loads(data["data/issues.json"])["issues"] if i["status"] == "void")
    assert (void["id"], void["address"], void["pdf"], void["letter"], void["contents"]) == (
        "2020-02",
        None,
        None,
        None,
        [],
    )


def test_nothing_that_is_not_public_is_in_the_data(data: dict[str, bytes]) -> None:
    for content in data.values():
        assert SECRET not in content.decode()
        assert RECIPIENT not in content.decode()
        assert "2020/secret" not in content.decode()


def test_json_has_an_entry_a_line_so_that_versions_can_be_compared(data: dict[str, bytes]) -> None:
    lines = data["data/items.json"].decode().splitlines()
    entries = [line for line in lines if line.startswith('{"id"')]
    assert len(entries) == len(json.loads(data["data/items.json"])["items"])


def test_table_has_a_row_an_item_and_says_under_what_it_is_found(data: dict[str, bytes]) -> None:
    rows = {row["id"]: row for row in rows_of(data["data/items.csv"])}
    round_up = rows["2020/round-up"]
    assert round_up["regions"] == "甘肃省"
    assert round_up["all_regions"] == "甘肃省; 兰州市; 皋兰县; 白银市"
    assert round_up["all_sources"] == "兰州市妇联; 白银市妇联"
    assert round_up["parts"] == "2"
    assert rows["2020/books"]["topic_ids"] == "left-behind-children"
    assert rows["2020/books"]["all_topics"] == "儿童关爱; 留守儿童"
    assert (rows["2020/books"]["issue"], rows["2020/books"]["page"]) == ("2020-03", "3")
    assert rows["2020/waiting"]["issue"] == ""


def test_table_opens_rightly_in_a_spreadsheet(data: dict[str, bytes]) -> None:
    assert data["data/items.csv"].startswith(b"\xef\xbb\xbfid,date,")
    assert data["data/items.csv"].count(b"\r\n") == len(rows_of(data["data/items.csv"])) + 1


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    item = an_item(title=formula, subtitle=formula, sources=(type(FEDERATION)(id="x", name=formula),))
    (row,) = rows_of(data_of(a_publication(an_issue(item)))["data/items.csv"])
    for column in ("title", "subtitle", "sources", "all_sources"):
        assert row[column] == f"'{formula}"


def test_characters_are_counted_over_all_parts() -> None:
    part = Part(number=1, regions=(COUNTY,), sources=(), body=Body(markdown="四个字也 在"))
    item = an_item(body=Body(markdown="**三个** 字"), parts=(part,), regions=(CITY,), pictures=(a_picture(),))
    (row,) = rows_of(data_of(a_publication(an_issue(item)))["data/items.csv"])
    assert (row["characters"], row["parts"], row["pictures"]) == ("8", "1", "1")


def test_a_draft_issue_is_not_in_the_data() -> None:
    found = data_of(a_publication(an_issue(an_item(), status=IssueStatus.DRAFT)))
    assert json.loads(found["data/issues.json"])["issues"] == []


def test_a_text_that_looks_like_a_picture_describes_none() -> None:
    address = f"{HOST}images/2020/books.png"
    body = Body(
        markdown=f'写作 alt="假" src="{address}"。\n\n![真](2020/books.png)', pictures=(a_picture().file,)
    )
    (picture,) = items_of(a_publication(an_issue(an_item("2020/books", body=body))))["2020/books"]["pictures"]
    assert picture["alt"] == "真"
