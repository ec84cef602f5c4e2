"""What each file holds, key by key; the names are those of the contract with editors."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from jianbao.load.records.scalars import (
    read_body,
    read_currency,
    read_day,
    read_description,
    read_flag,
    read_id,
    read_issue_numbers,
    read_item_id,
    read_line,
    read_list,
    read_mail_address,
    read_moment,
    read_names,
    read_note,
    read_points,
    read_price,
    read_time_zone,
    read_title,
    read_web_address,
    read_whole,
    read_year,
)
from jianbao.model import IssueKind, IssueStatus, ItemStatus, Keeping, Numbering, Visibility

Note = Annotated[str, BeforeValidator(read_note)]
Line = Annotated[str, BeforeValidator(read_line)]
Title = Annotated[str, BeforeValidator(read_title)]
Description = Annotated[str, BeforeValidator(read_description)]
Markdown = Annotated[str, BeforeValidator(read_body)]
Id = Annotated[str, BeforeValidator(read_id)]
ItemId = Annotated[str, BeforeValidator(read_item_id)]
Points = Annotated[Decimal, BeforeValidator(read_points)]
Price = Annotated[Decimal, BeforeValidator(read_price)]
Whole = Annotated[int, BeforeValidator(read_whole)]
Numbers = Annotated[tuple[int, int], BeforeValidator(read_issue_numbers)]
Day = Annotated[dt.date, BeforeValidator(read_day)]
Moment = Annotated[dt.datetime, BeforeValidator(read_moment)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Names = Annotated[list[Line], BeforeValidator(read_names)]


class Record(BaseModel):
    """What someone wrote; unknown keys are refused, and a key without a value counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        """Leave out optional keys after whose colon nothing stands, as in a file still to be filled in."""
        if not isinstance(value, dict):
            return value
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {key: inner for key, inner in value.items() if inner is not None or key not in optional}


class ContactRecord(Record):
    """publication.yml, `contact`."""

    email: Annotated[str, BeforeValidator(read_mail_address)] | None = None
    phone: Line | None = None
    address: Line | None = None
    postcode: Line | None = None


class PricesRecord(Record):
    """publication.yml, `print: prices`."""

    currency: Annotated[str, BeforeValidator(read_currency)] = "CNY"
    sheet: Price | None = None
    black: Price | None = None
    colour: Price | None = None
    binding: Price | None = None
    setup: Price | None = None


class PrintRecord(Record):
    """publication.yml, `print`."""

    fonts: dict[str, Line] = Field(default_factory=dict)
    preprinted_head: Flag = False
    colophon_on_even_page: Flag = False
    copy_number: Flag = False
    prices: PricesRecord | None = None
    sign_off: Flag = False


class ScoringRecord(Record):
    """publication.yml, `scoring`."""

    article: Points = Decimal(2)
    brief: Points = Decimal(1)
    lead: Points = Decimal(3)


class ArchiveRecord(Record):
    """publication.yml, `archive`."""

    keep: Keeping = Keeping.FOLDER


class PublicationRecord(Record):
    """publication.yml."""

    name: Line
    organ: Line
    editor: Line
    issuer: Line
    language: Line
    timezone: Annotated[str, BeforeValidator(read_time_zone)] = "Asia/Shanghai"
    site_url: Annotated[str, BeforeValidator(read_web_address)]
    site_code: Line | None = None
    numbering: Numbering = Numbering.YEARLY
    contact: ContactRecord = ContactRecord()
    archive_copies: Whole = 0
    archive: ArchiveRecord = ArchiveRecord()
    print: PrintRecord = PrintRecord()
    scoring: ScoringRecord = ScoringRecord()


class RegionRecord(Record):
    """An entry of regions.yml."""

    code: Id
    name: Line
    parent: Line | None = None


class TopicRecord(Record):
    """An entry of topics.yml."""

    id: Id
    name: Line
    parent: Line | None = None


