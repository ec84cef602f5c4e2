"""The search index: the same each time, made once, public only, and cut so that every word is found."""

import base64
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from search_archive import an_archive, records_of
from small_archive import SECRET, a_site, a_small_archive

from jianbao.artifact import Artifact
from jianbao.diagnostics import EnvironmentFault
from jianbao.outputs.website import RecordKind, SearchRecord, Site, newest_records, search_records
from jianbao.search_index import make_index
from jianbao.search_index.tokens import normalized, tokens
from jianbao.work import Store

ROOT = Path(__file__).parent.parent

MAKE_ELSEWHERE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from search_archive import an_archive, records_of
from jianbao.search_index import make_index
from jianbao.work import Store
for file in make_index(records_of(an_archive(60)), Store(Path("store"))):
    path = Path("made", file.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)
"""


@pytest.fixture(scope="module")
def records() -> tuple[SearchRecord, ...]:
    return records_of(an_archive(60))


@pytest.fixture(scope="module")
def files(records: tuple[SearchRecord, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return as_dict(make_index(records, Store(tmp_path_factory.mktemp("store"))))


def as_dict(files: tuple[Artifact, ...]) -> dict[str, bytes]:
    return {file.path: file.content for file in files}


def test_same_records_give_same_bytes_anywhere(files: dict[str, bytes], tmp_path: Path) -> None:
    elsewhere = os.environ | {
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT),
        "RAYON_NUM_THREADS": "1",
        "TMPDIR": str(tmp_path),
        "TZ": "Asia/Shanghai",
        "PAGEFIND_FORCE_LANGUAGE": "en",
    }
    subprocess.run(
        [sys.executable, "-c", MAKE_ELSEWHERE, str(ROOT / "tests")], cwd=tmp_path, env=elsewhere, check=True
    )
    made = tmp_path / "made"
    assert {
        file.relative_to(made).as_posix(): file.read_bytes() for file in made.rglob("*") if file.is_file()
    } == files


def test_only_what_a_search_loads_is_published(files: dict[str, bytes]) -> None:
    kinds = {Path(path).suffix for path in files if path.startswith("search/pagefind/")}
    assert kinds == {".js", ".json", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
    assert not [path for path in files if "ui" in Path(path).stem]
    assert [path for path in files if path.endswith(".pagefind")] == ["search/pagefind/wasm.unknown.pagefind"]
    assert sum(path.endswith(".pf_index") for path in files) > 10


def test_an_index_is_made_once(
    records: tuple[SearchRecord, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    first = make_index(records[:5], store)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: tmp_path / "nothing here")
    told: list[str] = []
    assert make_index(records[:5], store, told.append) == first
    assert told == [record.address for record in records[:5]]


def test_the_store_holds_the_newest_index_only(records: tuple[SearchRecord, ...], tmp_path: Path) -> None:
    for count in (3, 4):
        make_index(records[:count], Store(tmp_path))
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


def test_an_archive_with_nothing_in_it_needs_no_pagefind(tmp_path: Path) -> None:
    found = as_dict(make_index((), Store(tmp_path)))
    assert json.loads(found["search/records.json"])["kind"] == ""
    assert not [path for path in found if "pagefind" in path]


def a_program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


ERROR = base64.b64encode(b'{"payload": {"type": "Error", "message": "no room"}}').decode()


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("echo disk full >&2; exit 3", r"(?s)Pagefind ended with 3; .*build\.py.*disk full"),
        (f"head -c 1 >/dev/null; printf %s {ERROR},", r"Pagefind failed: no room; .*build\.py"),
    ],
)
def test_a_failure_of_pagefind_is_told_with_what_to_do(
    records: tuple[SearchRecord, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    program: str,
    told: str,
) -> None:
    path = a_program(tmp_path / "pagefind", program)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: path)
    with pytest.raises(EnvironmentFault, match=told):
        make_index(records[:2], Store(tmp_path / "store"))


def test_a_machine_that_does_not_run_pagefind_is_told_so(
    records: tuple[SearchRecord, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: tmp_path / "nothing here")
    with pytest.raises(EnvironmentFault, match=r"Pagefind does not run: .*build\.py"):
        make_index(records[:2], Store(tmp_path))


@pytest.fixture(scope="module")
def small() -> Site:
    return a_site(a_small_archive())


def test_what_is_internal_is_in_no_byte_of_the_search(small: Site, tmp_path: Path) -> None:
    found = as_dict(make_index(search_records(small), Store(tmp_path)))
    whole = "\n".join(record.whole for record in search_records(small))
    assert SECRET not in whole
    assert "内部情况" not in whole.replace("不见内部情况", "")
    for path, content in found.items():
        assert SECRET.encode() not in content, path


def test_items_parts_and_issues_are_found_each_at_its_own_place(small: Site) -> None:
    found = {record.address: record for record in search_records(small)}
    part = found["items/2020/round-up/#part-2"]
    assert (part.kind, part.title, part.within) == (RecordKind.PART, "另一市结对", "各地在行动")
    assert [region.name for region in part.regions] == ["白银市"]
    assert [topic.name for topic in part.topics] == ["留守儿童"]
    item = found["items/2020/round-up/"]
    assert "另一市的事" not in item.text
    assert item.issue == "2020年第3期"
    issue = found["issues/2020-03/"]
    assert (issue.kind, issue.title) == (RecordKind.ISSUE, "2020年第3期")
    assert "书籍到手" in issue.text


def test_records_stand_newest_first_and_parts_with_their_item(small: Site) -> None:
    records = search_records(small)
    assert [record.date for record in records] == sorted((r.date for r in records), reverse=True)
    kinds = "".join(record.kind.value for record in records)
    assert "ipp" in kinds
    assert not kinds.startswith("p")
    whole = [record for record in records if record.kind is not RecordKind.PART]
    assert newest_records(small, 4) == tuple(whole[:4])


def test_numbers_of_footnotes_are_no_part_of_a_word(small: Site) -> None:
    book = next(record for record in search_records(small) if record.address == "items/2020/books/")
    assert "不见内部情况。 教室里" in book.text
    assert "↑" not in book.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("留守儿童", "留守ː 守儿ː 儿童ː ␣"),
        ("疫情、防控", "疫情ː ␣ 、 防控ː ␣"),
        ("防控 疫情", "防控ː ␣ ␠ 疫情ː ␣"),
        ("拨打１２３３８热线", "拨打ː 打12338ː 12338热ː 热线ː ␣"),
        ("QQ群。", "QQ群ː ␣ 。"),
        ("Women’s Home 2.0", "Women’sː ␠ Homeː ␠ 2.0ː"),
        ("水、电", "水ː 、 电ː"),
        ("甲¶乙", "甲ː ␠ 乙ː"),
        ("", ""),
    ],
)
def test_text_is_cut_into_pairs(text: str, wanted: str) -> None:
    assert " ".join(tokens(normalized(text))) == wanted


def test_a_heavy_pair_and_the_one_before_it_take_a_third_unit_with_them() -> None:
    cut = " ".join(tokens("兰州市妇联和妇联", {"妇联"}))
    assert cut == "兰州ː 州市ː 市妇联 妇联和 联和ː 和妇联 妇联ː ␣"


def test_every_unit_takes_one_place() -> None:
    """Else two runs apart would stand as far from each other as one unbroken run."""
    cut = [*tokens(normalized("抗疫情、防控12338，疫情防控"))]
    first, second = (place for place, token in enumerate(cut) if token == "防控ː")
    assert first - cut.index("疫情ː") == 3
    assert second - (len(cut) - cut[::-1].index("疫情ː") - 1) == 2
