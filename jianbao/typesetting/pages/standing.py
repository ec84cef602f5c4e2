"""What stays standing in a process from one paper to the next, as type does that is to be printed again.

Comes in: the text of a style sheet. Goes out: the sheet, read once; the fonts, found once; and a while in
which nobody looks for what can be thrown away, since all of a paper is needed until it is finished.
"""

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

_SHEETS = 8


@lru_cache(maxsize=_SHEETS)
def standing_sheet(style: str, base_url: str) -> CSS:
    """Return a style sheet ready to be applied; it may not fetch anything."""
    return CSS(string=style, base_url=base_url, url_fetcher=_NoFetcher())


def forget_sheets() -> None:
    """Read style sheets anew, so that what is wrong with one is said again."""
    standing_sheet.cache_clear()


def standing_fonts() -> FontConfiguration:
    """Return the fonts that FONTCONFIG_FILE names; each thread has its own, for Pango shares none."""
    return _fonts(os.environ["FONTCONFIG_FILE"], threading.get_ident())


@cache
def _fonts(configuration: str, thread: int) -> FontConfiguration:  # noqa: ARG001 (keys of the cache)
    return FontConfiguration()


class _NoFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Fetches nothing."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (its signature)
        """Refuse to fetch."""
        raise FatalURLFetchingError(f"a style sheet may not fetch {url}")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no garbage be collected meanwhile: that would look at all boxes of a paper again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
