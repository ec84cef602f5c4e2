"""Related items share what few others have, and are named in an order that nothing but the items decides."""

import datetime as dt

from examples import CHILDREN, CITY, COUNTY, LEFT_BEHIND, OTHER_CITY, PROVINCE, an_item

from jianbao.model import Body, Item, Part, Related, Topic

SCHOOLS = Topic(id="schools", name="学校")
WORK = Topic(id="work", name="就业")


def items(*given: Item) -> tuple[Item, ...]:
    """Return items newest first, with ten others that have nothing to do with them."""
    others = (
        an_item(f"other-{n}", regions=(), topics=(Topic(id=f"t{n}", name=f"题{n}"),)) for n in range(10)
    )
    return (*given, *others)


def ids(related: Related, item: Item) -> list[str]:
    return [relation.item.id for relation in related.to(item)]


def test_the_rarer_what_is_shared_the_closer() -> None:
    own = an_item("own", regions=(COUNTY,), topics=(SCHOOLS,))
    same_county = an_item("same-county", regions=(COUNTY,), topics=(WORK,))
    same_city = an_item("same-city", regions=(CITY,), topics=(WORK,))
    same_topic = an_item("same-topic", regions=(OTHER_CITY,), topics=(SCHOOLS,))
    related = Related(items(own, same_city, same_topic, same_county))
    assert ids(related, own) == ["same-county", "same-topic", "same-city"]


def test_of_equally_close_items_the_newest_come_first_and_no_more_than_five() -> None:
    news = tuple(an_item(f"n{n}", regions=(CITY,), topics=(SCHOOLS,)) for n in range(9))
    assert ids(Related(items(*news)), news[3]) == ["n0", "n1", "n2", "n4", "n5"]


def test_what_most_items_share_relates_none() -> None:
    news = tuple(an_item(f"n{n}", regions=(PROVINCE,), topics=(), title=str(n)) for n in range(9))
    assert ids(Related(items(*news[:5])), news[0]) == ["n1", "n2", "n3", "n4"]
    assert ids(Related(news), news[0]) == []


def test_the_innermost_of_what_is_shared_is_named() -> None:
    one = an_item("one", regions=(COUNTY,), topics=(LEFT_BEHIND, SCHOOLS))
    other = an_item("other", regions=(COUNTY, OTHER_CITY), topics=(LEFT_BEHIND, CHILDREN))
    (relation,) = Related(items(one, other)).to(one)
    assert relation.shared == (COUNTY, LEFT_BEHIND)


def test_a_part_relates_its_round_up_to_news_from_its_region() -> None:
    part = Part(number=1, regions=(COUNTY,), sources=(), body=Body(markdown="县里的事。"))
    round_up = an_item("round-up", regions=(), topics=(), parts=(part,))
    news = an_item("news", regions=(COUNTY,), topics=())
    related = Related(items(round_up, news))
    assert ids(related, news) == ["round-up"]
    assert ids(related, round_up) == ["news"]


def test_item_that_shares_nothing_has_no_relations() -> None:
    lonely = an_item("lonely", regions=(), topics=(), date=dt.date(2020, 1, 1))
    assert Related(items(lonely)).to(lonely) == ()
