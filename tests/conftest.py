"""What several tests look at: one small archive as a site, as pages, as a folder; a browser to read with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from small_archive import a_site, a_small_archive, a_website
from trust_figures import Leave, begin_figures, leave_figure, write_table

from jianbao.fonts import write_fontconfig
from jianbao.outputs.website import Site, WebPage, Website
from jianbao.plugin import build_site
from jianbao.setup.testing import find_browser
from jianbao.workshop import Workshop

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site() -> Site:
    """The public edition of the small archive."""
    return a_site(a_small_archive())


@pytest.fixture(scope="session")
def website(site: Site) -> Website:
    """Its website."""
    return a_website(site)


@pytest.fixture(scope="session")
def pages(website: Website) -> dict[str, WebPage]:
    """Its pages by their address."""
    return {page.address: page for page in website.pages}


@pytest.fixture(scope="session")
def built(website: Website, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its website as a folder, as MkDocs writes it."""
    folder = tmp_path_factory.mktemp("site")
    build_site(website, folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, with the project's fonts; one, since a process can drive one only."""
    path = find_browser()
    assert path, "there is no browser: `python3 build.py test` installs one, or says how"
    cache = Workshop.here().cache / "fontconfig"
    fonts = write_fontconfig(cache / "fonts.conf", fonts=ROOT / "fonts", cache=cache)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, env={"FONTCONFIG_FILE": str(fonts)})
        yield browser
        browser.close()


@pytest.fixture
def leave(request: pytest.FixtureRequest) -> Leave:
    """Leave the figure of the check that the test is marked with: `@pytest.mark.check(7)`.

    A check of several tests gets one figure from each; of a test that runs long and short, the long one's.
    """
    marker = request.node.get_closest_marker("check")
    assert marker is not None, "mark the test with the number of its check"

    def note(figure: str) -> None:
        long = request.node.get_closest_marker("long") is not None
        leave_figure(marker.args[0], request.node.originalname or request.node.name, figure, long=long)

    return note


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        begin_figures()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a whole run (`test --all`) that passed, docs/security.md tells what it measured."""
    if not hasattr(session.config, "workerinput") and exitstatus == 0:
        write_table()
