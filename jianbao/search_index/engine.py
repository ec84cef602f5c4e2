"""The one door to Pagefind, which spreads an index over many small files.

Comes in: documents of tokens, in order. Goes out: the files of the index. Pagefind runs as a program of its
own and is spoken to over its standard input and output, one message after the other: its order of pages is
the order in which they were given, and nothing else of its work depends on folders, threads or time.
https://pagefind.app/docs/node-api/ tells of the same service.
"""

import base64
import gzip
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import zopfli.gzip as zopfli

from jianbao.artifact import Artifact
from jianbao.diagnostics import EnvironmentFault
from jianbao.search_index.tokens import EACH

_LANGUAGE = "und"
"""A language of which Pagefind knows neither words nor stems: tokens are taken as they are given."""

_CONFIG = {"force_language": _LANGUAGE, "include_characters": EACH}

_CHUNK_SIZE = "3000"
"""How many places of tokens a file of the index holds: a query loads one file for every two characters."""

_SHIPPED = ("pagefind.js", "pagefind-entry.json", "wasm.*.pagefind", "*.pf_meta", "index/*", "fragment/*")
"""What a search loads; Pagefind's own search forms stay behind."""

_LOADED_ALWAYS = ("*.pf_meta", "wasm.*.pagefind")
_LARGE = 1000
"""Of an archive of so many records, what every search loads is packed once more, as tight as gzip can be."""

_REMEDY = "delete .venv, then run `python3 build.py`: it installs Pagefind anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record as Pagefind gets it: tokens set apart by spaces, and a date to be shown with it."""

    url: str
    content: str
    date: str


def engine_version() -> str:
    """Return Pagefind's version.

    Raises:
        EnvironmentFault: it is not installed.
    """
    try:
        return version("pagefind-bin")
    except PackageNotFoundError as error:
        raise EnvironmentFault(f"Pagefind is not installed; {_REMEDY}") from error


def write_index(documents: Sequence[Document], folder: str, done: Callable[[str], None]) -> list[Artifact]:
    """Return the files of an index, below `folder`; `done` is told each document's address.

    Raises:
        EnvironmentFault: Pagefind is missing, does not run here, or fails.
    """
    with tempfile.TemporaryDirectory(prefix="jianbao-search-") as own, _Service(Path(own)) as service:
        index = service.ask(type="NewIndex", config=_CONFIG)["index_id"]
        for document in documents:
            service.ask(
                type="AddRecord",
                index_id=index,
                url=document.url,
                content=document.content,
                language=_LANGUAGE,
                meta={"date": document.date},  # a filter would be written in another order each time
            )
            done(document.url)
        # Files that the service writes itself may not be whole yet when it says so.
        made = service.ask(type="GetFiles", index_id=index)["files"]
    large = len(documents) >= _LARGE
    files = {file["path"]: base64.b64decode(file["content"]) for file in made if _is(file["path"], _SHIPPED)}
    return [
        Artifact(f"{folder}/{path}", _tight(content) if large and _is(path, _LOADED_ALWAYS) else content)
        for path, content in sorted(files.items())
    ]


def _is(path: str, kinds: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, kind) for kind in kinds)


def _tight(packed: bytes) -> bytes:
    tight: bytes = zopfli.compress(gzip.decompress(packed))
    return tight


class _Service:
    """Pagefind at work, until the block ends."""

    def __init__(self, folder: Path) -> None:
        from pagefind_bin import get_executable  # noqa: PLC0415 (a check of content needs no search)

        # What Pagefind would read from the environment and from files beside it is no input of ours.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = _CHUNK_SIZE
        self._said = (folder / "said").open("w+b")
        try:
            self._process = subprocess.Popen(
                [get_executable(), "--service"],
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                bufsize=0,
            )
        except OSError as error:
            self._said.close()
            raise EnvironmentFault(f"Pagefind does not run: {error}; {_REMEDY}") from error

    def __enter__(self) -> "_Service":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def ask(self, **payload: Any) -> dict[str, Any]:
        """Send a message and return what is answered; a message ends with a comma."""
        assert self._process.stdin
        message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode()) + b","
        with suppress(BrokenPipeError):
            self._process.stdin.write(message)
            self._process.stdin.flush()
        answer = self._answer()
        if answer["type"] == "Error":
            raise EnvironmentFault(f"Pagefind failed: {answer['message']}; {_REMEDY}")
        return answer

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        received = bytearray()
        while not received.endswith(b","):
            piece = os.read(self._process.stdout.fileno(), 65536)
            if not piece:
                code = self._process.wait()
                self._said.seek(0)
                said = self._said.read().decode(errors="replace").strip().splitlines()
                raise EnvironmentFault("\n".join([f"Pagefind ended with {code}; {_REMEDY}", *said[-5:]]))
            received += piece
        answer: dict[str, Any] = json.loads(base64.b64decode(received[:-1]))["payload"]
        return answer
