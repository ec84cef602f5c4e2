"""The kinds of value that stand in the files: text in, typed values out.

Each raises `WrongValue`, which says what is wrong and what to do.
"""

import datetime as dt
import ipaddress
import re
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from jianbao.model import MAX_TITLE

YEARS = range(1900, 2101)
"""Years that a bulletin may be of; others are slips of the pen."""
MAX_LINE = 300
"""Characters of a name or an address."""
MAX_MAILBOX = 64
MAX_DESCRIPTION = 2_000
"""Characters of what a picture shows, its caption, or a sentence that is corrected."""
MAX_NOTE = 10_000
MAX_TEXT = 60_000
MAX_COPIES = 1_000_000
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_MAILBOX = re.compile(r"[A-Za-z0-9_+~'=-]+(?:\.[A-Za-z0-9_+~'=-]+)*")
"""What stands before the `@` of an address (RFC 5322, dot-atom), of signs that no link takes otherwise."""
_SEGMENT = re.compile(r"(?!\.{1,2}$)(?:[A-Za-z0-9._~+,;=:@-]|%[0-9A-Fa-f]{2})+")
_ZONE = re.compile(
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)(?:/[A-Za-z0-9_+-]+){1,2}"
)
ID_HINT = "use lower-case letters, digits, `-` and `_`"


class WrongValue(ValueError):
    """A text that is not what its key asks for; carries what is wrong and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def read_text(value: Any) -> str:
    """Read a text of any number of lines."""
    if not isinstance(value, str):
        raise WrongValue("text is expected here", "write a text; quote it if it looks like a list or mapping")
    if not value.strip():
        raise WrongValue("this is empty", "write a text, or remove the key")
    return value


def read_line(value: Any) -> str:
    """Read a text of one line, such as a name."""
    return _line(value, MAX_LINE)


def read_title(value: Any) -> str:
    """Read a title."""
    return _line(value, MAX_TITLE)


def read_description(value: Any) -> str:
    """Read a sentence or several, on one line."""
    return _line(value, MAX_DESCRIPTION)


def _line(value: Any, limit: int) -> str:
    text = read_text(value).strip()
    if "\n" in text:
        raise WrongValue("one line is expected here", "write it on one line")
    if len(text) > limit:
        raise WrongValue(f"this is longer than {limit:,} characters", "shorten it")
    return text


def read_note(value: Any) -> str:
    """Read an editor's note."""
    text = read_text(value)
    if len(text) > MAX_NOTE:
        raise WrongValue(f"this note is longer than {MAX_NOTE:,} characters", "make an item of it")
    return text


def read_body(value: Any) -> str:
    """Read a text in Markdown."""
    text = read_text(value)
    if len(text) > MAX_TEXT:
        raise WrongValue(f"this text is longer than {MAX_TEXT:,} characters", "split the item")
    return text


def read_id(value: Any) -> str:
    """Read an id."""
    text = read_line(value)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", text):
        raise WrongValue(f'"{text}" cannot be an id', ID_HINT)
    return text


def read_item_id(value: Any) -> str:
    """Read the id of an item, which is a path."""
    text = read_line(value)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}(/[a-z0-9][a-z0-9_-]{0,99}){0,9}", text):
        raise WrongValue(f'"{text}" cannot be an id', f"{ID_HINT}, and `/` between folders")
    return text


def read_points(value: Any) -> Decimal:
    """Read points that are scored: a number, not below 0, with at most two decimals."""
    text = read_line(value)
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", text):
        raise WrongValue(f'"{text}" is not a number of points', "write a number such as 3 or 0.5")
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return Decimal(f"{int(whole)}.{decimals}" if decimals else int(whole))


def read_price(value: Any) -> Decimal:
    """Read a price: a number, not below 0, with at most four decimals."""
    text = read_line(value)
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,4})?", text):
        raise WrongValue(f'"{text}" is not a price', "write a number such as 0.05")
    return Decimal(text)


def read_currency(value: Any) -> str:
    """Read the code of a currency (ISO 4217)."""
    text = read_line(value)
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise WrongValue(f'"{text}" is not a currency', "write three capitals as in CNY")
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
    if not re.fullmatch(r"[12][0-9]{3}", text) or int(text) not in YEARS:
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
            moment = dt.datetime.fromisoformat(text)
            if moment.year in YEARS:
                return moment
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
    """Read the address of a website (RFC 3986): scheme, host, port and folder, in ASCII; it ends in `/`."""
    text = read_line(value)
    if not _is_web_address(text):
        raise WrongValue(f'"{text}" is not a web address', "write it as in https://bulletin.example.org/")
    if re.search(r"\.html?/?$", text):
        raise WrongValue(f'"{text}" is the address of one page', "write that of the whole site")
    return text if text.endswith("/") else text + "/"


def _is_web_address(text: str) -> bool:
    match = re.fullmatch(r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?(/[^?#]*)?", text)
    if not match:
        return False
    host, port, folder = match.groups()
    labels = host.removesuffix(".").split(".")
    sound = _is_ipv6(host[1:-1]) if host.startswith("[") else all(map(_LABEL.fullmatch, labels))
    folders = (folder or "").removeprefix("/").removesuffix("/")
    within = all(map(_SEGMENT.fullmatch, folders.split("/"))) if folders else folder in (None, "/")
    return sound and int(port or 80) in range(1, 65536) and within


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def read_mail_address(value: Any) -> str:
    """Read an address that letters can be sent from (RFC 5321), in ASCII."""
    text = read_line(value)
    mailbox, _, host = text.rpartition("@")
    if (
        not _MAILBOX.fullmatch(mailbox)
        or len(mailbox) > MAX_MAILBOX
        or not all(map(_LABEL.fullmatch, host.split(".")))
    ):
        raise WrongValue(f'"{text}" is not a mail address', "write one address, as in office@example.org")
    return text


def read_time_zone(value: Any) -> str:
    """Read the name of a time zone (IANA), of those that every machine has under the same name."""
    text = read_line(value)
    if text != "UTC" and not (_ZONE.fullmatch(text) and text in available_timezones()):
        raise WrongValue(f'"{text}" is not a time zone', "write it as in Asia/Shanghai")
    return text
