"""The typesetter fetches nothing, draws nothing no font has, and lets no warning pass (checks 4, 12, 16)."""

import io
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import paper_reading
import pikepdf
import pytest
from hostile import ITEM, TEXT, content_in, outcome, write
from trust_figures import Leave

from jianbao.diagnostics import ContentFault, EnvironmentFault
from jianbao.load import read_publication
from jianbao.typesetting.paper import picture_address, typeset
from jianbao.workshop import Workshop

STYLE = 'html { font-family: "Noto Serif SC" }'
CANARY = b"canary-of-another-folder"

# {} is an address that must not be asked for: of this machine's network, or of a file
VECTORS: dict[str, str] = {
    "a picture": '<img alt="x" src="{}">',
    "a picture of several sizes": '<img alt="x" srcset="{} 2x">',
    "a style sheet": '<link rel="stylesheet" href="{}">',
    "an import": "<style>@import url({});</style>",
    "an import in quotation marks": "<style>@import '{}';</style>",
    "a background": '<p style="background: url({})">x</p>',
    "a mark of a list": "<ul style=\"list-style-image: url('{}')\"><li>x</li></ul>",
    "generated content": "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    "a font": "<style>@font-face {{ font-family: y; src: url({}) }} p {{ font-family: y }}</style><p>x</p>",
    "an object": '<object data="{}">x</object>',
    "an embedded thing": '<embed src="{}">',
    "a drawing with a picture": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9"/></svg>',
    "a drawing that uses another": '<svg xmlns="http://www.w3.org/2000/svg"><use href="{}#a"/></svg>',
    "an attachment": '<link rel="attachment" href="{}">',
    "an attached link": '<a rel="attachment" href="{}">x</a>',
    "a base": '<base href="{}"><img alt="x" src="a.png">',
    "a frame": '<iframe src="{}"></iframe>',
    "a drawing as data": (
        '<img alt="x" src="data:image/svg+xml,'
        "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{}'/%3E%3C/svg%3E\">"
    ),
}


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine; yield an address, and who asked."""
    asked: list[str] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    caller, who = server.accept()
                    asked.append(str(who))
                    caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x.png", asked
        server.shutdown(socket.SHUT_RDWR)


def page(body: str) -> str:
    return f'<html lang="zh-CN"><head><title>T</title></head><body><p>x</p>{body}</body></html>'


def holds(content: bytes, foreign: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        return bool(pdf.attachments) or any(foreign in data for data in (content, *streams))


@pytest.mark.check(4)
def test_nothing_makes_the_typesetter_fetch(tmp_path: Path, leave: Leave) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(CANARY)
    refused = 0
    with listening() as (address, asked):
        for name, vector in VECTORS.items():
            for target in (address, canary.as_uri()):
                try:
                    paper = typeset(page(vector.format(target)), style=STYLE, pictures={})
                except EnvironmentFault:
                    refused += 1
                else:
                    assert not holds(paper.content, CANARY), (name, target)
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2].partition("/")[0]))):
            pass
        while not asked:
            pass
        assert len(asked) == 1, "the test's own call alone was heard"
    assert refused > len(VECTORS), "most are refused, the others are left alone"
    of = 2 * len(VECTORS)
    leave(f"{refused} of {of} end the typesetting, {of - refused} are not followed: 0 requests, 0 bytes")


@pytest.mark.check(4)
def test_what_would_fetch_is_refused_in_a_body(tmp_path: Path, leave: Leave) -> None:
    for number, (name, vector) in enumerate(VECTORS.items()):
        body = vector.format("http://127.0.0.1:1/x.png")
        found = outcome(tmp_path / str(number), write(ITEM, f"{TEXT}\n  {body}\n"))
        assert found.is_refused, name
        assert "raw HTML" in found.said, name
    leave(f"{len(VECTORS)} of {len(VECTORS)} refused in bodies")


UNAVAILABLE = "\U00030000\U0001f642\U00013000\U0001d11e\u16a0\U00012000"


@pytest.mark.check(12)
def test_characters_that_no_font_has_are_refused_with_their_code_points(tmp_path: Path, leave: Leave) -> None:
    glyphs = Workshop.here().glyphs()
    for character in UNAVAILABLE:
        content = content_in(tmp_path / f"{ord(character):04X}")
        write(ITEM, TEXT.replace("书籍送到", f"书籍{character}送到", 1))(content)
        with pytest.raises(ContentFault, match=rf"{ITEM}:1:\d+: .*U\+{ord(character):04X} .*fonts; "):
            read_publication(content, glyphs=glyphs)
    leave(f"{len(UNAVAILABLE)} of {len(UNAVAILABLE)} refused")


@pytest.mark.check(12)
def test_a_font_that_was_taken_away_is_a_fault_of_the_environment(tmp_path: Path, leave: Leave) -> None:
    here = Workshop.here()
    away = here.faces[0].file
    for face in here.faces:
        if face.file != away:
            (tmp_path / face.file).parent.mkdir(parents=True, exist_ok=True)
            os.link(here.fonts / face.file, tmp_path / face.file)
    with pytest.raises(EnvironmentFault, match=away.rpartition("/")[2]) as raised:
        replace(here, fonts=tmp_path, cache=tmp_path / "cache").lay_out_fonts()
    assert raised.value.exit_code == 3
    leave("a font taken away: exit 3, and named")


WARNINGS: dict[str, Callable[[], object]] = {
    "a property that does not exist": lambda: typeset(page(""), style="p { colour: red }", pictures={}),
    "a picture that is not there": lambda: typeset(
        page(f'<img alt="x" src="{picture_address("a.png")}">'), style=STYLE, pictures={}
    ),
    "a picture that is none": lambda: typeset(
        page(f'<img alt="x" src="{picture_address("a.png")}">'), style=STYLE, pictures={"a.png": b"none"}
    ),
    "a glyph that is missing": lambda: typeset(page("<p>\U0001f642</p>"), style=STYLE, pictures={}),
    "a selector that means nothing": lambda: typeset(page(""), style="p::: { color: red }", pictures={}),
}


@pytest.mark.check(16)
def test_each_warning_of_the_typesetter_fails_the_build(leave: Leave) -> None:
    assert typeset(page(""), style=STYLE, pictures={"a.png": paper_reading.a_png(4, 3)}).page_count == 1
    for warned in WARNINGS.values():
        with pytest.raises(EnvironmentFault, match="could not be set"):
            warned()
    leave(f"{len(WARNINGS)} of {len(WARNINGS)} fail it")
