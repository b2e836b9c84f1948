"""Icons: each is drawn once, in a file of its own, and shown on pages by pointing into that file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..hub import Hub
from .markup import Html, escaped

SPRITE = "assets/images/icons.svg"
"""Where in the site the drawings are."""
_SHOWN_ANYWHERE = (
    *("circle-half-full", "content-copy", "download-outline", "earth", "file-document-edit-outline", "file-outline"),
    *("magnify", "map-outline", "menu", "open-in-new", "tag-outline", "tune-variant", "view-grid-outline"),
    *("account-outline", "check", "clock-outline", "close", "help-circle-outline"),
)
"""What the interface and the theme show whatever a hub holds: Material's icons."""


def names(hub: Hub) -> Iterable[str]:
    """The icons that pages of a hub can show: the interface's, those of its kinds, those that its terms name."""
    yield from (f"material/{name}" for name in _SHOWN_ANYWHERE)
    yield from (kind.icon for kind in hub.kinds)
    yield from (entry.term.icon for entry in hub.terms.values() if entry.term.icon)


class Icons:
    """The icons of a site. `markup` gives what is inside an icon's `<svg>` of 24 by 24, or "" where there is none."""

    def __init__(self, names: Iterable[str], markup: Callable[[str], str]) -> None:
        self._drawn = {name: markup(name) for name in sorted(set(names))}
        self._shown: dict[tuple[str, str], Html] = {}

    def id(self, name: str) -> str:
        """The name of an icon within the file of drawings, or "" for one that nobody has drawn."""
        return name.replace("/", "-") if self._drawn[name] else ""

    def shown(self, name: str, up: str) -> Html:
        """An icon for a page that reaches the site's root by `up`, or nothing."""
        found = self._shown.get((name, up))
        if found is None:
            mark = escaped(self.id(name)) if name else ""
            use = f'<svg class="hub-icon" aria-hidden="true"><use href="{up}{SPRITE}#{mark}"/></svg>' if mark else ""
            found = self._shown[name, up] = Html(use)  # noqa: S704 - the name is escaped
        return found

    def file(self) -> tuple[str, bytes]:
        """Path and content of the file that holds the drawings."""
        symbols = "".join(
            f'<symbol id="{escaped(self.id(name))}" viewBox="0 0 24 24">{inner}</symbol>\n'
            for name, inner in self._drawn.items()
            if inner
        )
        return SPRITE, f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'.encode()
