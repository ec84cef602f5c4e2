"""The search page as a reader meets it: typing, narrowing, moving by keyboard, sharing a link."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import Watched
from examples import CITY
from playwright.sync_api import Page, expect
from serving import Served

from jianbao.outputs.website import RecordKind, SearchRecord
from jianbao.search_index.columns import facet_file
from jianbao.search_index.tokens import normalized

RESULTS = "[data-part=results] > li"
TITLES = f"{RESULTS} > .jb-entry-title > a"
COUNT = "[data-part=count]"


def titles(page: Page) -> list[str]:
    return page.locator(TITLES).all_inner_texts()


def open_search(site: Watched, query: str = "") -> Page:
    page = site.open(f"search/{query}")
    expect(page.locator(COUNT)).not_to_contain_text("正在")
    return page


def counts(page: Page, facet: str) -> dict[str, str]:
    rows = page.locator(f"[data-facet={facet}] li a").all()
    return dict(row.inner_text().replace("\n", " ").rsplit(None, 1) for row in rows)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("复工复产", "甘肃省各级工会多措并举助力企业复工复产"),
        ("发展规划 监测", "甘肃省妇女儿童发展规划统计监测会议在兰州召开"),
        ("监护缺失", "《甘肃省因新冠肺炎疫情影响造成监护缺失儿童救助保护工作方案》"),
    ],
)
def test_a_reader_types_and_opens_what_was_found_by_keyboard_alone(
    sample: Watched, query: str, title: str
) -> None:
    page = sample.open("regions/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    expect(page.locator(COUNT)).to_contain_text("共")
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator(COUNT)).to_contain_text("找到")
    shown = next(place for place, name in enumerate(titles(page)) if title in name)
    for _ in range(shown + 1):
        page.keyboard.press("ArrowDown")
    expect(page.locator(TITLES).nth(shown)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")
    expect(page.locator("h1")).to_contain_text(title)


def test_arrows_and_escape_lead_back_to_the_field_and_empty_it(sample: Watched) -> None:
    page = open_search(sample, "?q=妇联")
    field = page.locator("#find")
    field.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(TITLES).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(page.locator(COUNT)).to_contain_text("共")
    assert not page.url.partition("?")[2]


def test_facets_alone_list_everything_newest_first(archive: Watched) -> None:
    page = open_search(archive)
    dates = page.locator(f"{RESULTS} > time").evaluate_all("times => times.map(time => time.dateTime)")
    assert len(dates) == 6
    assert dates == sorted(dates, reverse=True)
    page.get_by_role("button", name="再看24条").click()
    expect(page.locator(RESULTS)).to_have_count(30)
    expect(page.locator(TITLES).nth(6)).to_be_focused()


def test_more_is_shown_once_however_often_it_is_asked_for(archive: Watched) -> None:
    page = open_search(archive)
    page.get_by_role("button", name="再看24条").dblclick()
    expect(page.locator(RESULTS)).to_have_count(30)
    page.wait_for_timeout(300)
    assert len(set(page.locator(TITLES).evaluate_all("links => links.map(link => link.href)"))) == 30
    expect(page.locator(RESULTS)).to_have_count(30)


@pytest.mark.parametrize("lost", ["index", "fragment"])
def test_a_file_that_does_not_come_is_not_taken_for_nothing_found(archive: Watched, lost: str) -> None:
    page = open_search(archive)
    files = f"**/search/pagefind/{lost}/**"
    page.route(files, lambda route: route.fulfill(status=404))
    page.locator("#find").fill("嘉峪关")
    expect(page.get_by_role("alert")).to_contain_text("检索未能载入")
    assert "没有找到" not in page.locator("#search").inner_text()
    archive.faults.clear()
    page.unroute(files)
    page.locator("#find").press("Enter")
    expect(page.locator(COUNT)).to_contain_text("找到")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_two_facets_narrow_what_was_found_and_their_counts_follow(sample: Watched) -> None:
    page = open_search(sample, "?q=妇联")
    in_city = counts(page, "region")["兰州市"]
    page.locator("[data-facet=region] a", has_text="兰州市").click()
    expect(page.locator(COUNT)).to_have_text(f"找到{in_city}条")
    cared_for = counts(page, "topic")["儿童关爱"]
    assert int(cared_for) < int(in_city)
    page.locator("[data-facet=topic] a", has_text="儿童关爱").click()
    expect(page.locator(COUNT)).to_have_text(f"找到{cared_for}条")
    assert page.url.endswith("&region=620100&topic=child-welfare")
    assert counts(page, "region")["兰州市"] == cared_for
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(f"找到{in_city}条")
    page.get_by_role("link", name="去掉兰州市").click()
    assert counts(page, "region")["兰州市"] == in_city


def test_a_facet_chosen_while_typing_narrows_what_has_been_typed(sample: Watched) -> None:
    page = open_search(sample, "?q=妇联")
    chosen = page.locator("[data-facet=region] a", has_text="兰州市")
    page.evaluate(
        """([field, link]) => {
            field.value = "儿童";
            field.dispatchEvent(new InputEvent("input"));
            link.click();
        }""",
        [page.locator("input[name=q]").element_handle(), chosen.element_handle()],
    )
    page.wait_for_url("**/search/?q=%E5%84%BF%E7%AB%A5&region=620100")
    expect(page.locator("[data-part=results] mark").first).to_have_text("儿童")
    assert page.locator("input[name=q]").input_value() == "儿童"


def test_counts_say_what_another_choice_would_leave(sample: Watched) -> None:
    page = open_search(sample, "?region=620100")
    others = counts(page, "region")
    page.locator("[data-facet=region] a", has_text="白银市").click()
    expect(page.locator("[data-facet=region] a[aria-current]")).to_contain_text("白银市")
    assert page.locator(COUNT).inner_text().startswith(f"共{others['白银市']}条")
    now = counts(page, "region")
    both = now.keys() & others.keys()
    assert len(both) > 10
    assert {place: now[place] for place in both} == {place: others[place] for place in both}


def test_every_state_is_a_link_that_shows_the_same_to_whoever_opens_it(archive: Watched) -> None:
    page = open_search(archive, "?q=妇联")
    for facet in ("region", "topic"):
        page.locator(f"[data-facet={facet}] a").nth(1).click()
        expect(page.locator(f"[data-facet={facet}] a[aria-current]")).to_have_count(1)
    page.get_by_role("link", name="最新在前").click()
    expect(page.locator("[data-part=order] a[aria-current]")).to_have_text("最新在前")
    shown = page.locator(COUNT).inner_text(), titles(page)
    other = archive.context.new_page()
    other.goto(page.url)
    expect(other.locator(COUNT)).to_have_text(shown[0])
    assert titles(other) == shown[1]


def test_a_part_is_found_under_its_own_place_and_leads_to_it(sample: Watched) -> None:
    page = open_search(sample, "?q=义乌市&region=621200")
    expect(page.locator(COUNT)).to_have_text("找到1条")
    expect(page.locator(f"{RESULTS} .jb-within")).to_have_text("见《复工复产》")
    page.locator(TITLES).click()
    page.wait_for_url("**/items/2020/back-to-work/#part-*")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").inner_text() == "陇南市"


def test_without_words_an_item_stands_for_its_parts(sample: Watched) -> None:
    page = open_search(sample, "?region=620000")
    assert not [title for title in titles(page) if title == "陇南市"]
    page.goto(page.url.replace("620000", "621200"))
    expect(page.locator(TITLES)).to_have_text(["陇南市"])


def test_what_was_typed_is_marked_in_the_middle_of_a_sentence(sample: Watched) -> None:
    page = open_search(sample, "?q=法律维权")
    expect(page.locator(f"{RESULTS} mark").first).to_have_text("法律维权")
    text = page.locator(f"{RESULTS} .jb-excerpt").first.inner_text()
    assert "”法律维权热线" in text


def test_what_a_part_is_found_by_is_marked_in_the_title_of_its_round_up(sample: Watched) -> None:
    page = open_search(sample, "?q=复工复产&region=620400")
    expect(page.locator(f"{RESULTS} .jb-within mark").first).to_have_text("复工复产")


def test_titles_weigh_more(archive: Watched) -> None:
    page = open_search(archive, "?q=结对帮扶")
    assert all("结对帮扶" in title for title in titles(page))


def test_what_is_written_nowhere_finds_nothing_and_is_told_apart(sample: Watched) -> None:
    page = open_search(sample, "?q=儿童留守行动")
    expect(page.locator(COUNT)).to_have_text("没有找到。")
    page.locator("[data-part=advice] a").click()
    expect(page.locator(COUNT)).to_contain_text("找到")
    page = open_search(sample, "?q=热线 宇宙飞船")
    expect(page.locator("[data-part=advice] a")).to_have_text(["热线"])


def test_whoever_finds_nothing_is_led_on(sample: Watched) -> None:
    page = open_search(sample, "?q=宇宙飞船")
    expect(page.locator(COUNT)).to_have_text("没有找到。")
    page.locator("#search .jb-places").get_by_role("link", name="地区").click()
    expect(page.locator("h1")).to_have_text("地区")
    expect(open_search(sample, "?q=儿童").locator("#search .jb-places")).to_be_hidden()


def test_a_tab_is_named_after_what_it_looks_for(sample: Watched) -> None:
    page = open_search(sample, "?q=留守儿童")
    expect(page).to_have_title(re.compile("^留守儿童 - 检索 - "))
    page.locator("#find").press("Escape")
    expect(page).to_have_title(re.compile("^检索 - "))


def test_what_is_typed_is_text_and_never_markup(sample: Watched) -> None:
    page = open_search(sample)
    hostile = "<img src=x onerror=alert(1)>留守"
    page.locator("#find").fill(hostile)
    expect(page.locator(COUNT)).to_contain_text("没有找到")
    assert page.locator("#search img").count() == 0
    expect(page.locator("#find")).to_have_value(hostile)


def test_a_link_with_an_unknown_facet_says_so_and_can_be_mended(sample: Watched) -> None:
    page = open_search(sample, "?region=999999")
    expect(page.locator(COUNT)).to_have_text("没有找到。")
    page.get_by_role("link", name="去掉999999").click()
    expect(page.locator(COUNT)).to_contain_text("共")


def test_a_name_is_not_taken_for_a_pattern(sample: Watched) -> None:
    page = open_search(sample, "?region=$%26$'")
    expect(page.get_by_role("link", name="去掉$&$'", exact=True)).to_have_count(1)


def test_words_half_typed_in_an_input_method_are_not_looked_for(sample: Watched) -> None:
    page = open_search(sample)
    before = page.locator(COUNT).inner_text()
    page.locator("#find").evaluate(
        """field => {
            field.value = "liu shou";
            field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        }"""
    )
    page.wait_for_timeout(600)
    assert page.locator(COUNT).inner_text() == before


def test_the_count_is_told_to_who_cannot_see_it(sample: Watched) -> None:
    page = open_search(sample, "?q=留守儿童")
    expect(page.get_by_role("status")).to_have_text("找到3条")


def test_the_page_fits_a_phone(visit: Callable[..., Watched], sample_served: Served) -> None:
    phone = visit(sample_served, viewport={"width": 360, "height": 740})
    page = open_search(phone, "?q=妇联&region=620000")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("[data-part=facets]").is_hidden()
    page.get_by_text("缩小范围").click()
    page.locator("[data-facet=topic] summary").click()
    expect(page.locator("[data-facet=topic] ul")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_page_says_so_and_offers_ways_in(
    visit: Callable[..., Watched], sample_served: Served
) -> None:
    page = visit(sample_served, java_script_enabled=False).open("search/")
    expect(page.get_by_text("检索要用JavaScript")).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    page.locator("main .jb-places a:visible").filter(has_text="地区").click()
    expect(page.locator("h1")).to_have_text("地区")


def test_search_in_english_writes_days_and_titles_as_the_pages_do(
    visit: Callable[..., Watched], english_served: Served
) -> None:
    page = visit(english_served, locale="en-US").open("search/?q=bus")
    expect(page.locator(f"{RESULTS} > time").first).to_have_text("9 May 2024")
    expect(page.locator(RESULTS).nth(1)).to_contain_text("Reading week; Spring in the wards;")


def test_facets_are_told_apart_however_many_there_are(sample: Watched) -> None:
    """The character that stands for the 8,028th ends a line, to JavaScript."""
    regions = tuple(replace(CITY, code=f"{number:06}") for number in range(8_100))
    record = SearchRecord(
        kind=RecordKind.ITEM, address="", title="", text="", date=dt.date(2020, 4, 7), year=2020
    )
    records = [replace(record, regions=(region,)) for region in regions]
    page = open_search(sample)
    found = page.evaluate(
        """async (data) => {
            const { Facets } = await import("../assets/javascripts/search-facets.js");
            const facets = new Facets(JSON.parse(data), { yearName: "{year}", items: "", issues: "" });
            const asked = facets.values.region.filter(({ key }) => /^0080[23]/.test(key));
            return asked.map(({ key }) => [Number(key), ...facets.narrow({ region: key }, null).places]);
        }""",
        facet_file(records, ()).content.decode(),
    )
    assert found == [[place, place] for place in range(8020, 8040)]


@pytest.mark.parametrize("name", ["sample", "archive"])
def test_every_record_is_read_back_as_it_was_written(name: str, request: pytest.FixtureRequest) -> None:
    records: tuple[SearchRecord, ...] = request.getfixturevalue(f"{name}_records")
    page = open_search(request.getfixturevalue(name))
    read_back = page.evaluate(
        """async () => {
            const { Engine } = await import("../assets/javascripts/search-engine.js");
            const engine = new Engine(new URL("./", location.href));
            const facets = await engine.open();
            const records = await Promise.all(Array.from(facets.kind, (_, place) => engine.read(place)));
            return records.map((record) =>
                ["date", "title", "text", "sources", "within", "issue"].map((name) => record[name]));
        }"""
    )
    written = [[record.date.isoformat(), *map(normalized, record.segments)] for record in records]
    for got, wanted in zip(read_back, written, strict=True):
        assert [without_spaces(text) for text in got] == [without_spaces(text) for text in wanted]


def without_spaces(text: str) -> str:
    """Leave away the spaces between Chinese and Latin letters, which the index does not keep."""
    return re.sub(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])", "", text)
