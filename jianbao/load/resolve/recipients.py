"""recipients.yml: who receives copies, and the groups under which the bulletin names them."""

from collections.abc import Iterator, Mapping

from jianbao.diagnostics import Findings, Place
from jianbao.load.names import Index
from jianbao.load.records import GroupRecord, LooseRecipientsRecord, RecipientRecord, Written, nested
from jianbao.model import Addressee, Group, Recipient, recipients_of

MAX_LEVELS = 20
MAX_STEPS = 1_000_000
"""How many members of groups are compared with each other, at most."""
_SHOWN = 5
"""How many recipients a warning names."""


def resolve_recipients(
    written: Written[LooseRecipientsRecord], index: Index[Addressee], findings: Findings
) -> None:
    """Make recipients and groups known to `index` by id; a group may hold groups, but never itself."""
    taken: set[str] = set()
    for entry in nested(written, "recipients", written.record.recipients or []):
        if _is_new(entry, taken, findings):
            index.add((entry.record.id,), _recipient(entry, findings))
            index.called.setdefault(entry.record.name, []).append(entry.record.id)
    groups: dict[str, Written[GroupRecord]] = {}
    for group in nested(written, "groups", written.record.groups or []):
        if _is_new(group, taken, findings):
            groups[group.record.id] = group
            index.called.setdefault(group.record.name, []).append(group.record.id)
    builder = _Groups(groups, index, findings)
    built = [builder.build(name) for name in groups]
    for made in built:
        index.add((made.id,), made)


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


class _Groups:
    """Builds groups from members that may be groups again, in whatever order they are written."""

    def __init__(
        self, written: Mapping[str, Written[GroupRecord]], index: Index[Addressee], findings: Findings
    ) -> None:
        self.written = written
        self.index = index
        self.findings = findings
        self.built: dict[str, Group] = {}
        self.levels: dict[str, int] = {}
        self.steps = 0

    def build(self, name: str, path: tuple[str, ...] = ()) -> Group:
        """Return a group; `path` are those within which it is being built."""
        if name not in self.built:
            record = self.written[name].record
            members = tuple(self.members(name, (*path, name)))
            self.report_twins(name, members)
            within = [self.levels[member.id] for member in members if isinstance(member, Group)]
            self.levels[name] = 1 + max(within, default=0)
            self.built[name] = Group(id=name, name=record.name, members=members)
        return self.built[name]

    def report_twins(self, name: str, members: tuple[Addressee, ...]) -> None:
        """Note which members reach someone whom a member before them reaches too."""
        entry = self.written[name]
        reached: dict[str, str] = {}
        for member in members if len(members) > 1 and self.steps < MAX_STEPS else ():
            behind = [recipient.id for recipient in recipients_of(member)]
            self.steps += len(behind)
            twins = [twin for twin in behind if twin in reached]
            if twins:
                who = ", ".join(f'"{twin}"' for twin in twins[:_SHOWN]) + (
                    " …" if len(twins) > _SHOWN else ""
                )
                first = reached[twins[0]]
                named = "who is named here too" if first == twins[0] else f'whom "{first}" reaches too'
                message = f'"{member.id}" reaches {who}, {named}'
                place = entry.place("members", entry.record.members.index(member.id))
                self.findings.warn(place, message, "nobody is counted twice: take it out of one of them")
            reached |= {twin: member.id for twin in behind if twin not in reached}

    def members(self, name: str, path: tuple[str, ...]) -> Iterator[Addressee]:
        entry = self.written[name]
        names = entry.record.members
        for number, member in enumerate(names):
            place = entry.place("members", number)
            if member in names[:number]:
                self.findings.fault(place, f'"{member}" is named twice', "name it once")
            elif member in path:
                message = f'the group "{member}" holds itself'
                self.findings.fault(place, message, "take it out of its own members")
            elif member in self.written:
                yield from self.inner_group(member, path, place)
            else:
                recipient = self.index.find(member, place, self.findings)
                if recipient:
                    yield recipient

    def inner_group(self, name: str, path: tuple[str, ...], place: Place) -> Iterator[Group]:
        group = self.build(name, path) if len(path) < MAX_LEVELS else None
        if group and self.levels[name] < MAX_LEVELS:
            yield group
        else:
            message = f"more than {MAX_LEVELS} groups lie within each other"
            self.findings.fault(place, message, "name the recipients themselves")
