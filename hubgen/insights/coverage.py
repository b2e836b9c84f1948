"""Which service categories a record is known to cover, and what shows it.

A category that nothing shows is not stated: the hub does not say that it is absent. Nothing is counted or weighed, for
how much is known of a record says nothing about what it achieves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from ..hub import CATEGORIES, TEXT, Hub, RecordEntry, Relation, TermEntry
from ..kinds import Record
from ..schema import Citation, Claim, references

BESIDE: Final = "strategy"
"""The category that stands beside the chain: it is about all of it."""
_CITING: Final = frozenset(one.inverse for model in (Citation, Claim) for one in references(model))
"""What relations that only cite a publication are called by the publication."""


def is_cited(relation: Relation) -> bool:
    """Whether a relation only cites a source, mentions a record in a text, or names the same body again."""
    return relation.name == TEXT or relation.inverse in _CITING or relation.name == "same_as"


class Served(NamedTuple):
    """A category that a record is for: as its main focus, or beside it. `through` is the service that says so."""

    category: str
    main: bool
    through: RecordEntry | None = None


class Evidence(NamedTuple):
    """What shows that a record covers a category.

    `shown_by` is the service, practice or partnership; `relation` how the record and it are tied, `own` whether the
    record says so itself. `main` is false where it serves the category only beside another, or is no practice of one.
    """

    shown_by: RecordEntry
    relation: Relation
    own: bool
    main: bool


Covered = Mapping[str, tuple[Evidence, ...]]
"""Evidence by the id of a category; a category without any is not stated."""


class Coverage:
    """The coverage of all records of a hub; what several records share is looked up once."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._named: dict[str, list[Served]] = {}
        self._served: dict[str, tuple[Served, ...]] = {}
        self._about: dict[type[Record], bool] = {}

    @cached_property
    def chain(self) -> tuple[TermEntry, ...]:
        """The categories that lead to one another, in their order."""
        return tuple(term for term in self._categories() if term.term.question and term.id != BESIDE)

    @cached_property
    def beside(self) -> TermEntry | None:
        """The category beside the chain, if the hub has it."""
        return next((term for term in self._categories() if term.id == BESIDE), None) if self.chain else None

    def _categories(self) -> list[TermEntry]:
        vocabulary = self.hub.vocabularies.get(CATEGORIES)
        return [self.hub.terms[f"{CATEGORIES}/{term.id}"] for term in (vocabulary.terms if vocabulary else ())]

    def of(self, entry: RecordEntry) -> Covered:
        """What a record is known to cover: by services that it names, and by records that name it and a service.

        Records of its own kind show nothing: what a hosted cluster does its host need not do. Of a record that is more
        than an example, such as a partnership, only the main focus of its services counts, and that as less.
        """
        found: dict[str, dict[tuple[str, bool], Evidence]] = {}
        records = self.hub.records
        for relation in self.hub.out.get(entry.key, ()):
            other = records.get(relation.target)
            if other and (direct := self._direct(other)) and not is_cited(relation):
                for served in direct:
                    _put(found, served.category, Evidence(other, relation, True, served.main))
        for relation in self.hub.into.get(entry.key, ()):
            other = records.get(relation.source)
            if other and other.kind is not entry.kind and not is_cited(relation):
                about = self.is_about(other)
                for served in self.served(other):
                    if about or served.main:
                        _put(found, served.category, Evidence(other, relation, False, about and served.main))
        return {category: tuple(sorted(shown.values(), key=_order)) for category, shown in found.items()}

    def served(self, entry: RecordEntry) -> tuple[Served, ...]:
        """The categories that a record is for, itself or over the services it names; each once, main focus first."""
        if entry.key not in self._served:
            every = [*self._direct(entry), *self._through(entry)]
            every.sort(key=lambda served: not served.main)
            first: dict[str, Served] = {}
            for served in every:
                first.setdefault(served.category, served)
            self._served[entry.key] = tuple(first.values())
        return self._served[entry.key]

    def _direct(self, entry: RecordEntry) -> list[Served]:
        """The categories that a record names itself."""
        if entry.key not in self._named:
            self._named[entry.key] = [
                Served(relation.target.partition("/")[2], relation.name == entry.kind.group_by)
                for relation in self.hub.out.get(entry.key, ())
                if relation.target in self._terms
            ]
        return self._named[entry.key]

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset(term.key for term in self._categories())

    def is_about(self, entry: RecordEntry) -> bool:
        """Whether a record is an example of what it serves: its kind is grouped by category. A partnership is more than that."""
        if entry.kind not in self._about:
            way = entry.kind.group_by
            self._about[entry.kind] = bool(way) and self.hub.facet_target(entry.kind, way) == CATEGORIES
        return self._about[entry.kind]

    def _through(self, entry: RecordEntry) -> list[Served]:
        return [
            Served(served.category, served.main, other)
            for relation in self.hub.out.get(entry.key, ())
            if (other := self.hub.records.get(relation.target)) and not is_cited(relation)
            for served in self._direct(other)
        ]


def _put(found: dict[str, dict[tuple[str, bool], Evidence]], category: str, one: Evidence) -> None:
    """Keeps one piece of evidence for each record and side, the one that says more."""
    shown = found.setdefault(category, {})
    key = (one.shown_by.key, one.own)
    if key not in shown or (one.main and not shown[key].main):
        shown[key] = one


def _order(one: Evidence) -> tuple[bool, bool, str, str]:
    return not one.main, not one.own, one.shown_by.title.casefold(), one.shown_by.key
