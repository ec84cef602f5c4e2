"""The journey of a build, stage by stage: load, plan, papers, pages.

Comes in: a content folder and a moment. Goes out: the finished website (`Website`) or one paper, in
memory; nothing is written here but the store. The command line and the MkDocs plugin both begin here.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from jianbao.artifact import Artifact, PrintedIssue, PrintedVolume
from jianbao.correcting import print_slips
from jianbao.diagnostics import UsageFault
from jianbao.issued import HOLDERS, PUBLIC, IssuedPapers, check_issued
from jianbao.language import read_language
from jianbao.load import Loaded
from jianbao.load.names import nearest
from jianbao.model import Issue, Publication, public_edition
from jianbao.outputs.cards import card_calls
from jianbao.outputs.data import render_data
from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds import render_feeds
from jianbao.outputs.letter import render_letters
from jianbao.outputs.website import (
    PaperFacts,
    Site,
    Website,
    render_figures,
    render_pages,
    render_redirects,
    render_robots,
    search_records,
)
from jianbao.plan import MASTHEAD_FONT, picture_address, plan_release, slip_address
from jianbao.progress import Progress
from jianbao.search_index import make_index
from jianbao.typesetting.lettering import cut_letters
from jianbao.variants import Variant
from jianbao.workshop import Workshop, load_content, moment_in, silent


def read_content(content: Path, workshop: Workshop, progress: Progress) -> Loaded:
    """Read the content, and make sure that what was issued is still so.

    Raises:
        ContentFault: the content is at fault, or something that was issued has changed.
    """
    found = load_content(content, workshop, progress)
    with progress.stage("record"):
        check_issued(found, content, workshop)
    return found


def compose_website(
    content: Path,
    as_of: dt.datetime,
    *,
    workshop: Workshop | None = None,
    progress: Progress | None = None,
    loaded: Callable[[Loaded], None] = lambda _: None,
    printed: Callable[[Iterable[PrintedIssue]], None] = lambda _: None,
) -> Website:
    """Return the public website as it stands at `as_of`; a moment without a zone is the publication's.

    `loaded` is told what was read, and `printed` which papers were made, for warnings.

    Raises:
        ContentFault: the content is at fault; carries everything that is.
        EnvironmentFault: a font or library is missing.
    """
    workshop = workshop or Workshop.here()
    progress = progress or silent()
    found = read_content(content, workshop, progress)
    loaded(found)
    with progress.stage("plan"):
        publication = public_edition(found.publication, moment_in(found.publication, as_of))
        outline = plan_release(publication)
        language = read_language(publication.imprint.language, workshop.theme)
    with progress.stage("issue PDFs", len(outline.papers)) as step:
        papers = IssuedPapers.of(found, content).papers(
            [paper.issue for paper in outline.papers],
            PUBLIC,
            lambda made: workshop.press.print_issues(made, publication, language, found.pictures, step),
        )
    printed(papers.values())
    with progress.stage("volumes", len(outline.volumes)) as step:
        years = [volume.year for volume in outline.volumes]
        volumes = workshop.press.bind_years(years, publication, language, papers, step)
    with progress.stage("pages", len(outline.pages)) as step:
        facts = {issue_id: PaperFacts.of(printed) for issue_id, printed in papers.items()}
        site = Site(
            publication=publication,
            outline=outline,
            language=language,
            papers=facts,
            theme=workshop.theme,
            volumes=frozenset(volumes),
        )
        pages = []
        for page in render_pages(site):
            pages.append(page)
            step(page.address)
    with progress.stage("slips", len(publication.errata)) as step:
        slips = print_slips(publication.errata, publication.imprint, language, papers, workshop.press, step)
    edition = Edition(
        publication=publication, language=language, theme=workshop.theme, papers=papers, slips=slips
    )
    cards = card_calls(edition, workshop.font_files)
    with progress.stage("cards", len(cards)) as step:
        drawn = workshop.press.print_files(cards, step)
    with progress.stage("letters", len(outline.papers)) as step:
        letters = tuple(render_letters(edition, step))
    with progress.stage("feeds and data"):
        elsewhere = (*render_feeds(edition), *render_data(edition))
    records = search_records(site)
    with progress.stage("search index", len(records)) as step:
        index = make_index(records, workshop.index_store, step)
    files = (
        *(Artifact(paper.address, papers[paper.issue.id].content) for paper in outline.papers),
        *(Artifact(volume.address, volumes[volume.year].content) for volume in outline.volumes),
        *(Artifact(picture_address(file), found.pictures[file.path]) for file in outline.pictures),
        render_robots(publication.imprint),
        *(Artifact(slip_address(erratum), slips[erratum.id]) for erratum in publication.errata),
        *render_figures(site),
        *render_redirects(site),
        Artifact(MASTHEAD_FONT, cut_letters(workshop.masthead_font, publication.imprint.name)),
        *index,
        *(Artifact(address, content) for address, content in drawn.items()),
        *letters,
        *elsewhere,
    )
    return Website(imprint=publication.imprint, language=language, pages=tuple(pages), files=files)


def print_issue(
    issue_id: str,
    content: Path,
    *,
    variant: Variant | None = None,
    workshop: Workshop | None = None,
    progress: Progress | None = None,
    loaded: Callable[[Loaded], None] = lambda _: None,
) -> PrintedIssue:
    """Return one issue as its holders get it, drafts and internal items too: its archive file or a variant.

    Raises:
        UsageFault: there is no such issue.
    """
    workshop = workshop or Workshop.here()
    progress = progress or silent()
    found = read_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    issue = find_issue(issue_id, publication, content)
    language = read_language(publication.imprint.language, workshop.theme)
    with progress.stage("issue PDFs", 1) as step:
        papers = IssuedPapers.of(found, content).papers(
            [issue],
            HOLDERS,
            lambda made: workshop.press.print_issues(made, publication, language, found.pictures, step),
        )
    printed = papers[issue_id]
    if variant is None:
        return printed
    with progress.stage("variant", 1) as step:
        return workshop.press.print_variant(printed, variant, workshop.profiles, step)


def find_issue(issue_id: str, publication: Publication, content: Path) -> Issue:
    """Return the issue of that id.

    Raises:
        UsageFault: there is none; names those that look like it.
    """
    issue = publication.issue(issue_id)
    if issue is None:
        near = " or ".join(nearest(issue_id, (other.id for other in publication.issues)))
        raise UsageFault(
            f"there is no issue {issue_id} in {content}" + (f"; did you mean {near}?" if near else "")
        )
    return issue


def print_volume(
    year: int,
    content: Path,
    *,
    workshop: Workshop | None = None,
    progress: Progress | None = None,
    loaded: Callable[[Loaded], None] = lambda _: None,
) -> PrintedVolume:
    """Return a year's published issues, bound, as their holders get them: internal items too.

    Raises:
        UsageFault: no issue of that year is published.
    """
    workshop = workshop or Workshop.here()
    progress = progress or silent()
    found = read_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    issues = [issue for issue in publication.issues_out if issue.number.year == year]
    if not issues:
        raise UsageFault(f"no issue of {year} in {content} is published")
    language = read_language(publication.imprint.language, workshop.theme)
    with progress.stage("issue PDFs", len(issues)) as step:
        papers = IssuedPapers.of(found, content).papers(
            issues,
            HOLDERS,
            lambda made: workshop.press.print_issues(made, publication, language, found.pictures, step),
        )
    with progress.stage("volume", 1) as step:
        return workshop.press.bind_years([year], publication, language, papers, step)[year]
