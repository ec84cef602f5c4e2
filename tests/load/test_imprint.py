"""Everything that publication.yml says is taken over as it stands there."""

from decimal import Decimal
from pathlib import Path

import pytest
from small_content import PUBLICATION, load

from jianbao.diagnostics import ContentFault
from jianbao.model import ArchivePlan, Contact, Imprint, Keeping, Numbering, Prices, Scoring

WHOLE = """\
name: 简报
organ: 委员会
editor: 编辑组
issuer: 办公室
language: en
timezone: Asia/Urumqi
site_url: https://example.org/bulletin
site_code: 陇ICP备00000000号
numbering: continuous
contact: {email: a@example.org}
archive_copies: 9
archive: {keep: lfs}
print:
  fonts: {fangsong: 方正仿宋_GBK, display: 方正小标宋_GBK}
  preprinted_head: true
  colophon_on_even_page: true
  copy_number: true
  prices: {currency: EUR, sheet: 0.03, black: 0.04, colour: 0.5, binding: 1, setup: 20}
  sign_off: true
scoring: {lead: 5}
"""


def test_takes_over_every_key(tmp_path: Path) -> None:
    assert load(tmp_path, {"publication.yml": WHOLE}).publication.imprint == Imprint(
        name="简报",
        organ="委员会",
        editor="编辑组",
        issuer="办公室",
        language="en",
        timezone="Asia/Urumqi",
        site_url="https://example.org/bulletin/",
        site_code="陇ICP备00000000号",
        numbering=Numbering.CONTINUOUS,
        contact=Contact(email="a@example.org"),
        archive_copies=9,
        archive=ArchivePlan(keep=Keeping.LFS),
        fonts=(("display", "方正小标宋_GBK"), ("fangsong", "方正仿宋_GBK")),
        preprinted_head=True,
        colophon_on_even_page=True,
        copy_number=True,
        prices=Prices(
            currency="EUR",
            sheet=Decimal("0.03"),
            black=Decimal("0.04"),
            colour=Decimal("0.5"),
            binding=Decimal(1),
            setup=Decimal(20),
        ),
        sign_off=True,
        scoring=Scoring(lead=Decimal(5)),
    )


def test_takes_over_what_is_not_said_as_it_is_by_default(tmp_path: Path) -> None:
    imprint = load(tmp_path, {}).publication.imprint
    assert (imprint.sign_off, imprint.prices, imprint.archive, imprint.scoring) == (
        False,
        None,
        ArchivePlan(),
        Scoring(),
    )


def test_says_which_languages_and_font_roles_there_are(tmp_path: Path) -> None:
    text = PUBLICATION.replace("zh-CN", "zh-TW") + "print: {fonts: {kaiti: KaiTi}}\n"
    with pytest.raises(ContentFault) as raised:
        load(tmp_path, {"publication.yml": text})
    assert [str(fault).removeprefix(f"{tmp_path}/") for fault in raised.value.diagnostics] == [
        'publication.yml:5:11: the language "zh-TW" is not known; write zh-CN or en',
        'publication.yml:7:17: unknown font role "kaiti"; the roles are song, display, fangsong, hei, kai',
    ]
