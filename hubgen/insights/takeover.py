"""What it takes to take a practice over, as far as its record tells: for what, how long, for how much, with whom, where.

What a record does not tell, or tells in words that cannot be read as a length of time or a sum, stays unknown. The words
themselves are kept beside each reading, so that whoever shows a figure can show what it was read from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from .. import amounts, durations
from ..amounts import Sum
from ..durations import Span
from ..hub import Hub, RecordEntry
from ..kinds import Record
from ..schema import Claim
from .coverage import Coverage, Served, is_cited

SECTORS: Final = "sectors"
"""The vocabulary of sectors."""
NAMED: Final = 3
"""Records that are named as having a practice in one sector."""
BySector = Mapping[str, Mapping[str, RecordEntry]]
"""The records that have a sector, by key, by the sector's id."""


@dataclass(frozen=True, slots=True)
class Time:
    """How long it takes, as far as told. `words` as written; `span` is None where they cannot be read.

    Of a practice whose record tells no time as a whole `stated` of `steps` steps tell one: `span` is their sum, and has no
    end unless all do.
    """

    words: tuple[str, ...] = ()
    span: Span | None = None
    stated: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Money:
    """What it costs, as far as told: the claims in words, and what they come to; then who pays, in words."""

    words: tuple[str, ...] = ()
    sum: Sum | None = None
    funding: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """What a record tells those who think of doing the same. `roles` are named as written."""

    entry: RecordEntry
    serves: tuple[Served, ...]
    purpose: tuple[str, ...]
    time: Time
    money: Money
    roles: tuple[str, ...]
    resources: tuple[str, ...]


class Practices:
    """What can be taken over in a hub: the records of kinds that tell what it takes."""

    def __init__(self, hub: Hub, coverage: Coverage) -> None:
        self.hub, self._coverage = hub, coverage
        self._ways: dict[type[Record], list[str]] = {}
        self._known: dict[str, Practice] = {}
        self._sectors: dict[str, BySector] = {}

    @property
    def entries(self) -> list[RecordEntry]:
        """All such records, in the order of kinds and titles."""
        return [entry for kind in self.hub.kinds if kind.demands for entry in self.hub.of_kind(kind.folder)]

    def of(self, entry: RecordEntry) -> Practice:
        """What one record tells; its kind must say by which fields."""
        if entry.key not in self._known:
            self._known[entry.key] = self._read(entry)
        return self._known[entry.key]

    def _read(self, entry: RecordEntry) -> Practice:
        demands, record = entry.kind.demands, entry.record
        assert demands
        return Practice(
            entry=entry,
            serves=self._coverage.served(entry),
            purpose=tuple(text for name in demands.purpose if (text := getattr(record, name, None))),
            time=_time(getattr(record, demands.duration, None), getattr(record, demands.steps, ())),
            money=_money(getattr(record, demands.cost, ()), getattr(record, demands.funding, None)),
            roles=tuple(dict.fromkeys(role.name for role in getattr(record, demands.roles, ()))),
            resources=tuple(getattr(record, demands.resources, ())),
        )

    def sectors(self, entry: RecordEntry) -> dict[str, tuple[RecordEntry, ...]]:
        """The sectors in which a practice is used by id, each with some records that show it.

        Those of its own, or of what it refers to; of a practice without any, those of the records that refer to it.
        """
        found = self._by_sector(entry) or self._by_sector_of_others(entry)
        return {sector: tuple(list(holders.values())[:NAMED]) for sector, holders in sorted(found.items())}

    def _by_sector_of_others(self, entry: RecordEntry) -> BySector:
        """The sectors of the records that refer to a record, each with as many of them as are named."""
        found: dict[str, dict[str, RecordEntry]] = {}
        for relation in self.hub.into.get(entry.key, ()):
            other = self.hub.records.get(relation.source)
            if other and not is_cited(relation):
                for sector, holders in self._by_sector(other).items():
                    named = found.setdefault(sector, {})
                    if len(named) < NAMED:
                        named.update(holders)
        return found

    def _by_sector(self, entry: RecordEntry) -> BySector:
        """The sectors that a record names, or that its facets find over what it refers to; looked up once."""
        if entry.key not in self._sectors:
            self._sectors[entry.key] = self._held(entry)
        return self._sectors[entry.key]

    def _held(self, entry: RecordEntry) -> BySector:
        found: dict[str, dict[str, RecordEntry]] = {}
        for way in self._ways_to_sectors(entry.kind):
            first, _, rest = way.partition(".")
            holders = (
                [entry] if not rest else [t for t in self.hub.targets(entry.key, first) if isinstance(t, RecordEntry)]
            )
            for holder in holders:
                for sector in self.hub.facet(holder, rest or first):
                    found.setdefault(sector, {})[holder.key] = holder
        return found

    def _ways_to_sectors(self, kind: type[Record]) -> list[str]:
        if kind not in self._ways:
            self._ways[kind] = [way for way in kind.facets if self.hub.facet_target(kind, way) == SECTORS]
        return self._ways[kind]


