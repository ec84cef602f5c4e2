"""What is true: frozen, complete at birth, without YAML, HTML or paths to disk.

Comes in: nothing; `jianbao.load` makes these. Goes out: answers to the questions of every output.
"""

from jianbao.model.distribution import (
    Addressee,
    Distribution,
    Group,
    PrintRun,
    Recipient,
    count_print_run,
    recipients_of,
)
from jianbao.model.edition import excerpt_around, public_edition
from jianbao.model.facets import Facet, Region, Source, Topic, lineage
from jianbao.model.issue import Issue, IssueKind, IssueNumber, IssueStatus, Section, SignOff
from jianbao.model.item import Body, Item, ItemId, ItemStatus, Part, Picture, PictureFile, Visibility
from jianbao.model.publication import Contact, Erratum, Imprint, Mention, Numbering, Publication

__all__ = [
    "Addressee",
    "Body",
    "Contact",
    "Distribution",
    "Erratum",
    "Facet",
    "Group",
    "Imprint",
    "Issue",
    "IssueKind",
    "IssueNumber",
    "IssueStatus",
    "Item",
    "ItemId",
    "ItemStatus",
    "Mention",
    "Numbering",
    "Part",
    "Picture",
    "PictureFile",
    "PrintRun",
    "Publication",
    "Recipient",
    "Region",
    "Section",
    "SignOff",
    "Source",
    "Topic",
    "Visibility",
    "count_print_run",
    "excerpt_around",
    "lineage",
    "public_edition",
    "recipients_of",
]
