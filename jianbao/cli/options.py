"""What every word of the command line may be told, and how it speaks.

Comes in: options as they were given. Goes out: `Options`, and lines on standard error.
"""

import datetime as dt
import functools
import re
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import ContentFault, EnvironmentFault, UsageFault
from jianbao.load import Loaded


class Moment(click.ParamType[dt.datetime]):
    """A date, or a date and time; without a zone it is meant in the publication's."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Read the moment, or end the command with its usage."""
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?", value):
                moment = dt.datetime.fromisoformat(value)
                if 1900 <= moment.year <= 2100:
                    return moment
        except ValueError:
            pass
        return self.fail(f"{value!r} is not a date; write 2020-04-08 or 2020-04-08T09:00", param, ctx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every word may be told: where to read and write, what “now” is, and whether warnings fail."""

    content: Path
    site: Path
    papers: Path
    as_of: dt.datetime | None
    strict: bool

    def __post_init__(self) -> None:
        """Refuse folders that lie within each other: one would replace or publish the other."""
        pairs = ((self.site, self.content), (self.site, self.papers), (self.site, Path()))
        for site, other in pairs:
            try:
                inner, outer = other.resolve(), site.resolve()
            except RuntimeError:
                raise UsageFault(f"--site {site} or {other} is a link that leads in a circle") from None
            if inner == outer or outer in inner.parents or (other is self.content and inner in outer.parents):
                raise UsageFault(f"--site {site} and {other} lie within each other; choose another folder")

    @property
    def moment(self) -> dt.datetime:
        """What “now” is: the only place in which the clock is read."""
        return self.as_of or dt.datetime.now(dt.UTC)

    def weigh(self, found: Loaded) -> None:
        """Show the warnings of what was read; with `--strict` they stop the command."""
        if self.strict and found.warnings:
            raise ContentFault(found.warnings)
        for warning in found.warnings:
            say(str(warning))

    def weigh_papers(self, papers: Iterable[PrintedIssue]) -> None:
        """Show where papers were not read back as they were written; with `--strict` that is a fault."""
        objections = [objection for printed in papers for objection in printed.objections]
        if self.strict and objections:
            raise EnvironmentFault("\n".join(objections))
        for objection in objections:
            say(f"{objection}; warning: look at that page")

    def weigh_lost(self, addresses: Iterable[str]) -> None:
        """Show which addresses that are served now would be gone; with `--strict` that is a fault."""
        lost = [
            f"{self.site}/{address}: this was published and is gone; if it moved, add its former id "
            f"(`{'/'.join(address.split('/')[1:-1])}`) to the `aliases` of what it is now"
            for address in addresses
        ]
        if self.strict and lost:
            raise EnvironmentFault("\n".join(lost))
        for line in lost:
            say(line.replace(": this", ": warning: this", 1))


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a word the options that every word takes, and the command its `Options`."""

    @functools.wraps(command)
    def told(**arguments: Any) -> None:
        options = Options(**{field.name: arguments.pop(field.name) for field in fields(Options)})
        command(options, **arguments)

    folder = click.Path(path_type=Path)
    for option in (
        click.option("--strict", is_flag=True, help="Let warnings fail."),
        click.option("--as-of", type=Moment(), help="What “now” is: a date, or date and time."),
        click.option("--print", "papers", type=folder, default="print", help="Where private papers go."),
        click.option("--site", type=folder, default="site", help="Where the public website goes."),
        click.option("--content", type=folder, default="content", help="The folder to read."),
    ):
        told = option(told)
    return told


_interrupted = threading.Event()


def heed_interrupts() -> None:
    """Remember an interruption: the exception alone can get lost in a callback of a library."""

    def interrupt(signum: int, frame: object) -> None:  # noqa: ARG001 (what signal.signal asks for)
        _interrupted.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)


def stop_if_interrupted() -> None:
    """End the command if someone interrupted it, before anything is published."""
    if _interrupted.is_set():
        raise click.Abort


def counted(number: int, one: str, more: str) -> str:
    """Return a number with its noun: `1 item`, `2 items`."""
    return f"{number} {one if number == 1 else more}"


def say(text: str) -> None:
    """Tell the person at the keyboard something."""
    click.echo(text, err=True)
