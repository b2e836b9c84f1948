"""One record as its template sees it: the fields to show, what they refer to, its ties and its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from ..hub import COUNTRIES, Entry, Hub, RecordEntry, TermEntry
from ..kinds import Record
from ..schema import Citation
from . import ties, wording
from .fields import LISTS, LONG, MAIN, Field, fields, is_vocabulary

CATEGORIES = "categories"


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with a value, as the templates draw it."""

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

    @property
    def in_text(self) -> bool:
        """Whether it stands in the text, not among the facts."""
        shape = self.field.shape
        return shape in MAIN or (shape in {"text", "loose"} and isinstance(self.value, str) and len(self.value) > LONG)


class Site:
    """What all pages of a hub share: addresses of icons, words of values, records by id."""

    def __init__(self, hub: Hub, icon: Callable[[str], str], say: Callable[[str, str, str], str]) -> None:
        self.hub, self.say = hub, say
        self.folders = frozenset(kind.folder for kind in hub.kinds)
        self._icon = icon
        self._icons: dict[str, Markup] = {}

    def icon(self, name: str) -> Markup:
        """An icon, ready for a page, or nothing."""
        if name not in self._icons:
            inner = self._icon(name) if name else ""
            svg = f'<svg class="hub-icon" viewBox="0 0 24 24" aria-hidden="true">{inner}</svg>' if inner else ""
            self._icons[name] = Markup(svg)  # noqa: S704 - markup of the theme's own icons
        return self._icons[name]

    def icon_of(self, entry: Entry | None) -> Markup:
        """The icon of a term, if its vocabulary gives it one."""
        return self.icon((entry.term.icon or "") if isinstance(entry, TermEntry) else "")

    def entry(self, to: tuple[str, ...], value: str) -> Entry | None:
        """What an id in a field means."""
        keys = self.hub.index.find(value, to)
        return self.hub.index.entries.get(keys[0]) if keys else None

    def country(self, code: str) -> Entry | None:
        """The page of a country."""
        return self.hub.terms.get(f"{COUNTRIES}/{code.lower()}")

    def category(self, entry: RecordEntry) -> TermEntry | None:
        """The service category of a record whose kind is grouped by it."""
        group = self.group(entry)
        return group if isinstance(group, TermEntry) and group.folder == CATEGORIES else None

    def group(self, entry: RecordEntry) -> Entry | None:
        """The entry by which the record is grouped in its directory, where it has a page."""
        way = entry.kind.group_by
        values = self.hub.facet(entry, way) if way else ()
        if not values:
            return None
        folder = self.hub.facet_target(entry.kind, way)
        return (
            self.hub.index.entries.get(f"{folder}/{values[0].lower() if folder == COUNTRIES else values[0]}")
            if folder
            else None
        )

    def value(self, kind: type[Record], way: str, value: str) -> str:
        """A facet's value in words."""
        said = self.hub.label(kind, way, value)
        return self.say(kind.folder, way, value) if said == value else said


class View:
    """A record on its page. `take` hands out a field for a place of its own; what is left is drawn in the general way."""

    def __init__(self, site: Site, entry: RecordEntry) -> None:
        self.site, self.entry, self.url = site, entry, entry.url
        self.record, self.kind, self.hub = entry.record, entry.kind, site.hub
        self.up = "../" * entry.url.count("/")
        self.today: dt.date = site.hub.today
        self._left = {
            field.name: Shown(field, _items(value) if field.shape in LISTS else value)
            for field in fields(entry.kind)
            if (value := getattr(entry.record, field.name)) not in (None, ())
        }
        self._in_text = {name for name, shown in self._left.items() if shown.in_text}
        self.written = ties.written(site.hub, entry.key)

    def href(self, url: str) -> str:
        """The way to an address of the site."""
        return self.up + url if url[:1] != "#" else url

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
        above = {label for label, _ in self.kicker()}
        found = self.pick(*[name for name, shown in self._left.items() if not shown.in_text])
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
        return is_vocabulary(shown.field.to, self.site.folders)

    def said(self, name: str, value: str) -> str:
        """A value of a closed list in words."""
        return self.site.say(self.kind.folder, name, value)

    def is_past(self, when: str) -> bool:
        """Whether a date is over."""
        return wording.is_past(when, self.today)

    def publication(self, name: str | None) -> Entry | None:
        """The publication that a source or a figure names."""
        return self.site.entry(("white-papers",), name) if name else None

    @cached_property
    def category(self) -> TermEntry | None:
        return self.site.category(self.entry)

    @cached_property
    def same(self) -> list[Entry]:
        """Records of other kinds that are the same body, whichever side says so."""
        both = (*self.hub.out.get(self.entry.key, ()), *self.hub.into.get(self.entry.key, ()))
        keys = dict.fromkeys(r.target if r.source == self.entry.key else r.source for r in both if r.name == "same_as")
        return [self.hub[key] for key in keys if key in self.hub]

    @cached_property
    def outgoing(self) -> set[str]:
        """The keys of all that the record refers to by a field; its page shows them there."""
        return {entry.key for entries in self.written.values() for entry in entries} | {
            entry.key for entry in self.same
        }

    @cached_property
    def groups(self) -> list[ties.Group]:
        """The records that refer to this one."""
        return ties.incoming(self.hub, self.entry.key, self.outgoing)

    @cached_property
    def siblings(self) -> list[ties.Tie]:
        """Records of this kind that are like it."""
        known = {tie.entry.key for group in self.groups for tie in group.ties} | self.outgoing
        return ties.siblings(self.hub, self.entry, known)

    def tied(self, name: str) -> list[RecordEntry]:
        """The records that refer to this one by one of their fields."""
        sources = dict.fromkeys(r.source for r in self.hub.into.get(self.entry.key, ()) if r.name == name)
        return [self.hub.records[key] for key in sources if key in self.hub.records]

    def categories(self) -> list[TermEntry]:
        """The service categories that a record serves, by itself or over what it refers to."""
        ids = self.hub.facet(self.entry, self.kind.group_by) if self.kind.group_by else ()
        return [term for name in ids if (term := self.hub.terms.get(f"{CATEGORIES}/{name}"))]

    def country_of(self, entry: Entry) -> str:
        """The country of a record that has one."""
        code = getattr(entry.record, "country", None) if isinstance(entry, RecordEntry) else None
        found = self.site.country(code) if isinstance(code, str) else None
        return found.title if found else ""

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

    def kicker(self) -> Iterator[tuple[str, str]]:
        """Label and address of what stands above the title: the kind, and the group it is in."""
        yield self.kind.one, f"{self.kind.folder}/"
        way = self.kind.group_by
        values = self.hub.facet(self.entry, way) if way else ()
        if values:
            group = self.site.group(self.entry)
            yield (
                self.site.value(self.kind, way, values[0]),
                group.url if group else f"{self.kind.folder}/#{anchor(values[0])}",
            )


def _items(value: Any) -> tuple[Any, ...]:
    """A value of a shape that is drawn item by item; a hub's own kind may have one item, or a list."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def anchor(value: str) -> str:
    """The anchor of a group in a directory."""
    return "group-" + "".join(c if c.isalnum() else "-" for c in value.lower())
