"""The libraries whose versions can change a page: WeasyPrint says that any of its own may."""

from importlib.metadata import version

from weasyprint.text.ffi import pango


def library_versions() -> tuple[str, ...]:
    """Return name and version of what sets the pages and embeds the fonts."""
    return (
        f"weasyprint {version('weasyprint')}",
        f"pydyf {version('pydyf')}",
        f"fonttools {version('fonttools')}",
        f"pillow {version('pillow')}",
        f"pango {pango.pango_version()}",
    )
