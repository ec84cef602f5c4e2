"""Pages that are whole: what belongs together stands together, and long things go on well."""

import math
import tomllib
from itertools import pairwise

import pytest
from examples import a_picture, a_publication, an_imprint, an_issue, an_item
from paper_reading import MM, THEME, ReadPage, ReadPaper, a_png, print_of, print_paper, squeezed

from jianbao.model import Body, Issue, IssueKind, Part

PITCH = 28.95
LINE = "一行字写满了这一行的二十八个字还要写到下一行去才算完整。"
PICTURES = {f"2020/{n}.png": a_png(640, 360) for n in range(4)}


def filled(lines: int) -> str:
    """Return a text of short paragraphs, each of which takes one line."""
    return "\n\n".join(["一行字。"] * lines)


def of_lines(lines: int, **imprint: object) -> ReadPaper:
    return print_paper(an_issue(an_item(body=Body(markdown=filled(lines)))), **imprint)


def folio_of(page: ReadPage) -> str:
    return "".join(line.text for line in page.lines if line.baseline >= 263 * MM)


def test_a_heading_of_any_rank_stays_with_the_text_below_it() -> None:
    for lines in range(13, 21):
        text = filled(lines) + "\n\n## 一、总题\n\n### （一）分题\n\n#### 1. 细目\n\n正文一句。\n\n正文两句。"
        paper = print_paper(an_issue(an_item(body=Body(markdown=text)), an_item("2020/next", title="下一条")))
        for page in paper.pages[1:]:
            assert page.body[-1].text not in ("一、总题", "（一）分题", "1.细目", "1. 细目", "下一条")


def test_the_heading_of_a_part_or_section_stays_with_what_follows() -> None:
    for lines in range(14, 22):
        part = Part(number=1, regions=(), sources=(), title="分述", body=Body(markdown="正文一句。"))
        paper = print_paper(an_issue(an_item(body=Body(markdown=filled(lines)), parts=(part,))))
        assert all(page.body[-1].text != "分述" for page in paper.pages[1:])


@pytest.mark.parametrize("rest", range(8))
def test_no_line_of_a_paragraph_stands_alone(rest: int) -> None:
    text = filled(12 + rest) + "\n\n" + LINE * 4 + "\n\n" + LINE * 3
    paper = print_paper(an_issue(an_item(body=Body(markdown=text)), an_item("2020/next", title="下一条")))
    for page, after in pairwise(paper.pages[1:]):
        foot, head = page.body[-1], after.body[0]
        if squeezed(foot.text) in squeezed(LINE * 4) and squeezed(head.text) in squeezed(LINE * 4):
            assert squeezed(page.body[-2].text) != "一行字。"
            assert squeezed(after.body[1].text) in squeezed(LINE * 4)


@pytest.mark.parametrize("lines", range(8, 22, 2))
def test_a_picture_and_its_caption_stand_on_one_page(lines: int) -> None:
    alone = a_picture("2020/0.png", caption="单幅的说明", credit=None)
    text = Body(
        markdown=filled(lines) + '\n\n![图](2020/1.png "文中的说明")\n\n末段。',
        pictures=(a_picture("2020/1.png").file,),
    )
    paper = print_paper(an_issue(an_item(body=text, pictures=(alone,))), PICTURES)
    pictured = [page for page in paper.pages if page.images]
    assert sum(len(page.images) for page in pictured) == 2
    for page in pictured:
        for image in page.images:
            below = min(
                (line for line in page.body if line.baseline > image[3]), key=lambda line: line.baseline
            )
            assert squeezed(below.text) in ("单幅的说明", "文中的说明")


def test_two_narrow_pictures_stand_side_by_side_each_over_its_caption_and_wide_ones_do_not() -> None:
    def paper_of(width: int) -> ReadPaper:
        names = ("2020/0.png", "2020/1.png")
        pictures = tuple(a_picture(name, caption=f"说明{name[5]}", credit=None) for name in names)
        pictures = tuple(
            type(p)(
                file=type(p.file)(path=p.file.path, width=width, height=360, sha256=p.file.sha256),
                alt=p.alt,
                caption=p.caption,
            )
            for p in pictures
        )
        given = dict.fromkeys(names, a_png(width, 360))
        return print_paper(an_issue(an_item(pictures=pictures)), given)

    left, right = sorted(next(page for page in paper_of(480).pages if page.images).images)
    assert left[1] == pytest.approx(right[1])
    assert left[2] < right[0]
    line = next(line for line in paper_of(480).page_with("说明0").body if "说明" in line.text)
    assert squeezed(line.text) == "说明0说明1"
    first, second = sorted(image for page in paper_of(1200).pages for image in page.images)[:2]
    assert first[3] <= second[1] or first[0] == pytest.approx(second[0])


