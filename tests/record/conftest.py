import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sealed_sample import sealed_sample

from jianbao.workshop import Workshop


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's content with its issue sealed; not to be changed."""
    return sealed_sample(tmp_path_factory.mktemp("sealed"))


@pytest.fixture
def content(sealed: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return Path(shutil.copytree(sealed, tmp_path / "content"))


@pytest.fixture
def own_theme(tmp_path: Path) -> Callable[[], Workshop]:
    """Return a workshop whose theme is a copy, to spoil."""

    def make() -> Workshop:
        here = Workshop.here()
        theme = Path(shutil.copytree(here.theme, tmp_path / "theme"))
        return replace(here, theme=theme)

    return make
