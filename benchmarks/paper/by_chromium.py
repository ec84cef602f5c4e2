"""The bulletin by Chromium, as a page of HTML that is printed.

Comes in: the bulletin. Goes out: a PDF, and how long printing it took: in a running browser, and as a
command of its own.
"""

import base64
import html
import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bulletin import ROOT

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FACES = (
    ("FandolFang R", 400, "FandolFang-Regular.otf", "U+80-10FFFF"),
    ("LXGW WenKai", 400, "LXGWWenKai-Regular.ttf", "U+80-10FFFF"),
    ("Noto Serif SC", 400, "NotoSerifSC-Regular.ttf", ""),
    ("Noto Serif SC", 700, "NotoSerifSC-Bold.ttf", ""),
    ("Noto Serif SC", 900, "NotoSerifSC-Black.ttf", ""),
    ("Noto Sans SC", 500, "NotoSansSC-Medium.ttf", ""),
)
SETTINGS = {
    "preferCSSPageSize": True,
    "printBackground": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}


_PAGE = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body>
<header class="masthead">
<p class="organ">{organ}</p><h1 class="name">{name}</h1><p>{number}</p>
<div class="ends rule"><span>{editor}</span><span>{date}</span></div>
</header>
<nav class="contents"><h2>目录</h2><ol>{entries}</ol></nav>
<main>{sections}</main>
<footer class="colophon">{lists}
<div class="ends"><span>{issuer}</span><span>{issued}</span></div>
<div class="ends"><span>{contact}</span><span>{copies}</span></div>
</footer>
</body></html>
"""


class ByChromium:
    """A browser that runs on, spoken to by its own protocol through two pipes."""

    name = "Chromium"

    def __init__(self, bulletin: Mapping[str, Any], folder: Path) -> None:
        program = (
            shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        )
        if program is None:
            raise SystemExit("Chromium is not installed: apt-get install chromium")
        self.program = program
        said = subprocess.run((program, "--version"), capture_output=True, text=True, check=True).stdout
        self.version = " ".join(said.split()[:2])
        self.page = folder / "bulletin.html"
        self.page.write_text(write_page(bulletin), encoding="utf-8")
        self.folder = folder
        self.numbers = itertools.count(1)
        self.session: str | None = None
        theirs_in, self.to = os.pipe()
        self.back, theirs_out = os.pipe()
        script = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self.process = subprocess.Popen(
            (
                "bash",
                "-c",
                script,
                program,
                *FLAGS,
                "--remote-debugging-pipe",
                f"--user-data-dir={folder / 'user'}",
            ),
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.rest = b""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def make(self) -> bytes:
        """Load the page anew and print it."""
        self._ask("Page.navigate", url=self.page.as_uri())
        self._wait("Page.loadEventFired")
        self._ask("Runtime.evaluate", expression="document.fonts.ready.then(() => 1)", awaitPromise=True)
        return base64.b64decode(self._ask("Page.printToPDF", **SETTINGS)["data"])

    def times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run in the running browser."""
        for _ in range(runs):
            begin = time.perf_counter()
            self.make()
            yield time.perf_counter() - begin

    def command_times(self, runs: int) -> Iterator[float]:
        """Yield the seconds of each run as a command of its own."""
        for run in range(runs):
            begin = time.perf_counter()
            subprocess.run(
                (
                    self.program,
                    *FLAGS,
                    f"--user-data-dir={self.folder / f'user-{run}'}",
                    "--no-pdf-header-footer",
                    f"--print-to-pdf={self.folder / 'command.pdf'}",
                    self.page.as_uri(),
                ),
                check=True,
                capture_output=True,
            )
            yield time.perf_counter() - begin

    def close(self) -> None:
        """End the browser that was started here."""
        self.session = None
        self._ask("Browser.close")
        self.process.wait(timeout=30)
        os.close(self.to)
        os.close(self.back)

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        for answer in self._answers():
            if answer.get("id") == number:
                if "error" in answer:
                    raise SystemExit(f"Chromium refused {method}: {answer['error']}")
                return answer["result"]
        raise SystemExit("Chromium ended")

    def _wait(self, event: str) -> None:
        for answer in self._answers():
            if answer.get("method") == event:
                return

    def _answers(self) -> Iterator[dict[str, Any]]:
        while True:
            message, found, rest = self.rest.partition(b"\0")
            if found:
                self.rest = rest
                yield json.loads(message)
                continue
            piece = os.read(self.back, 1 << 20)
            if not piece:
                return
            self.rest += piece


