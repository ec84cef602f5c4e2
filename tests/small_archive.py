"""A small archive with one of everything a website shows, and a few things that it must not show."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from examples import (
    CHILDREN,
    CITY,
    COUNTY,
    FEDERATION,
    LEFT_BEHIND,
    OTHER_CITY,
    OTHER_FEDERATION,
    PROVINCE,
    a_picture,
    a_publication,
    an_imprint,
    an_issue,
    an_item,
)

from jianbao.artifact import Artifact, PrintedIssue
from jianbao.language import read_language
from jianbao.model import (
    Body,
    Contact,
    Distribution,
    Erratum,
    Group,
    Issue,
    IssueKind,
    IssueNumber,
    IssueStatus,
    Item,
    Part,
    Publication,
    Recipient,
    Section,
    Visibility,
    public_edition,
)
from jianbao.outputs.data import render_data
from jianbao.outputs.edition import Edition
from jianbao.outputs.feeds import render_feeds
from jianbao.outputs.letter import render_letters
from jianbao.outputs.website import (
    PaperFacts,
    Site,
    Website,
    render_figures,
    render_pages,
    render_redirects,
    render_robots,
)
from jianbao.plan import MASTHEAD_FONT, SITE_CARD, card_address, picture_address, plan_release, slip_address
from jianbao.theme import find_theme

AS_OF = dt.datetime(2020, 5, 1, 12, 0, tzinfo=dt.UTC)
SECRET = "印数之外的话"
RECIPIENT = "李某某同志"

Word = Callable[[str], str]


def a_small_archive(word: Word = str) -> Publication:
    """Return all that an institution wrote, internal items included; each name passes through `word`."""
    province = replace(PROVINCE, name=word(PROVINCE.name))
    city = replace(CITY, name=word(CITY.name), parent=province)
    county = replace(COUNTY, name=word(COUNTY.name), parent=city)
    other_city = replace(OTHER_CITY, name=word(OTHER_CITY.name), parent=province)
    children = replace(CHILDREN, name=word(CHILDREN.name))
    left_behind = replace(LEFT_BEHIND, name=word(LEFT_BEHIND.name), parent=children)
    federation = replace(FEDERATION, name=word(FEDERATION.name), region=city)
    other_federation = replace(OTHER_FEDERATION, name=word(OTHER_FEDERATION.name), region=other_city)

    def item(item_id: str, title: str, **facts: object) -> Item:
        given = {"sources": (federation,), "regions": (city,), "topics": (left_behind,)}
        return an_item(item_id, title=word(title), **given | facts)

    shown = a_picture("2020/shown in text.png").file
    books = item(
        "2020/books",
        "爱心书籍送到留守儿童手中",
        subtitle=word("全市行动"),
        short_title=word("书籍到手"),
        note=word("编者请各地参考。"),
        body=Body(
            markdown=(
                "　　第一段有**要点**，见[方案](item:2020/old)和[上年末期](issue:2019-12)，"
                "不见[内部情况](item:2020/secret)。[^1]\n\n"
                '![领书的孩子](2020/shown in text.png "教室里")\n\n'
                "## 一、做法\n\n第二段。\n\n| 县 | 册 |\n| --- | --- |\n| 皋兰 | 50 |\n\n"
                "[^1]: 数字由市妇联提供。"
            ),
            pictures=(shown,),
        ),
        pictures=(a_picture(alt=word("书包"), caption=word("书包到手"), credit=word("市妇联")),),
    )
    round_up = item(
        "2020/round-up",
        "各地在行动",
        regions=(province,),
        body=Body(markdown="总起一段。"),
        parts=(
            Part(
                number=1,
                regions=(county,),
                sources=(federation,),
                body=Body(markdown="县里的事。[^1]\n\n[^1]: 县里的注。"),
            ),
            Part(
                number=2,
                regions=(other_city,),
                sources=(other_federation,),
                title=word("另一市结对"),
                body=Body(markdown="另一市的事。"),
            ),
        ),
    )
    brief = item("2020/brief", "县里来信", regions=(county,), date=dt.date(2020, 4, 1))
    secret = item(
        "2020/secret", "内部情况", visibility=Visibility.INTERNAL, body=Body(markdown=f"{SECRET}。")
    )
    old = item("2020/old", "救助方案", date=dt.date(2020, 1, 9), topics=(children,))
    waiting = item("2020/waiting", "未刊一条", date=dt.date(2020, 4, 20))
    group = Group(
        id="all", name=word("各市州妇儿工委"), members=(Recipient(id="b", name="张某某", copies=3),)
    )
    third = an_issue(
        number=3,
        cumulative=41,
        note=word("本期专题。"),
        print_count=160,
        sections=(
            Section(items=(round_up, books)),
            Section(heading=word("简讯"), items=(secret, brief)),
        ),
        distribution=Distribution(
            report_to=(Recipient(id="a", name=RECIPIENT),),
            distribute_to=(group, Recipient(id="c", name=RECIPIENT)),
        ),
    )
    issues = (
        an_issue(number=12, year=2019, date=dt.date(2019, 12, 30), cumulative=39),
        an_issue(old, number=1, date=dt.date(2020, 1, 10), cumulative=40),
        an_issue(number=2, date=dt.date(2020, 2, 10), status=IssueStatus.VOID),
        third,
        a_supplement(word),
    )
    archive = a_publication(
        *issues,
        imprint=an_imprint(
            name=word("简报"),
            organ=word("甘肃省政府妇女儿童工作委员会"),
            editor=word("甘肃省政府妇儿工委办公室"),
            issuer=word("甘肃省政府妇女儿童工作委员会办公室"),
            contact=Contact(
                email="office@example.org",
                phone=word("0931-1234567"),
                address=word("兰州市"),
                postcode="730000",
            ),
        ),
        regions=(province, city, county, other_city),
        topics=(children, left_behind),
        sources=(federation, other_federation),
        errata=(
            Erratum(
                id="2020-03-1",
                issue=third,
                item=books,
                date=dt.date(2020, 4, 20),
                wrong=word("50名"),
                right=word("150名"),
                note=word("编辑之误。"),
            ),
        ),
    )
    return replace(archive, items=(waiting, *archive.items))


def a_supplement(word: Word) -> Issue:
    """Return an issue with a number of the supplements' and a theme, and nothing in it."""
    return Issue(
        number=IssueNumber(year=2020, supplement=True, first=1, last=1),
        date=dt.date(2020, 4, 8),
        issued=dt.date(2020, 4, 9),
        status=IssueStatus.APPROVED,
        kind=IssueKind.SUPPLEMENT,
        title=word("经验专辑"),
    )


