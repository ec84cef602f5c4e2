"""One run says everything: many faults put into the sample bulletin at once."""

import shutil
from pathlib import Path

import pytest

from jianbao.diagnostics import ContentFault
from jianbao.load import read_publication

SAMPLE = Path(__file__).parent.parent.parent / "content"
JOBS = "items/2020/back-to-work.yml"
BOOKS = "items/2020/left-behind-children.yml"
GAP = "items/2020/guardianship-gap.yml"
LIAISON = "items/2020/liaison-mechanism.yml"
MEETING = "items/2020/monitoring-meeting.yml"
UNIONS = "items/2020/trade-unions.yml"
ISSUE = "issues/2020-03.yml"
HERE = "‸"
"""Stands in a replacement before the character at which the fault is to be reported."""

FAULTS = (
    # file, what stands there, what is put in its place, how the message begins
    ("publication.yml", "zh-CN", "‸zh-TW", 'the language "zh-TW" is not known'),
    ("publication.yml", "fonts: {}", "fonts: {‸kaiti: KaiTi}", 'unknown font role "kaiti"'),
    ("regions.yml", '敦煌市, parent: "620900"', '敦煌市, parent: ‸"629000"', 'unknown code "629000"'),
    ("regions.yml", '"623027"', '‸"623026"', 'the code "623026" is given twice'),
    ("regions.yml", "name: 瓜州县", "‸nmae: 瓜州县", "unknown key `nmae`"),
    ("topics.yml", "name: 劳务输转", "name: ‸[劳务输转]", "text is expected here"),
    ("topics.yml", "parent: back-to-work", "parent: ‸复工复产", 'unknown id "复工复产"'),
    ("sources.yml", 'region: "623000"', 'region: ‸"632000"', 'unknown region "632000"'),
    ("sources.yml", "id: jinchang-wf", "id: ‸Jinchang-WF", '"Jinchang-WF" cannot be an id'),
    (
        "recipients.yml",
        "{id: luqu,",
        "{id: ‸maqu, name: 玛曲}\n  - {id: luqu,",
        'the id "maqu" is given twice',
    ),
    ("recipients.yml", "      - dunhuang\n", "      - ‸dunhang\n", 'unknown recipient "dunhang"'),
    (JOBS, "source: 甘肃省各市州妇联", "source: ‸甘肃各市州妇联", 'unknown source "甘肃各市州妇联"'),
    (JOBS, "date: 2020-03-31", "date: ‸2020-03-32", '"2020-03-32" is not a date'),
    (JOBS, "status: ready", "status: ‸finished", '"finished" is not possible for `status`'),
    (JOBS, "region: 平凉市", "region: ‸平凉", 'unknown region "平凉"'),
    (JOBS, "线上教授月嫂", "线上教授‸<i>月嫂", "raw HTML is not taken: <i>"),
    (BOOKS, "topic: 留守儿童", "topic: ‸留守孩子", 'unknown topic "留守孩子"'),
    (BOOKS, "皋兰县]", "皋兰县, ‸兰州市]", '"兰州市" is named twice'),
    (GAP, "2020/guardianship-flow.png", "‸2020/guardian-flow.png", "the picture"),
    (BOOKS, "此次行动依据的是", "此次‸&nbsp;行动依据的是", "HTML entities are not taken"),
    (GAP, "疫情防控]", "‸疫情防空]", 'unknown topic "疫情防空"'),
    (GAP, "发现无人监护的", "发现无人监护‸\u200b的", "the character U+200B is invisible"),
    (GAP, "**每周至少两次**", "[每周](‸weekly)", 'the link "weekly" leads nowhere'),
    (LIAISON, "(item:2020/guardianship-gap)", "(‸item:2020/guardian-gap)", "unknown item"),
    (LIAISON, "兰州新区]", "‸兰新区]", 'unknown region "兰新区"'),
    (MEETING, "title: 甘肃省妇", 'title: ‸""\nsubtitle: 甘肃省妇', "`title` is empty"),
    (MEETING, "    alt: 流程图，", '    alt: ‸""\n    credit: 流程图，', "`alt` is empty"),
    (UNIONS, "region: [", "‸source: 省总工会\nregion: [", '"source" stands here a second time'),
    (UNIONS, "康乐县,", "‸永乐县,", 'unknown region "永乐县"'),
    (ISSUE, "  - 2020/trade-unions\n", "  - 2020/trade-unions\n  - ‸2020/trade-union\n", "unknown item"),
    (ISSUE, "send_to: []", "send_to: [‸press]", 'unknown recipient "press"'),
    (ISSUE, "number: 3", "number: ‸4", 'the file is called "2020-03"'),
)


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SAMPLE, "content")
    return Path("content")


def break_at(content: Path, name: str, old: str, new: str) -> None:
    file = content / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    file.write_text(text.replace(old, new), "utf-8")


def take_marks(content: Path) -> list[str]:
    """Take the marks out of every file and return the places at which they stood."""
    places = []
    for file in content.rglob("*.yml"):
        lines = file.read_text("utf-8").split("\n")
        for row, line in enumerate(lines):
            before = line.split(HERE)[:-1]
            places += [f"{file}:{row + 1}:{len(''.join(before[: n + 1])) + 1}" for n in range(len(before))]
        file.write_text("\n".join(lines).replace(HERE, ""), "utf-8")
    return places


def test_reports_every_fault_of_a_bulletin_in_one_run(content):
    for name, old, new, _ in FAULTS:
        break_at(content, name, old, new)
    places = take_marks(content)

    with pytest.raises(ContentFault) as raised:
        read_publication(content)

    found = raised.value.diagnostics
    assert len(found) == len(FAULTS) >= 30
    assert sorted(str(finding.place) for finding in found) == sorted(places)
    for _, _, _, message in FAULTS:
        assert any(finding.message.startswith(message) for finding in found), message


def test_reports_faults_in_the_order_in_which_an_editor_walks_through_the_files(content):
    for name, old, new, _ in FAULTS:
        break_at(content, name, old, new.replace(HERE, ""))

    with pytest.raises(ContentFault) as raised:
        read_publication(content)

    places = [finding.place for finding in raised.value.diagnostics]
    assert places == sorted(places)


def test_says_the_same_each_time(content):
    for name, old, new, _ in FAULTS:
        break_at(content, name, old, new.replace(HERE, ""))

    with pytest.raises(ContentFault) as first:
        read_publication(content)
    with pytest.raises(ContentFault) as second:
        read_publication(content)

    assert str(first.value) == str(second.value)
