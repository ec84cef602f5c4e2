"""Feeds bodies made by atheris to the judge and the renderer, until one ends in a traceback.

Run: `python tests/fuzz/fuzz_bodies.py -max_total_time=300` (group `fuzz` of pyproject.toml).
"""

import sys

import atheris

with atheris.instrument_imports(include=["jianbao", "markdown"]):
    from jianbao.load.bodies import judge_body
    from jianbao.markup import render_markdown
    from jianbao.markup.allowed import is_allowed


def try_body(data: bytes) -> None:
    """Hold one body against the rules: refused, or rendered as the allow-list has it."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(len(data))
    if not judge_body(text).faults:
        assert is_allowed(render_markdown(text, heading_level=3, anchor="a", footnote_back="x"))


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_body)
    atheris.Fuzz()
