"""The hooks that MkDocs calls.

Each hook translates MkDocs' arguments for the core and the core's answer for MkDocs. Record pages do not go through
MkDocs' page pipeline: they are files that copy nothing, and `site.py` writes them when MkDocs has made the ordinary
pages. The site is built in a staging folder and put in place last, when nothing can fail any more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from .. import issues
from ..admin.config import backend
from ..admin.page import files as admin_files
from ..check import Checked, package_folder
from ..configuration import NotAHub
from ..insights.quality import quality
from ..keeping import Kept
from ..ordinary import page_text
from ..pages import Renderer
from ..papers.making import Making as Papers
from ..papers.making import pandoc
from ..parallel import Beside, Forked, at_once, uncollected
from ..preview.requested import Requested
from ..profiling import Watch
from ..publish import Refused, Staging, stage
from ..settings import Settings
from ..shell import Frame, Shells
from ..site import Site, navigation
from ..store.built import Standing
from ..store.files import within
from ..store.parsed import check_kept
from ..transaction import recovered
from ..words import load as load_words
from .faults import BuildRefused, ContentFaults
from .files import STYLESHEETS, RecordFile, check_templates, dress, loading, published, with_icons
from .translating import changed, editor, ordinary_page, place_of, settings_of, surroundings

if TYPE_CHECKING:
    from mkdocs.config.base import Config
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.hubgen")

FILL_IN_RULE = "HG902"
"""What an owner must still fill in is no fault of the build, not even of a strict one."""
NO_PAPERS = "Templates are published without Word and OpenDocument files: to have them, pip install 'hubgen[documents]'"


class HubPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Checks, links and renders the records of a MkDocs project as a hub."""

    settings: Settings
    checked: Checked
    changed: dict[str, str]
    """The day of the last change of templates, as it was when the build began."""
    staging: Staging | None = None
    papers: Papers | None = None
    serving = False
    failure: Exception
    """Why the last build failed."""
    check: Callable[[Settings], Checked] = staticmethod(check_kept)
    on_request = False
    """Whether records and derived pages are left to whoever asks for them: only what MkDocs makes is then written."""
    executor: Executor | None = None
    """Who does the work, where it is not to be forks of this process."""
    standing: Standing | None = None
    """What there is of earlier builds."""
    dirty = False
    beside: Beside = staticmethod(at_once)
    """How work is done that need not be done before the build goes on."""
    watch = Watch()
    """Who looks on."""
    say: Callable[[str], None] | None = None
    """Where progress goes; where it is set, the caller also prints the issues."""

    def load_config(
        self, options: dict[str, Any] | Config, config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Takes the options as they are; faults in them are issues and are told with all others."""
        self.given = dict(options)
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keeps the plugin and its options from being made anew on each build of `mkdocs serve`."""
        self.serving, self.dirty = command == "serve", dirty
        self.check = Kept() if self.serving else check_kept

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)
        try:
            self.settings = settings_of(config, self.given)
        except NotAHub as fault:
            raise PluginError(str(fault)) from None
        dress(config)
        self.published = Path(config.site_dir)
        if config.strict:
            logging.getLogger("mkdocs").addHandler(self.warnings)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if recovered(self.settings.root):
            self._tell("A change that was interrupted has been undone")
        self._look()
        self._check(config)
        self.changed = changed(self.settings)
        keep_out = (self.settings.root, Path(config.docs_dir))
        try:
            self.staging = stage(self.published, keep_out)
        except Refused as refused:
            raise BuildRefused(str(refused)) from None
        config.site_dir = str(self.staging.folder)

    def _look(self) -> None:
        """Looks at what there is of earlier builds, before anything is read."""
        self.watch.begins("look at what earlier builds left")
        if not (self.standing or self.serving or self.dirty):
            self.standing = Standing.of(self.settings, self.published.absolute())
        if self.standing:
            self.standing.look()

    def _check(self, config: MkDocsConfig) -> None:
        self.checked = self.check(self.settings)
        self.watch.begins("ordinary pages and the theme, by MkDocs")
        report = self.checked.report
        self._tell(f"Checked {issues.summary(report)}")
        if self.say is None:
            for issue in report.issues:
                level = (
                    logging.INFO
                    if issue.code == FILL_IN_RULE
                    else logging.ERROR
                    if issue.severity == "error"
                    else logging.WARNING
                )
                log.log(level, issues.as_line(issue))
        strict = config.strict and self.say is not None and any(issue.code != FILL_IN_RULE for issue in report.issues)
        if report.errors or strict:
            raise ContentFaults(report)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        content, hub = self.settings.content, self.checked.hub
        ordinary = {
            one.path
            for one in self.checked.parsed
            # only a translation has neither a kind nor a text of its own: it is not published
            if one.kind is None and one.body and not one.document.broken
        }
        kept = [file for file in files if published(file, content, ordinary, config)]
        sheets = {file.src_uri: file for file in kept if file.src_uri in STYLESHEETS}
        kept = [file for file in kept if file.src_uri not in sheets]
        records = [RecordFile(entry, config, content) for entry in hub.records.values()]
        loaded, self.loaded = loading({STYLESHEETS[uri]: file.content_string for uri, file in sheets.items()}, config)
        return Files([*kept, *records, *loaded])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav, self.files = nav, files
        return nav

    def on_page_markdown(self, text: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return page_text(
            text,
            f"{self.settings.content}/{page.file.src_uri}",
            self.checked.hub.index,
            self.settings.content,
            page.url,
        )

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        self.env = env
        with_icons(env)
        check_templates(env, files)
        self.pages = {file.url for file in files.documentation_pages()}
        self._render(config)
        self.papers = self._papers()
        return env

    def _papers(self) -> Papers | None:
        """Begins to make documents for word processors, while MkDocs makes its pages."""
        wanted = self.renderer.papers() if self.settings.options.documents and not self.serving else []
        program = pandoc()
        if wanted and not program:
            self._tell(NO_PAPERS)
        return Papers(wanted, self.settings.root / ".hubgen" / "papers", program) if wanted and program else None

    def _render(self, config: MkDocsConfig) -> None:
        """Makes ready for pages of the hub as it was checked last."""
        self.renderer = Renderer(
            self.checked.hub, surroundings(self.settings, config, partial(quality, self.checked), self.changed)
        )
        self.env.globals["hub"] = navigation(
            self.checked.hub, load_words(), self.settings.options, self.pages, self.loaded
        )

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        page.meta.pop("crumbs", None)  # a word of the theme's for the hub's own pages, not an editor's
        page.meta.setdefault("layout", "home" if page.is_homepage else "page")
        page.meta.setdefault(
            "toc_shown", not page.is_homepage and len(page.toc.items) and len(page.toc.items[0].children) > 3
        )
        if page.is_homepage:
            page.content = self.renderer.home(str(page.title), page.content or "")
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        assert self.staging
        self.watch.begins("what surrounds pages")
        # the same for all pages, and not cheap: MkDocs looks through all files for it
        self.context = get_context(self.nav, self.files, config, page=None)
        self.shells = Shells(
            document=self._document, site_url=config.site_url or "", edit=editor(config, self.settings.content)
        )
        if not self.on_request:
            self._write(config)
        self.staging.write("404.html", self._not_found(config).encode())
        self._publish(config)

    def _write(self, config: MkDocsConfig) -> None:
        assert self.staging
        site = Site(
            checked=self.checked,
            renderer=self.renderer,
            shell=self.shells,
            staging=self.staging,
            site_url=config.site_url or "",
            executor=self.executor or Forked(self.settings.options.workers),
            tell=self._tell,
            papers=self.papers,
            searchable=self.settings.options.search and not self.serving,
            before=self.standing.pages(str(config.theme.name)) if self.standing else None,
            watch=self.watch,
        )
        ordinary = [
            ordinary_page(file.page)
            for file in self.files.documentation_pages()
            if file.page and file.inclusion is not InclusionLevel.EXCLUDED
        ]
        with uncollected():
            pages = site.write(ordinary)
            self._write_admin(config)
        self._tell(f"Wrote {issues.count(pages, 'page')}")

    def _write_admin(self, config: MkDocsConfig) -> None:
        """The page on which records are edited, where it is wanted and a repository is there to write to."""
        if not self.settings.options.admin or self.serving:
            return
        assert self.staging
        try:
            where = place_of(self.settings, config)
            to = backend(self.settings.options, config.repo_url or "", where.branch)
            for path, content in admin_files(self.settings, self.checked, where.above + self.settings.content, to):
                self.staging.write(path, content)
        except Refused as refused:
            raise BuildRefused(str(refused)) from None

    def requested(self, checked: Checked, config: MkDocsConfig) -> Requested:
        """The hub's own files, each made when it is asked for, in the surroundings of the last build."""
        if checked is not self.checked:
            self.checked = checked
            self._render(config)
        self.shells.filling = False
        return Requested(
            checked=checked,
            renderer=self.renderer,
            shell=self.shells,
            site_url=config.site_url or "",
            ordinary=frozenset(self.pages),
        )

    def _publish(self, config: MkDocsConfig) -> None:
        """Puts the site in place, unless MkDocs is going to fail because of warnings in strict mode."""
        assert self.staging
        self.watch.begins("put the site in place")
        if self.warnings.get_counts():
            self.staging.abandon()
        else:
            self._put_in_place(self.staging)
        self._end(config)

    def _put_in_place(self, staging: Staging) -> None:
        """Publishes the site and keeps what is known of it, unless it lacks what could not be made this time."""
        standing = None if self.papers and self.papers.failed else self.standing
        made = within(staging.folder) if standing else {}
        staging.publish(self.beside)
        self.watch.begins("keep it for the next build")
        if standing:
            report = self.checked.report
            # under MkDocs' own command there may be more to a build than the settings say
            standing.remember(made, (issues.text(report) if report.issues else "") if self.say else None)

    def on_build_error(self, *, error: Exception) -> None:
        self.failure = error
        if self.papers:
            self.papers.abandon()
            self.papers = None
        if self.staging:
            self.staging.abandon()
            self.staging = None
        logging.getLogger("mkdocs").removeHandler(self.warnings)

    def _end(self, config: MkDocsConfig) -> None:
        config.site_dir = str(self.published)
        self.staging = self.standing = None
        logging.getLogger("mkdocs").removeHandler(self.warnings)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        theme = package_folder("theme")
        if not theme.is_relative_to(Path(config.docs_dir)):
            server.watch(str(theme))
        return server

    def _tell(self, line: str) -> None:
        self.say(line) if self.say else log.info(line)

    def _document(self, frame: Frame) -> str:
        """A whole HTML document around a page of the hub, by the same template as ordinary pages."""
        base = "/".join([".."] * frame.url.count("/")) or "."
        return self.env.get_template("main.html").render(self.context | {"page": frame, "base_url": base})

    def _not_found(self, config: MkDocsConfig) -> str:
        """The page shown for any wrong address, which cannot link relative to its own."""
        return self.env.get_template("404.html").render(
            self.context | {"base_url": urlsplit(config.site_url or "/").path.rstrip("/") or "/"}
        )
