"""What the papers about a year have in common: how they are set, and read back.

Comes in: a template's name and its values, and the texts that must be on the pages. Goes out: a `YearPaper`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jianbao.artifact import YearPaper
from jianbao.diagnostics import EnvironmentFault
from jianbao.language import Language
from jianbao.model import Imprint
from jianbao.typesetting.paper import typeset
from jianbao.typesetting.reading import WrittenPage, WrittenPaper, as_seen, read_written
from jianbao.typesetting.stylesheet import Style, read_style
from jianbao.typesetting.titles import break_title

_SHOWN = 24
"""How many characters of a text a fault shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper that is to be set: its template below theme/print/year, and what that is given.

    `said` are its texts in the order in which they are drawn or, `line_by_line`, in which they stand.
    """

    template: str
    title: str
    imprint: Imprint
    day: dt.date
    said: tuple[str, ...]
    values: Mapping[str, object]
    line_by_line: bool = False


def style_of(imprint: Imprint, language: Language, theme: Path) -> Style:
    """Return how papers about a year look: as issues do, in what both have."""
    return read_style(theme, language=language.tag, own_fonts=imprint.fonts, sheet="year/year.css")


def set_year_paper(draft: Draft, language: Language, style: Style, theme: Path) -> YearPaper:
    """Set a paper and read it back.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or a text is not where it must be; names
            the paper.
    """
    html = (
        _templates(theme)
        .get_template(f"year/{draft.template}")
        .render(
            t=language,
            title=draft.title,
            lines=break_title(draft.title, room=style.measures.title_room, words=style.words),
            imprint=draft.imprint,
            day=draft.day,
            **draft.values,
        )
    )
    foot = style.measures.page["top"] + style.measures.page["text_height"]
    try:
        paper = typeset(html, style=style.css, pictures={})
        written = read_written(paper.content)
        _check(written, draft.title)
        text = (_text(page, foot, line_by_line=draft.line_by_line) for page in written.pages)
        _find_all(draft.said, "".join(text))
    except EnvironmentFault as fault:
        raise EnvironmentFault(f"{draft.title}: {fault}") from fault
    return YearPaper(content=paper.content, page_count=paper.page_count)


def _check(written: WrittenPaper, title: str) -> None:
    for page in written.pages:
        if page.missing or page.loose_fonts:
            what = "a glyph is missing" if page.missing else "a font is not embedded"
            raise EnvironmentFault(f"page {page.number}: {what}")
    if written.title != title:
        raise EnvironmentFault(f"the paper's title is “{written.title}”")


def _text(page: WrittenPage, foot: float, *, line_by_line: bool) -> str:
    """Return what a page says above its number."""
    if not line_by_line:
        return page.stream(foot)
    return "".join(line.text for line in page.lines if line.baseline < foot)


def _find_all(said: Iterable[str], text: str) -> None:
    text = _plain(text)
    behind = 0
    for piece in map(_plain, said):
        begin = text.find(piece, behind)
        if begin < 0:
            raise EnvironmentFault(f"“{piece[:_SHOWN]}” is not printed where it must be")
        behind = begin + len(piece)


def _plain(text: str) -> str:
    """Return a text as it is seen, without what stands before and behind entries of a list."""
    return as_seen(text).replace("·", "").replace("◆", "")


@lru_cache(maxsize=4)
def _templates(theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(theme / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
