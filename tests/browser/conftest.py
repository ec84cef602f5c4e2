"""Websites for the browser to read: each built once, served below a path, and watched for faults."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from search_archive import an_archive, records_of
from serving import Served, serving

from jianbao.outputs.website import SearchRecord
from jianbao.search_index import make_index
from jianbao.search_index.common import MANY
from jianbao.setup.places import Places
from jianbao.work import Store
from jianbao.workshop import Workshop, load_content, silent

ROOT = Path(__file__).parents[2]
TOOLS = Places(ROOT).tools / "node_modules"
ARCHIVE = 300


class Watched:
    """Pages of one test, and what went wrong on them."""

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self.context = context
        self.served = served
        self.faults: list[str] = []
        context.on("console", lambda message: self.hear(message.type, message.text))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", lambda request: self.see(request.url))

    def hear(self, kind: str, text: str) -> None:
        """Take down what a page says is wrong; a rule of the host that is broken is said here too."""
        if kind in {"error", "warning"}:
            self.faults.append(f"{kind}: {text}")

    def see(self, url: str) -> None:
        """Take down a request to any other host."""
        if not url.startswith((self.served.origin, "data:", "blob:")):
            self.faults.append(f"asked another host: {url}")

    def open(self, path: str = "") -> Page:
        """Open a page of the site in a tab of its own."""
        page = self.context.new_page()
        page.goto(f"{self.served.address}{path}")
        return page


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run of the tests share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first process to ask for it makes, while others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = folder.with_suffix(".making")
            make(made)
            made.rename(folder)
    return folder


def build_sample(folder: Path, content: Path = ROOT / "content") -> None:
    """Build the website of the sample, or of other content, by the command that everyone runs."""
    words = ("build", "--site", folder, "--print", folder.with_suffix(".print"), "--as-of", "2026-01-01")
    given = (*words, "--content", content)
    subprocess.run([sys.executable, "-P", "-m", "jianbao", *map(str, given)], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def sample_folder(shared: Path) -> Path:
    """The sample's website."""
    return made_once(shared / "sample", build_sample)


def frame_around(records: Sequence[SearchRecord], sample: Path, folder: Path, many: int = MANY) -> None:
    """Make a folder with the sample's frame and search page, and the search of other records."""
    ours = shutil.ignore_patterns("units", "common", "pagefind", "records.json")
    shutil.copytree(sample / "assets", folder / "assets")
    shutil.copytree(sample / "search", folder / "search", ignore=ours)
    for file in make_index(records, Store(folder.with_suffix(".store")), many=many):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


@pytest.fixture(scope="session")
def archive_folder(shared: Path, sample_folder: Path, archive_records: tuple[SearchRecord, ...]) -> Path:
    """The search of a larger archive, in which pairs are heavy as they are in a very large one."""

    def build(folder: Path) -> None:
        frame_around(archive_records, sample_folder, folder, many=MANY * ARCHIVE // 5000)

    return made_once(shared / "archive", build)


@pytest.fixture(scope="session")
def sample_records() -> tuple[SearchRecord, ...]:
    """The records of the sample, as the index has them."""
    return records_of(load_content(ROOT / "content", Workshop.here(), silent()).publication)


@pytest.fixture(scope="session")
def archive_records() -> tuple[SearchRecord, ...]:
    """The records of the larger archive."""
    return records_of(an_archive(ARCHIVE))


@pytest.fixture(scope="session")
def sample_served(sample_folder: Path) -> Iterator[Served]:
    """The sample's website on a port of its own."""
    with serving(sample_folder) as served:
        yield served


@pytest.fixture(scope="session")
def english_served(shared: Path) -> Iterator[Served]:
    """A website in English on a port of its own."""
    folder = made_once(
        shared / "english", lambda folder: build_sample(folder, ROOT / "tests" / "sites" / "en")
    )
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="session")
def archive_served(archive_folder: Path) -> Iterator[Served]:
    """The larger archive's search on a port of its own."""
    with serving(archive_folder) as served:
        yield served


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open a site with settings of its own (viewport, colours); nothing may go wrong until the test ends."""
    open_ones: list[Watched] = []

    def open_site(served: Served, **settings: object) -> Watched:
        context = browser.new_context(
            **{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}} | settings
        )
        context.set_default_timeout(10_000)
        open_ones.append(Watched(context, served))
        return open_ones[-1]

    yield open_site
    for watched in open_ones:
        watched.context.close()
    assert [fault for watched in open_ones for fault in watched.faults] == []


@pytest.fixture
def sample(visit: Callable[..., Watched], sample_served: Served) -> Watched:
    """The sample's website in a browser."""
    return visit(sample_served)


@pytest.fixture
def archive(visit: Callable[..., Watched], archive_served: Served) -> Watched:
    """The larger archive's search in a browser."""
    return visit(archive_served)
