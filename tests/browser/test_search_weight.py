"""What a search over 5,000 items loads, and how soon it answers; minutes of work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import frame_around
from playwright.sync_api import Browser
from search_archive import an_archive, records_of
from serving import Served, serving
from test_search_queries import QUERIES
from weighing import Weight, weigh

FIRST, THEN = 200_000, 60_000
"""Bytes that a first query may load, and one on a page that is there."""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def served(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("large") / "site"
    frame_around(records_of(an_archive(5000)), sample_folder, folder)
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="module")
def weights(browser: Browser, served: Served) -> list[Weight]:
    return weigh(browser, served, QUERIES)


def test_a_first_query_loads_little(weights: list[Weight]) -> None:
    assert max((weight.first, weight.query) for weight in weights)[0] <= FIRST


def test_a_further_query_loads_next_to_nothing(weights: list[Weight]) -> None:
    assert max((weight.then, weight.query) for weight in weights)[0] <= THEN
