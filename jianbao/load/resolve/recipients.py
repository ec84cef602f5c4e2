"""recipients.yml: who receives copies, and the groups under which the bulletin names them."""

from jianbao.diagnostics import Findings
from jianbao.load.names import Index
from jianbao.load.records import GroupRecord, RecipientRecord, RecipientsRecord, Written, nested
from jianbao.model import Addressee, Group, Recipient


def resolve_recipients(
    written: Written[RecipientsRecord], index: Index[Addressee], findings: Findings
) -> None:
    """Make recipients and groups known to `index` by id; a group may hold groups, but never itself."""
    taken: set[str] = set()
    for entry in nested(written, "recipients", written.record.recipients):
        if _is_new(entry, taken, findings):
            index.add((entry.record.id,), _recipient(entry, findings))
    groups: dict[str, Written[GroupRecord]] = {}
    for group in nested(written, "groups", written.record.groups):
        if _is_new(group, taken, findings):
            groups[group.record.id] = group
    built: dict[str, Group] = {}
    for name in groups:
        _build_group(name, (), groups, built, index, findings)
    for name, made in built.items():
        index.add((name,), made)


def _is_new(
    entry: Written[RecipientRecord] | Written[GroupRecord], taken: set[str], findings: Findings
) -> bool:
    if entry.record.id in taken:
        findings.fault(
            entry.place("id"), f'the id "{entry.record.id}" is given twice', "give each its own id"
        )
        return False
    taken.add(entry.record.id)
    return True


def _recipient(entry: Written[RecipientRecord], findings: Findings) -> Recipient:
    record = entry.record
    if record.since and record.until and record.until < record.since:
        findings.fault(entry.place("until"), "`until` lies before `since`", "correct one of the two")
    return Recipient(**record.model_dump())


def _build_group(
    name: str,
    path: tuple[str, ...],
    groups: dict[str, Written[GroupRecord]],
    built: dict[str, Group],
    index: Index[Addressee],
    findings: Findings,
) -> Group:
    if name in built:
        return built[name]
    entry = groups[name]
    members: list[Addressee] = []
    for number, member in enumerate(entry.record.members):
        place = entry.place("members", number)
        if member in (*path, name):
            findings.fault(place, f'the group "{name}" holds itself', "take it out of its own members")
        elif member in groups:
            members.append(_build_group(member, (*path, name), groups, built, index, findings))
        else:
            recipient = index.find(member, place, findings)
            members += [recipient] if recipient else []
    built[name] = Group(id=name, name=entry.record.name, members=tuple(members))
    return built[name]
