"""What a key takes, and what it does not."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from jianbao.load.records.scalars import (
    WrongValue,
    read_body,
    read_currency,
    read_day,
    read_description,
    read_flag,
    read_id,
    read_issue_numbers,
    read_item_id,
    read_line,
    read_list,
    read_mail_address,
    read_moment,
    read_names,
    read_note,
    read_points,
    read_price,
    read_text,
    read_time_zone,
    read_title,
    read_web_address,
    read_whole,
    read_year,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://bulletin.example.org", "https://bulletin.example.org/"),
        ("http://bulletin.example.org:8080/", "http://bulletin.example.org:8080/"),
        ("https://example.org/a/b~c/%E7%AE%80", "https://example.org/a/b~c/%E7%AE%80/"),
        ("https://192.0.2.1/", "https://192.0.2.1/"),
        ("https://[2001:db8::1]:443/x", "https://[2001:db8::1]:443/x/"),
        ("https://xn--fiqs8s/", "https://xn--fiqs8s/"),
        ("http://localhost/", "http://localhost/"),
    ],
)
def test_reads_the_address_of_a_site(written: str, read: str) -> None:
    assert read_web_address(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "bulletin.example.org",
        "//bulletin.example.org/",
        "ftp://bulletin.example.org/",
        "https://",
        "https:///",
        "https:///news/",
        "https://:80/",
        "https://[::1",
        "https://::1]/",
        "https://[x]/",
        "https://[]/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://example.org:999999/",
        "https://example.org:8o/",
        "https://example.org:/",
        "https://me@example.org/",
        "https://me:secret@example.org/",
        "https://example.org/?q=1",
        "https://example.org?q",
        "https://example.org/#top",
        "https://example.org#top",
        "https://exa mple.org/",
        "https://-example.org/",
        "https://example..org/",
        "https://.org/",
        "https://例.example/",
        "https://example.org/简报/",
        "https://example.org/a//b/",
        "https://example.org//",
        "https://example.org/../",
        "https://example.org/a/..",
        "https://example.org/%zz/",
        "https://example.org/'/",
        'https://example.org/"/',
        "https://example.org/<b>/",
        "https://example.org\\news",
        "javascript:alert(1)",
    ],
)
def test_refuses_what_is_no_address_of_a_site(written: str) -> None:
    with pytest.raises(WrongValue, match="is not a web address"):
        read_web_address(written)


def test_the_address_of_a_page_is_not_that_of_a_site() -> None:
    with pytest.raises(WrongValue, match="is the address of one page"):
        read_web_address("https://example.org/index.html")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Argentina/Salta", "UTC", "Etc/GMT-8"])
def test_reads_a_time_zone(zone: str) -> None:
    assert read_time_zone(zone) == zone


@pytest.mark.parametrize(
    "zone",
    [
        "localtime",
        "posixrules",
        "Factory",
        "posix/Asia/Shanghai",
        "right/Asia/Shanghai",
        "asia/shanghai",
        "Asia/shanghai",
        "Asia/Lanzhou",
        "Asia",
        "PRC",
        "CST",
        "CST-8",
        "+08:00",
        "US/Pacific",
        "../Shanghai",
        "Asia/../Asia/Shanghai",
        "/usr/share/zoneinfo/UTC",
        "zone.tab",
        "Asia/Shanghai\0",
    ],
)
def test_refuses_zones_that_mean_something_else_elsewhere(zone: str) -> None:
    with pytest.raises(WrongValue, match="is not a time zone"):
        read_time_zone(zone)


@pytest.mark.parametrize(
    ("read", "longest"),
    [(read_line, 300), (read_title, 300), (read_description, 2_000), (read_note, 10_000)],
)
def test_each_kind_of_text_has_its_length(read: Callable[[Any], str], longest: int) -> None:
    assert read("字" * longest) == "字" * longest
    with pytest.raises(WrongValue, match="longer than"):
        read("字" * (longest + 1))


@pytest.mark.parametrize("year", ["1899", "2101", "0000", "20", "二〇二〇", "２０２０"])
def test_refuses_years_that_no_bulletin_is_of(year: str) -> None:
    with pytest.raises(WrongValue, match="is not a year"):
        read_year(year)


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "2020-04-08T09:00+99:00"]
)
def test_refuses_moments_beyond_all_calendars(moment: str) -> None:
    with pytest.raises(WrongValue, match="is not a moment"):
        read_moment(moment)


@pytest.mark.parametrize(
    "written", ["gsfegwb@163.com", "a.b+c@example.org", "office@intranet", "x_1@a-b.example.cn"]
)
def test_reads_a_mail_address(written: str) -> None:
    assert read_mail_address(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "office",
        "@",
        "office@",
        "@example.org",
        "a@b, c@d",
        "a b@example.org",
        "a@b>\tBcc: x",
        ".a@example.org",
        "a..b@example.org",
        "a@@example.org",
        "a@example..org",
        "a@-example.org",
        "甲@example.org",
        "a@例子.cn",
        "=?utf-8?q?=0Aa?=@example.org",
        "<a@example.org>",
        '"a"@example.org',
        "a@[127.0.0.1]",
        "a" * 65 + "@example.org",
    ],
)
def test_refuses_what_no_letter_can_be_sent_from(written: str) -> None:
    with pytest.raises(WrongValue, match="is not a mail address"):
        read_mail_address(written)


ID = "use lower-case letters, digits, `-` and `_`"


@pytest.mark.parametrize(
    ("read", "written", "message", "hint"),
    [
        (
            read_text,
            ["a"],
            "text is expected here",
            "write a text; quote it if it looks like a list or mapping",
        ),
        (read_text, " \n", "this is empty", "write a text, or remove the key"),
        (read_line, "a\nb", "one line is expected here", "write it on one line"),
        (read_line, "a" * 301, "this is longer than 300 characters", "shorten it"),
        (read_title, "a" * 301, "this is longer than 300 characters", "shorten it"),
        (read_description, "a" * 2001, "this is longer than 2,000 characters", "shorten it"),
        (read_note, "a" * 10_001, "this note is longer than 10,000 characters", "make an item of it"),
        (read_body, "a" * 60_001, "this text is longer than 60,000 characters", "split the item"),
        (read_id, "A", '"A" cannot be an id', ID),
        (read_item_id, "2020/A", '"2020/A" cannot be an id', f"{ID}, and `/` between folders"),
        (read_points, "-1", '"-1" is not a number of points', "write a number such as 3 or 0.5"),
        (read_price, "1e3", '"1e3" is not a price', "write a number such as 0.05"),
        (read_currency, "yuan", '"yuan" is not a currency', "write three capitals as in CNY"),
        (read_whole, "1.0", '"1.0" is not a whole number', "write digits only, at most 1000000"),
        (read_year, "20", '"20" is not a year', "write four digits, as in 2020"),
        (read_issue_numbers, "0", '"0" is not an issue number', "write 3, or 7-8 for a combined issue"),
        (read_issue_numbers, "x", '"x" is not an issue number', "write 3, or 7-8 for a combined issue"),
        (read_issue_numbers, "8-7", '"8-7" runs backwards', "write the smaller number first, as in 7-8"),
        (read_issue_numbers, "7-7", '"7-7" runs backwards', "write the smaller number first, as in 7-8"),
        (read_day, "7.4.2020", '"7.4.2020" is not a date', "write year, month and day as in 2020-04-07"),
        (read_day, "2020-02-30", '"2020-02-30" is not a date', "write year, month and day as in 2020-04-07"),
        (read_moment, "9:00", '"9:00" is not a moment', "write it as in 2020-04-08T09:00"),
        (read_flag, "yes", "true or false is expected here", "write one of these words"),
        (read_names, [], "this list is empty", "name at least one"),
        (read_list, "a", "a list is expected here", "write one entry a line, each after `- `"),
        (
            read_web_address,
            "example.org",
            '"example.org" is not a web address',
            "write it as in https://bulletin.example.org/",
        ),
        (
            read_web_address,
            "https://example.org/index.html",
            '"https://example.org/index.html" is the address of one page',
            "write that of the whole site",
        ),
        (read_time_zone, "CET", '"CET" is not a time zone', "write it as in Asia/Shanghai"),
    ],
)
def test_says_what_is_wrong_and_what_to_write_instead(
    read: Callable[[Any], Any], written: Any, message: str, hint: str
) -> None:
    with pytest.raises(WrongValue) as raised:
        read(written)
    assert (raised.value.message, raised.value.hint, str(raised.value)) == (message, hint, message)


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (read_text, " a\nb ", " a\nb "),
        (read_line, " a ", "a"),
        (read_note, " a\n", " a\n"),
        (read_note, "a" * 10_000, "a" * 10_000),
        (read_body, "a" * 60_000, "a" * 60_000),
        (read_id, "0_-" + "a" * 97, "0_-" + "a" * 97),
        (read_item_id, "/".join("abcdefghij"), "/".join("abcdefghij")),
        (read_price, "1234567.0001", Decimal("1234567.0001")),
        (read_whole, "0", 0),
        (read_whole, "1000000", 1_000_000),
        (read_year, "1900", 1900),
        (read_year, "2100", 2100),
        (read_issue_numbers, "1", (1, 1)),
        (read_issue_numbers, "99998-99999", (99_998, 99_999)),
        (read_day, "1900-01-01", dt.date(1900, 1, 1)),
        (read_day, "2100-12-31", dt.date(2100, 12, 31)),
        (read_moment, "2020-04-08", dt.datetime(2020, 4, 8)),
        (read_moment, "2020-04-08T09:00:30", dt.datetime(2020, 4, 8, 9, 0, 30)),
        (read_moment, "2020-04-08T09:00Z", dt.datetime(2020, 4, 8, 9, tzinfo=dt.UTC)),
        (read_flag, "true", True),
        (read_flag, "false", False),
        (read_names, "a", ["a"]),
        (read_names, ["a", "b"], ["a", "b"]),
        (read_list, None, []),
        (read_list, ["a"], ["a"]),
        (read_time_zone, "UTC", "UTC"),
    ],
)
def test_reads_what_is_meant(read: Callable[[Any], Any], written: Any, value: Any) -> None:
    assert read(written) == value


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (read_id, "a" * 101),
        (read_item_id, "/".join("abcdefghijk")),
        (read_whole, "1000001"),
        (read_whole, "00000001"),
        (read_year, "1899"),
        (read_year, "2101"),
        (read_issue_numbers, "100000"),
        (read_day, "1899-12-31"),
        (read_day, "2101-01-01"),
        (read_day, "2020-04-07T09:00"),
        (read_moment, "1899-12-31"),
        (read_moment, "2020-04-08T25:00"),
        (read_flag, None),
    ],
)
def test_refuses_what_lies_just_beyond(read: Callable[[Any], Any], written: Any) -> None:
    with pytest.raises(WrongValue):
        read(written)
