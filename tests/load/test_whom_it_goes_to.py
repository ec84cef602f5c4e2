"""Whom an issue goes to: groups are what their members are, and whatever is named twice is said once."""

from pathlib import Path

import pytest
from small_content import ITEM, an_issue_file, load

from jianbao.diagnostics import ContentFault
from jianbao.load import Loaded
from jianbao.model import Group, recipients_of

LISTED = "distribution: {report_to: [%s]}\n"


def people(*entries: str, groups: tuple[str, ...] = ()) -> str:
    """Return recipients.yml: recipients `id` or `{…}`, and groups `id: members`, each on its own line."""
    lines = ["recipients:"]
    lines += [f"  - {e}" if e.startswith("{") else f"  - {{id: {e}, name: 单位{e}}}" for e in entries]
    lines += ["groups:"] if groups else []
    for group in groups:
        name, _, members = group.partition(": ")
        lines.append(f"  - {{id: {name}, name: 组{name}, members: [{members}]}}")
    return "\n".join(lines) + "\n"


def read(folder: Path, recipients: str, more: str = "") -> Loaded:
    issue = an_issue_file("3", "2020/books", more=more)
    files = {"recipients.yml": recipients, "items/2020/books.yml": ITEM, "issues/2020-03.yml": issue}
    return load(folder, files)


def said_of(folder: Path, recipients: str, more: str = "") -> list[str]:
    """Return what is said of recipients and of an issue's lists, faults and warnings."""
    try:
        found = read(folder, recipients, more).warnings
    except ContentFault as fault:
        found = fault.diagnostics
    return [str(finding).removeprefix(f"{folder}/") for finding in found]


# recipients and groups


def test_an_id_is_given_once_to_recipients_and_groups_together(tmp_path: Path) -> None:
    written = people("a", "b", "a", groups=("g: a", "b: a", "g: b"))
    assert said_of(tmp_path, written) == [
        'recipients.yml:4:10: the id "a" is given twice; give each its own id',
        'recipients.yml:7:10: the id "b" is given twice; give each its own id',
        'recipients.yml:8:10: the id "g" is given twice; give each its own id',
    ]


def test_nobody_ends_before_beginning(tmp_path: Path) -> None:
    written = people(
        "{id: a, name: 甲, since: 2020-04-07, until: 2020-04-06}",
        "{id: b, name: 乙, since: 2020-04-07, until: 2020-04-07}",
        "{id: c, name: 丙, since: 2020-04-07}",
        "{id: d, name: 丁, until: 2020-04-07}",
    )
    assert said_of(tmp_path, written) == [
        "recipients.yml:2:48: `until` lies before `since`; correct one of the two"
    ]


def test_groups_are_built_in_whatever_order_they_are_written(tmp_path: Path) -> None:
    written = people("a", "b", "c", groups=("all: some, c", "some: a, b"))
    (group,) = read(tmp_path, written, LISTED % "all").publication.issues[0].distribution.report_to
    assert isinstance(group, Group)
    assert (group.id, group.name, [member.id for member in group.members]) == ("all", "组all", ["some", "c"])
    assert [recipient.id for recipient in recipients_of(group)] == ["a", "b", "c"]


def test_whoever_writes_a_name_is_told_the_id(tmp_path: Path) -> None:
    written = people("a", groups=("g: 单位a",))
    assert said_of(tmp_path, written, LISTED % "组g") == [
        'issues/2020-03.yml:7:28: unknown recipient "组g"; write its id, "g"',
        'recipients.yml:4:33: unknown recipient "单位a"; write its id, "a"',
    ]


def test_a_member_is_named_once(tmp_path: Path) -> None:
    written = people("a", "b", groups=("g: a, b, a, b",))
    assert said_of(tmp_path, written) == [
        'recipients.yml:5:39: "a" is named twice; name it once',
        'recipients.yml:5:42: "b" is named twice; name it once',
    ]


def test_no_group_holds_itself_by_whatever_way(tmp_path: Path) -> None:
    written = people("a", groups=("x: a, x", "y: z", "z: a, y"))
    assert said_of(tmp_path, written) == [
        'recipients.yml:4:36: the group "x" holds itself; take it out of its own members',
        'recipients.yml:6:36: the group "y" holds itself; take it out of its own members',
    ]


