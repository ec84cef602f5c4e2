"""build.py: the first thing anyone runs, on whatever Python there is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "build.py"

# What sys.version_info holds cannot be had without the Python that has it: only this is pretended.
AS_PYTHON_3_9 = """
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = ["build.py", "test"]
runpy.run_path({script!r}, run_name="__main__")
"""


@pytest.mark.parametrize("minor", [7, 8, 9, 10])
def test_an_old_python_can_read_it(minor: int):
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, minor))


def test_imports_nothing_an_old_python_lacks_before_it_has_looked():
    top = ast.parse(SCRIPT.read_text(encoding="utf-8")).body
    imports = [node for node in top if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [alias.name for node in imports for alias in node.names] == ["os", "sys"]


def test_an_old_python_is_told_so_in_one_line():
    run = subprocess.run(
        [sys.executable, "-c", AS_PYTHON_3_9.format(script=str(SCRIPT))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 3
    assert run.stderr == (
        f"Jianbao needs Python 3.11 or newer, and {sys.executable} is Python 3.9.2; "
        "run build.py with a newer one\n"
    )


def test_set_up_needs_the_standard_library_only():
    code = (
        "import sys; before = set(sys.modules); sys.path.insert(0, sys.argv[1]); import jianbao.setup;"
        "strange = {name.partition('.')[0] for name in set(sys.modules) - before}"
        " - sys.stdlib_module_names - {'jianbao'}; print(sorted(strange))"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
