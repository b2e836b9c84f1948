"""Comparison: the page on which a few records of a kind stand side by side, and what the browser needs to fill it.

The table is put together in the browser (`client/compare.js`), from the records' own files under `api/v1/` and from one
file for each kind: which fields are compared, in which order, and the words for what records hold as ids and codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic_core import to_json

from ..hub import TEXT, Hub, RecordEntry
from ..kinds import Record
from ..schema import ANY
from . import wording
from .derived import DerivedPages
from .environment import PageEnvironment
from .fields import MODELS, Field, fields
from .page import Derivation, Page, Surroundings
from .view import Site

ADDRESS = "compare/"
LISTED = 30
"""Records named of those that refer to one by the same tie; of others only the number is told."""
SAME = "same_as"
"""The field of every record that other kinds show from both sides."""
_SAID = ("section", "source", "own_guidance", "north", "south", "east", "west", "yes", "no", "as_of", "outside",
         "amount_between", "amount_up_to", "amount_at_least")  # fmt: skip
"""Words of record pages that comparisons use too."""


class Comparisons(DerivedPages):
    """Makes the page that compares, and a file beside it for each kind that has records to compare."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings) -> None:
        super().__init__(environment, site, surroundings)
        self._places: dict[type[Record], dict[str, int]] = {}

    def derivations(self) -> list[Derivation]:
        """What makes the page; nothing where no kind has two records."""
        kinds = comparable(self.hub)
        return [Derivation(ADDRESS, partial(self._page, kinds))] if kinds else []

    def _page(self, kinds: Sequence[type[Record]]) -> Page:
        said = self.words["compare"] | {name: self.words[f"record.{name}"] for name in _SAID}
        precision = self.words["values"]["location"]["precision"]
        html = self.render("compare.html", ADDRESS, kinds=kinds, said=said | {"precision": precision})
        return Page(
            url=ADDRESS,
            title=self.words["compare.title"],
            description=self.words["compare.about"],
            html=html,
            layout="directory",
            beside=tuple((f"{ADDRESS}{kind.folder}.json", to_json(self.described(kind))) for kind in kinds),
        )

    def described(self, kind: type[Record]) -> dict[str, Any]:
        """What is compared of a kind's records: fields in their order, ties of others to them, and words by key or code."""
        entries = self.hub.of_kind(kind.folder)
        labels: dict[str, str] = {}
        ties: dict[str, dict[str, None]] = {}
        for entry in entries:
            for relation in self.hub.out.get(entry.key, ()):
                if relation.target not in labels and relation.name != TEXT:
                    labels[relation.target] = self.hub[relation.target].title
                if relation.name == SAME:
                    ties.setdefault(relation.label, {})[SAME] = None
            self._note_incoming(entry, labels, ties)
        shown = fields(kind)
        return {
            "one": kind.one,
            "many": kind.many,
            "fields": [self._field(kind, field, field.name) for field in shown],
            "ties": [{"label": label, "names": list(names)} for label, names in self._in_order(ties)],
            "labels": labels,
            "regions": {code: wording.region(code) for code in sorted(set(_regions(shown, entries)))},
        }

    def _note_incoming(self, entry: RecordEntry, labels: dict[str, str], ties: dict[str, dict[str, None]]) -> None:
        """Notes how others refer to a record, and the first of those others by title."""
        told: dict[str, int] = {}
        records = self.hub.records
        for relation in self.hub.into.get(entry.key, ()):
            source = records.get(relation.source)
            # only citing or mentioning a record is no tie to it
            if source is None or relation.name not in self._own(source.kind):
                continue
            inverse = relation.inverse
            number = told[inverse] = told.get(inverse, 0) + 1
            ties.setdefault(inverse, {})[relation.name] = None
            if number <= LISTED:
                labels.setdefault(source.key, source.title)

    def _own(self, kind: type[Record]) -> Mapping[str, int]:
        """The places of the fields by which a kind's records refer to others."""
        known = self._places.get(kind)
        if known is None:
            named = [field.name for field in fields(kind) if field.shape != "claims"]
            known = self._places[kind] = {name: place for place, name in enumerate([SAME, *named])}
        return known

    def _in_order(self, ties: Mapping[str, Mapping[str, None]]) -> Iterable[tuple[str, Mapping[str, None]]]:
        """Ties as kinds and their fields are declared."""

        def place(tie: tuple[str, Mapping[str, None]]) -> list[tuple[int, int]]:
            return [
                (number, own[name])
                for number, kind in enumerate(self.hub.kinds)
                for name in tie[1]
                if name in (own := self._own(kind))
            ]

        return sorted(ties.items(), key=place)

    def _field(self, kind: type[Record], field: Field, way: str) -> dict[str, Any]:
        """A field as the browser draws it; what it does not have is left out."""
        found = {
            "name": field.name,
            "label": field.label,
            "shape": field.shape,
            "to": [one.folder for one in self.hub.kinds] if field.to == (ANY,) else field.to,
            "values": self.words["values"].get(kind.folder, {}).get(way),
            "default": field.default,
            "defaults": _DEFAULTS.get(field.shape),
            "parts": [self._field(kind, part, f"{way}.{part.name}") for part in field.parts],
        }
        return {name: value for name, value in found.items() if value not in (None, [], (), {})}


_DEFAULTS = {
    shape: {one.name: one.default for one in fields(model) if one.default is not None}
    for model, shape in MODELS.items()
}
"""What a value leaves out that every value of its shape has: an amount its currency."""


def comparable(hub: Hub) -> list[type[Record]]:
    """The kinds with two records or more."""
    return [kind for kind in hub.kinds if len(hub.of_kind(kind.folder)) > 1]


def _regions(shown: Iterable[Field], entries: Iterable[RecordEntry]) -> Iterator[str]:
    """The codes of regions that records hold."""
    named = [field.name for field in shown if field.shape == "regions"]
    for entry in entries if named else ():
        for name in named:
            value = getattr(entry.record, name)
            yield from (value,) if isinstance(value, str) else value or ()
