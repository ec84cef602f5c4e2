"""The journey of a build, stage by stage: load, plan, papers, pages.

Comes in: a content folder and a moment. Goes out: the finished website (`Website`) or one paper, in
memory; nothing is written here but the store. The command line and the MkDocs plugin both begin here.
"""

import datetime as dt
import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from jianbao.artifact import Artifact, PrintedIssue, PrintedVolume
from jianbao.diagnostics import UsageFault
from jianbao.fonts import Face, fingerprint, own_files, read_faces, write_fontconfig
from jianbao.language import read_language
from jianbao.load import Loaded, read_publication
from jianbao.load.names import nearest
from jianbao.model import Imprint, Publication, public_edition
from jianbao.outputs.website import PaperFacts, Site, Website, render_pages, render_robots
from jianbao.papers import Press
from jianbao.plan import picture_address, plan_release
from jianbao.progress import Progress
from jianbao.supplies import require
from jianbao.theme import find_theme
from jianbao.typesetting.coverage import read_coverage
from jianbao.typesetting.families import require_families
from jianbao.variants import Variant
from jianbao.work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where the tools of a build lie: the theme, fonts, colour profiles, and results of earlier builds."""

    theme: Path
    fonts: Path
    profiles: Path
    cache: Path

    @classmethod
    def here(cls) -> "Workshop":
        """Return the workshop of this checkout."""
        theme = find_theme()
        root = theme.parent
        return cls(theme=theme, fonts=root / "fonts", profiles=root / "profiles", cache=root / ".jianbao")

    @property
    def press(self) -> Press:
        """What papers are made with."""
        fonts = fingerprint(self.faces, self.fonts)
        return Press(theme=self.theme, fonts=fonts, store=Store(self.cache / "store"))

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces of the theme's manifest."""
        return read_faces(self.theme / "fonts.toml")

    def lay_out_fonts(self) -> None:
        """Make sure of the fonts, and let Pango see them and no others.

        Raises:
            EnvironmentFault: a font is missing or altered; names the command that mends it.
        """
        require(self.faces, self.fonts)
        conf = write_fontconfig(
            self.cache / "fontconfig" / "fonts.conf", fonts=self.fonts, cache=self.cache / "fontconfig"
        )
        os.environ["FONTCONFIG_FILE"] = os.fspath(conf)

    def require_families(self, imprint: Imprint) -> None:
        """Make sure of the families that a publication names for itself.

        Raises:
            EnvironmentFault: one is not there; says where its file belongs.
        """
        require_families(imprint.fonts, own_files(self.fonts), (face.family for face in self.faces))

    def glyphs(self) -> frozenset[int]:
        """Return the code points that the fonts have, the institution's own included."""
        return read_coverage((*(self.fonts / face.file for face in self.faces), *own_files(self.fonts)))


def silent() -> Progress:
    """Return a progress that nobody sees."""
    return Progress(io.StringIO())


def load_content(content: Path, workshop: Workshop, progress: Progress) -> Loaded:
    """Make sure of the fonts and read the content with them."""
    with progress.stage("fonts"):
        workshop.lay_out_fonts()
        glyphs = workshop.glyphs()
    with progress.stage("load"):
        found = read_publication(content, glyphs=glyphs)
    workshop.require_families(found.publication.imprint)
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
    found = load_content(content, workshop, progress)
    loaded(found)
    with progress.stage("plan"):
        publication = public_edition(found.publication, moment_in(found.publication, as_of))
        outline = plan_release(publication)
        language = read_language(publication.imprint.language, workshop.theme)
    with progress.stage("issue PDFs", len(outline.papers)) as step:
        issues = [paper.issue for paper in outline.papers]
        papers = workshop.press.print_issues(issues, publication, language, found.pictures, step)
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
    files = (
        *(Artifact(paper.address, papers[paper.issue.id].content) for paper in outline.papers),
        *(Artifact(volume.address, volumes[volume.year].content) for volume in outline.volumes),
        *(Artifact(picture_address(file), found.pictures[file.path]) for file in outline.pictures),
        render_robots(publication.imprint),
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
    found = load_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    issue = publication.issue(issue_id)
    if issue is None:
        near = " or ".join(nearest(issue_id, (other.id for other in publication.issues)))
        raise UsageFault(
            f"there is no issue {issue_id} in {content}" + (f"; did you mean {near}?" if near else "")
        )
    language = read_language(publication.imprint.language, workshop.theme)
    with progress.stage("issue PDFs", 1) as step:
        papers = workshop.press.print_issues([issue], publication, language, found.pictures, step)
    printed = papers[issue_id]
    if variant is None:
        return printed
    with progress.stage("variant", 1) as step:
        return workshop.press.print_variant(printed, variant, workshop.profiles, step)


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
    found = load_content(content, workshop, progress)
    loaded(found)
    publication = found.publication
    issues = [issue for issue in publication.issues_out if issue.number.year == year]
    if not issues:
        raise UsageFault(f"no issue of {year} in {content} is published")
    language = read_language(publication.imprint.language, workshop.theme)
    with progress.stage("issue PDFs", len(issues)) as step:
        papers = workshop.press.print_issues(issues, publication, language, found.pictures, step)
    with progress.stage("volume", 1) as step:
        return workshop.press.bind_years([year], publication, language, papers, step)[year]


def moment_in(publication: Publication, moment: dt.datetime) -> dt.datetime:
    """Return a moment in the publication's time zone, in which one without a zone is meant."""
    zone = ZoneInfo(publication.imprint.timezone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
