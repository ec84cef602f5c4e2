"""New files to fill in, valid from the start.

Comes in: a publication, what the new file is to be called, today. Goes out: path below content/ and text.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable
from pathlib import Path

from jianbao.diagnostics import UsageFault
from jianbao.model import (
    Addressee,
    Imprint,
    Issue,
    IssueNumber,
    IssueStatus,
    ItemStatus,
    Numbering,
    Publication,
    count_print_run,
)

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")
_PLAIN = re.compile(r"[^\W_][^:#\n\"'\[\]{}]*")


def draft_item(
    publication: Publication, item_id: str, title: str | None, day: dt.date, theme: Path
) -> tuple[str, str]:
    """Return the file of a new item.

    Raises:
        UsageFault: the id is no id or taken, or there is no source, region or topic to name.
    """
    if not _ID.fullmatch(item_id):
        raise UsageFault(f'"{item_id}" cannot be an id; use lower-case letters, digits, `-`, `_` and `/`')
    if publication.item(item_id):
        raise UsageFault(f"there is an item {item_id} already; choose another id")
    if not (publication.sources and publication.regions and publication.topics):
        raise UsageFault("an item needs a source, a region and a topic; list some in sources.yml, … first")
    text = _template(theme, "item", publication.imprint).format(
        title=_scalar(title or item_id),
        source=_scalar(publication.sources[0].name),
        region=_scalar(publication.regions[0].name),
        topic=_scalar(publication.topics[0].name),
        date=day,
    )
    return f"items/{item_id}.yml", text


def draft_issue(publication: Publication, day: dt.date, theme: Path) -> tuple[str, str]:
    """Return the file of the next regular issue.

    It takes up every item that is ready and stands in no issue, and the distribution of the issue before.
    """
    regular = [issue for issue in publication.issues if not issue.number.supplement]
    before = max(regular, key=lambda issue: issue.number) if regular else None
    number = _next_number(before, day, publication.imprint.numbering)
    printed = {item.id for issue in publication.issues for item in issue.items}
    items = publication.items
    waiting = [i.id for i in reversed(items) if i.status is ItemStatus.READY and i.id not in printed]
    cumulative = f"cumulative: {before.cumulative + 1}\n" if before and before.cumulative else ""
    text = _template(theme, "issue", publication.imprint).format(
        number=number.first,
        year=number.year,
        cumulative=cumulative,
        date=max(day, before.date) if before else day,
        contents="".join(f"  - {item_id}\n" for item_id in waiting) or "  []\n",
        distribution=_distribution(before),
        spare=before.spare_copies if before else 0,
        print_count=_print_count(before, day, publication.imprint.archive_copies),
    )
    return f"issues/{number.id}.yml", text


def _next_number(before: Issue | None, day: dt.date, numbering: Numbering) -> IssueNumber:
    if before is None:
        return IssueNumber(year=day.year, first=1, last=1)
    restarts = numbering is Numbering.YEARLY and day.year > before.number.year
    number = 1 if restarts else before.number.last + 1
    return IssueNumber(year=max(day.year, before.number.year), first=number, last=number)


def _distribution(before: Issue | None) -> str:
    lists = (
        before.distribution.lists if before else (("report_to", ()), ("send_to", ()), ("distribute_to", ()))
    )
    return "".join(f"  {name}: [{_ids(addressees)}]\n" for name, addressees in lists)


def _ids(addressees: Iterable[Addressee]) -> str:
    return ", ".join(addressee.id for addressee in addressees)


def _print_count(before: Issue | None, day: dt.date, archive: int) -> int:
    if before is None or before.status is IssueStatus.VOID:
        return archive
    run = count_print_run(
        before.distribution, day=max(day, before.date), archive=archive, spare=before.spare_copies
    )
    return run.total


def _template(theme: Path, kind: str, imprint: Imprint) -> str:
    return (theme / "new" / f"{kind}.{imprint.language}.yml").read_text(encoding="utf-8")


def _scalar(text: str) -> str:
    """Write a text so that YAML reads it back as it is; quoted JSON is YAML too."""
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)
