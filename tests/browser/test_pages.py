"""The pages in a real browser: everything works by keyboard, on a phone, by night, and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from serving import Served

PHONE = {"width": 360, "height": 740}
NIGHT = "rgb(19, 20, 22)"
DOUBLE = "document.documentElement.style.fontSize = '200%'"
ITEM, REGION = "items/2020/back-to-work/", "regions/620000/"
KINDS = (
    *("", "issues/", "issues/2020-03/", "items/", ITEM, REGION, "regions/", "topics/", "sources/"),
    *("sources/lanzhou-wf/", "archive/", "years/", "years/2020/", "statistics/", "feeds/", "search/"),
)

Open = Callable[..., Page]


@pytest.fixture
def opened(visit: Callable, sample_served: Served) -> Open:
    """Open a page of the sample in a browser with settings of its own."""

    def open_page(path: str, **settings: object) -> Page:
        return visit(sample_served, **settings).open(path)

    return open_page


def colours_of(page: Page) -> tuple[str, str]:
    body = page.locator("body")
    ground, ink = (
        body.evaluate(f"body => getComputedStyle(body).{name}") for name in ("backgroundColor", "color")
    )
    return ground, ink


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_menu_of_a_phone_opens_and_closes_by_touch_and_by_keyboard(opened: Open, *, scripts: bool) -> None:
    page = opened(ITEM, viewport=PHONE, java_script_enabled=scripts)
    menu, button = page.get_by_role("navigation", name="栏目"), page.get_by_role("button", name="栏目")
    expect(menu).to_be_hidden()
    button.click()
    expect(menu.get_by_role("link")).to_have_text(
        ["首页", "各期", "地区", "主题", "来源", "年份", "归档", "统计"]
    )
    button.click()
    expect(menu).to_be_hidden()
    button.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(page.get_by_role("banner").get_by_role("link", name="检索")).to_be_visible()


def test_menu_of_a_phone_never_covers_where_the_keyboard_is(opened: Open) -> None:
    page = opened(ITEM, viewport=PHONE)
    menu, button = page.get_by_role("navigation", name="栏目"), page.get_by_role("button", name="栏目")
    button.press("Enter")
    for _ in range(menu.get_by_role("link").count()):
        page.keyboard.press("Tab")
        expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("navigation", name="所在位置").get_by_role("link").first).to_be_focused()
    expect(menu).to_be_hidden()


def test_menu_of_a_phone_begins_where_the_head_ends_however_large_its_letters(opened: Open) -> None:
    page = opened(ITEM, viewport=PHONE)
    page.evaluate(DOUBLE)
    page.get_by_role("button", name="栏目").click()
    head, menu = (page.locator(part).bounding_box() for part in (".jb-header", ".jb-sections"))
    assert head is not None
    assert menu is not None
    assert abs(head["y"] + head["height"] - menu["y"]) <= 1


def test_section_where_one_is_stands_out_in_forced_colours_too(opened: Open) -> None:
    page = opened(REGION, forced_colors="active")
    here, others = (
        page.locator(f".jb-sections a{which}").evaluate_all(
            "links => [...new Set(links.map(link => getComputedStyle(link).borderBottomColor))]"
        )
        for which in ("[aria-current]", ":not([aria-current])")
    )
    assert len(here) == len(others) == 1
    assert here != others


def test_wide_screen_shows_the_sections_and_no_button_for_them(opened: Open) -> None:
    page = opened(REGION)
    expect(page.get_by_role("navigation", name="栏目")).to_be_visible()
    expect(page.get_by_role("button", name="栏目")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_is_wider_than_its_screen(opened: Open, sample_served: Served, width: int) -> None:
    page = opened("", viewport={"width": width, "height": 900})
    for kind in KINDS:
        page.goto(f"{sample_served.address}{kind}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


def test_nothing_is_cut_off_or_too_wide_when_letters_are_twice_as_large(
    opened: Open, sample_served: Served
) -> None:
    page = opened("", viewport=PHONE)
    for kind in KINDS:
        page.goto(f"{sample_served.address}{kind}")
        page.evaluate(DOUBLE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], kind
        names = page.locator(".jb-brand span")
        assert names.evaluate_all("all => all.every(name => name.scrollWidth <= name.clientWidth + 1)"), kind


def test_picture_in_full_size_can_be_seen_to_its_edges(opened: Open) -> None:
    page = opened(ITEM, viewport=PHONE)
    page.locator("a.jb-enlarge").nth(1).click()
    page.get_by_role("button", name="原大").click()
    picture = page.get_by_role("dialog").get_by_role("img")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] > PHONE["width"]
    assert box["x"] >= 0


def test_paper_has_all_pictures_and_no_blank_sheets(opened: Open, sample_served: Served) -> None:
    page = opened(ITEM)
    pictures = page.locator("main img")
    assert pictures.count() > 2
    for picture in pictures.all():
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    page.goto(f"{sample_served.address}search/?q=宇宙飞船")
    expect(page.locator("#search .jb-places")).to_be_visible()
    page.emulate_media(media="print")
    height = page.locator("#search").evaluate("search => search.getBoundingClientRect().height")
    assert height < 800


def test_picture_is_enlarged_by_keyboard_and_gives_focus_back(opened: Open) -> None:
    page = opened(ITEM)
    pictures, viewer = page.locator("a.jb-enlarge"), page.get_by_role("dialog", name="图片")
    captions = page.locator("figcaption").all_inner_texts()
    assert pictures.count() == len(captions) > 1
    pictures.first.press("Enter")
    expect(viewer).to_be_visible()
    expect(viewer.get_by_role("button", name="关闭")).to_be_focused()
    for caption in (*captions, captions[0]):
        expect(viewer.locator("p")).to_have_text(caption)
        page.keyboard.press("ArrowRight")
    full = viewer.get_by_role("button", name="原大")
    full.click()
    expect(full).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(pictures.first).to_be_focused()


def test_picture_is_a_file_where_there_are_no_scripts(opened: Open) -> None:
    page = opened(ITEM, java_script_enabled=False)
    picture = page.locator("a.jb-enlarge").first.evaluate("link => link.href")
    assert page.request.get(picture).headers["content-type"] == "image/png"


def test_colours_follow_the_system_until_someone_chooses(opened: Open, sample_served: Served) -> None:
    page = opened("", color_scheme="dark")
    night = colours_of(page)
    page.get_by_role("button", name="换成浅色").click()
    day = colours_of(page)
    assert day != night
    page.goto(f"{sample_served.address}{REGION}")
    assert colours_of(page) == day
    page.get_by_role("button", name="换成深色").click()
    page.get_by_role("button", name="跟随系统深浅").click()
    assert colours_of(page) == night
    page.emulate_media(color_scheme="light")
    assert colours_of(page) == day


def test_night_comes_without_scripts_and_never_onto_paper(opened: Open) -> None:
    page = opened("", color_scheme="dark", java_script_enabled=False)
    assert colours_of(page)[0] == NIGHT
    page.emulate_media(media="print")
    assert colours_of(page) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_citation_names_the_day_of_reading_and_is_copied(opened: Open, sample_served: Served) -> None:
    page = opened("", permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2026-03-05T12:00:00")
    page.goto(f"{sample_served.address}{ITEM}")
    line = page.locator("#citation")
    expect(line).to_contain_text("[2026-03-05]. https://bulletin.example.org/items/2020/back-to-work/.")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == line.inner_text()


def test_citation_that_may_not_be_copied_is_marked_to_be_copied(opened: Open) -> None:
    page = opened(ITEM)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    page.get_by_role("button", name="复制").click()
    page.wait_for_function("getSelection().toString() !== ''")
    assert page.evaluate("getSelection().toString()").strip() == page.locator("#citation").inner_text()


def test_english_citation_writes_the_day_of_reading_as_its_other_days(
    visit: Callable, english_served: Served
) -> None:
    page = visit(english_served).open("items/")
    page.clock.set_fixed_time("2026-03-05T12:00:00")
    page.locator(".jb-entry-title a").first.click()
    expect(page.locator("#citation .jb-today")).to_have_text("5 March 2026")


def test_slash_leads_to_the_search_field_or_to_the_page_of_one(opened: Open, sample_served: Served) -> None:
    page = opened("")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("1/2")
    expect(field).to_have_value("1/2")
    page.goto(f"{sample_served.address}{ITEM}")
    page.keyboard.press("/")
    page.wait_for_url(f"{sample_served.address}search/")


def test_first_stop_of_the_keyboard_leads_past_the_head(opened: Open) -> None:
    page = opened(REGION)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_region_is_narrowed_by_a_topic_on_the_search_page(opened: Open, sample_served: Served) -> None:
    page = opened(REGION)
    page.locator(".jb-narrow").get_by_text("儿童关爱").click()
    page.wait_for_url(f"{sample_served.address}search/?region=620000&topic=child-welfare*")
    expect(page.get_by_role("listitem").filter(has_text="兰州市妇联开展关心关爱")).not_to_have_count(0)


def test_search_field_of_a_region_asks_within_it(opened: Open, sample_served: Served) -> None:
    page = opened(REGION, viewport=PHONE)
    page.get_by_text("缩小范围").first.click()
    page.get_by_role("searchbox").fill("书籍")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sample_served.address}search/?region=620000&q=*")
