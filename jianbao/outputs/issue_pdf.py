"""One issue as the paper that is printed and handed out.

Comes in: an issue, the publication it belongs to (the public edition, or all of it), a language, the bytes
of the pictures and the theme. Goes out: a `PrintedIssue`.

The contents list items only: a section's heading stands over its articles. Of a round-up's parts the sources
are not repeated; the item's stands at its end.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import EnvironmentFault
from jianbao.language import Language
from jianbao.markup import plain_text, render_markdown, resolve_references
from jianbao.model import (
    Body,
    Contact,
    Issue,
    IssueKind,
    Item,
    ItemId,
    Part,
    Picture,
    PictureFile,
    Publication,
    SignOff,
)
from jianbao.plan import address_of, item_anchor, part_anchor
from jianbao.typesetting.masthead import Head, fit_head
from jianbao.typesetting.paper import Paper, picture_address, typeset
from jianbao.typesetting.pictures import Place, pair_pictures, place_pictures
from jianbao.typesetting.stylesheet import Style, read_style
from jianbao.typesetting.tables import narrow_cells
from jianbao.typesetting.titles import TitleWords, break_title

_HEADING = re.compile(r"<(h[1-6])>(.*?)</\1>", re.DOTALL)
_NUMBERED = (
    ("first", re.compile(r"[一二三四五六七八九十百]+、")),
    ("second", re.compile(r"（[一二三四五六七八九十百]+）")),
    ("third", re.compile(r"\d+[.．、]|（\d+）")),
)
_PLACED = re.compile(r'(<img [^>]*src="([^"]*)")')
_FOLLOWING = ".last { height: auto } .colophon { float: none }"
_NAMED_WITHIN = 16
"""Characters within which a part's text names its heading, if that says nothing new."""


def render_issue(
    issue: Issue, publication: Publication, language: Language, pictures: Mapping[str, bytes], theme: Path
) -> PrintedIssue:
    """Set an issue; `pictures` are the bytes of its pictures by their path.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be; names the issue.
    """
    imprint = publication.imprint
    style = read_style(theme, language=language.tag, own_fonts=imprint.fonts)
    copy = Copy.of(issue, publication, language, style)
    template = _templates(theme).get_template("issue.html")
    wanted = {file.path: pictures[file.path] for item in issue.items for file in item.picture_files}
    try:
        paper = _set(template.render(copy=copy, issue=issue, t=language), style, wanted)
        return _read_back(issue, paper)
    except EnvironmentFault as fault:
        raise EnvironmentFault(f"issue {issue.id}: {fault}") from fault


def _set(html: str, style: Style, pictures: Mapping[str, bytes]) -> Paper:
    """Set an issue; a colophon longer than a page cannot stand at the foot of one and follows the text."""
    paper = typeset(html, style=style.css, pictures=pictures)
    if "colophon" in paper.page_of:
        return paper
    return typeset(html, style=style.css + _FOLLOWING, pictures=pictures)


