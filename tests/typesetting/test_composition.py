"""Paragraphs are composed as a whole: even lines, flush edges, nothing parted that belongs together."""

import itertools
import random
import re

import pytest
from examples import an_issue, an_item
from paper_reading import MM, Line, ReadPage, ReadPaper, print_paper

from jianbao.model import Body

SIZE = 15.75
HAN = "甘肃省妇女儿童工作委员会办公室印发通知要求各级深入开展关爱行动"
NEVER_FIRST = "，。、；：？！）》〉」』】〕”’·％…"
NEVER_LAST = "（《〈「『【〔“‘"
ADDRESS = "https://www.example.org/zhengfu/tongzhi/2020/0407/index.html?id=4018&page=2"


def body_of(*paragraphs: str) -> ReadPaper:
    return print_paper(an_issue(an_item(body=Body(markdown="\n\n".join(paragraphs)))))


def left_of(page: ReadPage) -> float:
    return (28 if page.number % 2 else 26) * MM


def lines_of(paper: ReadPaper) -> list[tuple[ReadPage, Line]]:
    """Return the lines of text, without titles and what stands behind them."""
    return [
        (page, line)
        for page in paper.pages[1:]
        for line in page.body
        if line.size == SIZE and "信息来源" not in line.text
    ]


def full_lines(paper: ReadPaper) -> list[tuple[ReadPage, Line]]:
    """Return the lines that go on in the next."""
    lines = lines_of(paper)
    return [
        (page, line)
        for (page, line), (after, below) in itertools.pairwise(lines)
        if abs(below.left - left_of(after)) < 0.6 * SIZE
    ]


def edge_of(line: Line) -> float:
    last = max(line.chars, key=lambda char: char["x1"])
    return last["x1"] - (0.5 * SIZE if last["text"] in "，。、；：！）》〉」』】〕”’" else 0)


def widest(line: Line) -> float:
    """Return the greatest distance, in ems, by which a character's body stands off the next."""
    row = sorted(line.chars, key=lambda char: char["x0"])
    return max((b["x0"] - a["x1"]) / SIZE for a, b in itertools.pairwise(row))


def distance(line: Line, left: str, right: str) -> float:
    """Return how far apart, in ems, two characters stand that follow each other."""
    pairs = itertools.pairwise(line.chars)
    found = next((a, b) for a, b in pairs if a["text"] == left and b["text"] == right)
    return float((found[1]["x0"] - found[0]["x1"]) / SIZE)


