"""The MkDocs adapter, and the only module that imports MkDocs.

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
from urllib.parse import quote, urljoin, urlsplit

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from . import issues
from .admin.config import backend
from .admin.page import files as admin_files
from .check import Checked, package_folder
from .configuration import CONFIG, NotAHub
from .forge import Place, new_file, place
from .history import last_changes
from .hub import RecordEntry
from .icons import icon, templates
from .insights.quality import Quality, quality
from .issues import Report
from .keeping import Kept
from .kinds import Template
from .loading import SAID, SHEETS, WORD, Loaded, said, stamp, started, stylesheet
from .ordinary import page_text
from .pages import Page, Renderer, Surroundings
from .papers import word
from .papers.making import Making as Papers
from .papers.making import pandoc
from .parallel import Forked, uncollected
from .preview.requested import Requested
from .profiling import Watch
from .publish import Refused, Staging, stage
from .settings import Settings, read_options, record_types
from .shell import Frame, Shells
from .site import Site, navigation
from .source import is_asset
from .store.built import Standing
from .store.files import within
from .store.parsed import check_kept
from .transaction import recovered
from .words import load as load_words

if TYPE_CHECKING:
    from mkdocs.config.base import Config
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.hubgen")

FILL_IN_RULE = "HG902"
"""What an owner must still fill in is no fault of the build, not even of a strict one."""
NO_PAPERS = "Templates are published without Word and OpenDocument files: to have them, pip install 'hubgen[documents]'"
_STYLE, _SCRIPTS = "assets/stylesheets/site.css", "assets/javascripts/"
_SHEETS = {f"assets/stylesheets/{name}.css": name for name in SHEETS}
_EXTENSIONS = ("tables", "footnotes", "fenced_code", "sane_lists", "toc")


class ContentFaults(PluginError):
    """The content has errors: nothing was built, and the last site is as it was."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{issues.summary(report)}; nothing was built")
        self.report = report


class BuildRefused(PluginError, Refused):
    """The site cannot go where it is asked to go."""


class RecordFile(File):
    """A record among MkDocs' files, so that links to it resolve: no documentation page, with an address of its own."""

    def __init__(self, entry: RecordEntry, config: MkDocsConfig, content: str) -> None:
        super().__init__(
            entry.path.removeprefix(f"{content}/"),
            config.docs_dir,
            config.site_dir,
            True,
            dest_uri=f"{entry.url}index.html",
            inclusion=InclusionLevel.INCLUDED,
        )

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copies nothing: the record's page is made from the hub, and its source is not published."""


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
            self.settings = _settings(config, self.given)
        except NotAHub as fault:
            raise PluginError(str(fault)) from None
        _dress(config)
        self.published = Path(config.site_dir)
        if config.strict:
            logging.getLogger("mkdocs").addHandler(self.warnings)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if recovered(self.settings.root):
            self._tell("A change that was interrupted has been undone")
        self._look()
        self._check(config)
        self.changed = _changed(self.settings)
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
        kept = [file for file in files if _published(file, content, ordinary, config)]
        sheets = {file.src_uri: file for file in kept if file.src_uri in _SHEETS}
        kept = [file for file in kept if file.src_uri not in sheets]
        records = [RecordFile(entry, config, content) for entry in hub.records.values()]
        loaded, self.loaded = _loaded({_SHEETS[uri]: file.content_string for uri, file in sheets.items()}, config)
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
        _check_templates(env, files)
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
            self.checked.hub, _surroundings(self.settings, config, partial(quality, self.checked), self.changed)
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
            document=self._document, site_url=config.site_url or "", edit=_editor(config, self.settings.content)
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
            _ordinary(file.page)
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
            to = backend(self.settings.options, config.repo_url or "")
            for path, content in admin_files(self.settings, self.checked, self.settings.content, to):
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
        staging.publish()
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


# --- settings and looks -----------------------------------------------------------------------------------------------


def _settings(config: MkDocsConfig, given: dict[str, Any]) -> Settings:
    """The hub's settings from MkDocs' configuration."""
    file = Path(config.config_file_path) if config.config_file_path else Path.cwd() / "mkdocs.yml"
    # not resolved: the folder of records may be a link to one elsewhere
    root, docs = file.parent.absolute(), Path(config.docs_dir).absolute()
    options, faults = read_options(given, file.read_text(encoding="utf-8-sig") if file.is_file() else "")
    kinds = record_types(options, root)
    if not docs.is_relative_to(root):
        root = docs.parent
    return Settings(
        config=file,
        root=root,
        content=docs.relative_to(root).as_posix(),
        site=config.site_dir,
        site_name=config.site_name,
        options=options,
        kinds=kinds,
        issues=faults,
    )


