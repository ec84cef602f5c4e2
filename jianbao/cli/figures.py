"""The word that counts: stats."""

import sys
from pathlib import Path

import click

from jianbao.artifact import YearPaper
from jianbao.cli.options import Options, counted, say, with_options
from jianbao.diagnostics import UsageFault
from jianbao.progress import Progress
from jianbao.release import write_file
from jianbao.reporting import EDITIONS, Report, report_on
from jianbao.workshop import moment_in, silent

_SHEETS = {
    "region": "regions",
    "topic": "topics",
    "source": "sources",
    "month": "months",
    "coverage": "coverage",
    "adoption": "adoption",
}
_YEAR = click.IntRange(1900, 2100)


@click.command("stats")
@click.option("--by", type=click.Choice(list(_SHEETS)), help="What to count by (adoption unless given).")
@click.option("--format", "form", type=click.Choice(["table", "csv", "pdf"]), default="table")
@click.option("--edition", type=click.Choice(EDITIONS), default=EDITIONS[1], help="Whose news to count.")
@click.argument("year", type=_YEAR, required=False)
@with_options
def stats_word(options: Options, year: int | None, by: str | None, form: str, edition: str) -> None:
    """Count what was reported and taken up, in YEAR or in all years.

    A table for the terminal, CSV for a spreadsheet, or the papers of a year in print/YEAR: the adoption
    circular (YEAR-adoption.pdf) and the index of the year (YEAR-index.pdf).
    """
    if form == "pdf" and (year is None or by not in (None, "adoption")):
        raise UsageFault("papers are made of a year and of what was taken up: stats 2020 --format pdf")
    progress = Progress(sys.stderr) if form == "pdf" else silent()
    report = report_on(options.content, edition, options.moment, progress=progress, loaded=options.weigh)
    if form == "pdf" and year is not None:
        _put_papers(report, year, options, index_too=by is None)
        say(progress.table())
        return
    write = report.csv if form == "csv" else report.text
    click.echo(write(_SHEETS[by or "adoption"], year), nl=False)


def _put_papers(report: Report, year: int, options: Options, *, index_too: bool) -> None:
    folder = options.papers / str(year)
    day = moment_in(report.publication, options.moment).date()
    _put(folder / f"{year}-adoption.pdf", report.circular(year, day))
    if index_too:
        _put(folder / f"{year}-index.pdf", report.annual_index(year))


def _put(file: Path, paper: YearPaper) -> None:
    write_file(file, paper.content)
    say(f"{file}: {counted(paper.page_count, 'page', 'pages')}")
