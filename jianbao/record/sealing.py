"""Whether an issue may be sealed, and who signed it off.

Comes in: an issue, the record, and what commits say. Goes out: names by role, or what stands in the way.
"""

from collections.abc import Mapping

from jianbao.diagnostics import ContentFault, Findings, Place, UsageFault
from jianbao.model import Issue, IssueStatus, SignOff
from jianbao.record.lock import Record
from jianbao.record.trailers import ROLES


def require_sealable(
    issue: Issue, record: Record, signed_off: Mapping[str, str], *, asks_sign_off: bool, place: Place
) -> None:
    """Make sure that an issue may be sealed; `place` is where its file tells its status.

    Raises:
        UsageFault: it is sealed already, or withdrawn.
        ContentFault: it is a draft, or nobody approved it where the publication asks for that.
    """
    if issue.id in record.locks:
        raise UsageFault(
            f"{issue.id} was sealed on {record.locks[issue.id].sealed[:10]}; correct it by an erratum"
        )
    if issue.status is IssueStatus.VOID:
        raise UsageFault(f"the number {issue.id} was withdrawn; it is never issued")
    findings = Findings()
    if issue.status is IssueStatus.DRAFT:
        findings.fault(place, f"issue {issue.id} is a draft", "set `status: approved` once it is approved")
    if issue.print_count is None:
        hint = "write how many copies are printed, so that each can be accounted for"
        findings.fault(place, f"issue {issue.id} has no `print_count`", hint)
    missing = [role for role in ROLES if role not in signed_off] if asks_sign_off else []
    if missing:
        message = f"issue {issue.id} is not signed off: {', '.join(missing)}"
        hint = "name who did it under `signed_off`, or in the commit's trailers (`Approved-by: …`)"
        findings.fault(place, message, hint)
    if findings.faults:
        raise ContentFault(findings)


def sign_off_of_issue(issue: Issue, trailers: Mapping[str, str]) -> dict[str, str]:
    """Return who signed an issue off: as its file says, and where it is silent, as its commits do."""
    written = issue.signed_off or SignOff()
    names = ((role, getattr(written, role) or trailers.get(role)) for role in ROLES)
    return {role: name for role, name in names if name}
