"""Pictures are never enlarged, never wider than the text, and stand on the grid."""

import pytest
from paper_reading import THEME

from jianbao.model import Picture, PictureFile
from jianbao.typesetting.pictures import pair_pictures, place_pictures
from jianbao.typesetting.stylesheet import read_style

MEASURES = read_style(THEME, language="zh-CN").measures
PITCH = 28.95


def a_file(width: int, height: int) -> PictureFile:
    return PictureFile(path="x.png", width=width, height=height, sha256="")


@pytest.mark.parametrize("size", [(10, 10), (300, 200), (1600, 525), (4000, 3000), (100, 4000), (40000, 3)])
def test_is_as_large_as_it_may_be_and_keeps_its_shape(size: tuple[int, int]) -> None:
    (place,) = place_pictures((a_file(*size),), MEASURES)
    assert place.width <= min(MEASURES.text_width, size[0] / 150 * 72) + 0.01
    assert place.height <= 10 * PITCH
    assert place.width / place.height == pytest.approx(size[0] / size[1])
    lines = (place.height + 2 * place.air) / PITCH
    assert lines == pytest.approx(round(lines))


def test_two_side_by_side_are_equally_high_and_fit() -> None:
    left, right = place_pictures((a_file(1200, 800), a_file(900, 900)), MEASURES)
    assert left.height == right.height
    assert left.width + right.width <= 0.97 * MEASURES.text_width + 0.01


def test_only_neighbours_that_are_narrow_enough_stand_side_by_side() -> None:
    wide = Picture(file=a_file(1600, 400), alt="x")
    tall = Picture(file=a_file(400, 600), alt="x")
    assert [len(row) for row in pair_pictures((tall, tall, tall), MEASURES)] == [2, 1]
    assert [len(row) for row in pair_pictures((wide, tall, tall, wide, wide), MEASURES)] == [1, 2, 1, 1]
    assert pair_pictures((), MEASURES) == ()
