"""Hands the website's pages to MkDocs, which gives them their frame.

Comes in: a `Website`, from `build_site`, or composed from content/ where someone runs `mkdocs build`
or `mkdocs serve`. Goes out: a folder, ready to be served. There is no rule of ours in here: another
generator that takes pages of ready HTML and a navigation can take its place.
"""

import datetime as dt
import html
import logging
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from jianbao.diagnostics import EnvironmentFault, JianbaoError
from jianbao.journey import compose_website
from jianbao.outputs.permanent import BEGINNING
from jianbao.outputs.website import Heading, WebPage, Website
from jianbao.plan import Home, Listing, address_of
from jianbao.theme import find_mkdocs_config, find_theme

_LISTINGS = (
    Listing.ISSUES,
    Listing.REGIONS,
    Listing.TOPICS,
    Listing.SOURCES,
    Listing.YEARS,
    Listing.ARCHIVE,
    Listing.STATISTICS,
    Listing.SEARCH,
)
_IN_NAVIGATION = (
    ("home", address_of(Home())),
    *((listing.value, address_of(listing)) for listing in _LISTINGS),
)
_LEFT_AWAY = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "assets/stylesheets/main.*",
    "assets/stylesheets/palette.*",
    "assets/images/favicon.png",
    "*.map",
)


class _Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say of the plugin."""

    content = Type(str, default="content")
    as_of = Optional(Type(str))


class JianbaoPlugin(BasePlugin[_Options]):  # type: ignore[no-untyped-call]
    """Puts ready pages where MkDocs expects Markdown."""

    website: Website | None = None
    _pages: Mapping[str, WebPage]

    def on_config(self, config: MkDocsConfig) -> None:
        """Take over the publication's names; compose the website where nobody has handed one over."""
        if self.website is None:
            self.website = self._compose(config)
        language, imprint = self.website.language, self.website.imprint
        config.site_name = language("site_name", organ=imprint.organ, name=imprint.name)
        config.site_url = config.site_url or f"{imprint.site_url.rstrip('/')}/"
        config.theme["language"] = language.tag
        config.nav = [{language(label): _source(address)} for label, address in _IN_NAVIGATION]
        self._pages = {_source(page.address): page for page in self.website.pages}

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        """Add pages and finished files; leave away what Material brings that nothing here asks for."""
        assert self.website is not None
        for file in list(files):
            if any(fnmatchcase(file.src_uri, pattern) for pattern in _LEFT_AWAY):
                files.remove(file)
        listed = {address for _, address in _IN_NAVIGATION}
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
        page.meta = {"description": ready.description, "head": Markup(ready.head)}
        page.toc = _contents(ready.headings)
        # MkDocs takes the newest day of all pages for that of the sitemap, so one of them has to have one
        changed = ready.changed or (BEGINNING.date() if page.is_homepage else None)
        page.update_date = changed.isoformat() if changed else ""
        return Markup(ready.html)

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> None:  # noqa: ARG002
        """Build anew when content or theme change."""
        server.watch(str(self._content(config)))
        server.watch(str(find_theme()))
        _Preview(server)

    def _content(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.content

    def _compose(self, config: MkDocsConfig) -> Website:
        as_of = self.config.as_of
        moment = dt.datetime.fromisoformat(as_of) if as_of else dt.datetime.now(dt.UTC)
        try:
            return compose_website(self._content(config), moment)
        except JianbaoError as error:
            raise PluginError(str(error)) from error


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


def serve_site(content: Path, as_of: dt.datetime) -> None:
    """Show the site of a content folder on this machine until interrupted; it is rebuilt on each change.

    Raises:
        ContentFault: the content is at fault from the start; a fault that comes later is only shown.
        EnvironmentFault: a font or library is missing, or MkDocs fails.
    """
    compose_website(content, as_of)
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    shown = logging.StreamHandler()
    log.addHandler(shown)
    options = {"content": str(content.resolve()), "as_of": as_of.isoformat()}
    try:
        # as a mapping: a list of plugins is emptied while it is read, and each rebuild reads it anew
        serve(str(find_mkdocs_config()), plugins={"jianbao": options})
    except MkDocsException as error:
        raise EnvironmentFault(f"MkDocs: {error}") from error
    finally:
        log.removeHandler(shown)


class _Preview:
    """Shows in the browser what is wrong with the content, where MkDocs would let it wait for an answer."""

    def __init__(self, server: LiveReloadServer) -> None:
        self.build = server.builder
        self.answer = server.serve_request
        self.heard = _Listener()
        self.wrong = ""
        server.builder = self.rebuild
        server.set_app(self.respond)

    def rebuild(self) -> None:
        """Build; what is wrong is kept until a build finds nothing."""
        log = logging.getLogger("mkdocs")
        self.heard.messages.clear()
        log.addHandler(self.heard)
        try:
            self.build()
            self.wrong = ""
        except Abort:
            self.wrong = "\n".join(self.heard.messages)
        finally:
            log.removeHandler(self.heard)

    def respond(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer a request: with what is wrong, in the place of a page, and again until it is mended."""
        if not self.wrong or not environ["PATH_INFO"].endswith(("/", ".html")):
            answer: Iterable[bytes] = self.answer(environ, start_response)
            return answer
        start_response("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
        return [_WRONG.format(html.escape(self.wrong)).encode()]


_WRONG = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<meta name="viewport" content="width=device-width">
<title>Not yet</title>
<h1>This cannot be shown yet</h1>
<pre style="white-space: pre-wrap">{}</pre>
<p>The page comes back by itself once it is mended.</p>
"""


class _Listener(logging.Handler):
    """Keeps what MkDocs says when something is amiss."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


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
