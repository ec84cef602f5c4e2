"""Long titles break into lines of like length where the sense allows."""

import time

import pytest

from jianbao.typesetting.titles import TitleWords, break_title, width_in_ems

WORDS = TitleWords(before=("印发", "在", "做好"), after=("造成",), names=("兰州市妇联",))
ROOM = 20.0


def test_a_title_that_fits_stays_in_one_line() -> None:
    assert break_title("兰州市妇联开展关心关爱行动", room=ROOM, words=WORDS) == (
        "兰州市妇联开展关心关爱行动",
    )


def test_breaks_where_words_say_so() -> None:
    title = (
        "甘肃省新冠肺炎疫情联防联控领导小组印发《甘肃省因新冠肺炎疫情影响造成监护缺失儿童救助保护工作方案》"
    )
    assert break_title(title, room=ROOM, words=WORDS) == (
        "甘肃省新冠肺炎疫情联防联控领导小组",
        "印发《甘肃省因新冠肺炎疫情影响造成",
        "监护缺失儿童救助保护工作方案》",
    )


def test_keeps_the_author_s_own_break() -> None:
    assert break_title("上一行\n下一行", room=ROOM, words=WORDS) == ("上一行", "下一行")


def test_breaks_english_between_words() -> None:
    title = "County federation hands books and stationery to left-behind children"
    lines = break_title(title, room=ROOM, words=TitleWords())
    assert " ".join(lines) == title
    assert len(lines) > 1


def test_never_breaks_a_name_while_there_is_another_place() -> None:
    title = "全省各地妇联组织认真学习借鉴好经验兰州市妇联介绍工作方法"
    assert any("兰州市妇联" in line for line in break_title(title, room=ROOM, words=WORDS))


@pytest.mark.parametrize("length", [21, 40, 41, 60, 99, 200])
def test_loses_no_character_and_never_begins_a_line_with_a_mark(length: int) -> None:
    title = ("关于“做好”（有关）工作，2020年第12号《通知》的报告——" * 10)[:length]
    lines = break_title(title, room=ROOM, words=WORDS)
    assert "".join(lines) == title
    assert all(width_in_ems(line) <= ROOM for line in lines)
    assert not any(line[0] in "，。》）”—" for line in lines)


def test_a_word_longer_than_a_line_is_left_whole() -> None:
    word = "x" * 90
    assert break_title(word, room=ROOM, words=WORDS) == (word,)


def test_a_title_beyond_measure_is_broken_soon() -> None:
    title = "兰州市妇联开展关心关爱困难留守儿童行动的情况，" * 30
    started = time.process_time()
    lines = break_title(title, room=ROOM, words=WORDS)
    assert time.process_time() - started < 2
    assert "".join(lines) == title
    assert max(map(width_in_ems, lines)) <= ROOM


def test_a_word_wider_than_a_line_takes_one_of_its_own() -> None:
    title = f"兰州市妇联开展关心关爱{'x' * 60}困难留守儿童行动"
    lines = break_title(title, room=ROOM, words=WORDS)
    assert "".join(lines) == title
    assert all(width_in_ems(line) <= ROOM for line in lines if "x" not in line)
