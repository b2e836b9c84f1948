"""One record as its template sees it: the fields to show, what they refer to, its ties and its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from ..hub import CATEGORIES, COUNTRIES, Entry, Hub, RecordEntry, TermEntry
from ..kinds import Amount, Record
from ..schema import Citation
from ..words import Words
from . import wording
from .anchors import Anchors
from .fields import LISTS, LONG, MAIN, Field, fields, is_vocabulary
from .icons import Icons, names
from .markup import Html, Said
from .ties import Ties


class Shown(NamedTuple):
    """A field with a value, as it is drawn."""

    field: Field
    value: Any

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def label(self) -> str:
        return self.field.label

    @property
    def shape(self) -> str:
        return self.field.shape


class Grouped(NamedTuple):
    """What a record's directory groups it by: in words, with where that stands, and the entry it is, if it is one."""

    label: str
    url: str
    entry: Entry | None

    @property
    def category(self) -> TermEntry | None:
        """The service category that it is, if it is one."""
        return self.entry if isinstance(self.entry, TermEntry) and self.entry.folder == CATEGORIES else None


class Site:
    """What all pages of a hub share: icons, words, links and ties; each is made once."""

    def __init__(self, hub: Hub, icon: Callable[[str], str], words: Words) -> None:
        self.hub, self.ties = hub, Ties(hub)
        self.say, self.words = words.value, Said(words)
        self._folders = frozenset(kind.folder for kind in hub.kinds)
        self.icons = Icons(names(hub), icon)
        self._anchors: dict[str, Anchors] = {}
        self._vocabularies: dict[tuple[str, ...], bool] = {}
        self._said: dict[tuple[type[Record], str, str], str] = {}
        self._grouped: dict[tuple[type[Record], str], Grouped] = {}
        self._sums = {name: str(words[f"record.amount_{name}"]) for name in ("between", "up_to", "at_least")}

    def anchors(self, up: str) -> Anchors:
        """The links from pages below the root by as many folders as `up` leads out of."""
        if up not in self._anchors:
            self._anchors[up] = Anchors(self.hub, self.icons, up)
        return self._anchors[up]

    def is_terms(self, to: tuple[str, ...]) -> bool:
        """Whether a reference names terms, not records."""
        if to not in self._vocabularies:
            self._vocabularies[to] = is_vocabulary(to, self._folders)
        return self._vocabularies[to]

    def amount(self, amount: Amount) -> str:
        """A sum of money in words."""
        return wording.amount(amount, **self._sums)

    def entry(self, to: tuple[str, ...], value: str) -> Entry | None:
        """What an id in a field means."""
        keys = self.hub.index.find(value, to)
        return self.hub.index.entries.get(keys[0]) if keys else None

    def country(self, code: str) -> Entry | None:
        """The page of a country."""
        return self.hub.terms.get(f"{COUNTRIES}/{code.lower()}")

    def category(self, entry: RecordEntry) -> TermEntry | None:
        """The service category of a record whose kind is grouped by it."""
        grouped = self.grouped(entry)
        return grouped.category if grouped else None

    def group(self, entry: RecordEntry) -> Entry | None:
        """The entry by which the record is grouped in its directory, where it has a page."""
        grouped = self.grouped(entry)
        return grouped.entry if grouped else None

    def grouped(self, entry: RecordEntry) -> Grouped | None:
        """By what a record's directory groups it, where its kind has groups and the record a value."""
        kind, way = entry.kind, entry.kind.group_by
        values = self.hub.facet(entry, way) if way else ()
        if not values:
            return None
        found = self._grouped.get((kind, values[0]))
        if found is None:
            found = self._grouped[kind, values[0]] = self._group(kind, way, values[0])
        return found

    def _group(self, kind: type[Record], way: str, value: str) -> Grouped:
        folder = self.hub.facet_target(kind, way)
        key = f"{folder}/{value.lower() if folder == COUNTRIES else value}"
        group = self.hub.index.entries.get(key) if folder else None
        return Grouped(self.value(kind, way, value), group.url if group else f"{kind.folder}/#{anchor(value)}", group)

    def value(self, kind: type[Record], way: str, value: str) -> str:
        """A facet's value in words."""
        said = self._said.get((kind, way, value))
        if said is None:
            label = self.hub.label(kind, way, value)
            said = self.say(kind.folder, way, value) if label == value else label
            self._said[kind, way, value] = said
        return said


class Ways:
    """What all that is drawn on a page needs to know of the page: the way from there to any other."""

    def __init__(self, site: Site, url: str, up: str | None = None) -> None:
        self.site, self.hub, self.url, self.words = site, site.hub, url, site.words
        self.up = "../" * url.count("/") if up is None else up
        self.anchors = site.anchors(self.up)

    def href(self, url: str) -> str:
        """The way to an address of the site."""
        return url if url[:1] == "#" else self.up + url or "./"

    def icon(self, name: str) -> Html:
        """An icon by its name, or nothing."""
        return self.site.icons.shown(name, self.up)

    def icon_of(self, entry: Entry | None) -> Html:
        """The icon of a term, if its vocabulary gives it one."""
        return self.icon((entry.term.icon or "") if isinstance(entry, TermEntry) else "")


