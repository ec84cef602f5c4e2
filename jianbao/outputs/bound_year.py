"""A year's issues bound as one volume (合订本).

Comes in: the published issues of a year with their finished papers, a language and the theme. Goes out: a
PDF: title page, common contents, the issues as they were printed, and an index by region, topic and source.

The form is that of bound volumes in offices: every issue keeps its pages and its numbers, so that "2020年
第3期第5页" is the same place in a single issue and in the volume. Contents and index need one row of numbers
for all: it runs small at the outer edge of the head, from the title page to the last page of the index.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from jianbao.artifact import PrintedIssue, PrintedVolume
from jianbao.diagnostics import EnvironmentFault
from jianbao.language import Language
from jianbao.model import Imprint, Issue, IssueKind, Item, Part, Publication, Region, Source, Topic, lineage
from jianbao.outputs.naming import contents_entry, issue_name
from jianbao.plan import item_anchor, part_anchor
from jianbao.typesetting.binding import BoundPaper, Folios, bind, names_in
from jianbao.typesetting.masthead import Head, fit_head
from jianbao.typesetting.paper import find_anchors, typeset
from jianbao.typesetting.reading import as_seen, read_written
from jianbao.typesetting.stylesheet import Style, read_style
from jianbao.typesetting.titles import break_title

_ROUNDS = 4
_Tree = TypeVar("_Tree", Region, Topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundYear:
    """Everything that the front and the back of a year's volume print."""

    year: int
    imprint: Imprint
    issues: tuple[Issue, ...]
    regions: tuple[Region, ...]
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, year: int, publication: Publication) -> "BoundYear":
        """Return a year's volume: its published issues by date, and what they are indexed under, in order."""
        issues = tuple(issue for issue in publication.issues_out if issue.number.year == year)
        items = [item for issue in issues for item in issue.items]
        shares: list[Item | Part] = [*items, *(part for item in items for part in item.parts)]
        met = {source.key for share in shares for source in share.sources}
        return cls(
            year=year,
            imprint=publication.imprint,
            issues=issues,
            regions=_walk(publication.regions, {r.key for share in shares for r in share.regions}),
            topics=_walk(publication.topics, {topic.key for item in items for topic in item.topics}),
            sources=tuple(source for source in publication.sources if source.key in met),
        )


