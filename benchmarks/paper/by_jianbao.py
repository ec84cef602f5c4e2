"""The bulletin by this project, in a warm process.

Comes in: what was loaded. Goes out: a PDF, and how long making it took.
"""

import time
from collections.abc import Iterator
from importlib.metadata import version

from jianbao.language import read_language
from jianbao.load import Loaded
from jianbao.markup import render_markdown
from jianbao.model import Issue
from jianbao.outputs.issue_pdf import render_issue
from jianbao.workshop import Workshop


class ByJianbao:
    """The function that a build calls for each issue, reading back included, without the store of results."""

    name = "Jianbao"

    def __init__(self, loaded: Loaded, issue: Issue) -> None:
        self.version = f"Jianbao {version('jianbao')} with WeasyPrint {version('weasyprint')}"
        self.loaded, self.issue = loaded, issue
        workshop = Workshop.here()
        workshop.lay_out_fonts()
        self.theme = workshop.theme
        self.language = read_language(loaded.publication.imprint.language, self.theme)

    def make(self) -> bytes:
        """Make the PDF; nothing of the text is remembered from an earlier run."""
        render_markdown.cache_clear()
        publication, pictures = self.loaded.publication, self.loaded.pictures
        return render_issue(self.issue, publication, self.language, pictures, self.theme).content

    def times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run."""
        for _ in range(runs):
            begin = time.perf_counter()
            self.make()
            yield time.perf_counter() - begin
