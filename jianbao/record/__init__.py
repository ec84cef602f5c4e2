"""What was ever issued: locks, the papers kept, and whether what is published is still what was sealed.

Comes in: an issue with its documents and papers. Goes out: its lock, and a fault for everything that is no
longer as it was issued.
"""

from jianbao.record.chain import read_record
from jianbao.record.differences import find_differences
from jianbao.record.facts import Fact, facts_of
from jianbao.record.keeping import Archive
from jianbao.record.lock import KeptPaper, Link, Lock, Record, Share, lock_file

__all__ = [
    "Archive",
    "Fact",
    "KeptPaper",
    "Link",
    "Lock",
    "Record",
    "Share",
    "facts_of",
    "find_differences",
    "lock_file",
    "read_record",
]
