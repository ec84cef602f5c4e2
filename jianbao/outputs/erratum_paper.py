"""The correction of an issue as an official paper of its own (更正), laid beside the copies that are out.

Comes in: an erratum, who publishes, and the page on which its item begins. Goes out: a `YearPaper` of one
page: what was printed where, what is right, issuer and date. The issued PDF stays as it is.
"""

from pathlib import Path

from jianbao.artifact import YearPaper
from jianbao.language import Language
from jianbao.model import Erratum, Imprint
from jianbao.outputs.naming import issue_name
from jianbao.outputs.year_paper import Draft, set_year_paper, style_of


def render_erratum(
    erratum: Erratum, imprint: Imprint, page: int | None, language: Language, theme: Path
) -> YearPaper:
    """Set the paper of one correction; `page` is where its item begins in the issue, where that is known.

    Raises:
        EnvironmentFault: fonts or libraries are not as they must be, or a text is not where it must be.
    """
    issue = erratum.issue
    style = style_of(imprint, language, theme)
    number = issue_name(issue, language)
    where = {"name": imprint.name, "year": issue.number.year, "number": number}
    title = language("erratum_title", **where)
    text = [
        language("erratum_where", **where, date=language.date(issue.date), title=erratum.item.title)
        + (language("erratum_page", page=page) if page else "")
        + language("erratum_words", wrong=erratum.wrong, right=erratum.right)
    ]
    text += [line.strip() for line in (erratum.note or "").splitlines() if line.strip()]
    text.append(language("erratum_end"))
    draft = Draft(
        template="erratum.html",
        title=title,
        imprint=imprint,
        day=erratum.date,
        said=(title, *text, imprint.issuer, language.date(erratum.date)),
        values={"text": text},
    )
    return set_year_paper(draft, language, style, theme)
