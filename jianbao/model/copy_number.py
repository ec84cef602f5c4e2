"""The number of one copy of an issue (份号), and the code by which a copy is known again.

Comes in: an issue's id and a number, or the text of a code. Goes out: the other. The code is printed on the
copy as a QR code and in letters; it names nobody, so a copy says where it belongs only to those who have the
distribution.

The text form is `JB1:<issue>:<number>:<check>`, as in `JB1:2020-03:000137:42`:

    JB1      this form, version 1
    issue    the id of the issue in capitals, `+` for `_` (2020-07+08): what a QR code holds in least room
    number   the number in six digits or more
    check    two digits: the text up to and with the last colon, read as a number in base 45 whose digits are
             the characters of a QR code's alphanumeric mode (ISO/IEC 18004, table 5), modulo 97

45 and 97 have no common factor and 44 is no multiple of 97, so one character mistaken for another, and two
neighbours exchanged, are always found.
"""

import re
from dataclasses import dataclass

DIGITS = 6
"""Digits of a copy number: GB/T 9704-2012, 7.2.1."""
MOST = 10**DIGITS - 1
"""The highest number that so many digits can write."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_FORM = re.compile(r"(JB1:([0-9]{4}-S?[0-9]{2,5}(?:\+[0-9]{2,5})?):([0-9]{6}):)([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CopyNumber:
    """One copy of an issue; numbers count from 1."""

    issue_id: str
    number: int

    @property
    def digits(self) -> str:
        """The number as it is printed: 000137."""
        return f"{self.number:0{DIGITS}}"

    @property
    def code(self) -> str:
        """The code of the copy: JB1:2020-03:000137:42."""
        text = f"JB1:{self.issue_id.upper().replace('_', '+')}:{self.digits}:"
        return f"{text}{_check(text):02}"

    @classmethod
    def read(cls, code: str) -> "CopyNumber":
        """Return the copy that a code names; one typed by hand may have small letters and white space.

        Raises:
            ValueError: the text is no such code, or not what was printed; says which.
        """
        text = "".join(code.split()).upper()
        form = _FORM.fullmatch(text)
        if form is None:
            raise ValueError(f'"{code}" is not the code of a copy, which looks like JB1:2020-03:000137:42')
        if int(form[4]) != _check(form[1]):
            raise ValueError(f'"{code}" was misread: its last two digits do not go with the rest')
        return cls(issue_id=form[2].lower().replace("+", "_"), number=int(form[3]))


def _check(text: str) -> int:
    remainder = 0
    for character in text:
        remainder = (remainder * len(_ALPHABET) + _ALPHABET.index(character)) % 97
    return remainder
