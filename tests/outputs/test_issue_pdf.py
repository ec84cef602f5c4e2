"""An issue's paper has everything that was written, where it belongs, and nothing else."""

import datetime as dt
import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from examples import FEDERATION, a_picture, a_publication, an_imprint, an_issue, an_item
from paper_reading import (
    MM,
    ROOT,
    THEME,
    ReadPaper,
    a_png,
    blocks_of,
    in_order,
    print_of,
    print_paper,
    squeezed,
)

from jianbao.language import read_language
from jianbao.load import read_publication
from jianbao.model import (
    Body,
    Contact,
    Distribution,
    Group,
    Issue,
    IssueKind,
    Part,
    Recipient,
    Section,
    SignOff,
    public_edition,
)
from jianbao.outputs.issue_pdf import render_issue

RICH = """正文第一段，含**着重**与*强调*，有脚注[^1]，又有[本期另一条](item:2020/short)和[外站](https://example.org/x)。

# 一、总体要求

## （一）基本原则

### 1. 坚持党的领导

- 第一项，写得长一些，好让它换到第二行去，看看换行以后的文字是不是与第一行的文字对齐。
- 第二项

> 引文一段。

| 地区 | 人数 |
|---|---:|
| 兰州市 | 1,234 |

![图中所见](2020/inline.png "文中插图")

结尾一段。

[^1]: 引自《统计公报》。
"""
LONG_TITLE = (
    "甘肃省新冠肺炎疫情联防联控领导小组印发《甘肃省因新冠肺炎疫情影响造成监护缺失儿童救助保护工作方案》"
)


def a_rich_issue() -> Issue:
    """Return an issue with one of everything that a paper can show."""
    inline = a_picture("2020/inline.png").file
    rich = an_item(
        "2020/rich",
        title=LONG_TITLE,
        subtitle="副标题",
        short_title="监护缺失儿童有人管",
        note="本刊按：请阅。",
        body=Body(markdown=RICH, pictures=(inline,)),
        pictures=(a_picture("2020/first.png", caption="左图"), a_picture("2020/second.png", caption="右图")),
        parts=(
            Part(
                number=1, regions=(), sources=(FEDERATION,), title="第一部分", body=Body(markdown="部分一。")
            ),
            Part(
                number=2, regions=(), sources=(FEDERATION,), title="第二部分", body=Body(markdown="部分二。")
            ),
        ),
    )
    return an_issue(
        number=7,
        cumulative=41,
        kind=IssueKind.SPECIAL,
        title="“两规划”中期评估",
        note="现将有关材料编发如下。\n请研究落实。",
        sections=(Section(items=(rich,)), Section(items=(an_item("2020/short"),), heading="简讯")),
        distribution=Distribution(
            report_to=(Recipient(id="a", name="国务院妇儿工委办公室"), Recipient(id="b", name="张副省长")),
            distribute_to=(Group(id="m", name="各成员单位", members=()),),
        ),
        print_count=160,
        signed_off=SignOff(edited="张三", approved="王五"),
        issued=dt.date(2020, 4, 9),
    )


PICTURES = {f"2020/{name}.png": a_png(640, 360) for name in ("inline", "first", "second", "books")}


@pytest.fixture(scope="module")
def rich() -> ReadPaper:
    return print_paper(a_rich_issue(), PICTURES, contact=Contact(email="a@b.cn", phone="0931-8888888"))


@pytest.fixture(scope="module")
def sample() -> ReadPaper:
    loaded = read_publication(ROOT / "content")
    issue = next(issue for issue in loaded.publication.issues if issue.id == "2020-03")
    return print_of(issue, loaded.publication, loaded.pictures)


@pytest.fixture(scope="module")
def bare() -> ReadPaper:
    return print_paper(an_issue(an_item()), contact=Contact())


def test_prints_every_character_of_the_sample_in_order(sample: ReadPaper) -> None:
    loaded = read_publication(ROOT / "content")
    issue = next(issue for issue in loaded.publication.issues if issue.id == "2020-03")
    begin = sample.stream.index("目录")
    for item in issue.items:
        begin = sample.stream.index(squeezed(item.title), begin + 1 if item is not issue.items[0] else 0)
        shares = [item, *item.parts]
        blocks = (block for share in shares if share.body for block in blocks_of(share.body.markdown))
        assert in_order(blocks, sample.stream) == ""
        for share in shares:
            for picture in share.pictures:
                assert squeezed(picture.caption or "") in sample.stream
        assert f"信息来源：{'、'.join(source.name for source in item.sources)}" in sample.stream


