"""What the templates of a paper are given, and how each piece of an issue is set.

Comes in: an issue, the publication it belongs to, a language and a style. Goes out: a `Copy`, which answers
the questions of the templates and of the check that reads the finished paper back.

The contents list items only: a section's heading stands over its articles. Of a round-up's parts the sources
are not repeated; the item's stands at its end.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from jianbao.language import Language
from jianbao.markup import plain_text, render_markdown, resolve_references
from jianbao.model import (
    Body,
    Contact,
    Issue,
    IssueKind,
    Item,
    Part,
    Picture,
    PictureFile,
    Publication,
    SignOff,
)
from jianbao.plan import address_of, item_anchor, part_anchor
from jianbao.typesetting.masthead import Head, fit_head
from jianbao.typesetting.paper import picture_address
from jianbao.typesetting.pictures import Place, pair_pictures, place_pictures
from jianbao.typesetting.stylesheet import Style
from jianbao.typesetting.tables import narrow_cells
from jianbao.typesetting.titles import TitleWords, break_title

_HEADING = re.compile(r"<(h[1-6])>(.*?)</\1>", re.DOTALL)
_NUMBERED = (
    ("first", re.compile(r"[一二三四五六七八九十百]+、")),
    ("second", re.compile(r"（[一二三四五六七八九十百]+）")),
    ("third", re.compile(r"\d+[.．、]|（\d+）")),
)
_PLACED = re.compile(r'(<img [^>]*src="([^"]*)")')
_NAMED_WITHIN = 16
"""Characters within which a part's text names its heading, if that says nothing new."""


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
        name, number = self.publication.imprint.name, issue_name(self.issue, self.language)
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
        title = contents_entry(item, self.language)
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

    def source(self, item: Item) -> str:
        """Return the line that names where an item comes from; empty where nobody is named."""
        names = [source.name for source in item.sources]
        return self.language("source") + self.language.list(names) if names else ""

    def rendered(self, body: Body, anchor: str, level: int) -> str:
        """Return a body as HTML, before its references are resolved."""
        back = self.language("footnote_back")
        return render_markdown(body.markdown, heading_level=level, anchor=anchor, footnote_back=back)

    def text(self, body: Body, anchor: str, level: int) -> Markup:
        """Return a body as HTML whose headings begin at `level`."""
        rendered = self.rendered(body, anchor, level)
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


def issue_name(issue: Issue, language: Language) -> str:
    """Return an issue's number with its series: a supplement (增刊) counts apart."""
    number = language("issue_number", digits=issue.number.digits)
    if issue.kind is IssueKind.SUPPLEMENT:
        return language("kind_number", kind=language("supplement"), number=number)
    return number


def contents_entry(item: Item, language: Language) -> str:
    """Return what the contents call an item: its short title, or its title with its subtitle."""
    if item.subtitle and not item.short_title:
        return language("contents_subtitle", title=item.title, subtitle=item.subtitle)
    return item.contents_title


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
