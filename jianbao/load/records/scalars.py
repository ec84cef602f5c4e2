"""The kinds of value that stand in the files: text in, typed values out.

Each raises `WrongValue`, which says what is wrong and what to do.
"""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

YEARS = range(1900, 2101)
"""Years that a bulletin may be of; others are slips of the pen."""
MAX_LINE = 300
MAX_TEXT = 60_000
MAX_COPIES = 1_000_000
ID_HINT = "use lower-case letters, digits, `-` and `_`"


class WrongValue(ValueError):
    """A text that is not what its key asks for; carries what is wrong and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def read_text(value: Any) -> str:
    """Read a text of any length."""
    if not isinstance(value, str):
        raise WrongValue("text is expected here", "write a text; quote it if it looks like a list or mapping")
    if not value.strip():
        raise WrongValue("this is empty", "write a text, or remove the key")
    return value


def read_line(value: Any) -> str:
    """Read a text of one line."""
    text = read_text(value).strip()
    if "\n" in text:
        raise WrongValue("one line is expected here", "write it on one line")
    if len(text) > MAX_LINE:
        raise WrongValue(f"this is longer than {MAX_LINE} characters", "shorten it")
    return text


def read_body(value: Any) -> str:
    """Read a text in Markdown."""
    text = read_text(value)
    if len(text) > MAX_TEXT:
        raise WrongValue(f"this text is longer than {MAX_TEXT} characters", "split the item")
    return text


def read_id(value: Any) -> str:
    """Read an id."""
    text = read_line(value)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", text):
        raise WrongValue(f'"{text}" cannot be an id', ID_HINT)
    return text


def read_whole(value: Any) -> int:
    """Read a whole number, as of copies."""
    text = read_line(value)
    if not re.fullmatch(r"[0-9]{1,7}", text) or int(text) > MAX_COPIES:
        raise WrongValue(f'"{text}" is not a whole number', f"write digits only, at most {MAX_COPIES}")
    return int(text)


def read_year(value: Any) -> int:
    """Read a year."""
    text = read_line(value)
    if not re.fullmatch(r"[12][0-9]{3}", text):
        raise WrongValue(f'"{text}" is not a year', "write four digits, as in 2020")
    return int(text)


def read_issue_numbers(value: Any) -> tuple[int, int]:
    """Read an issue number: its first and last, which are the same unless it is combined."""
    text = read_line(value)
    match = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", text)
    if not match or int(match[1]) < 1:
        raise WrongValue(f'"{text}" is not an issue number', "write 3, or 7-8 for a combined issue")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first or (match[2] and last == first):
        raise WrongValue(f'"{text}" runs backwards', "write the smaller number first, as in 7-8")
    return first, last


def read_day(value: Any) -> dt.date:
    """Read a date."""
    text = read_line(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            day = dt.date.fromisoformat(text)
            if day.year in YEARS:
                return day
    except ValueError:
        pass
    raise WrongValue(f'"{text}" is not a date', "write year, month and day as in 2020-04-07")


def read_moment(value: Any) -> dt.datetime:
    """Read a date with or without a time of day."""
    text = read_line(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?", text, re.ASCII):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise WrongValue(f'"{text}" is not a moment', "write it as in 2020-04-08T09:00")


def read_flag(value: Any) -> bool:
    """Read true or false."""
    if value in ("true", "false"):
        return bool(value == "true")
    raise WrongValue("true or false is expected here", "write one of these words")


def read_names(value: Any) -> list[Any]:
    """Read one name or a list of them."""
    values = value if isinstance(value, list) else [value]
    if not values:
        raise WrongValue("this list is empty", "name at least one")
    return values


def read_list(value: Any) -> list[Any]:
    """Read a list, which may be left out."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise WrongValue("a list is expected here", "write one entry a line, each after `- `")
    return value


def read_web_address(value: Any) -> str:
    """Read the address of a website; it ends in `/`."""
    text = read_line(value)
    if not re.fullmatch(r"https?://[^\s/?#\"'<>\\]+(/[^\s?#\"'<>\\]*)?", text):
        raise WrongValue(f'"{text}" is not a web address', "write it as in https://bulletin.example.org/")
    return text if text.endswith("/") else text + "/"


def read_time_zone(value: Any) -> str:
    """Read the name of a time zone (IANA)."""
    text = read_line(value)
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValue(f'"{text}" is not a time zone', "write it as in Asia/Shanghai") from None
    return text
