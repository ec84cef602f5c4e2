"""The measures of the print package's papers.

Comes in: theme/print/measures.toml. Goes out: where copies are marked, how slips and labels are divided.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from jianbao.typesetting.copies import CopyPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageMeasures:
    """Where copies are marked (mm), and labels: `inset` in mm, sizes of their type in pt."""

    copy: CopyPlace
    label_inset: float
    label_largest: float
    label_least: float


def read_package_measures(theme: Path) -> PackageMeasures:
    """Read the measures."""
    tables = tomllib.loads((theme / "print" / "measures.toml").read_text(encoding="utf-8"))
    head, code, label = tables["head_marks"], tables["copy_code"], tables["label"]
    place = CopyPlace(
        left=head["copy_left"], baseline=head["copy_baseline"], code_top=code["top"], module=code["module"]
    )
    return PackageMeasures(
        copy=place,
        label_inset=label["inset"],
        label_largest=label["largest"],
        label_least=label["least"],
    )
