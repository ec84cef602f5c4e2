"""The bulletin by this project, in a warm process.

Comes in: what was loaded. Goes out: a PDF, and how long making it took.
"""

import time
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any
from unittest import mock

from jianbao.language import read_language
from jianbao.load import Loaded
from jianbao.markup import render_markdown
from jianbao.model import Issue
from jianbao.outputs import issue_pdf
from jianbao.outputs.issue_pdf import render_issue
from jianbao.typesetting import paper
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

    def given(self) -> dict[str, Any]:
        """Return what WeasyPrint is given: HTML, style sheet, and pictures by their address."""
        found: dict[str, Any] = {}

        def typeset(html: str, *, style: str, pictures: Mapping[str, bytes]) -> paper.Paper:
            addressed = {paper.picture_address(path): content for path, content in pictures.items()}
            found.update(html=html, style=style, pictures=addressed)
            return paper.typeset(html, style=style, pictures=pictures)

        with mock.patch.object(issue_pdf, "typeset", typeset):
            self.make()
        return found

    def times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run."""
        for _ in range(runs):
            begin = time.perf_counter()
            self.make()
            yield time.perf_counter() - begin