def test_prints_every_kind_of_text_in_order(rich: ReadPaper) -> None:
    expected = [
        "现将有关材料编发如下。",
        "请研究落实。",
        LONG_TITLE,
        "——副标题",
        "本刊按：请阅。",
        *blocks_of(RICH),
        "左图（市妇联）",
        "第一部分",
        "部分一。",
        "第二部分",
        "部分二。",
        "信息来源：兰州市妇联",
        "简讯",
    ]
    assert in_order(iter(expected), rich.stream) == ""


def test_contents_give_short_titles_and_the_pages_where_titles_stand(rich: ReadPaper) -> None:
    first = rich.pages[0]
    entries = {line.text.strip("◆· "): line for line in first.lines if "··" in line.text}
    short = next(line for text, line in entries.items() if text.startswith("监护缺失儿童有人管"))
    assert short.text.endswith(f"·{rich.page_with(LONG_TITLE).number}")
    assert LONG_TITLE not in first.text
    numbers = {item: rich.printed.page_of[item] for item in rich.printed.page_of}
    assert numbers["2020/rich"] == rich.page_with(LONG_TITLE).number
    assert numbers["2020/short"] == rich.page_with("爱心书籍送到留守儿童手中").number or first.number == 1


def test_contents_of_the_sample_name_the_pages_of_its_titles(sample: ReadPaper) -> None:
    loaded = read_publication(ROOT / "content")
    ends = [line.text for line in sample.pages[0].body if "··" in line.text]
    named = [int("".join(c for c in text.rpartition("·")[2] if c.isdigit())) for text in ends]
    found = []
    for item in next(i for i in loaded.publication.issues if i.id == "2020-03").items:
        title = squeezed(item.title)
        found.append(next(p.number for p in sample.pages[1:] if title in p.text))
    assert named == found == list(sample.printed.page_of.values())


def test_masthead_names_organ_bulletin_number_kind_editor_and_date(rich: ReadPaper) -> None:
    text = rich.pages[0].text
    for expected in (
        "甘肃省政府妇女儿童工作委员会",
        "简报",
        "专刊“两规划”中期评估",
        "第7期（总第41期）",
        "甘肃省政府妇儿工委办公室编辑2020年4月7日",
    ):
        assert expected in text


def test_editor_and_date_stand_on_one_line_directly_above_the_red_rule(rich: ReadPaper) -> None:
    page = rich.pages[0]
    line = next(line for line in page.lines if "办公室编辑" in line.text)
    assert line.text.endswith("日")
    rule = next(rule for rule in page.rules if rule[0] > line.baseline)
    assert 0 < rule[0] - line.baseline < 5 * MM
    assert rule[2] - rule[1] == pytest.approx(156 * MM, abs=0.3 * MM)


def test_colophon_stands_at_the_foot_of_the_last_page(rich: ReadPaper) -> None:
    last = rich.pages[-1]
    texts = [squeezed(line.text) for line in last.body][-5:]
    assert texts == [
        "报：国务院妇儿工委办公室，张副省长。",
        "发：各成员单位。",
        "编辑：张三签发：王五",
        "甘肃省政府妇女儿童工作委员会办公室2020年4月9日印发",
        "电话：0931-8888888电子邮箱：a@b.cn（印160份）",
    ]
    bottom = last.rules[-1]
    assert bottom[0] + bottom[3] == pytest.approx(262 * MM, abs=0.3 * MM)
    assert bottom[2] - bottom[1] == pytest.approx(156 * MM, abs=0.3 * MM)
    heights = [rule[3] for rule in last.rules][-4:]
    assert heights == pytest.approx([0.35 * MM, 0.25 * MM, 0.25 * MM, 0.35 * MM], abs=0.02 * MM)


@pytest.mark.parametrize("sentences", range(28, 52, 3))
def test_colophon_is_on_the_last_page_however_full_that_is(sentences: int) -> None:
    paper = print_paper(an_issue(an_item(body=Body(markdown="一二三四五六七八九十甲乙丙丁。" * sentences))))
    assert "2020年4月7日印发" in paper.pages[-1].text
    assert "信息来源" in paper.pages[-1].text
    assert paper.pages[-1].rules[-1][0] == pytest.approx(262 * MM, abs=0.5 * MM)


def test_optional_parts_leave_nothing_empty_behind(bare: ReadPaper) -> None:
    assert [squeezed(line.text) for line in bare.pages[-1].body][-1].endswith("2020年4月7日印发")
    assert len(bare.pages[-1].rules) == 2
    assert len(bare.pages) == 2
    everything = "".join(page.text for page in bare.pages)
    for trace in ("（）", "总第", "编者按", "报：", "送：", "发：", "邮箱", "份", "编辑：", "None", "增刊"):
        assert trace not in everything


