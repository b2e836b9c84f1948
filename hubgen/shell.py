"""What surrounds a page: the theme's template, rendered once for each shape of page and filled in for each page.

Rendering the template in full takes as long as many fillings. So a shape (layout, kind, folders and depth of the address
and of the breadcrumbs) is rendered once with slots for what differs; `Shells.fits` renders a page in full too and compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
    _shapes: dict[object, list[bytes]] = field(default_factory=dict)

    def __call__(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        full = f"{self.site_url.rstrip('/')}/{page.url}" if self.site_url else ""
        edit = self.edit(page.path) if page.path else ""
        if not self.filling:
            return self.document(_frame(page, full, edit)).encode()
        crumbs = tuple([_outline(url) for _, url in page.crumbs])
        shape = (page.layout, page.kind, page.lang, _outline(page.url), crumbs, bool(edit))
        parts = self._shapes.get(shape)
        if parts is None:
            blank = self.document(_blank(page, _frame(page, full, edit)))
            parts = self._shapes[shape] = [part.encode() for part in _SLOTS.split(blank)]
        texts = _texts(page) | {"canonical": full, "edit": edit}
        values = {name.encode(): escaped(text).encode() for name, text in texts.items()}
        values[b"content"] = page.html.encode()
        filled = list(parts)
        filled[1::2] = [values[name] for name in parts[1::2]]
        return b"".join(filled)

    def fits(self, page: Page, filled: bytes) -> bool:
        """Whether a page that was filled in is as if it were rendered in full.

        A theme's template may do something with a title or an address that filling cannot follow.
        """
        return not self.filling or filled == replace(self, filling=False)(page)


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


# --- slots: what differs between pages of one shape -------------------------------------------------------------------


def _texts(page: Page) -> dict[str, str]:
    """The texts for the slots of a page: title, description, and the parts of addresses below the first folder."""
    texts = {"title": page.title, "description": page.description} | _steps("step", page.url)
    for n, (label, url) in enumerate(page.crumbs):
        texts |= {f"crumb{n}": label} | _steps(f"crumb{n}step", url)
    return texts


def _steps(name: str, url: str) -> dict[str, str]:
    return {f"{name}{n}": step for n, step in enumerate(url.split("/")) if n and step}


def _outline(url: str) -> tuple[str, int, bool]:
    """What addresses must have in common for one to stand in the place of the other."""
    return url.partition("/")[0], url.count("/"), url.endswith("/")


def _blank(page: Page, full: Frame) -> Frame:
    """A page's frame with a slot in the place of each text."""
    crumbs = [
        {"label": _slot(f"crumb{n}"), "url": _emptied(f"crumb{n}step", url)} for n, (_, url) in enumerate(page.crumbs)
    ]
    return replace(
        full,
        title=_slot("title"),
        content=_slot("content"),
        url=_emptied("step", page.url),
        canonical_url=full.canonical_url and _slot("canonical"),
        edit_url=full.edit_url and _slot("edit"),
        meta=full.meta | {"description": _slot("description"), "crumbs": crumbs},
    )


def _emptied(name: str, url: str) -> str:
    return "/".join([_slot(f"{name}{n}") if n and step else step for n, step in enumerate(url.split("/"))])
