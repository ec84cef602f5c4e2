"""What YAML's parser complains of, in editors' words.

Comes in: the parser's problem and the context in which it met it. Goes out: what is wrong, what to do,
and whether that stands where the context began (a bracket that is never closed) or where the parser gave up.
"""

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
        "this `[` is not closed, or a comma is missing after it",
        "add what is missing, or quote a text that begins with `[`",
        at_context=True,
    ),
    "did not find expected ',' or '}'": Complaint(
        "this `{` is not closed, or a comma is missing after it",
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
_UNCLOSED_QUOTE = Complaint(
    "this quotation mark is not closed", "add the one that closes the text", at_context=True
)


def explain(problem: str, context: str) -> Complaint:
    """Return what the parser's words mean for the person who wrote the file."""
    if context == "while scanning a quoted scalar" and problem == "found unexpected end of stream":
        return _UNCLOSED_QUOTE
    known = _BY_PROBLEM.get(problem)
    return known or Complaint(f"this is not valid YAML: {problem}", "check indentation, quotes and colons")
