"""What a directory says of each record in a line, and the same as columns, for filtering and sorting in the browser.

A directory of few or many records is delivered as plain pages. Whoever filters or sorts fetches the columns of the whole
kind once (`rows.json`); `client/directory.js` draws its rows from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from pydantic import BaseModel
from pydantic_core import to_json

from ..hub import CATEGORIES, Entry, RecordEntry, TermEntry
from ..kinds import Record
from ..schema import Claim
from ..words import Words
from . import wording
from .facets import YEAR, Facets
from .fields import fields
from .markup import Html, escaped
from .sorting import Order, Sorting, has_key, key, sortable
from .view import Site, Ways

NAMED = 3
"""Values of one fact that a row names; of others only the number."""
IN_ORDER = 10
"""Values up to which a facet shows them in their vocabulary's order; a longer list is looked through by letter."""


@dataclass(frozen=True, slots=True)
class Section:
    """Records under one heading; `entry` is what they have in common, where that has a page of its own."""

    id: str
    label: str
    records: list[RecordEntry]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a whole kind can be filtered and sorted by, and the columns that the browser does it with, as JSON."""

    facets: list[dict[str, object]]
    """Each with name, title and values: id, label and number of records, in the order to show them in."""
    orders: list[Order]
    columns: bytes


class _Column:
    """Values of which many are the same: each once, and for each row the place of its own."""

    def __init__(self) -> None:
        self.of: list[int | list[int]] = []
        self._places: dict[str, int] = {}
        self._placed: dict[tuple[str, ...], int | list[int]] = {}

    @property
    def values(self) -> list[str]:
        return list(self._places)

    def add(self, values: tuple[str, ...]) -> None:
        """A row: the place of its value, or a list of none or several places."""
        placed = self._placed.get(values)
        if placed is None:
            known = self._places
            places = [known.setdefault(value, len(known)) for value in values if value]
            placed = self._placed[values] = places[0] if len(places) == 1 else places
        self.of.append(placed)

    def packed(self) -> dict[str, object]:
        """The column for JSON."""
        return {"values": self.values, "of": self.of}


def _column(values: Iterable[str]) -> _Column:
    column = _Column()
    for value in values:
        column.add((value,))
    return column


class Listings:
    """Makes rows and columns of a hub's directories."""

    def __init__(self, site: Site, words: Words, facets: Facets) -> None:
        self._site, self._hub = site, site.hub
        self._facets, self._sorting = facets, Sorting(site, words)
        self._said: dict[tuple[type[Record], str, tuple[str, ...]], str] = {}

    def rows(self, v: Ways, kind: type[Record], section: Section, entries: Iterable[RecordEntry]) -> Html:
        """Records of a section as rows, with the facts of their kind that their group does not already say."""
        title = "h3" if section.label else "h2"
        labels = [
            (way, f'<li><span class="hub-visually-hidden">{escaped(label_of(kind, way))}: </span>')
            for way in _ways(kind)
        ]
        compare = v.words["client.compare"] if len(self._hub.of_kind(kind.folder)) > 1 else ""
        return Html("\n".join([self._row(v, title, labels, compare, entry) for entry in entries]))  # noqa: S704 - escaped in each row

    def _row(self, v: Ways, title: str, labels: Iterable[tuple[str, str]], compare: str, entry: RecordEntry) -> str:
        facts = [f"{label}{escaped(text)}</li>" for way, label in labels if (text := self._cell(entry, way))]
        key = escaped(entry.key)
        return (
            f'<li class="hub-row" id="{escaped(entry.id)}">\n'
            f'<{title} class="hub-row__title">{v.anchors.link[entry.key]}</{title}>\n'
            f'<p class="hub-row__summary">{escaped(entry.summary)}</p>\n'
            + (f'<ul class="hub-row__facts" role="list">{"".join(facts)}</ul>' if facts else "")
            + (f'<button class="hub-compare" type="button" data-compare="{key}">{compare}</button>' if compare else "")
            + "</li>"
        )

    def listing(self, kind: type[Record], sections: Sequence[Section]) -> Listing:
        """What the records of a kind, in the order of their directory, can be filtered and sorted by."""
        records = [entry for section in sections for entry in section.records]
        facts = {way: _column(self._cell(entry, way) for entry in records) for way in _ways(kind)}
        dated = [field for field in sortable(kind) if has_key(field)]
        keys = {field.name: _column(key(entry, field) for entry in records) for field in dated}
        facets = self._facet_columns(kind, records)
        columns = {
            "ids": [entry.id for entry in records],
            "titles": [entry.title for entry in records],
            "summaries": [entry.summary for entry in records],
            "names": {place: names for place, entry in enumerate(records) if (names := _names(entry))},
            "groups": [self._group(section) for section in sections],
            "facts": [{"name": way, "label": label_of(kind, way), **facts[way].packed()} for way in facts],
            "keys": [{"name": name, **column.packed()} for name, column in keys.items()],
            "facets": [{"name": name, **column.packed()} for name, column in facets.items()],
        }
        differing = {name for name, column in (facts | keys).items() if len(column.values) > 1}
        return Listing(
            facets=[self._choice(name, column) for name, column in facets.items()],
            orders=self._sorting.orders(kind, differing),
            columns=to_json(columns),
        )

    def _facet_columns(self, kind: type[Record], records: Iterable[RecordEntry]) -> dict[str, _Column]:
        """The values of each facet that tells records apart."""
        columns = {name: _Column() for name in self._facets.names(kind)}
        for entry in records:
            values = self._facets.of(entry)
            for name, column in columns.items():
                column.add(values.get(name, ()))
        return {name: column for name, column in columns.items() if any(one != column.of[0] for one in column.of)}

    def _choice(self, name: str, column: _Column) -> dict[str, object]:
        counts = Counter(place for one in column.of for place in (one if isinstance(one, list) else (one,)))
        values = [(value, self._facets.label(name, value), counts[place]) for place, value in enumerate(column.values)]
        order = self._facets.order(name) if len(values) <= IN_ORDER else {}
        values.sort(key=lambda one: (order.get(one[0], len(order)), wording.sortable(one[1])), reverse=name == YEAR)
        return {"name": name, "title": self._facets.title(name), "values": values}

    def _group(self, section: Section) -> dict[str, object]:
        """A group of rows: what it is called, how many rows it has, and how a category is drawn."""
        category = section.entry if is_category(section.entry) else None
        drawn = {"category": category.id, "icon": self._site.icons.id(category.term.icon or "")} if category else {}
        return {"label": section.label, "size": len(section.records), **drawn}

    def _cell(self, entry: RecordEntry, way: str) -> str:
        """A column's value in a few words."""
        value = None if "." in way else getattr(entry.record, way, None)
        # mostly it is text, and to ask of that whether it is a model takes long
        if isinstance(value, tuple):
            if value and not isinstance(value[0], str) and isinstance(value[0], Claim):
                return f"{label_of(entry.kind, way)}: {value[0].value}"
        elif value is not None and not isinstance(value, str) and isinstance(value, BaseModel):
            return self._part(entry.kind, value)
        key = entry.kind, way, self._hub.facet(entry, way)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._in_words(*key)
        return said

    def _in_words(self, kind: type[Record], way: str, values: Sequence[str]) -> str:
        """The first values of a column in words, and how many more there are."""
        more = f" +{len(values) - NAMED}" if len(values) > NAMED + 1 else ""
        named = [self._site.value(kind, way, value) for value in (values[:NAMED] if more else values)]
        return wording.date(", ".join(named) + more)

    def _part(self, kind: type[Record], part: BaseModel) -> str:
        """A mapping in a few words: what it is, and the state it is in."""
        name = str(getattr(part, next(iter(type(part).model_fields))))
        state = getattr(part, "state", "")
        way = next((field.name for field in fields(kind) if any(one.name == "state" for one in field.parts)), "")
        return f"{name} ({self._site.say(kind.folder, f'{way}.state', state)})" if state else name


def _names(entry: RecordEntry) -> str:
    """Other names of a record, as people type them."""
    given = [getattr(entry.record, name) for name in _naming(entry.kind)]
    return " · ".join([name for names in given if names for name in ((names,) if isinstance(names, str) else names)])


@cache
def _naming(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold other names."""
    return tuple(name for name in kind.also_named if name in kind.model_fields)


def is_category(entry: Entry | None) -> TypeGuard[TermEntry]:
    """Whether a group is a service category, which has a colour and an icon."""
    return entry is not None and entry.folder == CATEGORIES


def _ways(kind: type[Record]) -> list[str]:
    """The columns of a kind; what its rows are grouped by is said by their group."""
    return [way for way in kind.columns if way != kind.group_by]


@cache
def label_of(kind: type[Record], way: str) -> str:
    """What a column is called."""
    info = kind.model_fields.get(way.partition(".")[0])
    return (info.title if info else "") or way
