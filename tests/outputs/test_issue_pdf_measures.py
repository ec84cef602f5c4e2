"""The measures of print-ready pages, read on the page: GB/T 9704-2012 where it applies."""

import random
from itertools import pairwise

import pytest
from examples import a_publication, an_issue, an_item
from paper_reading import MM, ROOT, Line, ReadPage, ReadPaper, print_of, print_paper

from jianbao.load import read_publication
from jianbao.model import Body

TOLERANCE = 0.3 * MM
PITCH = 28.95
SIZE = 15.75
HAN = "甘肃省妇女儿童工作委员会办公室印发通知要求各级深入开展关爱行动"
NEVER_FIRST = "，。、；：？！）》〉」』】〕”’·％…"
NEVER_LAST = "（《〈「『【〔“‘"


def mixed_text(seed: int) -> str:
    """Return paragraphs of Chinese with marks, figures and Latin words in all kinds of company."""
    rng = random.Random(seed)
    pieces = [
        "，",
        "。",
        "、",
        "；",
        "“甲乙”",
        "（丙丁）",
        "《戊己》",
        "——",
        "……",
        "12338",
        "2020年",
        "3.5%",
        "QQ群",
        "特殊时期·特殊家教",
        "》。",
        "”、“",
        "〔2020〕4号",
        "和/或",
    ]
    words = (
        "".join(rng.choices(HAN, k=rng.randint(1, 9))) + (rng.choice(pieces) if rng.random() < 0.8 else "")
        for _ in range(900)
    )
    paragraphs = ["".join(next(words) for _ in range(30)) + "。" for _ in range(30)]
    return "\n\n".join(paragraphs)


@pytest.fixture(scope="module")
def plain() -> ReadPaper:
    """A paper of nothing but ideographs."""
    return print_paper(an_issue(an_item(body=Body(markdown=HAN * 80))))


@pytest.fixture(scope="module")
def mixed() -> ReadPaper:
    items = (an_item(f"2020/{n}", body=Body(markdown=mixed_text(n))) for n in range(4))
    return print_paper(an_issue(*items))


@pytest.fixture(scope="module")
def sample() -> ReadPaper:
    loaded = read_publication(ROOT / "content")
    issue = next(issue for issue in loaded.publication.issues if issue.id == "2020-03")
    return print_of(issue, loaded.publication, loaded.pictures)


def left_of(page: ReadPage) -> float:
    return (28 if page.number % 2 else 26) * MM


def full_lines(paper: ReadPaper) -> list[tuple[ReadPage, Line]]:
    """Return the lines of text that go on in the line below."""
    found = []
    for page in paper.pages[1:]:
        text = [line for line in page.body if line.size == SIZE]
        for line, below in pairwise(text):
            goes_on = abs(below.left - left_of(page)) < 0.6 * SIZE and "信息来源" not in below.text
            if goes_on and abs(below.baseline - line.baseline - PITCH) < 0.2 and line.left < 200:
                found.append((page, line))
    return found


def edge_of(line: Line) -> float:
    """Return where a line ends: a mark at the end takes half its width."""
    last = max(line.chars, key=lambda char: char["x1"])
    return last["x1"] - (0.5 * last["size"] if last["text"] in "，。、；：？！）》〉」』】〕”’" else 0)


def test_a_full_page_has_22_lines_of_28_characters(plain: ReadPaper) -> None:
    page = plain.pages[2]
    assert len(page.body) == 22
    assert [len(line.text) for line in page.body] == [28] * 22
    pitches = [b.baseline - a.baseline for a, b in pairwise(page.body)]
    assert pitches == pytest.approx([PITCH] * 21, abs=0.15)
    assert {line.size for line in page.body} == {SIZE}


def test_text_stands_in_its_156_by_225_millimetres_mirrored_for_binding(plain: ReadPaper) -> None:
    for page in plain.pages[2:4]:
        assert min(line.left for line in page.body) == pytest.approx(left_of(page), abs=TOLERANCE)
        assert max(line.right for line in page.body) == pytest.approx(left_of(page) + 156 * MM, abs=TOLERANCE)
    first, last = plain.pages[2].body[0], plain.pages[2].body[-1]
    lead = (PITCH - SIZE) / 2
    ascent = 0.88 * SIZE
    assert first.baseline - ascent - lead == pytest.approx(37 * MM, abs=TOLERANCE)
    assert last.baseline - first.baseline == pytest.approx(21 * PITCH, abs=0.1)
    below = last.baseline - ascent - lead + PITCH
    assert 0 <= (37 + 225) * MM - below < 1.0 * MM


def test_paragraphs_begin_two_characters_in(plain: ReadPaper) -> None:
    line = next(line for line in plain.pages[1].body if line.text.startswith("甘肃省妇女"))
    assert line.left - left_of(plain.pages[1]) == pytest.approx(2 * SIZE, abs=TOLERANCE)


def test_page_numbers_stand_7_mm_below_the_text_one_character_from_the_outer_edge(plain: ReadPaper) -> None:
    for page in plain.pages:
        folio = page.folio
        assert folio.text == f"— {page.number} —"
        assert folio.size == 14
        assert all("Serif" in char["fontname"] for char in folio.chars)
        dash = folio.baseline - 0.36 * 14
        assert dash == pytest.approx((262 + 7) * MM, abs=TOLERANCE)
        if page.number % 2:
            assert left_of(page) + 156 * MM - folio.right == pytest.approx(14, abs=TOLERANCE)
        else:
            assert folio.left - left_of(page) == pytest.approx(14, abs=TOLERANCE)


