"""The words that publish: build, check, pdf, serve."""

import re
import sys
from pathlib import Path

import click

from jianbao.cli.options import Options, counted, say, stop_if_interrupted, with_options
from jianbao.diagnostics import UsageFault
from jianbao.journey import compose_website, print_issue, print_volume, read_content
from jianbao.progress import Progress
from jianbao.record.signing import sign_checksums
from jianbao.release import KEPT, add_file, lost_addresses, roll_back, stage_release
from jianbao.runs import describe_runs
from jianbao.variants import variant_named
from jianbao.workshop import Workshop

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("build")
@click.option("--sign", type=_FILE, help="Sign the checksums with this private key of OpenSSH.")
@with_options
def build_word(options: Options, sign: Path | None) -> None:
    """Check, then make the site and the PDF of every issue that is not a draft."""
    from jianbao.plugin import build_site  # noqa: PLC0415 (no other word pays for loading MkDocs)

    progress = Progress(sys.stderr)
    with stage_release(
        options.site,
        set_aside=_say_set_aside,
        keep=KEPT,
        sign=lambda folder: sign_checksums(folder, sign) if sign else None,
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
        stop_if_interrupted()
        options.weigh_lost(lost_addresses(options.site, stage))
    say(progress.table())
    papers = sum(artifact.path.endswith(".pdf") for artifact in website.files)
    pages = counted(len(website.pages), "page", "pages")
    say(f"{options.site}: {pages}, {counted(papers, 'PDF', 'PDFs')}")


@click.command("check")
@with_options
def check_word(options: Options) -> None:
    """Read everything, report every fault at once, write nothing."""
    found = read_content(options.content, Workshop.here(), Progress(sys.stderr))
    options.weigh(found)
    publication = found.publication
    for line in describe_runs(publication):
        say(line)
    items = counted(len(publication.items), "item", "items")
    issues = counted(len(publication.issues), "issue", "issues")
    warnings = f", {counted(len(found.warnings), 'warning', 'warnings')}" if found.warnings else ""
    say(f"{options.content}: {items}, {issues}, no fault{warnings}")


@click.command("pdf")
@click.option("--variant", type=click.Choice(["archive", "press", "booklet"]), default="archive")
@click.option("--marks", is_flag=True, help="Marks for cutting, and bleed (press, booklet).")
@click.option("--creep", type=click.FloatRange(0, 1), default=0.0, help="Millimetres a sheet (booklet).")
@click.argument("issue")
@with_options
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


def _say_set_aside(kept: Path) -> None:
    say(f"what was there is now in {kept}")


def _put(file: Path, content: bytes, pages: int, progress: Progress) -> None:
    add_file(file, content)
    say(progress.table())
    say(f"{file}: {counted(pages, 'page', 'pages')}")


@click.command("serve")
@with_options
def serve_word(options: Options) -> None:
    """Show the site on this machine, with its PDFs, and build it anew as files are saved."""
    from jianbao.plugin import serve_site  # noqa: PLC0415 (no other word pays for loading MkDocs)

    serve_site(options.content, options.moment)


@click.command("rollback")
@with_options
def rollback_word(options: Options) -> None:
    """Serve the release before this one again; the last three are kept."""
    left = roll_back(options.site, set_aside=_say_set_aside)
    say(f"{options.site}: the release before is served again; {left} {'is' if left == 1 else 'are'} left")
