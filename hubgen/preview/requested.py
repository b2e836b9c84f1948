"""The hub's own files of a site, each made when it is asked for and not before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..check import Checked
from ..exports import API, export, exported, of_record
from ..hub import Hub
from ..pages import Derivation, Page, Renderer
from ..pages.icons import SPRITE
from ..pages.quality import URL as QUALITY
from ..shell import Shells
from ..site import redirect

INDEX = "index.html"


@dataclass(frozen=True, kw_only=True)
class Requested:
    """A checked hub with all that makes pages of it; `ordinary` are the addresses of pages that MkDocs makes."""

    checked: Checked
    renderer: Renderer
    shell: Shells
    site_url: str
    ordinary: frozenset[str] = frozenset()

    def __call__(self, path: str) -> bytes | None:
        """The file of the site at a path, `clusters/foodregio/index.html`; None where it is none of the hub's own."""
        folder, _, name = path.rpartition("/")
        if path.startswith(f"{API}/"):
            return self._exported(path.removeprefix(f"{API}/"))
        if path == SPRITE:
            return self.renderer.site.icons.file()[1]
        if (page := self._page(f"{folder}/")) is None:
            return self._redirect(folder) if name == INDEX else None
        return self.shell(page) if name == INDEX else dict(page.beside).get(path)

    @property
    def hub(self) -> Hub:
        return self.checked.hub

    def _page(self, url: str) -> Page | None:
        if entry := self.hub.records.get(url.rstrip("/")):
            return self.renderer.record(entry)
        made = None if url in self.ordinary else self._derivations.get(url)
        return made() if made else None

    def _redirect(self, old: str) -> bytes | None:
        now = self.hub.redirects.get(old)
        return redirect(f"{old}/", self.hub[now].url, self.hub[now].title, self.site_url).encode() if now else None

    def _exported(self, path: str) -> bytes | None:
        if entry := self.hub.records.get(path.removesuffix(".json")):
            return of_record(entry, exported(self.hub, entry)).content
        return self._kinds.get(f"{API}/{path}") or self._quality.get(f"{API}/{path}")

    @cached_property
    def _derivations(self) -> dict[str, Derivation]:
        return {made.url: made for made in self.renderer.derivations()}

    @cached_property
    def _quality(self) -> Mapping[str, bytes]:
        page = self._page(QUALITY)
        return dict(page.beside) if page else {}

    @cached_property
    def _kinds(self) -> Mapping[str, bytes]:
        return dict(export(self.hub))
