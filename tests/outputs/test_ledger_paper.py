"""The ledger of a year on paper: fifty issues, names that change, and nothing that is cut off."""

import datetime as dt

import pytest
from examples import an_imprint, an_issue, an_item

from jianbao.artifact import YearPaper
from jianbao.language import read_language
from jianbao.model import Delivered, Delivery, Imprint, Ledger
from jianbao.outputs.ledger_paper import ACROSS, blocks_of, render_ledger
from jianbao.theme import find_theme
from jianbao.typesetting.reading import as_seen, read_written
from jianbao.workshop import Workshop

FOOT = 260.0
"""Millimetres from the top, below which stand page numbers alone."""


def a_ledger(issues: int, recipients: int) -> Ledger:
    """Return a ledger in which every third recipient gets two copies, and one is renamed on the way."""
    return Ledger(
        year=2020,
        issues=tuple(_delivered(number, recipients, issues) for number in range(1, issues + 1)),
    )


def _delivered(number: int, recipients: int, issues: int) -> Delivered:
    day = dt.date(2020, 1, 1) + dt.timedelta(days=7 * number)
    found: list[Delivery] = []
    first = 1
    for n in range(recipients):
        if (n + number) % 11:
            name = f"第{n}街道办事处妇女儿童工作委员会" + ("筹备组" if n == 0 and number < issues / 2 else "")
            last = first + (n % 3 == 0)
            found.append(Delivery(line="send_to", recipient=f"r{n}", name=name, first=first, last=last))
            first = last + 1
    found.append(Delivery(line="archive_copies", recipient="", name="", first=first, last=first + 9))
    issue = an_issue(an_item(), number=number, date=day)
    return Delivered(issue=issue, deliveries=tuple(found), is_sealed=number < issues)


def render(ledger: Ledger, language: str = "zh-CN") -> YearPaper:
    Workshop.here().lay_out_fonts()
    imprint: Imprint = an_imprint(language=language)
    theme = find_theme()
    return render_ledger(ledger, imprint, read_language(language, theme), theme)


@pytest.mark.parametrize("issues", [1, 6, 7, 12, 13, 50])
def test_blocks_are_alike_and_hold_every_issue_once(issues: int) -> None:
    blocks = blocks_of(a_ledger(issues, 1), read_language("zh-CN", find_theme()))
    sizes = [len(block.issues) for block in blocks]
    assert sum(sizes) == issues
    assert max(sizes) <= ACROSS
    assert max(sizes) - min(sizes) <= 1
    assert [block.is_last for block in blocks] == [False] * (len(blocks) - 1) + [True]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_fifty_issues_are_set_with_their_head_on_every_page(language: str) -> None:
    ledger = a_ledger(50, 40)
    written = read_written(render(ledger, language).content)
    recipient = as_seen(read_language(language, find_theme())("ledger_recipient"))
    pages = [page.stream(FOOT) for page in written.pages]
    assert all(recipient in page for page in pages)
    text = "".join(pages)
    for delivered in ledger.issues:
        assert f"{delivered.deliveries[-1].last:06}" in text
        assert str(delivered.copies) in text
    assert str(ledger.copies) in text
    assert len(written.bookmarks) == 1 + len(blocks_of(ledger, read_language(language, find_theme())))
    assert len(written.pages) >= len(blocks_of(ledger, read_language(language, find_theme())))


def test_a_recipient_who_was_renamed_stands_under_both_names() -> None:
    text = "".join(page.stream(FOOT) for page in read_written(render(a_ledger(6, 3)).content).pages)
    assert "第0街道办事处妇女儿童工作委员会（原：第0街道办事处妇女儿童工作委员会筹备组）" in text


def test_the_same_ledger_is_the_same_file() -> None:
    assert render(a_ledger(3, 5)).content == render(a_ledger(3, 5)).content
