"""Numbers of issues: unique, without gaps, with dates that never run backwards.

Regular and special issues share one series (their ids have one form), supplements have their own.
Where numbering is yearly a series begins with 1 each year; the first number that the archive holds may
be any. The number of an issue is the one source of what masthead, contents of the site, file names, addresses
and feeds call it, so what is wrong here would be wrong everywhere.
"""

from collections.abc import Mapping, Set
from itertools import pairwise

from jianbao.diagnostics import Findings
from jianbao.load.records import IssueRecord, Written
from jianbao.model import Issue, IssueStatus, Numbering


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
        for issue, entry in series:
            _check_year(issue, entry, findings)
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
        taken = number.first >= last.first
        how = f"is taken by {before.id} already" if taken else f"lies before {last.digits} of {before.id}"
        message = f"number {number.digits} {how}"
        findings.fault(entry.place("number"), message, f"the next free number is {expected}")
    elif number.first > expected and not any(name.startswith(years) for name in unread):
        one = number.first == expected + 1
        missing = f"number {expected} is" if one else f"numbers {expected} to {number.first - 1} are"
        hint = f"write {expected}, or keep what was withdrawn as an issue with `status: void`"
        message = f"{missing} missing before {number.digits} (after {before.id})"
        findings.fault(entry.place("number"), message, hint)


def _check_year(issue: Issue, entry: Written[IssueRecord], findings: Findings) -> None:
    """Note a year that cannot be meant: only the last issue of one year may be dated in the next."""
    if abs(issue.date.year - issue.number.year) > 1:
        message = f"the year {issue.number.year} does not go with the date {issue.date}"
        findings.fault(entry.place("year"), message, "correct one of them")


def _check_date(before: Issue, issue: Issue, entry: Written[IssueRecord], findings: Findings) -> None:
    if issue.date < before.date:
        message = f"the date {issue.date} lies before that of {before.id} ({before.date})"
        findings.fault(entry.place("date"), message, "dates rise with the numbers: correct one of them")


def _check_cumulative(
    issues: Mapping[str, Issue], written: Mapping[str, Written[IssueRecord]], findings: Findings
) -> None:
    """Note cumulative numbers that do not rise by one; an issue without one counts nevertheless.

    Whether supplements and void issues are counted is the house's custom: those without a number may be.
    """
    before: Issue | None = None
    between: list[Issue] = []
    for name, issue in sorted(issues.items(), key=lambda pair: (pair[1].date, pair[1].number)):
        if issue.cumulative is None:
            between.append(issue)
            continue
        if before is not None and before.cumulative is not None:
            first = before.cumulative + 1 + sum(map(_always_counts, between))
            possible = range(first, before.cumulative + 2 + len(between))
            if issue.cumulative not in possible:
                follows = f"does not follow {before.cumulative} of {before.id}"
                without = f", with {len(between)} without one between them" if between else ""
                message = f"the cumulative number {issue.cumulative} {follows}{without}"
                hint = f"write {' or '.join(map(str, possible[:3]))}"
                findings.fault(written[name].place("cumulative"), message, hint)
        before, between = issue, []


def _always_counts(issue: Issue) -> bool:
    return not issue.number.supplement and issue.status is not IssueStatus.VOID
