"""What YAML's parser complains of, in editors' words.

Comes in: the parser's problem and the context in which it met it. Goes out: what is wrong, what to do,
and whether that stands where the context began (a bracket that is never closed) or where the parser gave up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong and what to do; `at_context`: it stands where the parser's context began."""

    message: str
    hint: str
    at_context: bool = False


_INDENTED = Complaint(
    "this line is indented otherwise than those it belongs to", "let keys and dashes of one level begin alike"
)
_SIGN = Complaint("no text can begin with this sign", "quote the text", at_context=True)
_BY_PROBLEM = {
    "did not find expected ',' or ']'": Complaint(
        "this `[` is not closed, or a plain comma is missing after it",
        "add what is missing, or quote a text that begins with `[`",
        at_context=True,
    ),
    "did not find expected ',' or '}'": Complaint(
        "this `{` is not closed, or a plain comma is missing after it",
        "add what is missing, or quote a text that begins with `{`",
        at_context=True,
    ),
    "mapping values are not allowed in this context": Complaint(
        "a colon stands where no key can be",
        "quote a text that has `: ` in it, and let keys of one level begin alike",
    ),
    "found character that cannot start any token": _SIGN,
    "did not find expected alphabetic or numeric character": _SIGN,
    "did not find expected key": _INDENTED,
    "did not find expected '-' indicator": _INDENTED,
    "did not find expected <document start>": _INDENTED,
    "could not find expected ':'": Complaint(
        "this line is neither `key: value` nor part of a text",
        "put a colon and a space after the key, or indent the text",
        at_context=True,
    ),
    "found unknown escape character": Complaint(
        r"`\` stands in double quotes", r"write `\\`, or use single quotes"
    ),
}
_BLOCK_SIGN = Complaint(
    "a text begins on the line of its `|` or `>`",
    "begin it on the next line, or quote a text that begins with this sign",
)
_LIST_BEHIND_KEY = Complaint(
    "a list cannot begin behind its key", "begin it on the next line, or quote a text that begins with `- `"
)
_BY_PROBLEM |= {
    "did not find expected comment or line break": _BLOCK_SIGN,
    "block sequence entries are not allowed in this context": _LIST_BEHIND_KEY,
}
_UNCLOSED_QUOTE = Complaint(
    "this quotation mark is not closed", "add the one that closes the text", at_context=True
)


def explain(problem: str, context: str) -> Complaint:
    """Return what the parser's words mean for the person who wrote the file."""
    if context == "while scanning a quoted scalar" and problem == "found unexpected end of stream":
        return _UNCLOSED_QUOTE
    known = _BY_PROBLEM.get(problem)
    return known or Complaint(f"this is not valid YAML: {problem}", "check indentation, quotes and colons")


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the pen that the parser stumbles over further on; line and column count from 0."""

    line: int
    column: int
    complaint: Complaint


_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_]+)(：|:(?=[\u00a0\u3000])|:(?=[^\s/:]))")
_GOES_ON = re.compile(r"""\s*(?:- +)*[A-Za-z_]+: +(?:"[^"]*"|'[^']*'|\[[^]]*\]|\{[^}]*\})\s*(?=[^\s#])""")


_DASH = re.compile(r"\s*-(?=[^\s-])")
_CONFLICT = re.compile(r"<{7} |>{7} ")
_OPEN_TEXT = re.compile(r"""(\s*(?:- +)*)(body|note):(?=\s*(?:[^\s|>"']|$))""")


def find_slip(lines: Sequence[str], number: int, context: int) -> Slip | None:
    """Return the slip on the line of the parser's context, where it gave up, or on the last before it.

    Where git left a conflict, or a text of several lines has no sign, that is the slip.
    """
    for line, written in enumerate(lines):
        if _CONFLICT.match(written):
            hint = "keep what is right of the two, and take out the lines of `<<<<<<<`, `=======`, `>>>>>>>`"
            return Slip(line, 0, Complaint("git found a conflict here, and left both versions", hint))
    before = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    for line in (context, number, before):
        written = lines[line] if line < len(lines) else ""
        key = _KEY.match(written)
        if key:
            return Slip(line, key.start(2), explain_key(written[key.start(1) :]))
        dash = _DASH.match(written) if line == context else None
        if dash:
            message = "a space is missing after the `-` of a list"
            return Slip(line, dash.end(), Complaint(message, "write `- …`, with a plain space"))
        goes_on = _GOES_ON.match(written)
        if goes_on:
            message = f"the text goes on behind its `{written[: goes_on.end()].rstrip()[-1]}`"
            hint = """quote the whole text, with "…" or '…'"""
            return Slip(line, goes_on.end(), Complaint(message, hint))
    return _text_without_sign(lines, number, context)


def _text_without_sign(lines: Sequence[str], number: int, context: int) -> Slip | None:
    """Return the slip where the parser gave up within a text of several lines that has no `|`."""
    for line in range(min(number, len(lines) - 1), -1, -1):
        key = _OPEN_TEXT.match(lines[line])
        if key is None:
            continue
        stumbled = context if context > line else number
        below = [written for written in lines[line + 1 : stumbled + 1] if written.strip()]
        if below and all(len(written) - len(written.lstrip(" ")) > key.end(1) for written in below):
            message = f"the text of `{key[2]}` is read as keys and comments, for `|` is missing"
            hint = f"write `{key[2]}: |`, and the text below it, indented"
            return Slip(line, key.end(), Complaint(message, hint))
        return None
    return None


def grown_together(key: object) -> bool:
    """Say whether a key has its value in it, as in `{file：a.png}`."""
    return isinstance(key, str) and bool(_KEY.match(key))


def explain_key(written: str) -> Complaint:
    """Return what is wrong with a key that has grown together with its value."""
    key, rest = re.split(r"(?=[：:])", written, maxsplit=1)
    if rest.startswith("："):
        message = f"a full-width colon stands after `{key}`"
    elif rest.startswith((":\u00a0", ":\u3000")):
        message = f"the space after `{key}:` is no plain one"
    else:
        message = f"a space is missing after `{key}:`"
    return Complaint(message, f"write `{key}: …`, with a plain colon and a plain space")
