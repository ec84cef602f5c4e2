"""What several tests look at: one small archive, as a site, as pages, as a folder."""

from pathlib import Path

import pytest
from small_archive import a_site, a_small_archive, a_website
from trust_figures import Leave, begin_figures, leave_figure, write_table

from jianbao.outputs.website import Site, WebPage, Website
from jianbao.plugin import build_site


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


@pytest.fixture
def leave(request: pytest.FixtureRequest) -> Leave:
    """Leave the figure of the check that the test is marked with: `@pytest.mark.check(7)`.

    A check of several tests gets one figure from each.
    """
    marker = request.node.get_closest_marker("check")
    assert marker is not None, "mark the test with the number of its check"

    def note(figure: str) -> None:
        leave_figure(marker.args[0], request.node.originalname or request.node.name, figure)

    return note


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        begin_figures()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a whole run (`test --all`) that passed, docs/security.md tells what it measured."""
    if not hasattr(session.config, "workerinput") and exitstatus == 0:
        write_table()
