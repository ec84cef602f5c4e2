"""Where the theme lies: beside the package in a checkout, within it once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def find_theme() -> Path:
    """Return the folder that holds web/, print/, labels/ and fonts.toml."""
    return _beside_or_within("theme")


def find_mkdocs_config() -> Path:
    """Return the path of mkdocs.yml."""
    return _beside_or_within("mkdocs.yml")


def _beside_or_within(name: str) -> Path:
    beside = _PACKAGE.parent / name
    return beside if beside.exists() else _PACKAGE / name
