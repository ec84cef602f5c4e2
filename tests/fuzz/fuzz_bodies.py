"""Feeds bodies made by atheris to the judge and the renderer, until one ends in a traceback.

Run: `python tests/fuzz/fuzz_bodies.py -max_total_time=3600 -timeout=5 CORPUS`, with the group `fuzz` of
pyproject.toml.
"""

import re
import sys

import atheris
from corpus import TESTS, arguments

with atheris.instrument_imports(include=["jianbao", "markdown"]):
    from jianbao.load.bodies import judge_body
    from jianbao.markup import render_markdown
    from jianbao.markup.allowed import is_allowed

_BODY = re.compile(r"^( *)(?:body|note): [|>][-+]?\n((?:\1  .*\n|\n)+)", re.MULTILINE)


def try_body(data: bytes) -> None:
    """Hold one body against the rules: refused, or rendered as the allow-list has it."""
    text = data.decode("utf-8", "ignore")
    if not judge_body(text).faults:
        assert is_allowed(render_markdown(text, heading_level=3, anchor="a", footnote_back="x"))


def seeds() -> list[bytes]:
    """Return the bodies of all items of the sample and of the faults."""
    files = [*TESTS.parent.glob("content/items/**/*.yml"), *TESTS.glob("faults/**/items/**/*.yml")]
    texts = [file.read_bytes().decode("utf-8", "ignore") for file in sorted(files)]
    return [re.sub(r"(?m)^ +", "", body[2]).encode() for text in texts for body in _BODY.finditer(text)]


if __name__ == "__main__":
    atheris.Setup(arguments(sys.argv, seeds()), try_body)
    atheris.Fuzz()
