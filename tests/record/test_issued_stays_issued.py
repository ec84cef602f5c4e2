"""What was issued stays as it was, byte by byte, until an erratum says otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sealed_sample import replace_in
from trust_figures import Leave

from jianbao.diagnostics import ContentFault
from jianbao.issued import check_issued
from jianbao.workshop import Workshop, load_content, silent

ISSUE = "issues/2020-03.yml"
BRIEF = "items/2020/left-behind-children.yml"
MECHANISM = "items/2020/liaison-mechanism.yml"
GAP = "items/2020/guardianship-gap.yml"


def found_wrong(content: Path, workshop: Workshop | None = None) -> str:
    """Return every fault of a content folder whose issue is sealed; empty where all is as it was."""
    workshop = workshop or Workshop.here()
    try:
        check_issued(load_content(content, workshop, silent()), content, workshop)
    except ContentFault as fault:
        return str(fault)
    return ""


def test_untouched_content_is_as_it_was_issued(content: Path) -> None:
    assert found_wrong(content) == ""


SCHOOLS = "name: 甘肃省教育厅, copies: 2"
REGIONS = "region: [兰州市, 皋兰县]"
STORY = "items/2020/left-behind-children"
PICTURE = "items/2020/liaison-mechanism: images 1"

EDITS: list[tuple[str, str, str, str]] = [
    # the issue
    (ISSUE, "date: 2020-04-07", "date: 2020-04-08", "issue: date"),
    (ISSUE, "kind: regular", "kind: special", "issue: kind"),
    (ISSUE, "spare_copies: 6", "spare_copies: 5", "spare_copies"),
    (ISSUE, "print_count: 160", "print_count: 161", "print_count"),
    (ISSUE, "heading: 简讯", "heading: 简报", "issue: contents"),
    (ISSUE, "number: 3", "number: 4", "number"),
    (ISSUE, "year: 2020", "year: 2021", "year"),
    (ISSUE, "status: issued", "status: draft", "gone or withdrawn"),
    (ISSUE, "  - 2020/trade-unions\n", "", "issue: contents"),
    (ISSUE, "  send_to: []", "  send_to: [to-nwcc]", "distribution"),
    (ISSUE, "[members, localities]", "[localities, members]", "distribution"),
    (ISSUE, "kind: regular", "kind: regular\nnote: 编", "issue: note was added"),
    (ISSUE, "kind: regular", "kind: regular\ntitle: 专", "issue: title was added"),
    (ISSUE, "kind: regular", "kind: regular\ncumulative: 3", "issue: cumulative was added"),
    # the items
    (BRIEF, "50名", "60名", f"{STORY}: body"),
    (BRIEF, "1万元", "2万元", f"{STORY}: body"),
    (BRIEF, "title: 兰州市", "title: 兰洲市", f"{STORY}: title"),
    (BRIEF, "date: 2020-04-03", "date: 2020-04-02", f"{STORY}: date"),
    (BRIEF, REGIONS, "region: [皋兰县, 兰州市]", f"{STORY}: region"),
    (BRIEF, REGIONS, "region: [兰州市]", f"{STORY}: region"),
    (BRIEF, "topic: 留守儿童", "topic: 困境儿童", f"{STORY}: topic"),
    (BRIEF, "source: 兰州市妇联", "source: 白银市妇联", f"{STORY}: source"),
    (BRIEF, "status: ready", "status: ready\nvisibility: internal", f"{STORY}: visibility"),
    (BRIEF, "status: ready", "status: ready\nsubtitle: 一", f"{STORY}: subtitle"),
    (BRIEF, "status: ready", "status: ready\nnote: 一", f"{STORY}: note"),
    (MECHANISM, "caption: 沟通", "caption: 勾通", f"{PICTURE} caption"),
    (MECHANISM, "alt: 关系图", "alt: 关系表", f"{PICTURE} alt"),
    (MECHANISM, "**在排查了解方面**", "在排查了解方面", "items/2020/liaison-mechanism: body"),
    # the lists on which they rest
    ("recipients.yml", SCHOOLS, "name: 甘肃省教育厅, copies: 3", "education received 2, now 3"),
    ("recipients.yml", SCHOOLS, "name: 甘肃省教育局, copies: 2", "education was called"),
    ("recipients.yml", "name: 各市州、县市区政府", "name: 各市州政府", "recipients: localities"),
]  # fmt: skip


@pytest.mark.check(24)
@pytest.mark.parametrize(("file", "old", "new", "named"), EDITS)
def test_a_small_edit_is_refused_by_the_name_of_what_changed(
    file: str, old: str, new: str, named: str, content: Path, leave: Leave
) -> None:
    replace_in(content / file, old, new)
    assert named in found_wrong(content)
    leave(f"{len(EDITS)} of {len(EDITS)} refused; until an erratum permits that one and no other")


def test_a_name_that_the_page_shows_is_refused_if_it_becomes_another(content: Path) -> None:
    sources = content / "sources.yml"
    lines = sources.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if "name: 兰州市妇联" in line)
    lines[place] = '- {id: lanzhou-wf, name: 兰州市妇女联合会, aliases: [兰州市妇联], region: "620100"}'
    sources.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "page: 2020/left-behind-children is not what was issued" in found_wrong(content)


def test_one_bit_of_a_picture_is_refused(content: Path) -> None:
    picture = content / "images/2020/liaison-mechanism.png"
    data = bytearray(picture.read_bytes())
    end = data.rindex(b"IEND")
    data[end - 10] ^= 1  # in the last bytes of what is compressed, or its checksum
    picture.write_bytes(data)
    assert "liaison-mechanism.png" in found_wrong(content)


def test_a_template_that_says_something_else_on_the_issues_page_is_refused(
    content: Path, tmp_path: Path, own_theme: Callable[[], Workshop]
) -> None:
    workshop = own_theme()
    template = workshop.theme / "web/pages/issue.html"
    replace_in(template, '{{ label("issue_number", digits=issue.number.digits) }}', "第一期")
    assert "page: head is not what was issued in 2020-03" in found_wrong(content, workshop)


def test_how_far_an_issue_has_come_and_former_addresses_may_change(content: Path) -> None:
    replace_in(content / BRIEF, "status: ready", "aliases: [2020/books]")
    # a new alias is written behind the older ones; an item that had none is still known by its id
    assert "contents" in found_wrong(content)
    replace_in(content / BRIEF, "aliases: [2020/books]", "status: ready")
    assert found_wrong(content) == ""


def test_an_item_that_moved_is_known_by_its_alias(content: Path) -> None:
    (content / BRIEF).rename(content / "items/2020/books.yml")
    replace_in(content / "items/2020/books.yml", "status: ready", "aliases: [2020/left-behind-children]")
    replace_in(content / ISSUE, "2020/left-behind-children", "2020/books")
    assert found_wrong(content) == ""


def test_a_fault_names_the_line_and_what_to_do(content: Path) -> None:
    replace_in(content / BRIEF, "date: 2020-04-03", "date: 2020-04-02")
    line = next(line for line in found_wrong(content).splitlines() if ": date is not" in line)
    assert line.startswith(f"{content}/{BRIEF}:5:7: ")
    assert "put it back as it was" in line
    assert "errata/2020-03-1.yml" in line


def erratum(content: Path, **more: str) -> None:
    given = {"wrong": "50名", "right": "150名"} | more
    lines = ["issue: 2020-03", "item: 2020/left-behind-children", "date: 2020-04-20"]
    (content / "errata").mkdir(exist_ok=True)
    lines += [f"{key}: {value}" for key, value in given.items()]
    (content / "errata/2020-03-1.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_erratum_permits_the_correction_that_it_names_and_no_other(content: Path) -> None:
    erratum(content)
    assert found_wrong(content) == "", "the item may stay as it was"
    replace_in(content / BRIEF, "50名", "150名")
    assert found_wrong(content) == "", "or be corrected"
    replace_in(content / BRIEF, "1万元", "2万元")
    assert f"{STORY}: body" in found_wrong(content)


def test_an_erratum_can_name_by_its_sum_what_no_words_can(content: Path) -> None:
    replace_in(content / ISSUE, "  - 2020/trade-unions\n", "")
    replace_in(content / ISSUE, "  - 2020/back-to-work\n", "  - 2020/trade-unions\n  - 2020/back-to-work\n")
    (fault,) = [line for line in found_wrong(content).splitlines() if "issue: contents" in line]
    changes = fault.partition("changes: {")[2].partition("}")[0]
    erratum(content, changes="{" + changes + "}")
    assert found_wrong(content) == ""
    replace_in(content / ISSUE, "heading: 简讯", "heading: 短讯")
    assert "issue: contents" in found_wrong(content)
