"""The programs set-up runs: silent when all is well, and clear when it is not."""

import sys
from pathlib import Path

import pytest

from jianbao.diagnostics import EnvironmentFault
from jianbao.setup.commands import Commands, advise


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_output_goes_to_the_log_and_not_to_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    lines = Commands(tmp_path / "log").run("", python("print('one'); print('二')"))
    assert lines == ["one", "二"]
    assert capfd.readouterr() == ("", "")
    assert "one\n二\n" in (tmp_path / "log").read_text(encoding="utf-8")


def test_each_line_is_told_as_it_comes(tmp_path: Path):
    told: list[str] = []
    Commands(tmp_path / "log").run("", python("print(1); print(2)"), each_line=told.append)
    assert told == ["1", "2"]


def test_a_failure_shows_the_last_lines_what_to_do_and_the_log(tmp_path: Path):
    code = "import sys; [print('line', n) for n in range(50)]; print('npm error code EAI_AGAIN'); sys.exit(7)"
    with pytest.raises(EnvironmentFault) as caught:
        Commands(tmp_path / "log").run("npm could not fetch the fonts", python(code))
    told = str(caught.value).splitlines()
    assert "npm could not fetch the fonts" in told[0]
    assert "ended with 7" in told[0]
    assert told[1:3] == ["    line 39", "    line 40"]
    assert told[-3:-1] == ["    npm error code EAI_AGAIN", *advise(["EAI_AGAIN"])]
    assert str(tmp_path / "log") in told[-1]
    assert caught.value.exit_code == 3


def test_a_failure_may_lie_in_an_earlier_program(tmp_path: Path):
    earlier = ["W: Temporary failure resolving 'deb.example'"]
    with pytest.raises(EnvironmentFault, match="the network cannot be reached"):
        Commands(tmp_path / "log").run("x", python("raise SystemExit(100)"), resting_on=earlier)


def test_a_program_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(EnvironmentFault, match="no-such-program"):
        Commands(tmp_path / "log").run("x", ["no-such-program"])


def test_nothing_can_ask_and_wait_for_an_answer(tmp_path: Path):
    assert Commands(tmp_path / "log").run("x", python("import sys; print(repr(sys.stdin.read()))")) == ["''"]


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("[Errno -3] Temporary failure in name resolution", "network"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "certificate"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "certificate"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "locked"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for x==1", "package index"),
    ],
)
def test_knows_what_to_do_about(line: str, advice: str):
    (told,) = advise(["something else", line])
    assert advice in told


def test_gives_no_advice_about_what_it_does_not_know():
    assert advise(["Segmentation fault"]) == []