def a_site(publication: Publication, language: str = "zh-CN") -> Site:
    """Return the public edition of a publication as a site, its papers known."""
    theme = find_theme()
    public = public_edition(publication, AS_OF)
    papers = {
        issue.id: PaperFacts(
            page_count=16, size=1_234_567, page_of={item.id: n for n, item in enumerate(issue.items, 2)}
        )
        for issue in public.issues_out
    }
    return Site(
        publication=public,
        outline=plan_release(public),
        language=read_language(language, theme),
        papers=papers,
        theme=theme,
    )


def an_edition(site: Site) -> Edition:
    """Return the same as it is read elsewhere, its papers of few bytes."""
    papers = {
        issue.id: PrintedIssue(
            issue_id=issue.id,
            content=b"%PDF-1.7",
            page_count=16,
            page_of={item.id: n for n, item in enumerate(issue.items, 2)},
        )
        for issue in site.publication.issues_out
    }
    return Edition(
        publication=site.publication,
        language=site.language,
        theme=site.theme,
        papers=papers,
        slips={erratum.id: b"%PDF-1.7" for erratum in site.publication.errata},
    )


def a_website(site: Site) -> Website:
    """Return a site's pages with files of the right names: for the website, bytes are bytes."""
    edition = an_edition(site)
    return Website(
        imprint=site.publication.imprint,
        language=site.language,
        pages=tuple(render_pages(site)),
        files=(
            *(Artifact(paper.address, b"%PDF-1.7") for paper in site.outline.papers),
            *(Artifact(picture_address(file), file.sha256.encode()) for file in site.outline.pictures),
            render_robots(site.publication.imprint),
            *render_figures(site),
            *render_redirects(site),
            Artifact(MASTHEAD_FONT, b"wOF2"),
            *(Artifact(card_address(paper.issue), b"PNG") for paper in site.outline.papers),
            Artifact(SITE_CARD, b"PNG"),
            *(Artifact(slip_address(e), edition.slips[e.id]) for e in site.publication.errata),
            *render_feeds(edition),
            *render_letters(edition),
            *render_data(edition),
        ),
    )
