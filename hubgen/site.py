"""All that a hub adds to the ordinary pages of its site: record pages, derived pages, exports, redirects, sitemap, search.

Knows where pages go and what surrounds them only through the shell and the staging folder it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from markupsafe import escape

from .check import Checked
from .exports import API, Exported, exported, of_hub, of_kind, of_record
from .hub import Hub, RecordEntry
from .issues import count
from .kinds import Record
from .loading import Loaded
from .pages import Derivation, Page, Renderer, relative
from .pages.icons import SPRITE
from .papers.making import Making as Papers
from .parallel import spread
from .profiling import Watch
from .publish import Staging
from .search import Documents, Findable, findable, index
from .settings import Options
from .shell import Shells
from .store.pages import Pages, Written
from .words import Words

VERIFIED = 3
"""Records of each kind whose page is rendered in full too and compared."""
MAX_SITEMAP = 50_000
"""Addresses in one sitemap, by the sitemaps protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page before it is written; of a record also what is exported. `found` is for the search."""

    page: Page
    key: str = ""
    exported: Exported | None = None
    found: Findable | None = None


class Making:
    """Makes one page after the other, by a record's key or a derived page's address; it can travel to other processes."""

    def __init__(self, renderer: Renderer, searchable: bool) -> None:
        self.renderer, self.searchable = renderer, searchable

    def __reduce__(self) -> tuple[type[Making], tuple[Renderer, bool]]:
        return Making, (self.renderer, self.searchable)

    @cached_property
    def documents(self) -> Documents:
        """What pages are found by."""
        return Documents(self.renderer.site, self.renderer.words, self.renderer.facets)

    @cached_property
    def derived(self) -> dict[str, Derivation]:
        """What makes each derived page, by its address."""
        return {derivation.url: derivation for derivation in self.renderer.derivations()}

    def __call__(self, item: str) -> Made:
        hub = self.renderer.site.hub
        if item in hub.records:
            return self._record(hub, hub.records[item])
        page = self.derived[item]()
        return Made(page=page, found=findable(self.documents.of_page(page)) if self.searchable and page.found else None)

    def _record(self, hub: Hub, entry: RecordEntry) -> Made:
        page = self.renderer.record(entry)
        found = findable(self.documents.of_record(entry, page.body)) if self.searchable else None
        return Made(page=page, key=entry.key, exported=exported(hub, entry), found=found)


@dataclass(frozen=True, kw_only=True)
class Site:
    """A hub on its way into a staging folder; where it is not `searchable`, without the index of the search.

    `papers` are documents for word processors in the making.
    """

    checked: Checked
    renderer: Renderer
    shell: Shells
    staging: Staging
    site_url: str
    executor: Executor
    tell: Callable[[str], None]
    searchable: bool = False
    papers: Papers | None = None
    before: Pages | None = None
    """What earlier builds have written."""
    watch: Watch = field(default_factory=Watch)

    @property
    def hub(self) -> Hub:
        return self.checked.hub

    def write(self, ordinary: Sequence[Page]) -> int:
        """Writes everything; `ordinary` are the pages made elsewhere. Returns the number of pages."""
        taken = frozenset(page.url for page in ordinary)
        self.watch.begins("documents for word processors")
        self._papers()
        self.watch.begins("make pages ready")
        making = Making(self.renderer, self.searchable)
        written = self._pages(making, taken)
        self.staging.write(*self.renderer.site.icons.file())
        for path, content in self._redirects():
            self.staging.write(path, content)
        for path, content in of_hub(self.hub):
            self.staging.write(path, content)
        addresses = {one.url: one.modified for one in written} | dict.fromkeys(taken, "")
        for path, content in sitemaps(self.site_url, addresses):
            self.staging.write(path, content)
        if self.searchable:
            self.watch.begins("index for the search")
            self._index(making.documents, [one.found for one in written if one.found], ordinary)
        return len(addresses)

    def _pages(self, making: Making, taken: frozenset[str]) -> list[Written]:
        """Writes all pages and what is exported of each kind, but those that serve once more."""
        kinds = {f"{API}/{kind.folder}": kind for kind in self.hub.kinds}
        items = [*self.hub.records, *making.derived]
        more = (self.site_url, sorted(self.renderer.offered), sorted(taken), self.searchable)
        around = self.renderer.surroundings
        again = self.before.again([*items, *kinds], self.checked, around, more, self.staging) if self.before else {}
        self.shell.filling = not self.before or self.before.filling
        self.watch.begins("pages of records, and derived pages")
        made = self._made(making, [item for item in items if item not in again], taken)
        if not all(one.fits for one in made.values()):
            self.shell.filling, again = False, {}
            made = self._made(making, items, taken)
        if not self.shell.filling:
            self.tell("The theme's template cannot be filled in: each page is rendered in full, which takes longer")
        written = {item: again.get(item) or made[item] for item in items}
        self.watch.begins("exports, redirects and sitemap")
        rows = {one.key: one.row for one in written.values() if one.key}
        exports = {name: again.get(name) or self._export(kind, rows) for name, kind in kinds.items()}
        if self.before:
            self.before.keep(written | exports, self.shell.filling)
        return [*written.values()]

    def _export(self, kind: type[Record], rows: Mapping[str, str]) -> Written:
        """Writes what is exported of a kind."""
        paths = []
        for path, content in of_kind(self.hub, kind, rows, self.staging.read):
            self.staging.write(path, content)
            paths.append(path)
        return Written(url="", modified="", files=tuple(paths))

    def _made(self, making: Making, items: Sequence[str], taken: frozenset[str]) -> dict[str, Written]:
        """Makes and writes pages, on all processors."""
        timed = self.watch.around(spread, "page")
        return dict(zip(items, timed(making, items, self.executor, partial(self._put, taken=taken)), strict=True))

    @cached_property
    def _verified(self) -> frozenset[str]:
        """The records whose pages are rendered in full too, as a check that filling in the shell gives the same."""
        return frozenset(entry.key for kind in self.hub.kinds for entry in self.hub.of_kind(kind.folder)[:VERIFIED])

    def _papers(self) -> None:
        """Writes the documents for word processors; pages lead to those that could be made."""
        made, faults = self.papers.finish() if self.papers else ({}, [])
        for fault in faults:
            self.tell(fault)
        for path, content in made.items():
            self.staging.write(path, content)
        self.renderer.offer(made)

    def _index(self, documents: Documents, made: Iterable[Findable], ordinary: Iterable[Page]) -> None:
        """Writes the index of the search over all pages, those made elsewhere and terms without a page too."""
        pages = (documents.of_page(page) for page in ordinary if page.found)
        found = [*made, *map(findable, (*pages, *documents.glossary()))]
        for artifact in index(found, documents):
            self.staging.write(*artifact)
        self.tell(f"Indexed {count(len(found), 'page')} for the search")

    def _put(self, made: Made, taken: frozenset[str]) -> Written:
        """Writes a page and what stands beside it."""
        page, exported, fits = made.page, made.exported, True
        files = dict([of_record(self.hub.records[made.key], exported)]) if exported else {}
        # an ordinary page that an editor put at the same address is left in its place
        if page.url not in taken:
            path = page.url if page.url.endswith(".html") else f"{page.url}index.html"
            files |= {path: self.shell(page), **dict(page.beside)}
            fits = made.key not in self._verified or self.shell.fits(page, files[path])
        for name, content in files.items():
            self.staging.write(name, content)
        return Written(
            url=page.url,
            modified=page.modified,
            key=made.key,
            files=(*files,),
            row=exported.row if exported else "",
            found=made.found if page.url not in taken else None,
            fits=fits,
        )

    def _redirects(self) -> Iterator[tuple[str, bytes]]:
        for old, now in sorted(self.hub.redirects.items()):
            entry = self.hub[now]
            yield f"{old}/index.html", redirect(f"{old}/", entry.url, entry.title, self.site_url).encode()


def redirect(old: str, new: str, title: str, site_url: str) -> str:
    """A page that leads from a former address to the one that holds now, without a server and without a script."""
    to = escape(relative(old, new))
    canonical = f'<link rel="canonical" href="{escape(site_url.rstrip("/"))}/{escape(new)}">' if site_url else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{canonical}'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={to}"></head>'
        f'<body><p><a href="{to}">{escape(title)}</a></p></body></html>\n'
    )


def sitemaps(site_url: str, addresses: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """`sitemap.xml` with every page, and the day it was last reviewed; several, with an index, for a very large hub.

    The protocol wants full addresses: a hub that does not know its own has no sitemap.
    """
    if not site_url:
        return
    base = site_url.rstrip("/")
    rows = [
        f"<url><loc>{xml_escape(f'{base}/{url}')}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for url, day in sorted(addresses.items())
    ]
    parts = [rows[n : n + MAX_SITEMAP] for n in range(0, len(rows), MAX_SITEMAP)]
    if len(parts) == 1:
        yield "sitemap.xml", _sitemap("urlset", parts[0])
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _sitemap("urlset", part)
    yield (
        "sitemap.xml",
        _sitemap(
            "sitemapindex", [f"<sitemap><loc>{base}/sitemap-{n}.xml</loc></sitemap>" for n in range(1, len(parts) + 1)]
        ),
    )


def _sitemap(root: str, rows: list[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *rows,
        f"</{root}>",
    ]
    return ("\n".join(lines) + "\n").encode()


def navigation(hub: Hub, words: Words, options: Options, pages: set[str], loaded: Loaded) -> SimpleNamespace:
    """What the theme's template knows of the hub: its words, the places people go, the footer, what every page loads.

    `pages` are the addresses of the ordinary pages there are.
    """
    shown = [
        (folder, hub.kind(folder)) for folder in ("cases", "clusters", "partnerships", "white-papers", "challenges")
    ]
    places = [place(words.places[folder], f"{folder}/") for folder, kind in shown if kind and hub.of_kind(folder)]
    if not places:
        places = [place(kind.many, f"{kind.folder}/") for kind in hub.kinds if hub.of_kind(kind.folder)][:5]
    if "about/" in pages:
        places.append(place(words.places["about"], "about/"))
    footer = [place(words.footer[name], url) for name, url in _FOOTER.items() if url in pages]
    return SimpleNamespace(
        words=words,
        places=places,
        footer=footer,
        source_line=options.source_line or "",
        browse_url="directory/",
        stylesheet=loaded.stylesheet,
        modules=loaded.modules,
        icons=SPRITE,
    )


_FOOTER = {"data": "about/data/", "accessibility": "accessibility/", "imprint": "imprint/", "privacy": "privacy/"}


def place(label: str, url: str) -> dict[str, Any]:
    """One entry of a menu."""
    return {"label": label, "url": url, "active": [url]}
