"""Reads finished HTML the way a reader or a browser does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "svg"})


@dataclass
class Reading(HTMLParser):
    """A page as read: its elements with their attributes, its text, and the text of each heading."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._within.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append((int(tag[1:]), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            while self._within.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._within and "svg" not in self._within:
            self.title += data
        elif not _SILENT.intersection(self._within):
            self.texts.append(data)
            if self.headings and f"h{self.headings[-1][0]}" in self._within:
                level, text = self.headings[-1]
                self.headings[-1] = (level, text + data)

    @property
    def text(self) -> str:
        """The text without any space, since where lines break is no matter."""
        return "".join("".join(self.texts).split())

    @property
    def ids(self) -> list[str]:
        """The places a link may lead to."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements and the names of their attributes: what markup there is, whatever it says."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]

    def values(self, tag: str, name: str) -> list[str]:
        """Return an attribute's values over all elements of a kind that have it."""
        return [
            attributes[name] for found, attributes in self.elements if found == tag and name in attributes
        ]


def read(html: str) -> Reading:
    """Read a page or a piece of one."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading
