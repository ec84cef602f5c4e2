"""Slips of an author's Markdown in words: what is said of each, and what to do about it.

Comes in: nothing. Goes out: the words, by kind of slip, and which of them are warnings.
"""

from jianbao.markup import SlipKind

TOLD = frozenset(
    {
        SlipKind.RENUMBERED,
        SlipKind.ROW_TOO_SHORT,
        SlipKind.UNDERLINED,
        SlipKind.LINK_TITLE,
        SlipKind.HEADING_GROWN,
        SlipKind.ENTRY_GROWN,
        SlipKind.DIGITS_EMPHASISED,
        SlipKind.LINE_JOINED,
        SlipKind.TABLE_WITHOUT_RULE,
        SlipKind.LINK_FULL_WIDTH,
    }
)
"""Slips that are warnings: the text itself is printed as written."""
SAID_OF_SLIPS = {
    SlipKind.RENUMBERED: (
        'the entry "{text}" is printed as {printed}',
        r"count on from the first entry, or begin a new list behind a paragraph; `\.` makes a number text",
    ),
    SlipKind.ROW_TOO_LONG: (
        "this row of a table has more cells than its head: {text}",
        r"give the head as many, or put `\` before a `|` that is meant as such",
    ),
    SlipKind.ROW_TOO_SHORT: (
        "this row of a table has fewer cells than its head, and those at its end are empty: {text}",
        "give it as many; an empty one is `| |`",
    ),
    SlipKind.UNDERLINED: (
        'the line "{text}" is a heading, for the line of `-` or `=` below it',
        "write `## ` before a heading, or an empty line before a rule",
    ),
    SlipKind.NOTE_TWICE: ("the footnote {text} is written twice", "give each footnote a label of its own"),
    SlipKind.NOTE_MISSING: (
        "there is no footnote {text}",
        "write it on a line of its own, as `{text}: …`, or put `\\` before the bracket",
    ),
    SlipKind.NOTE_UNUSED: (
        "nothing refers to the footnote {text}",
        "refer to it in the text, or take it out",
    ),
    SlipKind.NOTE_EMPTY: ("the footnote {text} is empty", "write its text behind the colon, or take it out"),
    SlipKind.NOTE_WITHIN: (
        "the footnote {text} stands within another",
        "begin its line at the margin, behind an empty line",
    ),
    SlipKind.CAPTION_LOST: (
        'the picture "{text}" stands within a text, where its caption is not printed',
        "let it stand alone between empty lines, or take its caption away",
    ),
    SlipKind.LINK_EMPTY: (
        'nothing is written between the brackets of the link "{text}"',
        "write there what the link leads to, or take it out",
    ),
    SlipKind.LINK_TITLE: (
        '"{text}" is shown to those who point at the link, and is not printed',
        "write it into the text, or take it out",
    ),
    SlipKind.DIGITS_EMPHASISED: (
        'the `*` of "{text}" is read as emphasis, and not printed',
        r"write `×`, or `\*` for the sign itself",
    ),
    SlipKind.HEADING_GROWN: (
        'the line "{text}" is printed with its `#`, and as no heading',
        r"put a space behind its `#`, or `\` before it",
    ),
    SlipKind.ENTRY_GROWN: (
        'the line "{text}" is printed as it stands, and as no entry of a list',
        r"put a space behind its first sign, or `\` before it",
    ),
    SlipKind.LINE_JOINED: (
        'the line "{text}" goes on in the paragraph before it',
        "put an empty line between them, or a space behind what numbers an entry of a list",
    ),
    SlipKind.TABLE_WITHOUT_RULE: (
        'the line "{text}" is printed as it stands, and as no table',
        r"put a line such as `|---|---|`, with as many columns, below the head, or `\` before its first `|`",
    ),
    SlipKind.LINK_FULL_WIDTH: (
        'the link "{text}" is printed as it stands, for its bracket is full-width',
        "write plain ones, as in `[text](https://…)`",
    ),
}
"""What is said of each slip, and what to do about it."""