class View(Ways):
    """A record on its page. `take` hands out a field for a place of its own; what is left is drawn in the general way."""

    def __init__(self, site: Site, entry: RecordEntry) -> None:
        super().__init__(site, entry.url)
        self.entry, self.record, self.kind = entry, entry.record, entry.kind
        self.today: dt.date = site.hub.today
        given = entry.record.__dict__
        self._left = {
            field.name: Shown(field, _items(value) if field.shape in LISTS else value)
            for field in fields(entry.kind)
            if (value := given[field.name]) is not None and not (isinstance(value, tuple) and not value)
        }
        self._in_text = {name for name, shown in self._left.items() if _in_text(shown)}
        self.written = site.ties.written(entry.key)
        """What the record refers to, by field."""
        group = site.grouped(entry)
        self.category = group.category if group else None
        """The service category that gives the page its colour and icon."""
        self.kicker = [(self.kind.one, f"{self.kind.folder}/"), *([(group.label, group.url)] if group else ())]
        """Label and address of what stands above the title: the kind, and the group it is in."""
        self.same = self._same()
        """Records of other kinds that are the same body, whichever side says so."""
        self.known = {other.key for entries in (*self.written.values(), self.same) for other in entries}
        """The keys of all that the page tells of."""
        self.groups = site.ties.incoming(entry.key, self.known)
        """The records that refer to this one, but for those that it refers to itself: its page shows them there."""

    def take(self, name: str) -> Shown | None:
        """A field for a place of its own, where it has a value; it is not shown again."""
        return self._left.pop(name, None)

    def take_as_fact(self, name: str) -> Shown | None:
        """A field for a place among the facts, also where its shape would make it a section of the text."""
        self._in_text.discard(name)
        return self.take(name)

    @property
    def has_text(self) -> bool:
        """Whether sections stand before the record's own text."""
        return bool(self._in_text)

    def is_section(self, name: str) -> bool:
        """Whether a field stands in the text, and not among the facts."""
        return name in self._in_text

    def names(self) -> list[str]:
        """Other names of the record: its acronym first, which is not shown again among the facts."""
        acronym = self.take("acronym")
        given = [str(acronym.value)] if acronym else []
        return list(dict.fromkeys([*given, *self.record.aliases]))

    def pick(self, *names: str) -> list[Shown]:
        """Fields for places of their own, in this order, as far as they have values."""
        return [shown for name in names if (shown := self.take(name))]

    def facts(self) -> list[Shown]:
        """The fields left that stand among the facts, but for what already stands above the title."""
        found = self.pick(*[name for name in self._left if name not in self._in_text])
        above = {label for label, _ in self.kicker}
        return [shown for shown in found if shown.shape != "enum" or not self._words_of(shown) <= above]

    def _words_of(self, shown: Shown) -> set[str]:
        """The values of a closed list in words."""
        values = shown.value if isinstance(shown.value, tuple) else (shown.value,)
        return {self.said(shown.name, value) for value in values}

    def sections(self) -> list[Shown]:
        """The fields left that stand in the text."""
        return [self._left.pop(name) for name in list(self._left)]

    def entries(self, shown: Shown) -> list[Entry]:
        """What a field refers to."""
        return self.written.get(shown.name, [])

    def is_terms(self, shown: Shown) -> bool:
        """Whether a field refers to terms of a vocabulary."""
        return self.site.is_terms(shown.field.to)

    def said(self, name: str, value: str) -> str:
        """A value of a closed list in words."""
        return self.site.say(self.kind.folder, name, value)

    def is_past(self, when: str) -> bool:
        """Whether a date is over."""
        return wording.is_past(when, self.today)

    def publication(self, name: str | None) -> Entry | None:
        """The publication that a source or a figure names."""
        return self.site.entry(("white-papers",), name) if name else None

    def _same(self) -> list[Entry]:
        written, told = self.written.get("same_as", ()), self.tied("same_as")
        return list({entry.key: entry for entry in (*written, *told)}.values())

    def tied(self, name: str) -> list[RecordEntry]:
        """The records that refer to this one by one of their fields."""
        sources = dict.fromkeys([r.source for r in self.hub.into.get(self.entry.key, ()) if r.name == name])
        return [self.hub.records[key] for key in sources if key in self.hub.records]

    def categories(self) -> list[TermEntry]:
        """The service categories that a record serves, by itself or over what it refers to."""
        ids = self.hub.facet(self.entry, self.kind.group_by) if self.kind.group_by else ()
        return [term for name in ids if (term := self.hub.terms.get(f"{CATEGORIES}/{name}"))]

    def sectors(self) -> list[Entry]:
        """The sectors of the organisations that a record refers to."""
        found = (
            sector for entry in self.written.get("clusters", ()) for sector in self.hub.targets(entry.key, "sectors")
        )
        return list({sector.key: sector for sector in found}.values())

    @property
    def sources(self) -> list[tuple[Entry | None, list[Citation]]]:
        """Where the record comes from, each publication once; None stands for the hub itself."""
        found: dict[str, list[Citation]] = {}
        for source in self.record.sources:
            found.setdefault(source.publication or "", []).append(source)
        return [(self.publication(name), sources) for name, sources in found.items()]

    def shown(self, name: str) -> Shown | None:
        """A field that a template looks at and leaves in its place."""
        return self._left.get(name)


def _in_text(shown: Shown) -> bool:
    """Whether a field stands in the text, not among the facts."""
    shape, value = shown.field.shape, shown.value
    return shape in MAIN or (shape in {"text", "loose"} and isinstance(value, str) and len(value) > LONG)


def _items(value: Any) -> tuple[Any, ...]:
    """A value of a shape that is drawn item by item; a hub's own kind may have one item, or a list."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def anchor(value: str) -> str:
    """The anchor of a group in a directory."""
    return "group-" + "".join(c if c.isalnum() else "-" for c in value.lower())