def test_a_table_repeats_its_head_on_every_page_and_breaks_no_row() -> None:
    rows = "\n".join(f"| 第{n}县 | 走访慰问困难儿童家庭并送去慰问品和学习用品共计{n}件 |" for n in range(60))
    paper = print_paper(an_issue(an_item(body=Body(markdown=f"| 县区 | 做法 |\n|---|---|\n{rows}"))))
    tabled = [page for page in paper.pages[1:] if "县走访" in page.text]
    assert len(tabled) >= 3
    for page in tabled:
        assert page.text.count("县区做法") == 1
        start = page.text.index("县区做法")
        assert start < page.text.index("县走访")
    assert "".join(page.text for page in tabled).count("送去慰问品") == 60


def test_contents_longer_than_a_page_go_on_and_break_no_entry() -> None:
    items = [
        an_item(f"2020/{n}", title=f"第{n}号地区深入开展留守儿童和困境儿童关爱保护专项行动情况的简要报道")
        for n in range(1, 31)
    ]
    paper = print_paper(an_issue(*items))
    first_text = min(paper.printed.page_of.values())
    assert first_text >= 4
    entries = [line for page in paper.pages[: first_text - 1] for line in page.body if "··" in line.text]
    numbers = [int("".join(c for c in line.text.rpartition("·")[2] if c.isdigit())) for line in entries]
    assert numbers == [paper.printed.page_of[item.id] for item in items]
    for page in paper.pages[: first_text - 1]:
        assert "··" in page.body[-1].text
        assert folio_of(page) == f"— {page.number} —"
    for page in paper.pages[1 : first_text - 1]:
        assert "".join(line.text for line in page.body[:2]).startswith("◆第")


def test_colophon_stands_on_an_even_page_where_the_publication_wants_it() -> None:
    """It is told of, too, whether the colophon has the last page to itself: a booklet keeps it outside."""
    seen = set()
    for lines in (4, 10, 14, 16, 18, 20, 24, 34, 36, 38, 40):
        plain, even = of_lines(lines), of_lines(lines, colophon_on_even_page=True)
        last = even.pages[-1]
        assert last.number % 2 == 0
        assert "2020年4月7日印发" in last.text
        bottom = last.rules[-1]
        assert bottom[0] + bottom[3] == pytest.approx(262 * MM, abs=0.3 * MM)
        if len(plain.pages) % 2 == 0:
            assert even.printed.content == plain.printed.content
        assert even.printed.colophon_alone is ("信息来源" not in last.text)
        blank = [page.number for page in even.pages if not page.text]
        seen.add((len(plain.pages) % 2, len(blank)))
        bare = [page.number for page in even.pages if not folio_of(page)]
        assert bare == ([last.number - 1, last.number] if blank else [])
        assert blank in ([], [last.number - 1])
    assert seen == {(0, 0), (1, 0), (1, 1)}


def test_a_page_of_the_colophon_alone_is_numbered_where_no_blank_page_stands_before_it() -> None:
    for lines in range(34, 42):
        paper = of_lines(lines, colophon_on_even_page=True)
        last = paper.pages[-1]
        if "一行字" not in last.text and "信息来源" not in last.text and paper.pages[-2].text:
            assert folio_of(last) == f"— {last.number} —"
            break
    else:
        pytest.fail("no colophon stood alone")


@pytest.mark.parametrize("length", range(4, 31))
def test_the_masthead_holds_names_of_organs_of_4_to_30_characters(length: int) -> None:
    organ = "甘肃省人民政府妇女儿童工作委员会办公室暨甘肃省妇女联合会儿童工作部"[:length]
    first = print_paper(an_issue(an_item()), organ=organ).pages[0]
    assert first.text.startswith(organ)
    name = next(line for line in first.body if squeezed(line.text) == "简报")
    above = [line for line in first.body if line.baseline < name.baseline]
    assert len(above) <= 2
    for line in (*above, name):
        assert line.left >= 28 * MM - 0.5
        assert line.right <= 184 * MM + 0.5
        assert (line.left + line.right) / 2 == pytest.approx(106 * MM, abs=4)
        assert line.size >= 18
    assert name.baseline - 0.88 * name.size > above[-1].baseline
    if len(above) == 2:
        assert min(len(squeezed(line.text)) for line in above) > 0.35 * length
    assert any("目录" in squeezed(line.text) for line in first.body)


