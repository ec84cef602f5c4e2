"""An archive as large as wanted, each the same for ever: for tests and measures of the search.

Comes in: a number of items. Goes out: a publication, and the records of its search. Its text is the sample's
sentences among others made here; their names are drawn from the 3,755 commonest characters, so that pairs of
characters are at least as many as in real news.
"""

import datetime as dt
import random
from functools import cache

from examples import a_publication, an_issue, an_item
from generated import sample_paragraphs

from jianbao.language import read_language
from jianbao.model import Body, Part, Publication, Region, Source, Topic
from jianbao.outputs.website import SearchRecord, Site, search_records
from jianbao.plan import plan_release
from jianbao.theme import find_theme

_PROVINCE = Region(code="620000", name="甘肃省")
_DEEDS = (
    "走访慰问",
    "举办宣讲",
    "召开联席会议",
    "开展结对帮扶",
    "组织技能培训",
    "发放防疫物资",
    "推进规划监测",
)
_OF = ("留守儿童", "困难妇女", "巾帼志愿者", "监护缺失儿童", "贫困劳动力", "妇儿工委成员单位", "家庭教育讲师")
_ENDS = ("群众反映良好", "完成率{}%", "惠及{}人", "有关做法被转发", "下一步将逐级落实")


@cache
def common_characters() -> tuple[str, ...]:
    """Return the first level of GB 2312."""
    rows = (bytes((0xB0 + row, 0xA1 + cell)) for row in range(40) for cell in range(94))
    return tuple(pair.decode("gb2312") for pair in rows if pair < b"\xd7\xfa")


@cache
def an_archive(count: int, length: int = 800) -> Publication:
    """Return a publication of so many items, each of about `length` characters, over nine years."""
    chance = random.Random(f"archive {count}")
    regions = _regions(chance)
    topics = _topics()
    sources = tuple(
        Source(id=f"unit-{number}", name=f"{region.name}妇联", region=region)
        for number, region in enumerate(regions[1:61])
    )
    items = []
    for number in range(count):
        region = chance.choice(regions[1:])
        day = dt.date(2012, 1, 1) + dt.timedelta(days=number * 3300 // count)
        parts = ()
        if number % 50 == 49:
            parts = tuple(
                Part(
                    number=place, regions=(other,), sources=(chance.choice(sources),), body=_body(chance, 200)
                )
                for place, other in enumerate(chance.sample(regions[1:15], 4), 1)
            )
        items.append(
            an_item(
                f"{day.year}/{number:05}",
                title=f"{region.name}{chance.choice(_DEEDS)}关爱{chance.choice(_OF)}（{_word(chance)}）",
                date=day,
                regions=(region,),
                topics=(chance.choice(topics),),
                sources=(chance.choice(sources),),
                body=_body(chance, length),
                parts=parts,
            )
        )
    issues = [
        an_issue(
            *items[start : start + 10],
            number=start // 10 % 90 + 1,
            year=2012 + start // 900,
            date=items[start].date,
        )
        for start in range(0, count, 10)
    ]
    return a_publication(
        *issues, regions=regions, topics=topics, sources=sources, items=tuple(reversed(items))
    )


def records_of(publication: Publication) -> tuple[SearchRecord, ...]:
    """Return what can be found of a publication, all of which is public."""
    theme = find_theme()
    return search_records(
        Site(
            publication=publication,
            outline=plan_release(publication),
            language=read_language(publication.imprint.language, theme),
            papers={},
            theme=theme,
        )
    )


def _regions(chance: random.Random) -> tuple[Region, ...]:
    cities = [Region(code=f"62{n:02}00", name=f"{_word(chance)}市", parent=_PROVINCE) for n in range(1, 15)]
    counties = [
        Region(code=f"{city.code[:4]}{n}", name=f"{_word(chance)}县", parent=city)
        for city in cities
        for n in range(21, 27)
    ]
    return (_PROVINCE, *cities, *counties)


def _topics() -> tuple[Topic, ...]:
    tops = [Topic(id=f"topic-{n}", name=name) for n, name in enumerate(_OF)]
    below = [
        Topic(id=f"{top.id}-{n}", name=f"{top.name}{deed}", parent=top)
        for top in tops
        for n, deed in enumerate(_DEEDS[:3])
    ]
    return (*tops, *below)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(common_characters(), k=2))


def _body(chance: random.Random, length: int) -> Body:
    sentences: list[str] = []
    while sum(map(len, sentences)) < length:
        sentences.append(_sentence(chance))
    return Body(markdown="".join(sentences))


def _sentence(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(chance.choice(sample_paragraphs()).replace("*", "").split("。")) + "。"
    end = chance.choice(_ENDS).format(chance.randint(2, 99999))
    deed, whom = chance.choice(_DEEDS), chance.choice(_OF)
    return f"{_word(chance)}县{_word(chance)}乡{deed}，{_word(chance)}{whom}{_word(chance)}，{end}。"
