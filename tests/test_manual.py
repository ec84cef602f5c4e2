"""The manual knows every key editors may write and every word they may type."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from jianbao.cli import words
from jianbao.load.records import shapes

ROOT = Path(__file__).parent.parent
MANUAL = (ROOT / "docs" / "editors.md").read_text("utf-8")


def records() -> Iterator[type[BaseModel]]:
    for thing in vars(shapes).values():
        if isinstance(thing, type) and issubclass(thing, shapes.Record) and thing is not shapes.Record:
            yield thing


@pytest.mark.parametrize("record", list(records()), ids=lambda record: record.__name__)
def test_every_key_stands_in_the_manual(record: type[BaseModel]) -> None:
    missing = [key for key in record.model_fields if not re.search(rf"`{key}(:|`)", MANUAL)]
    assert not missing


@pytest.mark.parametrize("word", sorted(words.commands))
def test_every_word_stands_in_the_manual(word: str) -> None:
    assert re.search(rf"`{word}( [^`]*)?`", MANUAL)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_links_of_the_manual_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []
