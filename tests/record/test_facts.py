"""What of an issue is sealed, under which name, and where it stands."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from examples import a_picture, an_issue, an_item

from jianbao.diagnostics import Place
from jianbao.model import Distribution, Group, Issue, Recipient, Section
from jianbao.record import Fact, facts_of
from jianbao.record.facts import sum_of_text


@dataclass(frozen=True)
class File:
    """A file as it was written; the place of a value is told by its way in."""

    name: str
    data: Any

    def place(self, *loc: str | int) -> Place:
        return Place("/".join(map(str, (self.name, *loc))))


def sealed_of(issue: Issue, page: dict[str, str] | None = None, **files: Any) -> dict[str, Fact]:
    written = {f"issues/{issue.id}": {}} | {f"items/{item.id}": {} for item in issue.items} | files
    return facts_of(
        issue,
        documents={name: File(name, data) for name, data in written.items()},
        picture=lambda path: f"bytes of {path}".encode(),
        picture_place=lambda path: Place(f"images/{path}"),
        page=page or {},
    )


def shown(facts: dict[str, Fact]) -> dict[str, tuple[str | None, str, str | None]]:
    return {name: (fact.text, fact.place.path, fact.item) for name, fact in facts.items()}


def test_every_value_is_sealed_by_its_name() -> None:
    data = {"number": "3", "distribution": {"send_to": ["city", "县"]}, "note": None}
    found = shown(sealed_of(an_issue(), **{"issues/2020-03": data}))
    assert found["issue: number"] == ("3", "issues/2020-03/number", None)
    assert found["issue: distribution send_to"] == (
        '["city", "县"]',
        "issues/2020-03/distribution/send_to",
        None,
    )
    assert set(found) == {"issue: number", "issue: distribution send_to", "issue: contents"}


def test_lists_of_keys_are_sealed_entry_by_entry() -> None:
    data = {"title": "书籍", "images": [{"file": "a.png", "alt": "甲"}, {"file": "b.png"}]}
    found = shown(sealed_of(an_issue(an_item()), **{"items/2020/books": data}))
    assert found["items/2020/books: title"] == ("书籍", "items/2020/books/title", "2020/books")
    assert found["items/2020/books: images 1 alt"] == ("甲", "items/2020/books/images/0/alt", "2020/books")
    assert found["items/2020/books: images 2 file"] == (
        "b.png",
        "items/2020/books/images/1/file",
        "2020/books",
    )


def test_a_list_in_which_texts_and_keys_stand_side_by_side_loses_neither() -> None:
    data = {"contents": ["2020/books", {"heading": "简讯", "items": ["2020/jobs"]}]}
    found = shown(sealed_of(an_issue(an_item()), **{"items/2020/books": data}))
    assert found["items/2020/books: contents 1"][0] == "2020/books"
    assert found["items/2020/books: contents 2 items"][0] == '["2020/jobs"]'


def test_how_far_it_has_come_and_where_it_was_found_before_are_free() -> None:
    data = {"status": "ready", "aliases": ["2020/old"], "title": "书籍"}
    found = sealed_of(an_issue(an_item()), **{"issues/2020-03": data, "items/2020/books": data})
    assert [name for name in found if "status" in name or "aliases" in name] == []
    assert {"issue: title", "items/2020/books: title"} <= found.keys()


def test_the_order_of_the_items_is_sealed_as_one() -> None:
    books, jobs = an_item(aliases=("2020/old", "2020/older")), an_item("2020/jobs")
    issue = an_issue(sections=(Section(items=(books,)), Section(items=(jobs,), heading="简讯")))
    found = sealed_of(issue, **{"issues/2020-03": {"contents": ["2020/books", {"heading": "简讯"}]}})
    fact = found["issue: contents"]
    assert fact.text == json.dumps([[None, ["2020/old"]], ["简讯", ["2020/jobs"]]], ensure_ascii=False)
    assert fact.place == Place("issues/2020-03/contents")
    assert [name for name in found if name.startswith("issue: contents")] == ["issue: contents"]


def test_an_item_is_known_by_the_id_that_it_had_first() -> None:
    item = an_item(aliases=("2020/old",))
    page = {"head": "第三期", "2020/books": "书籍送到"}
    found = shown(sealed_of(an_issue(item), page, **{"items/2020/books": {"title": "书籍"}}))
    assert found["items/2020/old: title"] == ("书籍", "items/2020/books/title", "2020/books")
    assert found["page: 2020/old"] == ("书籍送到", "items/2020/books", "2020/books")
    assert found["page: head"] == ("第三期", "issues/2020-03", None)


def test_pictures_are_sealed_by_their_bytes() -> None:
    found = sealed_of(an_issue(an_item(pictures=(a_picture(),))))
    fact = found["images/2020/books.png"]
    assert fact.sha256 == hashlib.sha256(b"bytes of 2020/books.png").hexdigest()
    assert (fact.place, fact.text, fact.item) == (Place("images/2020/books.png"), None, "2020/books")


def test_groups_are_sealed_by_the_name_that_the_colophon_prints() -> None:
    city = Recipient(id="city", name="市妇联")
    group = Group(id="all", name="各市州", members=(city,))
    found = shown(sealed_of(an_issue(distribution=Distribution(report_to=(city,), send_to=(group,)))))
    assert found["recipients: all"] == ("各市州", "issues/2020-03/distribution", None)
    assert "recipients: city" not in found


def test_a_text_is_sealed_by_the_sum_of_its_utf_8() -> None:
    assert sum_of_text("简报") == hashlib.sha256("简报".encode()).hexdigest()
    facts = sealed_of(an_issue(), **{"issues/2020-03": {"note": "编"}})
    assert facts["issue: note"].sha256 == sum_of_text("编")
