"""Printing conditions: the ICC profiles that a press file may name as what it is made for.

Comes in: the manifest theme/profiles.toml. Goes out: profiles, whose files lie in profiles/.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from jianbao.supplies import Supply, checked, read_supplies


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Supply):
    """One ICC profile and the printing condition that it describes."""

    kind: ClassVar[str] = "colour profile"
    folder: ClassVar[str] = "profiles"
    manifest: ClassVar[str] = "theme/profiles.toml"

    condition: str
    """The name of the condition in its registry."""
    registry: str
    about: str


def read_profiles(manifest: Path) -> tuple[Profile, ...]:
    """Read the manifest in its own order; EnvironmentFault if it is not as it should be."""
    return read_supplies(manifest, "profile", _profile)


def _profile(facts: dict[str, Any]) -> Profile:
    return Profile(**checked(facts, "profile", Profile))
