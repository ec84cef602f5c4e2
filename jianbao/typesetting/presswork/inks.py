"""Colours of the screen become inks of the press.

Comes in: a page's content stream in RGB, and which inks each colour of the papers stands for. Goes out:
the same stream in DeviceCMYK. Grey becomes black ink alone, so that no text is made of four inks that must
meet; a colour without inks is a fault, not a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pikepdf

from jianbao.diagnostics import EnvironmentFault

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black in per cent."""

_FILL, _STROKE = "rg", "RG"
_IN_CMYK = {_FILL: "k", _STROKE: "K"}
_TAGS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_OTHER_COLOURS = frozenset({"cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri", "k", "K", "g", "G"})


@dataclass(frozen=True, slots=True)
class InkTable:
    """The inks of each colour, which is written as CSS writes it: #rrggbb."""

    inks_of: Mapping[str, Inks]

    def of(self, red: float, green: float, blue: float) -> Inks:
        """Return the inks of a colour whose parts go from 0 to 1.

        Raises:
            EnvironmentFault: nobody has said with which inks it is printed.
        """
        parts = [round(float(part) * 255) for part in (red, green, blue)]
        colour = "#" + "".join(f"{part:02x}" for part in parts)
        if colour in self.inks_of:
            return self.inks_of[colour]
        if len(set(parts)) == 1:
            return (0, 0, 0, 100 - parts[0] * 100 / 255)
        raise EnvironmentFault(
            f"the papers use the colour {colour}, and no inks are given for it; name it in [colour] and [ink]"
            " of theme/print/measures.toml"
        )


def separate(page: pikepdf.Page, inks: InkTable) -> bytes:
    """Return a page's content stream in inks, without tags and without changes of transparency.

    Raises:
        EnvironmentFault: something on the page cannot be separated.
    """
    states = dict(page.obj.Resources.get("/ExtGState", pikepdf.Dictionary()).items())
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in _TAGS:
            continue
        if operator == "gs":
            _require_opaque(states[str(operands[0])])
            continue
        if operator in _OTHER_COLOURS:
            raise EnvironmentFault(f"a page uses the operator {operator}, which is not known how to print")
        if operator in _IN_CMYK:
            found = inks.of(*(float(part) for part in operands))
            amounts = [Decimal(str(round(ink / 100, 4))).normalize() for ink in found]
            cmyk = pikepdf.Operator(_IN_CMYK[operator])
            kept.append(pikepdf.ContentStreamInstruction(amounts, cmyk))
            continue
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)


def _require_opaque(state: pikepdf.Object) -> None:
    odd = [key for key in state.keys() if key not in ("/Type", "/ca", "/CA")]  # noqa: SIM118 (no mapping)
    alphas = [state.get(key, 1) for key in ("/ca", "/CA")]
    if odd or any(alpha != 1 for alpha in alphas):
        raise EnvironmentFault("a page has something transparent on it, which no press prints")
