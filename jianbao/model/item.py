"""News items: what editors write, one a file, printed in at most one issue."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from jianbao.model.facets import Region, Source, Topic

ItemId = NewType("ItemId", str)

MAX_TITLE = 300
"""Characters of a title: with a subtitle as long it stands on one page."""


class ItemStatus(StrEnum):
    """Whether an item may leave the house."""

    DRAFT = "draft"
    READY = "ready"


class Visibility(StrEnum):
    """Who may read an item: everyone, or only the holders of printed copies."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture as a file: `path` below content/images, size in pixels, SHA-256 of its bytes."""

    path: str
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in its place: what it shows (`alt`), what stands under it, whose it is."""

    file: PictureFile
    alt: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An author's text: Markdown as it was written, the pictures set in it, and what it links to.

    `links` holds references to other items and issues as they are written: `item:…`, `issue:…`.
    """

    markdown: str
    pictures: tuple[PictureFile, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One place's share of a round-up; `number` counts from 1 in the item's order."""

    number: int
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    title: str | None = None
    body: Body
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news: a body, parts, or both; `aliases` are ids that it had before."""

    id: ItemId
    title: str
    sources: tuple[Source, ...]
    regions: tuple[Region, ...]
    topics: tuple[Topic, ...]
    date: dt.date
    subtitle: str | None = None
    short_title: str | None = None
    status: ItemStatus = ItemStatus.READY
    embargo: dt.datetime | None = None
    visibility: Visibility = Visibility.PUBLIC
    note: str | None = None
    body: Body | None = None
    pictures: tuple[Picture, ...] = ()
    parts: tuple[Part, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def contents_title(self) -> str:
        """The title as the table of contents prints it."""
        return self.short_title or self.title

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The item's own text and those of its parts, in reading order."""
        return (*((self.body,) if self.body else ()), *(part.body for part in self.parts))

    @property
    def picture_files(self) -> tuple[PictureFile, ...]:
        """Every picture file the item shows, each once, in reading order."""
        found: dict[str, PictureFile] = {}
        shares: tuple[Item | Part, ...] = (self, *self.parts)
        for share in shares:
            inline = share.body.pictures if share.body else ()
            for file in (*inline, *(picture.file for picture in share.pictures)):
                found.setdefault(file.path, file)
        return tuple(found.values())

    def is_public(self, as_of: dt.datetime) -> bool:
        """Say whether everyone may read the item at `as_of` (an aware moment)."""
        return (
            self.status is ItemStatus.READY
            and self.visibility is Visibility.PUBLIC
            and (self.embargo is None or self.embargo <= as_of)
        )
