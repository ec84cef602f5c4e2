"""Ids that items and issues had before: each leads to one thing, and none is in use."""

from collections.abc import Container, Mapping

from jianbao.diagnostics import Findings
from jianbao.load.records import IssueRecord, ItemRecord, Written


def resolve_aliases(
    kind: str,
    written: Mapping[str, Written[ItemRecord]] | Mapping[str, Written[IssueRecord]],
    live: Container[str],
    findings: Findings,
) -> dict[str, str]:
    """Return what the things of one kind (`item`, `issue`) are called now, by what they were called before.

    `live` are the ids of files that are there, sound or not.
    """
    found: dict[str, str] = {}
    for name, entry in written.items():
        for number, alias in enumerate(entry.record.aliases):
            place = entry.place("aliases", number)
            if alias in live:
                own = "is what this file is called" if alias == name else f"is the id of another {kind}"
                findings.fault(place, f'the alias "{alias}" {own}', "name only ids that are no longer in use")
            elif alias in found:
                message = f'the alias "{alias}" leads to "{found[alias]}" already'
                findings.fault(place, message, "let it stand once")
            else:
                found[alias] = name
    return found
