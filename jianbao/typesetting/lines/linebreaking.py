"""Where lines may break, told to WeasyPrint by signs that are neither seen nor copied.

Comes in: finished HTML. Goes out: the same HTML with zero-width spaces where a line may break though
Pango would not, and word joiners where it may not though Pango would. Neither has a glyph, so neither
reaches the text of the PDF.
"""

import re

MAY_BREAK = "\N{ZERO WIDTH SPACE}"
KEEP = "\N{WORD JOINER}"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = "，。、；：？！）》〉」』】〕”’…—％"
_OPENING = "（《〈「『【〔“‘"
_UNITS = "年月日时分秒期号届次名人户家个件项条篇份册元角万亿岁天周度级类种米吨斤亩里"

_LATIN = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Pango never breaks beside “ and ”, though a line may end before the one and after the other
    (re.compile(f"(?<=[{_HAN}，。、；：？！）》〉」』】〕”’])(?=[“‘])"), MAY_BREAK),
    (re.compile(f"(?<=[”’])(?=[{_HAN}（《〈「『【〔])"), MAY_BREAK),
    # no interpunct begins a line and no slash ends one
    (re.compile(f"(?<=[{_HAN}])(?=[·•/])|(?<=[·•/])(?=[{_HAN}])"), KEEP),
    # a number stays with its unit, and 第 with its number
    (re.compile(f"(?<=[0-9])(?=[{_UNITS}％℃])|(?<=第)(?=[0-9])|(?<=[〕])(?=[0-9])"), KEEP),
    # where Han and Latin meet, for `squeezing` to set a quarter-em there
    (re.compile(f"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}%‰])(?=[{_HAN}])"), MAY_BREAK),
)
_TEXT = re.compile(r"(<(?:style|title|script)\b.*?</(?:style|title|script)>|<[^>]*>)", re.DOTALL)


def guide_breaks(html: str) -> str:
    """Return the HTML with break signs in its text; tags and their attributes stay as they are."""
    pieces = _TEXT.split(html)
    pieces[::2] = [_guide(text) for text in pieces[::2]]
    return "".join(pieces)


def _guide(text: str) -> str:
    for place, sign in _RULES:
        text = place.sub(sign, text)
    return text
