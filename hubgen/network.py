"""Who belongs to what: partnerships as communities of the organisations they name as members.

A kind that `gathers` makes communities; whatever its field may name are the organisations. Holds resolved values; how the
network is drawn and told is left to others. Everything is linear in the number of memberships, but for sorting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .hub import Entry, Hub, RecordEntry
from .kinds import Record
from .schema import references


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A record that gathers others, and those it names as members: each once, by title."""

    entry: RecordEntry
    members: tuple[RecordEntry, ...]

    @property
    def key(self) -> str:
        return self.entry.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All communities and organisations of a hub.

    `communities` are those with members on record, `unnamed` those without; `organisations` are all records that could be
    members. `belongs` has for each member the communities that name it. Everything is in the order of kinds, then by title.
    """

    communities: tuple[Community, ...]
    unnamed: tuple[RecordEntry, ...]
    organisations: tuple[RecordEntry, ...]
    belongs: Mapping[str, tuple[Community, ...]]

    def bridges(self) -> list[RecordEntry]:
        """The organisations that two or more communities name: most communities first, then by title."""
        several = [one for one in self.organisations if len(self.belongs.get(one.key, ())) > 1]
        return sorted(several, key=lambda one: -len(self.belongs[one.key]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Communities that hang together through members they share; `bridges` are these members. One alone has none."""

    communities: tuple[Community, ...]
    bridges: tuple[RecordEntry, ...]


def network(hub: Hub) -> Network:
    """The network of a hub; without a kind that gathers it is empty."""
    communities, unnamed = [], []
    belongs: dict[str, list[Community]] = {}
    for entry in (entry for kind in hub.kinds if kind.gathers for entry in hub.of_kind(kind.folder)):
        members = [one for one in hub.targets(entry.key, entry.kind.gathers) if isinstance(one, RecordEntry)]
        if not members:
            unnamed.append(entry)
            continue
        community = Community(entry=entry, members=tuple(sorted(members, key=by_title)))
        communities.append(community)
        for member in members:
            belongs.setdefault(member.key, []).append(community)
    return Network(
        communities=tuple(communities),
        unnamed=tuple(unnamed),
        organisations=tuple(_organisations(hub, belongs)),
        belongs={key: tuple(found) for key, found in belongs.items()},
    )


def _organisations(hub: Hub, belongs: Mapping[str, Sequence[Community]]) -> Iterable[RecordEntry]:
    """All records of the kinds that can be members, and whoever else is one."""
    folders = {folder for kind in hub.kinds for folder in _gathered(kind)}
    for kind in hub.kinds:
        entries = hub.of_kind(kind.folder)
        yield from entries if kind.folder in folders else (entry for entry in entries if entry.key in belongs)


def _gathered(kind: type[Record]) -> tuple[str, ...]:
    """The folders whose records a kind gathers."""
    return tuple(folder for one in references(kind) if kind.gathers and one.name == kind.gathers for folder in one.to)


def by_title(entry: Entry) -> tuple[str, str]:
    """A sort key: titles whatever their case, and keys of those that share one."""
    return entry.title.casefold(), entry.key


def most_tied(whole: Network, most: int) -> tuple[Community, ...]:
    """All communities, or where there are more than `most`, the part that is most tied.

    These are the communities of the organisation that belongs to most, then of the next, as far as all of one's find room;
    what room is left goes to communities with most members.
    """
    if len(whole.communities) <= most:
        return whole.communities
    taken: dict[str, None] = {}
    for bridge in whole.bridges():
        new = [one.key for one in whole.belongs[bridge.key] if one.key not in taken]
        if len(taken) + len(new) <= most:
            taken |= dict.fromkeys(new)
    for one in sorted(whole.communities, key=lambda one: -len(one.members)):
        if len(taken) >= most:
            break
        taken[one.key] = None
    return tuple(one for one in whole.communities if one.key in taken)


def bonds(communities: Sequence[Community]) -> list[Bond]:
    """Communities in groups that hang together through shared members: the largest group first, those alone last."""
    root = {one.key: one.key for one in communities}

    def find(key: str) -> str:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    seats: dict[str, list[Community]] = {}
    entries: dict[str, RecordEntry] = {}
    for community in communities:
        for member in community.members:
            entries[member.key] = member
            seats.setdefault(member.key, []).append(community)
            root[find(community.key)] = find(seats[member.key][0].key)
    groups: dict[str, list[Community]] = {}
    for community in communities:
        groups.setdefault(find(community.key), []).append(community)
    bridges: dict[str, list[RecordEntry]] = {}
    for key in sorted((key for key, found in seats.items() if len(found) > 1), key=lambda key: by_title(entries[key])):
        bridges.setdefault(find(seats[key][0].key), []).append(entries[key])
    found = [Bond(communities=tuple(group), bridges=tuple(bridges.get(key, ()))) for key, group in groups.items()]
    return sorted(found, key=lambda bond: (-len(bond.communities), -len(bond.bridges)))
