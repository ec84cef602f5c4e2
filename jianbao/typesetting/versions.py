"""The libraries whose versions can change a page: WeasyPrint says that any of its own may."""

import zlib
from importlib.metadata import version

import pikepdf
from weasyprint.text.ffi import ffi, harfbuzz, pango

# not among those that WeasyPrint declares
ffi.cdef("const char * hb_version_string (void);")


def library_versions() -> tuple[str, ...]:
    """Return name and version of what sets the pages, embeds the fonts, and packs and finishes the files."""
    return (
        f"weasyprint {version('weasyprint')}",
        f"pydyf {version('pydyf')}",
        f"fonttools {version('fonttools')}",
        f"pillow {version('pillow')}",
        f"pikepdf {version('pikepdf')}",
        f"qpdf {pikepdf.__libqpdf_version__}",
        f"pango {pango.pango_version()}",
        f"harfbuzz {ffi.string(harfbuzz.hb_version_string()).decode()}",
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
    )
