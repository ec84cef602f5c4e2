"""What a rendered text gains on a page: pictures that can be enlarged, tables that fit any screen.

Comes in: an author's text as HTML, its references resolved. Goes out: the same words. A picture that stands
by itself leads to its file, which a script shows enlarged. A table has a frame within which it moves, and its
heads say what they stand over; no style stands in it, for hosts that allow none outside of style sheets.
"""

import re

from markupsafe import escape

from jianbao.language import Language

_ALIGNED = re.compile(r'(<t[dh]\b[^>]*?)style="text-align: (left|center|right);"')
_PICTURE = re.compile(r'<figure><img ([^>]*?)src="([^"]*)"([^>]*)>')


def fit_to_page(html: str, language: Language) -> str:
    """Return a text with its pictures and tables made ready for a page."""
    frame = f'<div class="jb-scroll" role="group" aria-label="{escape(language("table"))}" tabindex="0">'
    html = _PICTURE.sub(r'<figure><a class="jb-enlarge" href="\2"><img \1src="\2"\3></a>', html)
    html = _ALIGNED.sub(r'\1class="jb-\2"', html)
    html = html.replace("<th>", '<th scope="col">').replace("<th class", '<th scope="col" class')
    return html.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")
