"""The words that begin files: new item, new issue."""

import sys
from pathlib import Path

import click

from jianbao.cli.options import Options, say, with_options
from jianbao.language import read_language
from jianbao.progress import Progress
from jianbao.release import one_at_a_time, write_file
from jianbao.scaffold import NewFile, draft_issue, draft_item
from jianbao.theme import find_theme
from jianbao.workshop import Workshop, load_content, moment_in


@click.group("new")
def new_word() -> None:
    """Begin an item or an issue: a file to fill in, valid from the start."""


@new_word.command("item")
@click.argument("item")
@click.option("--title", help="The item's title, which may be changed later.")
@with_options
def new_item_word(options: Options, item: str, title: str | None) -> None:
    """Begin the item ITEM, such as 2020/left-behind-children."""
    with one_at_a_time(options.content):
        found = load_content(options.content, Workshop.here(), Progress(sys.stderr))
        day = moment_in(found.publication, options.moment).date()
        _begin(options.content, draft_item(found.publication, item, title, day, find_theme()))


@new_word.command("issue")
@with_options
def new_issue_word(options: Options) -> None:
    """Begin the next issue, with all that is ready and not yet printed, and corrections of what was."""
    with one_at_a_time(options.content):
        found = load_content(options.content, Workshop.here(), Progress(sys.stderr))
        day = moment_in(found.publication, options.moment).date()
        language = read_language(found.publication.imprint.language, find_theme())
        for file in draft_issue(found.publication, day, language, find_theme()):
            _begin(options.content, file)


def _begin(content: Path, file: NewFile) -> None:
    write_file(content / file.path, file.text.encode())
    say(f"{content / file.path}: fill it in")
