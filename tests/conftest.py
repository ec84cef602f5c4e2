"""What several tests look at: one small archive, as a site, as pages, as a folder."""

from pathlib import Path

import pytest
from small_archive import a_site, a_small_archive, a_website

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