def test_nothing_of_a_preprinted_head_moves_with_any_kind_of_head() -> None:
    for facts in ({}, {"kind": IssueKind.SPECIAL, "title": "专题"}, {"kind": IssueKind.SUPPLEMENT}):
        issue: Issue = an_issue(an_item(), **facts)
        for organ in ("兰州市妇联", "甘肃省人民政府妇女儿童工作委员会、甘肃省妇女联合会办公室"):
            inked = print_of(issue, a_publication(issue, imprint=an_imprint(organ=organ)), {}).pages[0]
            imprint = an_imprint(organ=organ, preprinted_head=True)
            blank = print_of(issue, a_publication(issue, imprint=imprint), {}).pages[0]
            assert blank.reds == 0
            kept = [(line.text, line.baseline, line.left) for line in blank.lines]
            whole = [(line.text, line.baseline, line.left) for line in inked.lines]
            assert kept == [line for line in whole if line in kept]
            assert math.isclose(len(whole) - len(kept), 2, abs_tol=1)


def test_classification_stands_at_the_top_left_on_line_2_in_hei_of_size_3() -> None:
    first = print_paper(an_issue(an_item(), classification="机密★1年")).pages[0]
    line = next(line for line in first.body if line.text == "机密★1年")
    assert line.size == 15.75
    assert all("Noto-Sans" in char["fontname"] for char in line.chars)
    assert line.left == pytest.approx(28 * MM, abs=0.3 * MM)
    assert line.baseline == pytest.approx(44.22 * MM + PITCH, abs=0.3 * MM)
    organ = next(found for found in first.body if "委员会" in found.text)
    assert organ.baseline - 0.88 * organ.size > line.baseline


def test_the_place_of_the_copy_number_is_kept_free_where_copies_are_numbered() -> None:
    measures = tomllib.loads((THEME / "print" / "measures.toml").read_text("utf-8"))["head_marks"]
    width = measures["copy_digits"] * measures["size"]
    for facts in ({}, {"classification": "秘密★6个月"}):
        first = print_paper(an_issue(an_item(), **facts), copy_number=True).pages[0]
        base = measures["copy_baseline"] * MM
        box = (measures["copy_left"] * MM, base - measures["size"], base + 0.2 * measures["size"])
        for line in first.lines:
            if line.left < box[0] + width:
                assert line.baseline < box[1] or line.baseline - 0.88 * line.size > box[2], line.text
    plain = print_paper(an_issue(an_item()), copy_number=True).pages[0]
    secret = print_paper(an_issue(an_item(), classification="秘密"), copy_number=True).pages[0]
    places = {(line.text, line.baseline) for line in secret.lines if line.text != "秘密"}
    assert places == {(line.text, line.baseline) for line in plain.lines}


def test_a_classification_moves_nothing_on_preprinted_sheets() -> None:
    plain = print_paper(an_issue(an_item()), preprinted_head=True).pages[0]
    secret = print_paper(an_issue(an_item(), classification="秘密"), preprinted_head=True).pages[0]
    places = {(line.text, line.baseline) for line in secret.lines if line.text != "秘密"}
    assert places == {(line.text, line.baseline) for line in plain.lines}


def test_kind_and_theme_stand_under_the_name() -> None:
    for facts, words in (
        ({"kind": IssueKind.SUPPLEMENT}, "增刊"),
        ({"kind": IssueKind.SPECIAL}, "专刊"),
        ({"kind": IssueKind.SPECIAL, "title": "疫情防控专刊"}, "疫情防控专刊"),
        ({"kind": IssueKind.SPECIAL, "title": "疫情防控"}, "专刊疫情防控"),
    ):
        first = print_paper(an_issue(an_item(), **facts)).pages[0]
        lines = [squeezed(line.text) for line in first.body]
        place = lines.index(words)
        assert lines[place - 1] == "简报"
        assert lines[place + 1] == "第3期"
