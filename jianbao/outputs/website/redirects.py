"""Pages at addresses that items and issues had before; each leads on to where the thing stands now.

Comes in: a `Site`, whose outline knows the former addresses. Goes out: finished files. They are no pages of
the website's own: they have no frame and no place in the sitemap, and no search finds them.
"""

from collections.abc import Iterator

from jianbao.artifact import Artifact
from jianbao.model import Issue
from jianbao.outputs.permanent import permanent_page
from jianbao.outputs.website.here import Here
from jianbao.outputs.website.site import Site
from jianbao.outputs.website.templates import page_templates


def render_redirects(site: Site) -> Iterator[Artifact]:
    """Yield a file for every former address: it leads on at once, without a script, or by a link."""
    template = page_templates(site.theme).get_template("redirect.html")
    for redirect in site.outline.redirects:
        here = Here(redirect.address, site)
        subject = redirect.subject
        html = template.render(
            label=site.language,
            title=here.issue_title(subject) if isinstance(subject, Issue) else subject.title,
            way=here.to(subject),
            canonical=permanent_page(site.publication.imprint, subject),
        )
        yield Artifact(f"{redirect.address}index.html", html.encode())
