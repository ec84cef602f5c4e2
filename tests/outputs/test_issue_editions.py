"""What a paper says of itself: whether it is in force, and for whom it is."""

import pytest
from examples import AS_OF, a_publication, an_imprint, an_issue, an_item
from paper_reading import MM, THEME, ReadPaper, print_of, print_paper

from jianbao.diagnostics import EnvironmentFault
from jianbao.language import read_language
from jianbao.model import (
    Body,
    Distribution,
    Issue,
    IssueStatus,
    Recipient,
    Visibility,
    public_edition,
)
from jianbao.outputs import issue_pdf
from jianbao.outputs.issue_pdf import render_issue

TOP = 37 * MM
LONG = Body(markdown="一二三四五六七八九十甲乙丙丁。" * 120)
HELD_BACK = "本期含不公开的信息，请勿外传。"


def marks_of(paper: ReadPaper) -> list[str]:
    """Return what stands over each page."""
    return ["".join(line.text for line in page.lines if line.baseline < TOP) for page in paper.pages]


# drafts and withdrawn numbers


@pytest.mark.parametrize(
    ("status", "language", "mark"),
    [
        (IssueStatus.DRAFT, "zh-CN", "草稿"),
        (IssueStatus.DRAFT, "en", "DRAFT"),
        (IssueStatus.VOID, "zh-CN", "作废"),
        (IssueStatus.VOID, "en", "VOID"),
        (IssueStatus.APPROVED, "zh-CN", ""),
        (IssueStatus.ISSUED, "en", ""),
    ],
)
def test_every_page_of_a_paper_that_is_not_in_force_says_so(
    status: IssueStatus, language: str, mark: str
) -> None:
    paper = print_paper(an_issue(an_item(body=LONG), status=status), language=language)
    assert len(paper.pages) > 2
    assert marks_of(paper) == [mark] * len(paper.pages)


def test_the_mark_of_a_draft_moves_nothing() -> None:
    issued, draft = (
        print_paper(an_issue(an_item(body=LONG), status=status))
        for status in (IssueStatus.ISSUED, IssueStatus.DRAFT)
    )
    for plain, marked in zip(issued.pages, draft.pages, strict=True):
        lines = {(line.text, line.baseline, line.left) for line in marked.lines if line.baseline > TOP}
        assert lines == {(line.text, line.baseline, line.left) for line in plain.lines}


def test_the_mark_stands_on_the_page_of_the_colophon_too_but_on_no_blank_page() -> None:
    for sentences in range(20, 44):
        issue = an_issue(
            an_item(body=Body(markdown="一二三四五六七八九十甲乙丙丁。" * sentences)),
            status=IssueStatus.DRAFT,
        )
        paper = print_paper(issue, colophon_on_even_page=True)
        blank = [not page.lines for page in paper.pages]
        assert [bool(mark) for mark in marks_of(paper)] == [not is_blank for is_blank in blank]
        if any(blank):
            break
    else:
        pytest.fail("no page was blank")


def test_a_draft_whose_mark_was_lost_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issue_pdf, "_MARKED", "{mark:.0}")
    issue = an_issue(an_item(), status=IssueStatus.DRAFT)
    with pytest.raises(EnvironmentFault, match="page 1 has “” over it, and not “草稿”"):
        render_issue(issue, a_publication(issue), read_language("zh-CN", THEME), {}, THEME)


# two editions


def an_issue_of_both() -> Issue:
    internal = an_item("2020/inner", title="内部的一条", visibility=Visibility.INTERNAL)
    return an_issue(an_item(), internal, print_count=9)


def public_paper(issue: Issue, **imprint: bool) -> ReadPaper:
    publication = public_edition(a_publication(issue, imprint=an_imprint(**imprint)), AS_OF)
    return print_of(publication.issues[0], publication, {})


def test_holders_are_told_that_their_paper_has_news_that_is_not_public() -> None:
    paper = print_paper(an_issue_of_both())
    assert HELD_BACK in paper.pages[-1].text
    assert "内部的一条" in paper.stream


def test_the_public_edition_is_what_it_would_be_without_internal_news() -> None:
    issue = an_issue_of_both()
    without = an_issue(an_item(), print_count=9)
    assert public_paper(issue).printed.content == public_paper(without).printed.content


def test_holders_are_told_nothing_where_only_their_names_are_withheld() -> None:
    names = Distribution(report_to=(Recipient(id="a", name="张某某"),))
    assert HELD_BACK not in print_paper(an_issue(an_item(), distribution=names)).stream


def test_a_classified_issue_says_it_by_its_classification_alone() -> None:
    issue = an_issue(an_item(visibility=Visibility.INTERNAL), classification="秘密★1年")
    assert HELD_BACK not in print_paper(issue).stream


def test_only_papers_for_preprinted_sheets_lack_their_head() -> None:
    issue = an_issue(an_item())
    assert print_paper(issue, preprinted_head=True).pages[0].reds == 0
    assert public_paper(issue, preprinted_head=True).pages[0].reds > 10
