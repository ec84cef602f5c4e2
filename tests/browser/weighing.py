"""What a search loads: bytes on the wire, of everything below the search folder but its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Browser, expect
from serving import BASE, Served

COUNT = "[data-part=count]"


@dataclass(frozen=True)
class Weight:
    """Of one query, in bytes: asked for at once in a fresh browser, and typed on a page that is there."""

    query: str
    first: int
    then: int


def weigh(browser: Browser, served: Served, queries: Iterable[str]) -> list[Weight]:
    """Weigh each query, each time in a browser that has nothing kept."""
    return [Weight(query, _first(browser, served, query), _then(browser, served, query)) for query in queries]


def _first(browser: Browser, served: Served, query: str) -> int:
    context = browser.new_context()
    served.sent.clear()
    page = context.new_page()
    page.goto(f"{served.address}search/?q={query}")
    expect(page.locator(COUNT)).not_to_contain_text("正在", timeout=60_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return _sent(served)


def _then(browser: Browser, served: Served, query: str) -> int:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.address}search/")
    expect(page.locator(COUNT)).to_contain_text("共", timeout=60_000)
    page.wait_for_load_state("networkidle")
    served.sent.clear()
    page.locator("#find").fill(query)
    expect(page.locator(COUNT)).not_to_contain_text("共", timeout=60_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return _sent(served)


def _sent(served: Served) -> int:
    return sum(
        size
        for path, size in served.sent.items()
        if path.startswith(f"{BASE}search/") and path != f"{BASE}search/"
    )