def _check_templates(env: jinja2.Environment, files: Files) -> None:
    """`BuildRefused` where a page names a template that is not there or cannot be read."""
    for file in files.documentation_pages():
        name = file.page.meta.get("template") if file.page else None
        if name is None:
            continue
        try:
            env.get_template(str(name))
        except jinja2.TemplateNotFound:
            raise BuildRefused(
                f'{file.src_uri} asks for the template "{name}", which is in neither custom_dir nor the hub\'s theme; '
                "take the line template: away, or put the file into custom_dir"
            ) from None
        except jinja2.TemplateSyntaxError as error:
            raise BuildRefused(
                f'the template "{name}" of {file.src_uri}, line {error.lineno}: {error.message}'
            ) from None


def _dress(config: MkDocsConfig) -> None:
    """Puts the hub's theme over whatever theme is configured, and lets nothing be fetched from other hosts."""
    theme = str(package_folder("theme"))
    if theme not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
    icons = str(templates())
    if icons not in config.theme.dirs:
        config.theme.dirs.append(icons)
    config.theme["font"] = False
    config.theme.static_templates = set()
    for name in _EXTENSIONS:
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    # the policy of a careful host lets no inline style through
    config.mdx_configs.setdefault("tables", {"use_align_attribute": True})
    config.use_directory_urls = True


def _published(file: File, content: str, ordinary: set[str], config: MkDocsConfig) -> bool:
    """Whether a file of MkDocs' own finding belongs to the site, with its inclusion set where MkDocs would leave it out."""
    if file.src_dir != config.docs_dir:
        return _is_ours(file, config)
    if file.src_uri.endswith(".md"):
        wanted = f"{content}/{file.src_uri}" in ordinary
    else:
        wanted = is_asset(file.src_uri)
        # a link may lead to any file of the machine
        docs, real = Path(config.docs_dir).resolve(), Path(file.abs_src_path or "").resolve()
        wanted = wanted and real.is_relative_to(docs)
    # MkDocs leaves out a folder called templates unless told what to leave out
    if wanted and config.exclude_docs is None and file.inclusion is InclusionLevel.EXCLUDED:
        file.inclusion = InclusionLevel.INCLUDED
    return wanted


def _is_ours(file: File, config: MkDocsConfig) -> bool:
    """Whether a theme's file is the hub's or its owner's; the scripts and styles of the theme below are not loaded."""
    ours = (str(package_folder("theme")), config.theme.custom_dir)
    return any(Path(file.abs_src_path or "").is_relative_to(folder) for folder in ours if folder)


def _loaded(sheets: dict[str, str], config: MkDocsConfig) -> tuple[list[File], Loaded]:
    """The stylesheet made of the theme's parts and the browser's modules as files of the site, and how pages load them."""
    folder = Path(__file__).parent / "client"
    paths = [path for path in sorted(folder.glob("*.js")) if not path.name.endswith(".test.js")]
    modules = {path.name: path.read_text(encoding="utf-8") for path in paths} | {
        SAID: said(load_words()),
        WORD: word.module(),
    }
    style = stylesheet(sheets)
    texts = {_STYLE: style} | {_SCRIPTS + name: text for name, text in modules.items()}
    files = [
        File.generated(config, path, content=text, inclusion=InclusionLevel.INCLUDED) for path, text in texts.items()
    ]
    started_by = tuple(_SCRIPTS + name for name in started(modules))
    return files, Loaded(stylesheet=f"{_STYLE}?{stamp(style)}", modules=started_by)


def _ordinary(page: MkDocsPage) -> Page:
    """A page of MkDocs' as the hub knows pages; the home page is no result of a search."""
    meta = page.meta or {}
    return Page(
        url="" if page.url in {".", "./"} else page.url,
        # MkDocs makes titles of headings, as HTML
        title=Markup(page.title or "").striptags(),  # noqa: S704 - made plain text right here
        description=str(meta.get("description") or ""),
        html=page.content or "",
        layout="page",
        body=page.content or "",
        found=not page.is_homepage and not meta.get("noindex"),
    )


def _surroundings(
    settings: Settings, config: MkDocsConfig, found: Callable[[], Quality], days: dict[str, str]
) -> Surroundings:
    return Surroundings(
        site_name=config.site_name,
        site_url=config.site_url or "",
        feedback=settings.options.feedback,
        proposals=new_file(config.repo_url or "", settings.options.forge, _place(settings, config)),
        content=settings.content,
        quality=found,
        changed=days,
        icon=icon,
    )