def _walk(nodes: Sequence[_Tree], met: set[str]) -> tuple[_Tree, ...]:
    """Return the nodes that are met and those they lie in, each before what lies in it.

    Regions follow each other by their code, as in official lists; topics as the editors list them.
    """
    wanted = {above.key for node in nodes if node.key in met for above in lineage(node)}
    place = {node.key: number for number, node in enumerate(nodes)}

    def rank(node: _Tree) -> tuple[tuple[str, int], ...]:
        by_code = isinstance(node, Region)
        return tuple((above.key if by_code else "", place[above.key]) for above in lineage(node))

    return tuple(sorted((node for node in nodes if node.key in wanted), key=rank))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the volume, and by what a link finds the text on it."""

    page: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name in the index: how deep it lies, and by issue (as it is called) where it is met."""

    name: str
    depth: int
    places: tuple[tuple[str, tuple[Place, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeCopy:
    """What the template of a volume is given: what it prints, once it is known where issues begin."""

    volume: BoundYear
    language: Language
    style: Style
    head: Head
    begins: Mapping[str, int]
    """The page of the volume before each issue's first."""
    names: Mapping[str, Mapping[str, int]]
    """By issue, the pages of its named places, as printed."""

    def issue_name(self, issue: Issue) -> str:
        """Return how contents and index call an issue."""
        return issue_name(issue, self.language)

    @property
    def span(self) -> str:
        """The first and the last number of the volume's regular issues."""
        numbers = [i.number for i in self.volume.issues if i.kind is not IssueKind.SUPPLEMENT]
        if not numbers:
            return self.issue_name(self.volume.issues[0])
        first, last = min(n.first for n in numbers), max(n.last for n in numbers)
        if first == last:
            return self.language("issue_number", digits=str(first))
        return self.language("volume_span", first=first, last=last)

    def place(self, issue: Issue, name: str = "") -> Place:
        """Return where an issue begins, or where a name lies in it."""
        page = self.names[issue.id][name] if name else 1
        return Place(page=self.begins[issue.id] + page, link=f"bound:{issue.id}#{name}")

    def item_place(self, issue: Issue, item: Item) -> Place:
        """Return where an item begins."""
        return self.place(issue, item_anchor(item))

    def lines(self, item: Item) -> tuple[str, ...]:
        """Return an item's entry in the contents in lines, each of which leaves room for a leader."""
        room = self.style.measures.contents_room - 1
        return break_title(contents_entry(item, self.language), room=room, words=self.style.words)

    @property
    def index(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """The index in its three parts, as (label, entries)."""
        volume = self.volume
        parts: tuple[tuple[str, Sequence[Region | Topic | Source]], ...] = (
            ("index_regions", volume.regions),
            ("index_topics", volume.topics),
            ("index_sources", volume.sources),
        )
        return tuple((label, tuple(map(self._entry, facets))) for label, facets in parts if facets)

    def _entry(self, facet: Region | Topic | Source) -> Entry:
        found = ((self.issue_name(issue), self._met(facet, issue)) for issue in self.volume.issues)
        return Entry(
            name=facet.name, depth=_depth(facet), places=tuple((n, places) for n, places in found if places)
        )

    def _met(self, facet: Region | Topic | Source, issue: Issue) -> tuple[Place, ...]:
        places = (
            self.place(issue, name)
            for item in issue.items
            for name in _met_in(facet, item)
            if name in self.names[issue.id]
        )
        return tuple({place.page: place for place in places}.values())


def _depth(facet: Region | Topic | Source) -> int:
    match facet:
        case Region():
            return len(lineage(facet)) - 1
        case Topic():
            return len(lineage(facet)) - 1
        case Source():
            return 0


def _met_in(facet: Region | Topic | Source, item: Item) -> Iterator[str]:
    """Yield under which names in the paper an item is met: as a whole, or else by its parts."""
    if any(facet.key == own.key for own in _facets(item, facet)):
        yield item_anchor(item)
        return
    for part in item.parts:
        if isinstance(facet, Region | Source):
            own = part.regions if isinstance(facet, Region) else part.sources
            if facet.key in (other.key for other in own):
                yield part_anchor(part, item_anchor(item))


def _facets(item: Item, facet: Region | Topic | Source) -> Sequence[Region | Topic | Source]:
    match facet:
        case Region():
            return item.regions
        case Topic():
            return item.topics
        case Source():
            return item.sources


def render_volume(
    volume: BoundYear, papers: Mapping[str, PrintedIssue], language: Language, theme: Path
) -> PrintedVolume:
    """Bind a year; `papers` are its issues' papers by their id.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or the finished volume does not name its
            pages as they are; names the year.
    """
    try:
        return _bound(volume, papers, language, theme)
    except EnvironmentFault as fault:
        raise EnvironmentFault(f"volume {volume.year}: {fault}") from fault


def _bound(
    volume: BoundYear, papers: Mapping[str, PrintedIssue], language: Language, theme: Path
) -> PrintedVolume:
    style = read_style(theme, language=language.tag, own_fonts=volume.imprint.fonts)
    copy, cover, front = _cover(volume, papers, language, style, theme)
    bound = [
        BoundPaper(
            key=issue.id,
            mark=f"{copy.issue_name(issue)} {language.date(issue.date)}",
            content=papers[issue.id].content,
        )
        for issue in volume.issues
    ]
    content = bind(cover, bound, front=front, folios=_folios(copy, theme))
    return PrintedVolume(year=volume.year, content=content, page_count=_check(copy, content))


def _cover(
    volume: BoundYear, papers: Mapping[str, PrintedIssue], language: Language, style: Style, theme: Path
) -> tuple[VolumeCopy, bytes, int]:
    """Set front and back, which name the pages that the length of the front makes; return both."""
    names = {issue.id: names_in(papers[issue.id].content) for issue in volume.issues}
    head = fit_head(volume.imprint, style, style.words)
    template = _template(theme, "volume.html")

    def copy_behind(front: int) -> VolumeCopy:
        begins: dict[str, int] = {}
        end = front
        for issue in volume.issues:
            begins[issue.id] = end
            end += papers[issue.id].page_count + papers[issue.id].page_count % 2
        return VolumeCopy(
            volume=volume, language=language, style=style, head=head, begins=begins, names=names
        )

    def written(copy: VolumeCopy, index: Sequence[tuple[str, tuple[Entry, ...]]]) -> str:
        return template.render(copy=copy, volume=volume, t=language, index=index)

    copy = copy_behind(0)
    front = find_anchors(written(copy, ()), style=style.css)["index"] - 1
    for _ in range(_ROUNDS):
        copy = copy_behind(front)
        paper = typeset(written(copy, copy.index), style=style.css, pictures={})
        found = paper.page_of["index"] - 1
        if found == front:
            return copy, paper.content, front
        front = found
    raise EnvironmentFault("the contents do not come to rest at a number of pages")


def _template(theme: Path, name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(theme / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _folios(copy: VolumeCopy, theme: Path) -> Folios:
    """Return how running numbers are written, with a sample of their typeface."""
    measures = copy.style.measures
    year = copy.volume.year

    def write(page: int) -> str:
        return copy.language("volume_folio", year=year, page=page)

    sample = _template(theme, "folios.html").render(t=copy.language, text=write(0) + "0123456789")
    return Folios(
        write=write,
        sample=typeset(sample, style=copy.style.css, pictures={}).content,
        size=measures.volume["folio"],
        top=measures.volume["folio_top"],
        binding=measures.page["binding"],
        width=measures.page["text_width"],
    )


def _check(copy: VolumeCopy, content: bytes) -> int:
    """Return how many pages a volume has, once every title stands on the page that is named for it."""
    pages = read_written(content).pages
    for issue in copy.volume.issues:
        for item in issue.items:
            page = copy.item_place(issue, item).page
            if as_seen(item.title) not in as_seen("".join(text for _, _, text in pages[page - 1].texts)):
                raise EnvironmentFault(f"{item.id} of issue {issue.id} is not on page {page}")
    return len(pages)
