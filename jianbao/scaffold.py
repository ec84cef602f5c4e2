"""New files to fill in, valid from the start.

Comes in: a publication, what the new file is to be called, today. Goes out: path below content/ and text.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jianbao.corrections import draft_corrections
from jianbao.diagnostics import UsageFault
from jianbao.language import Language
from jianbao.model import (
    MAX_TITLE,
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
MAX_ID = 200
_MAX_SEGMENT = 100
_PLAIN = re.compile(r"[^\W_][^:#\n\"'\[\]{}]*")


class NewFile(NamedTuple):
    """A file to be written: its path below content/ and its text."""

    path: str
    text: str


def draft_item(
    publication: Publication, item_id: str, title: str | None, day: dt.date, theme: Path
) -> NewFile:
    """Return the file of a new item, whose title is its id until it is given one.

    Raises:
        UsageFault: the id is no id or taken, the title is none or taken, or there is no source, region or
            topic to name.
    """
    title = (title or "").strip() or item_id
    _check_id(publication, item_id)
    _check_title(publication, title)
    if not (publication.sources and publication.regions and publication.topics):
        raise UsageFault("an item needs a source, a region and a topic; list some in sources.yml, … first")
    text = _template(theme, "item", publication.imprint).format(
        title=_scalar(title),
        source=_scalar(publication.sources[0].name),
        region=_scalar(publication.regions[0].name),
        topic=_scalar(publication.topics[0].name),
        date=day,
    )
    return NewFile(f"items/{item_id}.yml", text)


def _check_id(publication: Publication, item_id: str) -> None:
    if not _ID.fullmatch(item_id):
        raise UsageFault(f'"{item_id}" cannot be an id; use lower-case letters, digits, `-`, `_` and `/`')
    if len(item_id) > MAX_ID or max(map(len, item_id.split("/"))) > _MAX_SEGMENT:
        raise UsageFault(
            f"the id is longer than {_MAX_SEGMENT} characters, or {MAX_ID} with its folders; shorten it"
        )
    if publication.item(item_id):
        raise UsageFault(f"there is an item {item_id} already; choose another id")
    former = next((item for item in publication.items if item_id in item.aliases), None)
    if former:
        raise UsageFault(f"{item_id} is what {former.id} was called before; choose another id")


def _check_title(publication: Publication, title: str) -> None:
    if any(unicodedata.category(character).startswith("C") for character in title):
        raise UsageFault("the title holds a character that cannot be seen; write it on one line, without it")
    if len(title) > MAX_TITLE:
        raise UsageFault(f"the title is longer than {MAX_TITLE} characters; shorten it")
    twin = next((item for item in publication.items if item.title.split() == title.split()), None)
    if twin:
        raise UsageFault(f"the item {twin.id} has that title already; choose another with --title")


def draft_issue(
    publication: Publication, day: dt.date, language: Language, theme: Path
) -> tuple[NewFile, ...]:
    """Return the file of the next regular issue and, before it, those of corrections that it takes over.

    It takes up every item that is ready and stands in no issue, and the distribution of the issue before; a
    withdrawn number has none.
    """
    regular = sorted((i for i in publication.issues if not i.number.supplement), key=lambda i: i.number)
    before = regular[-1] if regular else None
    pattern = next((issue for issue in reversed(regular) if issue.status is not IssueStatus.VOID), None)
    number = _next_number(before, day, publication.imprint.numbering)
    printed = {item.id for issue in publication.issues for item in issue.items}
    items = publication.items
    waiting = [i.id for i in reversed(items) if i.status is ItemStatus.READY and i.id not in printed]
    counted = [issue.cumulative for issue in publication.issues if issue.cumulative is not None]
    cumulative = f"cumulative: {max(counted) + 1}\n" if pattern and pattern.cumulative else ""
    corrections = draft_corrections(publication, language, theme, _scalar)
    entries = [f"  - {item_id}\n" for item_id in waiting]
    if corrections:
        listed = ", ".join(correction.item_id for correction in corrections)
        entries.append(f"  - heading: {_scalar(language('erratum'))}\n    items: [{listed}]\n")
    text = _template(theme, "issue", publication.imprint).format(
        number=number.first,
        year=number.year,
        cumulative=cumulative,
        date=max(day, before.date) if before else day,
        contents="".join(entries) or "  # - 2020/name\n",
        distribution=_distribution(pattern),
        spare=pattern.spare_copies if pattern else 0,
        print_count=_print_count(pattern, day, publication.imprint.archive_copies),
    )
    files = [NewFile(f"items/{correction.item_id}.yml", correction.text) for correction in corrections]
    return (*files, NewFile(f"issues/{number.id}.yml", text))


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
    if before is None:
        return archive
    run = count_print_run(
        before.distribution, day=max(day, before.date), archive=archive, spare=before.spare_copies
    )
    return run.total


def _template(theme: Path, kind: str, imprint: Imprint) -> str:
    return (theme / "new" / f"{kind}.{imprint.language}.yml").read_text(encoding="utf-8")


def _scalar(text: str) -> str:
    """Write a text so that YAML reads it back as it is; quoted JSON is YAML too."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text != "null"
    return text if plain else json.dumps(text, ensure_ascii=False)
