"""How issues, items and parts are called, alike on the website and on paper.

Comes in: the model and a language. Goes out: text.
"""

from jianbao.language import Language
from jianbao.model import Issue, IssueKind, Item, Part, Source


def issue_name(issue: Issue, language: Language) -> str:
    """Return an issue's number with its series: a supplement (增刊) counts apart."""
    number = language("issue_number", digits=issue.number.digits)
    if issue.kind is IssueKind.SUPPLEMENT:
        return language("kind_number", kind=language("supplement"), number=number)
    return number


def issue_title(issue: Issue, language: Language) -> str:
    """Return how an issue is called where its year is not said already: pages, feeds, subjects of mail."""
    return language(f"{issue.kind.value}_title", year=issue.number.year, digits=issue.number.digits)


def contents_entry(item: Item, language: Language) -> str:
    """Return what contents call an item: its short title, or its title with its subtitle."""
    if item.subtitle and not item.short_title:
        return language("contents_subtitle", title=item.title, subtitle=item.subtitle)
    return item.contents_title


def part_heading(part: Part, language: Language) -> str:
    """Return a part's title or, without one, the names of its regions."""
    return part.title or language.list([region.name for region in part.regions])


def part_sources(item: Item, part: Part) -> tuple[Source, ...]:
    """Return the sources that a part names beyond its item's."""
    return () if part.sources == item.sources else part.sources


def note_label(note: str, language: Language) -> str:
    """Return what stands before an editor's note; nothing where the note says itself what it is."""
    itself = note.lstrip().startswith(tuple(language("editors_note_names").split("|")))
    return "" if itself else language("editors_note")
