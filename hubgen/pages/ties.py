"""What ties a record to others, as its page shows it: named groups, each tie once, with a reason where one is known."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import NamedTuple

from pydantic import BaseModel

from ..hub import TEXT, Entry, Hub, RecordEntry, Relation
from ..kinds import Record
from ..schema import Citation, Claim, Loc, references
from .fields import fields

SHOWN = 8
"""How many ties of a group are shown with their summaries; the others follow as titles, to open."""
LISTED = 200
"""How many are listed by title; of the others only the number is told."""
_LAST = {"sources": 2, TEXT: 3}
"""Relations that come last, after those of figures."""


class Tie(NamedTuple):
    """An entry, and in words why it stands here: pairs of a label (or "") and what it says."""

    entry: Entry
    why: tuple[tuple[str, str], ...] = ()


class Group(NamedTuple):
    """Ties under one name."""

    label: str
    ties: list[Tie]
    most: int = SHOWN

    @property
    def shown(self) -> list[Tie]:
        """The first, with summary and reason. A few more than fit are shown rather than hidden."""
        return self.ties[: self.most if len(self.ties) > self.most + 2 else None]

    @property
    def listed(self) -> list[Tie]:
        """Those that follow by title only."""
        return self.ties[len(self.shown) : LISTED]

    @property
    def left(self) -> int:
        """How many are only counted."""
        return max(0, len(self.ties) - LISTED)


class Ties:
    """The ties of a hub; what the pages of many records ask for is found once."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._ranks = _Ranks(hub.kinds)

    def incoming(self, key: str, seen: set[str] | None = None, most: int = SHOWN) -> list[Group]:
        """The records that refer to an entry, by the name of the tie as this side shows it; each once.

        Those whose keys are in `seen` are left out; the others are added to it.
        """
        records, ranks = self.hub.records, self._ranks
        ties = [
            (ranks[other.kind, relation.name], other, relation)
            for relation in self.hub.into.get(key, ())
            if (other := records.get(relation.source))
        ]
        ties.sort(key=itemgetter(0))
        seen = set() if seen is None else seen
        seen.add(key)
        groups: dict[str, list[Tie]] = {}
        for _, other, relation in ties:
            if other.key not in seen:
                seen.add(other.key)
                groups.setdefault(relation.inverse, []).append(Tie(other, reason(other, relation)))
        return [Group(label, sorted(found, key=_by_title), most) for label, found in groups.items()]

    def is_tie(self, kind: type[Record], name: str) -> bool:
        """Whether a field of a kind ties its records to others, and does not only say where something is from."""
        return self._ranks[kind, name][0] < len(self.hub.kinds)

    def written(self, key: str) -> dict[str, list[Entry]]:
        """What a record refers to, by field, in the order written; links in its text apart."""
        found: dict[str, dict[str, Entry]] = {}
        for relation in self.hub.out.get(key, ()):
            if relation.name != TEXT:
                found.setdefault(relation.name, {})[relation.target] = self.hub[relation.target]
        return {name: list(entries.values()) for name, entries in found.items()}

    def through(self, key: str) -> dict[str, list[Tie]]:
        """Records tied to an entry over what it groups: a category's practices over its services. By folder, with the way as reason."""
        records, into = self.hub.records, self.hub.into
        ties = ((records[r.source], r.name) for r in into.get(key, ()) if r.source in records)
        direct = {entry.key: entry for entry, name in ties if name == entry.kind.group_by}
        ways: dict[str, dict[str, str]] = {}
        for middle in direct.values():
            for relation in into.get(middle.key, ()):
                other = records.get(relation.source)
                if other and relation.name in _fields(other.kind) and other.key not in direct:
                    ways.setdefault(other.key, {})[middle.key] = middle.title
        found: dict[str, list[Tie]] = {}
        for source, titles in ways.items():
            other = records[source]
            found.setdefault(other.folder, []).append(Tie(other, tuple(("", title) for title in titles.values())))
        return {folder: sorted(ties, key=_by_title) for folder, ties in found.items()}


class _Ranks(dict[tuple[type[Record], str], tuple[int, int]]):
    """The order of ties, by a record's kind and a relation's name: as kinds and their fields are declared.

    Where a record only cites or mentions comes last.
    """

    def __init__(self, kinds: tuple[type[Record], ...]) -> None:
        self._kinds = kinds

    def __missing__(self, tie: tuple[type[Record], str]) -> tuple[int, int]:
        kind, name = tie
        last = dict.fromkeys((field.name for field in fields(kind) if field.shape == "claims"), 1) | _LAST
        order = list(kind.model_fields)
        place = order.index(name) if name in order else 0
        self[tie] = (len(self._kinds), last[name]) if name in last else (self._kinds.index(kind), place)
        return self[tie]


def _by_title(tie: Tie) -> str:
    return tie.entry.title.casefold()


def reason(entry: RecordEntry, relation: Relation) -> tuple[tuple[str, str], ...]:
    """What the record says about this tie beside naming it: a member's role, a citation's section."""
    if len(relation.loc) < 2 or type(relation.loc[-1]) is int:
        return ()
    part = _part(entry.record, relation.loc)
    if part is None:
        return ()
    if isinstance(part, Claim):
        return tuple(("", text) for text in (part.value, part.as_of) if text)
    said = [
        (label, value)
        for name, label in _labels(type(part))
        if name != relation.loc[-1] and isinstance(value := getattr(part, name), str)
    ]
    return tuple(said[:2] if isinstance(part, Citation) else said)


@cache
def _labels(part: type[BaseModel]) -> list[tuple[str, str]]:
    return [(name, info.title or name) for name, info in part.model_fields.items()]


def _part(record: BaseModel, loc: Loc) -> BaseModel | None:
    """The mapping inside a record that a reference is written in."""
    here: object = record
    for step in loc[:-1]:
        here = here[step] if isinstance(step, int) and isinstance(here, tuple) else getattr(here, str(step), None)
    return here if isinstance(here, BaseModel) else None


@cache
def _fields(kind: type[Record]) -> frozenset[str]:
    """The fields of a kind that refer to others, its sources apart."""
    return frozenset(reference.name for reference in references(kind)) - {"sources", "same_as"}
