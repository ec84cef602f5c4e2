"""The website's colours can be read by everyone, by day and by night."""

import re
from itertools import product

import pytest

from jianbao.theme import find_theme

STYLES = find_theme() / "web" / "static" / "assets" / "stylesheets"
LEGIBLE = 4.5
"""The contrast that WCAG 2.2 asks for text of any size at level AA (success criterion 1.4.3)."""


def palette(style: str) -> dict[str, str]:
    rule = re.search(r":root \{(.*?)\}", (STYLES / style).read_text(encoding="utf-8"), re.DOTALL)
    assert rule, style
    return dict(re.findall(r"--jb-(\w+): (#\w+);", rule[1]))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", ["frame.css", "dark.css"])
def test_text_can_be_read_on_every_ground(style: str) -> None:
    colours = palette(style)
    for text, ground in product(("ink", "quiet", "red"), ("paper", "desk", "wash")):
        assert contrast(colours[text], colours[ground]) >= LEGIBLE, (text, ground)
    assert contrast(colours["ink"], colours["mark"]) >= LEGIBLE
    for edge, ground in product(("edge",), ("paper", "desk")):
        assert contrast(colours[edge], colours[ground]) >= 3, (edge, ground)


def test_every_colour_of_the_day_has_one_of_the_night() -> None:
    assert palette("dark.css").keys() == palette("frame.css").keys()


def test_nothing_moves_for_whoever_wants_it_still() -> None:
    for style in STYLES.glob("*.css"):
        still = re.sub(
            r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}",
            "",
            style.read_text(),
            flags=re.DOTALL,
        )
        assert not re.findall(r"(?:transition|animation|scroll-behavior)\b[^;]*;", still), style.name
