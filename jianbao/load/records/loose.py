"""What can be read of files that are at fault themselves, so that one run says everything.

A value that is not what its key asks for reads as if it were left out; its fault is noted already.
"""

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from jianbao.load.documents import Document
from jianbao.load.records.reading import Written
from jianbao.load.records.scalars import read_list
from jianbao.load.records.shapes import (
    DistributionRecord,
    Entry,
    GroupRecord,
    Markdown,
    Names,
    PictureRecord,
    RecipientRecord,
    Record,
    Whole,
)
from jianbao.model import IssueStatus, Numbering

LooseT = TypeVar("LooseT", bound="LooseRecord")


def _or_none(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


OrNone = WrapValidator(_or_none)


class LooseRecord(Record):
    """What could be read; other keys are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class LoosePublicationRecord(LooseRecord):
    """publication.yml: what issues are counted by."""

    numbering: Annotated[Numbering | None, OrNone] = Numbering.YEARLY
    archive_copies: Annotated[Whole | None, OrNone] = 0


class LooseItemRecord(LooseRecord):
    """items/<path>.yml or one of its parts: what it names, and its text."""

    source: Annotated[Names | None, OrNone] = None
    region: Annotated[Names | None, OrNone] = None
    topic: Annotated[Names | None, OrNone] = None
    body: Annotated[Markdown | None, OrNone] = None
    images: Annotated[
        list[Annotated[PictureRecord | None, OrNone]] | None, BeforeValidator(read_list), OrNone
    ] = None
    parts: Annotated[
        list[Annotated["LooseItemRecord | None", OrNone]] | None, BeforeValidator(read_list), OrNone
    ] = None


class LooseIssueRecord(LooseRecord):
    """issues/<id>.yml: whom and what it names."""

    status: Annotated[IssueStatus | None, OrNone] = None
    contents: Annotated[list[Annotated[Entry | None, OrNone]] | None, BeforeValidator(read_list), OrNone] = (
        None
    )
    distribution: Annotated[DistributionRecord | None, OrNone] = None
    extra_copies: Annotated[dict[str, Annotated[Whole | None, OrNone]] | None, OrNone] = None


class LooseRecipientsRecord(LooseRecord):
    """recipients.yml: the entries that are sound; None stands for the others."""

    recipients: Annotated[
        list[Annotated[RecipientRecord | None, OrNone]] | None, BeforeValidator(read_list), OrNone
    ] = None
    groups: Annotated[
        list[Annotated[GroupRecord | None, OrNone]] | None, BeforeValidator(read_list), OrNone
    ] = None


def read_loosely(document: Document, kind: type[LooseT]) -> Written[LooseT] | None:
    """Read what can be read of a document; nothing where it does not hold keys with values."""
    if not isinstance(document.data, dict):
        return None
    return Written(kind.model_validate(document.data), document)
