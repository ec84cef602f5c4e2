"""How many copies an issue takes."""

import datetime as dt

import pytest
from small_content import ITEM, PUBLICATION, an_issue_file, publish

from jianbao.diagnostics import ContentFault
from jianbao.model import Distribution, Group, Recipient, count_print_run

RECIPIENTS = """\
recipients:
  - {id: province, name: 省妇联, copies: 2}
  - {id: city, name: 市妇联}
  - {id: county, name: 县妇联, copies: 3}
  - {id: newcomer, name: 新区妇联, copies: 5, since: 2020-04-07}
  - {id: former, name: 旧区妇联, copies: 7, until: 2020-04-07}
groups:
  - {id: all, name: 各级妇联, members: [province, localities]}
  - {id: localities, name: 各市县妇联, members: [city, county]}
  - {id: dated, name: 新旧妇联, members: [newcomer, former]}
"""


def run_of(folder, more, *, date="2020-04-07", archive=0, recipients=RECIPIENTS):
    files = {
        "publication.yml": PUBLICATION + f"archive_copies: {archive}\n",
        "recipients.yml": recipients,
        "items/2020/books.yml": ITEM,
        "issues/2020-03.yml": an_issue_file("3", "2020/books", date=date, more=more),
    }
    publication = publish(folder, files)
    issue = publication.issues[0]
    return count_print_run(
        issue.distribution,
        day=issue.date,
        extra=issue.extra_copies,
        archive=publication.imprint.archive_copies,
        spare=issue.spare_copies,
    )


def test_counts_one_copy_where_nothing_else_is_said(tmp_path):
    assert run_of(tmp_path, "distribution: {send_to: [city]}\n").total == 1


def test_counts_the_members_of_groups_of_groups(tmp_path):
    run = run_of(tmp_path, "distribution: {distribute_to: [all]}\n")
    assert (run.distribute_to, run.total) == (6, 6)


def test_counts_nobody_twice(tmp_path):
    run = run_of(tmp_path, "distribution: {report_to: [province], send_to: [county], distribute_to: [all]}\n")
    assert (run.report_to, run.send_to, run.distribute_to) == (2, 3, 1)


def test_adds_extra_archive_and_spare_copies(tmp_path):
    more = "distribution: {report_to: [province]}\nextra_copies: {province: 4, county: 1}\nspare_copies: 6\n"
    run = run_of(tmp_path, more, archive=10)
    assert dict(run.lines) == {
        "report_to": 2,
        "send_to": 0,
        "distribute_to": 0,
        "extra_copies": 5,
        "archive_copies": 10,
        "spare_copies": 6,
    }
    assert run.total == 23


@pytest.mark.parametrize(("date", "copies"), [("2020-04-06", 7), ("2020-04-07", 12), ("2020-04-08", 5)])
def test_counts_who_receives_on_the_day_of_the_issue(tmp_path, date, copies):
    assert run_of(tmp_path, "distribution: {send_to: [dated]}\n", date=date).total == copies


def test_a_recipient_of_no_copies_counts_for_none(tmp_path):
    recipients = "recipients:\n  - {id: reader, name: 阅览室, copies: 0}\n"
    assert run_of(tmp_path, "distribution: {send_to: [reader]}\n", recipients=recipients).total == 0


def test_accepts_the_print_count_that_is_the_sum(tmp_path):
    more = "distribution: {distribute_to: [all]}\nspare_copies: 4\nprint_count: 20\n"
    assert run_of(tmp_path, more, archive=10).total == 20


def test_refuses_every_other_print_count(tmp_path):
    for count in (0, 19, 21):
        with pytest.raises(ContentFault, match=r"add up to 20 .* write 20"):
            run_of(
                tmp_path, f"distribution: {{distribute_to: [all]}}\nspare_copies: 14\nprint_count: {count}\n"
            )


def test_does_not_count_what_is_at_fault_itself(tmp_path):
    recipients = RECIPIENTS.replace("copies: 3", "copies: three")
    with pytest.raises(ContentFault) as raised:
        run_of(tmp_path, "distribution: {distribute_to: [all]}\nprint_count: 99\n", recipients=recipients)
    assert [finding.message for finding in raised.value.diagnostics] == ['"three" is not a whole number']


def test_a_group_in_many_groups_is_walked_once():
    group = Group(id="g0", name="组", members=(Recipient(id="r", name="甲", copies=2),))
    for level in range(1, 60):
        group = Group(id=f"g{level}", name="组", members=(group, group))
    assert count_print_run(Distribution(send_to=(group,)), day=dt.date(2020, 4, 7)).total == 2
