"""Correction slips as papers: beside the issue on the website, and for its holders copy by copy.

Comes in: errata, and the papers of the issues that they correct. Goes out: PDFs by erratum.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jianbao.artifact import PrintedIssue
from jianbao.language import Language
from jianbao.model import Erratum, Imprint
from jianbao.outputs.erratum_paper import render_erratum
from jianbao.papers import Press


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipCall:
    """What makes one correction slip; picklable, and its text says all that it is made of."""

    erratum: Erratum
    imprint: Imprint
    page: int | None
    language: Language
    theme: Path = field(repr=False)

    def __call__(self) -> bytes:
        """Make it."""
        return render_erratum(self.erratum, self.imprint, self.page, self.language, self.theme).content


def print_slips(
    errata: Iterable[Erratum],
    imprint: Imprint,
    language: Language,
    papers: Mapping[str, PrintedIssue],
    press: Press,
    done: Callable[[str], None],
) -> dict[str, bytes]:
    """Return the slip of each correction by the erratum's id; each names the page of its edition's paper."""
    calls = {
        erratum.id: SlipCall(
            erratum=erratum,
            imprint=imprint,
            page=papers[erratum.issue.id].page_of.get(erratum.item.id),
            language=language,
            theme=press.theme,
        )
        for erratum in errata
        if erratum.issue.id in papers
    }
    return press.print_files(calls, done)
