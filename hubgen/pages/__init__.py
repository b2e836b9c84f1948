"""The hub's pages: bodies of HTML with what a shell needs to know of each. `Renderer` makes them all.

Where pages are written, and what surrounds a body, is left to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from .. import schema
from ..figures import FIGURES, WORDS, figure_html
from ..hub import Entry, Hub, RecordEntry, TermEntry
from ..kinds import Amount
from ..schema import Address
from ..words import Words, load
from . import wording
from .directories import Directories
from .environment import PageEnvironment
from .front import Front
from .network import NetworkPages
from .page import Derivation, Page, Shell, Surroundings, contents, demoted, relative
from .picture import Pictures
from .record import RecordPages
from .terms import Terms
from .view import Shown, Site

_BREAK = re.compile(r"([./?=_-])(?=\w)")
"""Where a long address may go on in the next line."""

__all__ = ["Derivation", "Page", "Renderer", "Shell", "Surroundings", "relative"]


class Renderer:
    """Makes the pages of a hub."""

    def __init__(self, hub: Hub, surroundings: Surroundings, words: Words | None = None) -> None:
        self.words = words or load()
        self.site = Site(hub, surroundings.icon, self.words.value)
        self.environment = PageEnvironment(self.words)
        self.environment.filters.update(_filters(self.words, self.site))
        self.environment.globals.update(
            icon=self.site.icon,
            icon_of=self.site.icon_of,
            say=self.words.value,
            site_name=surroundings.site_name,
            feedback=surroundings.feedback or "",
            figure=self._figure,
            named=self._named,
        )
        self._names: dict[tuple[str, str], Markup] = {}
        self._fields: Any = self.environment.get_template("fields.html").module
        self.environment.globals["m"] = self._fields
        drawable = all(surroundings.icon(name) for key, name in WORDS.items() if key.endswith(".icon"))
        self._icon = surroundings.icon if drawable else None
        self._drawn: dict[str, Markup] = {}
        self._records = RecordPages(self.environment, self.site, surroundings, self._figure)
        around = (self.environment, self.site, surroundings)
        self._network = NetworkPages(*around)
        self.environment.globals.update(network=self._network.url, network_folders=self._network.folders)
        self.environment.filters.update(picture=Pictures(hub, self.words).draw, in_network=self._network.where)
        self._directories, self._terms, self._front = Directories(*around), Terms(*around), Front(*around)

    def record(self, entry: RecordEntry) -> Page:
        """The page of a record."""
        return self._records.page(entry)

    def derived(self) -> Iterator[Page]:
        """Directories, vocabularies with a page per term, the glossary, and the way to them all."""
        return (make() for make in self.derivations())

    def derivations(self) -> list[Derivation]:
        """What makes each derived page: they can be made one beside the other."""
        return [*self._directories.derivations(), *self._terms.derivations(), *self._network.derivations()]

    def home(self, title: str, lead_html: str) -> str:
        """The inside of the home page around its own title and lead; `lead_html` may hold the `<h1>` itself."""
        return self._front.home(title, lead_html)

    def downloads(self, entry: RecordEntry) -> Iterator[tuple[str, bytes]]:
        """Files beside a record's page: path and content."""
        return self._records.downloads(entry)

    def _named(self, up: str, entry: Entry) -> Markup:
        """A record's name and summary in a list, made once for each depth of page."""
        key = (up, entry.key)
        if key not in self._names:
            self._names[key] = self._fields.name_of(up, entry)
        return self._names[key]

    def _figure(self, number: str) -> Markup:
        """A figure, drawn once."""
        if number not in self._drawn:
            drawn = figure_html(number, icon=self._icon) if number in FIGURES else ""
            self._drawn[number] = Markup(drawn)  # noqa: S704 - drawn by the hub itself
        return self._drawn[number]


def _filters(words: Words, site: Site) -> dict[str, Any]:
    """What templates make of values."""
    kinds = {kind.folder: kind for kind in site.hub.kinds}
    sums = {name: str(words[f"record.amount_{name}"]) for name in ("between", "up_to", "at_least")}

    def amount(value: Amount) -> str:
        return wording.amount(value, **sums)

    def count(number: int, name: str) -> str:
        return words.count(name, number)

    return {
        "amount": amount,
        "archive": archive,
        "bare": bare,
        "by_value": wording.by_value,
        "columns": columns,
        "contents": contents,
        "count": count,
        "country": lambda code: schema.country_names().get(code, code),
        "date": wording.date,
        "demoted": lambda html: Markup(demoted(html)),  # noqa: S704 - made safe before
        "fill": lambda word, **given: word.format(**given),
        "icon_path": lambda term: icon_path(site, term),
        "kind_one": lambda folder: kinds[folder].one if folder in kinds else folder,
        "language": language,
        "number": wording.number,
        "paragraphs": paragraphs,
        "region": region,
        "several": lambda value: value if isinstance(value, tuple | list) else (value,),
    }


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: a blank line parts them."""
    parts = (part.strip() for part in text.split("\n\n"))
    return Markup("".join(f"<p>{escape(part)}</p>" for part in parts if part))  # noqa: S704 - escaped right here


def bare(url: str) -> Markup:
    """An address as people read it, with places to break it."""
    short = url.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").removesuffix("/")
    return Markup(_BREAK.sub(r"<wbr>\1", str(escape(short))))  # noqa: S704 - escaped before


def archive(address: Address) -> str:
    """Where a web archive keeps an address, as near as possible to when it was seen."""
    year = (address.as_of or "")[:4]
    return f"https://web.archive.org/web/{year if year.isdigit() else '*'}/{quote(address.url, safe=':/?&=%#,;+~@!')}"


def region(code: str) -> str:
    """A region's name, with its NUTS code where it has one."""
    label = schema.region_label(code)
    return label if label == code or len(code) == 2 else f"{label} ({code})"


@cache
def language(tag: str) -> str:
    """A language's name in English."""
    from babel import Locale

    name = Locale("en").languages.get(tag.split("-")[0].lower())
    return str(name) if name else tag


def columns(shown: Shown) -> list[Any]:
    """The fields that any mapping of a list has a value for."""
    return [
        field for field in shown.field.parts if any(getattr(part, field.name) not in (None, ()) for part in shown.value)
    ]


def icon_path(site: Site, term: TermEntry | None) -> str:
    """The path that draws a term's icon, for search results."""
    markup = str(site.icon_of(term))
    return markup.partition(' d="')[2].partition('"')[0]
