"""An issue as a letter: a message that any mail program opens, reads and sends on.

Comes in: an issue and its `Edition`. Goes out: a message as RFC 5322 and MIME write it (.eml), with the
issue as HTML whose every style stands on its element, and as plain text. It says who sends it, never to
whom: whoever opens it names the recipients (`X-Unsent` asks mail programs to open it as a draft).
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

import css_inline

from jianbao.artifact import Artifact
from jianbao.model import Issue
from jianbao.outputs.edition import Edition
from jianbao.outputs.naming import issue_name
from jianbao.outputs.permanent import host_of, zone_of
from jianbao.outputs.plain import plain
from jianbao.plan import letter_address

WIDTH = 72
"""Columns of a line of plain text: 36 ideographs."""

PICTURE_ROOM = 576
"""px: the width of a line. A mail program that knows no `max-width` shows pictures in full width."""

_PICTURE = re.compile(r'(<img\b[^>]*?) width="(\d+)" height="(\d+)"')


def render_letters(edition: Edition, done: Callable[[str], None] = lambda _: None) -> Iterator[Artifact]:
    """Write every published issue as a letter; `done` is told each issue's id."""
    for issue in edition.publication.issues_out:
        yield render_letter(issue, edition)
        done(issue.id)


def render_letter(issue: Issue, edition: Edition) -> Artifact:
    """Write an issue as a letter."""
    html = render_html(issue, edition)
    text = plain(html, width=WIDTH, addresses=True) + "\n"
    digest = hashlib.sha256(f"{html}\0{text}".encode()).hexdigest()
    imprint = edition.imprint
    letter = EmailMessage(policy=SMTP)
    letter["Date"] = dt.datetime.combine(issue.issued, dt.time.min, zone_of(imprint))
    letter["Message-ID"] = f"<{issue.id}.{digest[:16]}@{host_of(imprint)}>"
    letter["X-Unsent"] = "1"
    letter.set_content(text, cte="base64")
    letter.add_alternative(html, subtype="html", cte="base64")
    letter["Content-Language"] = edition.language.tag
    letter.set_boundary(f"=_{digest[16:48]}")
    return Artifact(letter_address(issue), _names(issue, edition).encode() + letter.as_bytes())


def _names(issue: Issue, edition: Edition) -> str:
    """Return the lines that say what a letter is about and who sends it.

    `EmailMessage` takes `=?utf-8?q?…?=` in a text for a code, and writes what it stands for, line breaks and
    all.
    """
    imprint = edition.imprint
    lines = f"Subject: {_coded(subject_of(issue, edition))}\r\n"
    sender = f"From: {_coded(imprint.issuer)}\r\n <{imprint.contact.email}>\r\n"
    return lines + sender if imprint.contact.email else lines


def _coded(text: str) -> str:
    """Write a text as words of RFC 2047, all of it, so that none of it is read as anything else."""
    return Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


def subject_of(issue: Issue, edition: Edition) -> str:
    """Return the subject of an issue's letter: bulletin, year and number, and its theme."""
    label = edition.language
    number = issue_name(issue, label)
    title = label("paper_title", name=edition.imprint.name, year=issue.number.year, number=number)
    return label("subject", title=title, theme=issue.title) if issue.title else title


def render_html(issue: Issue, edition: Edition) -> str:
    """Return an issue as one page of HTML that needs no style sheet."""
    style = (edition.theme / "data" / "letter.css").read_text(encoding="utf-8")
    written = edition.render("letter.html", issue=issue, style=style, subject=subject_of(issue, edition))
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    return inliner.inline(_PICTURE.sub(_fitted, written)) + "\n"


def _fitted(match: re.Match[str]) -> str:
    width, height = int(match[2]), int(match[3])
    scale = min(1.0, PICTURE_ROOM / width)
    return f'{match[1]} width="{round(width * scale)}" height="{round(height * scale)}"'
