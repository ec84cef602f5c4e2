"""What a key takes, and what it does not."""

from collections.abc import Callable
from typing import Any

import pytest

from jianbao.load.records.scalars import (
    WrongValue,
    read_description,
    read_line,
    read_mail_address,
    read_moment,
    read_note,
    read_time_zone,
    read_title,
    read_web_address,
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
