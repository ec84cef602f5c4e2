"""Words, dates and numbers in the publication's language.

Comes in: theme/labels/<language>.toml. Goes out: text for masthead, colophon, site and papers, so
that no output holds a word of any language.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The labels of one language, as theme/labels writes them, with its way to write dates and numbers."""

    tag: str
    locale: str
    labels: Mapping[str, str]

    def __call__(self, label: str, /, **values: object) -> str:
        """Return a label's text with its values filled in, as text: whoever prints it escapes it.

        Raises:
            KeyError: the label is not in the language's file.
        """
        return self.labels[label].format(**values)

    def date(self, day: dt.date) -> str:
        """Write a date in full: 2020年4月7日, 7 April 2020."""
        return format_date(day, "long", locale=_locale(self.locale))

    def month(self, number: int) -> str:
        """Write a month, which counts from 1, without its year: 4月, Apr."""
        return format_date(dt.date(2000, number, 1), "LLL", locale=_locale(self.locale))

    def number(self, value: int | Decimal) -> str:
        """Write a number the way the language groups its digits."""
        return format_decimal(value, locale=_locale(self.locale))

    def money(self, amount: Decimal, currency: str) -> str:
        """Write an amount of a currency (ISO 4217): ¥1,234.50; a price keeps all its decimals."""
        return format_currency(amount, currency, locale=_locale(self.locale), decimal_quantization=False)

    def list(self, names: "list[str] | tuple[str, ...]") -> str:
        """Join names the way the language lists them: 甲、乙, or A, B."""
        return self("list_comma").join(names)


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def read_language(tag: str, theme: Path) -> Language:
    """Read the labels of a language of `jianbao.model.publication.LANGUAGES` from the theme's folder."""
    with (theme / "labels" / f"{tag}.toml").open("rb") as file:
        labels: dict[str, Any] = tomllib.load(file)
    return Language(tag=tag, locale=labels.pop("locale"), labels=labels)
