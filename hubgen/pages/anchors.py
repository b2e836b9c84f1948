"""Links to entries: from all pages of one depth they are the same, so each is made once."""

from __future__ import annotations

from collections.abc import Callable

from ..hub import CATEGORIES, COUNTRIES, Entry, Hub, RecordEntry, TermEntry
from .icons import Icons
from .markup import Html, escaped


class Made(dict[str, Html]):
    """The markup of entries by their keys, each made when it is first asked for."""

    def __init__(self, hub: Hub, make: Callable[[Entry], str]) -> None:
        self._hub, self._make = hub, make

    def __missing__(self, key: str) -> Html:
        made = self[key] = Html(self._make(self._hub[key]))  # noqa: S704 - made of escaped text
        return made


class Anchors:
    """The links from pages at one depth to all that has a page, in each of the ways they are shown."""

    def __init__(self, hub: Hub, icons: Icons, up: str) -> None:
        self._hub, self._icons, self._up = hub, icons, up
        self.link = Made(hub, self._link)
        self.tag = Made(hub, self._tag)
        self.placed = Made(hub, self._placed)
        self.named = Made(hub, self._named)

    def _link(self, entry: Entry) -> str:
        return self._a(entry, escaped(entry.title))

    def _tag(self, entry: Entry) -> str:
        """A term as one of several; a service category with its icon and colour."""
        if entry.folder != CATEGORIES:
            return self._a(entry, escaped(entry.title), "hub-tag")
        icon = self._icons.shown((entry.term.icon or "") if isinstance(entry, TermEntry) else "", self._up)
        return self._a(entry, icon + escaped(entry.title), f'hub-pill" data-category="{escaped(entry.id)}')

    def _placed(self, entry: Entry) -> str:
        """A link among the facts, with the country it leads to."""
        code = getattr(entry.record, "country", None) if isinstance(entry, RecordEntry) else None
        country = self._hub.terms.get(f"{COUNTRIES}/{code.lower()}") if isinstance(code, str) else None
        place = f'<span class="hub-facts__place">, {escaped(country.title)}</span>' if country else ""
        return f'<span class="hub-facts__link">{self.link[entry.key]}{place}</span>'

    def _named(self, entry: Entry) -> str:
        """A link with the entry's summary, for a row of a list."""
        summary = f' <span class="hub-relations__summary">{escaped(entry.summary)}</span>' if entry.summary else ""
        return f"{self.link[entry.key]}{summary}"

    def _a(self, entry: Entry, inside: str, class_: str = "") -> str:
        marked = f' class="{class_}"' if class_ else ""
        return f'<a{marked} href="{self._up}{escaped(entry.url)}">{inside}</a>'
