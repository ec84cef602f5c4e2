"""The papers about a year are PDF/A-2a and PDF/UA-1 at once, as issues are."""

import datetime as dt
from dataclasses import replace

import page
import pytest
import verapdf
from counted import Sizes, an_archive
from examples import an_imprint
from paper_reading import THEME

from jianbao.artifact import PrintedIssue
from jianbao.language import read_language
from jianbao.model import holders_edition
from jianbao.outputs.adoption_paper import render_circular
from jianbao.outputs.annual_index import render_annual_index

needs_verapdf = pytest.mark.skipif(
    bool(verapdf.lacking()),
    reason=f"a second opinion needs {verapdf.lacking()} (pyproject.toml, group test)",
)


@pytest.fixture(scope="module")
def papers() -> list[bytes]:
    edition = holders_edition(replace(an_archive(4, Sizes(items=200, sources=50)), imprint=an_imprint()))
    language = read_language("zh-CN", THEME)
    printed = {
        issue.id: PrintedIssue(
            issue_id=issue.id, content=b"", page_count=9, page_of={item.id: 2 for item in issue.items}
        )
        for issue in edition.issues
    }
    circular = render_circular(edition, 2019, dt.date(2020, 1, 8), language, THEME, is_public=False)
    return [circular.content, render_annual_index(edition, 2019, printed, language, THEME).content]


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_papers_keep_the_standards(papers: list[bytes], profile: str) -> None:
    for content in papers:
        report = page.validate_pdf_bytes(content, profile=profile)
        assert report.rules.total > 100
        assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


@pytest.mark.long
@needs_verapdf
@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_verapdf_agrees_about_papers_of_the_year(papers: list[bytes], profile: str) -> None:
    for content in papers:
        assert verapdf.engine().faults(content, profile) == ()
