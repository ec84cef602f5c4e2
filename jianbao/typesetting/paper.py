"""From HTML to a PDF, in a closed world: no file, no network, no font of the machine.

Comes in: HTML, a style sheet and the bytes of the pictures. Goes out: a `Paper`, the same bytes for the
same input wherever and whenever it is made. Whatever WeasyPrint would only log is a fault here.
"""

import logging
import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from jianbao.diagnostics import EnvironmentFault
from jianbao.typesetting.faces import subsetting
from jianbao.typesetting.files import embedding
from jianbao.typesetting.files.archiving import ends_badly, finish
from jianbao.typesetting.files.plain_pictures import make_plain
from jianbao.typesetting.lines import composing, drawing, grid, justification, squeezing
from jianbao.typesetting.lines.linebreaking import guide_breaks
from jianbao.typesetting.pages import fitting, list_signs, narrowing, remembering, tagging
from jianbao.typesetting.pages.standing import forget_sheets, standing_fonts, standing_sheet, undisturbed

BASE_URL = "content:///"
DOTS_PER_INCH = 300
"""The resolution to which pictures are brought down at the size at which they are printed."""

_PARTS = (
    grid,
    justification,
    squeezing,
    composing,
    drawing,
    list_signs,
    fitting,
    embedding,
    subsetting,
    narrowing,
    remembering,
    tagging,
)
"""What is put in the place of WeasyPrint's own."""

_TRIES = 8
_LOGGERS = ("weasyprint", "fontTools")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of the PDF's outline; levels and pages count from 1."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A finished PDF and what is known of its pages, which count from 1.

    `page_of` says where an anchor stands, `promised` which page the contents name for it.
    """

    content: bytes
    page_count: int
    page_of: Mapping[str, int]
    promised: Mapping[str, str]
    bookmarks: tuple[Bookmark, ...]


def picture_address(path: str) -> str:
    """Return the address under which a picture handed to `typeset` is found."""
    return f"{BASE_URL}images/{quote(path)}"


def typeset(html: str, *, style: str, pictures: Mapping[str, bytes]) -> Paper:
    """Set a document as PDF/A-2a and PDF/UA-1; `pictures` are bytes by their path.

    Raises:
        EnvironmentFault: no private fonts are set up, or WeasyPrint complained; carries what it said.
    """
    with _ready():
        document = _laid_out(html, style, pictures)
        content = _written(document)
    return _described(document, content)


def find_anchors(html: str, *, style: str) -> dict[str, int]:
    """Return the pages, from 1, on which the anchors of a document would stand; it is not written.

    Raises:
        EnvironmentFault: as `typeset` does.
    """
    with _ready():
        return _anchors(_laid_out(html, style, {}))


@contextmanager
def _ready() -> Iterator[None]:
    """Put our parts in the place of WeasyPrint's own, and let it neither fetch nor complain."""
    if not os.environ.get("FONTCONFIG_FILE"):
        raise EnvironmentFault("no fonts are set up for papers: FONTCONFIG_FILE is not set")
    for part in _PARTS:
        part.install()
    with _no_complaints(), undisturbed():
        yield


def _laid_out(html: str, style: str, pictures: Mapping[str, bytes]) -> Document:
    fetcher = _Pictures({picture_address(path): make_plain(content) for path, content in pictures.items()})
    source = HTML(string=guide_breaks(html), base_url=BASE_URL, url_fetcher=fetcher)
    sheet = standing_sheet(style, BASE_URL)
    return source.render(stylesheets=[sheet], font_config=standing_fonts(), **_OPTIONS)


_OPTIONS: Mapping[str, Any] = {"pdf_variant": "pdf/a-2a", "pdf_tags": True, "dpi": DOTS_PER_INCH}


def _written(document: Document) -> bytes:
    """Write a laid out document, again where a stream that only writing makes ends badly."""
    with warnings.catch_warnings():
        # WeasyPrint 70.0 leaves the file of its colour profile to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        for spare in range(_TRIES):
            content: bytes = document.write_pdf(finisher=partial(finish, spare=spare), **_OPTIONS)
            if not ends_badly(content):
                break
    return content


def _described(document: Document, content: bytes) -> Paper:
    promised: dict[str, str] = {}
    bookmarks: list[Bookmark] = []
    for number, page in enumerate(document.pages, 1):
        for level, title, _, _ in page.bookmarks:
            bookmarks.append(Bookmark(level=level, title=title, page=number))
        promised |= _promised(page)
    return Paper(
        content=content,
        page_count=len(document.pages),
        page_of=_anchors(document),
        promised=promised,
        bookmarks=tuple(bookmarks),
    )


def _anchors(document: Document) -> dict[str, int]:
    """Return the page on which each anchor stands first."""
    pages = reversed(list(enumerate(document.pages, 1)))
    return {anchor: number for number, page in pages for anchor in page.anchors}


def _promised(page: Any) -> dict[str, str]:
    """Return the page numbers printed behind list entries, by the anchor that `data-to` names."""
    found: dict[str, str] = {}
    for box in page._page_box.descendants(placeholders=True):
        if isinstance(box, boxes.TextBox) and box.element_tag == "li::after" and box.text.isdigit():
            found[box.element.get("data-to", "").removeprefix("#")] = box.text
    return found


class _Pictures(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Knows the pictures handed over; to ask for anything else ends the rendering."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (its signature)
        """Return a picture's bytes."""
        if url not in self._pictures:
            raise FatalURLFetchingError(f"a paper may not fetch {url}")
        return URLFetcherResponse(url, self._pictures[url], {"Content-Type": "application/octet-stream"})


class _Complaints(logging.Handler):
    """Keeps what the libraries log in one thread, from warnings upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.lines.append(record.getMessage())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Turn what WeasyPrint and fontTools log, and refused addresses, into one fault."""
    complaints = _Complaints()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(complaints)
    try:
        yield
    except FatalURLFetchingError as error:
        raise EnvironmentFault(f"the paper could not be set: {error}") from error
    finally:
        for logger in loggers:
            logger.removeHandler(complaints)
    if complaints.lines:
        forget_sheets()
        raise EnvironmentFault("the paper could not be set: " + "; ".join(dict.fromkeys(complaints.lines)))
