"""One issue as the paper that is printed and handed out.

Comes in: an issue, the publication it belongs to (the public edition, or all of it), a language, the bytes
of the pictures and the theme. Goes out: a `PrintedIssue`, read back and found whole.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jianbao.artifact import PrintedIssue
from jianbao.diagnostics import EnvironmentFault
from jianbao.language import Language
from jianbao.model import Issue, Publication
from jianbao.outputs.issue_check import check_issue
from jianbao.outputs.issue_copy import Copy
from jianbao.typesetting.paper import Paper, typeset
from jianbao.typesetting.reading import WrittenPaper, read_written
from jianbao.typesetting.stylesheet import read_style

_FOLLOWING = ".last { height: auto } .colophon { float: none }"
_ON_EVEN_PAGE = ".last { break-before: left }"
_MARKED = '@page {{ @top-center {{ content: "{mark}" }} }}'
_UNNUMBERED = ".last { page: unnumbered }"
"""GB/T 9704-2012 7.5: where a blank page stands before that of the colophon, neither has a number."""


def render_issue(
    issue: Issue, publication: Publication, language: Language, pictures: Mapping[str, bytes], theme: Path
) -> PrintedIssue:
    """Set an issue; `pictures` are the bytes of its pictures by their path.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or the finished paper is not what was
            written; names the issue.
    """
    style = read_style(theme, language=language.tag, own_fonts=publication.imprint.fonts)
    copy = Copy.of(issue, publication, language, style)
    template = _templates(theme).get_template("issue.html")
    wanted = {file.path: pictures[file.path] for item in issue.items for file in item.picture_files}
    try:
        paper, written = _set(template.render(copy=copy, issue=issue, t=language), copy, wanted)
        found = check_issue(copy, written)
    except EnvironmentFault as fault:
        raise EnvironmentFault(f"issue {issue.id}: {fault}") from fault
    return PrintedIssue(
        issue_id=issue.id,
        content=paper.content,
        page_count=paper.page_count,
        page_of=found.page_of,
        colophon_alone=found.colophon_alone,
        objections=tuple(f"issue {issue.id}: {objection}" for objection in found.objections),
    )


def _set(html: str, copy: Copy, pictures: Mapping[str, bytes]) -> tuple[Paper, WrittenPaper]:
    """Set an issue; a colophon longer than a page cannot stand at the foot of one and follows the text."""
    css = copy.style.css + (_MARKED.format(mark=_as_css(copy.mark)) if copy.mark else "")

    def with_rules(rules: str) -> tuple[Paper, WrittenPaper]:
        paper = typeset(html, style=css + rules, pictures=pictures)
        return paper, read_written(paper.content)

    found = with_rules("")
    if "colophon" not in found[0].page_of:
        return with_rules(_FOLLOWING)
    if copy.publication.imprint.colophon_on_even_page and found[0].page_count % 2:
        found = with_rules(_ON_EVEN_PAGE)
        if found[1].pages[-2].is_blank:
            found = with_rules(_ON_EVEN_PAGE + _UNNUMBERED)
    return found


def _as_css(text: str) -> str:
    """Write a text so that it can stand in a string of a style sheet."""
    return "".join(f"\\{ord(character):x} " for character in text)


@lru_cache(maxsize=4)
def _templates(theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(theme / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
