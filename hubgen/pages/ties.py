"""What ties a record to others, as its page shows it: named groups, each tie once, with a reason where one is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pydantic import BaseModel

from ..hub import TEXT, Entry, Hub, RecordEntry, Relation
from ..kinds import Record
from ..schema import Citation, Claim, references
from .fields import fields

SHOWN = 8
"""How many ties of a group are shown with their summaries; the others follow as titles, to open."""
LISTED = 200
"""How many are listed by title; of the others only the number is told."""
SIBLINGS = 6
LOOKED_AT = 60
"""How many ties of a common target are looked at to find siblings: enough to fill the list, never quadratic."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An entry, and in words why it stands here: pairs of a label (or "") and what it says."""

    entry: Entry
    why: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
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


def incoming(hub: Hub, key: str, shown: Iterable[str] = (), most: int = SHOWN) -> list[Group]:
    """The records that refer to an entry, by the name of the tie as this side shows it; each once, `shown` ones not at all."""
    seen = {key, *shown}
    found: dict[tuple[int, int, str], list[Tie]] = {}
    for relation in sorted(hub.into.get(key, ()), key=lambda relation: _rank(hub, relation)):
        other = hub.records.get(relation.source)
        if other is None or other.key in seen:
            continue
        seen.add(other.key)
        found.setdefault((*_rank(hub, relation), relation.inverse), []).append(Tie(other, reason(other, relation)))
    groups: dict[str, list[Tie]] = {}
    for (_, _, label), ties in found.items():
        groups.setdefault(label, []).extend(ties)
    return [Group(label, sorted(ties, key=_by_title), most) for label, ties in groups.items()]


def _rank(hub: Hub, relation: Relation) -> tuple[int, int]:
    """The order of ties: as kinds and their fields are declared; where one is only cited or mentioned comes last."""
    source = hub.records.get(relation.source)
    if source is None:
        return len(hub.kinds), 0
    order = _order(source.kind).get(relation.name, 0)
    return (hub.kinds.index(source.kind), order) if order >= 0 else (len(hub.kinds), -order)


@cache
def _order(kind: type[Record]) -> dict[str, int]:
    """The places of a kind's fields; negative, and to be counted from the end, where a record only cites or mentions."""
    cited = dict.fromkeys((field.name for field in fields(kind) if field.shape == "claims"), -1)
    return {name: n for n, name in enumerate(kind.model_fields)} | cited | {"sources": -2, TEXT: -3}


def is_tie(kind: type[Record], name: str) -> bool:
    """Whether a field of a kind ties its records to others, and does not only say where something is from."""
    return _order(kind).get(name, -1) >= 0


def _by_title(tie: Tie) -> str:
    return tie.entry.title.casefold()


def reason(entry: RecordEntry, relation: Relation) -> tuple[tuple[str, str], ...]:
    """What the record says about this tie beside naming it: a member's role, a citation's section."""
    part = _part(entry.record, relation)
    if part is None:
        return ()
    fields = type(part).model_fields
    said = (
        (fields[name].title or name, value)
        for name in fields
        if name != relation.loc[-1] and isinstance(value := getattr(part, name), str)
    )
    if isinstance(part, Claim):
        return tuple(("", text) for text in (part.value, part.as_of) if text)
    return tuple(said)[:2] if isinstance(part, Citation) else tuple(said)


def _part(record: BaseModel, relation: Relation) -> BaseModel | None:
    """The mapping inside a record that a reference is written in; None where it is written in the record itself."""
    if len(relation.loc) < 2 or isinstance(relation.loc[-1], int):
        return None
    here: object = record
    for step in relation.loc[:-1]:
        here = here[step] if isinstance(step, int) and isinstance(here, tuple) else getattr(here, str(step), None)
    return here if isinstance(here, BaseModel) else None


def siblings(hub: Hub, entry: RecordEntry, shown: Iterable[str]) -> list[Tie]:
    """Records of the same kind that are alike by what their directory groups them by, each with what they have in common.

    First those that refer to the same targets (the same service), then those whose targets are grouped together (the
    same category).
    """
    name, _, rest = entry.kind.group_by.partition(".")
    if not rest:
        return []
    targets = hub.targets(entry.key, name)
    common = [(target, target) for target in targets]
    for group in {g.key: g for target in targets for g in hub.targets(target.key, rest)}.values():
        near = (hub.records.get(r.source) for r in islice(hub.into.get(group.key, ()), LOOKED_AT) if r.name == rest)
        common += [(other, group) for other in near if other and other not in targets]
    return list(islice(_sharing(hub, entry, name, common, {entry.key, *shown}), SIBLINGS))


def _sharing(
    hub: Hub, entry: RecordEntry, name: str, common: list[tuple[Entry, Entry]], seen: set[str]
) -> Iterator[Tie]:
    """The records of a kind that refer to any of the first entries by one field; the second is what they share."""
    for target, shared in common:
        for relation in islice(hub.into.get(target.key, ()), LOOKED_AT):
            other = hub.records.get(relation.source)
            if relation.name == name and other and other.kind is entry.kind and other.key not in seen:
                seen.add(other.key)
                yield Tie(other, (("", shared.title),))


def written(hub: Hub, key: str) -> dict[str, list[Entry]]:
    """What a record refers to, by field, in the order written; links in its text apart."""
    found: dict[str, dict[str, Entry]] = {}
    for relation in hub.out.get(key, ()):
        if relation.name != TEXT:
            found.setdefault(relation.name, {})[relation.target] = hub[relation.target]
    return {name: list(entries.values()) for name, entries in found.items()}


def through(hub: Hub, key: str) -> dict[str, list[Tie]]:
    """Records tied to an entry over what it groups: a category's practices over its services. By folder, with the way as reason."""
    ties = ((hub.records[r.source], r.name) for r in hub.into.get(key, ()) if r.source in hub.records)
    direct = {entry.key: entry for entry, name in ties if name == entry.kind.group_by}
    ways: dict[str, dict[str, str]] = {}
    for middle in direct.values():
        for relation in hub.into.get(middle.key, ()):
            if (
                relation.source in hub.records
                and relation.name in _fields(hub.records[relation.source])
                and relation.source not in direct
            ):
                ways.setdefault(relation.source, {})[middle.key] = middle.title
    found: dict[str, list[Tie]] = {}
    for source, titles in ways.items():
        other = hub.records[source]
        found.setdefault(other.folder, []).append(Tie(other, tuple(("", title) for title in titles.values())))
    return {folder: sorted(ties, key=_by_title) for folder, ties in found.items()}


def _fields(entry: RecordEntry) -> frozenset[str]:
    """The fields of a record's kind that refer to others, its sources apart."""
    return frozenset(reference.name for reference in references(entry.kind)) - {"sources", "same_as"}
