"""Marks in a finished text what was corrected: what was printed, struck out, and beside it what is right.

Comes in: safe HTML of an item's text, and its errata. Goes out: the same with `<del>` and `<ins>`; what is
not corrected stays byte for byte.
"""

import html
import re
from collections.abc import Iterable, Iterator

from jianbao.language import Language
from jianbao.model import Erratum

_TAG = re.compile(r"(<[^>]*>)")
_SIGN = "&[#0-9A-Za-z]+;"


def mark_corrections(text: str, errata: Iterable[Erratum], language: Language) -> str:
    """Return a text with its corrections shown, whether it stands as printed or is corrected already."""
    for erratum in errata:
        text = "".join(_marked(text, erratum, language))
    return text


def _marked(text: str, erratum: Erratum, language: Language) -> Iterator[str]:
    """Mark one correction in the texts between tags; what an earlier one marked is left alone."""
    wrong, right = html.escape(erratum.wrong, quote=False), html.escape(erratum.right, quote=False)
    words = sorted((wrong, right), key=len, reverse=True)
    either = re.compile("|".join([*map(re.escape, words), _SIGN]))  # a sign is passed by as a whole
    pieces = _TAG.split(text)
    is_printed = erratum.printed or any(m[0] == wrong for p in pieces[::2] for m in either.finditer(p))
    shown = wrong if is_printed else right
    marked = (
        f'<del><span class="jb-spoken">{language("corrected_from")}</span>{wrong}</del>'
        f'<ins><span class="jb-spoken">{language("corrected_to")}</span>{right}</ins>'
    )
    within = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            within += {"<del>": 1, "<ins>": 1, "</del>": -1, "</ins>": -1}.get(piece, 0)
            yield piece
        elif within:
            yield piece
        else:
            yield either.sub(lambda match: marked if match[0] == shown else match[0], piece)
