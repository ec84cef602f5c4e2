"""Finished papers between a front and a back: one PDF, each paper as it was printed.

Comes in: front and back as one PDF, the papers that go between, and how the running page number is written.
Goes out: the bytes of one PDF with one outline, one tree of tags and one run of page numbers; as the parts
are PDF/A-2a and PDF/UA-1, so is the whole. A link to `bound:<paper>#<name>` leads to where a paper
has that name.

Every paper begins on a right-hand page, as it was printed: where one has an odd number of pages, a blank one
follows.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from jianbao.typesetting.faces.sharing import share_faces
from jianbao.typesetting.files.archiving import pack
from jianbao.typesetting.files.packing import pack_objects
from jianbao.typesetting.stylesheet import MILLIMETRE

SCHEME = "bound:"

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPaper:
    """One paper of a volume: by what links know it, its bookmark, and its PDF."""

    key: str
    mark: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Folios:
    """How running page numbers are written, at the outer edge of the head: sizes in pt, places in mm.

    `sample` is a PDF that shows each character of `write`'s answers in the typeface of the numbers.
    """

    write: Callable[[int], str]
    sample: bytes
    size: float
    top: float
    binding: float
    width: float


def names_in(content: bytes) -> dict[str, int]:
    """Return the pages, from 1, on which a PDF's named places lie."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number_of = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return {name: number_of[place[0].objgen] for name, place in _places(pdf).items()}


def bind(cover: bytes, papers: Sequence[BoundPaper], *, front: int, folios: Folios) -> bytes:
    """Bind papers behind the first `front` pages of `cover`, its other pages behind them."""
    with pikepdf.open(io.BytesIO(cover)) as volume:
        binder = _Binder(volume, front)
        for paper in papers:
            binder.add(paper)
        binder.finish(folios)
        out = io.BytesIO()
        volume.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return pack_objects(out.getvalue())


class _Binder:
    """A volume while it is bound; pages count from 0 here."""

    def __init__(self, volume: pikepdf.Pdf, front: int) -> None:
        self.volume = volume
        self.front = front
        self.next = front
        self.marks: list[OutlineItem] = []
        self.places: dict[str, Array] = {}
        self.tags: list[pikepdf.Object] = []
        self.blank: set[int] = set()
        self.keys = _Keys(volume)
        self.before, self.behind = _parted(volume, front)
        self.cover_marks = list(_marks(volume))

    def add(self, paper: BoundPaper) -> None:
        """Insert a paper's pages, and a blank one where they are odd in number."""
        with pikepdf.open(io.BytesIO(paper.content)) as source:
            places = _places(source)
            for page in source.pages:
                for link in page.obj.get(Name.Annots, Array()):
                    if isinstance(link.get(Name.Dest), pikepdf.String):
                        link.Dest = places[str(link.Dest)]
            begin = self.next
            for page in source.pages:
                self.volume.pages.insert(self.next, page)
                self.next += 1
            self.marks.append(_shifted(paper.mark, begin, source))
            self.places[f"{SCHEME}{paper.key}#"] = self._place(begin)
            for name, place in places.items():
                number = begin + _number_of(source, place[0])
                self.places[f"{SCHEME}{paper.key}#{name}"] = self._place(number, place[2:4])
            self._adopt_tags(source, begin)
        if self.next % 2:
            size = self.volume.pages[begin].mediabox
            blank = Dictionary(Type=Name.Page, MediaBox=size, Contents=_stream(self.volume, b""))
            blank.Resources = Dictionary(Font=Dictionary())
            self.volume.pages.insert(self.next, pikepdf.Page(self.volume.make_indirect(blank)))
            self.blank.add(self.next)
            self.next += 1

    def finish(self, folios: Folios) -> None:
        """Join what came in: tags, outline, links, and write the running numbers."""
        document = self.volume.Root.StructTreeRoot.K[0]
        document.K = Array([*self.before, *self.tags, *self.behind])
        self.keys.close()
        for page in self.volume.pages:
            for link in page.obj.get(Name.Annots, Array()):
                self._lead(link)
        self._write_outline()
        _write_folios(self.volume, folios, self.blank)
        share_faces(self.volume)

    def _place(self, number: int, at: Any = None) -> Array:
        """Return a place on a page: `at` (left, top) in pt, or at the head of the page."""
        left, top = at if at is not None else (0, self.volume.pages[number].mediabox[3])
        return Array(cast(Any, [self.volume.pages[number].obj, Name.XYZ, left, top, 0]))

    def _adopt_tags(self, source: pikepdf.Pdf, begin: int) -> None:
        """Take over a paper's tags as a part of the volume, under numbers that are free."""
        tree = self.volume.copy_foreign(source.Root.StructTreeRoot)
        document = tree.K[0]
        document.S = Name.Part
        document.P = self.volume.Root.StructTreeRoot.K[0]
        self.tags.append(document)
        self.keys.adopt(tree, [page.obj for page in self.volume.pages[begin : self.next]])

    def _lead(self, link: pikepdf.Object) -> None:
        address = str(link.get(Name.A, Dictionary()).get(Name.URI, ""))
        if address.startswith(SCHEME):
            del link[Name.A]
            link[Name.Dest] = self.places[address]

    def _write_outline(self) -> None:
        moved = self.next - self.front
        with self.volume.open_outline() as outline:
            outline.root.clear()
            own = [(page + (moved if page >= self.front else 0), title) for title, page in self.cover_marks]
            made = [(page, OutlineItem(title, self._place(page))) for page, title in own]
            outline.root.extend(mark for page, mark in made if page < self.front)
            for mark in self.marks:
                outline.root.append(self._placed(mark))
            outline.root.extend(mark for page, mark in made if page >= self.front)

    def _placed(self, mark: OutlineItem) -> OutlineItem:
        mark.destination = self._place(cast(int, mark.destination))
        for child in mark.children:
            self._placed(child)
        return mark