def _place(settings: Settings, config: MkDocsConfig) -> Place:
    """Where the hub is in its repository. MkDocs guesses an `edit_uri` that nobody wrote; that tells nothing."""
    written = any("edit_uri" in given for given in config.user_configs)
    options = settings.options
    branch = options.branch if "branch" in options.model_fields_set else None
    return place(config.edit_uri or "" if written else "", settings.content, branch)


def _changed(settings: Settings) -> dict[str, str]:
    """When the templates were last changed, which people take home and come back for."""
    found: dict[str, str] = {}
    for kind in settings.kinds:
        if issubclass(kind, Template):
            found |= last_changes(settings.root, f"{settings.content}/{kind.folder}")
    return found


def _editor(config: MkDocsConfig, content: str) -> Callable[[str], str]:
    """Where a file is edited, by MkDocs' `repo_url` and `edit_uri` or `edit_uri_template`, as it joins them."""
    repo, edit, template = config.repo_url or "", config.edit_uri or "", config.edit_uri_template

    def address(path: str) -> str:
        inside = path.removeprefix(f"{content}/")
        uri = template.format(path=inside, path_noext=inside.removesuffix(".md")) if template else edit + quote(inside)
        return urljoin(repo if repo.endswith("/") or uri.startswith(("?", "#")) else f"{repo}/", uri)

    return address if template or edit else lambda path: ""


# --- the hub's own commands -------------------------------------------------------------------------------------------


def build_site(
    settings: Settings,
    output: Path | None,
    say: Callable[[str], None],
    executor: Executor | None = None,
    standing: Standing | None = None,
    watch: Watch | None = None,
) -> tuple[Report, bool]:
    """Builds a hub as `mkdocs build` does. Returns what the check said, instead of logging it, and whether there is a site.

    `executor` does the work in the place of forks of this process. Its workers must see the same disk. `standing` is
    what there is of earlier builds, where somebody has looked already. `watch` looks on, and is asked what it has seen.
    """
    watch = watch or Watch()
    watch.begins("configuration")
    changed = {"site_dir": str(output)} if output else {}
    config = load_config(str(settings.config), **changed)
    plugin = _plugin(config)
    plugin.say, plugin.executor, plugin.standing = say, executor, standing
    plugin.serving, plugin.watch = False, watch
    plugin.check = partial(check_kept, executor=executor, watch=watch)
    try:
        with uncollected():
            build(config)
    except Abort:
        # MkDocs has turned the reason into this
        if isinstance(plugin.failure, ContentFaults):
            return plugin.failure.report, False
        raise plugin.failure from None
    say(f"The site is in {config.site_dir}")
    for line in watch.lines({entry.key: entry.path for entry in plugin.checked.hub.records.values()}):
        say(line)
    return plugin.checked.report, True


class PreviewHost:
    """What MkDocs makes of a hub for its preview: ordinary pages and the theme's files, in a folder of their own."""

    def __init__(self, settings: Settings, folder: Path, address: str) -> None:
        self._settings, self._folder, self._address = settings, folder, address

    def watched(self) -> list[Path]:
        """The theme, and what `mkdocs.yml` says that MkDocs should watch."""
        config = self._config
        own = [config.theme.custom_dir] if config.theme.custom_dir else []
        return [package_folder("theme"), *map(Path, own), *map(Path, config.watch)]

    def build(self, checked: Checked) -> None:
        """Writes the pages and files; `Refused` where MkDocs does not."""
        try:
            self._config = load_config(
                str(self._settings.config), site_dir=str(self._folder), site_url=self._address, strict=False
            )
        except MkDocsException as error:
            raise Refused(f"{CONFIG}: {error}") from None
        self._plugin = plugin = _plugin(self._config)
        plugin.check, plugin.say = (lambda settings: checked), lambda line: None
        plugin.serving = plugin.on_request = True
        try:
            with uncollected():
                build(self._config)
        except Abort:
            # MkDocs has turned the reason into this
            raise Refused(str(plugin.failure)) from None

    def requested(self, checked: Checked) -> Requested:
        """The hub's own files, in the surroundings of the last build."""
        return self._plugin.requested(checked, self._config)


def _plugin(config: MkDocsConfig) -> HubPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, HubPlugin):
            return plugin
    raise Refused("mkdocs.yml does not load the plugin: add hubgen to its plugins")


__all__ = ["ContentFaults", "HubPlugin", "PreviewHost", "RecordFile", "build_site"]
