"""The number of an issue is one value, from which paper, file names, addresses, pages and feeds take it."""

import datetime as dt
import json

import paper_reading
import pytest
from examples import AS_OF, a_publication, an_issue, an_item
from paper_reading import print_paper
from small_archive import a_site, a_website

from jianbao.language import read_language
from jianbao.model import (
    CopyNumber,
    Issue,
    IssueKind,
    IssueNumber,
    IssueStatus,
    allot,
    changes_of,
    public_edition,
)
from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds import render_feeds
from jianbao.outputs.package import Dispatch
from jianbao.plan import address_of, paper_address

THEME = paper_reading.THEME
LANGUAGE = read_language("zh-CN", THEME)
REGULAR, SUPPLEMENT, SPECIAL = IssueKind.REGULAR, IssueKind.SUPPLEMENT, IssueKind.SPECIAL

CASES = [
    pytest.param(REGULAR, 3, 3, "2020-03", "第3期", "2020年第3期", id="regular"),
    pytest.param(REGULAR, 7, 8, "2020-07_08", "第7-8期", "2020年第7-8期", id="combined"),
    pytest.param(REGULAR, 128, 128, "2020-128", "第128期", "2020年第128期", id="continuous"),
    pytest.param(SUPPLEMENT, 1, 1, "2020-s01", "第1期", "2020年增刊第1期", id="supplement"),
    pytest.param(SPECIAL, 4, 4, "2020-04", "第4期", "2020年第4期（专刊）", id="special"),
]


def an_issue_numbered(kind: IssueKind, first: int, last: int) -> Issue:
    number = IssueNumber(year=2020, supplement=kind is SUPPLEMENT, first=first, last=last)
    made = an_issue(an_item(), kind=kind)
    return Issue(
        number=number,
        kind=kind,
        date=made.date,
        issued=made.issued,
        status=made.status,
        sections=made.sections,
        spare_copies=1,
    )


@pytest.mark.parametrize(("kind", "first", "last", "issue_id", "masthead", "title"), CASES)
def test_one_number_is_said_everywhere(
    kind: IssueKind, first: int, last: int, issue_id: str, masthead: str, title: str
) -> None:
    issue = an_issue_numbered(kind, first, last)
    publication = a_publication(issue)
    public = public_edition(publication, AS_OF)
    assert issue.id == issue_id
    assert address_of(issue) == f"issues/{issue_id}/"
    assert paper_address(issue) == f"issues/{issue_id}/{issue_id}.pdf"

    paper = print_paper(issue)
    assert masthead in paper.pages[0].text
    assert f"简报2020年{'增刊' if kind is SUPPLEMENT else ''}{masthead}" == paper.metadata["Title"]

    pages = {page.address: page for page in a_website(a_site(publication)).pages}
    assert pages[f"issues/{issue_id}/"].title == title

    feeds = {
        made.path: made.content
        for made in render_feeds(Edition(publication=public, language=LANGUAGE, theme=THEME))
    }
    entries = json.loads(feeds["issues/feed.json"])["items"]
    assert any(title in entry["title"] and f"issues/{issue_id}/" in entry["url"] for entry in entries)

    dispatch = Dispatch(
        issue=issue,
        imprint=publication.imprint,
        language=LANGUAGE,
        allotment=allot(issue, archive=0),
        changes=changes_of(publication, issue),
    )
    assert masthead in dispatch.name
    assert CopyNumber.read(next(dispatch.allotment.copies)[0].code).issue_id == issue_id


def test_a_withdrawn_number_is_kept_and_has_no_page() -> None:
    void = an_issue(number=2, status=IssueStatus.VOID, date=dt.date(2020, 3, 1))
    publication = a_publication(void, an_issue(an_item(), number=3))
    assert publication.issue("2020-02") is void
    addresses = {page.address for page in a_website(a_site(publication)).pages}
    assert "issues/2020-02/" not in addresses
    assert "issues/2020-03/" in addresses
