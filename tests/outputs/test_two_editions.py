"""Two editions from one source: the holders' paper has what is internal, and nothing public betrays it."""

import datetime as dt
import re
from dataclasses import replace

import paper_reading
import pytest
from examples import (
    AS_OF,
    CITY,
    FEDERATION,
    LEFT_BEHIND,
    a_picture,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)
from paper_reading import ReadPaper, print_of

from jianbao.artifact import PrintedIssue, PrintedVolume
from jianbao.language import read_language
from jianbao.model import (
    Body,
    Issue,
    Publication,
    Region,
    Section,
    Source,
    Topic,
    Visibility,
    public_edition,
)
from jianbao.outputs.bound_year import BoundYear, render_volume
from jianbao.outputs.issue_pdf import render_issue
from jianbao.typesetting.reading import as_seen, read_written

SECRET = "机要事项"
"""Stands in all that is said of the internal items, and nowhere else."""
LANGUAGE = read_language("zh-CN", paper_reading.THEME)
PICTURES = {"2020/secret.png": paper_reading.a_png(320, 200)}


def an_archive() -> Publication:
    """Return an archive whose third issue has an internal item in its midst, and an internal section."""
    region = Region(code="620199", name=f"{SECRET}区", parent=CITY)
    topic, source = Topic(id="secret", name=f"{SECRET}主题"), Source(id="secret", name=f"{SECRET}单位")
    facts = {
        "regions": (region,),
        "topics": (topic,),
        "sources": (source,),
        "visibility": Visibility.INTERNAL,
    }
    secret = an_item(
        "2020/secret",
        title=f"关于{SECRET}的情况",
        body=Body(markdown=f"{SECRET}的正文。" * 200),
        pictures=(a_picture("2020/secret.png", caption=f"{SECRET}图"),),
        **facts,
    )
    aside = an_item("2020/aside", title=f"{SECRET}短讯", body=Body(markdown=f"{SECRET}短讯正文。"), **facts)
    first = an_item("2020/first", title="第一条公开信息")
    last = an_item(
        "2020/last",
        title="最后一条公开信息",
        body=Body(markdown="公开的正文，见[有关情况](item:2020/secret)。"),
        regions=(CITY,),
        topics=(LEFT_BEHIND,),
        sources=(FEDERATION,),
    )
    issue = an_issue(
        sections=(
            Section(items=(first, secret, last)),
            Section(items=(aside,), heading=f"{SECRET}栏"),
        ),
        print_count=20,
    )
    other = an_issue(an_item("2020/other", title="别的一期"), number=4, date=dt.date(2020, 4, 14))
    base = a_publication(issue, other)
    return replace(
        base,
        regions=(*base.regions, region),
        topics=(*base.topics, topic),
        sources=(*base.sources, source),
    )


@pytest.fixture(scope="module")
def archive() -> Publication:
    return an_archive()


@pytest.fixture(scope="module")
def public(archive: Publication) -> Publication:
    return public_edition(archive, AS_OF)


def third(publication: Publication) -> Issue:
    issue = publication.issue("2020-03")
    assert issue is not None
    return issue


@pytest.fixture(scope="module")
def holders_paper(archive: Publication) -> ReadPaper:
    return print_of(third(archive), archive, PICTURES)


@pytest.fixture(scope="module")
def public_paper(public: Publication) -> ReadPaper:
    return print_of(third(public), public, {})


def text_of(content: bytes) -> str:
    pages = read_written(content).pages
    return as_seen("".join(text for page in pages for _, _, text in page.texts))


def test_the_holders_paper_has_what_is_internal(holders_paper: ReadPaper) -> None:
    text = text_of(holders_paper.printed.content)
    for part in (f"关于{SECRET}的情况", f"{SECRET}图", f"{SECRET}栏", f"{SECRET}短讯正文", f"{SECRET}单位"):
        assert part in text
    assert (1, f"关于{SECRET}的情况") in holders_paper.outline


def test_the_public_paper_has_nothing_of_it_in_text_bookmarks_or_description(public_paper: ReadPaper) -> None:
    assert SECRET not in text_of(public_paper.printed.content)
    assert SECRET not in str(public_paper.outline)
    assert SECRET not in str(public_paper.metadata)
    assert "secret" not in str(public_paper.links)
    assert SECRET.encode("utf-16-be") not in public_paper.printed.content
    assert all(not page.images for page in public_paper.pages)


def test_the_contents_of_the_public_paper_have_no_gap(public_paper: ReadPaper, public: Publication) -> None:
    titles = [item.title for item in third(public).items]
    assert titles == ["第一条公开信息", "最后一条公开信息"]
    listed = re.findall(r"(第一条公开信息|最后一条公开信息)[·.]*(\d+)", public_paper.pages[0].text)
    assert [title for title, _ in listed] == titles
    for (_, promised), title in zip(listed, titles, strict=True):
        assert title in public_paper.pages[int(promised) - 1].text


def test_the_public_pages_are_numbered_without_a_gap(public_paper: ReadPaper) -> None:
    folios = [re.sub(r"\D", "", page.folio.text) for page in public_paper.pages]
    assert folios == [str(number) for number in range(1, len(public_paper.pages) + 1)]


def test_the_public_paper_is_as_if_the_item_had_never_been_there(
    public: Publication, public_paper: ReadPaper
) -> None:
    """The same bytes come out where the internal item, and what only it is filed under, was never written."""
    clean = third(public)
    without = replace(
        public,
        regions=tuple(region for region in public.regions if SECRET not in region.name),
        topics=tuple(topic for topic in public.topics if SECRET not in topic.name),
        sources=tuple(source for source in public.sources if SECRET not in source.name),
    )
    assert print_of(clean, without, {}).printed.content == public_paper.printed.content


def bound(publication: Publication, pictures: dict[str, bytes]) -> PrintedVolume:
    volume = BoundYear.of(2020, publication)
    papers: dict[str, PrintedIssue] = {
        issue.id: render_issue(issue, publication, LANGUAGE, pictures, paper_reading.THEME)
        for issue in volume.issues
    }
    return render_volume(volume, papers, LANGUAGE, paper_reading.THEME)


def test_the_public_volume_has_nothing_of_it_and_the_holders_has(
    archive: Publication, public: Publication
) -> None:
    open_to_all, for_holders = bound(public, {}), bound(archive, PICTURES)
    assert SECRET not in text_of(open_to_all.content)
    assert SECRET not in str(read_written(open_to_all.content).bookmarks)
    assert f"关于{SECRET}的情况" in text_of(for_holders.content)
    assert open_to_all.page_count < for_holders.page_count


def test_neither_edition_changes_the_number_of_the_issue(archive: Publication, public: Publication) -> None:
    assert third(public).number == third(archive).number
    assert [issue.id for issue in public.issues_out] == [issue.id for issue in archive.issues_out]
    assert an_imprint().name in text_of(bound(public, {}).content)
