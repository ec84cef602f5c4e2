"""The word that makes the private print package."""

import sys

import click

from jianbao.cli.options import Options, say, with_options
from jianbao.printing import Asked, Package, package_issue
from jianbao.progress import Progress
from jianbao.registering import OUTSTANDING
from jianbao.release import stage_release, write_file


@click.command("print")
@click.option("--labels", default="a4-3x7", show_default=True, help="The sheet of labels.")
@click.option("--first-label", type=click.IntRange(1), default=1, help="The first label still on its sheet.")
@click.option(
    "--spoilage", type=click.FloatRange(0, 100), default=3.0, help="Paper going to waste, per cent."
)
@click.argument("issue")
@with_options
def print_word(options: Options, issue: str, labels: str, first_label: int, spoilage: float) -> None:
    """Make the print package of ISSUE, drafts too: print/ISSUE/, whose files name recipients."""
    progress = Progress(sys.stderr)
    asked = Asked.of(labels, first_label, spoilage)
    package = package_issue(issue, options.content, asked, progress=progress, loaded=options.weigh)
    options.weigh_papers([package.printed])
    target = options.papers / issue
    with stage_release(
        target,
        set_aside=lambda kept: say(f"what was there is now in {kept}"),
        made_by_us=lambda name: name in _names_of(package),
    ) as stage:
        for artifact in package.files:
            write_file(stage / artifact.path, artifact.content)
    for remark in package.remarks:
        say(remark)
    say(progress.table())
    say(f"{target}: {package.copies} copies for {package.recipients} recipients, {len(package.files)} files")


def _names_of(package: Package) -> frozenset[str]:
    return frozenset((*(artifact.path for artifact in package.files), OUTSTANDING))
