"""What the templates of a paper are given, and how each piece of an issue is set.

Comes in: an issue, the publication it belongs to, a language and a style. Goes out: a `Copy`, which answers
the questions of the templates and of the check that reads the finished paper back.

The contents list items; a section's heading stands over its own, without a page of its own. The sources of
an item stand at its end, those that a part of a round-up names beyond them behind its text, in brackets.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from jianbao.language import Language
from jianbao.markup import plain_text, render_markdown, resolve_references
from jianbao.model import (
    Contact,
    Issue,
    IssueKind,
    IssueStatus,
    Item,
    Part,
    Picture,
    PictureFile,
    Publication,
    Section,
    SignOff,
    Visibility,
)
from jianbao.outputs.naming import contents_entry, issue_name, note_label, part_heading, part_sources
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
_NOTES = '<div class="footnote">'
_NUMBERED_FROM = re.compile(r'<ol start="(\d+)"')
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
    def mark(self) -> str:
        """What stands over each page of a paper that is not in force; empty for one that is."""
        marked = (IssueStatus.DRAFT, IssueStatus.VOID)
        return self.language(f"mark_{self.issue.status}") if self.issue.status in marked else ""

    @property
    def holds_internal(self) -> bool:
        """Whether the paper has news that the public edition has not, so that its holders must be told.

        The public edition holds none, and so says nothing; a classified issue has no public edition.
        """
        internal = (item for item in self.issue.items if item.visibility is Visibility.INTERNAL)
        return self.issue.classification is None and any(internal)

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
        return item_anchor(item) if part is None else part_anchor(part, item_anchor(item))

    def lines(self, title: str) -> tuple[str, ...]:
        """Return a title in lines of like length."""
        return break_title(title, room=self.style.measures.title_room, words=self.words)

    def entry(self, item: Item, section: Section) -> tuple[str, ...]:
        """Return an item's entry in the contents in lines, each of which leaves room for a leader."""
        measures = self.style.measures
        inset = float(measures.type["contents_inset"]) if section.heading else 0.0
        title = contents_entry(item, self.language)
        return break_title(title, room=measures.contents_room - inset, words=self.words)

    def paragraphs(self, text: str) -> tuple[str, ...]:
        """Return an editor's note paragraph by paragraph."""
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def note_label(self, note: str) -> str:
        """Return what stands before an editor's note."""
        label = note_label(note, self.language)
        return self.language("run_in", heading=label) if label else ""

    def heading(self, part: Part) -> str:
        """Return what stands over a part."""
        return part_heading(part, self.language)

    def shows_headings(self, item: Item) -> bool:
        """Say whether a round-up's parts need headings, or each names its place as it begins."""
        return not all(self._names_itself(part) for part in item.parts)

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

    def rendered(self, item: Item, part: Part | None, level: int) -> str:
        """Return the text of an item or a part as HTML, before its references are resolved."""
        body = item.body if part is None else part.body
        if body is None:
            return ""
        back = self.language("footnote_back")
        rendered = render_markdown(
            body.markdown, heading_level=level, anchor=self.anchor(item, part), footnote_back=back
        )
        sources = [source.name for source in part_sources(item, part)] if part else []
        if not sources:
            return rendered
        return _credited(rendered, self.language("part_source", sources=self.language.list(sources)))

    def text(self, item: Item, part: Part | None, level: int) -> Markup:
        """Return the text of an item or a part as HTML whose headings begin at `level`."""
        body = item.body if part is None else part.body
        if body is None:
            return Markup()
        rendered = _NUMBERED_FROM.sub(_counted, self.rendered(item, part, level))
        files = {picture_address(file.path): file for file in body.pictures}
        resolved = resolve_references(
            _HEADING.sub(_classified, rendered), item=self._item, issue=self._issue, picture=picture_address
        )
        placed = _PLACED.sub(lambda match: self._placed(match, files), resolved)
        return Markup(narrow_cells(placed))  # rendered from Markdown, in which an author's HTML is text

    def _names_itself(self, part: Part) -> bool:
        rendered = render_markdown(part.body.markdown, heading_level=6, anchor="", footnote_back="")
        return self.heading(part) in plain_text(rendered)[:_NAMED_WITHIN]

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


def _credited(rendered: str, credit: str) -> str:
    """Put a part's sources at the end of its last paragraph; behind a list or table, on their own line."""
    text, mark, notes = rendered.partition(_NOTES)
    text, credit = text.rstrip(), html.escape(credit)
    if text.endswith("</p>"):
        text = f'{text.removesuffix("</p>")}<span class="contributor">{credit}</span></p>'
    else:
        text = f'{text}\n<p class="contributor">{credit.strip()}</p>'
    return text + mark + notes


def _counted(match: re.Match[str]) -> str:
    """Let a list begin with its number: WeasyPrint counts by styles alone."""
    return f'{match[0]} style="counter-reset: list-item {int(match[1]) - 1}"'


def _classified(match: re.Match[str]) -> str:
    """Give a heading the rank that its number has in official papers, or else that of its level."""
    tag, text = match.groups()
    start = plain_text(text)
    ranks = [rank for rank, number in _NUMBERED if number.match(start)]
    return f'<{tag} class="{ranks[0]}">{text}</{tag}>' if ranks else match[0]
