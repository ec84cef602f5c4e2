"""The shape of every file, as editors write it: the one place that knows pydantic.

Comes in: a `Document`. Goes out: records, each with its place, or findings that name key and place.
References are still names here; `jianbao.load.resolve` turns them into what they name.
"""

from jianbao.load.records.loose import (
    LooseIssueRecord,
    LooseItemRecord,
    LoosePublicationRecord,
    LooseRecipientsRecord,
    read_loosely,
)
from jianbao.load.records.reading import Written, nested, shape, shape_list
from jianbao.load.records.scalars import WrongValue
from jianbao.load.records.shapes import (
    EntryRecord,
    ErratumRecord,
    GroupRecord,
    IssueRecord,
    ItemRecord,
    PartRecord,
    PictureRecord,
    PublicationRecord,
    RecipientRecord,
    RecipientsRecord,
    RegionRecord,
    SourceRecord,
    TopicRecord,
)

__all__ = [
    "EntryRecord",
    "ErratumRecord",
    "GroupRecord",
    "IssueRecord",
    "ItemRecord",
    "LooseIssueRecord",
    "LooseItemRecord",
    "LoosePublicationRecord",
    "LooseRecipientsRecord",
    "PartRecord",
    "PictureRecord",
    "PublicationRecord",
    "RecipientRecord",
    "RecipientsRecord",
    "RegionRecord",
    "SourceRecord",
    "TopicRecord",
    "Written",
    "WrongValue",
    "nested",
    "read_loosely",
    "shape",
    "shape_list",
]