@pytest.mark.parametrize("backwards", [False, True])
def test_twenty_groups_may_lie_within_each_other_and_no_more(tmp_path: Path, *, backwards: bool) -> None:
    groups = ["g1: a", *(f"g{n}: g{n - 1}" for n in range(2, 22))]
    most = people("a", groups=tuple(reversed(groups[:20]) if backwards else groups[:20]))
    assert said_of(tmp_path, most) == []
    more = people("a", groups=tuple(reversed(groups) if backwards else groups))
    (said,) = said_of(tmp_path, more)
    assert said.endswith(": more than 20 groups lie within each other; name the recipients themselves")
    line = more.splitlines()[int(said.split(":")[1]) - 1]
    assert line.strip().startswith("- {id: g2," if backwards else "- {id: g21,")


def test_says_whom_two_members_reach(tmp_path: Path) -> None:
    many = tuple("abcdefg")
    within = ", ".join(many)
    written = people(
        *many, groups=(f"x: {within}", f"y: {', '.join(many[:6])}", "z: x, y", "v: a, w", "w: a")
    )
    once = "nobody is counted twice: take it out of one of them"
    assert said_of(tmp_path, written) == [
        f'recipients.yml:12:36: warning: "y" reaches "a", "b", "c", "d", "e" …, whom "x" reaches too; {once}',
        f'recipients.yml:13:36: warning: "w" reaches "a", who is named here too; {once}',
    ]


def test_says_all_of_five_whom_two_members_reach(tmp_path: Path) -> None:
    written = people(*"abcde", groups=("x: a, b, c, d, e", "y: a, b, c, d, e", "z: x, y"))
    (said,) = said_of(tmp_path, written)
    assert '"y" reaches "a", "b", "c", "d", "e", whom "x" reaches too' in said


def test_each_member_is_held_against_all_before_it(tmp_path: Path) -> None:
    written = people("a", "b", groups=("x: a", "y: b", "z: x, y, b, a"))
    once = "nobody is counted twice: take it out of one of them"
    assert said_of(tmp_path, written) == [
        f'recipients.yml:7:39: warning: "b" reaches "b", whom "y" reaches too; {once}',
        f'recipients.yml:7:42: warning: "a" reaches "a", whom "x" reaches too; {once}',
    ]


@pytest.mark.parametrize(("most", "told"), [(5, [5]), (6, [5, 6])])
def test_members_are_held_against_each_other_up_to_a_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, told: list[int]
) -> None:
    monkeypatch.setattr("jianbao.load.resolve.recipients.MAX_STEPS", most)
    # none for w, two steps for x, three for y, and then three for z
    said = said_of(tmp_path, people("a", "b", groups=("w: a", "x: a, b", "y: x, a", "z: x, a")))
    assert [int(line.split(":")[1]) - 2 for line in said] == told


@pytest.mark.parametrize("written", ["recipients: [\n", "- a\n", "recipients\n"])
def test_a_list_of_recipients_that_cannot_be_read_is_the_only_fault(tmp_path: Path, written: str) -> None:
    (said,) = said_of(tmp_path, written, (LISTED % "a, b") + "extra_copies: {c: 1}\nprint_count: 9\n")
    assert said.startswith("recipients.yml:")


# an issue's lists


def test_whoever_is_named_twice_is_counted_once_and_said_once(tmp_path: Path) -> None:
    lists = "distribution:\n  report_to: [a, g, a]\n  send_to: [g]\n  distribute_to: [b]\n"
    once = "it is counted once: take it out of one list"
    written = people("a", "b", groups=("g: b",))
    assert said_of(tmp_path, written, lists) == [
        f'issues/2020-03.yml:8:21: warning: "a" is named twice; {once}',
        f'issues/2020-03.yml:9:13: warning: "g" is named twice; {once}',
        f'issues/2020-03.yml:10:19: warning: the recipient "b" is reached through "g" and "b"; {once}',
    ]
    found = read(tmp_path, written, lists).publication.issues[0].distribution
    assert [[a.id for a in addressees] for _, addressees in found.lists] == [["a", "g", "a"], ["g"], ["b"]]


def test_says_how_many_more_two_names_have_in_common(tmp_path: Path) -> None:
    written = people("a", "b", "c", groups=("g: a, b", "h: a, b", "i: g, c"))
    once = "it is counted once: take it out of one list"
    assert said_of(tmp_path, written, LISTED % "g, h") == [
        'issues/2020-03.yml:7:31: warning: the recipient "a" is reached through "g" and "h", and 1 more; '
        + once
    ]
    assert said_of(tmp_path, written, LISTED % "g, i") == [
        f'issues/2020-03.yml:7:31: warning: the group "g" is reached through "g" and "i"; {once}'
    ]
    assert said_of(tmp_path, written, LISTED % "a, c, i") == [
        f'issues/2020-03.yml:7:34: warning: the recipient "a" is reached through "a" and "i"; {once}',
        f'issues/2020-03.yml:7:34: warning: the recipient "c" is reached through "c" and "i"; {once}',
    ]


