"""Numbers of issues: unique, without gaps, with dates that never run backwards.

Regular and special issues share one series (their ids have one form), supplements have their own.
Where numbering is yearly a series begins with 1 each year; the first number that the archive holds may
be any.
"""

from collections.abc import Mapping, Set
from itertools import pairwise

from jianbao.diagnostics import Findings
from jianbao.load.records import IssueRecord, Written
from jianbao.model import Issue, Numbering


def check_numbering(
    issues: Mapping[str, Issue],
    written: Mapping[str, Written[IssueRecord]],
    numbering: Numbering,
    *,
    unread: Set[str],
    findings: Findings,
) -> None:
    """Note every number that repeats, leaves a gap or runs against the dates.

    `unread` are the names of files that are at fault themselves: what is missing may stand in them.
    """
    for supplement in (False, True):
        series = [
            (issue, written[name]) for name, issue in issues.items() if issue.number.supplement is supplement
        ]
        series.sort(key=lambda pair: (pair[0].number.year, pair[0].number.first, pair[0].number.last))
        for (before, _), (issue, entry) in pairwise(series):
            _check_number(before, issue, entry, numbering, unread, findings)
            _check_date(before, issue, entry, findings)
    if not unread:
        _check_cumulative(issues, written, findings)


def _check_number(
    before: Issue,
    issue: Issue,
    entry: Written[IssueRecord],
    numbering: Numbering,
    unread: Set[str],
    findings: Findings,
) -> None:
    number, last = issue.number, before.number
    restarts = numbering is Numbering.YEARLY and number.year != last.year
    expected = 1 if restarts else last.last + 1
    years = (f"{number.year}-", f"{last.year}-")
    if number.first < expected and not restarts:
        message = f"number {number.digits} is taken by {before.id} already"
        findings.fault(entry.place("number"), message, f"the next free number is {expected}")
    elif number.first > expected and not any(name.startswith(years) for name in unread):
        one = number.first == expected + 1
        missing = f"number {expected} is" if one else f"numbers {expected} to {number.first - 1} are"
        hint = f"write {expected}, or keep what was withdrawn as an issue with `status: void`"
        message = f"{missing} missing before {number.digits} (after {before.id})"
        findings.fault(entry.place("number"), message, hint)


def _check_date(before: Issue, issue: Issue, entry: Written[IssueRecord], findings: Findings) -> None:
    if issue.date < before.date:
        message = f"the date {issue.date} lies before that of {before.id} ({before.date})"
        findings.fault(entry.place("date"), message, "dates rise with the numbers: correct one of them")


def _check_cumulative(
    issues: Mapping[str, Issue], written: Mapping[str, Written[IssueRecord]], findings: Findings
) -> None:
    counted = [(issue, written[name]) for name, issue in issues.items() if issue.cumulative is not None]
    counted.sort(key=lambda pair: (pair[0].date, pair[0].number))
    for (before, _), (issue, entry) in pairwise(counted):
        expected = (before.cumulative or 0) + 1
        if issue.cumulative != expected:
            message = (
                f"the cumulative number {issue.cumulative} does not follow {before.cumulative} of {before.id}"
            )
            findings.fault(entry.place("cumulative"), message, f"write {expected}")
