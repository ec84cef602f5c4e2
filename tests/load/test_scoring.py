"""The points that sources earn."""

from decimal import Decimal
from pathlib import Path

import pytest
from small_content import PUBLICATION, publish

from jianbao.diagnostics import ContentFault
from jianbao.model import Scoring


def scoring(folder: Path, text: str) -> Scoring:
    return publish(folder, {"publication.yml": PUBLICATION + text}).imprint.scoring


def test_a_lead_counts_most_and_a_brief_least_unless_said_otherwise(tmp_path: Path) -> None:
    assert scoring(tmp_path, "") == Scoring(article=Decimal(2), brief=Decimal(1), lead=Decimal(3))


def test_reads_points(tmp_path: Path) -> None:
    read = scoring(tmp_path, "scoring: {article: 3, brief: 1, lead: 5}\n")
    assert read == Scoring(article=Decimal(3), brief=Decimal(1), lead=Decimal(5))


def test_keys_that_are_left_out_keep_their_defaults(tmp_path: Path) -> None:
    assert scoring(tmp_path, "scoring: {brief: 0}\n") == Scoring(brief=Decimal(0))


@pytest.mark.parametrize(("written", "read"), [("0.5", "0.5"), ("1.50", "1.5"), ("10", "10"), ("2.00", "2")])
def test_points_are_exact_and_written_in_one_way(tmp_path: Path, written: str, read: str) -> None:
    assert str(scoring(tmp_path, f"scoring: {{lead: {written}}}\n").lead) == read


@pytest.mark.parametrize("points", ["-1", "nan", "inf", "1e3", "一", "0.125", "10000", "[1]", "'1,5'", "+1"])
def test_refuses_what_is_no_number_of_points(tmp_path: Path, points: str) -> None:
    with pytest.raises(ContentFault) as raised:
        scoring(tmp_path, f"scoring:\n  lead: {points}\n")
    (found,) = raised.value.diagnostics
    assert (found.place.line, found.place.column) == (8, 9)


def test_refuses_a_kind_that_earns_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        ContentFault, match="unknown key `feature`; remove it; possible are article, brief, lead"
    ):
        scoring(tmp_path, "scoring: {feature: 3}\n")
