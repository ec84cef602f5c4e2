"""Issues made by rule, each the same for ever: for tests that want many pages of all kinds.

Comes in: a number. Goes out: an issue with its publication and the bytes of its pictures. Its text is the
sample's, paragraph by paragraph, and sentences made here of marks, figures and names in all kinds of company.
"""

import hashlib
import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from examples import (
    CITY,
    COUNTY,
    FEDERATION,
    OTHER_CITY,
    OTHER_FEDERATION,
    a_publication,
    an_imprint,
    an_item,
)
from examples import an_issue as an_issue_of
from PIL import Image, ImageDraw

from jianbao.load import read_publication
from jianbao.model import (
    Body,
    Contact,
    Distribution,
    Group,
    Issue,
    IssueKind,
    Item,
    Part,
    Picture,
    PictureFile,
    Publication,
    Recipient,
    Section,
    SignOff,
)

_CONTENT = Path(__file__).parents[1] / "content"

RARE = "㛃喆堃祎翀玥珺旻啰瞭頔䶮婳昪嫚镕鎏燚𬭎𫖯𬀩㎡℃①②③Ⅳ‰×÷≥"
"""Characters of names and figures that the text's own face has not all got."""

_PLACES = ("城关区", "七里河区", "皋兰县", "榆中县", "会宁县", "靖远县", "临夏回族自治州", "甘南藏族自治州")
_UNITS = ("市妇联", "县妇儿工委办公室", "街道办事处", "省人民政府妇女儿童工作委员会", "村（居）民委员会")
_DEEDS = (
    "走访慰问困难家庭",
    "举办“护苗·春风”宣讲",
    "印发《关于做好留守儿童关爱服务工作的通知》（甘妇儿工委〔2020〕4号）",
    "开通12338热线和QQ群、微信群",
    "组织“爱心妈妈”与孩子“一对一”结对",
    "召开联席会议，听取（民政、教育、卫生健康等）各成员单位汇报",
    "发放书包、文具和/或防疫物资",
    "上线Women’s Home 2.0平台",
)
_ENDS = (
    "群众说：“真是及时雨！”",
    "为什么要这样做？——为了孩子；也为了明天。",
    "各地情况不同……但目标一致。",
    "有关经验被《中国妇女报》、《甘肃日报》等报道。",
    "完成率98.5%，比上年提高3.2个百分点。",
    "联系电话：0931-8888888，网址https://example.org/help?a=1&b=2。",
    "这就是“特殊时期·特殊家教”（试点）。",
    "其中：男童1,234名，女童1,198名；平均气温－3℃，教室面积56㎡。",
)
_NAMES = ("李{}", "王{}{}", "买买提·{}", "欧阳{}")

