"""Finished HTML as plain text, for readers and programs that show nothing else.

Comes in: safe HTML of our own making. Goes out: its text, paragraph by paragraph; on demand in lines no wider
than so many columns, where an ideograph takes two. What was struck out as an error is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from unicodedata import east_asian_width

_BLOCKS = frozenset(
    {
        "blockquote",
        "div",
        "figcaption",
        "figure",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_RULES = {"h1": "=", "h2": "-"}
"""What stands below a heading, from end to end, where lines have a width."""

_BREAK = "\0"
_LEFT_OUT = frozenset({"del", "style", "title", "script"})
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_OPENING = re.escape("（《〈「『【〔“‘［([")
_CLOSING = re.escape("，。、；：？！）》〉」』】〕”’…—％·,.;:?!)]%")
_LETTERS = rf"(?:(?!{_WIDE})[^\s{_OPENING}])+"
_TOKEN = re.compile(rf"\s+|[{_OPENING}]*(?:{_WIDE}|{_LETTERS})?[{_CLOSING}]*")
"""What stays in one line: an ideograph or a word, with the marks that open and close it."""

_PIECE = re.compile(rf"[-{_CLOSING}]*[^-{_CLOSING}]+[-{_CLOSING}]*|[-{_CLOSING}]+")
"""Where a word that is too wide for any line may be parted: behind a dash or a mark within it."""

_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})")
_SPACES = re.compile(r"[^\S\u00a0\u3000]+")


@dataclass(slots=True)
class _Block:
    """A paragraph, list entry or row: its text, and what stands before its first line and its others.

    `run` names what it is one of many in, a list or a table; `quote` is what stands before each line of it
    and between it and the next.
    """

    text: str
    first: str = ""
    rest: str = ""
    run: str = ""
    quote: str = ""
    rule: str = ""
    verbatim: bool = False


@dataclass(slots=True)
class _List:
    """A list under way: the number of its next entry, None where entries are not numbered."""

    number: int | None


def plain(html: str, *, width: int | None = None, addresses: bool = False) -> str:
    """Return the text of HTML; an empty line parts its blocks, but not the entries of a list or the rows.

    `width` is in columns; None leaves each block in one line. `addresses` writes where links lead.
    """
    reader = _Reader(addresses=addresses)
    reader.feed(html)
    reader.close()
    lines: list[str] = []
    before = _Block("")
    for block in reader.blocks:
        if lines and not (block.run and block.run == before.run):
            lines.append(min(block.quote, before.quote).rstrip())
        room = None if width is None or block.verbatim else width - columns(block.quote + block.first)
        broken = tuple(wrap(block.text, room))
        for number, line in enumerate(broken):
            lines.append(f"{block.quote}{block.rest if number else block.first}{line}".rstrip())
        if width and block.rule:
            lines.append(block.rule * max(map(columns, broken)))
        before = block
    return "\n".join(lines)


def beginning(text: str, length: int = 110) -> str:
    """Return the beginning of a plain text in one line, for whoever decides whether to read it."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


