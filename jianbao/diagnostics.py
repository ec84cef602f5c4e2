"""What is wrong and what to do about it.

Comes in: findings of every stage. Goes out: lines of the form
`path:line:column: what is wrong; what to do`, sorted as an editor would walk through the files.

The exception tree, with the exit code each ends a command with::

    JianbaoError
    ├── ContentFault        1  the content is at fault; carries every finding of the run
    ├── UsageFault          2  the command line asks for what is not there
    ├── EnvironmentFault    3  a font, a library or the disk is at fault
    └── Busy               75  another build is running (EX_TEMPFAIL of sysexits.h)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar


class Severity(IntEnum):
    """How much a finding weighs; faults stop a build, warnings only with `--strict`."""

    FAULT = 0
    WARNING = 1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1, a column is one character wide."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Write the place the way compilers do, so that editors can jump to it."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding: where it stands, what is wrong and what to do about it."""

    place: Place
    severity: Severity
    message: str
    hint: str

    def __str__(self) -> str:
        """Write the finding on one line, whatever the content holds."""
        mark = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.place}: {mark}{_one_line(self.message)}; {_one_line(self.hint)}"


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


MAX_OF_FILE = 200
MAX_OF_RUN = 5000
"""How many faults, and as many warnings, are kept of one file and of one run: more than anyone reads."""


class Findings:
    """Collects what a run finds, so that one run reports everything at once.

    Of a file or a run with more than anyone reads, the first are kept, and one finding more that says so.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, Severity], set[Diagnostic]] = {}
        self._kept = dict.fromkeys(Severity, 0)
        self._cut: set[tuple[str, Severity]] = set()
        self._cut_short: set[Severity] = set()

    def fault(self, place: Place, message: str, hint: str) -> None:
        """Note something that must be mended before anything is published."""
        self._note(Diagnostic(place, Severity.FAULT, message, hint))

    def warn(self, place: Place, message: str, hint: str) -> None:
        """Note something an editor should look at."""
        self._note(Diagnostic(place, Severity.WARNING, message, hint))

    def _note(self, finding: Diagnostic) -> None:
        key = (finding.place.path, finding.severity)
        of_file = self._found.get(key, set())
        if finding in of_file:
            return
        if self._kept[finding.severity] == MAX_OF_RUN:
            self._cut_short.add(finding.severity)
        elif len(of_file) == MAX_OF_FILE:
            self._cut.add(key)
        else:
            self._found.setdefault(key, of_file).add(finding)
            self._kept[finding.severity] += 1

    def __iter__(self) -> Iterator[Diagnostic]:
        """Yield each finding once, by path, line and column."""
        found = [finding for of_file in self._found.values() for finding in of_file]
        return iter(sorted((*found, *self._more(found))))

    def _more(self, found: list[Diagnostic]) -> Iterator[Diagnostic]:
        hint = "mend these first, and check again"
        for key in self._cut:
            place = max(self._found[key]).place
            yield Diagnostic(place, key[1], f"more is wrong in this file than the {MAX_OF_FILE} shown", hint)
        for severity in self._cut_short:
            place = max(finding for finding in found if finding.severity is severity).place
            yield Diagnostic(place, severity, f"more is wrong than the {MAX_OF_RUN:,} shown", hint)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(d for d in self if d.severity is Severity.FAULT)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build only with `--strict`."""
        return tuple(d for d in self if d.severity is Severity.WARNING)


class JianbaoError(Exception):
    """Whatever ends a command; its text is meant for the person who gave it."""

    exit_code: ClassVar[int] = 1


class ContentFault(JianbaoError):
    """The content is at fault; carries every finding of the run."""

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class UsageFault(JianbaoError):
    """The command line asks for what is not there."""

    exit_code = 2


class EnvironmentFault(JianbaoError):
    """A font, a library or the disk is at fault; the text names the command that mends it."""

    exit_code = 3


class Busy(JianbaoError):
    """Another build is running on the same folder."""

    exit_code = 75
