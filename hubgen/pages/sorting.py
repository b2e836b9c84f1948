"""The orders that a directory can be put in: what they are called, and what each row is sorted by.

The build delivers the rows in groups; `client/directory.js` puts them in another order where a visitor asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from ..hub import RecordEntry
from ..kinds import Record
from ..schema import Claim, last_day
from ..words import Words
from .fields import Field, fields
from .view import Site

_TYPES = {"claims": "number", "number": "number", "date": "date"}
"""What a shape of field is compared by; words, where nothing else is said."""
_UNSORTED = frozenset({"parts", "mapping", "steps", "roles", "prose", "location", "loose", "address", "url", "amount"})
"""Shapes that no order of words or numbers fits."""
_BOTH_WAYS = {
    "number": ("directory.sort_most", "directory.sort_fewest"),
    "date": ("directory.sort_newest", "directory.sort_oldest"),
}
"""The words for both directions, the one that people mostly want first."""
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Order:
    """An order to choose. `key` stands in the page's address: a column, with "-" before it where it goes down."""

    key: str
    label: str
    type: str = "text"


class Sorting:
    """The orders of directories."""

    def __init__(self, site: Site, words: Words) -> None:
        self._site, self._words = site, words

    def orders(self, kind: type[Record], differing: Container[str]) -> list[Order]:
        """The orders worth offering: as delivered, by title, by each of the columns that tell records apart."""
        title = Order("title", str(self._words["directory.sort_title"]))
        first = [self._grouped(kind), title] if kind.group_by else [Order("", title.label)]
        columns = [order for field in sortable(kind) if field.name in differing for order in self._by(field)]
        return [*first, *columns] if len(first) + len(columns) > 1 else []

    def _grouped(self, kind: type[Record]) -> Order:
        """The order in which the page is delivered, named by what the rows are grouped by."""
        vocabulary = self._site.hub.vocabularies.get(self._site.hub.facet_target(kind, kind.group_by) or "")
        info = kind.model_fields.get(kind.group_by.partition(".")[0])
        column = vocabulary.one if vocabulary else (info.title if info else "") or kind.group_by
        return Order("", self._words("directory.sort_groups", column=column))

    def _by(self, field: Field) -> list[Order]:
        """The orders by one column: words go up, numbers and dates both ways."""
        type_ = _TYPES.get(field.shape, "text")
        if type_ not in _BOTH_WAYS:
            return [Order(field.name, field.label)]
        down, up = (self._words(way, column=field.label) for way in _BOTH_WAYS[type_])
        return [Order(f"-{field.name}", down, type_), Order(field.name, up, type_)]


def sortable(kind: type[Record]) -> list[Field]:
    """The fields among a directory's columns that rows can be sorted by; the groups are there already."""
    by_name = {field.name: field for field in fields(kind)}
    found = (by_name.get(way) for way in kind.columns if way != kind.group_by)
    return [field for field in found if field and field.shape not in _UNSORTED]


def has_key(field: Field) -> bool:
    """Whether a column is sorted by something else than the words that its rows show."""
    return field.shape in _TYPES


def key(entry: RecordEntry, field: Field) -> str:
    """What a record is sorted by in a column of numbers or dates, or nothing."""
    value = getattr(entry.record, field.name)
    if value in (None, ()):
        return ""
    values = value if isinstance(value, tuple) else (value,)
    if field.shape == "date":
        return _day(values[0])
    return str(values[0]) if field.shape == "number" else _first_number(values)


def _first_number(claims: Sequence[Claim]) -> str:
    numbers = (claim.number for claim in claims)
    return next((f"{number:g}" for number in numbers if number is not None), "")


def _day(when: str) -> str:
    """A date that sorts: the last day it can mean, or the first year it names."""
    day = last_day(when)
    year = _YEAR.search(when)
    return day.isoformat() if day else year[0] if year else ""