def mixed_paragraphs(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    units = [
        "〔2020〕4号",
        "1234567890",
        "Microsoft Excel",
        "“巾帼扶贫车间”",
        "3.5%",
        "——",
        "……",
        "《戊己》，",
    ]
    units += [
        "特殊时期·特殊家教",
        "和/或",
        "2020年4月7日",
        "第12期",
        "、",
        "。",
        "（丙丁）",
        "“甲”、“乙”",
        "QQ群",
    ]

    def piece() -> str:
        return "".join(rng.choices(HAN, k=rng.randint(1, 9))) + rng.choice(units)

    return ["".join(piece() for _ in range(rng.randint(2, 24))) + "甲乙。" for _ in range(count)]


@pytest.fixture(scope="module")
def mixed() -> ReadPaper:
    return body_of(*mixed_paragraphs(1, 90))


def check_lines(paper: ReadPaper) -> int:
    """Make sure that full lines keep every rule, and return how many there are."""
    lines = full_lines(paper)
    for page, line in lines:
        assert abs(edge_of(line) - left_of(page) - 156 * MM) < 0.5, line.text
        assert widest(line) <= 0.5, line.text  # a quarter-em between Han and Latin, opened by another
        assert line.text[-1] not in NEVER_LAST
        row = itertools.pairwise(sorted(line.chars, key=lambda char: char["x0"]))
        steps = [b["x0"] - a["x0"] for a, b in row if a["text"] in HAN and b["text"] in HAN]
        assert max(steps, default=SIZE) <= 1.25 * SIZE, line.text
    for _, line in lines_of(paper):
        assert line.text[0] not in NEVER_FIRST, line.text
    return len(lines)


def test_lines_are_flush_even_and_keep_the_rules_of_line_start_and_end(mixed: ReadPaper) -> None:
    assert check_lines(mixed) > 200


@pytest.mark.long
def test_two_hundred_pages_keep_the_rules_of_lines() -> None:
    pages = 0
    for seed in range(14):
        paper = body_of(*mixed_paragraphs(seed, 110))
        check_lines(paper)
        pages += len(paper.pages)
    assert pages >= 200


def test_numbers_stay_with_their_units_and_numbers_and_dashes_whole(mixed: ReadPaper) -> None:
    for (_, line), (_, below) in itertools.pairwise(lines_of(mixed)):
        assert not (line.text[-1].isdigit() and below.text[0] in "年月日号期")
        assert not (line.text[-1].isdigit() and below.text[0].isdigit())
        assert line.text[-1] != "第" or not below.text[0].isdigit()
        assert not line.text.endswith("〕") or not below.text[0].isdigit()


def test_no_character_is_left_alone_on_a_last_line(mixed: ReadPaper) -> None:
    for page, line in lines_of(mixed):
        if abs(line.left - left_of(page)) < 0.6 * SIZE:
            assert len(re.sub(r"\W", "", line.text)) > 1, line.text


@pytest.mark.parametrize("count", range(24, 34))
def test_a_paragraph_a_little_too_long_is_drawn_in_or_spread(count: int) -> None:
    text = (HAN * 2)[: count - 6] + "，妇女、儿童。"
    last = lines_of(body_of(text + "\n\n" + HAN * 3))[:2]
    assert not re.fullmatch(r".[。，]?", last[1][1].text)


def test_han_and_latin_stand_a_quarter_em_apart_but_not_at_marks_or_edges() -> None:
    paper = body_of("甲QQ乙，2020年“Excel”（3）丙。", "Excel甲")
    first, second = (line for _, line in lines_of(paper))
    assert distance(first, "甲", "Q") == pytest.approx(0.25, abs=0.02)
    assert distance(first, "Q", "乙") == pytest.approx(0.25, abs=0.02)
    assert distance(first, "0", "年") == pytest.approx(0.25, abs=0.02)
    assert distance(first, "，", "2") == pytest.approx(0, abs=0.02)
    assert distance(first, "“", "E") == pytest.approx(0, abs=0.02)
    assert distance(first, "l", "”") == pytest.approx(0, abs=0.02)
    assert second.left - left_of(paper.pages[1]) == pytest.approx(2 * SIZE, abs=0.2)


def test_a_typed_space_between_han_and_latin_is_the_same_quarter_em() -> None:
    paper = body_of("甲 QQ 乙丙")
    ((_, line),) = lines_of(paper)
    assert line.text == "甲 QQ 乙丙"
    assert (line.chars[2]["x0"] - line.chars[0]["x1"]) / SIZE == pytest.approx(0.25, abs=0.02)
    assert (line.chars[5]["x0"] - line.chars[3]["x1"]) / SIZE == pytest.approx(0.25, abs=0.02)


def test_han_and_latin_stand_apart_in_titles_contents_and_tables() -> None:
    table = "| 名称 | 数 |\n|---|---|\n| 兰州QQ群 | 2018年 |"
    paper = print_paper(an_issue(an_item(title="关于QQ群的通知", body=Body(markdown=table))))
    for page, text in ((0, "关于QQ群"), (1, "关于QQ群"), (1, "兰州QQ群")):
        line = next(line for line in paper.pages[page].body if text in line.text)
        place = line.text.index("QQ")
        before, after = line.chars[place - 1 : place + 1]
        assert (after["x0"] - before["x1"]) / line.size == pytest.approx(0.25, abs=0.03)


def test_an_opening_mark_begins_a_line_without_its_white() -> None:
    paper = body_of("“甲乙”" + HAN, *(HAN[:n] + "“妇女”《儿童》" * 20 for n in range(4)))
    page, first = lines_of(paper)[0]
    assert first.left - left_of(page) == pytest.approx(1.5 * SIZE, abs=0.2)
    begun = [(page, line) for page, line in full_lines(paper)[1:] if line.text[0] in "“《"]
    later = [line.left - left_of(page) for page, line in begun if line.left - left_of(page) < SIZE]
    assert later
    assert later == pytest.approx([-0.5 * SIZE] * len(later), abs=0.2)


@pytest.mark.parametrize("lead", range(0, 28, 3))
def test_long_addresses_and_words_break_rather_than_open_a_line(lead: int) -> None:
    paper = body_of((HAN * 2)[:lead] + ADDRESS + HAN, (HAN * 2)[:lead] + "x" * 90 + HAN)
    assert check_lines(paper) >= 4


def test_text_is_copied_as_it_was_written() -> None:
    text = "甲QQ乙，用 Excel 表、“丙”《丁》。3.5%的人——第3期……特殊时期·特殊家教" * 3
    paper = body_of(text)
    found = "".join(line.text for _, line in lines_of(paper))
    assert found.replace(" ", "") == text.replace(" ", "")
    assert "\u200b" not in found
