"""Corrections that the next issue can take over (更正): an item for each that no issue has printed yet.

Comes in: a publication. Goes out: files of items, complete as they are, that `new issue` lists in a section
of their own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from jianbao.language import Language
from jianbao.model import MAX_TITLE, Erratum, Publication

_SIGNS = re.compile(r"[\\`*_\[\]<&]|^[#>+-]|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d\d\d)\.")
"""What Markdown would take for something else than text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The item of one correction: its id and its file."""

    item_id: str
    text: str


def draft_corrections(
    publication: Publication, language: Language, theme: Path, scalar: Callable[[str], str]
) -> tuple[Correction, ...]:
    """Return the items of corrections that no item tells yet; `scalar` quotes a text for YAML."""
    template = (theme / "new" / "correction.yml").read_text(encoding="utf-8")
    titles = {item.title for item in publication.items}
    found: list[Correction] = []
    for erratum in publication.errata:
        item_id = f"{erratum.date.year}/erratum-{erratum.id}"
        if publication.item(item_id) or any(item_id in item.aliases for item in publication.items):
            continue
        title = _free_title(_short(language("correction_title", title=erratum.item.title)), titles)
        titles.add(title)
        item = erratum.item
        text = template.format(
            title=scalar(title),
            source=_names([source.name for source in item.sources], scalar),
            region=_names([region.name for region in item.regions], scalar),
            topic=_names([topic.name for topic in item.topics], scalar),
            date=erratum.date,
            text=_SIGNS.sub(r"\\\g<0>", _words(erratum, publication, language)),
        )
        found.append(Correction(item_id=item_id, text=text))
    return tuple(found)


def _words(erratum: Erratum, publication: Publication, language: Language) -> str:
    issue = erratum.issue
    where = language(
        "erratum_where",
        name=publication.imprint.name,
        year=issue.number.year,
        number=language("issue_number", digits=issue.number.digits),
        date=language.date(issue.date),
        title=erratum.item.title,
    )
    return where + language("erratum_words", wrong=erratum.wrong, right=erratum.right)


def _names(names: list[str], scalar: Callable[[str], str]) -> str:
    return f"[{', '.join(map(scalar, names))}]"


def _free_title(title: str, taken: set[str]) -> str:
    if title not in taken:
        return title
    return next(other for number in count(2) if (other := f"{title} ({number})") not in taken)


def _short(title: str) -> str:
    """Leave room for a number behind a title that is as long as a title may be."""
    most = MAX_TITLE - len(" (99)")
    return title if len(title) <= most else title[: most - 1] + "…"