@lru_cache(maxsize=4)
def _templates(theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(theme / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read_back(issue: Issue, paper: Paper) -> PrintedIssue:
    """Return the finished issue once its contents name the pages on which its items begin."""
    page_of: dict[ItemId, int] = {}
    for item in issue.items:
        page = paper.page_of.get(item_anchor(item), 0)
        promised = paper.promised.get(item_anchor(item), "none")
        if promised != str(page):
            raise EnvironmentFault(f"the contents name page {promised} for {item.id}, which is on {page}")
        page_of[item.id] = page
    if paper.page_of.get("colophon-end") != paper.page_count:
        raise EnvironmentFault("the colophon is not on the last page")
    return PrintedIssue(
        issue_id=issue.id, content=paper.content, page_count=paper.page_count, page_of=page_of
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What the templates are given to set: the issue, and answers about how each piece of it is set."""

    issue: Issue
    publication: Publication
    language: Language
    style: Style
    head: Head
    words: TitleWords

    @classmethod
    def of(cls, issue: Issue, publication: Publication, language: Language, style: Style) -> "Copy":
        """Make an issue ready for the templates."""
        names = (*(r.name for r in publication.regions), *(s.name for s in publication.sources))
        words = replace(style.words, names=names)
        return cls(
            issue=issue,
            publication=publication,
            language=language,
            style=style,
            head=fit_head(publication.imprint, style, words),
            words=words,
        )

    @property
    def number(self) -> str:
        """The issue's number as the masthead prints it."""
        return self.language("issue_number", digits=self.issue.number.digits)

    @property
    def kind(self) -> str:
        """增刊 or 专刊, unless the issue's title says so; empty for a regular issue."""
        if self.issue.kind is IssueKind.REGULAR:
            return ""
        kind = self.language("supplement" if self.issue.kind is IssueKind.SUPPLEMENT else "special")
        return "" if kind in (self.issue.title or "") else kind

    @property
    def name(self) -> str:
        """The name under which the paper is filed: bulletin, year and number."""
        name = self.publication.imprint.name
        number = self.number
        if self.issue.kind is IssueKind.SUPPLEMENT:
            number = self.language("kind_number", kind=self.language("supplement"), number=number)
        return self.language("paper_title", name=name, year=self.issue.number.year, number=number)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of the issue, each once."""
        return tuple(dict.fromkeys(topic.name for item in self.issue.items for topic in item.topics))

    @property
    def contact(self) -> tuple[tuple[str, str], ...]:
        """The ways to reach the editors that are given, as (label, value)."""
        return _given(self.publication.imprint.contact, ("address", "postcode", "phone", "email"))

    @property
    def signatures(self) -> tuple[tuple[str, str], ...]:
        """Who signed the issue off, as (role, name)."""
        return _given(self.issue.signed_off, ("edited", "reviewed", "approved"))

    def anchor(self, item: Item, part: Part | None = None) -> str:
        """Return where an item, or a part of it, is found in the paper."""
        return item_anchor(item) if part is None else f"{item_anchor(item)}-{part_anchor(part)}"

    def lines(self, title: str) -> tuple[str, ...]:
        """Return a title in lines of like length."""
        return break_title(title, room=self.style.measures.title_room, words=self.words)

    def entry(self, item: Item) -> tuple[str, ...]:
        """Return an item's entry in the contents in lines, each of which leaves room for a leader."""
        title = item.contents_title
        if item.subtitle and not item.short_title:
            title = self.language("contents_subtitle", title=title, subtitle=item.subtitle)
        return break_title(title, room=self.style.measures.contents_room, words=self.words)

    def paragraphs(self, text: str) -> tuple[str, ...]:
        """Return an editor's note paragraph by paragraph."""
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def shows_headings(self, item: Item) -> bool:
        """Say whether a round-up's parts need headings, or each names its place as it begins."""
        return not all(part.body and _names_itself(part, part.body) for part in item.parts)

    def ends_in_picture(self, item: Item) -> bool:
        """Say whether the issue ends with this item, and the item with a picture."""
        last = item.parts[-1] if item.parts else item
        return item == self.issue.items[-1] and bool(last.pictures)

    def rows(self, pictures: tuple[Picture, ...]) -> tuple[tuple[tuple[Picture, Place], ...], ...]:
        """Return pictures and their places in rows of one or two."""
        measures = self.style.measures
        rows = pair_pictures(pictures, measures)
        places = [place_pictures(tuple(picture.file for picture in row), measures) for row in rows]
        return tuple(tuple(zip(row, found, strict=True)) for row, found in zip(rows, places, strict=True))

    def address(self, picture: Picture) -> str:
        """Return where the paper finds a picture."""
        return picture_address(picture.file.path)

    def text(self, body: Body, anchor: str, level: int) -> Markup:
        """Return a body as HTML whose headings begin at `level`."""
        back = self.language("footnote_back")
        rendered = render_markdown(body.markdown, heading_level=level, anchor=anchor, footnote_back=back)
        files = {picture_address(file.path): file for file in body.pictures}
        resolved = resolve_references(
            _HEADING.sub(_classified, rendered), item=self._item, issue=self._issue, picture=picture_address
        )
        placed = _PLACED.sub(lambda match: self._placed(match, files), resolved)
        return Markup(narrow_cells(placed))  # rendered from Markdown, in which an author's HTML is text

    def _placed(self, match: re.Match[str], files: Mapping[str, PictureFile]) -> str:
        (place,) = place_pictures((files[match[2]],), self.style.measures)
        return f'{match[1]} style="{place.css}"'

    def _item(self, item_id: str) -> str | None:
        item = self.publication.item(item_id)
        if item is None:
            return None
        if item.id in {own.id for own in self.issue.items}:
            return f"#{item_anchor(item)}"
        return self.publication.imprint.site_url.rstrip("/") + "/" + address_of(item)

    def _issue(self, issue_id: str) -> str | None:
        issue = self.publication.issue(issue_id)
        if issue is None or not issue.is_out:
            return None
        return self.publication.imprint.site_url.rstrip("/") + "/" + address_of(issue)


def _given(record: Contact | SignOff | None, fields: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    values = ((field, getattr(record, field, None)) for field in fields)
    return tuple((field, value) for field, value in values if value)


def _names_itself(part: Part, body: Body) -> bool:
    rendered = render_markdown(body.markdown, heading_level=6, anchor="", footnote_back="")
    return part.heading in plain_text(rendered)[:_NAMED_WITHIN]


def _classified(match: re.Match[str]) -> str:
    """Give a heading the rank that its number has in official papers, or else that of its level."""
    tag, text = match.groups()
    start = plain_text(text)
    ranks = [rank for rank, number in _NUMBERED if number.match(start)]
    return f'<{tag} class="{ranks[0]}">{text}</{tag}>' if ranks else match[0]
