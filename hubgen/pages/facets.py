"""Facets: by what a hub is searched, filtered and compared, the same words and values for all kinds.

A kind declares ways (`sectors`, `services.category`). Ways of several kinds that name the same vocabulary are one facet,
so that one choice finds clusters, practices and papers alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from ..hub import COUNTRIES, RecordEntry
from ..kinds import Record
from ..words import Words
from .fields import fields
from .view import Site

KIND: Final = "kind"
"""The facet that every record has: its kind's folder."""
YEAR: Final = "year"
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


class Facets:
    """The facets of a hub: `of` a record, and what they and their values are called."""

    def __init__(self, site: Site, words: Words) -> None:
        self._site, self._words = site, words
        self._kinds = {kind.folder: kind for kind in site.hub.kinds}
        self._ways = {kind: _named(site, kind) for kind in site.hub.kinds}
        self._labels = {(KIND, kind.folder): kind.many for kind in site.hub.kinds}

    def names(self, kind: type[Record]) -> list[str]:
        """The facets of a kind, in the order in which it declares them; its kind is not among them."""
        return list(self._ways[kind])

    @property
    def of_records(self) -> frozenset[str]:
        """The facets whose values are records."""
        return frozenset(self._kinds)

    def of(self, entry: RecordEntry) -> dict[str, tuple[str, ...]]:
        """A record's values by facet, its kind first. A facet without a value is left out.

        Values are ids of terms or records, codes of countries in lower case, years of four digits, or words of a closed
        list; each once, in the order written.
        """
        found: dict[str, tuple[str, ...]] = {KIND: (entry.folder,)}
        facet = self._site.hub.facet
        for name, (way, *others) in self._ways[entry.kind].items():
            values = facet(entry, way)
            if others:
                values = tuple(dict.fromkeys([*values, *(value for other in others for value in facet(entry, other))]))
            if values and (read := _values(name, values)):
                found[name] = read
        return found

    def label(self, name: str, value: str) -> str:
        """What to show for a value, as the first kind that has words for it says; the value itself where none has."""
        known = self._labels.get((name, value))
        if known is None:
            said = (self._label(kind, name, ways[name], value) for kind, ways in self._ways.items() if name in ways)
            known = self._labels[name, value] = next((words for words in said if words != value), value)
        return known

    def title(self, name: str) -> str:
        """What a facet is called: "Country", "Service category"."""
        vocabulary = self._site.hub.vocabularies.get(name)
        if vocabulary:
            return vocabulary.one
        if name in self._words["facets"]:
            return str(self._words[f"facets.{name}"])
        if name in self._kinds:
            return self._kinds[name].one
        return next(
            (field.label for kind in self._ways for field in fields(kind) if field.name == name), name.capitalize()
        )

    def order(self, name: str) -> Mapping[str, int]:
        """The places of a facet's values where they have an order of their own: a vocabulary's, or that of kinds."""
        if name == KIND:
            return {folder: place for place, folder in enumerate(self._kinds)}
        vocabulary = self._site.hub.vocabularies.get(name)
        return {term.id: place for place, term in enumerate(vocabulary.terms)} if vocabulary else {}

    def _label(self, kind: type[Record], name: str, ways: tuple[str, ...], value: str) -> str:
        if name == YEAR:
            return value
        folder = next((folder for way in ways if (folder := self._site.hub.facet_target(kind, way))), None)
        if folder == COUNTRIES:
            value = value.upper()
        return self._site.value(kind, ways[0], value)


def _values(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if name == YEAR:
        return tuple(dict.fromkeys(year for value in values for year in _YEAR.findall(value)))
    return tuple(value.lower() for value in values) if name == COUNTRIES else values


def _named(site: Site, kind: type[Record]) -> dict[str, tuple[str, ...]]:
    """The ways of a kind by the name of the facet they belong to."""
    found: dict[str, list[str]] = {}
    for way in kind.facets:
        found.setdefault(_name(site, kind, way), []).append(way)
    return {name: tuple(ways) for name, ways in found.items()}


def _name(site: Site, kind: type[Record], way: str) -> str:
    """The vocabulary or kind that a way's values name, "year" for dates, else the field's name."""
    return site.hub.facet_target(kind, way) or (YEAR if way in _dates(kind) else way.rpartition(".")[2])


@cache
def _dates(kind: type[Record]) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if field.shape == "date")
