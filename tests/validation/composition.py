"""How the lines of a finished PDF are composed, whatever program made it.

Comes in: the bytes of a tagged PDF. Goes out: its lines, each with the block it stands in, as the structure
tree tells; and measures of them, in pt unless they are named otherwise.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import pikepdf
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import decode_text

MM = 72 / 25.4
SIZE = 15.75
PITCH = 28.95
LEFT = {1: 28 * MM, 0: 26 * MM}
"""The left edge of 版心 on odd and even pages."""
WIDTH = 156 * MM
TOP = 37 * MM
STEP = WIDTH / 28
NEVER_FIRST = frozenset("。，、；：？！）》〉」』】〕”’·…％")
NEVER_LAST = frozenset("（《〈「『【〔“‘")
UNSPLIT = frozenset({"——", "……"})
CLOSING = frozenset("，。、；：？！）》〉」』】〕”’")

_HEADINGS = ("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title")
_TEXTS = ("P", "LBody", "BlockQuote")
_BLOCKS = frozenset(
    (*_HEADINGS, *_TEXTS, "LI", "Lbl", "Caption", "TD", "TH", "Note", "FENote", "TOCI", "Aside", "Figure")
)
_LEADER = "···"
_INSETS = (0.0, 2 * SIZE, SIZE + 0.75)
"""What a block may lack at the right: nothing, a note's margin, the frame of the editor's note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Characters on one baseline; `baseline` counts from the top of the page."""

    page: int
    kind: str
    block: int
    chars: tuple[dict[str, Any], ...]
    baseline: float
    goes_on: bool = False
    """Whether the block goes on below, so that the line has to be full."""
    paper: int = 0
    """The number of the paper, where lines of several are measured together."""

    @property
    def text(self) -> str:
        return "".join(char["text"] for char in self.chars).strip()

    @property
    def left(self) -> float:
        return float(self.chars[0]["x0"])

    @property
    def size(self) -> float:
        return float(max(char["size"] for char in self.chars))

    @property
    def where(self) -> str:
        paper = f"paper {self.paper}, " if self.paper else ""
        return f"{paper}page {self.page}: {self.text}"


def read_lines(content: bytes, paper: int = 0) -> tuple[Line, ...]:
    """Return the lines of every tagged block but labels of lists, block by block from top to bottom."""
    blocks = _blocks(content)
    reader = _Reader()
    interpreter = PDFPageInterpreter(reader.rsrcmgr, reader)
    lines: list[Line] = []
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(content)), 1):
        reader.chars.clear()
        interpreter.process_page(page)
        lines += _lines_of(number, page.mediabox[3], reader.chars, blocks)
    return tuple(replace(line, paper=paper) for line in _joined(lines))


def composed(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines of running text that have to be full; those of a contents list have not."""
    running = [line for line in lines if line.kind in _TEXTS and _is_text(line)]
    contents = {(line.paper, line.block) for line in running if _LEADER in line.text}
    return tuple(line for line in running if line.goes_on and (line.paper, line.block) not in contents)


def faults_at_start(lines: Iterable[Line]) -> list[str]:
    return [line.where for line in lines if line.text[:1] in NEVER_FIRST]


def faults_at_end(lines: Iterable[Line]) -> list[str]:
    return [line.where for line in lines if line.text[-1:] in NEVER_LAST]


def split_pairs(lines: Iterable[Line]) -> list[str]:
    """Return where —— or …… are torn apart."""
    return [
        line.where
        for line, below in pairwise(lines)
        if line.goes_on and line.text[-1:] + below.text[:1] in UNSPLIT
    ]


def edge_of(line: Line) -> float:
    """Return the right edge of a line's type; a mark at its end may take half its width."""
    return max(_edges(line))


def off_edge(lines: Iterable[Line]) -> Iterator[tuple[float, Line]]:
    """Yield how far each full line ends from where its block ends, which is 版心 or one of the insets."""
    for _, block in groupby(composed(lines), key=lambda line: (line.paper, line.block)):
        found = list(block)
        yield from min(
            ([(_distance(line, inset), line) for line in found] for inset in _INSETS),
            key=lambda distances: max(distance for distance, _ in distances),
        )


def gaps(line: Line) -> Iterator[tuple[float, str]]:
    """Yield the white between neighbours of which one is full-width, in ems, with the two characters.

    What a halved mark gives up is no gap.
    """
    for left, right in pairwise(line.chars):
        pair = left["text"] + right["text"]
        if " " in pair or not any(map(_is_wide, pair)) or left["size"] != right["size"]:
            continue
        gap = (right["x0"] - left["x1"]) / left["size"]
        while gap < -0.3:
            gap += 0.5
        yield gap, pair


def is_plain(pair: str) -> bool:
    """Say whether both characters are ideographs or full-width marks."""
    return all(map(_is_wide, pair))


def off_rows(line: Line) -> float:
    """Return how far a line's baseline is from the next of the 22 rows of its page."""
    first = TOP + PITCH / 2 + 0.38 * SIZE
    rows = (line.baseline - first) / PITCH
    return abs(rows - round(rows)) * PITCH


def off_columns(line: Line) -> float:
    """Return how far the characters of a line of 28 are from the columns of the grid, at most."""
    return max(abs(char["x0"] - LEFT[line.page % 2] - place * STEP) for place, char in enumerate(line.chars))


