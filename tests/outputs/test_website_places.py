"""Places, names and notes on the website are those of the paper, and no two of a page are one."""

from examples import CITY, FEDERATION, OTHER_CITY, OTHER_FEDERATION, a_publication, an_issue, an_item
from html_reading import read
from small_archive import a_site

from jianbao.model import Body, Issue, Item, Part
from jianbao.outputs.website import render_page


def a_round_up(item_id: str) -> Item:
    regions, sources = (CITY, OTHER_CITY), (FEDERATION, OTHER_FEDERATION)
    note = Body(markdown="甲[^1]。\n\n[^1]: 注。")
    part = Part(number=1, regions=regions, sources=sources, body=note)
    return an_item(
        item_id, title="综述", body=Body(markdown="乙[^part-1:1]。\n\n[^part-1:1]: 注。"), parts=(part,)
    )


def page_of(subject: Issue | Item, *items: Item) -> str:
    site = a_site(a_publication(an_issue(*items)))
    wanted = subject.id
    (page,) = (p for p in site.outline.pages if getattr(p.subject, "id", "") == wanted)
    return render_page(page, site).html


def test_no_two_places_of_an_issue_s_page_have_one_name() -> None:
    items = (
        a_round_up("2020/q"),
        an_item("2020/q-part-1", title="二"),
        an_item("2020/q/part-1", title="三"),
    )
    ids = read(page_of(an_issue(), *items)).ids
    assert len(set(ids)) == len(ids)
    assert {"item-2020.q", "item-2020.q:part-1", "item-2020.q-part-1", "item-2020.q.part-1"} <= set(ids)


def test_no_two_places_of_an_item_s_page_have_one_name() -> None:
    item = a_round_up("2020/q")
    ids = read(page_of(item, item)).ids
    assert len(set(ids)) == len(ids)
    assert "part-1" in ids


def test_contents_call_items_as_the_paper_does() -> None:
    item = an_item(title="复工复产", subtitle="各级妇联在行动")
    page = page_of(an_issue(), item, an_item("2020/next", title="长题", subtitle="副题", short_title="短题"))
    links = [line for line in page.splitlines() if 'href="#item-' in line]
    assert [("复工复产——各级妇联在行动" in line, "短题" in line) for line in links] == [
        (True, False),
        (False, True),
    ]


def test_a_note_that_says_itself_what_it_is_gets_no_second_name() -> None:
    named, plain = an_item(note="编者按：请阅。"), an_item(note="请阅。")
    assert read(page_of(named, named)).text.count("编者按") == 1
    assert read(page_of(plain, plain)).text.count("编者按") == 1
