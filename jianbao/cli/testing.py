"""The word that runs the project's own checks and tests."""

import subprocess
import sys

import click

from jianbao.cli.options import say
from jianbao.diagnostics import UsageFault
from jianbao.theme import find_mkdocs_config


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.option("--all", "everything", is_flag=True, help="The long ones too.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_word(everything: bool, arguments: tuple[str, ...]) -> None:  # noqa: FBT001
    """Run the project's checks and tests; further arguments go to pytest."""
    root = find_mkdocs_config().parent
    if not (root / "tests").is_dir():
        raise UsageFault("the tests are not installed; run them in a checkout")
    chosen = () if everything else ("-m", "not long")
    commands = (
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        ("pytest", *chosen, *arguments),
    )
    for command in commands:
        say(" ".join(command))
        done = subprocess.run((sys.executable, "-m", *command), cwd=root, check=False)
        if done.returncode:
            raise SystemExit(1)
