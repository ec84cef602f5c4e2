"""Full-width marks without the white that two of them, or one at a line's end, have too much.

This is for lines that WeasyPrint breaks; paragraphs that are set flush are `composing`'s.

Comes in: text as WeasyPrint hands it to Pango. Goes out: the same text in which a mark takes half its width
where another mark stands beside it or its line ends, by the feature `halt` of its font. A font without the
feature is set as it is.

Where Han and Latin meet, the sign that guides breaks there is as wide as a quarter-em, and stays out of the
text.

GB/T 15834-2011 5.1.10: a mark at the end of a line takes half its width; CLREQ: so does one beside another.
"""

import re
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from jianbao.typesetting.pinned import require_version

_CLOSING = "，。、；：！？）》〉」』】〕”’"
_OPENING = "（《〈「『【〔“‘"
_BESIDE = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")
_INVISIBLE = re.compile("[\N{ZERO WIDTH SPACE}\N{WORD JOINER}]")
_AT_END = re.compile(f"[{_CLOSING}]$")
_HALT = b"halt=1"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff%‰"
_SIGN = "[\N{ZERO WIDTH SPACE}\N{WORD JOINER}]"
_MEETING = re.compile(f"(?<=[{_HAN}]){_SIGN}(?=[{_LATIN}])|(?<=[{_LATIN}]){_SIGN}(?=[{_HAN}])")
_QUARTER = 0.25
"""Ems between Han and Latin letters or digits: CLREQ, at most a quarter."""

# not among those that WeasyPrint declares
ffi.cdef("PangoAttribute * pango_attr_shape_new (const PangoRectangle *ink, const PangoRectangle *logical);")

_SET_TEXT = Layout.set_text
_FIRST_LINE_METRICS = line_break.first_line_metrics


def install() -> None:
    """Make WeasyPrint set marks our way; doing so again changes nothing."""
    require_version()
    Layout.set_text = _set_text
    line_break.first_line_metrics = _first_line_metrics


def ends_line(layout: Layout) -> bool:
    """Say whether a layout's text is known to end its line."""
    return bool(getattr(layout, "ends_line", False))


def _first_line_metrics(
    first_line: Any, text: str, layout: Layout, resume_at: int | None, *rest: Any, **options: Any
) -> Any:
    """Measure a line as WeasyPrint does, in the knowledge that text which goes on below ends it."""
    layout.ends_line = bool(resume_at) and not options.get("hyphenated", False)
    return _FIRST_LINE_METRICS(first_line, text, layout, resume_at, *rest, **options)


def _set_text(layout: Layout, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 (its signature)
    """Set a layout's text as WeasyPrint does, then halve the marks that are to be halved."""
    _SET_TEXT(layout, text, justify)
    if getattr(layout, "squeezes", True) and str(layout.style["lang"] or "").startswith("zh"):
        halved = _halved(layout.text, at_end=ends_line(layout))
        meeting = [match.start() for match in _MEETING.finditer(layout.text)]
        if halved or meeting:
            _change(layout, halved, meeting)


def _halved(text: str, *, at_end: bool) -> list[int]:
    """Return the places of the marks to be halved; what is invisible between marks does not part them."""
    places = [place for place, character in enumerate(text) if not _INVISIBLE.match(character)]
    seen = "".join(text[place] for place in places)
    found = [places[match.start()] for match in _BESIDE.finditer(seen)]
    if at_end:
        found += [places[match.start()] for match in _AT_END.finditer(seen)]
    return found


def _change(layout: Layout, halved: list[int], meeting: list[int]) -> None:
    """Halve the marks at some places of a text, and give the signs at others a quarter-em."""
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for place in halved:
        _add(attributes, pango.pango_attr_font_features_new(_HALT), layout.text, place)
    box = ffi.new("PangoRectangle *")
    box.width = round(_QUARTER * layout.style["font_size"] * TO_UNITS)
    for place in meeting:
        _add(attributes, pango.pango_attr_shape_new(box, box), layout.text, place)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _add(attributes: Any, attribute: Any, text: str, place: int) -> None:
    attribute.start_index = len(text[:place].encode())
    attribute.end_index = attribute.start_index + len(text[place].encode())
    pango.pango_attr_list_insert(attributes, attribute)


class PlainLayout(Layout):  # type: ignore[misc]  # the library has no types
    """A line of text all of whose marks have their full width."""

    squeezes = False
