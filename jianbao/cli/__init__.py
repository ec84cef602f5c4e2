"""The command line: words, options, progress, exit codes. Only here is anything printed.

Comes in: arguments and the clock. Goes out: files in place, lines on standard error, and an exit code:
0 done; 1 the content is at fault; 2 the command line is; 3 the environment is; 75 another build runs.
"""

import contextlib
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from typing import NoReturn

import click

from jianbao import __version__
from jianbao.cli.editing import new_word
from jianbao.cli.figures import stats_word
from jianbao.cli.options import counted, heed_interrupts, say
from jianbao.cli.printing import print_word
from jianbao.cli.publishing import build_word, check_word, pdf_word, rollback_word, serve_word
from jianbao.cli.recording import deposit_word, issue_word, verify_word
from jianbao.cli.registering import ledger_word, receipts_word
from jianbao.cli.testing import test_word
from jianbao.diagnostics import ContentFault, EnvironmentFault, JianbaoError, Severity


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jianbao")
def words() -> None:
    """Turn news items into numbered bulletins: a website and papers from one source.

    Without a word, everything is built.
    """


for _word in (
    *(build_word, check_word, pdf_word, serve_word, rollback_word, new_word, test_word),
    *(issue_word, verify_word, deposit_word, print_word),
    *(stats_word, ledger_word, receipts_word),
):
    words.add_command(_word)


def _valued() -> frozenset[str]:
    """Return the options after which a value stands."""
    parameters = (parameter for word in _commands(words) for parameter in word.params)
    return frozenset(
        name
        for parameter in parameters
        if isinstance(parameter, click.Option) and not parameter.is_flag
        for name in parameter.opts
    )


def _commands(group: click.Group) -> Iterator[click.Command]:
    """Yield every word of a group, and the words that stand behind it."""
    for word in group.commands.values():
        yield from _commands(word) if isinstance(word, click.Group) else (word,)


def _word_first(arguments: list[str]) -> list[str]:
    """Let options stand before the word or words, and no word at all mean `build`."""
    place = 0
    valued = _valued()
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] in valued else 1
    if place < len(arguments):
        behind = place + (2 if isinstance(words.commands.get(arguments[place]), click.Group) else 1)
        return [*arguments[place:behind], *arguments[:place], *arguments[behind:]]
    asks = {"-h", "--help", "--version"}.intersection(arguments)
    return arguments if asks else ["build", *arguments]


def main() -> None:
    """Run the command line and leave with its exit code."""
    heed_interrupts()
    try:
        words.main(_word_first(sys.argv[1:]), prog_name="jianbao", standalone_mode=False)
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show()
        sys.exit(2)
    except click.Abort:
        _end(130, f"interrupted{_left_as_it_was()}")
    except ContentFault as error:
        _end(error.exit_code, f"{error}\n{_sum_up(error)}")
    except JianbaoError as error:
        _end(error.exit_code, str(error))
    except OSError as error:
        place = error.filename or "the disk"
        advice = "see that there is room and leave to write"
        _end(EnvironmentFault.exit_code, f"{place}: {error.strerror}; {advice}")
    except BrokenExecutor:
        what = "a process that sets papers was ended from outside, maybe for want of memory"
        _end(EnvironmentFault.exit_code, f"{what}; see that there is room, and run the command again")
    except MemoryError:
        _end(EnvironmentFault.exit_code, "there is not enough memory; see that there is more, and try again")


def _end(code: int, told: str) -> NoReturn:
    """Leave with an exit code, which counts even where nobody can be told."""
    with contextlib.suppress(OSError):
        say(told)
    sys.exit(code)


def _sum_up(error: ContentFault) -> str:
    faults = sum(found.severity is Severity.FAULT for found in error.diagnostics)
    warnings = len(error.diagnostics) - faults
    counts = (counted(faults, "fault", "faults"), counted(warnings, "warning", "warnings"))
    said = ", ".join(count for count, number in zip(counts, (faults, warnings), strict=True) if number)
    return said + _left_as_it_was()


def _left_as_it_was() -> str:
    """Say that nothing was published, if that is what the command was to do."""
    return "; nothing was published" if _word_first(sys.argv[1:])[:1] == ["build"] else ""
