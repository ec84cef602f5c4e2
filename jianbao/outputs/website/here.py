"""The site as seen from one page: addresses, bodies and names, as its templates ask for them.

Comes in: a `Site` and the address of a page. Goes out: addresses relative to that page, so that the
site works in any folder of any host, and an author's text as safe HTML.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from jianbao.markup import render_markdown, resolve_references
from jianbao.model import Body, Erratum, Facet, Issue, IssueStatus, Item, ItemId, Part, PictureFile, Source
from jianbao.outputs.corrections import mark_corrections
from jianbao.outputs.naming import (
    contents_entry,
    issue_name,
    issue_title,
    note_label,
    part_heading,
    part_sources,
)
from jianbao.outputs.plain import beginning, plain
from jianbao.outputs.website.prose import fit_to_page
from jianbao.outputs.website.site import PaperFacts, Site
from jianbao.plan import (
    Listing,
    Subject,
    address_of,
    item_anchor,
    listing_of,
    paper_address,
    part_anchor,
    picture_address,
    slip_address,
)

_PICTURE = re.compile(r'(<img )([^>]*?src="image:([^"]*)")')


@dataclass(frozen=True, slots=True)
class Here:
    """The site as seen from the page at `address`."""

    address: str
    site: Site

    def to(self, subject: Subject) -> str:
        """Return the way to the page of a subject."""
        return self._to(address_of(subject))

    def to_part(self, item: Item, part: Part) -> str:
        """Return the way to a part's place in its item's page."""
        return f"{self.to(item)}#{part_anchor(part)}"

    def to_place(self, issue: Issue, item: Item) -> str:
        """Return the way to an item's place in its issue's page."""
        return f"{self.to(issue)}#{item_anchor(item)}"

    def to_paper(self, issue: Issue) -> str:
        """Return the way to an issue's PDF."""
        return self._to(paper_address(issue))

    def to_slip(self, erratum: Erratum) -> str:
        """Return the way to a correction slip."""
        return self._to(slip_address(erratum))

    def to_picture(self, file: PictureFile) -> str:
        """Return the way to a picture."""
        return self._to(picture_address(file))

    def to_file(self, address: str) -> str:
        """Return the way to any file of the site."""
        return self._to(address)

    def to_search(self, *facets: Facet, year: int | None = None) -> str:
        """Return the way to the search page, narrowed to facets and a year."""
        keys = [self.search_term(facet) for facet in facets]
        years = [] if year is None else [("year", str(year))]
        return f"{self.to(Listing.SEARCH)}?{urlencode([*keys, *years])}"

    def search_term(self, facet: Facet) -> tuple[str, str]:
        """Return the name and value by which the search page is asked for a facet."""
        return listing_of(facet).value.removesuffix("s"), facet.key

    def paper(self, issue: Issue) -> PaperFacts | None:
        """Return what is known of an issue's PDF, if it has been made."""
        return self.site.papers.get(issue.id)

    def page_in_print(self, issue: Issue, item: Item) -> int | None:
        """Return the page of an issue's PDF on which an item begins, if that is known."""
        paper = self.paper(issue)
        return paper.page_of.get(item.id) if paper else None

    def body(self, body: Body, item: Item, level: int, anchor: str = "") -> Markup:
        """Render a text of an item, with its corrections; its highest headings become `h<level>`."""
        rendered = self._rendered(body, level, anchor)
        sizes = {file.path: file for file in body.pictures}

        def sized(match: re.Match[str]) -> str:
            file = sizes[html.unescape(match[3])]
            tall = ' class="jb-tall"' if file.height > file.width else ""
            return f'{match[1]}width="{file.width}" height="{file.height}"{tall} loading="lazy" {match[2]}'

        resolved = resolve_references(
            _PICTURE.sub(sized, rendered),
            item=self._item_address,
            issue=self._issue_address,
            picture=lambda path: self.to_picture(sizes[path]),
        )
        fitted = fit_to_page(resolved, self.site.language)
        return Markup(mark_corrections(fitted, self.site.publication.errata_of(item), self.site.language))

    def corrected(self, text: str, item: Item) -> Markup:
        """Return a line of an item, with its corrections."""
        errata = self.site.publication.errata_of(item)
        return Markup(mark_corrections(html.escape(text, quote=False), errata, self.site.language))

    def summary(self, item: Item, length: int = 110) -> str:
        """Return the beginning of an item's text, for descriptions."""
        bodies = [item.body, *(part.body for part in item.parts)]
        text = next((plain(self._rendered(body, 2, "")) for body in bodies if body), item.title)
        return beginning(text, length)

    def issue_title(self, issue: Issue) -> str:
        """Name an issue by year and number, wherever it stands alone."""
        return issue_title(issue, self.site.language)

    def issue_name(self, issue: Issue) -> str:
        """Name an issue where its year is said already."""
        return issue_name(issue, self.site.language)

    def contents_entry(self, item: Item) -> str:
        """Return what contents call an item."""
        return contents_entry(item, self.site.language)

    def note_label(self, note: str) -> str:
        """Return what stands before an editor's note."""
        return note_label(note, self.site.language)

    def part_heading(self, part: Part) -> str:
        """Return a part's title or, without one, the names of its regions."""
        return part_heading(part, self.site.language)

    def names(self, facets: Iterable[Facet]) -> str:
        """List facets by name."""
        return self.site.language.list([facet.name for facet in facets])

    def part_sources(self, item: Item, part: Part) -> tuple[Source, ...]:
        """Return the sources that a part names beyond its item's."""
        return part_sources(item, part)

    def contact(self) -> tuple[str, ...]:
        """Return how readers reach the editors, a line for each way."""
        contact, label = self.site.publication.imprint.contact, self.site.language
        ways = {name: getattr(contact, name) for name in ("address", "postcode", "phone", "email")}
        return tuple(label(name, **{name: way}) for name, way in ways.items() if way)

    def is_void(self, issue: Issue) -> bool:
        """Say whether an issue's number was withdrawn."""
        return issue.status is IssueStatus.VOID

    def _to(self, address: str) -> str:
        own, other = self.address.split("/")[:-1], address.split("/")
        shared = 0
        for folder, wanted in zip(own, other[:-1], strict=False):
            if folder != wanted:
                break
            shared += 1
        return quote("../" * (len(own) - shared) + "/".join(other[shared:])) or "./"

    def _rendered(self, body: Body, level: int, anchor: str) -> str:
        footnote_back = self.site.language("footnote_back")
        return render_markdown(body.markdown, heading_level=level, anchor=anchor, footnote_back=footnote_back)

    def _item_address(self, item_id: str) -> str | None:
        item = self.site.publication.item(ItemId(item_id))
        return self.to(item) if item else None

    def _issue_address(self, issue_id: str) -> str | None:
        issue = self.site.publication.issue(issue_id)
        return self.to(issue) if issue and issue.is_out else None
