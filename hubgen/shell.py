"""What surrounds a page: the theme's template, rendered once for each shape of page and filled in for each page.

Rendering the template in full takes as long as many fillings. So a shape (layout, kind, folder, depth, breadcrumbs) is
rendered once with slots for what differs; `Shells.verify` renders some pages in full too and compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from markupsafe import escape

from .pages import Page

_SLOTS = re.compile(r"hubgen-slot-([a-z0-9]+)-e7c1")


def _slot(name: str) -> str:
    return f"hubgen-slot-{name}-e7c1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds one page, in the names that the theme's template knows from MkDocs."""

    title: str
    content: str
    url: str
    canonical_url: str
    edit_url: str
    meta: dict[str, object]
    toc: tuple[str, ...] = ()
    is_homepage: bool = False


def frame(page: Page, site_url: str, edit: Callable[[str], str]) -> Frame:
    """The frame of a page: `site_url` makes its full address, `edit` tells where its file is edited."""
    meta: dict[str, object] = {
        "layout": page.layout,
        "crumbs": [{"label": label, "url": url} for label, url in page.crumbs],
        "description": page.description,
        "kind": page.kind,
        "lang": page.lang,
    }
    full = f"{site_url.rstrip('/')}/{page.url}" if site_url else ""
    return Frame(
        title=page.title,
        content=page.html,
        url=page.url,
        canonical_url=full,
        edit_url=edit(page.path) if page.path else "",
        meta=meta,
    )


@dataclass(slots=True, kw_only=True)
class Shells:
    """Fills pages into rendered shapes; `document` renders the template around one frame."""

    document: Callable[[Frame], str]
    site_url: str
    edit: Callable[[str], str]
    filling: bool = True
    """Whether pages are filled in; where not, each is rendered in full, which is slower and always right."""
    _shapes: dict[object, list[str]] = field(default_factory=dict)

    def __call__(self, page: Page) -> str:
        """The whole HTML document of a page."""
        full = frame(page, self.site_url, self.edit)
        if not self.filling:
            return self.document(full)
        folder, _, rest = page.url.partition("/")
        shape = (page.layout, page.kind, page.lang, folder, rest.count("/"), page.crumbs, bool(full.edit_url))
        parts = self._shapes.get(shape)
        if parts is None:
            parts = self._shapes[shape] = _SLOTS.split(self.document(_blank(full)))
        return _fill(parts, full)

    def verify(self, pages: Iterable[Page]) -> bool:
        """Whether filling gives the same as rendering in full for these pages; from here on, fills only if it does.

        A theme's template may do something with a title or an address that filling cannot follow.
        """
        self.filling = all(self(page) == self.document(frame(page, self.site_url, self.edit)) for page in pages)
        return self.filling


def _blank(full: Frame) -> Frame:
    folder, slash, rest = full.url.partition("/")
    steps = [_slot(f"step{n}") if step else "" for n, step in enumerate(rest.split("/"))]
    return replace(
        full,
        title=_slot("title"),
        content=_slot("content"),
        url=folder + slash + "/".join(steps),
        canonical_url=full.canonical_url and _slot("canonical"),
        edit_url=full.edit_url and _slot("edit"),
        meta=full.meta | {"description": _slot("description")},
    )


def _fill(parts: list[str], full: Frame) -> str:
    values = {
        "title": str(escape(full.title)),
        "description": str(escape(full.meta["description"])),
        "canonical": str(escape(full.canonical_url)),
        "edit": str(escape(full.edit_url)),
        "content": full.content,
    }
    values |= {f"step{n}": str(escape(step)) for n, step in enumerate(full.url.split("/")[1:])}
    filled = list(parts)
    filled[1::2] = [values[name] for name in parts[1::2]]
    return "".join(filled)