def test_public_edition_withholds_the_names_of_recipients() -> None:
    recipients = (Recipient(id="a", name="张某某同志"), Group(id="g", name="各成员单位", members=()))
    distribution = Distribution(report_to=recipients[:1], distribute_to=recipients)
    publication = a_publication(an_issue(an_item(), distribution=distribution))
    assert "张某某同志" in print_of(publication.issues[0], publication, {}).stream
    public = public_edition(publication, dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    paper = print_of(public.issues[0], public, {})
    assert "张某某同志" not in paper.stream
    assert "报：（名单从略）发：各成员单位（名单从略）。" in paper.pages[-1].text


def test_supplement_says_so() -> None:
    paper = print_paper(an_issue(an_item(), kind=IssueKind.SUPPLEMENT))
    assert "增刊第3期" in paper.pages[0].text


def test_headings_of_parts_stand_only_where_they_say_something() -> None:
    def issue(texts: list[str]) -> Issue:
        regions = [FEDERATION.region] * len(texts)
        parts = tuple(
            Part(number=n, regions=(region,), sources=(FEDERATION,), body=Body(markdown=text))
            for n, (region, text) in enumerate(zip(regions, texts, strict=True), 1)
            if region
        )
        return an_issue(an_item(body=None, parts=parts))

    assert "兰州市兰州市" not in print_paper(issue(["兰州市送去书籍。", "兰州市又送去文具。"])).stream
    assert "兰州市书籍送到。" in print_paper(issue(["书籍送到。", "兰州市又送去文具。"])).stream


def test_preprinted_head_leaves_its_place_empty_and_moves_nothing() -> None:
    issue = an_issue(an_item())
    inked = print_paper(issue).pages[0]
    blank = print_paper(issue, preprinted_head=True).pages[0]
    assert inked.reds > 10
    assert blank.reds == 0
    black = {(line.text, line.baseline, line.left) for line in blank.lines}
    assert black < {(line.text, line.baseline, line.left) for line in inked.lines}
    assert "简报" not in blank.text


def test_hostile_text_is_printed_as_it_stands() -> None:
    hostile = "<b>&\"' </title><script>alert(1)</script>{{ 7*7 }}"
    item = an_item(title=hostile, subtitle=hostile, note=hostile, body=Body(markdown="正文。"))
    paper = print_paper(an_issue(item, note=hostile, title=hostile, kind=IssueKind.SPECIAL), organ=hostile)
    assert paper.stream.count(squeezed(hostile)) == 8
    assert paper.metadata["Author"] == hostile
    assert (1, hostile) in paper.outline


def test_bookmarks_are_masthead_contents_note_and_articles_by_section(rich: ReadPaper) -> None:
    assert rich.outline == (
        (1, "简报2020年第7期"),
        (1, "目录"),
        (1, "编者按"),
        (1, LONG_TITLE),
        (1, "简讯"),
        (2, "爱心书籍送到留守儿童手中"),
    )


def test_metadata_tell_what_the_paper_is(rich: ReadPaper) -> None:
    assert rich.metadata["Title"] == "简报2020年第7期"
    assert rich.metadata["Author"] == "甘肃省政府妇女儿童工作委员会"
    assert rich.metadata["Keywords"] == "留守儿童"
    assert rich.metadata["CreationDate"].startswith("D:20200407")
    assert rich.metadata["ModDate"].startswith("D:20200409")
    assert rich.catalog["Lang"] == b"zh-CN"
    assert rich.catalog["MarkInfo"]["Marked"]


def test_every_font_is_embedded_and_no_glyph_is_missing(rich: ReadPaper, sample: ReadPaper) -> None:
    for paper in (rich, sample):
        for page in paper.pages:
            assert {char["fontname"] for line in page.lines for char in line.chars} <= page.fonts
        assert "(cid:" not in paper.stream
        assert "\ufffd" not in paper.stream


def test_pictures_stand_within_the_text_and_are_not_enlarged(rich: ReadPaper) -> None:
    images = [image for page in rich.pages for image in page.images]
    assert len(images) == 3
    for left, _, right, _ in images:
        assert right - left <= 156 * MM + 0.1
        assert right - left <= 640 / 150 * 72 + 0.1
    side_by_side = next(page.images for page in rich.pages if len(page.images) >= 2)[-2:]
    assert side_by_side[0][1] == pytest.approx(side_by_side[1][1])
    assert side_by_side[0][2] < side_by_side[1][0]


def test_captions_stand_right_under_their_pictures(sample: ReadPaper) -> None:
    loaded = read_publication(ROOT / "content")
    captions = {
        squeezed(picture.caption)
        for item in loaded.publication.items
        for share in (item, *item.parts)
        for picture in share.pictures
        if picture.caption
    }
    pages = [page for page in sample.pages if page.images]
    assert sum(len(page.images) for page in pages) == len(captions)
    for page in pages:
        for image in page.images:
            below = min(
                (line for line in page.body if line.baseline > image[3]), key=lambda found: found.baseline
            )
            assert squeezed(below.text) in captions
            assert below.baseline - image[3] < 1.5 * 28.95


def test_a_picture_shrinks_a_little_rather_than_leave_a_hole() -> None:
    picture = a_picture("2020/books.png", caption=None, credit=None)
    for sentences in range(17, 40):
        text = Body(markdown="一二三四五六七八九十甲乙丙丁。" * sentences)
        items = an_item(body=text, pictures=(picture,)), an_item("2020/next", title="下一条")
        paper = print_paper(an_issue(*items), PICTURES)
        image = next(image for page in paper.pages for image in page.images)
        if image[3] - image[1] < 360 / 150 * 72 - 1:
            assert paper.pages[1].images
            break
    else:
        pytest.fail("no picture was made smaller")


def test_links_between_items_stay_in_the_paper_and_others_lead_to_the_site() -> None:
    other = an_item("2020/other")
    text = "[近](item:2020/books)[远](item:2020/other)[期](issue:2020-02)[无](item:2020/none)"
    issue, before = an_issue(an_item(body=Body(markdown=text))), an_issue(other, number=2)
    publication = a_publication(before, issue)
    paper = print_of(issue, publication, {})
    assert paper.links == (
        "https://bulletin.example.org/items/2020/other/",
        "https://bulletin.example.org/issues/2020-02/",
    )
    assert "近远期无" in paper.stream


def test_english_issue_has_no_word_of_chinese() -> None:
    item = an_item(
        title="Books reach left-behind children",
        sources=(),
        body=Body(markdown="Don’t “just deliver” books… said the *volunteers*."),
    )
    issue = an_issue(
        item,
        number=7,
        cumulative=41,
        note="We report.",
        print_count=150,
        date=dt.date(2024, 5, 12),
        distribution=Distribution(send_to=(Recipient(id="a", name="Deputy Governor"),)),
    )
    paper = print_paper(
        issue, language="en", name="Bulletin", organ="Committee", editor="the Office", issuer="the Office"
    )
    for text in ("No. 7 (Cumulative No. 41)", "Contents", "Editor’s note. We report.", "12 May 2024"):
        assert squeezed(text) in paper.stream
    for text in ("Copies to (for information): Deputy Governor.", "Issued by the Office", "(150 copies)"):
        assert squeezed(text) in paper.stream
    assert not [c for c in paper.stream if "\u2e80" <= c <= "\uffef" and c != "◆"]
    assert paper.catalog["Lang"] == b"en"
    quote = next(
        char for page in paper.pages for line in page.lines for char in line.chars if char["text"] == "’"
    )
    assert quote["x1"] - quote["x0"] < 0.5 * quote["size"]


def test_what_a_paper_is_made_of_can_be_sent_to_another_process() -> None:
    issue = an_issue(an_item())
    pickle.loads(pickle.dumps((render_issue, issue, a_publication(issue), read_language("en", THEME), THEME)))


_MAKE = """
import hashlib, sys
sys.path.insert(0, {tests!r})
import paper_reading
sys.path.insert(0, {outputs!r})
from test_issue_pdf import PICTURES, a_rich_issue
print(hashlib.sha256(paper_reading.print_paper(a_rich_issue(), PICTURES).printed.content).hexdigest())
"""


def test_the_same_issue_gives_the_same_bytes_in_any_process_folder_and_hash_order(tmp_path: Path) -> None:
    script = _MAKE.format(tests=str(ROOT / "tests"), outputs=str(ROOT / "tests" / "outputs"))
    here = hashlib.sha256(print_paper(a_rich_issue(), PICTURES).printed.content).hexdigest()
    for seed, folder, zone in (("1", tmp_path, "Asia/Shanghai"), ("77", ROOT, "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        made = subprocess.run(
            [sys.executable, "-c", script],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert made.stdout.strip() == here


def test_own_fonts_take_the_place_of_the_theme_s() -> None:
    imprint = an_imprint(fonts=(("fangsong", "Noto Sans SC"),))
    issue = an_issue(an_item())
    paper = print_of(issue, a_publication(issue, imprint=imprint), {})
    line = next(line for line in paper.pages[1].lines if "一批书籍" in line.text)
    assert "Noto-Sans" in line.chars[0]["fontname"]


def test_a_colophon_longer_than_a_page_follows_the_text_and_loses_no_name() -> None:
    names = [f"第{n}号收文单位办公室综合处" for n in range(90)]
    groups = tuple(Group(id=str(n), name=name, members=()) for n, name in enumerate(names))
    paper = print_paper(an_issue(an_item(), distribution=Distribution(distribute_to=groups)))
    assert f"发：{'，'.join(names)}。" in paper.stream
    assert "2020年4月7日印发" in paper.pages[-1].text
