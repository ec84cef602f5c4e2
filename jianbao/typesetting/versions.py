"""The libraries whose versions can change a page: WeasyPrint says that any of its own may."""

from importlib.metadata import version

import pikepdf
from weasyprint.text.ffi import pango


def library_versions() -> tuple[str, ...]:
    """Return name and version of what sets the pages, embeds the fonts and finishes the files."""
    return (
        f"weasyprint {version('weasyprint')}",
        f"pydyf {version('pydyf')}",
        f"fonttools {version('fonttools')}",
        f"pillow {version('pillow')}",
        f"pikepdf {version('pikepdf')}",
        f"qpdf {pikepdf.__libqpdf_version__}",
        f"pango {pango.pango_version()}",
    )
