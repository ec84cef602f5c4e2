"""The manuals know every key editors may write, every word they may type, and how to begin from nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jianbao import diagnostics
from jianbao.cli import words
from jianbao.load import extent, files, folder, pictures
from jianbao.load.records import scalars, shapes

ROOT = Path(__file__).parent.parent
MANUALS = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("editors.md", "editors.zh-CN.md")}
FILE = re.compile(r"^`([\w./-]+\.yml)`[^\n]*\n\n```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""A file of the first bulletin: its name at the beginning of a line, and what is in it."""
RECORDS = {
    "publication.yml": shapes.PublicationRecord,
    "publication.yml: contact": shapes.ContactRecord,
    "publication.yml: print": shapes.PrintRecord,
    "publication.yml: print: prices": shapes.PricesRecord,
    "publication.yml: scoring": shapes.ScoringRecord,
    "publication.yml: archive": shapes.ArchiveRecord,
    "regions.yml": shapes.RegionRecord,
    "topics.yml": shapes.TopicRecord,
    "sources.yml": shapes.SourceRecord,
    "recipients.yml": shapes.RecipientsRecord,
    "recipients.yml: recipients": shapes.RecipientRecord,
    "recipients.yml: groups": shapes.GroupRecord,
    "items/": shapes.ItemRecord,
    "items/: images": shapes.PictureRecord,
    "items/: parts": shapes.PartRecord,
    "issues/": shapes.IssueRecord,
    "issues/: contents": shapes.EntryRecord,
    "issues/: distribution": shapes.DistributionRecord,
    "issues/: signed_off": shapes.SignOffRecord,
    "errata/": shapes.ErratumRecord,
}
LIMITS = (
    *(f"{limit:,}" for limit in (scalars.MAX_LINE, scalars.MAX_TITLE, scalars.MAX_DESCRIPTION)),
    *(f"{limit:,}" for limit in (scalars.MAX_NOTE, scalars.MAX_TEXT, extent.MAX_LINES, extent.MAX_CELLS)),
    *(f"{limit:,}" for limit in (extent.MAX_NOTE_MARKS, extent.MAX_COLUMNS, extent.MAX_PARTS)),
    f"{extent.MAX_PICTURES:,}",
    *(f"{limit // 1024:,} KiB" for limit in (files.MAX_FILE_BYTES, files.MAX_LIST_BYTES)),
    *(f"{limit:,}" for limit in pictures.MAX_PIXELS.values()),
    f"{pictures.MAX_BYTES // 1024**2} MB",
    *(
        f"{limit:,}"
        for limit in (folder.MAX_SEGMENT, folder.MAX_NAME, folder.MAX_FOLDERS, folder.MAX_ENTRIES)
    ),
    f"{folder.MAX_TEXT_BYTES // 1024**2} MiB",
    *(f"{limit:,}" for limit in (diagnostics.MAX_OF_FILE, diagnostics.MAX_OF_RUN)),
)


@pytest.fixture(params=MANUALS)
def manual(request: pytest.FixtureRequest) -> str:
    """One of the manuals, in Chinese or English."""
    return MANUALS[request.param]


def first_bulletin(manual: str) -> dict[str, str]:
    """Return the files of which a manual makes a first bulletin."""
    return {match[1]: match[2] for match in FILE.finditer(manual)}


def records() -> Iterator[type[BaseModel]]:
    for thing in vars(shapes).values():
        if isinstance(thing, type) and issubclass(thing, shapes.Record) and thing is not shapes.Record:
            yield thing


@pytest.mark.parametrize("record", list(records()), ids=lambda record: record.__name__)
def test_every_key_stands_in_the_manual(record: type[BaseModel], manual: str) -> None:
    missing = [key for key in record.model_fields if not re.search(rf"`{key}(:|`)", manual)]
    assert not missing


@pytest.mark.parametrize("word", sorted(words.commands))
def test_every_word_stands_in_the_manual(word: str, manual: str) -> None:
    assert re.search(rf"`{word}( [^`]*)?`", manual)


def test_the_table_of_keys_names_every_record() -> None:
    assert set(RECORDS.values()) == set(records())


@pytest.mark.parametrize("where", RECORDS)
def test_the_manual_says_which_keys_are_required_and_what_is_assumed(where: str, manual: str) -> None:
    fields = RECORDS[where].model_fields.items()
    required = [f"`{key}`" for key, field in fields if field.is_required()]
    assumed = [f"`{key}`{_default(field)}" for key, field in fields if not field.is_required()]
    row = re.search(rf"^\| `{re.escape(where)}` \| (.*) \| (.*) \|$", manual, re.MULTILINE)
    assert row
    assert sorted(re.split("[,、] ?", row[1])) == sorted(required or ["–"])
    assert sorted(re.split("[,、] ?", row[2].replace("（", " (").replace("）", ")"))) == sorted(
        assumed or ["–"]
    )


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if isinstance(value, bool):
        return f" ({str(value).lower()})"
    return f" ({value})" if isinstance(value, str | int | Decimal) else ""


def test_the_manual_names_every_limit(manual: str) -> None:
    assert [limit for limit in LIMITS if not re.search(rf"(?<![\d,]){limit}(?![\d,]\d)", manual)] == []


def test_the_manuals_begin_the_same_bulletin() -> None:
    first, second = map(first_bulletin, MANUALS.values())
    assert first == second


def test_the_first_bulletin_of_the_manual_comes_out(tmp_path: Path) -> None:
    for name, text in first_bulletin(MANUALS["editors.md"]).items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    done = subprocess.run(
        (sys.executable, "-m", "jianbao", "--strict"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/issues/2020-01/2020-01.pdf").read_bytes().startswith(b"%PDF-")
    page = (tmp_path / "site/items/2020/left-behind-children/index.html").read_text("utf-8")
    assert "这批爱心物资价值1万元" in page


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_links_of_the_manual_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []
