"""What surrounds a page: the theme's template, rendered once for each shape of page and filled in for each page.

Rendering the template in full takes as long as many fillings. So a shape (layout, kind, folder, depth, breadcrumbs) is
rendered once with slots for what differs; `Shells.verify` renders some pages in full too and compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from .pages import Page
from .pages.markup import escaped

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


@dataclass(slots=True, kw_only=True)
class Shells:
    """Fills pages into rendered shapes.

    `document` renders the template around one frame; `site_url` makes a page's full address, `edit` tells where its file
    is edited.
    """

    document: Callable[[Frame], str]
    site_url: str
    edit: Callable[[str], str]
    filling: bool = True
    """Whether pages are filled in; where not, each is rendered in full, which is slower and always right."""
    _shapes: dict[object, tuple[list[bytes], list[str]]] = field(default_factory=dict)
    """What stands around the slots of each shape, and the slots by name."""

    def __call__(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        full, edit = f"{self._base}/{page.url}" if self.site_url else "", self.edit(page.path) if page.path else ""
        if not self.filling:
            return self.document(_frame(page, full, edit)).encode()
        folder, *steps = page.url.split("/")
        shape = (page.layout, page.kind, page.lang, folder, len(steps), page.crumbs, bool(edit))
        parts = self._shapes.get(shape)
        if parts is None:
            cut = _SLOTS.split(self.document(_blank(_frame(page, full, edit))))
            parts = self._shapes[shape] = [part.encode() for part in cut[::2]], cut[1::2]
        values = {
            "title": escaped(page.title).encode(),
            "description": escaped(page.description).encode(),
            "canonical": escaped(full).encode(),
            "edit": escaped(edit).encode(),
            "content": page.html.encode(),
            **{f"step{n}": escaped(step).encode() for n, step in enumerate(steps)},
        }
        around, slots = parts
        filled = [b""] * (len(around) + len(slots))
        filled[::2] = around
        filled[1::2] = [values[name] for name in slots]
        return b"".join(filled)

    @property
    def _base(self) -> str:
        return self.site_url.rstrip("/")

    def verify(self, pages: Iterable[Page]) -> bool:
        """Whether filling gives the same as rendering in full for these pages; from here on, fills only if it does.

        A theme's template may do something with a title or an address that filling cannot follow.
        """
        in_full = replace(self, filling=False)
        self.filling = all(self(page) == in_full(page) for page in pages)
        return self.filling


def _frame(page: Page, canonical_url: str, edit_url: str) -> Frame:
    meta: dict[str, object] = {
        "layout": page.layout,
        "crumbs": [{"label": label, "url": url} for label, url in page.crumbs],
        "description": page.description,
        "kind": page.kind,
        "lang": page.lang,
    }
    return Frame(
        title=page.title, content=page.html, url=page.url, canonical_url=canonical_url, edit_url=edit_url, meta=meta
    )


def _blank(full: Frame) -> Frame:
    """The frame of a page with a slot in each place that differs from page to page."""
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
