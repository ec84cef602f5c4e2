"""How narrow and how wide texts can be set, which decides how wide the columns of a table become.

Comes in: a text whose narrowest line WeasyPrint asks for, piece by piece. Goes out: the same answer, for
less. WeasyPrint lays out all the rest of a text to find the next place where it may break, which in Chinese
is behind nearly every character; and asks again whenever a page is begun anew.
"""

from typing import Any

from weasyprint.layout import preferred
from weasyprint.text.line_break import get_log_attrs

from jianbao.typesetting.pinned import require_version

_SPLIT_FIRST_LINE = preferred.split_first_line
_WINDOW = 16
"""Characters in which two places to break are looked for at first."""


def install() -> None:
    """Make WeasyPrint measure texts our way; doing so again changes nothing."""
    require_version()
    preferred.split_first_line = _split_first_line


def _split_first_line(  # noqa: PLR0913 (the signature of WeasyPrint)
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    *,
    is_line_start: bool,
    minimum: bool,
) -> tuple[None, None, int | None, float, None, None]:
    """Return where a text's next line begins, in bytes, and how wide the first one is, in pixels."""
    short = _beginning(text, style["lang"]) if max_width == 0 else text
    known: dict[Any, Any] = context.__dict__.setdefault("narrowest_lines", {})
    key = (short, id(style), max_width, justification_spacing, is_line_start)
    if key not in known:
        _, _, resume_at, width, _, _ = _SPLIT_FIRST_LINE(
            short, style, context, max_width, justification_spacing, is_line_start, minimum
        )
        known[key] = (style, resume_at, width)  # with the style, so that no other takes its place in memory
    _, resume_at, width = known[key]
    return None, None, resume_at, width, None, None


def _beginning(text: str, language: str | None) -> str:
    """Return as much of a text as tells where its first line ends: up to the second place to break."""
    length = _WINDOW
    while length < len(text):
        breaks = [
            place for place, mark in enumerate(get_log_attrs(text[:length], language)) if mark.is_line_break
        ]
        inner = [place for place in breaks if 0 < place < length - 1]
        if len(inner) > 1:
            return text[: inner[1] + 1]
        length *= 2
    return text
