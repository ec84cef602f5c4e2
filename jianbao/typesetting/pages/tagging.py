"""What WeasyPrint tags otherwise than PDF/UA-1 has it: links, and what stands in the margins.

Comes in: boxes as WeasyPrint is about to draw, tag and link them. Goes out: one link for each link, and page
numbers and marks as artifacts, which no reader reads out.

WeasyPrint lets whatever stands in a link be a link once more: bold words and pictures get annotations that
are tagged as text or figure (ISO 14289-1, 7.18.5 forbids it); the link itself covers them. The number of a
note takes no room in its line, so that its link would be a stroke that nobody hits. Text in the margins
gets tags that hang on nothing; it is no content (ISO 14289-1, 7.8).
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pydyf
from weasyprint import anchors, document
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from jianbao.typesetting.pinned import require_version

_GATHER = anchors.gather_anchors
_HIT_AREA = boxes.InlineBox.hit_area
_MARKED = Stream.marked
_BUILD = tags._build_box_tree


def install() -> None:
    """Make WeasyPrint tag our way; doing so again changes nothing."""
    require_version()
    anchors.gather_anchors = document.gather_anchors = _gather_anchors
    boxes.InlineBox.hit_area = _hit_area
    Stream.marked = _marked
    tags._build_box_tree = _build_box_tree


def _gather_anchors(box: boxes.Box, *found_and_around: Any) -> None:
    """Note a box's links, bookmarks and anchors as WeasyPrint does, but not the link of the box around it."""
    _GATHER(box, *found_and_around[:6])


def _hit_area(box: boxes.InlineBox) -> tuple[float, float, float, float]:
    """Return where an inline box is clicked, as (left, top, width, height): no less high than its type."""
    left, top, width, height = _HIT_AREA(box)
    lacking = max(0.0, box.style["font_size"] - height)
    return left, top - lacking / 2, width, height + lacking


def _marked(stream: Stream, box: boxes.Box, tag: str) -> AbstractContextManager[None]:
    """Mark what is drawn for a box as content, or as an artifact in a margin: there it is of no element."""
    found: AbstractContextManager[None] = (_in_margin if box.element is None else _MARKED)(stream, box, tag)
    return found


@contextmanager
def _in_margin(stream: Stream, box: boxes.Box, tag: str) -> Iterator[None]:  # noqa: ARG001
    """Mark what stands in a margin as the running head or foot of its page."""
    page_height = stream.page_rectangle[3]
    kind = "/Header" if box.position_y < page_height / 2 else "/Footer"
    stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination", "Subtype": kind}))
    yield
    stream.end_marked_content()


def _build_box_tree(box: boxes.Box, *rest: Any) -> Iterator[Any]:
    """Yield the tags of a box; what stands in a margin has none."""
    if not isinstance(box, boxes.MarginBox):
        yield from _BUILD(box, *rest)