def is_row_of_28(line: Line) -> bool:
    """Say whether a line is nothing but 28 ideographs."""
    return len(line.chars) == 28 and all(unicodedata.category(char["text"]) == "Lo" for char in line.chars)


def _distance(line: Line, inset: float) -> float:
    wanted = LEFT[line.page % 2] + WIDTH - inset
    return min(abs(edge - wanted) for edge in _edges(line))


def _edges(line: Line) -> tuple[float, ...]:
    last = max(line.chars, key=lambda char: char["x1"])
    whole = float(last["x1"])
    return (whole, whole - 0.5 * last["size"]) if last["text"] in CLOSING else (whole,)


def _is_text(line: Line) -> bool:
    return abs(line.size - SIZE) < 0.3


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character[:1]) in "WF" or character in "“”‘’—…·"


def _blocks(content: bytes) -> dict[tuple[int, int], tuple[int, str]]:
    """Return number and kind of the block that each piece of marked content belongs to."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        root = pdf.Root.get("/StructTreeRoot")
        waiting = [(kid, 0, (0, "")) for kid in reversed(_kids(root))] if root is not None else []
        roles = (
            {key: str(value)[1:] for key, value in (root.get("/RoleMap") or {}).items()} if waiting else {}
        )
        count = 0
        while waiting:
            element, page, block = waiting.pop()
            if isinstance(element, int):
                found[page, element] = block
                continue
            if "/Pg" in element:
                page = numbers.get(element.Pg.objgen, page)
            if "/MCID" in element:
                found[page, int(element.MCID)] = block
                continue
            if "/S" not in element:
                continue
            kind = roles.get(str(element.S), str(element.S)[1:])
            if kind in _BLOCKS and not (kind == "P" and block[1] in ("LBody", "Caption", "TD", "TH", "Note")):
                count += 1
                block = (count, kind)
            waiting += [(kid, page, block) for kid in reversed(_kids(element))]
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


class _Reader(PDFPageAggregator):
    """Keeps the characters of a page with the marked content in which they stand, however deep."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager(), laparams=None)
        self.chars: list[dict[str, Any]] = []
        self.marks: list[tuple[dict[str, Any], int]] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.marks.append((props if isinstance(props, dict) else {}, len(self.chars)))

    def end_tag(self) -> None:
        properties, begin = self.marks.pop()
        if "ActualText" in properties:
            text = decode_text(properties["ActualText"])
            shown = self.chars[begin:]
            for char, said in zip(shown, text if len(shown) == len(text) else [text], strict=False):
                char["text"] = said

    def render_char(self, *arguments: Any, **options: Any) -> float:
        advance = super().render_char(*arguments, **options)
        char = self.cur_item._objs[-1]
        if isinstance(char, LTChar) and char.upright:
            marked = (mark["MCID"] for mark, _ in reversed(self.marks) if "MCID" in mark)
            self.chars.append(
                {
                    "text": char.get_text(),
                    "x0": char.x0,
                    "x1": char.x1,
                    "size": char.size,
                    "matrix": char.matrix,
                    "mcid": next(marked, -1),
                }
            )
        return float(advance)


def _lines_of(
    page: int, height: float, chars: list[dict[str, Any]], blocks: dict[tuple[int, int], tuple[int, str]]
) -> Iterator[Line]:
    rows: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for char in chars:
        block = blocks.get((page, char["mcid"]), (0, ""))
        if block[1] not in ("", "Lbl"):
            rows.setdefault(block, []).append(char)
    lines = [
        Line(page=page, kind=kind, block=block, chars=row, baseline=baseline)
        for (block, kind), found in rows.items()
        for baseline, row in _rows(found, height)
    ]
    yield from sorted(lines, key=lambda line: (line.block, line.baseline))


def _rows(chars: list[dict[str, Any]], height: float) -> Iterator[tuple[float, tuple[dict[str, Any], ...]]]:
    """Yield the rows of a block; what is raised or lowered a little belongs to the row beside it."""
    size = max(char["size"] for char in chars)
    rows: list[tuple[float, list[dict[str, Any]]]] = []
    for char in sorted(chars, key=lambda char: (-char["size"], -char["matrix"][5])):
        baseline = height - char["matrix"][5]
        near = [row for row in rows if abs(row[0] - baseline) < 0.6 * size]
        if near:
            min(near, key=lambda row: abs(row[0] - baseline))[1].append(char)
        else:
            rows.append((baseline, [char]))
    for baseline, row in sorted(rows, key=lambda row: row[0]):
        inked = [char for char in row if char["text"].strip()]
        if inked:
            ends = min(char["x0"] for char in inked), max(char["x1"] for char in inked)
            kept = (char for char in row if ends[0] <= char["x0"] and char["x1"] <= ends[1] + 0.01)
            yield baseline, tuple(sorted(kept, key=lambda char: char["x0"]))


def _joined(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines with what goes on below; a paragraph that goes on overleaf may be tagged as another."""
    for line, below in pairwise([*lines, None]):
        if line is None:
            continue
        same = below is not None and below.block == line.block
        overleaf = (
            below is not None
            and below.page == line.page + 1
            and below.kind == line.kind == "P"
            and _is_text(line)
            and _is_text(below)
            and abs(below.left - LEFT[below.page % 2]) < 0.5 * SIZE
        )
        yield replace(line, goes_on=same or overleaf)
