"""What WeasyPrint works out again for every box and every page, worked out once.

Comes in: boxes and pages as WeasyPrint styles and measures them. Goes out: the same answers, remembered for
the document. Lengths of boxes follow from their style and what contains them. Right and left, first, blank
and named pages differ in our style sheets; nothing else about a page does. Together that is a fifth of the
time in which an issue is laid out.
"""

from typing import Any

from pydyf import PDF
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, block, inline, page, percent, table
from weasyprint.layout import float as floating

from jianbao.typesetting.pinned import require_version

_RESOLVE = percent.resolve_percentages
_SET_PAGE_STYLES = page.set_page_type_computed_styles
_MISSING = ComputedStyle.__missing__

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")),
)
_OWN_WAY = frozenset({"float", "display", "position", "page"})


def _is_simple(name: str) -> bool:
    """Say whether a property has no other rule than to be inherited or to have its initial value."""
    return not name.startswith(("__", "text_decoration_")) and name not in _OWN_WAY


_INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if _is_simple(name) and name not in INHERITED and name not in INITIAL_NOT_COMPUTED
}
_INHERITED = frozenset(filter(_is_simple, INHERITED))
_LOGICAL = {
    name: (of(block="ttb", inline="ltr"), of(block="ttb", inline="rtl"))
    for name, of in PHYSICAL_FUNCTIONS.items()
}
"""The logical properties that say the same as a physical one, in text that runs to the right or left."""


def install() -> None:
    """Make WeasyPrint remember; doing so again changes nothing."""
    require_version()
    for part in (absolute, block, floating, inline, page, table):
        part.resolve_percentages = _resolve_percentages
    page.set_page_type_computed_styles = _set_page_styles
    ComputedStyle.__missing__ = _missing
    PDF.page_references = property(_page_references)


def _resolve_percentages(box: boxes.Box, containing_block: Any) -> None:
    """Give a box the lengths that its style asks for within what contains it."""
    style = box.style
    if style["border_collapse"] == "collapse":
        _RESOLVE(box, containing_block)
        return
    around = containing_block
    size = (around.width, around.height) if isinstance(around, boxes.Box) else tuple(around)
    known: dict[Any, dict[str, Any]] = style.__dict__.setdefault("resolved", {})
    key = (*size, isinstance(box, boxes.PageBox))
    if key not in known:
        _RESOLVE(box, containing_block)
        known[key] = {name: getattr(box, name) for name in _LENGTHS}
    box.__dict__.update(known[key])


def _set_page_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Set the styles of a page and of the sixteen boxes around its text."""
    kinds: dict[Any, dict[Any, Any]] = style_for.__dict__.setdefault("styles_by_kind_of_page", {})
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    styles = style_for.get_computed_styles()
    if kind not in kinds:
        _SET_PAGE_STYLES(page_type, html, style_for)
        kinds[kind] = {place: style for (of, place), style in styles.items() if of == page_type}
    for place, style in kinds[kind].items():
        styles[page_type, place] = style


def _missing(style: ComputedStyle, name: str) -> Any:
    """Work out a property of a style; most are inherited or have their initial value."""
    cascaded = style.cascaded
    right, left = _LOGICAL.get(name, (name, name))
    if not (name in cascaded or right in cascaded or left in cascaded):
        if name in _INITIAL:
            value = style[name] = _INITIAL[name]
            return value
        if name in _INHERITED and style.parent_style is not None:
            value = style[name] = style.parent_style[name]
            return value
    return _MISSING(style, name)


def _page_references(pdf: PDF) -> tuple[bytes, ...]:
    """Return the references to the pages of a PDF, which every tag asks for."""
    kids = pdf.pages["Kids"]
    if len(kids) != 3 * len(pdf.__dict__.get("references", ())):
        pdf.references = tuple(f"{number} 0 R".encode() for number in kids[::3])
    found: tuple[bytes, ...] = pdf.references
    return found
