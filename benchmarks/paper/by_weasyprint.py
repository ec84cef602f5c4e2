"""WeasyPrint as it comes, with the HTML, the style sheet and the pictures that this project gives it.

Comes in: what this project makes the bulletin of. Goes out: how long making takes where nothing is put in the
place of WeasyPrint's own. That can be told only in a process of its own.
"""

import base64
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class ByWeasyPrint:
    """A process that keeps its fonts and the style sheet; it makes PDF/A-2a, with tags."""

    name = "WeasyPrint alone"

    def __init__(self, given: Mapping[str, Any], folder: Path) -> None:
        pictures = {
            address: base64.b64encode(content).decode() for address, content in given["pictures"].items()
        }
        file = folder / "weasyprint.json"
        file.write_text(json.dumps({**given, "pictures": pictures}), encoding="utf-8")
        command = [sys.executable, "-P", __file__, str(file)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run."""
        if self.process.stdin is None or self.process.stdout is None:
            raise SystemExit("WeasyPrint's process has no ends")
        for _ in range(runs):
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            yield float(self.process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def main() -> None:
    """Make the bulletin once for each line that comes in, and say how many seconds it took."""
    import logging  # noqa: PLC0415 (of the other process)

    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    logging.disable()
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    pictures = {address: base64.b64decode(content) for address, content in given["pictures"].items()}

    class Pictures(URLFetcher):
        """The pictures that were handed over."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (its signature)
            return URLFetcherResponse(url, pictures[url], {"Content-Type": "application/octet-stream"})

    fonts, sheet = FontConfiguration(), CSS(string=given["style"])
    for _ in sys.stdin:
        begin = time.perf_counter()
        document = HTML(string=given["html"], base_url="content:///", url_fetcher=Pictures())
        document.write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-2a", pdf_tags=True, dpi=300
        )
        sys.stdout.write(f"{time.perf_counter() - begin}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
