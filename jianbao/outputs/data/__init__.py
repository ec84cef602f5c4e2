"""The public edition as data: for scripts as JSON with its schema, for spreadsheets as CSV.

Comes in: an `Edition`. Goes out: data/items.json, data/issues.json and data/items.csv, and the JSON Schemas
of the first two, to which they hold (theme/data/schemas).
"""

import json
from collections.abc import Iterator
from typing import Any

from jianbao.artifact import Artifact
from jianbao.outputs.data.issues import describe_issue
from jianbao.outputs.data.items import describe_item
from jianbao.outputs.data.table import COLUMNS, row_of
from jianbao.outputs.edition import Edition
from jianbao.outputs.lines import write_json
from jianbao.outputs.spreadsheet import write_csv
from jianbao.plan import DATA

__all__ = ["render_data"]


def render_data(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of data."""
    publication = edition.publication
    items = [describe_item(item, edition) for item in publication.items]
    issues = [describe_issue(issue, edition) for issue in publication.issues]
    for name, entries in (("items", items), ("issues", issues)):
        schema = f"{DATA}{name}.schema.json"
        head = {"$schema": edition.to_file(schema), "publication": _publication(edition)}
        lines = (json.dumps(entry, ensure_ascii=False) for entry in entries)
        yield Artifact(f"{DATA}{name}.json", write_json(head, name, lines))
        yield Artifact(schema, _schema(name, edition))
    rows = (row_of(item, edition) for item in publication.items)
    yield Artifact(f"{DATA}items.csv", write_csv((COLUMNS, *rows)))


def _publication(edition: Edition) -> dict[str, str]:
    imprint = edition.imprint
    return {
        "name": imprint.name,
        "organ": imprint.organ,
        "issuer": imprint.issuer,
        "language": imprint.language,
        "timezone": imprint.timezone,
        "address": edition.root,
    }


def _schema(name: str, edition: Edition) -> bytes:
    """Write a schema with the address at which it is published."""
    file = edition.theme / "data" / "schemas" / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    own = {"$schema": schema.pop("$schema"), "$id": edition.to_file(f"{DATA}{file.name}")}
    return (json.dumps(own | schema, ensure_ascii=False, indent=2) + "\n").encode()
