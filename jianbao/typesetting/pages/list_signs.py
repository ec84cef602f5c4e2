"""Signs of list items, drawn where they stand.

Comes in: a block that WeasyPrint is about to arrange for drawing. Goes out: the same, with the sign of a list
item as its first line or block. WeasyPrint draws signs as it does all that is positioned, after everything
else on the page: whoever copies a text that goes on overleaf finds the numbers of all lists in its midst.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import stacking
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from jianbao.typesetting.pinned import require_version

_DISPATCH_CHILDREN = stacking._dispatch_children


def install() -> None:
    """Make WeasyPrint draw signs our way; doing so again changes nothing."""
    require_version()
    stacking._dispatch_children = _dispatch_children


def _dispatch_children(box: boxes.Box, *rest: Any) -> boxes.Box:
    """Arrange what a box holds for drawing; signs as part of it."""
    if isinstance(box, boxes.ParentBox) and any(map(_is_sign, box.children)):
        box = box.copy_with_children(list(_with_signs(box.children)))
    return _DISPATCH_CHILDREN(box, *rest)


def _is_sign(box: Any) -> bool:
    return isinstance(box, AbsolutePlaceholder) and bool(box._box.is_outside_marker)


def _with_signs(children: list[Any]) -> Iterator[boxes.Box]:
    """Yield children of a list item: a sign before lines as a line, and before blocks as a block."""
    before_lines = isinstance(children[-1], boxes.LineBox)
    for child in children:
        if not _is_sign(child):
            yield child
        elif before_lines:
            yield from child._box.children
        else:
            sign = child._box.copy()
            sign.style = sign.style.copy()
            sign.style["position"] = "static"
            yield sign
