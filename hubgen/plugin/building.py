"""A hub built and previewed by MkDocs from outside: what the commands call."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from ..check import Checked, package_folder
from ..configuration import CONFIG
from ..issues import Report
from ..parallel import at_once, beside, uncollected
from ..preview.requested import Requested
from ..profiling import Watch
from ..publish import Refused
from ..settings import Settings
from ..store.built import Standing
from ..store.parsed import check_kept
from .faults import ContentFaults
from .hooks import HubPlugin


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
    # MkDocs gives the same plugin to all builds of a process
    plugin.serving, plugin.on_request, plugin.watch = False, False, watch
    try:
        with uncollected(), beside(settings.options.workers) as plugin.beside:
            plugin.check = partial(check_kept, executor=executor, watch=watch, beside=plugin.beside)
            build(config)
    except Abort:
        # MkDocs has turned the reason into this
        if isinstance(plugin.failure, ContentFaults):
            return plugin.failure.report, False
        raise plugin.failure from None
    finally:
        plugin.beside = at_once
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
        plugin.serving, plugin.on_request, plugin.executor, plugin.standing = True, True, None, None
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
