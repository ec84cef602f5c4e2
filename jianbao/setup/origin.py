"""Where a file comes from, as the manifests in theme/ write it.

Comes in: `npm:package@version/path` or `deb:package/path`. Goes out: its parts.
"""

import re
from dataclasses import dataclass

from jianbao.diagnostics import EnvironmentFault

_ORIGIN = re.compile(
    r"(?P<registry>npm|deb):(?P<package>(@[a-z0-9.-]+/)?[a-z0-9.+-]+)(@(?P<version>[\w.+-]+))?/(?P<path>.+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One file of one package in one registry; Debian packages have no version here."""

    registry: str
    package: str
    version: str | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file as its origin publishes it, with the text of its licence (empty if not at hand)."""

    file: str
    content: bytes
    terms: bytes


def read_origin(text: str) -> Origin:
    """Take an origin apart; EnvironmentFault if it has another form."""
    found = _ORIGIN.fullmatch(text)
    if not found:
        forms = "npm:package@version/path or deb:package/path"
        raise EnvironmentFault(f"origin {text!r} must have the form {forms}")
    return Origin(
        registry=found["registry"], package=found["package"], version=found["version"], path=found["path"]
    )
