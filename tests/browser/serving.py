"""A folder as a website, the way a plain host serves it: below a path, packed, with rules for content."""

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BASE = "/bulletin/"
"""The path below which the site stands, so that no page can rely on standing at the root."""

RULES = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The Content-Security-Policy that docs/website.md recommends."""

_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}


class Served:
    """A folder under way: its address, and what was sent of each file in bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: dict[str, int] = {}
        handler = type("Handler", (_Handler,), {"served": self})
        self.server = _Server(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.address = f"{self.origin}{BASE}"

    def file_of(self, path: str) -> Path:
        """Return the file behind a path; a folder's is its index.html."""
        file = self.folder / path.removeprefix(BASE)
        return file / "index.html" if path.endswith("/") else file


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a folder until the block ends."""
    served = Served(folder)
    thread = threading.Thread(target=served.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.server.shutdown()
        served.server.server_close()
        thread.join()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that goes away in the middle of a file."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Served

    def do_GET(self) -> None:
        """Send a file, or the page that says there is none."""
        path = self.path.partition("?")[0]
        file = self.served.file_of(path)
        found = path.startswith(BASE) and file.is_file()
        file = file if found else self.served.folder / "404.html"
        content = file.read_bytes()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Security-Policy", RULES)
        if file.suffix in _PACKED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.served.sent[path] = self.served.sent.get(path, 0) + len(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
