"""The one version of WeasyPrint whose inside is known here.

The modules that `paper` lists put functions of ours in the place of its own, so any other is refused.
"""

import weasyprint

from jianbao.diagnostics import EnvironmentFault

WEASYPRINT_VERSION = "70.0"


def require_version() -> None:
    """Raise EnvironmentFault if the installed WeasyPrint is not the one known here."""
    if weasyprint.__version__ != WEASYPRINT_VERSION:
        raise EnvironmentFault(
            f"WeasyPrint is {weasyprint.__version__}, and papers can be set only with {WEASYPRINT_VERSION};"
            f" install it: pip install weasyprint=={WEASYPRINT_VERSION}"
        )