Draw = Callable[[random.Random], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """An issue, the publication that it stands in, and the bytes of its pictures by their path."""

    issue: Issue
    publication: Publication
    pictures: Mapping[str, bytes]


def generated_issues(count: int) -> Iterator[Generated]:
    """Yield the issues 1 to `count`."""
    return map(a_generated_issue, range(1, count + 1))


def a_generated_issue(number: int) -> Generated:
    """Return the issue of that number: two in a row are of different kinds, with different things in them."""
    chance = random.Random(f"issue {number}")
    pictures: dict[str, bytes] = {}
    items = [_an_item(number, place, chance, pictures) for place in range(1, _length(number) + 1)]
    brief = len(items) // 2 + 1
    sections = (Section(items=tuple(items[:brief])), Section(items=tuple(items[brief:]), heading="简讯"))
    kind = (IssueKind.REGULAR, IssueKind.REGULAR, IssueKind.SPECIAL, IssueKind.SUPPLEMENT)[number % 4]
    issue = an_issue_of(
        number=number,
        kind=kind,
        sections=tuple(section for section in sections if section.items),
        cumulative=number + 100 if number % 2 else None,
        title="疫情防控专题" if kind is IssueKind.SPECIAL else None,
        note="\n".join(_sentences(chance, 2)) if number % 5 == 0 else None,
        distribution=_distribution(number, chance),
        print_count=160 if number % 3 else None,
        signed_off=SignOff(edited="张三", reviewed="李四", approved=_name(chance))
        if number % 7 == 0
        else None,
    )
    if kind is IssueKind.SUPPLEMENT:
        issue = replace(issue, number=replace(issue.number, supplement=True))
    organ = ("甘肃省妇联", "甘肃省政府妇女儿童工作委员会", "甘肃省某市某县人民政府妇女儿童工作委员会联席会议")
    imprint = an_imprint(
        organ=organ[number % 3],
        name=("简报", "妇女儿童工作简报", "情况通报")[number % 3],
        preprinted_head=number % 11 == 0,
        contact=Contact(email="office@example.org", phone="0931-8888888", address="兰州市城关区中央广场1号"),
    )
    return Generated(issue=issue, publication=a_publication(issue, imprint=imprint), pictures=pictures)


@cache
def sample_paragraphs() -> tuple[str, ...]:
    """Return the paragraphs of plain text in the sample."""
    items = read_publication(_CONTENT).publication.items
    texts = [body.markdown for item in items for body in item.bodies]
    found = (paragraph.strip() for text in texts for paragraph in text.split("\n\n"))
    return tuple(text for text in found if text and text[0] not in "#|-!>[" and "](" not in text)


def _length(number: int) -> int:
    """Return how many items an issue has: 1 to 6, and now and then a contents list of more than a page."""
    return 36 if number % 25 == 0 else 1 + number % 6


def _an_item(number: int, place: int, chance: random.Random, pictures: dict[str, bytes]) -> Item:
    def picture(draw: Draw | None = None, suffix: str = "png") -> PictureFile:
        path = f"2020/{number:02}-{place}-{len(pictures)}.{suffix}"
        pictures[path] = content = (draw or _draw_chart)(chance)
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
        return PictureFile(path=path, width=width, height=height, sha256=hashlib.sha256(content).hexdigest())

    many = number % 25 == 0
    turn = number * 7 + place
    text = _brief(chance) if many else _text(turn, chance)
    inline: tuple[PictureFile, ...] = ()
    if turn % 4 == 0 and not many:
        draw, suffix = _DRAWERS[turn // 4 % len(_DRAWERS)]
        inline = (picture(draw, suffix),)
        text += f'\n\n![{_name(chance)}在现场]({inline[0].path} "现场（第{place}组）")\n\n' + _paragraph(
            chance
        )
    shown = tuple(
        Picture(
            file=picture(),
            alt=f"活动照片，{_name(chance)}与孩子们",
            caption=f"图为活动现场。{_name(chance)}摄" if turn % 2 else None,
            credit="市妇联" if turn % 3 else None,
        )
        for _ in range(0 if many else (0, 0, 1, 2, 0, 3)[turn % 6])
    )
    return an_item(
        f"2020/{number:02}-{place}",
        title=_title(turn, chance),
        subtitle="以“小切口”推动大变化" if turn % 5 == 1 else None,
        short_title=f"第{place}条简题" if turn % 9 == 2 else None,
        note="本刊按：" + _sentences(chance, 1)[0] if turn % 8 == 3 else None,
        regions=(chance.choice((CITY, COUNTY, OTHER_CITY)),),
        sources=(FEDERATION, OTHER_FEDERATION)[: 1 + turn % 2],
        body=Body(markdown=text, pictures=inline),
        pictures=shown,
        parts=tuple(_parts(chance)) if turn % 10 == 4 else (),
    )


def _parts(chance: random.Random) -> Iterator[Part]:
    for number, region in enumerate((CITY, COUNTY, OTHER_CITY), 1):
        title = "部分先行先试" if number == 2 else None
        body = Body(markdown=_paragraph(chance))
        yield Part(number=number, regions=(region,), sources=(FEDERATION,), title=title, body=body)


def _text(turn: int, chance: random.Random) -> str:
    """Return a body of everything that a body may hold; which of it, the turn says."""
    blocks = [_paragraph(chance) for _ in range(chance.randint(1, 3))]
    if turn % 2:
        blocks += ["# 一、总体情况", _paragraph(chance), "## （一）主要做法", _paragraph(chance)]
        blocks += ["### 1. 摸清底数", _paragraph(chance)]
    if turn % 3 == 0:
        blocks += ["\n".join(f"- {line}" for line in _sentences(chance, 3)), _paragraph(chance)]
        blocks += [f"1. 分级负责\n    - {_sentences(chance, 1)[0]}\n    - 逐级报告\n2. 各负其责"]
    if turn % 4 == 1:
        blocks += [_table(chance), _paragraph(chance)]
    if turn % 5 == 2:
        blocks += ["> " + _sentences(chance, 1)[0], _paragraph(chance)]
    if turn % 3 == 1:
        notes = "\n\n".join(f"[^{n}]: {_sentences(chance, 1)[0]}" for n in (1, 2))
        blocks += [f"据统计[^1]，{_sentences(chance, 1)[0]}详见附表[^2]。", notes]
    return "\n\n".join(blocks)


def _brief(chance: random.Random) -> str:
    return "".join(_sentences(chance, 2))


def _title(turn: int, chance: random.Random) -> str:
    place, unit = chance.choice(_PLACES), chance.choice(_UNITS)
    short = f"{place}妇联{chance.choice(('走访慰问', '召开会议', '部署工作'))}"
    middle = f"{place}{unit}多措并举关爱留守儿童"
    long = f"{place}{unit}印发《关于进一步做好疫情防控期间因监护缺失儿童救助保护和关爱服务工作的若干措施》"
    return (short, middle, long)[turn % 3] + ("" if turn % 4 else "——第一季度工作综述")


def _paragraph(chance: random.Random) -> str:
    """Return a paragraph of the sample, or one made of sentences; now and then with emphasis or a link."""
    if chance.random() < 0.4:
        return chance.choice(sample_paragraphs())
    text = "".join(_sentences(chance, chance.randint(2, 7)))
    return text + chance.choice(
        ("", "", "**各地要抓好落实。**", "详见[方案全文](https://example.org/plan)。", "*请阅。*")
    )


def _sentences(chance: random.Random, count: int) -> list[str]:
    return [_sentence(chance) for _ in range(count)]


def _sentence(chance: random.Random) -> str:
    place, unit, deed = chance.choice(_PLACES), chance.choice(_UNITS), chance.choice(_DEEDS)
    day = f"{chance.randint(2018, 2020)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    middle = (
        f"{day}，{place}{unit}{deed}",
        f"据{_name(chance)}介绍，{place}（含{unit}）{deed}，惠及{chance.randint(2, 99999)}人",
        f"{place}“{unit}”{deed}",
        f"第{chance.randint(1, 30)}届会议由{_name(chance)}主持；{unit}{deed}",
    )
    return f"{chance.choice(middle)}。{chance.choice(_ENDS) if chance.random() < 0.5 else ''}"


def _name(chance: random.Random) -> str:
    form = chance.choice(_NAMES)
    return form.format(*(chance.choice(RARE[:18]) for _ in range(form.count("{}"))))


def _table(chance: random.Random) -> str:
    rows = [
        f"| {place} | {chance.randint(1, 99999):,} | {chance.random() * 100:.1f}% | {_note(chance)} |"
        for place in chance.sample(_PLACES, chance.randint(3, 8))
    ]
    return "\n".join(("| 地区 | 人数 | 完成率 | 说明 |", "|---|---:|---:|---|", *rows))


def _note(chance: random.Random) -> str:
    return chance.choice((f"含{chance.choice(RARE)}", "—", "", "其中留守儿童占一半以上，需继续跟踪"))


def _image(chance: random.Random, mode: str) -> Image.Image:
    """Return bars on white, so that a picture is neither plain nor heavy."""
    width, height = chance.choice(((640, 360), (900, 600), (480, 640), (300, 200), (1400, 500)))
    image = Image.new("RGB", (width, height), "#f4f1ea")
    draw = ImageDraw.Draw(image)
    for bar in range(8):
        top = chance.randint(10, height - 20)
        draw.rectangle(
            (bar * width // 8 + 8, top, (bar + 1) * width // 8, height - 8), fill=(40 * bar % 255, 90, 160)
        )
    return image.convert(mode)


def _drawer(mode: str, kind: str, **options: object) -> Draw:
    def draw(chance: random.Random) -> bytes:
        out = io.BytesIO()
        _image(chance, mode).save(out, kind, **options)
        return out.getvalue()

    return draw


_draw_chart = _drawer("RGB", "PNG")
_DRAWERS: tuple[tuple[Draw, str], ...] = (
    (_drawer("RGB", "JPEG", quality=80), "jpg"),
    (_drawer("RGBA", "PNG"), "png"),
    (_drawer("P", "PNG"), "png"),
    (_drawer("L", "PNG"), "png"),
    (_drawer("LA", "PNG"), "png"),
    (_drawer("1", "PNG"), "png"),
    (_drawer("L", "JPEG"), "jpg"),
    (_drawer("RGB", "JPEG", progressive=True, dpi=(72, 72)), "jpg"),
    (_drawer("RGB", "WEBP"), "webp"),
    (_drawer("RGBA", "WEBP"), "webp"),
)
"""Kinds of picture that editors hand in."""


def _distribution(number: int, chance: random.Random) -> Distribution:
    if number % 6 == 5:
        return Distribution()
    offices = [Recipient(id=f"o{n}", name=f"{place}妇儿工委办公室") for n, place in enumerate(_PLACES)]
    return Distribution(
        report_to=(Recipient(id="a", name=_name(chance) + "副省长"), *offices[: number % 8]),
        send_to=tuple(offices[: number % 3]),
        distribute_to=(Group(id="m", name="各成员单位", members=()),),
    )