FORMER = "{id: former, name: 原单位, until: 2020-04-06}"
NOBODY = (
    'issues/2020-03.yml:7:28: warning: nobody behind "%s" receives copies on 2020-04-07, '
    "so it is not printed; take it out of this list, or correct `since` and `until` in recipients.yml"
)


@pytest.mark.parametrize("name", ["former", "gone", "all"])
def test_whoever_stands_for_nobody_on_that_day_is_not_printed(tmp_path: Path, name: str) -> None:
    written = people("a", FORMER, groups=("gone: former", "all: gone"))
    assert said_of(tmp_path, written, LISTED % f"{name}, a") == [NOBODY % name]
    found = read(tmp_path, written, LISTED % f"{name}, a").publication.issues[0].distribution
    assert [addressee.id for addressee in found.report_to] == ["a"]


def test_a_group_is_printed_as_long_as_anyone_behind_it_receives_copies(tmp_path: Path) -> None:
    written = people("a", FORMER, groups=("gone: former", "all: gone, a"))
    assert said_of(tmp_path, written, LISTED % "all") == []


def test_each_group_is_asked_for_itself_on_the_day_of_each_issue(tmp_path: Path) -> None:
    coming = "{id: coming, name: 新单位, since: 2020-05-01}"
    files = {
        "recipients.yml": people("a", coming, groups=("g: a", "new: coming")),
        "items/2020/books.yml": ITEM,
        "items/2020/jobs.yml": ITEM.replace("书籍", "岗位"),
        "issues/2020-03.yml": an_issue_file("3", "2020/books", more=LISTED % "g, new"),
        "issues/2020-04.yml": an_issue_file("4", "2020/jobs", date="2020-05-07", more=LISTED % "g, new"),
    }
    found = [issue.distribution.report_to for issue in load(tmp_path, files).publication.issues]
    assert [[group.id for group in groups] for groups in found] == [["g"], ["g", "new"]]


# extra copies


def test_extra_copies_go_to_recipients_and_not_to_groups(tmp_path: Path) -> None:
    written = people("a", "b", groups=("g: a",))
    assert said_of(tmp_path, written, "extra_copies: {b: 2, g: 1, x: 1}\n") == [
        'issues/2020-03.yml:7:22: "g" is a group; give extra copies to its members',
        'issues/2020-03.yml:7:28: unknown recipient "x"; add it to ' + f"{tmp_path}/recipients.yml",
    ]
    found = read(tmp_path, written, "extra_copies: {b: 2, a: 0}\n").publication.issues[0].extra_copies
    assert [(recipient.id, copies) for recipient, copies in found] == [("b", 2), ("a", 0)]


def test_extra_copies_for_someone_who_receives_nothing_that_day_are_pointed_out(tmp_path: Path) -> None:
    assert said_of(tmp_path, people(FORMER), "extra_copies: {former: 2}\n") == [
        'issues/2020-03.yml:7:16: warning: "former" receives nothing on 2020-04-07, '
        "and its extra copies count all the same; take them out, or correct `since` and `until`"
    ]
    assert said_of(tmp_path, people(FORMER), "extra_copies: {former: 0}\n") == []


@pytest.mark.parametrize(
    ("lists", "unknown"),
    [("", 0), (LISTED % "a, x", 1), ("extra_copies: {x: 1}\n", 1), ("distribution: x\n", 0)],
)
def test_an_issue_at_fault_itself_is_asked_whom_it_names_all_the_same(
    tmp_path: Path, lists: str, unknown: int
) -> None:
    said = said_of(tmp_path, people("a"), f"{lists}spare_copies: many\n")
    assert len([line for line in said if 'unknown recipient "x"' in line]) == unknown
    assert len([line for line in said if '"many" is not a whole number' in line]) == 1


@pytest.mark.parametrize("lists", ["distribution: {report_to: [x]}", "extra_copies: {x: 1}"])
def test_copies_are_not_counted_while_a_name_means_nothing(tmp_path: Path, lists: str) -> None:
    (said,) = said_of(tmp_path, people("a"), f"{lists}\nprint_count: 99\n")
    assert 'unknown recipient "x"' in said
