"""Papers look the same in what readers open them with: PDFium draws in Chrome, Edge and many telephones."""

import ctypes
import io
import math
from collections import defaultdict
from collections.abc import Iterator

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from examples import an_issue, an_item
from paper_reading import print_paper

from jianbao.model import Body

BODY = """## 一、2020年的QQ群

共100人，其中“Excel”（3）组*5人*、**6人**，见第3期[^1]。

| 名称 | 数 |
|---|---|
| 兰州QQ群 | 2018年 |

- 第1批25㎡，98.5℃

[^1]: 共有12个QQ群。
"""
Place = tuple[float, float]


def places_in_pdfium(content: bytes) -> Iterator[tuple[int, str, Place]]:
    """Yield page, character, and where PDFium puts its origin, in pt from the lower left."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for place in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, place))
                if character.isspace() or pdfium.FPDFText_IsGenerated(text, place):
                    continue
                x, y = ctypes.c_double(), ctypes.c_double()
                assert pdfium.FPDFText_GetCharOrigin(text, place, x, y)
                yield number, character, (x.value, y.value)


def places_as_written(content: bytes) -> dict[tuple[int, str], list[Place]]:
    """Return where the PDF says that each character stands."""
    places = defaultdict(list)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                for character in char["text"]:  # a ligature has several
                    places[number, character].append(char["matrix"][4:6])
    return places


def test_every_character_stands_in_pdfium_where_the_paper_says() -> None:
    item = an_item(title="关于QQ群2020年第3期的通知", subtitle="兰州2个区", body=Body(markdown=BODY))
    content = print_paper(an_issue(item)).printed.content
    written = places_as_written(content)
    seen = list(places_in_pdfium(content))
    assert len(seen) > 150
    for page, character, place in seen:
        nearest = min(math.dist(place, other) for other in written[page, character])
        assert nearest < 0.1, f"{character} on page {page + 1}"
