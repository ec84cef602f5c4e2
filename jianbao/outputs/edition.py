"""The public edition as it is read elsewhere: in a feed reader, a mail program, a script.

Comes in: the public edition, its papers, a language and the theme. Goes out: absolute addresses, and authors'
texts as safe HTML in which every link and picture is absolute; each text is made once.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jianbao.artifact import PrintedIssue
from jianbao.language import Language
from jianbao.markup import render_markdown, resolve_references
from jianbao.model import Body, Imprint, Issue, Item, ItemId, Part, PictureFile, Publication
from jianbao.outputs.corrections import mark_corrections
from jianbao.outputs.naming import contents_entry, issue_title, note_label, part_heading
from jianbao.outputs.permanent import permanent, permanent_page, root_of
from jianbao.outputs.plain import beginning, plain
from jianbao.plan import Subject, item_anchor, paper_address, part_anchor, picture_address

_PICTURE = re.compile(r'(<img )([^>]*?src="image:([^"]*)")')
_WITHIN = re.compile(r'(<a\b[^>]* href=")(?=#)')
_HEADING = re.compile(r"(</?h)([1-6])")
_EMPTY_LINES = re.compile(r"\n\s*\n(?=<)")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The public edition with its papers by issue id, and its correction slips by the erratum's."""

    publication: Publication
    language: Language
    theme: Path
    papers: Mapping[str, PrintedIssue] = field(default_factory=dict)
    slips: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def imprint(self) -> Imprint:
        """Who publishes."""
        return self.publication.imprint

    @property
    def root(self) -> str:
        """The address at which the website stands."""
        return root_of(self.imprint)

    @property
    def site_name(self) -> str:
        """What the website is called."""
        return self.language("site_name", organ=self.imprint.organ, name=self.imprint.name)

    def to(self, subject: Subject) -> str:
        """Return the address of a subject's page."""
        return permanent_page(self.imprint, subject)

    def to_file(self, address: str) -> str:
        """Return the address of any file of the site."""
        return permanent(self.imprint, address)

    def to_part(self, item: Item, part: Part) -> str:
        """Return the address of a part's place in its item's page."""
        return f"{self.to(item)}#{part_anchor(part)}"

    def to_paper(self, issue: Issue) -> str:
        """Return the address of an issue's PDF."""
        return self.to_file(paper_address(issue))

    def to_picture(self, file: PictureFile) -> str:
        """Return the address of a picture."""
        return self.to_file(picture_address(file))

    def page_in_print(self, item: Item) -> int | None:
        """Return the page of its issue's PDF on which an item begins, if there is one."""
        issue = self.publication.issue_printing(item)
        paper = self.papers.get(issue.id) if issue else None
        return paper.page_of.get(item.id) if paper else None

    def issue_title(self, issue: Issue) -> str:
        """Name an issue by year and number."""
        return issue_title(issue, self.language)

    def contents_entry(self, item: Item) -> str:
        """Return what contents call an item."""
        return contents_entry(item, self.language)

    def part_heading(self, part: Part) -> str:
        """Return a part's title or, without one, the names of its regions."""
        return part_heading(part, self.language)

    def source_names(self, share: Item | Part) -> str:
        """List the sources of an item or a part; empty without any."""
        return self.language.list([source.name for source in share.sources])

    def note_label(self, note: str) -> str:
        """Return what stands before an editor's note."""
        return note_label(note, self.language)

    def text(self, item: Item, part: Part | None = None) -> Markup:
        """Return the text of an item, without its parts', or of one of its parts; empty without one."""
        return self._texts.get((item.id, part.number if part else 0), Markup())

    def render(self, template: str, **facts: object) -> str:
        """Return a template of theme/data, filled in."""
        found = _templates(self.theme).get_template(template)
        written = found.render(edition=self, label=self.language, imprint=self.imprint, **facts)
        return _EMPTY_LINES.sub("\n", written).strip()

    def words(self, item: Item, part: Part | None = None) -> str:
        """Return that text without its markup, paragraph by paragraph."""
        return self._words.get((item.id, part.number if part else 0), "")

    def length(self, item: Item) -> int:
        """Return the number of characters in an item's texts, spaces aside."""
        shares = (None, *item.parts)
        return sum(len("".join(self.words(item, share).split())) for share in shares)

    def summary(self, item: Item, part: Part | None = None) -> str:
        """Return the beginning of a text, for whoever decides whether to read it."""
        shares = (part,) if part else (None, *item.parts)
        texts = (self.words(item, share) for share in shares)
        return beginning(next(filter(None, texts), item.title))

    def kilobytes(self, paper: PrintedIssue) -> int:
        """Return a paper's size as readers are told it, in units of 1,000 bytes, never 0."""
        return max(1, round(len(paper.content) / 1000))

    @cached_property
    def _texts(self) -> Mapping[tuple[ItemId, int], Markup]:
        found = {}
        for item in self.publication.items:
            if item.body:
                found[item.id, 0] = self._text(item, item.body, 2, "")
            for part in item.parts:
                found[item.id, part.number] = self._text(item, part.body, 3, part_anchor(part))
        return found

    @cached_property
    def _words(self) -> Mapping[tuple[ItemId, int], str]:
        return {key: plain(text) for key, text in self._texts.items()}

    def _text(self, item: Item, body: Body, level: int, anchor: str) -> Markup:
        """Render a text as its page does: so it is rendered once, and its anchors are those of the page."""
        back = self.language("footnote_back")
        rendered = render_markdown(body.markdown, heading_level=level, anchor=anchor, footnote_back=back)
        files = {file.path: file for file in body.pictures}

        def sized(match: re.Match[str]) -> str:
            file = files[html.unescape(match[3])]
            return f'{match[1]}width="{file.width}" height="{file.height}" {match[2]}'

        resolved = resolve_references(
            _PICTURE.sub(sized, rendered),
            item=self._item_address,
            issue=self._issue_address,
            picture=lambda path: self.to_picture(files[path]),
        )
        page = html.escape(self.to(item))
        absolute = _WITHIN.sub(lambda match: match[1] + page, resolved)
        return Markup(mark_corrections(absolute, self.publication.errata_of(item), self.language))

    def _item_address(self, item_id: str) -> str | None:
        item = self.publication.item(item_id)
        return self.to(item) if item else None

    def _issue_address(self, issue_id: str) -> str | None:
        issue = self.publication.issue(issue_id)
        return self.to(issue) if issue and issue.is_out else None


@lru_cache(maxsize=4)
def _templates(theme: Path) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(theme / "data"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["item_anchor"] = item_anchor
    templates.filters["demoted"] = _demoted
    return templates


def _demoted(story: Markup) -> Markup:
    """Bring the headings of an item one level down, where its title is a heading itself."""
    return Markup(_HEADING.sub(lambda match: f"{match[1]}{min(6, int(match[2]) + 1)}", story))
