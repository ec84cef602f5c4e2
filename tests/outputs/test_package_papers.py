"""Sheet, labels, slips, table and order of the print package, made and read back."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import paper_reading
import pytest
from examples import a_publication, an_imprint, an_issue, an_item
from page import validate_pdf_bytes

from jianbao.diagnostics import UsageFault
from jianbao.language import read_language
from jianbao.model import (
    Distribution,
    Holding,
    PageInks,
    Prices,
    PrintOrder,
    Recipient,
    allot,
    changes_of,
)
from jianbao.outputs.package import (
    COLUMNS,
    Dispatch,
    read_label_sheets,
    render_labels,
    render_order,
    render_order_text,
    render_sheet,
    render_slips,
    render_table,
    sheet_named,
)
from jianbao.typesetting.reading import WrittenPage, WrittenPaper, as_seen, read_written

THEME = paper_reading.THEME
LONG = "甘肃省人民政府妇女儿童工作委员会办公室及其所属各处室和直属单位"
ROUTES = ("机要", "直送", "邮寄", None)


def a_dispatch(
    recipients: Sequence[Recipient], language: str = "zh-CN", archive: int = 10, **facts: object
) -> Dispatch:
    issue = an_issue(
        an_item(), distribution=Distribution(distribute_to=tuple(recipients)), spare_copies=6, **facts
    )
    publication = a_publication(issue, imprint=an_imprint(language=language))
    return Dispatch(
        issue=issue,
        imprint=publication.imprint,
        language=read_language(language, THEME),
        allotment=allot(issue, archive=archive),
        changes=changes_of(publication, issue),
    )


def recipients(count: int) -> tuple[Recipient, ...]:
    """Return recipients of 1 to 3 copies by four routes; every seventh has a name of several lines."""
    return tuple(
        Recipient(
            id=f"r{number}",
            name=f"第{number}{LONG if number % 7 == 0 else '单位'}",
            copies=1 + number % 3,
            route=ROUTES[number % 4],
            address=None if number % 5 == 0 else f"兰州市城关区{number}号{LONG if number % 6 == 0 else ''}",
            postcode="010000" if number % 2 else "730000",
            contact=f"王{number}" if number % 3 == 0 else None,
        )
        for number in range(1, count + 1)
    )


def seen(page: WrittenPage) -> str:
    return as_seen("".join(text for _, _, text in page.texts))


def whole(paper: WrittenPaper) -> str:
    return "".join(map(seen, paper.pages))


@pytest.fixture(scope="module")
def dispatch() -> Dispatch:
    return a_dispatch(recipients(60))


@pytest.fixture(scope="module")
def sheet(dispatch: Dispatch) -> WrittenPaper:
    return read_written(render_sheet(dispatch, THEME))


def numbers_on(paper: WrittenPaper, holding: Holding, dispatch: Dispatch) -> bool:
    return as_seen(dispatch.holder(holding)) in whole(paper) and as_seen(dispatch.numbers(holding)) in whole(
        paper
    )


def test_sheet_and_slips_and_labels_and_table_agree(dispatch: Dispatch, sheet: WrittenPaper) -> None:
    slips = read_written(render_slips(dispatch, THEME))
    labels = read_written(render_labels(dispatch, sheet_named("a4-3x7", THEME), THEME))
    rows = list(csv.DictReader(io.StringIO(render_table(dispatch).decode("utf-8-sig"))))
    assert [(int(r["first"]), int(r["last"]), r["recipient"]) for r in rows] == [
        (h.first, h.last, dispatch.holder(h)) for h in dispatch.allotment.holdings
    ]
    for holding in dispatch.allotment.holdings:
        assert numbers_on(sheet, holding, dispatch)
    for holding in dispatch.allotment.recipients:
        assert numbers_on(slips, holding, dispatch)
        assert numbers_on(labels, holding, dispatch)


def behind(page: WrittenPage, label: str) -> int | None:
    """Return the number that is drawn behind a label, if the label is on the page."""
    texts = [as_seen(text) for _, _, text in page.texts]
    return int(texts[texts.index(label) + 1]) if label in texts else None


def test_each_page_of_the_sheet_has_its_head_its_sum_and_what_was_carried(
    dispatch: Dispatch, sheet: WrittenPaper
) -> None:
    carried = 0
    assert len(sheet.pages) > 2
    for number, page in enumerate(sheet.pages, 1):
        last = number == len(sheet.pages)
        assert seen(page).count("收件单位") == 1
        assert f"第{number}页，共{len(sheet.pages)}页" in seen(page)
        assert behind(page, "承前页") == (carried or None)
        carried += behind(page, "本页小计") or 0
        assert behind(page, "合计" if last else "过次页") == carried
    assert carried == dispatch.allotment.run.total


def test_a_page_of_the_sheet_sums_the_rows_that_stand_on_it(dispatch: Dispatch, sheet: WrittenPaper) -> None:
    for page in sheet.pages:
        texts = {as_seen(text) for _, _, text in page.texts}
        there = [h for h in dispatch.allotment.holdings if as_seen(dispatch.numbers(h)) in texts]
        assert sum(holding.copies for holding in there) == behind(page, "本页小计")


def test_the_sheet_is_sorted_by_route_and_then_by_number(dispatch: Dispatch, sheet: WrittenPaper) -> None:
    text = whole(sheet)
    expected = [h for _, found in dispatch.allotment.routes for h in found]
    places = [text.index(as_seen(dispatch.numbers(holding))) for holding in expected]
    assert places == sorted(places)


def test_the_sheet_says_what_is_new() -> None:
    old = an_issue(
        an_item("2020/old"),
        number=2,
        distribution=Distribution(distribute_to=(Recipient(id="x", name="旧单位"),)),
    )
    before = a_dispatch(recipients(2))
    issue = replace(before.issue, extra_copies=((Recipient(id="e", name="增发单位"), 2),))
    dispatch = replace(
        before,
        issue=issue,
        allotment=allot(issue, archive=1),
        changes=changes_of(a_publication(old, issue), issue),
    )
    text = whole(read_written(render_sheet(dispatch, THEME)))
    assert "与《简报》2020年第2期相比" in text
    assert "停发旧单位（原1份）" in text
    assert "增发单位（2份，本期增发）" in text


@pytest.mark.parametrize("name", [sheet.name for sheet in read_label_sheets(THEME)])
def test_labels_lie_within_their_sheet(name: str) -> None:
    sheet = sheet_named(name, THEME)
    last, lowest = sheet.corner(sheet.count - 1)
    assert last + sheet.width <= 210
    assert lowest + sheet.height <= 297
    assert sheet.across >= sheet.width
    assert sheet.down >= sheet.height


def test_labels_begin_at_the_first_that_is_left(dispatch: Dispatch) -> None:
    sheet = sheet_named("L7160", THEME)
    first = read_written(render_labels(dispatch, sheet, THEME, first=20)).pages[0]
    left, top = sheet.corner(19)
    assert all(place >= left and baseline >= top for baseline, place, _ in first.texts)
    assert seen(first).count("《简报》2020年第3期") == 2


def test_a_label_without_an_address_has_name_and_route() -> None:
    who = Recipient(id="a", name="张掖市妇儿工委", route="机要")
    text = whole(read_written(render_labels(a_dispatch([who]), sheet_named("a4-2x7", THEME), THEME)))
    assert text == as_seen("机要张掖市妇儿工委《简报》2020年第3期　000001　1份")


def test_a_long_address_is_set_smaller_and_never_cut() -> None:
    who = Recipient(id="a", name=LONG, address=LONG * 4, contact="王某某", postcode="730000", route="机要")
    sheet = sheet_named("a4-3x7", THEME)
    page = read_written(render_labels(a_dispatch([who]), sheet, THEME)).pages[0]
    assert as_seen(LONG * 4) in seen(page)
    assert max(baseline for baseline, _, _ in page.texts) <= sheet.top + sheet.height


def test_what_fits_on_no_label_is_refused() -> None:
    who = Recipient(id="a", name=LONG * 9, address=LONG * 9, contact=LONG * 9)
    with pytest.raises(UsageFault, match="does not fit on a4-3x7; choose larger ones"):
        render_labels(a_dispatch([who]), sheet_named("a4-3x7", THEME), THEME)


def test_an_unknown_sheet_of_labels_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageFault, match=r"no labels a4-9x9; known are a4-3x7, "):
        sheet_named("a4-9x9", THEME)


def test_slips_are_in_order_once_the_stack_is_cut(dispatch: Dispatch) -> None:
    paper = read_written(render_slips(dispatch, THEME))
    expected = [h for _, found in dispatch.allotment.routes for h in found]
    piles = [
        as_seen(
            "".join(text for baseline, _, text in page.texts if 99 * third <= baseline < 99 * (third + 1))
        )
        for third in range(3)
        for page in paper.pages
    ]
    for holding, slip in zip(expected, piles, strict=False):
        assert as_seen(dispatch.holder(holding)) in slip
        assert as_seen(dispatch.numbers(holding)) in slip
        assert f"份数{holding.copies}" in slip


def test_a_slip_with_much_on_it_stays_a_third_of_the_page() -> None:
    who = Recipient(id="a", name=LONG * 9, contact=LONG * 9, route=LONG)
    page = read_written(render_slips(a_dispatch([who], classification="机密★1年"), THEME)).pages[0]
    assert as_seen(LONG * 9) in seen(page)
    assert "机密★1年" in seen(page)
    assert max(baseline for baseline, _, _ in page.texts) <= 99


@pytest.mark.parametrize("lead_in", ["=1+1", "+1", "-1", "@sum", "\u00a0=1", "＝1", " =HYPERLINK(1)"])
def test_the_table_holds_no_formula(lead_in: str) -> None:
    who = Recipient(id="a", name=lead_in, address=lead_in, contact=lead_in)
    (row, *_) = csv.DictReader(io.StringIO(render_table(a_dispatch([who])).decode("utf-8-sig")))
    for cell in (row["recipient"], row["address"], row["contact"]):
        assert cell == f"'{lead_in}"


def test_the_table_has_its_columns_and_keeps_a_first_0() -> None:
    written = render_table(a_dispatch(recipients(1)))
    assert written.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    (row, archive, spare) = csv.DictReader(io.StringIO(written.decode("utf-8-sig")))
    assert (row["first"], row["last"], row["postcode"]) == ("1", "2", "'010000")
    assert [(r["list"], r["copies"], r["recipient"]) for r in (archive, spare)] == [
        ("archive_copies", "10", "存档"),
        ("spare_copies", "6", "备用"),
    ]


def test_the_order_names_pages_paper_and_cost_and_no_recipient(dispatch: Dispatch) -> None:
    order = PrintOrder(
        copies=dispatch.allotment.run.total,
        inks=PageInks(pages=16, red=(1, 15), coloured=(4, 6, 7, 8)),
        spoilage=Decimal("2.5"),
        prices=Prices(currency="CNY", sheet=Decimal("0.035")),
    )
    text = render_order_text(dispatch, order).decode()
    read = whole(read_written(render_order(dispatch, order, THEME)))
    for found in (as_seen(text), read):
        assert "彩色面" in found
        assert "4面：4、6—8" in found
        assert "红黑双色面" in found
        assert "加耗2.5%" in found
        assert "¥0.035" in found
        assert not any(
            as_seen(h.recipient.name) in found for h in dispatch.allotment.recipients if h.recipient
        )


def test_the_papers_speak_english_too() -> None:
    dispatch = a_dispatch(recipients(3), language="en")
    assert "Dispatchandsignaturesheet" in whole(read_written(render_sheet(dispatch, THEME)))
    assert "Coverslip" in whole(read_written(render_slips(dispatch, THEME)))


def test_every_paper_is_an_archive_file_for_all_readers(dispatch: Dispatch) -> None:
    order = PrintOrder(copies=1, inks=PageInks(pages=2), spoilage=Decimal(0))
    papers = {
        "sheet": render_sheet(dispatch, THEME),
        "slips": render_slips(dispatch, THEME),
        "labels": render_labels(dispatch, sheet_named("a4-2x4", THEME), THEME),
        "order": render_order(dispatch, order, THEME),
    }
    for name, content in papers.items():
        for profile in ("2a", "ua1"):
            failures = validate_pdf_bytes(content, profile=profile).failures
            assert [f"{name} {failure.rule_id}: {failure.message}" for failure in failures] == []
