"""What sound content becomes."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import ExifTags, Image
from small_content import ITEM, PUBLICATION, an_issue_file, an_item_file, load, publish

from jianbao.diagnostics import ContentFault, UsageFault
from jianbao.load import read_publication
from jianbao.load.pictures import read_picture
from jianbao.model import IssueKind, IssueStatus, ItemStatus, Numbering, Visibility

ROOT = Path(__file__).parent.parent.parent


def the_item(folder, text):
    return publish(folder, {"items/2020/books.yml": text}).items[0]


# the folders in the repository


def test_sample_bulletin_is_sound():
    loaded = read_publication(ROOT / "content")
    assert loaded.warnings == ()
    assert [issue.id for issue in loaded.publication.issues] == ["2020-03"]


def test_english_bulletin_is_sound():
    loaded = read_publication(ROOT / "tests" / "sites" / "en")
    assert loaded.warnings == ()
    issue = loaded.publication.issues[0]
    assert (issue.id, issue.print_count, issue.date) == ("2024-07", 150, dt.date(2024, 5, 12))
    assert [section.heading for section in issue.sections] == [None, "In brief"]
    assert list(loaded.pictures) == ["2024/bus-line-4.png"]


def test_asks_for_a_folder_that_is_there(tmp_path):
    with pytest.raises(UsageFault, match="there is no folder"):
        read_publication(tmp_path / "nowhere")


def test_an_empty_folder_only_lacks_its_publication(tmp_path):
    with pytest.raises(ContentFault) as raised:
        read_publication(tmp_path)
    assert [finding.message for finding in raised.value.diagnostics] == ["the file is missing"]


# scalars


@pytest.mark.parametrize(
    "text", ["NO", "yes", "010", "12:30", "1.10", "1_000", "0x1F", "2020-04-07", "1e3", ".inf"]
)
def test_text_stays_what_stands_there(tmp_path, text):
    item = the_item(tmp_path, an_item_file(title=text, short_title=text))
    assert (item.title, item.short_title) == (text, text)


def test_quotes_and_spaces_around_a_line_are_no_part_of_it(tmp_path):
    item = the_item(tmp_path, an_item_file(title='"  书籍送到  "', subtitle="'「新」'"))
    assert (item.title, item.subtitle) == ("书籍送到", "「新」")


def test_region_codes_need_no_quotes(tmp_path):
    item = the_item(tmp_path, an_item_file(region="620122"))
    assert [region.code for region in item.regions] == ["620122"]


def test_ids_may_look_like_numbers(tmp_path):
    files = {
        "topics.yml": "- {id: 010, name: 儿童关爱}\n- {id: no, name: 留守儿童, parent: 010}\n",
        "items/2020/1.yml": an_item_file(topic="no"),
    }
    item = publish(tmp_path, files).items[0]
    assert (item.id, item.topics[0].id, item.topics[0].parent.id) == ("2020/1", "no", "010")


def test_a_body_is_kept_character_for_character(tmp_path):
    body = "第一段　“引文”——……\n\n- 12:30、010、NO\n- a & b < c\n\n  缩进\n"
    indented = "".join(f"  {line}\n" if line else "\n" for line in body.split("\n")[:-1])
    item = the_item(tmp_path, an_item_file(body="|\n" + indented.rstrip("\n")))
    assert item.body.markdown == body


# names


@pytest.mark.parametrize("name", ["兰州市妇联", "兰州市妇女联合会", "lanzhou-wf"])
def test_a_source_is_known_by_name_alias_and_id(tmp_path, name):
    assert the_item(tmp_path, an_item_file(source=name)).sources[0].id == "lanzhou-wf"


@pytest.mark.parametrize(("key", "name"), [("region", "620122"), ("region", "皋兰县")])
def test_a_region_is_known_by_code_and_name(tmp_path, key, name):
    assert the_item(tmp_path, an_item_file(**{key: name})).regions[0].name == "皋兰县"


def test_one_name_or_a_list_of_them(tmp_path):
    one = the_item(tmp_path, an_item_file(source="兰州市妇联"))
    several = the_item(tmp_path, an_item_file(source="[皋兰县妇联, 兰州市妇联]"))
    assert [source.id for source in one.sources] == ["lanzhou-wf"]
    assert [source.id for source in several.sources] == ["gaolan-wf", "lanzhou-wf"]


def test_trees_grow_in_whatever_order_they_are_written(tmp_path):
    publication = publish(tmp_path, {})
    county = publication.regions[2]
    assert [region.code for region in publication.regions] == ["620000", "620100", "620122"]
    assert (county.parent.name, county.parent.parent.name, county.parent.parent.parent) == (
        "兰州市",
        "甘肃省",
        None,
    )
    assert [topic.id for topic in publication.topics] == ["left-behind-children", "child-welfare"]
    assert publication.topics[0].parent == publication.topics[1]


def test_regions_of_one_name_are_told_apart_by_their_codes(tmp_path):
    files = {
        "regions.yml": "- {code: 620102, name: 城关区}\n- {code: 620802, name: 城关区}\n",
        "sources.yml": "- {id: lanzhou-wf, name: 兰州市妇联}\n",
        "items/2020/books.yml": an_item_file(region="620802"),
    }
    assert publish(tmp_path, files).items[0].regions[0].code == "620802"


# items


def test_an_item_has_its_defaults(tmp_path):
    item = the_item(tmp_path, ITEM)
    assert (item.status, item.visibility, item.embargo) == (ItemStatus.READY, Visibility.PUBLIC, None)
    assert (item.subtitle, item.short_title, item.note, item.pictures, item.parts) == (
        None,
        None,
        None,
        (),
        (),
    )


def test_a_key_without_a_value_counts_as_left_out(tmp_path):
    item = the_item(tmp_path, ITEM + "subtitle:\nstatus:\nembargo:\nimages:\nparts:\n")
    assert item == the_item(tmp_path, ITEM)


def test_an_embargo_is_meant_in_the_zone_of_the_publication(tmp_path):
    item = the_item(tmp_path, ITEM + "embargo: 2020-04-08T09:00\n")
    assert item.embargo == dt.datetime(2020, 4, 8, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert item.embargo == dt.datetime(2020, 4, 8, 1, tzinfo=dt.UTC)


def test_an_embargo_on_a_day_ends_as_the_day_begins(tmp_path):
    files = {
        "publication.yml": PUBLICATION + "timezone: Europe/London\n",
        "items/2020/books.yml": ITEM + "embargo: 2020-07-01\n",
    }
    assert publish(tmp_path, files).items[0].embargo == dt.datetime(2020, 6, 30, 23, tzinfo=dt.UTC)


def test_an_embargo_may_name_its_own_zone(tmp_path):
    item = the_item(tmp_path, ITEM + "embargo: 2020-04-08T09:00+02:00\n")
    assert item.embargo == dt.datetime(2020, 4, 8, 7, tzinfo=dt.UTC)


def test_items_stand_newest_first(tmp_path):
    files = {
        "items/2020/b.yml": an_item_file(title="乙", date="2020-04-02"),
        "items/2020/a.yml": an_item_file(title="甲", date="2020-04-02"),
        "items/2020/c.yml": an_item_file(title="丙", date="2020-04-09"),
    }
    assert [item.id for item in publish(tmp_path, files).items] == ["2020/c", "2020/a", "2020/b"]


def test_a_part_inherits_the_source_of_its_item(tmp_path):
    parts = (
        "parts:\n"
        "  - {region: 皋兰县, body: 甲}\n"
        "  - {region: 兰州市, source: 皋兰县妇联, title: 市里, body: 乙}\n"
    )
    item = the_item(tmp_path, ITEM + parts)
    first, second = item.parts
    assert (first.number, first.title, first.sources) == (1, None, item.sources)
    assert (second.number, second.title, second.sources[0].id) == (2, "市里", "gaolan-wf")


def test_an_item_may_have_parts_only(tmp_path):
    text = ITEM.replace("body: 一批书籍送到了。\n", "") + "parts:\n  - {region: 皋兰县, body: 甲}\n"
    item = the_item(tmp_path, text)
    assert item.body is None
    assert [body.markdown for body in item.bodies] == ["甲"]


def test_a_body_knows_what_it_leads_to(tmp_path):
    files = {
        "items/2020/books.yml": an_item_file(
            body="见[甲](item:2020/jobs)、[乙](issue:2020-03)和[丙](https://example.org)。"
        ),
        "items/2020/jobs.yml": an_item_file(title="招聘"),
        "issues/2020-03.yml": an_issue_file("3", "2020/books", "2020/jobs"),
    }
    item = publish(tmp_path, files).item("2020/books")
    assert item.body.links == ("item:2020/jobs", "issue:2020-03")


def test_pictures_know_their_size_and_sum(tmp_path):
    picture = (ROOT / "tests/sites/en/images/2024/bus-line-4.png").read_bytes()
    files = {
        "images/2020/a.png": picture,
        "images/2020/unused.png": b"not looked at",
        "items/2020/books.yml": ITEM + "images:\n  - {file: 2020/a.png, alt: 图, caption: 说明}\n",
    }
    loaded = load(tmp_path, files)
    shown = loaded.publication.items[0].pictures[0]
    assert (shown.file.width, shown.file.height, shown.alt, shown.caption) == (960, 540, "图", "说明")
    assert len(shown.file.sha256) == 64
    assert loaded.pictures == {"2020/a.png": picture}


# issues


def test_items_keep_their_editorial_order(tmp_path):
    files = {f"items/2020/{name}.yml": an_item_file(title=name) for name in "abcde"}
    files["issues/2020-03.yml"] = an_issue_file(
        "3", "2020/d", "2020/b", "{heading: 简讯, items: [2020/e, 2020/a]}", "2020/c"
    )
    issue = publish(tmp_path, files).issues[0]
    assert [item.id for item in issue.items] == ["2020/d", "2020/b", "2020/e", "2020/a", "2020/c"]
    assert [(section.heading, len(section.items)) for section in issue.sections] == [
        (None, 2),
        ("简讯", 2),
        (None, 1),
    ]


def test_an_issue_has_its_defaults(tmp_path):
    files = {"items/2020/books.yml": ITEM, "issues/2020-03.yml": an_issue_file("3", "2020/books")}
    issue = publish(tmp_path, files).issues[0]
    assert (issue.kind, issue.status, issue.issued) == (IssueKind.REGULAR, IssueStatus.ISSUED, issue.date)
    assert (issue.print_count, issue.spare_copies, issue.cumulative, issue.signed_off) == (
        None,
        0,
        None,
        None,
    )


def test_defaults_of_a_publication(tmp_path):
    imprint = publish(tmp_path, {}).imprint
    assert (imprint.timezone, imprint.numbering, imprint.archive_copies) == (
        "Asia/Shanghai",
        Numbering.YEARLY,
        0,
    )
    assert imprint.site_url == "https://bulletin.example.org/"
    assert imprint.site_code is None
    assert (imprint.fonts, imprint.preprinted_head, imprint.contact.email) == ((), False, None)


@pytest.mark.parametrize(
    ("name", "number", "kind"),
    [
        ("2020-03", "3", "regular"),
        ("2020-03", "03", "regular"),
        ("2020-12", "12", "special"),
        ("2020-123", "123", "regular"),
        ("2020-07_08", "7-8", "regular"),
        ("2020-s01", "1", "supplement"),
        ("2020-s01_02", "1-2", "supplement"),
    ],
)
def test_an_id_follows_from_year_number_and_kind(tmp_path, name, number, kind):
    files = {
        "items/2020/books.yml": ITEM,
        f"issues/{name}.yml": an_issue_file(number, "2020/books", more=f"kind: {kind}\n"),
    }
    assert publish(tmp_path, files).issues[0].id == name


def series(*issues: tuple[str, str, str, str], **publication: str) -> dict[str, str]:
    """Return files of issues given as (id, number, date, more), each with an item of its own."""
    files = {
        "publication.yml": PUBLICATION + "".join(f"{key}: {value}\n" for key, value in publication.items())
    }
    for name, number, date, more in issues:
        files[f"items/of-{name}.yml"] = an_item_file(title=f"第{name}期的一条")
        files[f"issues/{name}.yml"] = an_issue_file(number, f"of-{name}", year=name[:4], date=date, more=more)
    return files


def test_yearly_numbers_begin_again_with_1_and_may_begin_anywhere(tmp_path):
    files = series(
        ("2019-11", "11", "2019-11-30", "cumulative: 30\n"),
        ("2019-12", "12", "2019-12-31", "cumulative: 31\n"),
        ("2020-01", "1", "2020-01-31", "cumulative: 32\n"),
        ("2020-02_03", "2-3", "2020-03-31", "cumulative: 33\n"),
        ("2020-04", "4", "2020-03-31", "cumulative: 34\n"),
    )
    assert [issue.number.digits for issue in publish(tmp_path, files).issues] == ["11", "12", "1", "2-3", "4"]


def test_continuous_numbers_run_on_across_years(tmp_path):
    files = series(
        ("2019-98", "98", "2019-12-31", ""),
        ("2020-99", "99", "2020-01-31", ""),
        ("2020-100", "100", "2020-02-29", ""),
        numbering="continuous",
    )
    assert [issue.id for issue in publish(tmp_path, files).issues] == ["2019-98", "2020-99", "2020-100"]


def test_supplements_count_apart(tmp_path):
    files = series(
        ("2020-01", "1", "2020-01-31", ""),
        ("2020-s01", "1", "2020-01-31", "kind: supplement\n"),
        ("2020-s02", "2", "2020-02-15", "kind: supplement\n"),
        ("2020-02", "2", "2020-02-29", "kind: special\n"),
    )
    assert [issue.id for issue in publish(tmp_path, files).issues] == [
        "2020-01",
        "2020-s01",
        "2020-s02",
        "2020-02",
    ]


def test_a_void_number_keeps_its_place(tmp_path):
    files = series(
        ("2020-01", "1", "2020-01-31", ""),
        ("2020-02", "2", "2020-02-29", ""),
        ("2020-03", "3", "2020-03-31", ""),
    )
    void = files["issues/2020-02.yml"].replace("status: issued", "status: void")
    files["issues/2020-02.yml"] = void.replace("of-2020-02", "of-2020-03")
    del files["items/of-2020-02.yml"]
    issues = publish(tmp_path, files).issues
    assert [(issue.id, issue.is_out, len(issue.items)) for issue in issues] == [
        ("2020-01", True, 1),
        ("2020-02", False, 0),
        ("2020-03", True, 1),
    ]


def test_errata_stand_oldest_first(tmp_path):
    files = series(("2020-01", "1", "2020-01-31", ""))
    for number, date in ((1, "2020-03-01"), (2, "2020-02-01")):
        files[f"errata/2020-01-{number}.yml"] = (
            f"issue: 2020-01\nitem: of-2020-01\ndate: {date}\nwrong: 一条\nright: 两条\nreprint: true\n"
        )
    errata = publish(tmp_path, files).errata
    assert [(e.id, e.issue.id, e.item.id) for e in errata] == [
        ("2020-01-2", "2020-01", "of-2020-01"),
        ("2020-01-1", "2020-01", "of-2020-01"),
    ]
    assert (errata[0].wrong, errata[0].right, errata[0].reprint) == ("一条", "两条", True)


# files


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    text = an_item_file(body="|\n  第一行\n  第二行\n\n  第二段")
    plain = the_item(tmp_path, text)
    assert the_item(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == plain
    assert the_item(tmp_path, text.replace("\n", "\r").encode()) == plain


@pytest.mark.parametrize(
    "name", [".git", "README.md", "notes.txt", "items/.DS_Store", "items/2020/books.yml~", "build.lock"]
)
def test_files_of_other_tools_are_left_alone(tmp_path, name):
    files = {name: "x", "items/2020/books.yml": ITEM, "issues/2020-03.yml": an_issue_file("3", "2020/books")}
    assert load(tmp_path, files).warnings == ()


def test_the_same_content_reads_the_same(tmp_path):
    once, again = read_publication(ROOT / "content"), read_publication(ROOT / "content")
    assert once == again


def test_a_picture_taken_upright_is_measured_as_it_is_shown(tmp_path):
    upright = Image.Exif()
    upright[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (40, 20), "grey").save(tmp_path / "phone.jpg", exif=upright)
    file = read_picture(tmp_path, "phone.jpg").file
    assert (file.width, file.height) == (20, 40)


@pytest.mark.parametrize(
    ("cumulative", "possible"),
    [
        (("5", "", "7"), True),
        (("5", "", "6"), False),
        (("5", "", "8"), False),
        (("", "5", "6"), True),
        (("5", "", ""), True),
        (("", "", "9"), True),
    ],
)
def test_an_issue_without_a_cumulative_number_counts_nevertheless(tmp_path, cumulative, possible):
    more = [f"cumulative: {number}\n" if number else "" for number in cumulative]
    files = series(*((f"2020-0{n}", str(n), f"2020-0{n}-28", more[n - 1]) for n in (1, 2, 3)))
    if possible:
        assert len(publish(tmp_path, files).issues) == 3
    else:
        with pytest.raises(
            ContentFault, match="does not follow 5 of 2020-01, with 1 without one between them; write 7"
        ):
            publish(tmp_path, files)


@pytest.mark.parametrize("cumulative", ["6", "7"])
def test_a_supplement_without_a_cumulative_number_may_be_counted_or_not(tmp_path, cumulative):
    files = series(
        ("2020-01", "1", "2020-01-28", "cumulative: 5\n"),
        ("2020-s01", "1", "2020-02-10", "kind: supplement\n"),
        ("2020-02", "2", "2020-02-28", f"cumulative: {cumulative}\n"),
    )
    assert len(publish(tmp_path, files).issues) == 3