def _time(stated: str | None, steps: Iterable[Any]) -> Time:
    """The time a record states as a whole; else what its steps come to."""
    if stated:
        return Time(words=(stated,), span=durations.read(stated))
    told = [step.duration for step in steps]
    words = tuple(word for word in told if word)
    spans = [span for word in words if (span := durations.read(word))]
    if not spans:
        return Time(words=words, steps=len(told))
    total = spans[0]
    for span in spans[1:]:
        total += span
    complete = len(spans) == len(told)
    return Time(words, total if complete else Span(total.least, None), len(spans), len(told))


def _money(cost: Iterable[Claim], funding: str | None) -> Money:
    words = tuple(f"{claim.value} ({claim.note.rstrip('.')})" if claim.note else claim.value for claim in cost)
    return Money(words, _together([amounts.read(claim.value) for claim in cost]), funding or "")


def _together(sums: list[Sum | None]) -> Sum | None:
    """The least and the most of several sums in one currency; None where one of them cannot be read."""
    read = [one for one in sums if one]
    if not read or len(read) < len(sums) or len({one.currency for one in read if one.currency}) > 1:
        return None
    most = [one.most for one in read]
    return Sum(
        least=min(one.least for one in read),
        most=None if None in most else max(one or 0.0 for one in most),
        currency=next((one.currency for one in read if one.currency), ""),
    )


# --- roles ------------------------------------------------------------------------------------------------------------

_ASIDE = re.compile(r"\s*\([^)]*\)")
_OF_WHOM = re.compile(r"\s+(?:of|from|in|with|at)\s.*$")


_MANAGEMENT = re.compile(r"\bmanagements?$")


def _bare(name: str) -> str:
    """A role without what is in brackets or after "of"."""
    return " ".join(_OF_WHOM.sub("", _ASIDE.sub("", name)).split())


@lru_cache(maxsize=4096)
def role_key(name: str) -> str:
    """What a role is compared by: small letters, its last word in the singular, a management as its manager.

    "Cluster managers (host)" and "Cluster management of foodRegio" are one role; roles of other words stay apart.
    """
    plain = _MANAGEMENT.sub("manager", _bare(name).casefold())
    return f"{plain[:-3]}y" if plain.endswith("ies") else re.sub(r"(?<=[^su])s$", "", plain)


def common_roles(named: Iterable[Sequence[str]], most: int, least: int = 2) -> list[tuple[str, str]]:
    """The roles that most practices need, of the lists of roles of each: what each is compared by, and its commonest wording."""
    counts: Counter[str] = Counter()
    wordings: dict[str, Counter[str]] = {}
    for roles in named:
        counts.update({role_key(name): 1 for name in roles})
        for name in roles:
            wordings.setdefault(role_key(name), Counter())[_bare(name)] += 1
    common = sorted((key for key in counts if counts[key] >= least), key=lambda key: (-counts[key], key))[:most]
    return [(key, min(wordings[key], key=lambda name: (-wordings[key][name], len(name), name))) for key in common]
