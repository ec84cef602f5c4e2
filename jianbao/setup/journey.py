"""The stages of set-up in their order.

Comes in: the checkout. Goes out: the path of the Python that runs the engine. When the stamp says that
all is done, nothing is run and nothing is shown.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from jianbao.progress import Progress
from jianbao.setup.commands import Commands
from jianbao.setup.environment import count_packages, install_packages, install_project, make_venv
from jianbao.setup.places import Places
from jianbao.setup.stamp import Stamp, current_stamp, read_stamp, supplies_key, write_stamp
from jianbao.setup.supplies import complete_supplies
from jianbao.setup.system import complete_system, missing_libraries
from jianbao.setup.testing import LONG, SHORT, complete_tools, has_tools
from jianbao.setup.turn import take_turn
from jianbao.supplies import Supply


def prepare(root: str | os.PathLike[str], stream: TextIO, words: Sequence[str] = ()) -> Path:
    """Do what is not yet done and return .venv's Python; EnvironmentFault tells what it takes.

    `words` are those of the command line: the word `test` needs more than the others.
    """
    places = Places(Path(root).resolve())
    supplies = places.supplies
    tools = (LONG if "--all" in words else SHORT) if "test" in words else ()
    if _is_ready(places, supplies, tools):
        return places.python
    progress = Progress(stream)
    waiting = f"another set-up is at work in {places.root}; waiting for it to end"
    with take_turn(places.turn, waiting=lambda: progress.note(waiting)) as turn:
        # The one waited for may have done it all.
        if not _is_ready(places, supplies, tools):
            _make_ready(places, supplies, progress, turn)
            _make_tools_ready(places, tools, progress, turn)
            progress.note(f"set-up is complete\n{progress.table()}\n")
    return places.python


def _is_ready(places: Places, supplies: Sequence[Supply], tools: tuple[str, ...]) -> bool:
    if tools and not has_tools(places, tools):
        return False
    return _believed(places) == current_stamp(places, supplies) and not missing_libraries()


def _believed(places: Places) -> Stamp:
    return read_stamp(places.stamp) if places.python.exists() else Stamp()


def _make_ready(places: Places, supplies: Sequence[Supply], progress: Progress, turn: int | None) -> None:
    places.log.write_text("", encoding="utf-8")
    commands = Commands(places.log, turn)
    wanted, done = current_stamp(places, supplies), _believed(places)
    fresh = done.environment != wanted.environment
    with progress.stage("system libraries"):
        # Packages of the system may start services, which must not inherit the lock.
        complete_system(Commands(places.log), downloading=fresh)
    if fresh:
        with progress.stage("virtual environment"):
            make_venv(places, commands)
        with progress.stage("Python packages", count_packages(places)) as step:
            install_packages(places, commands, step)
        done = Stamp(environment=wanted.environment)
        write_stamp(places.stamp, done)
    if done.project != wanted.project:
        with progress.stage("project"):
            install_project(places, commands)
        done = replace(done, project=wanted.project)
        write_stamp(places.stamp, done)
    with progress.stage("fonts and profiles", len(supplies)) as step:
        complete_supplies(supplies, places, commands, step)
    write_stamp(places.stamp, replace(done, supplies=supplies_key(places, supplies)))


def _make_tools_ready(places: Places, tools: tuple[str, ...], progress: Progress, turn: int | None) -> None:
    if tools and not has_tools(places, tools):
        with progress.stage("tools of the tests"):
            complete_tools(places, Commands(places.log, turn), tools)
