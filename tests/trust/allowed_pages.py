"""Reads finished pages for anything that could run and is not ours.

Comes in: a page's HTML, its file and the folder of its site. Goes out: what does not belong there.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from html_reading import read

_ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "background", "cite", "srcset"}
)
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
_NEVER = frozenset({"object", "embed", "applet", "base", "iframe", "frame"})


def violations_of(html: str, file: Path, site: Path) -> list[str]:
    """Return what a page holds besides text, links and our own scripts."""
    return [
        said for tag, attributes in read(html).elements for said in _violations(tag, attributes, file, site)
    ]


def _violations(tag: str, attributes: dict[str, str], file: Path, site: Path) -> Iterator[str]:
    if tag in _NEVER:
        yield f"<{tag}>"
    for name, value in attributes.items():
        if name.startswith("on"):
            yield f"{tag} {name}"
        elif name == "srcdoc":
            yield f"{tag} srcdoc"
        elif name in _ADDRESSES and _scheme(value) not in _SCHEMES:
            yield f"{tag} {name}={value[:60]}"
    if tag == "script" and attributes.get("type") not in _DATA_TYPES:
        source = attributes.get("src", "")
        if not source or not _is_ours(source, file, site):
            yield f"script {source or 'in the page'}"


def _scheme(address: str) -> str:
    """Return the scheme as a browser reads it: without control characters and leading spaces."""
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address))
    return match[1].lower() if match else ""


def _is_ours(source: str, file: Path, site: Path) -> bool:
    """Say whether a script is a file of this site, from whichever page it is asked for."""
    if urlsplit(source).netloc or urlsplit(source).scheme:
        return False
    path = urlsplit(urljoin(f"/{file.relative_to(site).as_posix()}", source)).path
    return (site / path.lstrip("/")).is_file() or (file.name == "404.html" and path.endswith(".js"))
