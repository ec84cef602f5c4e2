"""What comes from the operating system: the names probed are the ones WeasyPrint needs."""

import sys
from pathlib import Path

import pytest

from jianbao.setup.commands import Commands
from jianbao.setup.system import complete_system, missing_libraries


def test_every_library_is_here():
    assert missing_libraries() == ()


def test_runs_no_program_when_nothing_is_missing(tmp_path: Path):
    complete_system(Commands(tmp_path / "log"), downloading=False)
    assert not (tmp_path / "log").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_libraries_are_the_ones_weasyprint_loads():
    from weasyprint.text import ffi  # noqa: F401, PLC0415

    mapped = Path("/proc/self/maps").read_text(encoding="utf-8")
    for name in ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig"):
        assert f"/lib{name}.so" in mapped
