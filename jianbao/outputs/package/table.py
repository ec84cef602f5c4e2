"""The distribution as a table (distribution.csv), for whoever keeps it in a spreadsheet.

Comes in: a `Dispatch`. Goes out: CSV, a row for each holding by number. Columns keep their names and their
order; new ones come at the end.
"""

from jianbao.model import Holding
from jianbao.outputs.package.dispatch import Dispatch
from jianbao.outputs.spreadsheet import Value, write_csv

COLUMNS = (
    "issue",
    "first",
    "last",
    "copies",
    "extra",
    "list",
    "route",
    "recipient_id",
    "recipient",
    "postcode",
    "address",
    "contact",
    "copies_before",
)


def render_table(dispatch: Dispatch) -> bytes:
    """Write the table; `copies_before` is what someone had of the issue before, empty where unchanged."""
    before = {change.recipient.id: change.before for change in dispatch.changes.found}
    rows = (_row(dispatch, holding, before) for holding in dispatch.allotment.holdings)
    return write_csv((COLUMNS, *rows))


def _row(dispatch: Dispatch, holding: Holding, before: dict[str, int]) -> tuple[Value, ...]:
    who = holding.recipient
    return (
        dispatch.issue.id,
        holding.first,
        holding.last,
        holding.copies,
        holding.extra,
        holding.line,
        holding.route or "",
        who.id if who else "",
        dispatch.holder(holding),
        _kept_whole(who.postcode or "") if who else "",
        (who.address or "") if who else "",
        (who.contact or "") if who else "",
        before.get(who.id, "") if who else "",
    )


def _kept_whole(digits: str) -> str:
    """Return a postcode so that a spreadsheet keeps its first 0 (内蒙古: 010000), which it would take off."""
    return f"'{digits}" if digits.startswith("0") else digits
