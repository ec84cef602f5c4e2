"""What items and issues were called before."""

from pathlib import Path

import pytest
from small_content import ITEM, an_issue_file, an_item_file, publish

from jianbao.diagnostics import ContentFault, Severity

BOOKS = "items/2020/books.yml"


def messages(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """Return the faults of these files, without the places."""
    with pytest.raises(ContentFault) as raised:
        publish(folder, files)
    return [
        f"{found.message}; {found.hint}"
        for found in raised.value.diagnostics
        if found.severity is Severity.FAULT
    ]


def test_nothing_was_called_otherwise_unless_it_says_so(tmp_path: Path) -> None:
    files = {BOOKS: ITEM, "issues/2020-03.yml": an_issue_file("3", "2020/books")}
    publication = publish(tmp_path, files)
    assert (publication.items[0].aliases, publication.issues[0].aliases) == ((), ())


def test_reads_former_ids_in_the_order_in_which_they_are_written(tmp_path: Path) -> None:
    files = {
        BOOKS: ITEM + "aliases: [news/2020/0403, books]\n",
        "issues/2020-03.yml": an_issue_file("3", "2020/books", more="aliases: [2020-s03]\n"),
    }
    publication = publish(tmp_path, files)
    assert publication.items[0].aliases == ("news/2020/0403", "books")
    assert publication.issues[0].aliases == ("2020-s03",)


def test_an_item_and_an_issue_may_have_had_the_same_id(tmp_path: Path) -> None:
    files = {
        BOOKS: ITEM + "aliases: [old]\n",
        "issues/2020-03.yml": an_issue_file("3", "2020/books", more="aliases: [old]\n"),
    }
    publish(tmp_path, files)


@pytest.mark.parametrize("alias", ["2020/jobs", "2020/books"])
def test_refuses_an_alias_that_is_in_use(tmp_path: Path, alias: str) -> None:
    files = {BOOKS: f"{ITEM}aliases: [{alias}]\n", "items/2020/jobs.yml": an_item_file(title="招聘")}
    (said,) = messages(tmp_path, files)
    assert said.startswith(f'the alias "{alias}" is ')


def test_refuses_an_alias_of_a_file_that_is_at_fault_itself(tmp_path: Path) -> None:
    files = {BOOKS: f"{ITEM}aliases: [2020/jobs]\n", "items/2020/jobs.yml": "title: 招聘\n"}
    assert any("2020/jobs" in said for said in messages(tmp_path, files))


def test_refuses_an_alias_of_two_things(tmp_path: Path) -> None:
    files = {
        BOOKS: ITEM + "aliases: [old, old]\n",
        "items/2020/jobs.yml": an_item_file(title="招聘") + "aliases: [old]\n",
    }
    assert (
        messages(tmp_path, files) == ['the alias "old" leads to "2020/books" already; let it stand once'] * 2
    )


@pytest.mark.parametrize("alias", ["Old", "/old", "old/", "a//b", "../a", "旧", "a b", "old.html"])
def test_refuses_what_cannot_be_an_id(tmp_path: Path, alias: str) -> None:
    (said,) = messages(tmp_path, {BOOKS: f"{ITEM}aliases: ['{alias}']\n"})
    assert said.startswith(f'"{alias}" cannot be an id')


@pytest.mark.parametrize("issue", ["2020-02", "2020-03"])
def test_refuses_an_alias_of_an_issue_that_is_in_use(tmp_path: Path, issue: str) -> None:
    files = {
        BOOKS: ITEM,
        "items/2020/jobs.yml": an_item_file(title="招聘"),
        "issues/2020-02.yml": an_issue_file("2", "2020/jobs"),
        "issues/2020-03.yml": an_issue_file("3", "2020/books", more=f"aliases: [{issue}]\n"),
    }
    (said,) = messages(tmp_path, files)
    assert said.startswith(f'the alias "{issue}" is ')


def test_whoever_names_a_former_id_is_told_the_present_one(tmp_path: Path) -> None:
    files = {
        BOOKS: ITEM + "aliases: [books]\n",
        "items/2020/jobs.yml": an_item_file(title="招聘", body="见[书](item:books)和[期](issue:2020-s03)。"),
        "issues/2020-03.yml": an_issue_file("3", "books", more="aliases: [2020-s03]\n"),
    }
    assert sorted(messages(tmp_path, files)) == [
        'unknown issue "2020-s03"; write "2020-03", as it is called now',
        'unknown item "books"; write "2020/books", as it is called now',
        'unknown item "books"; write "2020/books", as it is called now',
    ]
