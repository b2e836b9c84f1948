"""What surrounds a page: the theme's template, rendered once for each shape of page and filled in for each page.

Rendering the template in full takes as long as a hundred fillings. So a shape (layout, kind, depth, number of crumbs)
is rendered once with slots for what differs; `Shells.verify` renders some pages in full and compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from markupsafe import escape

from .pages import Page

_SLOT = "hubgen-slot-{}-e7c1"
_SLOTS = re.compile(r"hubgen-slot-([a-z0-9]+)-e7c1")


class Differs(Exception):
    """A filled shell is not what the template gives: the template does something with a slot that filling cannot follow."""


class Frame(SimpleNamespace):
    """What the theme's template takes for a MkDocs page."""

    @classmethod
    def of(cls, page: Page, site_url: str, edit: Callable[[str], str]) -> Frame:
        """The stand-in for a page of the hub."""
        canonical = f"{site_url.rstrip('/')}/{page.url}" if site_url and page.url != "404.html" else ""
        crumbs = [{"label": label, "url": url} for label, url in page.crumbs]
        meta = {
            "layout": page.layout,
            "crumbs": crumbs,
            "description": page.description,
            "kind": page.kind,
            "lang": page.lang,
            "noindex": page.url == "404.html",
        }
        return cls(
            title=page.title, content=page.html, toc=[], canonical_url=canonical, abs_url=canonical, edit_url=edit(page.path),
            meta=meta, url=page.url, is_homepage=False, file=None, previous_page=None, next_page=None,
        )


@dataclass(slots=True)
class Shells:
    """Fills pages into rendered shapes; `document` renders one page in full."""

    document: Callable[[Page], str]
    _shapes: dict[tuple[Any, ...], list[str]] = field(default_factory=dict)

    def __call__(self, page: Page) -> str:
        """The whole HTML document of a page."""
        shape = (page.layout, page.kind, page.lang, page.url.count("/"), page.url.partition("/")[0], len(page.crumbs), bool(page.path))
        parts = self._shapes.get(shape)
        if parts is None:
            parts = self._shapes[shape] = self._shape(page)
        return self._fill(parts, page)

    def verify(self, page: Page) -> None:
        """Raises `Differs` where a filled page is not the page rendered in full."""
        if self(page) != self.document(page):
            raise Differs(f"the theme's template treats {page.url} in a way that cannot be filled in: compare its use of page.title, page.meta and page.url")

    def _shape(self, page: Page) -> list[str]:
        crumbs = tuple((_SLOT.format(f"crumb{n}"), url) for n, (_, url) in enumerate(page.crumbs))
        blank = replace(
            page, title=_SLOT.format("title"), description=_SLOT.format("description"), html=_SLOT.format("html"), crumbs=crumbs,
            path=_SLOT.format("path") if page.path else "", url=_blank_url(page.url),
        )
        return _SLOTS.split(self.document(blank))

    def _fill(self, parts: list[str], page: Page) -> str:
        values = {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "html": page.html,
            "path": str(escape(page.path)),
            "url": str(escape(page.url)),
            **{f"crumb{n}": str(escape(label)) for n, (label, _) in enumerate(page.crumbs)},
        }
        filled = list(parts)
        filled[1::2] = [values[name] for name in parts[1::2]]
        return "".join(filled)


def _blank_url(url: str) -> str:
    """An address of the same depth below the same folder, with a slot for the rest."""
    return url
