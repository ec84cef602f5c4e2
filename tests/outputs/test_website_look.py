"""The website's colours can be read by everyone, by day and by night."""

import re
from itertools import product

import pytest

from jianbao.theme import find_theme

STYLES = find_theme() / "web" / "static" / "assets" / "stylesheets"
LEGIBLE = 4.5
"""The contrast that WCAG 2.2 asks for text of any size at level AA (success criterion 1.4.3)."""


def palette(selector: str) -> dict[str, str]:
    rule = re.search(re.escape(selector) + r" \{(.*?)\}", (STYLES / "frame.css").read_text(), re.DOTALL)
    assert rule, selector
    return dict(re.findall(r"--jb-(\w+): (#\w+);", rule[1]))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "selector", ["body[data-md-color-scheme]", 'body[data-md-color-scheme="slate"]'], ids=["light", "dark"]
)
def test_text_can_be_read_on_every_ground(selector: str) -> None:
    colours = palette(selector)
    for text, ground in product(("ink", "quiet", "red"), ("paper", "desk", "wash")):
        assert contrast(colours[text], colours[ground]) >= LEGIBLE, (text, ground)
    for edge, ground in product(("edge",), ("paper", "desk")):
        assert contrast(colours[edge], colours[ground]) >= 3, (edge, ground)


def test_dark_without_scripts_is_the_same_dark() -> None:
    assert palette(".no-js body[data-md-color-scheme]") == palette('body[data-md-color-scheme="slate"]')
