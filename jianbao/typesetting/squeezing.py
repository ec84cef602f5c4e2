"""Full-width marks without the white that two of them, or one at a line's end, have too much.

Comes in: text as WeasyPrint hands it to Pango. Goes out: the same text in which a mark takes half its width
where another mark stands beside it or its line ends, by the feature `halt` of its font. A font without the
feature is set as it is.

GB/T 15834-2011 5.1.10: a mark at the end of a line takes half its width; CLREQ: so does one beside another.
"""

import re
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from jianbao.typesetting.pinned import require_version

_CLOSING = "，。、；：！？）》〉」』】〕”’"
_OPENING = "（《〈「『【〔“‘"
_BESIDE = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")
_INVISIBLE = re.compile("[\N{ZERO WIDTH SPACE}\N{WORD JOINER}]")
_AT_END = re.compile(f"[{_CLOSING}]$")
_HALT = b"halt=1"

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
    if str(layout.style["lang"] or "").startswith("zh"):
        halved = _halved(layout.text, at_end=ends_line(layout))
        if halved:
            _halve(layout, halved)


def _halved(text: str, *, at_end: bool) -> list[int]:
    """Return the places of the marks to be halved; what is invisible between marks does not part them."""
    places = [place for place, character in enumerate(text) if not _INVISIBLE.match(character)]
    seen = "".join(text[place] for place in places)
    found = [places[match.start()] for match in _BESIDE.finditer(seen)]
    if at_end:
        found += [places[match.start()] for match in _AT_END.finditer(seen)]
    return found


def _halve(layout: Layout, places: list[int]) -> None:
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for place in places:
        attribute = pango.pango_attr_font_features_new(_HALT)
        attribute.start_index = len(layout.text[:place].encode())
        attribute.end_index = attribute.start_index + len(layout.text[place].encode())
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
