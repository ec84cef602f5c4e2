"""What is true: frozen, complete at birth, without YAML, HTML or paths to disk.

Comes in: nothing; `jianbao.load` makes these. Goes out: answers to the questions of every output.
"""

from jianbao.model.adoption import Adopted, Placement, Standing, league_of
from jianbao.model.allotment import Allotment, Holding, allot
from jianbao.model.changes import Change, Changes, Reason, changes_of, upcoming
from jianbao.model.copy_number import CopyNumber
from jianbao.model.distribution import (
    Addressee,
    Distribution,
    Group,
    PrintRun,
    Recipient,
    count_print_run,
    receiving,
    recipients_of,
)
from jianbao.model.edition import excerpt_around, holders_edition, public_edition
from jianbao.model.facets import Facet, Region, Source, Topic, lineage
from jianbao.model.figures import Count, Figures, in_tree_order
from jianbao.model.issue import Issue, IssueKind, IssueNumber, IssueStatus, Section, SignOff
from jianbao.model.item import (
    MAX_TITLE,
    Body,
    Item,
    ItemId,
    ItemStatus,
    Part,
    Picture,
    PictureFile,
    Visibility,
)
from jianbao.model.ledger import Delivered, Delivery, Entry, Ledger
from jianbao.model.print_order import Cost, PageInks, Prices, PrintOrder
from jianbao.model.publication import (
    ArchivePlan,
    Contact,
    Erratum,
    Imprint,
    Keeping,
    Mention,
    Numbering,
    Publication,
    Scoring,
)
from jianbao.model.receipts import Outstanding, Receipt, merge_receipts, outstanding_of
from jianbao.model.related import Related, Relation

__all__ = [
    "MAX_TITLE",
    "Addressee",
    "Adopted",
    "Allotment",
    "ArchivePlan",
    "Body",
    "Change",
    "Changes",
    "Contact",
    "CopyNumber",
    "Cost",
    "Count",
    "Delivered",
    "Delivery",
    "Distribution",
    "Entry",
    "Erratum",
    "Facet",
    "Figures",
    "Group",
    "Holding",
    "Imprint",
    "Issue",
    "IssueKind",
    "IssueNumber",
    "IssueStatus",
    "Item",
    "ItemId",
    "ItemStatus",
    "Keeping",
    "Ledger",
    "Mention",
    "Numbering",
    "Outstanding",
    "PageInks",
    "Part",
    "Picture",
    "PictureFile",
    "Placement",
    "Prices",
    "PrintOrder",
    "PrintRun",
    "Publication",
    "Reason",
    "Receipt",
    "Recipient",
    "Region",
    "Related",
    "Relation",
    "Scoring",
    "Section",
    "SignOff",
    "Source",
    "Standing",
    "Topic",
    "Visibility",
    "allot",
    "changes_of",
    "count_print_run",
    "excerpt_around",
    "holders_edition",
    "in_tree_order",
    "league_of",
    "lineage",
    "merge_receipts",
    "outstanding_of",
    "public_edition",
    "receiving",
    "recipients_of",
    "upcoming",
]
