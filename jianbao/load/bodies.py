"""Judges an author's Markdown: raw HTML, links and pictures, and whatever would not be printed as written.

Comes in: the text of a body. Goes out: what is wrong with it, as offsets into the text, and the pictures
and links it names. The parser says what a text leads to; where that stands is searched in the text.
"""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from jianbao.load.slips import SAID_OF_SLIPS, TOLD
from jianbao.markup import References, Slip, SlipKind, fences, find_references

MAX_DEPTH = 30
MAX_FAULTS = 50
MAX_STEPS = 5_000_000
_HTML = re.compile(r"(?<!\\)<(?:/?[A-Za-z][^<>]*>|!--|\?|!\[CDATA\[|![A-Z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)?[^<>\s@]+(?:@[^<>\s@]+)?>")
_ENTITY = re.compile(r"(?<!\\)&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NOTE_IN_PICTURE = re.compile(r"(?<!\\)!\[[^\[\]\n]*(\[\^[^\]\n]*\])[^\[\]\n]*\]\(")
_GAP = re.compile(r"\n[ \t]*\n")
_OPENING = re.compile(r"[\[<]|(?<!`)`+|(?<![*_])[*_]+")
_TICKS_OR_GAP = re.compile(r"`+|\n[ \t]*\n")
_WEB = ("https://", "http://", "mailto:")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_LETTER_FIELDS = frozenset({"subject", "body"})
"""What a link may fill in of a letter (RFC 6068); `bcc` would copy it to people whom nobody sees."""


@dataclass(frozen=True, slots=True, order=True)
class BodyFault:
    """Something wrong at `offset` of a text."""

    offset: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A link target or picture that a body names, and where."""

    offset: int
    target: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a body holds besides text."""

    faults: tuple[BodyFault, ...]
    warnings: tuple[BodyFault, ...] = ()
    items: tuple[Mentioned, ...] = ()
    issues: tuple[Mentioned, ...] = ()
    pictures: tuple[Mentioned, ...] = ()


def judge_body(text: str) -> Judgement:
    """Return what is wrong with a body and what it names."""
    offset = _runaway(text)
    if offset is not None:
        hint = "write it more simply, or put `\\` before signs that are meant as such"
        return Judgement((BodyFault(offset, "too many marks stand here to be read", hint),))
    references = _references(text)
    if references is None:
        hint = "let fewer lists, quotations and emphases lie within each other"
        return Judgement((BodyFault(0, "marks are nested too deeply to be read", hint),))
    if references.entangled is not None:
        hint = (
            r"close each `*` and `_` before the next begins, or put `\` before those that are meant as such"
        )
        place = max(0, text.find(references.entangled))
        return Judgement((BodyFault(place, "emphases cross each other, so that text would be lost", hint),))
    places = _Places(text)
    links = [Mentioned(places.of(link), link) for link in references.links]
    pictures = tuple(Mentioned(places.of(path), path, alt) for path, alt in references.pictures)
    slips = [(slip.kind, _slip_fault(slip, places)) for slip in references.slips]
    faults = (
        *_html_faults(text),
        *_note_faults(text),
        *_link_faults(links),
        *_picture_faults(pictures),
        *_foreign_faults(references, links),
        *(fault for kind, fault in slips if kind not in TOLD),
    )
    warnings = (fault for kind, fault in slips if kind in TOLD)
    return Judgement(
        faults=tuple(sorted(faults)[:MAX_FAULTS]),
        warnings=tuple(sorted(warnings)[:MAX_FAULTS]),
        items=tuple(_without_scheme(links, "item:")),
        issues=tuple(_without_scheme(links, "issue:")),
        pictures=pictures,
    )


def _runaway(text: str) -> int | None:
    """Return where a body grows so costly to parse that nobody can have meant it, if it does.

    The parser looks for the end of every opening mark through the rest of its block, and goes through
    the lines of a block again for each of them.
    """
    steps = start = 0
    for end in (*(gap.end() for gap in _GAP.finditer(text)), len(text)):
        block = text[start:end]
        steps += len(_OPENING.findall(block)) * len(block) + block.count("\n") ** 2
        if steps > MAX_STEPS:
            return start
        start = end
    return None


def _references(text: str) -> References | None:
    try:
        references = find_references(text)
    except RecursionError:
        return None
    return references if references.depth <= MAX_DEPTH else None


class _Places:
    """Finds where targets stand, each search going on behind the one before; links come before plain text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.behind: dict[str, int] = {}

    def of(self, target: str) -> int:
        behind = self.behind.get(target, 0)
        for sign in ("(", "<", "]: ", ""):
            found = self.text.find(sign + target, behind)
            if found >= 0:
                self.behind[target] = found + len(sign + target)
                return found + len(sign)
        return max(0, behind - len(target))

    def of_line(self, line: str) -> int:
        """Return where a line of a list or table begins, behind what leads into it."""
        behind = self.behind.get(line, 0)
        lead = rf"^[ \t>]*(?:(?:[-+*]|\d+\.)[ ]+)*?(?={re.escape(line)})"
        found = re.compile(lead, re.MULTILINE).search(self.text, behind)
        if found:
            self.behind[line] = found.end() + len(line)
        return found.end() if found else behind


def _slip_fault(slip: Slip, places: _Places) -> BodyFault:
    message, hint = SAID_OF_SLIPS[slip.kind]
    if slip.kind in (SlipKind.RENUMBERED, SlipKind.ROW_TOO_LONG, SlipKind.ROW_TOO_SHORT):
        offset = places.of_line(slip.text)
    elif slip.kind is SlipKind.LINK_EMPTY:
        found = re.search(rf"\[\s*\]\(\s*<?{re.escape(slip.text)}", places.text)
        offset = found.start() if found else places.of(slip.text)
    else:
        offset = places.of(slip.text)
    if slip.kind is SlipKind.NOTE_TWICE:
        offset = places.of(slip.text)  # the second
    text = slip.text.removesuffix(":") if slip.text.startswith("[^") else slip.text
    shown = text if len(text) <= 30 else text[:29] + "…"
    values = {"text": shown, "printed": slip.printed}
    return BodyFault(offset, message.format(**values), hint.format(**values))


def _html_faults(text: str) -> Iterator[BodyFault]:
    plain = _without_code(text)
    for match in _HTML.finditer(plain):
        autolink = _AUTOLINK.match(plain, match.start())
        if autolink and (":" in autolink[0] or "@" in autolink[0]):
            continue
        shown = match[0] if len(match[0]) <= 30 else match[0][:29] + "…"
        hint = r"write Markdown, or `\<` for the sign itself"
        yield BodyFault(match.start(), f"raw HTML is not taken: {shown}", hint)
    for match in _ENTITY.finditer(plain):
        if match[0][1] == "#" or match[0][1:] in html.entities.html5:
            hint = r"write the character itself, or `\&` for the sign"
            yield BodyFault(match.start(), f'HTML entities are not taken: "{match[0]}"', hint)


def _note_faults(text: str) -> Iterator[BodyFault]:
    """Yield a fault for each mark of a footnote that a picture's description has: it leads nowhere there."""
    for match in _NOTE_IN_PICTURE.finditer(_without_code(text)):
        hint = "put it into a sentence of the text"
        yield BodyFault(match.start(1), f"the footnote {match[1]} stands in what a picture shows", hint)


def _without_code(text: str) -> str:
    """Blank out code: between fences, and between runs of as many backticks without an empty line."""
    lines = text.split("\n")
    for first, last in fences(lines):
        lines[first : last + 1] = (" " * len(line) for line in lines[first : last + 1])
    text = "\n".join(lines)
    runs = list(_TICKS_OR_GAP.finditer(text))
    following: dict[str, int] = {}
    closing: dict[int, int] = {}
    for run in reversed(runs):
        if run[0][0] == "`":
            closing[run.start()] = following.get(run[0], 0)
            following[run[0]] = run.end()
        else:
            following.clear()
    pieces: list[str] = []
    behind = 0
    for run in runs:
        end = closing.get(run.start(), 0)
        if end and run.start() >= behind:
            pieces += (text[behind : run.start()], " " * (end - run.start()))
            behind = end
    return "".join((*pieces, text[behind:]))


def _link_faults(links: list[Mentioned]) -> Iterator[BodyFault]:
    for link in links:
        if not (link.target.lower().startswith(_WEB) or link.target.startswith(("item:", "issue:"))):
            hint = "begin it with https:, http:, mailto:, item: or issue:"
            if link.target.lower().endswith(_PICTURES):
                hint = "put `!`, a plain one, before the brackets of a picture: ![…](…)"
            yield BodyFault(link.offset, f'the link "{link.target[:60]}" leads nowhere', hint)
        for field in _letter_fields(link.target) - _LETTER_FIELDS:
            what = f'the link "{link.target[:60]}" fills in "{field[:20]}" of a letter'
            yield BodyFault(link.offset, what, "let it fill in `subject` and `body` and nothing else")


def _letter_fields(target: str) -> set[str]:
    """Return the names of the fields that a `mailto:` link fills in."""
    scheme, _, rest = target.partition(":")
    fields = rest.partition("?")[2].split("&") if scheme.lower() == "mailto" else ()
    return {unquote(field.partition("=")[0]).lower() for field in fields if "=" in field}


def _foreign_faults(references: References, links: list[Mentioned]) -> Iterator[BodyFault]:
    """Yield a fault where the allow-list would change a body; a link that is the reason says so itself."""
    if references.foreign and not any(_link_faults(links)):
        hint = "write plain Markdown; tell us which text it was"
        yield BodyFault(0, "something here is not taken in a page", hint)


def _picture_faults(pictures: tuple[Mentioned, ...]) -> Iterator[BodyFault]:
    for picture in pictures:
        if not picture.alt.strip():
            hint = "say what it shows between the brackets: ![…](…)"
            yield BodyFault(picture.offset, f'the picture "{picture.target}" has no `alt`', hint)


def _without_scheme(links: list[Mentioned], scheme: str) -> Iterator[Mentioned]:
    for link in links:
        if link.target.startswith(scheme):
            yield Mentioned(link.offset, link.target.removeprefix(scheme))
