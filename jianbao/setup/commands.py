"""The programs set-up runs, and what to tell when one of them fails.

Comes in: command lines. Goes out: their output, to the log only, or an EnvironmentFault that shows
its last lines and says what they mean.
"""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault

_LAST = 12
"""How many lines of output a failure shows."""

_WIDE = 160
"""How much of such a line a failure shows, in characters."""

_ADVICE = (
    (
        "the disk is full: make room, then run the same command again",
        ("No space left", "ENOSPC"),
    ),
    (
        "a certificate is not trusted here: see docs/setup.md, 'Proxy, mirror, certificates'",
        ("CERTIFICATE_VERIFY_FAILED", "SELF_SIGNED_CERT", "UNABLE_TO_", "certificate verif"),
    ),
    (
        "the network cannot be reached: connect this machine and run the same command again, or see "
        "docs/setup.md, 'Without a network'",
        (
            "name resolution", "Name or service not known", "Temporary failure resolving",
            "Could not resolve", "NewConnectionError", "Failed to establish", "nodename nor servname",
            "Network is unreachable", "Connection refused", "Connection timed out", "Read timed out",
            "ConnectTimeout", "Could not connect", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED",
            "ECONNRESET", "ENETUNREACH", "ETIMEDOUT", "ENOTCACHED",
        ),
    ),
    (
        "what arrived is not what is locked: the mirror or proxy alters files, or serves others",
        ("DO NOT MATCH THE HASHES", "EINTEGRITY", "Hash Sum mismatch"),
    ),
    (
        "the package index lacks this version, or has none for this machine and this Python",
        ("No matching distribution", "Could not find a version", "E404", "ETARGET"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commands:
    """Runs programs one after the other; `turn` is the lock they inherit, if any."""

    log: Path
    turn: int | None = None

    def run(
        self,
        failing: str,
        argv: Sequence[str | Path],
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        each_line: Callable[[str], None] | None = None,
        resting_on: Sequence[str] = (),
    ) -> list[str]:
        """Run a program to its end and return its lines; `failing` begins the message if it fails.

        `resting_on` are the lines of an earlier program that may tell why this one fails: apt-get
        update ends well when it reaches no server.
        """
        command = [str(word) for word in argv]
        lines: list[str] = []
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {shlex.join(command)}\n")
            log.flush()
            with self._start(failing, command, cwd, env) as process:
                for line in process.stdout or ():
                    log.write(line)
                    log.flush()
                    lines.append(line.rstrip())
                    if each_line:
                        each_line(line.rstrip())
        if process.returncode:
            told = f"{failing} ({Path(command[0]).name} ended with {process.returncode}):"
            raise EnvironmentFault(self._explain(told, lines, resting_on))
        return lines

    def _start(
        self, failing: str, command: list[str], cwd: Path | None, env: Mapping[str, str] | None
    ) -> "subprocess.Popen[str]":
        try:
            return subprocess.Popen(
                command,
                cwd=cwd,
                env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                pass_fds=() if self.turn is None else (self.turn,),
            )
        except OSError as error:
            raise EnvironmentFault(f"{failing}: {command[0]} does not run: {error.strerror}") from error

    def _explain(self, told: str, lines: Sequence[str], resting_on: Sequence[str]) -> str:
        said = [line for line in lines if line.strip()][-_LAST:]
        shown = [f"    {line[:_WIDE]}" for line in said]
        advice = advise([*lines, *resting_on])
        return "\n".join([told, *shown, *advice, f"everything it said is in {self.log}"])


def advise(lines: Sequence[str]) -> list[str]:
    """Return what to do about a failure, if its output is of a kind that is known."""
    said = "\n".join(lines)
    return [advice for advice, signs in _ADVICE if any(sign in said for sign in signs)][:1]