class _Keys:
    """The numbers by which pages and links find their tags; those of the papers follow the volume's own."""

    def __init__(self, volume: pikepdf.Pdf) -> None:
        self.tree = volume.Root.StructTreeRoot
        self.numbers: list[Any] = list(self.tree.ParentTree.Nums)

    @property
    def _free(self) -> int:
        return int(self.numbers[-2]) + 1 if self.numbers else 0

    def adopt(self, tree: pikepdf.Object, pages: Sequence[pikepdf.Object]) -> None:
        free = self._free
        numbers: list[Any] = list(tree.ParentTree.Nums)
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            self.numbers += [int(key) + free, value]
        for page in pages:
            for holder in (page, *page.get(Name.Annots, Array())):
                for name in (Name.StructParents, Name.StructParent):
                    if name in holder:
                        holder[name] = int(holder[name]) + free

    def close(self) -> None:
        self.tree.ParentTree = Dictionary(Nums=Array(self.numbers))
        self.tree.ParentTreeNextKey = self._free


def _parted(volume: pikepdf.Pdf, front: int) -> tuple[list[pikepdf.Object], list[pikepdf.Object]]:
    """Return the tags of a cover's front and of its back."""
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(volume.pages)}
    tags = list(volume.Root.StructTreeRoot.K[0].K)
    first = [numbers.get(_page_of(tag), 0) < front for tag in tags]
    return [t for t, f in zip(tags, first, strict=True) if f], [
        t for t, f in zip(tags, first, strict=True) if not f
    ]


def _page_of(tag: pikepdf.Object) -> Any:
    return tag.Pg.objgen if Name.Pg in tag else None


def _places(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return the named places of a PDF."""
    found = list(pdf.Root.Names.Dests.Names) if Name.Names in pdf.Root else []
    return {str(name): place for name, place in zip(found[::2], found[1::2], strict=True)}


def _number_of(pdf: pikepdf.Pdf, page: pikepdf.Object) -> int:
    return next(number for number, other in enumerate(pdf.pages) if other.objgen == page.objgen)


def _marks(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    """Yield the topmost bookmarks and their pages."""
    entry = pdf.Root.Outlines.First if Name.Outlines in pdf.Root else None
    while entry is not None:
        yield str(entry.Title), _number_of(pdf, entry.Dest[0])
        entry = entry.get(Name.Next)


def _shifted(title: str, begin: int, source: pikepdf.Pdf) -> OutlineItem:
    """Return a paper's bookmark; what it has itself lies below, its own title not again."""
    mark = OutlineItem(title, begin)
    mark.is_closed = True
    below = list(_items(source.Root.get(Name.Outlines), begin, source))
    mark.children.extend(below[1:])
    return mark


def _items(parent: Any, begin: int, source: pikepdf.Pdf) -> Iterator[OutlineItem]:
    entry = parent.get(Name.First) if parent is not None else None
    while entry is not None:
        mark = OutlineItem(str(entry.Title), begin + _number_of(source, entry.Dest[0]))
        mark.children.extend(_items(entry, begin, source))
        yield mark
        entry = entry.get(Name.Next)


def _write_folios(volume: pikepdf.Pdf, folios: Folios, blank: set[int]) -> None:
    """Write the running number on every page but the title and blank ones; it is no part of the text."""
    with pikepdf.open(io.BytesIO(folios.sample)) as sample:
        ((_, foreign),) = sample.pages[0].Resources.Font.items()
        table = foreign.ToUnicode.read_bytes()
        font = volume.copy_foreign(foreign)
    glyphs = {bytes.fromhex(m[2].decode()).decode("utf-16-be"): m[1] for m in _PAIR.finditer(table)}
    width_of = _widths(font.DescendantFonts[0])
    for number, page in enumerate(volume.pages):
        if number == 0 or number in blank or not _is_written(page):
            continue
        text = folios.write(number + 1)
        codes = [glyphs[character] for character in text]
        width = sum(width_of(int(code, 16)) for code in codes) * folios.size / 1000
        right = number % 2 == 0
        edge = (folios.binding + folios.width) if right else 210 - folios.binding - folios.width
        left = edge * MILLIMETRE - (width if right else 0)
        base = float(page.mediabox[3]) - folios.top * MILLIMETRE
        shown = b"q\n/Artifact <</Type /Pagination /Subtype /Header>> BDC\n0 0 0 rg\nBT\n"
        shown += f"/Folio {folios.size:g} Tf\n1 0 0 1 {left:.3f} {base:.3f} Tm\n".encode()
        shown += b"<" + b"".join(codes) + b"> Tj\nET\nEMC\nQ\n"
        page.obj.Resources.Font.Folio = font
        page.contents_add(_stream(volume, shown), prepend=True)


def _is_written(page: pikepdf.Page) -> bool:
    return b"Tf" in page.obj.Contents.read_bytes()


def _stream(volume: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    stream = pikepdf.Stream(volume, b"")
    stream.write(pack(content)[0], filter=Name.FlateDecode)
    return stream


def _widths(font: Any) -> Callable[[int], float]:
    """Return the widths of a font's glyphs, in thousandths of its size (`first [w w w] …`)."""
    entries = list(font.get(Name.W, Array()))
    found = {
        int(first) + place: float(width)
        for first, row in zip(entries[::2], entries[1::2], strict=True)
        for place, width in enumerate(row)
    }
    most = float(font.get(Name.DW, 1000))
    return lambda glyph: found.get(glyph, most)
