"""Records that are alike, and records that answer one another: what one seeks, the other offers.

Two records are alike by the marks that they share: a term, a record that both name or that names both, a value of a closed
list. A mark weighs the more the fewer records of the kind have it, in bits: what one of 32 has weighs 5. How alike two
records are is the sum of what they share, so it is the same from both sides.

Every record is compared with few others, whatever the size of the hub: candidates are found by the weightiest marks
first, and no more than `LOOKED_AT` places of records with the same marks are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final, NamedTuple, TypeVar

from ..hub import COUNTRIES, Entry, Hub, RecordEntry
from ..kinds import Record
from .coverage import is_cited

MOST: Final = 5
"""Records that are told of."""
LEAST: Final = 2.0
"""Bits that two records must share: a mark of one record in four, or several that are more common."""
ASIDE: Final = 0.5
"""The part that a mark counts for that says where a record is or what form it has; such marks alone make nothing alike."""
COMMON: Final = 0.7
"""The part of all records of a kind from which a mark tells nothing, and is left out."""
LOOKED_AT: Final = 160
"""Places of other records that are looked at to find those alike one."""
ANSWERS: Final = 48
"""Places of other records that offer, or seek, one term that are looked at."""
COMPARED: Final = 10
"""Of those found, how many are compared in full."""
_PARTS: Final = 1024
"""Weights are whole numbers, parts of a bit, so that a sum is the same in any order."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_Key = TypeVar("_Key", int, str)
_Plain = tuple[str, str, str]
"""A mark while there are many of them."""


class Mark(NamedTuple):
    """What a record can share with another: a value of a field, or of a facet over a relation (`clusters.sectors`).

    `value` is the key of a term or record, else the value as written. `by` is the folder of the kind whose field names
    the record, where the record is the one that is named.
    """

    way: str
    value: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that is like another: how much they share, in bits, and what, the weightiest first."""

    entry: RecordEntry
    score: float
    shared: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A record that offers what another seeks, or seeks what it offers: by the keys of terms or records."""

    entry: RecordEntry
    offers: tuple[str, ...]
    seeks: tuple[str, ...]


class Similar:
    """What is alike in a hub. The records of a kind are indexed when the first of them is asked for."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._by_kind: dict[type[Record], _Marked] = {}
        self._asking = _asking(hub)
        self._answering: dict[tuple[str, str], list[str]] = {}

    def index(self) -> None:
        """Indexes all kinds now, so that processes forked from this one share it."""
        for kind in self.hub.kinds:
            self._marked(kind)

    def to(self, entry: RecordEntry, without: Collection[str] = (), most: int = MOST) -> list[Alike]:
        """The records of the same kind that are most like one, those with the keys `without` left out."""
        return self._marked(entry.kind).alike(entry, {entry.key, *without}, most)

    def score(self, one: RecordEntry, other: RecordEntry) -> float:
        """How much two records of a kind share, in bits."""
        return self._marked(one.kind).score(one, other)

    def answers(self, entry: RecordEntry, without: Collection[str] = (), most: int = MOST) -> list[Answer]:
        """Records that offer what one seeks or seek what it offers, those that answer most rarely met terms first."""
        asking = self._asking.get(entry.kind, ())
        seen = {entry.key, *without}
        found: dict[str, tuple[list[str], list[str]]] = {}
        weights: dict[str, float] = {}
        for asked, answered, place in asking:
            for target in dict.fromkeys([r.target for r in self.hub.out.get(entry.key, ()) if r.name == asked]):
                others = self._tied(target, answered)
                for key in _around(others, entry.key, ANSWERS):
                    if key not in seen:
                        found.setdefault(key, ([], []))[place].append(target)
                        weights[key] = weights.get(key, 0.0) + 1 / len(others)
        best = sorted(found, key=lambda key: (-weights[key], key))[:most]
        return [Answer(self.hub.records[key], *map(tuple, found[key])) for key in best]

    def _tied(self, target: str, name: str) -> list[str]:
        """The keys of the records that name an entry by a field, in their order."""
        if (target, name) not in self._answering:
            sources = (r.source for r in self.hub.into.get(target, ()) if r.name == name)
            self._answering[target, name] = sorted({key for key in sources if key in self.hub.records})
        return self._answering[target, name]

    def _marked(self, kind: type[Record]) -> _Marked:
        if kind not in self._by_kind:
            self._by_kind[kind] = _Marked(self.hub, kind)
        return self._by_kind[kind]


class _Marked:
    """The records of one kind by number, with the marks that some of them have in common."""

    def __init__(self, hub: Hub, kind: type[Record]) -> None:
        self.records = hub.of_kind(kind.folder)
        self._number = {entry.key: number for number, entry in enumerate(self.records)}
        holders: dict[_Plain, list[int]] = {}
        for number, marks in enumerate(_all_marks(hub, kind, self.records)):
            for mark in dict.fromkeys(marks):
                holders.setdefault(mark, []).append(number)
        weighed = [
            (-_weight(mark, len(having), len(self.records)), mark, having)
            for mark, having in holders.items()
            if 1 < len(having) < COMMON * len(self.records)
        ]
        weighed.sort()
        # from here on a mark is its place in this order, the weightiest first
        self.marks = [Mark(*mark) for _, mark, _ in weighed]
        self.weights = [-weight for weight, _, _ in weighed]
        self.holders = [having for _, _, having in weighed]
        self._aside = frozenset(place for place, mark in enumerate(self.marks) if _is_aside(mark))
        self._over = [mark.way.rpartition(".")[0] for mark in self.marks]
        self.having: list[list[int]] = [[] for _ in self.records]
        for place, having in enumerate(self.holders):
            for number in having:
                self.having[number].append(place)

    def alike(self, entry: RecordEntry, seen: Collection[str], most: int) -> list[Alike]:
        me = self._number[entry.key]
        sums: dict[int, int] = {}
        for weight, others in self.looked_at(me):
            for other in others:
                sums[other] = sums.get(other, 0) + weight
        for key in seen:
            sums.pop(self._number.get(key, -1), 0)
        likely = sorted(sums, key=sums.__getitem__, reverse=True)[:COMPARED]
        mine = set(self.having[me])
        full = [(self._worth(shared), -len(self.having[other]), -other, shared)
                for other in likely if (shared := mine.intersection(self.having[other]))]  # fmt: skip
        best = sorted([one for one in full if one[0] >= LEAST * _PARTS], reverse=True)[:most]
        return [
            Alike(self.records[-other], worth / _PARTS, tuple([self.marks[place] for place in sorted(shared)]))
            for worth, _, other, shared in best
        ]

    def looked_at(self, me: int) -> Iterator[tuple[int, Sequence[int]]]:
        """Weight and holders of a record's marks, the weightiest first, in all no more than `LOOKED_AT` holders."""
        left = LOOKED_AT
        for place in self.having[me]:
            others = _around(self.holders[place], me, left)
            yield self.weights[place], others
            left -= len(others)
            if not left:
                return

    def score(self, one: RecordEntry, other: RecordEntry) -> float:
        first, second = (self.having[self._number[entry.key]] for entry in (one, other))
        return self._worth(set(first).intersection(second)) / _PARTS

    def _worth(self, shared: set[int]) -> int:
        """What shared marks weigh together; what two records share over a relation is part of sharing its target."""
        if shared <= self._aside:
            return 0
        over, weights = self._over, self.weights
        direct = (
            {self.marks[place].way for place in shared if not over[place]} if any(map(over.__getitem__, shared)) else ()
        )
        return sum([weights[place] for place in shared if over[place] not in direct])


