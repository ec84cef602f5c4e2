"""The command line: words, options, progress, exit codes. Only here is anything printed.

Comes in: arguments and the clock. Goes out: files in place, lines on standard error, and an exit code:
0 done; 1 the content is at fault; 2 the command line is; 3 the environment is; 75 another build runs.
"""

import datetime as dt
import functools
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from jianbao import __version__
from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import ContentFault, EnvironmentFault, JianbaoError, UsageFault
from jianbao.journey import Workshop, compose_website, load_content, moment_in, print_issue, print_volume
from jianbao.load import Loaded
from jianbao.progress import Progress
from jianbao.release import stage_release, write_file
from jianbao.scaffold import draft_issue, draft_item
from jianbao.theme import find_mkdocs_config, find_theme
from jianbao.variants import variant_named

_VALUED = ("--content", "--site", "--print", "--as-of", "--variant", "--creep")


class _Moment(click.ParamType[dt.datetime]):
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
            inner, outer = other.resolve(), site.resolve()
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
            _say(str(warning))

    def weigh_papers(self, papers: Iterable[PrintedIssue]) -> None:
        """Show where papers were not read back as they were written; with `--strict` that is a fault."""
        objections = [objection for printed in papers for objection in printed.objections]
        if self.strict and objections:
            raise EnvironmentFault("\n".join(objections))
        for objection in objections:
            _say(f"{objection}; warning: look at that page")


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a word the options that every word takes, and the command its `Options`."""

    @functools.wraps(command)
    def told(**arguments: Any) -> None:
        options = Options(**{field.name: arguments.pop(field.name) for field in fields(Options)})
        command(options, **arguments)

    folder = click.Path(path_type=Path)
    for option in (
        click.option("--strict", is_flag=True, help="Let warnings fail."),
        click.option("--as-of", type=_Moment(), help="What “now” is: a date, or date and time."),
        click.option("--print", "papers", type=folder, default="print", help="Where private papers go."),
        click.option("--site", type=folder, default="site", help="Where the public website goes."),
        click.option("--content", type=folder, default="content", help="The folder to read."),
    ):
        told = option(told)
    return told


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jianbao")
def words() -> None:
    """Turn news items into numbered bulletins: a website and papers from one source.

    Without a word, everything is built.
    """


@words.command("build")
@_with_options
def build_word(options: Options) -> None:
    """Check, then make the site and the PDF of every issue that is not a draft."""
    from jianbao.plugin import build_site  # noqa: PLC0415 (no other word pays for loading MkDocs)

    progress = Progress(sys.stderr)
    with stage_release(
        options.site, set_aside=lambda kept: _say(f"what was there is now in {kept}")
    ) as stage:
        website = compose_website(
            options.content,
            options.moment,
            progress=progress,
            loaded=options.weigh,
            printed=options.weigh_papers,
        )
        with progress.stage("website"):
            build_site(website, stage)
    _say(progress.table())
    papers = sum(artifact.path.endswith(".pdf") for artifact in website.files)
    _say(f"{options.site}: {len(website.pages)} pages, {papers} {'PDF' if papers == 1 else 'PDFs'}")


@words.command("check")
@_with_options
def check_word(options: Options) -> None:
    """Read everything, report every fault at once, write nothing."""
    found = load_content(options.content, Workshop.here(), Progress(sys.stderr))
    options.weigh(found)
    publication = found.publication
    _say(f"{options.content}: {len(publication.items)} items, {len(publication.issues)} issues, no fault")


@words.command("pdf")
@click.option("--variant", type=click.Choice(["archive", "press", "booklet"]), default="archive")
@click.option("--marks", is_flag=True, help="Marks for cutting, and bleed (press, booklet).")
@click.option("--creep", type=click.FloatRange(0, 1), default=0.0, help="Millimetres a sheet (booklet).")
@click.argument("issue")
@_with_options
def pdf_word(options: Options, issue: str, variant: str, marks: bool, creep: float) -> None:  # noqa: FBT001
    """Make the PDF of ISSUE for its holders, drafts too: print/ISSUE/ISSUE.pdf; of a year, its bound volume.

    Its variants are ISSUE-press.pdf for a printer and ISSUE-booklet.pdf to be folded.
    """
    progress = Progress(sys.stderr)
    if re.fullmatch(r"\d{4}", issue):
        if variant != "archive":
            raise UsageFault(f"a bound year has no {variant} file; leave --variant away")
        bound = print_volume(int(issue), options.content, progress=progress, loaded=options.weigh)
        _put(options.papers / issue / f"{issue}.pdf", bound.content, bound.page_count, progress)
        return
    made = variant_named(variant, marks=marks, creep=creep)
    printed = print_issue(issue, options.content, variant=made, progress=progress, loaded=options.weigh)
    options.weigh_papers([printed])
    _put(
        options.papers / issue / f"{issue}{made.suffix if made else ''}.pdf",
        printed.content,
        printed.page_count,
        progress,
    )


def _put(file: Path, content: bytes, pages: int, progress: Progress) -> None:
    write_file(file, content)
    _say(progress.table())
    _say(f"{file}: {pages} pages")


@words.command("serve")
@_with_options
def serve_word(options: Options) -> None:
    """Show the site on this machine, with its PDFs, and build it anew as files are saved."""
    from jianbao.plugin import serve_site  # noqa: PLC0415 (no other word pays for loading MkDocs)

    serve_site(options.content, options.moment)


@words.group("new")
def new_word() -> None:
    """Begin an item or an issue: a file to fill in, valid from the start."""


@new_word.command("item")
@click.argument("item")
@click.option("--title", help="The item's title, which may be changed later.")
@_with_options
def new_item_word(options: Options, item: str, title: str | None) -> None:
    """Begin the item ITEM, such as 2020/left-behind-children."""
    found = load_content(options.content, Workshop.here(), Progress(sys.stderr))
    day = moment_in(found.publication, options.moment).date()
    _begin(options.content, *draft_item(found.publication, item, title, day, find_theme()))


@new_word.command("issue")
@_with_options
def new_issue_word(options: Options) -> None:
    """Begin the next issue, with all that is ready and not yet printed."""
    found = load_content(options.content, Workshop.here(), Progress(sys.stderr))
    day = moment_in(found.publication, options.moment).date()
    _begin(options.content, *draft_issue(found.publication, day, find_theme()))


def _begin(content: Path, path: str, text: str) -> None:
    write_file(content / path, text.encode())
    _say(f"{content / path}: fill it in")


@words.command("test", context_settings={"ignore_unknown_options": True})
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
        _say(" ".join(command))
        done = subprocess.run((sys.executable, "-m", *command), cwd=root, check=False)
        if done.returncode:
            raise SystemExit(1)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _word_first(arguments: list[str]) -> list[str]:
    """Let options stand before the word, and no word at all mean `build`."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] in _VALUED else 1
    if place < len(arguments):
        return [arguments[place], *arguments[:place], *arguments[place + 1 :]]
    asks = {"-h", "--help", "--version"}.intersection(arguments)
    return arguments if asks else ["build", *arguments]


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        words.main(_word_first(sys.argv[1:]), prog_name="jianbao", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except JianbaoError as error:
        _say(str(error))
        if isinstance(error, ContentFault):
            _say(_sum_up(error))
        sys.exit(error.exit_code)
    except OSError as error:
        _say(f"{error.filename or 'the disk'}: {error.strerror}; see that there is room and leave to write")
        sys.exit(EnvironmentFault.exit_code)


def _sum_up(error: ContentFault) -> str:
    faults = len(error.diagnostics)
    return f"{faults} {'finding' if faults == 1 else 'findings'}; nothing was published"
