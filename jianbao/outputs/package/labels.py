"""Address labels on sheets that shops sell, beginning at the first label that is still there.

Comes in: a `Dispatch` and a `LabelSheet`. Goes out: a PDF with a label for each recipient, by route and
number: postcode and route, address, name, contact, and which copies go there. Where no address is known, name
and route say where it goes. A text that is too long for its label is set smaller, never cut.
"""

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jianbao.diagnostics import UsageFault
from jianbao.model import Holding, Recipient
from jianbao.outputs.package.dispatch import Dispatch, set_paper
from jianbao.typesetting.package_measures import PackageMeasures, read_package_measures
from jianbao.typesetting.reading import WrittenPage, as_seen
from jianbao.typesetting.stylesheet import MILLIMETRE
from jianbao.typesetting.titles import width_in_ems

_STEP = 0.25
"""Points by which a text is set smaller until it fits."""
_ROUNDS = 40
_SHOWN = 24
"""How many characters of a name a fault shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """A sheet of labels; measures in mm from its top left corner, as labels.toml of the theme explains."""

    name: str
    also: tuple[str, ...]
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def count(self) -> int:
        """The labels of a sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Return the top left corner of a label; they count from 0, row by row."""
        row, column = divmod(place, self.columns)
        return round(self.left + column * self.across, 3), round(self.top + row * self.down, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelText:
    """What stands on a label."""

    name: str
    which: str
    postcode: str = ""
    route: str = ""
    address: str = ""
    contact: str = ""

    @property
    def lines(self) -> tuple[tuple[str, float, float], ...]:
        """The texts, with their size and what they take of a line's height, in ems of the label's type."""
        given = (
            (self.postcode + self.route, 1.0, 1.25),
            (self.address, 1.0, 1.25),
            (self.name, 1.2, 1.2),
            (self.contact, 1.0, 1.25),
            (self.which, 0.68, 1.25),
        )
        return tuple(line for line in given if line[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label in its place (mm) with the size of its type (pt)."""

    page: int
    left: float
    top: float
    width: float
    height: float
    size: float
    text: LabelText


def read_label_sheets(theme: Path) -> tuple[LabelSheet, ...]:
    """Read the sheets that are known by name."""
    tables = tomllib.loads((theme / "print" / "package" / "labels.toml").read_text(encoding="utf-8"))
    return tuple(LabelSheet(**{**facts, "also": tuple(facts.get("also", ()))}) for facts in tables["sheet"])


def sheet_named(name: str, theme: Path) -> LabelSheet:
    """Return a sheet of labels by its name.

    Raises:
        UsageFault: none is called so; says which there are.
    """
    sheets = read_label_sheets(theme)
    for sheet in sheets:
        if name.lower() in (sheet.name, *sheet.also):
            return sheet
    known = ", ".join(sheet.name for sheet in sheets)
    raise UsageFault(f"there are no labels {name}; known are {known} (theme/print/package/labels.toml)")


def render_labels(dispatch: Dispatch, sheet: LabelSheet, theme: Path, *, first: int = 1) -> bytes:
    """Set the labels, on the first sheet from label number `first` on; labels of a sheet count from 1.

    Raises:
        UsageFault: a text does not fit on a label.
    """
    measures = read_package_measures(theme)
    labels = tuple(_labels(dispatch, sheet, measures, first - 1))
    for _ in range(_ROUNDS):
        paper, written = set_paper("labels.html", dispatch, theme, pages=_by_page(labels))
        full = {place for place, label in enumerate(labels) if not _holds(label, written.pages[label.page])}
        if not full:
            return paper.content
        labels = tuple(
            _smaller(label, sheet, measures) if place in full else label for place, label in enumerate(labels)
        )
    raise UsageFault(f"the labels do not fit on {sheet.name}; choose larger ones with --labels")


def text_of(dispatch: Dispatch, holding: Holding, recipient: Recipient) -> LabelText:
    """Return what stands on a recipient's label."""
    label = dispatch.language
    return LabelText(
        name=recipient.name,
        postcode=recipient.postcode or "",
        route=recipient.route or "",
        address=recipient.address or "",
        contact=label("label_contact", contact=recipient.contact) if recipient.contact else "",
        which=label(
            "label_copies", issue=dispatch.name, numbers=dispatch.numbers(holding), copies=holding.copies
        ),
    )


def _labels(
    dispatch: Dispatch, sheet: LabelSheet, measures: PackageMeasures, skipped: int
) -> Iterator[Label]:
    holdings = [holding for _, found in dispatch.allotment.routes for holding in found]
    inset = measures.label_inset
    width, height = sheet.width - 2 * inset, sheet.height - 2 * inset
    for number, holding in enumerate(holdings, skipped):
        page, place = divmod(number, sheet.count)
        left, top = sheet.corner(place)
        if holding.recipient:
            text = text_of(dispatch, holding, holding.recipient)
            yield Label(
                page=page,
                left=round(left + inset, 3),
                top=round(top + inset, 3),
                width=round(width, 3),
                height=round(height, 3),
                size=_first_size(text, width, height, measures),
                text=text,
            )


def _by_page(labels: Sequence[Label]) -> tuple[tuple[Label, ...], ...]:
    """Return the labels sheet by sheet; without any there is still one sheet."""
    count = max((label.page for label in labels), default=0) + 1
    return tuple(tuple(label for label in labels if label.page == page) for page in range(count))


def _first_size(text: LabelText, width: float, height: float, measures: PackageMeasures) -> float:
    """Return the largest size at which a text should fit, as far as can be told before it is set."""
    steps = int((measures.label_largest - measures.label_least) / _STEP)
    for step in range(steps):
        size = measures.label_largest - step * _STEP
        room = width * MILLIMETRE / size
        taken = sum(
            math.ceil(width_in_ems(line) * share / room) * share * lead for line, share, lead in text.lines
        )
        gaps = 0.35 * (len(text.lines) - 1)
        if (taken + gaps) * size <= height * MILLIMETRE:
            return size
    return measures.label_least


def _smaller(label: Label, sheet: LabelSheet, measures: PackageMeasures) -> Label:
    size = label.size - _STEP
    if size < measures.label_least:
        name = label.text.name
        who = name if len(name) <= _SHOWN else name[:_SHOWN] + "…"
        raise UsageFault(f"the label of {who} does not fit on {sheet.name}; choose larger ones with --labels")
    return replace(label, size=size)


def _holds(label: Label, page: WrittenPage) -> bool:
    """Say whether a page has all of a label's text where the label is."""
    inside = "".join(
        text
        for baseline, left, text in page.texts
        if label.left - 0.5 <= left <= label.left + label.width
        and label.top <= baseline <= label.top + label.height
    )
    seen = as_seen(inside)
    return all(as_seen(text) in seen for text, _, _ in label.text.lines)
