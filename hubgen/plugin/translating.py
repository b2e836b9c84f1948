"""MkDocs' configuration and pages as the core knows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

from ..configuration import configuration
from ..forge import Place, new_file, place
from ..history import last_changes
from ..icons import icon
from ..insights.quality import Quality
from ..kinds import Template
from ..pages import Page, Surroundings
from ..settings import Settings, read_options, record_types


def settings_of(config: MkDocsConfig, given: dict[str, Any]) -> Settings:
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


def surroundings(
    settings: Settings, config: MkDocsConfig, found: Callable[[], Quality], days: dict[str, str]
) -> Surroundings:
    """What pages need to know beyond the hub. `found` tells of its quality, `days` when templates were last changed."""
    return Surroundings(
        site_name=config.site_name,
        site_url=config.site_url or "",
        feedback=settings.options.feedback,
        proposals=new_file(config.repo_url or "", settings.options.forge, place_of(settings, config)),
        content=settings.content,
        quality=found,
        changed=days,
        icon=icon,
    )


def place_of(settings: Settings, config: MkDocsConfig) -> Place:
    """Where the hub is in its repository. MkDocs guesses an `edit_uri` that nobody wrote; that tells nothing."""
    written = settings.config.is_file() and "edit_uri" in configuration(settings.config)[0]
    options = settings.options
    branch = options.branch if "branch" in options.model_fields_set else None
    return place(config.edit_uri or "" if written else "", settings.content, branch)


def changed(settings: Settings) -> dict[str, str]:
    """When the templates were last changed, which people take home and come back for."""
    found: dict[str, str] = {}
    for kind in settings.kinds:
        if issubclass(kind, Template):
            found |= last_changes(settings.root, f"{settings.content}/{kind.folder}")
    return found


def editor(config: MkDocsConfig, content: str) -> Callable[[str], str]:
    """Where a file is edited, by MkDocs' `repo_url` and `edit_uri` or `edit_uri_template`, as it joins them."""
    repo, edit, template = config.repo_url or "", config.edit_uri or "", config.edit_uri_template

    def address(path: str) -> str:
        inside = path.removeprefix(f"{content}/")
        uri = template.format(path=inside, path_noext=inside.removesuffix(".md")) if template else edit + quote(inside)
        return urljoin(repo if repo.endswith("/") or uri.startswith(("?", "#")) else f"{repo}/", uri)

    return address if template or edit else lambda path: ""


def ordinary_page(page: MkDocsPage) -> Page:
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