def _around(holders: list[_Key], me: _Key, most: int) -> list[_Key]:
    """At most so many of a sorted list, those next to one's own place, as if its ends met."""
    if len(holders) <= most:
        return holders
    start = bisect_left(holders, me) - most // 2
    if start >= 0:
        return holders[start : start + most] + holders[: max(0, start + most - len(holders))]
    return holders[start:] + holders[: start + most]


def _weight(mark: _Plain, having: int, records: int) -> int:
    """What it says that two records share a mark, in parts of a bit."""
    return round(log2(records / having) * (ASIDE if _is_aside(Mark(*mark)) else 1) * _PARTS)


def _is_aside(mark: Mark) -> bool:
    """Whether a mark says where a record is or what form it has, not what it is about."""
    return "/" not in mark.value or mark.value.startswith(f"{COUNTRIES}/")


def _all_marks(hub: Hub, kind: type[Record], records: Iterable[RecordEntry]) -> Iterator[list[_Plain]]:
    """The marks of each record of a kind."""
    over = [way for way in kind.facets if "." in way]
    plain = [way for way in kind.facets if "." not in way and not hub.facet_target(kind, way)]
    # what is over a relation is the same for all records that name its target
    known: dict[tuple[str, str], list[str]] = {}
    for entry in records:
        marks = [(r.name, r.target, "") for r in hub.out.get(entry.key, ()) if not is_cited(r)]
        marks += [
            (r.name, r.source, r.source.partition("/")[0])
            for r in hub.into.get(entry.key, ())
            if not is_cited(r) and r.source in hub.records
        ]
        marks += [(way, value, "") for way in plain for value in hub.facet(entry, way) if not _YEAR.search(value)]
        for way in over:
            first, _, rest = way.partition(".")
            for target in hub.targets(entry.key, first):
                if (target.key, rest) not in known:
                    known[target.key, rest] = _values_over(hub, target, rest)
                marks += [(way, value, "") for value in known[target.key, rest]]
        yield marks


def _values_over(hub: Hub, target: Entry, way: str) -> list[str]:
    """The values of a facet of what a record refers to, as keys where they name terms or records."""
    if not isinstance(target, RecordEntry):
        return []
    folder = hub.facet_target(target.kind, way)
    values = hub.facet(target, way)
    if not folder:
        return [value for value in values if not _YEAR.search(value)]
    return [f"{folder}/{value.lower() if folder == COUNTRIES else value}" for value in values]


def _asking(hub: Hub) -> dict[type[Record], list[tuple[str, str, int]]]:
    """For each kind its fields of what is sought or offered, the field of others that answers; 0 if it is sought, else 1."""
    pairs = dict.fromkeys(pair for kind in hub.kinds for pair in kind.answered_by.items())
    found: dict[type[Record], list[tuple[str, str, int]]] = {}
    for kind in hub.kinds:
        asks = [(asked, given, 0) for asked, given in kind.answered_by.items()]
        gives = [(given, asked, 1) for asked, given in pairs if given in kind.model_fields]
        found[kind] = [*asks, *gives]
    return found
