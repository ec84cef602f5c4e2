"""The deposit of a year: what a library or archive takes in, as a bag (BagIt, RFC 8493).

Comes in: files by their names, and what the bag is. Goes out: a folder that any BagIt tool can validate. The
one door to bagit-python.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

import bagit

from jianbao.artifact import Artifact
from jianbao.release import write_file

_ALGORITHMS = ("sha256", "sha512")


def pack_bag(folder: Path, files: Iterable[Artifact], about: Mapping[str, str], day: dt.date) -> int:
    """Fill an empty folder with files and make a bag of it, dated `day`; return the number of files."""
    count = 0
    for artifact in files:
        write_file(folder / artifact.path, artifact.content)
        count += 1
    logging.getLogger("bagit").setLevel(logging.WARNING)
    bagit.make_bag(
        str(folder), bag_info={**about, "Bagging-Date": day.isoformat()}, checksums=list(_ALGORITHMS)
    )
    return count
