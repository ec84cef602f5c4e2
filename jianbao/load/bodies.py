"""Judges an author's Markdown: raw HTML, links and pictures.

Comes in: the text of a body. Goes out: what is wrong with it, as offsets into the text, and the pictures
and links it names. The parser says what a text leads to; where that stands is searched in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.markup import find_references

MAX_RUN = 200
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_HTML = re.compile(r"(?<!\\)<(?:/?[A-Za-z][^<>]*>|!--|\?|!\[CDATA\[|![A-Z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)?[^<>\s@]+(?:@[^<>\s@]+)?>")
_NESTING = re.compile(rf"[\[(*_>`]{{{MAX_RUN},}}|^(?:[ \t]*(?:[-+*>]|\d+\.)[ \t]*){{12,}}", re.MULTILINE)
_WEB = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True, order=True)
class BodyFault:
    """Something wrong at `offset` of a text."""

    offset: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A link target or picture that a body names, and where."""

    offset: int
    target: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a body holds besides text."""

    faults: tuple[BodyFault, ...]
    items: tuple[Mentioned, ...] = ()
    issues: tuple[Mentioned, ...] = ()
    pictures: tuple[Mentioned, ...] = ()


def judge_body(text: str) -> Judgement:
    """Return what is wrong with a body and what it names."""
    runaway = _NESTING.search(text)
    if runaway:
        hint = "remove the run, or quote less deeply"
        return Judgement((BodyFault(runaway.start(), "marks are nested too deeply to be read", hint),))
    references = find_references(text)
    places = _Places(text)
    links = [Mentioned(places.of(link), link) for link in references.links]
    pictures = tuple(Mentioned(places.of(path), path, alt) for path, alt in references.pictures)
    faults = (*_html_faults(text), *_link_faults(links), *_picture_faults(pictures))
    return Judgement(
        faults=tuple(sorted(faults)),
        items=tuple(_without_scheme(links, "item:")),
        issues=tuple(_without_scheme(links, "issue:")),
        pictures=pictures,
    )


class _Places:
    """Finds where targets stand, each search going on behind the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.behind: dict[str, int] = {}

    def of(self, target: str) -> int:
        found = self.text.find(target, self.behind.get(target, 0))
        if found < 0:
            return 0
        self.behind[target] = found + len(target)
        return found


def _html_faults(text: str) -> Iterator[BodyFault]:
    plain = _CODE.sub(lambda match: " " * len(match[0]), text)
    for match in _HTML.finditer(plain):
        autolink = _AUTOLINK.match(plain, match.start())
        if autolink and (":" in autolink[0] or "@" in autolink[0]):
            continue
        shown = match[0] if len(match[0]) <= 30 else match[0][:29] + "…"
        hint = r"write Markdown, or `\<` for the sign itself"
        yield BodyFault(match.start(), f"raw HTML is not taken: {shown}", hint)


def _link_faults(links: list[Mentioned]) -> Iterator[BodyFault]:
    for link in links:
        if not link.target.startswith((*_WEB, "item:", "issue:")):
            hint = "begin it with https:, http:, mailto:, item: or issue:"
            yield BodyFault(link.offset, f'the link "{link.target[:60]}" leads nowhere', hint)


def _picture_faults(pictures: tuple[Mentioned, ...]) -> Iterator[BodyFault]:
    for picture in pictures:
        if not picture.alt.strip():
            hint = "say what it shows between the brackets: ![…](…)"
            yield BodyFault(picture.offset, f'the picture "{picture.target}" has no `alt`', hint)


def _without_scheme(links: list[Mentioned], scheme: str) -> Iterator[Mentioned]:
    for link in links:
        if link.target.startswith(scheme):
            yield Mentioned(link.offset, link.target.removeprefix(scheme))
