"""The figures of a publication for whoever asks at the desk: tables, and the papers about a year.

Comes in: a content folder, an edition and a moment. Goes out: a `Report`, which answers with
tables and finished papers and writes nothing.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jianbao.artifact import YearPaper
from jianbao.diagnostics import UsageFault
from jianbao.issued import HOLDERS, PUBLIC, IssuedPapers
from jianbao.journey import read_content
from jianbao.language import Language, read_language
from jianbao.load import Loaded
from jianbao.model import Figures, Publication, holders_edition, public_edition
from jianbao.outputs.adoption_paper import render_circular
from jianbao.outputs.annual_index import render_annual_index
from jianbao.outputs.spreadsheet import write_csv
from jianbao.outputs.statistics import Sheet, make_sheet, write_text
from jianbao.progress import Progress
from jianbao.workshop import Workshop, moment_in

EDITIONS = (PUBLIC, HOLDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One edition of what was read, and how to make papers of it."""

    edition: str
    publication: Publication
    language: Language
    found: Loaded
    content: Path
    workshop: Workshop
    progress: Progress

    @property
    def title(self) -> str:
        """What is counted: the bulletin and its edition."""
        return self.language(
            "figures_head",
            name=self.publication.imprint.name,
            edition=self.language(f"figures_{self.edition}"),
        )

    def text(self, name: str, year: int | None) -> str:
        """Write a table for a terminal, under what is counted.

        Raises:
            UsageFault: nothing is known of that year.
        """
        return f"{self.title}\n{write_text(self._sheet(name, year), self.language)}"

    def csv(self, name: str, year: int | None) -> bytes:
        """Write a table for a spreadsheet.

        Raises:
            UsageFault: nothing is known of that year.
        """
        return write_csv(self._sheet(name, year).values)

    def _sheet(self, name: str, year: int | None) -> Sheet:
        if year is not None and year not in self.publication.years:
            raise UsageFault(f"there is no item or issue of {year} in {self.content}")
        return make_sheet(name, Figures(publication=self.publication, year=year), self.language)

    def circular(self, year: int, day: dt.date) -> YearPaper:
        """Set the adoption circular of a year, dated `day`.

        Raises:
            UsageFault: no issue of that year is published.
        """
        self._require_issues(year)
        is_public = self.edition == PUBLIC
        with self.progress.stage("circular"):
            return render_circular(
                self.publication, year, day, self.language, self.workshop.theme, is_public=is_public
            )

    def annual_index(self, year: int) -> YearPaper:
        """Set the index of a year; the papers of its issues are made or taken out of the archive for it.

        Raises:
            UsageFault: no issue of that year is published.
        """
        self._require_issues(year)
        issues = [issue for issue in self.publication.issues_out if issue.number.year == year]
        press, pictures = self.workshop.press, self.found.pictures
        with self.progress.stage("issue PDFs", len(issues)) as step:
            papers = IssuedPapers.of(self.found, self.content).papers(
                issues,
                self.edition,
                lambda made: press.print_issues(made, self.publication, self.language, pictures, step),
            )
        with self.progress.stage("index"):
            return render_annual_index(self.publication, year, papers, self.language, self.workshop.theme)

    def _require_issues(self, year: int) -> None:
        if year not in self.publication.years_out:
            raise UsageFault(f"no issue of {year} in {self.content} is published")


def report_on(
    content: Path,
    edition: str,
    as_of: dt.datetime,
    *,
    workshop: Workshop | None = None,
    progress: Progress,
    loaded: Callable[[Loaded], None] = lambda _: None,
) -> Report:
    """Read a content folder for its figures, in the edition of that name of `EDITIONS` as it is at `as_of`.

    Raises:
        ContentFault: the content is at fault; carries everything that is.
    """
    workshop = workshop or Workshop.here()
    found = read_content(content, workshop, progress)
    loaded(found)
    everything = found.publication
    public = edition == PUBLIC
    return Report(
        edition=edition,
        publication=public_edition(everything, moment_in(everything, as_of))
        if public
        else holders_edition(everything),
        language=read_language(everything.imprint.language, workshop.theme),
        found=found,
        content=content,
        workshop=workshop,
        progress=progress,
    )
