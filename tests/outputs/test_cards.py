"""The picture that stands for an issue where its page is shared."""

import io
import pickle
from pathlib import Path

import pytest
from examples import a_publication, an_imprint, an_issue, an_item
from PIL import Image
from small_archive import a_site, a_small_archive, an_edition

from jianbao.model import Publication
from jianbao.outputs.cards import SIZE, CardCall, card_calls
from jianbao.workshop import Workshop

FONTS = Workshop.here().font_files
MOST = 60_000
"""Bytes: what a card may weigh."""


def calls_of(publication: Publication) -> dict[str, CardCall]:
    return card_calls(an_edition(a_site(publication)), FONTS)


def picture(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image.convert("RGB")


def red_rows(image: Image.Image) -> int:
    """Return how many rows hold red from margin to margin: the rule."""
    width, height = image.size
    middle = [image.crop((95, y, width - 95, y + 1)).getcolors() or [] for y in range(height)]
    return sum(len(colours) == 1 and colours[0][1][0] > colours[0][1][1] + 100 for colours in middle)


def test_the_site_and_each_published_issue_have_one() -> None:
    assert set(calls_of(a_small_archive())) == {
        "card.png",
        "issues/2019-12/card.png",
        "issues/2020-01/card.png",
        "issues/2020-03/card.png",
        "issues/2020-s01/card.png",
    }


def test_is_as_large_as_it_is_said_to_be_and_light() -> None:
    for call in calls_of(a_small_archive()).values():
        content = call()
        image = picture(content)
        assert image.size == SIZE
        assert len(content) < MOST
        assert image.getpixel((5, 5)) == (255, 255, 255)
        assert red_rows(image) == 6


def test_same_issue_gives_the_same_bytes_wherever_it_is_drawn() -> None:
    call = calls_of(a_small_archive())["issues/2020-03/card.png"]
    assert pickle.loads(pickle.dumps(call))() == call()


def test_other_titles_give_another_card() -> None:
    cards = [
        calls_of(a_publication(an_issue(an_item(title=title))))["issues/2020-03/card.png"]()
        for title in "甲乙"
    ]
    assert cards[0] != cards[1]


def test_its_text_says_all_that_it_is_made_of_but_the_fonts() -> None:
    call = calls_of(a_small_archive())["issues/2020-03/card.png"]
    for text in ("简报", "2020年第3期", "2020年4月7日", "书籍到手"):
        assert text in repr(call)
    assert str(next(iter(FONTS.values())).parent) not in repr(call)


@pytest.mark.parametrize("name", ["简报", "妇女儿童工作简报", "甘肃省妇女儿童工作委员会办公室情况通报与交流"])
def test_names_and_titles_of_any_length_stay_on_the_card(name: str) -> None:
    items = (an_item(f"2020/{n}", title="很长的标题" * 12) for n in range(6))
    imprint = an_imprint(name=name, organ="很长的机关名称" * 6)
    image = picture(calls_of(a_publication(an_issue(*items), imprint=imprint))["issues/2020-03/card.png"]())
    for edge in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 20), (0, 614, 1200, 630)):
        assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), (255, 255, 255))]


def test_a_letter_that_its_font_lacks_is_drawn_from_another() -> None:
    """FandolFang has neither of the two; its empty box would make one card of them."""
    order = ("fangsong-text", *(name for name in FONTS if name != "fangsong-text"))
    fonts: dict[str, Path] = {name: FONTS[name] for name in order}
    fonts["display-title"] = FONTS["fangsong-text"]
    call = CardCall(organ="机关", name="简报", issue="第1期", titles=("䶮",), red="#d7000f", fonts=fonts)
    other = CardCall(organ="机关", name="简报", issue="第1期", titles=("㙍",), red="#d7000f", fonts=fonts)
    assert call() != other()