@lru_cache(maxsize=32768)
def columns(text: str) -> int:
    """Return how many columns a text takes where letters are of one width."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def wrap(text: str, width: int | None) -> Iterator[str]:
    """Break a text into lines of at most `width` columns, if they can be; none begins with a closing mark."""
    for paragraph in text.split("\n"):
        if width is None:
            yield paragraph
        else:
            yield from _filled(_fitting(paragraph, width), width)


def _fitting(text: str, width: int) -> Iterator[str]:
    """Yield what stays in one line; of what is wider than any line, its pieces."""
    for token in filter(None, _TOKEN.findall(text)):
        yield from (token,) if columns(token) <= width else _PIECE.findall(token)


def _filled(tokens: Iterable[str], width: int) -> Iterator[str]:
    line, taken = "", 0
    for token in tokens:
        needed = columns(token)
        if line and taken + (0 if token.isspace() else needed) > width:
            yield line.rstrip()
            line, taken = "", 0
        if line or not token.isspace():
            line, taken = line + token, taken + needed
    yield line.rstrip()


@dataclass
class _Reader(HTMLParser):
    """Collects blocks; what a link leads to is noted at its end."""

    addresses: bool
    blocks: list[_Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._silent = 0
        self._lists: list[_List] = []
        self._marker = ""
        self._quotes = 0
        self._links: list[str] = []
        self._spoken: list[bool] = []
        self._tables: list[bool] = []
        self._heading = ""
        self._below: list[str] = []
        self._verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _LEFT_OUT:
            self._silent += 1
        elif tag == "span":
            self._spoken.append(given.get("class") == "jb-spoken")
            self._silent += self._spoken[-1]
        elif tag == "a":
            self._begin_link(given)
        elif tag == "img":
            self._pieces.append(f"[{given['alt']}]" if given.get("alt") else "")
        elif tag == "br":
            self._pieces.append(_BREAK)
        elif tag in _BLOCKS or self._is_cell_of_page(tag):
            self._flush()
            self._begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._silent -= 1
        elif tag == "span":
            self._silent -= self._spoken.pop()
        elif tag == "a":
            self._end_link()
        elif tag in _BLOCKS or self._is_cell_of_page(tag):
            self._flush("row" if tag == "tr" else "")
            self._end_block(tag)
        elif tag in ("td", "th"):
            self._pieces.append(" | ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _begin_link(self, given: dict[str, str]) -> None:
        kind, address = given.get("class", ""), given.get("href", "")
        if kind == "footnote-backref":
            self._silent += 1
        elif kind == "footnote-ref":
            self._pieces.append("[")
        self._links.append(kind if kind.startswith("footnote") else address)

    def _end_link(self) -> None:
        address = self._links.pop()
        if address == "footnote-backref":
            self._silent -= 1
        elif address == "footnote-ref":
            self._pieces.append("]")
        elif self.addresses and address and not address.startswith("#"):
            place = self._below if self._heading else self._pieces
            place.append(f" <{address}>")

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(_List(int(given.get("start", "1")) if tag == "ol" else None))
        elif tag == "li":
            self._marker = self._next_marker()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "hr":
            self.blocks.append(_Block("-" * 8))
        elif tag == "table":
            self._tables.append(given.get("role") == "presentation")
        elif tag in _RULES:
            self._heading = tag
        elif tag == "pre":
            self._verbatim = True

    def _end_block(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "table":
            self._tables.pop()
        elif tag == "pre":
            self._verbatim = False
        elif tag == self._heading:
            self._heading = ""
            self.blocks.extend(_Block(address.strip(), run="heading") for address in self._below)
            self._below.clear()

    def _is_cell_of_page(self, tag: str) -> bool:
        """Say whether a cell is a place on the page and none in a table of facts."""
        return tag in ("td", "th") and bool(self._tables) and self._tables[-1]

    def _next_marker(self) -> str:
        if not self._lists or self._lists[-1].number is None:
            return "- "
        number = self._lists[-1].number
        self._lists[-1].number = number + 1
        return f"{number}. "

    def _flush(self, run: str = "") -> None:
        """End the block under way."""
        text = "".join(self._pieces)
        text = text.strip("\n") if self._verbatim else _settled(text)
        self._pieces.clear()
        if text:
            indent = "  " * max(0, len(self._lists) - 1)
            marker, self._marker = self._marker, " " * len(self._marker)
            self.blocks.append(
                _Block(
                    text=text,
                    first=indent + marker,
                    rest=indent + " " * len(marker),
                    run="list" if self._lists else "heading" if self._heading else run,
                    quote="> " * self._quotes,
                    rule=_RULES.get(self._heading, ""),
                    verbatim=self._verbatim,
                )
            )


def _settled(text: str) -> str:
    """Return a text whose white space counts as one space, between ideographs as none."""
    text = _SPACES.sub(" ", _BETWEEN_WIDE.sub("", text))
    return re.sub(rf" ?{_BREAK} ?", "\n", text).strip(" \n").removesuffix(" |")
