"""Who signed an issue off, by the trailers of its commits: `Edited-by:`, `Reviewed-by:`, `Approved-by:`.

Comes in: a file that may be kept in git. Goes out: names by role, and the commit at which the sources stand.
The one door to git. It is asked when an issue is sealed and never by a build.
"""

import subprocess
from pathlib import Path

ROLES = ("edited", "reviewed", "approved")


def sign_off_of(file: Path) -> dict[str, str]:
    """Return who edited, reviewed and approved a file, as its newest commits say; empty without git."""
    found: dict[str, str] = {}
    for role in ROLES:
        key = f"{role.capitalize()}-by"
        form = f"%(trailers:key={key},valueonly,separator=%x0A)"
        names = _git(file.parent, "log", f"--format={form}", "--", file.name)
        newest = next((line.strip() for line in names.splitlines() if line.strip()), None)
        if newest:
            found[role] = newest.partition("<")[0].strip() or newest
    return found


def commit_of(folder: Path) -> str | None:
    """Return the commit at which a folder stands, with `+` where it was changed since; None without git."""
    commit = _git(folder, "rev-parse", "--verify", "HEAD").strip()
    if not commit:
        return None
    return commit + ("+" if _git(folder, "status", "--porcelain", "--", ".").strip() else "")


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ("git", *arguments), cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        return ""
    return done.stdout
