"""The words of the record: issue, verify, deposit."""

import sys
from pathlib import Path

import click

from jianbao.cli.options import Options, say, with_options
from jianbao.depositing import deposit_year
from jianbao.diagnostics import ContentFault, UsageFault
from jianbao.issuing import prepare_issue
from jianbao.progress import Progress
from jianbao.release import one_at_a_time
from jianbao.verifying import Verified, resolve_copy, verify_all
from jianbao.workshop import Workshop, load_content, moment_in


@click.command("issue")
@click.argument("issue")
@with_options
def issue_word(options: Options, issue: str) -> None:
    """Issue the approved issue ISSUE: check all, print it, keep its papers, and lock what it is."""
    progress = Progress(sys.stderr)
    with one_at_a_time(options.content):
        issuing = prepare_issue(
            issue,
            options.content,
            options.moment,
            workshop=Workshop.here(),
            progress=progress,
            loaded=options.weigh,
        )
        options.weigh_papers(issuing.papers.values())
        lock = issuing.write()
    copies = sum(share.copies for share in lock.shares)
    say(progress.table())
    say(f"{options.content}: {issue} is issued, {copies} copies; commit its lock and its papers")


@click.command("verify")
@click.option("--signers", type=click.Path(path_type=Path, exists=True), help="Who may sign.")
@click.argument("codes", nargs=-1)
@with_options
def verify_word(options: Options, codes: tuple[str, ...], signers: Path | None) -> None:
    """Hold what is published against what was sealed, offline; say to whom the copies with CODES belong."""
    found = load_content(options.content, Workshop.here(), Progress(sys.stderr))
    if codes:
        for code in codes:
            say(resolve_copy(code, found, options.content))
        return
    moment = moment_in(found.publication, options.moment)
    verified: Verified = verify_all(
        found, options.content, options.site, options.papers, signers, moment=moment
    )
    for finding in verified.findings:
        say(finding)
    say(verified.summary)
    if verified.findings:
        raise SystemExit(ContentFault.exit_code)


@click.command("deposit")
@click.argument("year", type=click.IntRange(1900, 2100))
@with_options
def deposit_word(options: Options, year: int) -> None:
    """Pack what was issued in YEAR as a bag (BagIt) for a library or archive: print/YEAR/YEAR-deposit/."""
    count = deposit_year(
        year,
        options.content,
        options.papers,
        options.moment,
        workshop=Workshop.here(),
        progress=Progress(sys.stderr),
    )
    if not count:
        raise UsageFault(f"no issue of {year} was issued")
    say(f"{options.papers / str(year) / f'{year}-deposit'}: {count} files")
