"""What an issue's page says of the issue itself, as text: the part of a page that is sealed with it.

Comes in: a finished page. Goes out: the texts of its elements marked `data-issued`, by that mark: an item's
id, or `head`. Links to neighbours, figures of the PDF and the frame may change; these texts may not.
"""

from html.parser import HTMLParser

from jianbao.outputs.website.site import WebPage

MARK = "data-issued"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


def issued_texts(page: WebPage) -> dict[str, str]:
    """Return the sealed texts of a page by what they are about; white space counts as one space."""
    reader = _Reader()
    reader.feed(page.html)
    reader.close()
    return {name: " ".join("".join(pieces).split()) for name, pieces in reader.texts.items()}


class _Reader(HTMLParser):
    """Collects the text within marked elements, and what pictures show."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self._open: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in _VOID:
            self._open.append(found.get(MARK))
        if found.get(MARK):
            self.texts.setdefault(str(found[MARK]), [])
        for name in ("alt", "src", "href"):
            value = found.get(name)
            if value and (name == "alt" or not value.startswith((".", "#"))):
                self._add(f"[{value}]")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        mark = next((mark for mark in reversed(self._open) if mark), None)
        if mark:
            self.texts[mark].append(text)
