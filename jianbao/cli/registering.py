"""The words of the registrar: ledger, receipts."""

import sys
from pathlib import Path

import click

from jianbao.cli.options import Options, counted, say, with_options
from jianbao.progress import Progress
from jianbao.registering import OUTSTANDING, make_ledger, open_registry, receipts_file, take_receipts
from jianbao.release import add_file, one_at_a_time, write_file
from jianbao.workshop import silent


@click.command("ledger")
@click.argument("year", type=click.IntRange(1900, 2100))
@with_options
def ledger_word(options: Options, year: int) -> None:
    """List who received which copies in YEAR: print/YEAR/ledger.pdf and ledger.csv, both private."""
    progress = Progress(sys.stderr)
    registry = open_registry(options.content, progress=progress, loaded=options.weigh)
    made = make_ledger(year, registry, progress)
    folder = options.papers / str(year)
    add_file(folder / "ledger.csv", made.table)
    add_file(folder / "ledger.pdf", made.paper.content)
    say(progress.table())
    pages = counted(made.paper.page_count, "page", "pages")
    say(f"{folder / 'ledger.pdf'}: {pages}, {made.copies} copies, {made.recipients} recipients")


@click.command("receipts")
@click.argument("issue")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@with_options
def receipts_word(options: Options, issue: str, file: Path | None) -> None:
    """Take the return receipts in FILE (CSV) for ISSUE, and list who has not answered.

    They are kept in content/receipts/ISSUE.csv, the list in print/ISSUE/outstanding.csv; both are private.
    """
    target = options.papers / issue / OUTSTANDING
    with one_at_a_time(options.content):
        registry = open_registry(options.content, progress=silent(), loaded=options.weigh)
        returned = take_receipts(issue, registry, file)
        for remark in returned.remarks:
            say(remark)
        if file and returned.added and returned.table:
            kept = receipts_file(options.content, issue)
            write_file(kept, returned.table)
            say(f"{kept}: {returned.added} receipts more, {len(returned.receipts)} in all")
        elif file:
            say(f"{file}: nothing new; {len(returned.receipts)} receipts in all")
        add_file(target, returned.outstanding)
    for line in returned.lines:
        click.echo(line)
    say(f"{target}: {counted(len(returned.left), 'recipient has', 'recipients have')} not answered")
