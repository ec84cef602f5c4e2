"""Hands the website's pages to MkDocs, which gives them their frame.

Comes in: a `Website`, from `build_site`, or composed from content/ where someone runs `mkdocs build`
or `mkdocs serve`. Goes out: a folder, ready to be served. There is no rule of ours in here: another
generator that takes pages of ready HTML and a navigation can take its place.
"""

import datetime as dt
import logging
from pathlib import Path

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from jianbao.diagnostics import EnvironmentFault, JianbaoError
from jianbao.outputs.website import Heading, WebPage, Website
from jianbao.plan import Home, Listing, address_of
from jianbao.theme import find_mkdocs_config, find_theme

_IN_NAVIGATION = (
    Home(),
    Listing.ISSUES,
    Listing.REGIONS,
    Listing.TOPICS,
    Listing.SOURCES,
    Listing.YEARS,
    Listing.ARCHIVE,
)
_FOR_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


class _Options(Config):
    """What mkdocs.yml may say of the plugin."""

    content = Type(str, default="content")


class JianbaoPlugin(BasePlugin[_Options]):
    """Puts ready pages where MkDocs expects Markdown."""

    website: Website | None = None

    def on_config(self, config: MkDocsConfig) -> None:
        """Take over the publication's names; compose the website where nobody has handed one over."""
        if self.website is None:
            self.website = _compose(self._content(config))
        language, imprint = self.website.language, self.website.imprint
        config.site_name = language("site_name", organ=imprint.organ, name=imprint.name)
        config.site_url = config.site_url or f"{imprint.site_url.rstrip('/')}/"
        config.theme["language"] = language.tag
        config.nav = [
            {language(subject.value if isinstance(subject, Listing) else "home"): _source(address_of(subject))}
            for subject in _IN_NAVIGATION
        ]
        self._pages = {_source(page.address): page for page in self.website.pages}

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        """Add pages and finished files; leave away what Material brings for its own search."""
        assert self.website is not None
        for file in [f for f in files if f.src_uri.startswith(_FOR_SEARCH) or f.src_uri.endswith(".map")]:
            files.remove(file)
        listed = {address_of(subject) for subject in _IN_NAVIGATION}
        for page in self.website.pages:
            inclusion = InclusionLevel.INCLUDED if page.address in listed else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, _source(page.address), content="", inclusion=inclusion))
        for artifact in self.website.files:
            files.append(File.generated(config, artifact.path, content=artifact.content))

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Let templates escape what they print, which MkDocs' own do not, and know our words."""
        assert self.website is not None
        env.autoescape = True
        env.globals |= {"label": self.website.language, "imprint": self.website.imprint}

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put the ready page in its place."""
        ready = self._pages[page.file.src_uri]
        page.title = ready.title
        page.meta = {"description": ready.description}
        page.toc = _contents(ready.headings)
        page.update_date = ready.changed.isoformat()
        return Markup(ready.html)  # noqa: S704 (`WebPage.html` is safe as it stands)

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> None:  # noqa: ARG002
        """Build anew when content or theme change."""
        server.watch(str(self._content(config)))
        server.watch(str(find_theme()))

    def _content(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.content


def build_site(website: Website, destination: Path) -> None:
    """Write a website into a folder, which is emptied before.

    Raises:
        EnvironmentFault: MkDocs fails, or warns of anything.
    """
    heard = _Listener()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        config = load_config(str(find_mkdocs_config()), site_dir=str(destination), strict=True)
        plugin = config.plugins["jianbao"]
        assert isinstance(plugin, JianbaoPlugin)
        plugin.website = website
        build(config)
    except MkDocsException as error:
        raise EnvironmentFault("\n".join([f"MkDocs: {error}", *heard.messages])) from error
    finally:
        log.removeHandler(heard)


class _Listener(logging.Handler):
    """Keeps what MkDocs says when something is amiss."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _compose(content: Path) -> Website:
    from jianbao.journey import compose_website  # noqa: PLC0415 (only here does the journey begin with MkDocs)

    try:
        return compose_website(content, dt.datetime.now(dt.UTC))
    except JianbaoError as error:
        raise PluginError(str(error)) from error


def _source(address: str) -> str:
    """Return where MkDocs is to believe a page's Markdown stands; `index` keeps every address as it is."""
    return f"{address}index.md"


def _contents(headings: tuple[Heading, ...]) -> TableOfContents:
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.text, heading.id, heading.level)
        above = [other for other in above if other.level < heading.level]
        (above[-1].children if above else top).append(link)
        above.append(link)
    return TableOfContents(top)
