"""Records that are alike, or that answer one another, with the reason in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..hub import COUNTRIES, Hub, RecordEntry, TermEntry
from ..insights.similar import Mark, Similar
from ..kinds import Record
from ..schema import references
from ..words import Words
from . import wording
from .facets import Facets
from .ties import Tie
from .view import Site

REASONS = 3
"""Things in common that are told, the weightiest first."""
NAMED = 3
"""Values that one reason names; of others only the number."""


class Likeness:
    """What stands on a record's page of others that are alike."""

    def __init__(self, site: Site, words: Words, facets: Facets) -> None:
        self._site, self._words, self._facets, self._hub = site, words, facets, site.hub
        self._similar = Similar(site.hub)
        self._reasons: dict[tuple[str, str, str, tuple[str, ...]], str] = {}
        self._phrases: dict[tuple[str, str, str], str] = {}

    def alike(self, entry: RecordEntry, known: Collection[str]) -> list[Tie]:
        """The records of the same kind that are most like one; `known` ones are left out."""
        found = self._similar.to(entry, known)
        return [Tie(one.entry, (("", self._reason(entry, one.shared)),)) for one in found]

    def answers(self, entry: RecordEntry, known: Collection[str]) -> list[Tie]:
        """The records that offer what one seeks, or seek what it offers; `known` ones are left out."""
        ties = []
        for one in self._similar.answers(entry, known):
            told = ((self._words["alike.offers"], one.offers), (self._words["alike.seeks"], one.seeks))
            reasons = [phrase.format(values=self._named(keys)) for phrase, keys in told if keys]
            ties.append(Tie(one.entry, (("", _sentence(reasons)),)))
        return ties

    def _reason(self, entry: RecordEntry, shared: tuple[Mark, ...]) -> str:
        """What two records have in common, in words."""
        ways: dict[tuple[str, str], list[str]] = {}
        for way, value, by in shared:
            ways.setdefault((by, way), []).append(value)
        told: list[str] = []
        for (by, way), values in ways.items():
            # what they share over a relation goes without saying where they share its target
            if "." not in way or ("", way.rpartition(".")[0]) not in ways:
                told.append(self._told(entry.kind, by, way, tuple(values)))
                if len(told) == REASONS:
                    break
        return _sentence(told)

    def _told(self, kind: type[Record], by: str, way: str, values: tuple[str, ...]) -> str:
        """What two records share in one way, in words; the same is put into words once."""
        key = (kind.folder, by, way, values)
        if key not in self._reasons:
            said = _several([self._value(kind, way, value) for value in values], self._words)
            self._reasons[key] = self._phrase(kind, by, way).format(values=said)
        return self._reasons[key]

    def _named(self, keys: Iterable[str]) -> str:
        return _several([_term(self._hub, key) for key in keys], self._words)

    def _value(self, kind: type[Record], way: str, value: str) -> str:
        return _term(self._hub, value) if "/" in value else self._site.value(kind, way, value)

    def _phrase(self, kind: type[Record], by: str, way: str) -> str:
        """The words for sharing values of one way, with a place for them."""
        key = (kind.folder, by, way)
        if key not in self._phrases:
            name = f"named.{by}.{way}" if by else f"{kind.folder}.{way}"
            self._phrases[key] = str(self._words.get(f"alike.ways.{name}") or self._general(kind, by, way))
        return self._phrases[key]

    def _general(self, kind: type[Record], by: str, way: str) -> str:
        """The words for ways that have none of their own, as those of a hub's own kinds."""
        if by:
            return _inverse(self._hub, by, way) + ": {values}"
        target = self._hub.facet_target(kind, way)
        if target in self._hub.vocabularies or target == COUNTRIES:
            return self._same(self._facets.title(str(target)))
        info = kind.model_fields.get(way.partition(".")[0])
        label = (info.title if info else "") or way
        return self._same(label) if not target else _literal(label) + ": {values}"

    def _same(self, title: str) -> str:
        return str(self._words["alike.same"]).replace("{title}", _literal(wording.in_line(title)))


def _literal(text: str) -> str:
    """A text that is to be filled in, whatever brackets it holds."""
    return text.replace("{", "{{").replace("}", "}}")


def _term(hub: Hub, key: str) -> str:
    entry = hub[key]
    common = isinstance(entry, TermEntry) and entry.folder != COUNTRIES
    return wording.in_line(entry.title) if common else entry.title


def _several(said: list[str], words: Words) -> str:
    if len(said) <= NAMED + 1:
        return ", ".join(said)
    return words("alike.more", values=", ".join(said[:NAMED]), count=len(said) - NAMED)


def _sentence(reasons: list[str]) -> str:
    text = "; ".join(reasons)
    return text[:1].upper() + text[1:]


def _inverse(hub: Hub, by: str, way: str) -> str:
    """What a relation is called by the record that is named."""
    kind = hub.kind(by)
    return _literal(next((one.inverse for one in references(kind) if one.name == way), way)) if kind else way
