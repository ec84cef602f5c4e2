"""What a reader types finds what has it, all of it and nothing else, wherever it stands in a sentence."""

import re

import pytest
from conftest import Watched

from jianbao.outputs.website import SearchRecord
from jianbao.search_index.tokens import normalized

QUERIES = (
    # words, and words that stand in the middle of others
    "留守儿童", "留守", "儿童", "妇联", "妇女", "复工复产", "复工", "疫情防控", "疫情", "监护缺失",
    "困境儿童", "心理咨询", "志愿者", "志愿", "巾帼扶贫车间", "扶贫车间", "技能培训", "劳务输转", "统计监测",
    "发展规划",
    # names of places and offices, whole and in part
    "甘肃省", "兰州市", "兰州", "皋兰县", "嘉峪关", "市妇联", "省总工会", "总工会", "兰州市妇联", "妇儿工委",
    "妇儿工委办公室", "省政府妇儿工委办公室", "民政部门", "义乌市", "临夏州",
    # across what a dictionary would keep apart or together
    "守儿", "困难留守", "关心关爱", "儿工委", "复产", "扶贫", "市妇", "工会多措", "缺失儿童救助",
    # numbers, Latin letters, widths and marks
    "12338", "１２３３８", "2020年第3期", "第3期", "50名", "1万元", "网上", "“春风送岗位”", "《通知》",
    # several words; single characters
    "兰州 留守儿童", "妇联 培训 就业", "疫情 儿童 救助", "留守儿童，妇联", "妇", "茶", "水",
    # nothing
    "留守女童工作站", "量子计算", "兰州 量子", "龘",
)  # fmt: skip


def expected(records: tuple[SearchRecord, ...], query: str) -> set[str]:
    """Return the addresses of the records that have every run of the query, by reading their whole text."""
    runs = [run.lower() for run in re.findall(r"[\w’.]+", normalized(query))]
    return {
        record.address
        for record in records
        if all(any(run in text for text in texts_of(record)) for run in runs)
    }


def texts_of(record: SearchRecord) -> list[str]:
    """Return a record's texts; Latin words and numbers are found from their beginning."""
    return [normalized(segment).lower() for segment in record.segments]


def found(site: Watched) -> dict[str, list[str]]:
    """Ask the page's own engine for every query, one after the other; return the addresses it gives."""
    page = site.open("search/")
    page.wait_for_selector("[data-part=results] li")
    return page.evaluate(
        """async (queries) => {
            const { Engine } = await import("../assets/javascripts/search-engine.js");
            const { runsOf } = await import("../assets/javascripts/search-tokens.js");
            const engine = new Engine(new URL("./", location.href));
            await engine.open();
            const root = new URL("..", location.href).pathname;
            const found = {};
            for (const query of queries) {
                const places = [...(await engine.find(runsOf(query))).keys()];
                const records = await Promise.all(places.map((place) => engine.read(place)));
                found[query] = records.map((record) => record.url.slice(root.length));
            }
            return found;
        }""",
        list(QUERIES),
    )


def test_there_are_sixty_queries() -> None:
    assert len(set(QUERIES)) >= 60


@pytest.mark.parametrize("name", ["sample", "archive"])
def test_each_query_finds_all_that_has_it_and_nothing_else(name: str, request: pytest.FixtureRequest) -> None:
    site: Watched = request.getfixturevalue(name)
    records: tuple[SearchRecord, ...] = request.getfixturevalue(f"{name}_records")
    wanted = {query: expected(records, query) for query in QUERIES}
    got = found(site)
    assert {query: set(addresses) for query, addresses in got.items()} == wanted
    assert all(len(addresses) == len(set(addresses)) for addresses in got.values())
    assert sum(map(bool, wanted.values())) > len(QUERIES) * 0.8
