"""What everyone may read, and what a paper depends on."""

import datetime as dt

import pytest
from examples import AS_OF, COUNTY, a_publication, an_issue, an_item

from jianbao.model import (
    Body,
    Distribution,
    Erratum,
    Group,
    IssueStatus,
    ItemStatus,
    Recipient,
    Region,
    Section,
    SignOff,
    Source,
    Visibility,
    excerpt_around,
    public_edition,
)

HIDDEN = {
    "internal": {"visibility": Visibility.INTERNAL},
    "draft": {"status": ItemStatus.DRAFT},
    "embargoed": {"embargo": AS_OF + dt.timedelta(seconds=1)},
}
PERSON = Recipient(id="nwcc", name="某某办公室", address="某某路1号", contact="某人", copies=2)
MEMBERS = Group(id="members", name="各成员单位", members=(PERSON,))


def an_erratum(issue, item, **facts):
    given = {"id": "2020-03-1", "date": dt.date(2020, 4, 20), "wrong": "50名", "right": "150名"}
    return Erratum(issue=issue, item=item, **given | facts)


def ids(things):
    return [thing.id for thing in things]


@pytest.mark.parametrize("why", HIDDEN)
def test_hides_an_item_from_lists_issues_and_errata(why):
    shown, hidden = an_item("2020/shown"), an_item("2020/hidden", **HIDDEN[why])
    issue = an_issue(shown, hidden)
    errata = (an_erratum(issue, hidden), an_erratum(issue, shown, id="2020-03-2"))

    public = public_edition(a_publication(issue, errata=errata), AS_OF)

    assert ids(public.items) == ["2020/shown"]
    assert ids(public.issues[0].items) == ["2020/shown"]
    assert ids(public.errata) == ["2020-03-2"]
    assert public.item("2020/hidden") is None
    assert public.issue_printing(hidden) is None
    assert [mention.item.id for mention in public.mentions_of(hidden.sources[0])] == ["2020/shown"]


def test_an_embargo_ends_at_its_moment():
    issue = an_issue(an_item(embargo=AS_OF))
    assert not public_edition(a_publication(issue), AS_OF - dt.timedelta(seconds=1)).items
    assert ids(public_edition(a_publication(issue), AS_OF).items) == ["2020/books"]


def test_leaves_no_section_empty():
    hidden = an_item("2020/hidden", visibility=Visibility.INTERNAL)
    shown = an_item("2020/shown")
    sections = (Section(items=(shown,)), Section(items=(hidden,), heading="内部"))
    public = public_edition(a_publication(an_issue(sections=sections)), AS_OF)
    assert [section.heading for section in public.issues[0].sections] == [None]


def test_an_issue_stays_though_all_its_items_are_hidden():
    issue = an_issue(an_item(visibility=Visibility.INTERNAL))
    public = public_edition(a_publication(issue), AS_OF)
    assert [(i.id, i.sections) for i in public.issues_out] == [("2020-03", ())]


def test_hides_draft_issues_with_what_stands_in_them():
    out, waiting, loose = an_item("2020/out"), an_item("2020/waiting"), an_item("2020/loose")
    draft = an_issue(waiting, number=4, status=IssueStatus.DRAFT)
    publication = a_publication(an_issue(out), draft)
    publication = a_publication(*publication.issues, items=(*publication.items, loose))

    public = public_edition(publication, AS_OF)

    assert ids(public.issues) == ["2020-03"]
    assert sorted(ids(public.items)) == ["2020/loose", "2020/out"]


def test_shows_of_a_withdrawn_issue_its_number_only():
    void = an_issue(an_item(), status=IssueStatus.VOID, title="题", note="按")
    public = public_edition(a_publication(void), AS_OF)
    assert [(i.id, i.sections, i.title, i.note) for i in public.issues] == [("2020-03", (), None, None)]
    assert public.issues_out == ()


def test_hides_who_receives_and_who_signed():
    issue = an_issue(
        an_item(),
        distribution=Distribution(report_to=(PERSON,), send_to=(MEMBERS,), distribute_to=(MEMBERS, PERSON)),
        extra_copies=((PERSON, 2),),
        signed_off=SignOff(edited="某人"),
    )

    public = public_edition(a_publication(issue), AS_OF).issues[0]

    assert public.distribution.report_to == ()
    assert public.distribution.send_to == (Group(id="members", name="各成员单位", members=()),)
    assert ids(public.distribution.distribute_to) == ["members"]
    assert public.distribution.withheld == ("report_to", "distribute_to")
    assert (public.extra_copies, public.signed_off) == ((), None)


def test_no_name_of_a_recipient_is_left_anywhere():
    issue = an_issue(
        an_item(), distribution=Distribution(report_to=(PERSON, MEMBERS)), extra_copies=((PERSON, 1),)
    )
    errata = (an_erratum(issue, issue.items[0]),)
    public = public_edition(a_publication(issue, errata=errata), AS_OF)
    assert "某某" not in repr(public)
    assert "某人" not in repr(public)


def test_nothing_hidden_is_left_anywhere():
    hidden = an_item("2020/hidden", title="不公开", visibility=Visibility.INTERNAL)
    issue = an_issue(an_item(), hidden)
    errata = (an_erratum(issue, issue.items[0]),)
    assert "不公开" not in repr(public_edition(a_publication(issue, errata=errata), AS_OF))


def test_a_paper_depends_on_its_items_and_what_they_link_to():
    linking = an_item("2020/a", body=Body(markdown="…", links=("item:2020/b", "issue:2020-02")))
    linked, other = an_item("2020/b"), an_item("2020/c")
    before, issue, after = an_issue(linked, number=2), an_issue(linking), an_issue(other, number=4)

    around = excerpt_around(a_publication(before, issue, after), issue)

    assert sorted(ids(around.items)) == ["2020/a", "2020/b"]
    assert ids(around.issues) == ["2020-02", "2020-03"]


def test_a_paper_depends_on_the_names_in_its_titles():
    issue = an_issue(an_item(title="皋兰县妇联在行动", regions=(COUNTY,)))
    publication = a_publication(
        issue,
        regions=(COUNTY, Region(code="1", name="他县")),
        sources=(Source(id="gaolan", name="皋兰县妇联"), Source(id="other", name="他处")),
    )
    around = excerpt_around(publication, issue)
    assert (ids(around.sources), [region.name for region in around.regions]) == (["gaolan"], ["皋兰县"])


def test_what_else_is_published_changes_no_paper():
    issue = an_issue(an_item())
    other = an_issue(an_item("2020/other"), number=4)
    assert excerpt_around(a_publication(issue), issue) == excerpt_around(a_publication(issue, other), issue)


def test_a_classified_issue_and_its_items_are_never_public() -> None:
    secret, open_item = an_item("2020/secret", title="内部情况"), an_item("2020/open", title="公开情况")
    issues = an_issue(secret, classification="机密★1年"), an_issue(open_item, number=4)
    public = public_edition(a_publication(*issues), AS_OF)
    assert [issue.id for issue in public.issues] == ["2020-04"]
    assert [item.id for item in public.items] == ["2020/open"]