def test_titles_are_22_point_display_song_and_centred(plain: ReadPaper) -> None:
    page = plain.pages[1]
    title = page.body[0]
    assert title.size == 22
    assert "Bold" in title.chars[0]["fontname"]
    assert (title.left + title.right) / 2 == pytest.approx(left_of(page) + 78 * MM, abs=TOLERANCE)


@pytest.mark.parametrize("name", ["sample", "mixed"])
def test_full_lines_are_flush_at_the_right_edge(name: str, request: pytest.FixtureRequest) -> None:
    lines = full_lines(request.getfixturevalue(name))
    assert len(lines) > 100
    off = [abs(edge_of(line) - left_of(page) - 156 * MM) for page, line in lines]
    assert max(off) < 0.5


def test_no_line_begins_or_ends_with_a_mark_that_may_not(mixed: ReadPaper, sample: ReadPaper) -> None:
    for paper in (mixed, sample):
        for _, line in full_lines(paper):
            assert line.text[0] not in NEVER_FIRST
            assert line.text[-1] not in NEVER_LAST


def test_numbers_stay_with_their_units_and_dashes_whole(mixed: ReadPaper) -> None:
    lines = [line.text for page in mixed.pages[1:] for line in page.body]
    for line, below in pairwise(lines):
        assert not (line[-1].isdigit() and below[0] in "年号")
        assert not (line[-1] == below[0] == "—")
        assert not (line[-1] == below[0] == "…")


@pytest.mark.parametrize(("name", "widest"), [("sample", 1.10), ("mixed", 1.25)])
def test_lines_open_little_between_characters(
    name: str, widest: float, request: pytest.FixtureRequest
) -> None:
    for _, line in full_lines(request.getfixturevalue(name)):
        row = sorted(line.chars, key=lambda char: char["x0"])
        steps = [b["x0"] - a["x0"] for a, b in pairwise(row) if a["text"] in HAN and b["text"] in HAN]
        assert max(steps, default=SIZE) <= widest * SIZE, line.text


def test_marks_beside_each_other_take_one_and_a_half_characters() -> None:
    paper = print_paper(an_issue(an_item(body=Body(markdown="《甲》。《乙》，丙（“丁”）戊。"))))
    line = next(line for line in paper.pages[1].body if "《甲》。" in line.text)
    place = {char["text"]: char["x0"] for char in line.chars}
    assert place["丙"] - place["乙"] == pytest.approx(2.5 * SIZE, abs=0.2)
    assert place["丁"] - place["丙"] == pytest.approx(2.5 * SIZE, abs=0.2)


def test_a_rare_character_from_another_font_leaves_the_grid_alone() -> None:
    text = HAN * 3 + "生僻字啰瞭㛃" + HAN * 20
    paper = print_paper(an_issue(an_item(body=Body(markdown=text))))
    body = [line for line in paper.pages[1].body if line.size == SIZE]
    fonts = {char["fontname"][7:] for line in body for char in line.chars}
    assert len(fonts) > 1
    steps = [b.baseline - a.baseline for a, b in pairwise(body)]
    assert steps == pytest.approx([PITCH] * len(steps), abs=0.15)


def test_no_heading_is_left_at_the_foot_of_a_page() -> None:
    for filler in range(13, 22):
        text = "\n\n".join(["一行字。"] * filler + ["# 一、小标题", "正文一句。", "正文两句。"])
        items = an_item(body=Body(markdown=text)), an_item("2020/next", title="下一篇的标题")
        publication = a_publication(an_issue(*items))
        paper = print_of(publication.issues[0], publication, {})
        for page in paper.pages[1:]:
            assert page.body[-1].text not in ("一、小标题", "下一篇的标题")


def test_no_line_of_a_paragraph_stands_alone_on_a_page(mixed: ReadPaper) -> None:
    for page, after in zip(mixed.pages[1:], mixed.pages[2:], strict=False):
        first, second = after.body[:2]
        goes_on = abs(first.left - left_of(after)) < 0.6 * SIZE
        ends = abs(second.left - left_of(after)) > 1.5 * SIZE
        assert not (goes_on and ends and first.size == second.size == SIZE)
        above, foot = page.body[-2:]
        begins = abs(foot.left - left_of(page) - 2 * SIZE) < 0.6 * SIZE
        assert not (begins and goes_on and above.size == SIZE)


def test_headings_of_every_rank_stand_on_the_grid_in_their_typefaces() -> None:
    text = "# 一、甲\n\n正文。\n\n## （一）乙\n\n正文。\n\n### 1. 丙\n\n正文**着重**与*强调*和Latin。"
    paper = print_paper(an_issue(an_item(body=Body(markdown=text))))
    body = [line for line in paper.pages[1].body if line.size == SIZE][:-1]
    fonts = [line.chars[-1]["fontname"][7:] for line in body]
    assert fonts[0::2][:2] == ["Noto-Sans-SC-Medium", "LXGW-WenKai"]
    assert set(fonts[1::2] + fonts[4:5]) == {"FandolFang"}
    steps = [b.baseline - a.baseline for a, b in pairwise(body)]
    assert steps == pytest.approx([PITCH] * len(steps), abs=0.1)
