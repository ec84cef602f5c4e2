"""The allow-list against which every rendered body is held: what may stand in a page, and nothing else.

Comes in: a rendered body, its references not yet resolved. Goes out: whether a cleaner made elsewhere (nh3)
would change anything in it. It must not: the renderer has no way to write more than this.
"""

from html.parser import HTMLParser

import nh3

_TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "div", "sup", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "img"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "class", "role", "aria-label", "id"},
    "img": {"src", "alt", "title"},
    "li": {"id", "value"},
    "ol": {"start"},
    "sup": {"id"},
    "div": {"class", "role"},
    "code": {"class"},
    "th": {"style", "scope", "class"},
    "td": {"style", "class"},
}
_SCHEMES = {"http", "https", "mailto", "item", "issue", "image"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
    strip_comments=True,
    filter_style_properties={"text-align"},
)


def is_allowed(rendered: str) -> bool:
    """Say whether the allow-list leaves a rendered body as it is."""
    cleaned = _CLEANER.clean(rendered)
    return cleaned == rendered or _Tokens.of(cleaned) == _Tokens.of(rendered)


class _Tokens(HTMLParser):
    """A text as a browser sees it: elements with their attributes, and what stands between them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, object]] = []
        self.text = ""

    @classmethod
    def of(cls, text: str) -> list[tuple[str, object]]:
        tokens = cls()
        tokens.feed(text)
        tokens.close()
        tokens.end_text()
        return tokens.found

    def end_text(self) -> None:
        if self.text:
            self.found.append(("text", self.text))
            self.text = ""

    def add(self, kind: str, value: object) -> None:
        self.end_text()
        self.found.append((kind, value))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.add(tag, sorted((name, _plain(name, value or "")) for name, value in attrs))

    def handle_endtag(self, tag: str) -> None:
        self.add(f"/{tag}", None)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.add("comment", data)

    def handle_decl(self, decl: str) -> None:
        self.add("declaration", decl)

    def handle_pi(self, data: str) -> None:
        self.add("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self.add("declaration", data)


def _plain(name: str, value: str) -> str:
    """Return an attribute's value; how a style is spaced is no matter."""
    return "".join(value.split()).rstrip(";") if name == "style" else value
