"""Issues as data.

Comes in: an issue and its `Edition`. Goes out: a mapping as issues.schema.json describes it. Of a withdrawn
number nothing is said but that it was withdrawn.
"""

import hashlib
from typing import Any

from jianbao.model import Issue
from jianbao.outputs.data.items import describe_erratum
from jianbao.outputs.edition import Edition
from jianbao.plan import letter_address


def describe_issue(issue: Issue, edition: Edition) -> dict[str, Any]:
    """Return all that is public of an issue."""
    number = issue.number
    return {
        "id": issue.id,
        "address": edition.to(issue) if issue.is_out else None,
        "status": issue.status.value,
        "kind": issue.kind.value,
        "year": number.year,
        "number": {"first": number.first, "last": number.last, "printed": number.digits},
        "cumulative": issue.cumulative,
        "title": issue.title,
        "date": issue.date.isoformat(),
        "issued": issue.issued.isoformat(),
        "note": issue.note,
        "contents": _contents(issue, edition),
        "print_count": issue.print_count if issue.is_out else None,
        "pdf": _paper(issue, edition),
        "letter": edition.to_file(letter_address(issue)) if issue.is_out else None,
        "errata": [describe_erratum(erratum) for erratum in edition.publication.errata_of(issue)],
        "aliases": list(issue.aliases),
    }


def _contents(issue: Issue, edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "heading": section.heading,
            "items": [
                {"id": item.id, "title": item.title, "page": edition.page_in_print(item)}
                for item in section.items
            ],
        }
        for section in issue.sections
    ]


def _paper(issue: Issue, edition: Edition) -> dict[str, Any] | None:
    paper = edition.papers.get(issue.id)
    if paper is None:
        return None
    return {
        "address": edition.to_paper(issue),
        "pages": paper.page_count,
        "size": len(paper.content),
        "sha256": hashlib.sha256(paper.content).hexdigest(),
    }
