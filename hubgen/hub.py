"""The hub: what is published, and how it hangs together. Holds resolved values, never syntax.

How records become a hub is told in `linking.py`; what can be named, in `index.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from . import markdown
from .kinds import Record, Term, Vocabulary
from .schema import Loc, references, region_label

if TYPE_CHECKING:
    from .index import Index


GLOSSARY = "glossary"
COUNTRIES = "countries"
CATEGORIES = "categories"
"""The vocabulary of service categories, which have colours and icons of their own."""
TEXT = "text"
"""The name of the relation that a link in a text makes."""
_OWN = (
    "admin",
    "api",
    "assets",
    "compare",
    "coverage",
    "directory",
    "finder",
    "network",
    "quality",
    "search",
    "tools",
    "vocabularies",
)
TAKEN = frozenset((*_OWN, COUNTRIES, GLOSSARY))
"""First parts of addresses that a site has for something else than records."""
MENTIONS, MENTIONED = "Mentions", "Mentioned by"
"""What that relation is called on either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that has an address in the hub. `key` is folder and id, `url` relative to the site's root."""

    key: str
    title: str
    summary: str
    url: str

    @property
    def folder(self) -> str:
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry(Entry):
    """A published record, with its body as written and converted, and the file it is in."""

    kind: type[Record]
    record: Record
    body: markdown.Body
    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry(Entry):
    """A term of a vocabulary; countries are terms too. `shipped` says that it came with the package, not with the hub."""

    term: Term
    shipped: bool = False


class Relation(NamedTuple):  # there are more of these than of anything else
    """One record's tie to another: the field it was written in, and its name as each side shows it."""

    name: str
    label: str
    inverse: str
    source: str
    target: str
    loc: Loc = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """All that is published, and how it hangs together. Keys are `folder/id`.

    `out` and `into` hold each entry's relations, written and derived; `redirects` leads from old addresses to keys;
    `pages` holds the links of ordinary pages, resolved, by path.
    """

    kinds: tuple[type[Record], ...]
    records: Mapping[str, RecordEntry]
    vocabularies: Mapping[str, Vocabulary]
    terms: Mapping[str, TermEntry]
    out: Mapping[str, tuple[Relation, ...]]
    into: Mapping[str, tuple[Relation, ...]]
    redirects: Mapping[str, str]
    index: Index
    today: dt.date

    def __getitem__(self, key: str) -> Entry:
        return self.records.get(key) or self.terms[key]

    def __contains__(self, key: str) -> bool:
        return key in self.records or key in self.terms

    def of_kind(self, folder: str) -> list[RecordEntry]:
        """The records of one kind, by title."""
        return self.index.by_folder.get(folder, [])

    def kind(self, folder: str) -> type[Record] | None:
        return next((kind for kind in self.kinds if kind.folder == folder), None)

    def targets(self, key: str, name: str) -> list[Entry]:
        """What a record refers to by one of its fields, in the order written, each once."""
        return [self[target] for target in dict.fromkeys([r.target for r in self.out.get(key, ()) if r.name == name])]

    def facet(self, entry: RecordEntry, way: str) -> tuple[str, ...]:
        """The values of one facet for a record; `services.category` follows the relation first."""
        if "." in way:
            first, _, rest = way.partition(".")
            others = [other for other in self.targets(entry.key, first) if isinstance(other, RecordEntry)]
            return tuple(dict.fromkeys([value for other in others for value in self.facet(other, rest)]))
        value = getattr(entry.record, way, None)
        if value is None or value == "":
            return ()
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(map(str, value))) if value else ()
        return (str(value),)

    def facet_target(self, kind: type[Record], way: str) -> str | None:
        """The vocabulary or folder that a facet's values name, if any."""
        first, _, rest = way.partition(".")
        if rest:
            to = next((r.to for r in references(kind) if r.name == first), ())
            other = self.kind(to[0]) if to else None
            return self.facet_target(other, rest) if other else None
        if first in {"country", COUNTRIES}:
            return COUNTRIES
        return next((r.to[0] for r in references(kind) if r.way in ((first,), (first, "*"))), None)

    def label(self, kind: type[Record], way: str, value: str) -> str:
        """What to show for a value of a facet: a term's label, a record's title, a country's name, or the value in words."""
        folder = self.facet_target(kind, way)
        key = f"{folder}/{value.lower() if folder == COUNTRIES else value}"
        if folder and key in self:
            return self[key].title
        return region_label(value) if way.endswith(("region", "serves")) else value
