"""What `check` says of the print runs that are being prepared.

Comes in: a publication. Goes out: lines for the editor: the sum of each run, and what is new against
the issue before.
"""

from collections.abc import Iterator

from jianbao.model import Change, Changes, Issue, Publication, Reason, changes_of, count_print_run, upcoming


def describe_runs(publication: Publication) -> Iterator[str]:
    """Yield the lines on the newest issue of each series, where it is not yet issued."""
    for issue in upcoming(publication):
        yield _sum(issue, publication.imprint.archive_copies)
        yield from _news(issue, changes_of(publication, issue))


def _sum(issue: Issue, archive: int) -> str:
    run = count_print_run(
        issue.distribution,
        day=issue.date,
        extra=issue.extra_copies,
        archive=archive,
        spare=issue.spare_copies,
    )
    unsaid = "" if issue.print_count is not None else f"; write `print_count: {run.total}`"
    return f"{issue.id} ({issue.status.value}): copies {run.total} = {run.sum}{unsaid}"


def _news(issue: Issue, changes: Changes) -> Iterator[str]:
    if changes.before is None:
        return
    counts = f"added {len(changes.added)}, dropped {len(changes.dropped)}, changed {len(changes.changed)}"
    yield f"{issue.id} against {changes.before.id}: {counts}"
    for change in (*changes.added, *changes.dropped, *changes.changed):
        yield f"  {change.recipient.id} ({change.recipient.name}): {_copies(change)}{_why(change)}"


def _copies(change: Change) -> str:
    if not change.before:
        return f"added, {change.now}"
    return f"dropped, had {change.before}" if not change.now else f"{change.before} to {change.now}"


def _why(change: Change) -> str:
    match change.reason:
        case Reason.SINCE:
            return f" (since {change.recipient.since})"
        case Reason.UNTIL:
            return f" (until {change.recipient.until})"
        case Reason.EXTRA:
            return " (extra copies)"
        case Reason.LISTS | Reason.ENTRY:
            return ""