def write_page(bulletin: Mapping[str, Any]) -> str:
    """Return the bulletin as HTML that carries its style sheet."""
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
        f" src: url({(ROOT / 'fonts' / file).as_uri()});{f' unicode-range: {only}' if only else ''} }}\n"
        for family, weight, file, only in FACES
    )
    style = faces + (Path(__file__).parent / "bulletin.css").read_text(encoding="utf-8")
    entries = "".join(
        f'<li><a href="#a{number}"><span>{_text(item["title"])}</span><span class="dots"></span></a></li>'
        for number, item in enumerate(_items(bulletin))
    )
    numbers = itertools.count()
    sections = "".join(_section(section, numbers) for section in bulletin["sections"])
    lists = "".join(f"<p>{_text(entry)}</p>" for entry in bulletin["lists"])
    facts = {name: _text(value) for name, value in bulletin.items() if isinstance(value, str)}
    return _PAGE.format(style=style, entries=entries, sections=sections, lists=lists, **facts)


def _items(bulletin: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in bulletin["sections"]:
        yield from section["items"]


def _section(section: Mapping[str, Any], numbers: Iterator[int]) -> str:
    heading, level = section["heading"], 2
    head = ""
    if heading:
        head, level = f'<h2 class="section">{_text(heading)}</h2>', 3
    return head + "".join(_article(item, next(numbers), level) for item in section["items"])


def _article(item: Mapping[str, Any], number: int, level: int) -> str:
    subtitle = f'<p class="subtitle">{_text(item["subtitle"])}</p>' if item["subtitle"] else ""
    blocks = "".join(_block(block, level) for block in item["blocks"])
    return (
        f'<article><h{level} class="title" id="a{number}">{_text(item["title"])}</h{level}>{subtitle}{blocks}'
        f'<p class="source">{_text(item["source"])}</p></article>'
    )


def _block(block: Mapping[str, Any], level: int) -> str:
    if block["kind"] == "paragraph":
        return f"<p>{_runs(block['runs'])}</p>"
    if block["kind"] == "heading":
        tag = f"h{level + block['rank']}"
        return f'<{tag} class="{("first", "second")[block["rank"] - 1]}">{_runs(block["runs"])}</{tag}>'
    if block["kind"] == "list":
        tag = "ol" if block["ordered"] else "ul"
        return f"<{tag}>{''.join(f'<li>{_runs(item)}</li>' for item in block['items'])}</{tag}>"
    if block["kind"] == "table":
        head, *rows = (
            "".join(f"<{cell}>{_runs(runs)}</{cell}>" for runs in row)
            for row, cell in zip(block["rows"], itertools.chain(["th"], itertools.repeat("td")), strict=False)
        )
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    width = min(block["width"] / 150 * 72, 442)
    source = (ROOT / block["file"]).as_uri()
    return (
        f'<figure><img src="{source}" alt="{_text(block["alt"])}" style="width:{width:.2f}pt">'
        f"<figcaption>{_text(block['caption'])}</figcaption></figure>"
    )


def _runs(runs: list[Mapping[str, Any]]) -> str:
    return "".join(
        f"<strong>{_text(run['text'])}</strong>" if run.get("bold") else _text(run["text"]) for run in runs
    )


def _text(text: str) -> str:
    return html.escape(text)
