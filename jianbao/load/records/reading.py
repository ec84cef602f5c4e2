"""Gives documents their shape, and says in the editors' words what is wrong with them."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from jianbao.diagnostics import Findings, Place
from jianbao.load.complaints import explain_key, grown_together
from jianbao.load.documents import Document
from jianbao.load.records.scalars import WrongValue
from jianbao.load.records.shapes import Record

RecordT = TypeVar("RecordT", bound=Record)
_OF_KEYS = ("missing", "extra_forbidden")
_IN_CHINESE = {
    "标题": "title",
    "副标题": "subtitle",
    "来源": "source",
    "信息来源": "source",
    "供稿单位": "source",
    "地区": "region",
    "主题": "topic",
    "日期": "date",
    "时间": "date",
    "状态": "status",
    "编者按": "note",
    "正文": "body",
    "内容": "body",
    "图片": "images",
    "图注": "caption",
    "期号": "number",
    "年份": "year",
    "目录": "contents",
    "印数": "print_count",
    "份数": "copies",
    "名称": "name",
    "地址": "address",
}
"""What editors call a key, in whose place they write it."""


@dataclass(frozen=True, slots=True)
class Written(Generic[RecordT]):
    """A record, and where it was written: its document and its path within (none: the whole file)."""

    record: RecordT
    document: Document
    loc: tuple[str | int, ...] = ()

    def place(self, *loc: str | int) -> Place:
        """Return where one of the record's values stands."""
        return self.document.place(*self.loc, *loc)

    def value(self, key: str) -> Any:
        """Return what stands in the file under a key of the record, before it was given its type."""
        value = self.document.data
        for step in (*self.loc, key):
            value = value[step]
        return value

    def place_in(self, loc: tuple[str | int, ...], offset: int) -> Place:
        """Return the place of the character at `offset` in one of the record's texts."""
        return self.document.place_in((*self.loc, *loc), offset)


def shape(document: Document, kind: type[RecordT], findings: Findings) -> Written[RecordT] | None:
    """Give a document its shape, or note everything that is wrong with it."""
    if document.data is None:
        findings.fault(Place(document.path), "the file is empty", _missing_hint(kind))
        return None
    record = _shape_at(document, (), document.data, kind, findings)
    return Written(record, document) if record else None


def shape_list(document: Document, kind: type[RecordT], findings: Findings) -> list[Written[RecordT]]:
    """Give each entry of a document that is a list its shape."""
    if document.data is None:
        return []
    if not isinstance(document.data, list):
        findings.fault(document.place(), "a list is expected here", "write one entry a line, each after `- `")
        return []
    shaped = [(i, _shape_at(document, (i,), value, kind, findings)) for i, value in enumerate(document.data)]
    return [Written(record, document, (i,)) for i, record in shaped if record]


def nested(whole: Written[Any], key: str, records: Sequence[RecordT | None]) -> list[Written[RecordT]]:
    """Return the records of a list within a record, each with its own place; None is passed over."""
    loc = (*whole.loc, key)
    return [Written(record, whole.document, (*loc, i)) for i, record in enumerate(records) if record]


def _shape_at(
    document: Document, loc: tuple[str | int, ...], value: Any, kind: type[RecordT], findings: Findings
) -> RecordT | None:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        misspelt = {_nearest(d["loc"], kind) for d in details if d["type"] == "extra_forbidden"}
        for detail in details:
            if detail["type"] != "missing" or detail["loc"] not in misspelt:
                _report(document, (*loc, *detail["loc"]), detail, kind, findings)
    return None


def _report(
    document: Document,
    loc: tuple[str | int, ...],
    detail: ErrorDetails,
    kind: type[BaseModel],
    findings: Findings,
) -> None:
    name = loc[-1] if loc else ""
    written = detail["input"]
    match detail["type"]:
        case kind_of_error if kind_of_error not in _OF_KEYS and _is_blank(written):
            message = f"`{name}` is empty" if isinstance(name, str) else "this entry is empty"
            hint = "fill it in" if _is_required(detail["loc"], kind) else "fill it in, or remove it"
            findings.fault(document.place(*loc), message, hint)
        case "value_error":
            wrong: WrongValue = detail["ctx"]["error"]
            findings.fault(document.place(*loc), wrong.message, wrong.hint)
        case "missing" if name == "alt":
            hint = "say in `alt:` what it shows, for those who cannot see it"
            findings.fault(document.place(*loc[:-1]), "the picture has no `alt`", hint)
        case "missing":
            findings.fault(document.place(*loc[:-1]), f"`{name}` is missing", f"add `{name}:`")
        case "extra_forbidden" if grown_together(name):
            slip = explain_key(str(name))
            findings.fault(document.place_of_key(*loc), slip.message, slip.hint)
        case "extra_forbidden":
            message = f"unknown key `{name}`"
            findings.fault(document.place_of_key(*loc), message, _key_hint(detail["loc"], kind))
        case "enum":
            shown = f'"{written}"' if isinstance(written, str) else "this"
            hint = f"write {detail['ctx']['expected']}".replace("'", "")
            findings.fault(document.place(*loc), f"{shown} is not possible for `{name}`", hint)
        case _:
            message = "keys with values are expected here"
            within = None if detail["type"] == "dict_type" else _kind_at((*detail["loc"], ""), kind)
            findings.fault(document.place(*loc), message, _keys_hint(within))


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _keys_hint(kind: type[BaseModel] | None) -> str:
    """Say which keys belong where another value stands."""
    fields = kind.model_fields if kind else {}
    required = [f"`{key}: …`" for key, field in fields.items() if field.is_required()]
    if required:
        return f"write {', '.join(required)}"
    return f"possible are {', '.join(fields)}" if fields else "write `key: value`, one a line"


def _is_required(loc: tuple[str | int, ...], kind: type[BaseModel]) -> bool:
    field = _kind_at(loc, kind).model_fields.get(str(loc[-1])) if loc else None
    return field is not None and field.is_required()


def _key_hint(loc: tuple[str | int, ...], kind: type[BaseModel]) -> str:
    near = _nearest(loc, kind)
    return (
        f"did you mean `{near[-1]}`?"
        if near
        else f"remove it; possible are {', '.join(_known_keys(kind, loc))}"
    )


def _nearest(loc: tuple[str | int, ...], kind: type[BaseModel]) -> tuple[str | int, ...] | None:
    """Return the path of the key that a misspelt one probably means."""
    written = re.split("[:：]", str(loc[-1]))[0]
    meant = _IN_CHINESE.get(written, written)
    near = difflib.get_close_matches(meant, _known_keys(kind, loc), n=1, cutoff=0.6)
    return (*loc[:-1], near[0]) if near else None


def _known_keys(kind: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    return list(_kind_at(loc, kind).model_fields)


def _kind_at(loc: tuple[str | int, ...], kind: type[BaseModel]) -> type[BaseModel]:
    """Return the kind of record that holds the value at `loc`."""
    for step in loc[:-1]:
        if isinstance(step, str) and step in kind.model_fields:
            inner = _records_within(kind.model_fields[step].annotation)
            kind = inner[0] if inner else kind
    return kind


def _records_within(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _records_within(part)]


def _missing_hint(kind: type[BaseModel]) -> str:
    keys = [f"`{key}`" for key, field in kind.model_fields.items() if field.is_required()]
    return f"fill in {', '.join(keys)}" if keys else "fill it in, or remove it"