class SourceRecord(Record):
    """An entry of sources.yml."""

    id: Id
    name: Line
    aliases: Annotated[list[Line], BeforeValidator(read_list)] = []
    region: Line | None = None


class RecipientRecord(Record):
    """An entry of recipients.yml, `recipients`."""

    id: Id
    name: Line
    copies: Whole = 1
    address: Line | None = None
    postcode: Line | None = None
    contact: Line | None = None
    route: Line | None = None
    since: Day | None = None
    until: Day | None = None


class GroupRecord(Record):
    """An entry of recipients.yml, `groups`."""

    id: Id
    name: Line
    members: Annotated[list[Line], BeforeValidator(read_names)]


class RecipientsRecord(Record):
    """recipients.yml."""

    recipients: Annotated[list[RecipientRecord], BeforeValidator(read_list)] = []
    groups: Annotated[list[GroupRecord], BeforeValidator(read_list)] = []


class PictureRecord(Record):
    """An entry of `images`."""

    file: Line
    alt: Description
    caption: Description | None = None
    credit: Line | None = None


class PartRecord(Record):
    """An entry of an item's `parts`."""

    region: Names
    source: Names | None = None
    title: Title | None = None
    body: Markdown
    images: Annotated[list[PictureRecord], BeforeValidator(read_list)] = []


class ItemRecord(Record):
    """items/<path>.yml."""

    title: Title
    subtitle: Title | None = None
    short_title: Title | None = None
    source: Names
    region: Names
    topic: Names
    date: Day
    status: ItemStatus = ItemStatus.READY
    embargo: Moment | None = None
    visibility: Visibility = Visibility.PUBLIC
    note: Note | None = None
    body: Markdown | None = None
    images: Annotated[list[PictureRecord], BeforeValidator(read_list)] = []
    parts: Annotated[list[PartRecord], BeforeValidator(read_list)] = []
    aliases: Annotated[list[ItemId], BeforeValidator(read_list)] = []


class EntryRecord(Record):
    """An entry of an issue's `contents`: one item, or a section with its heading."""

    heading: Title | None = None
    items: Annotated[list[Line], BeforeValidator(read_names)]


def _entry(value: Any) -> Any:
    return {"items": [value]} if isinstance(value, str) else value


Entry = Annotated[EntryRecord, BeforeValidator(_entry)]


class DistributionRecord(Record):
    """issues/<id>.yml, `distribution`."""

    report_to: Annotated[list[Line], BeforeValidator(read_list)] = []
    send_to: Annotated[list[Line], BeforeValidator(read_list)] = []
    distribute_to: Annotated[list[Line], BeforeValidator(read_list)] = []


class SignOffRecord(Record):
    """issues/<id>.yml, `signed_off`."""

    edited: Line | None = None
    reviewed: Line | None = None
    approved: Line | None = None


class IssueRecord(Record):
    """issues/<id>.yml."""

    number: Numbers
    year: Annotated[int, BeforeValidator(read_year)]
    cumulative: Whole | None = None
    kind: IssueKind = IssueKind.REGULAR
    title: Title | None = None
    classification: Line | None = None
    date: Day
    issued: Day | None = None
    status: IssueStatus
    note: Note | None = None
    contents: Annotated[list[Entry], BeforeValidator(read_list)] = []
    distribution: DistributionRecord = DistributionRecord()
    extra_copies: dict[str, Whole] = Field(default_factory=dict)
    print_count: Whole | None = None
    spare_copies: Whole = 0
    signed_off: SignOffRecord | None = None
    aliases: Annotated[list[Id], BeforeValidator(read_list)] = []


class ErratumRecord(Record):
    """errata/<issue>-<n>.yml."""

    issue: Line
    item: Line
    date: Day
    wrong: Description
    right: Description
    note: Note | None = None
    reprint: Flag = False
    changes: dict[str, Description] = Field(default_factory=dict)
