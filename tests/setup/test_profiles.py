"""The colour profile of press files: the manifest is complete, and its file is a profile for four inks."""

from pathlib import Path

import pytest

from jianbao.diagnostics import EnvironmentFault
from jianbao.profiles import read_profiles
from jianbao.setup.origin import read_origin
from jianbao.setup.places import Places
from jianbao.supplies import verify

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "theme" / "profiles.toml"
PROFILES = read_profiles(MANIFEST)


def test_every_profile_lies_in_its_place_unaltered() -> None:
    assert verify(PROFILES, ROOT / "profiles") == []


def test_every_profile_is_one_for_four_inks() -> None:
    for profile in PROFILES:
        content = (ROOT / "profiles" / profile.file).read_bytes()
        assert content[12:20] == b"prtrCMYK"
        assert content[36:40] == b"acsp"


def test_set_up_knows_the_profiles_and_where_they_belong() -> None:
    places = Places(ROOT)
    assert set(PROFILES) < set(places.supplies)
    assert places.place_of(PROFILES[0]) == ROOT / "profiles" / PROFILES[0].file
    assert read_origin(PROFILES[0].origin).registry == "deb"


def test_an_altered_profile_is_named_with_what_mends_it(tmp_path: Path) -> None:
    (tmp_path / PROFILES[0].file).write_bytes(b"x" * PROFILES[0].size)
    assert [str(problem) for problem in verify(PROFILES, tmp_path)] == [
        f"{tmp_path / PROFILES[0].file}: this colour profile was altered; `python3 build.py` fetches it again"
    ]


def test_refuses_a_manifest_that_names_no_condition(tmp_path: Path) -> None:
    manifest = tmp_path / "profiles.toml"
    text = MANIFEST.read_text(encoding="utf-8").replace('condition = "FOGRA39"\n', "")
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"\[\[profile\]\] lacks or does not know: condition"):
        read_profiles(manifest)
