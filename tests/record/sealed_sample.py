"""The sample as it is issued: sealed once, and copied for each test that spoils it."""

import datetime as dt
import shutil
from pathlib import Path

from jianbao.issuing import prepare_issue
from jianbao.workshop import Workshop, silent

SAMPLE = Path(__file__).parent.parent.parent / "content"
SEALED = dt.datetime(2020, 4, 7, 9, 30)


def approve(content: Path, issue: str = "2020-03") -> None:
    """Bring an issue back to where it is approved, and not yet issued."""
    replace_in(content / "issues" / f"{issue}.yml", "status: issued", "status: approved")


def seal(content: Path, issue: str = "2020-03") -> None:
    prepare_issue(issue, content, SEALED, workshop=Workshop.here(), progress=silent()).write()


def sealed_sample(folder: Path) -> Path:
    content = folder / "content"
    shutil.copytree(SAMPLE, content)
    approve(content)
    seal(content)
    return content


def replace_in(file: Path, old: str, new: str) -> None:
    """Replace the first place of a text in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {file}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
