"""The code of a copy: short, without a name, and no misreading goes unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.model import CopyNumber
from jianbao.model.copy_number import MOST

SOUND = settings(derandomize=True, database=None, deadline=None, max_examples=100)
ISSUES = st.sampled_from(["2020-03", "2020-s01", "2020-07_08", "1999-12345", "2021-s11_12"])
COPIES = st.builds(
    lambda issue_id, number: CopyNumber(issue_id=issue_id, number=number), ISSUES, st.integers(1, MOST)
)


def test_the_code_of_a_copy_is_known() -> None:
    assert CopyNumber(issue_id="2020-03", number=137).code == "JB1:2020-03:000137:53"
    assert CopyNumber(issue_id="2020-07_08", number=1).code.startswith("JB1:2020-07+08:000001:")


@SOUND
@given(COPIES)
def test_a_code_names_the_copy_it_was_made_for(copy: CopyNumber) -> None:
    assert CopyNumber.read(copy.code) == copy
    assert CopyNumber.read(f" {copy.code.lower()}\n") == copy
    assert CopyNumber.read(copy.code.replace(":", " : ")) == copy


@SOUND
@given(COPIES, st.data())
def test_one_character_misread_is_found(copy: CopyNumber, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(copy.code) - 1))
    other = data.draw(st.sampled_from("0123456789ABJS:+-").filter(lambda c: c != copy.code[place]))
    with pytest.raises(ValueError, match=r"JB1:|misread"):
        CopyNumber.read(copy.code[:place] + other + copy.code[place + 1 :])


@SOUND
@given(COPIES, st.data())
def test_two_neighbours_exchanged_are_found(copy: CopyNumber, data: st.DataObject) -> None:
    code = copy.code
    places = [place for place in range(len(code) - 1) if code[place] != code[place + 1]]
    place = data.draw(st.sampled_from(places))
    with pytest.raises(ValueError, match=r"JB1:|misread"):
        CopyNumber.read(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize("text", ["", "000137", "JB2:2020-03:000137:53", "JB1:2020-03:137:53", "２０２０"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not the code of a copy"):
        CopyNumber.read(text)
