"""Which service categories each organisation is known to serve: a matrix of all, and the chain on the page of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ..hub import Entry, RecordEntry, TermEntry
from ..insights.coverage import Coverage, Evidence
from ..kinds import Record
from .derived import DerivedPages
from .environment import PageEnvironment
from .markup import Html, escaped
from .page import Derivation, Page, Surroundings
from .view import Site, anchor

URL = "coverage/"
ROWS = 100
"""Organisations on one page of the matrix."""
JUMPS = 60
"""Groups up to which a matrix lists them on top."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is said: the publication, and the sections in it; None stands for the hub itself."""

    publication: Entry | None
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence in words: what it is, the record that shows it, and where that record says so."""

    label: str
    entry: RecordEntry
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one organisation and category; `state` is "stated", "part" or "none"."""

    term: TermEntry
    state: str
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with its cells, in the order of the categories."""

    entry: RecordEntry
    sources: tuple[Source, ...]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation stands: its group, and what that is called."""

    id: str
    label: str
    entry: RecordEntry


class CoveragePages(DerivedPages):
    """Makes the matrix of each kind that covers categories, and the chain of one record."""

    def __init__(
        self, environment: PageEnvironment, site: Site, surroundings: Surroundings, coverage: Coverage
    ) -> None:
        super().__init__(environment, site, surroundings)
        self._coverage = coverage
        self._sources: dict[str, tuple[Source, ...]] = {}
        kinds = [kind for kind in self.hub.kinds if kind.covers and coverage.chain and self.hub.of_kind(kind.folder)]
        self._urls = {kind: f"{URL}{kind.folder}/" if n else URL for n, kind in enumerate(kinds)}
        self._columns = [*coverage.chain, *([coverage.beside] if coverage.beside else [])]
        self._heads: dict[str, str] = {}

    def url(self, kind: type[Record]) -> str:
        """The address of a kind's matrix; "" where it has none."""
        return self._urls.get(kind, "")

    def derivations(self) -> list[Derivation]:
        """What makes every page of every matrix."""
        return [make for kind in self._urls for make in self._matrix(kind)]

    # --- the matrix ---------------------------------------------------------------------------------------------------

    def _matrix(self, kind: type[Record]) -> list[Derivation]:
        """The records of a kind, in groups by name; of many records several pages."""
        places = [self._place(kind, entry) for entry in self.hub.of_kind(kind.folder)]
        # what has no group comes last; within a group the order of titles stays
        places.sort(key=lambda place: (not place.id, place.label.casefold()))
        parts = [places[start : start + ROWS] for start in range(0, len(places), ROWS)]
        begins: dict[str, tuple[str, int]] = {}
        for number, part in enumerate(parts, 1):
            for place in part:
                begins.setdefault(place.id, (place.label, number))
        return [partial(self._page, kind, part, number, len(parts), begins) for number, part in enumerate(parts, 1)]

    def _place(self, kind: type[Record], entry: RecordEntry) -> Place:
        values = self.hub.facet(entry, kind.group_by) if kind.group_by else ()
        if not values:
            return Place("", self.words["coverage.ungrouped"], entry)
        return Place(anchor(values[0]), self.site.value(kind, kind.group_by, values[0]), entry)

    def _page(
        self, kind: type[Record], part: Sequence[Place], number: int, last: int, begins: dict[str, tuple[str, int]]
    ) -> Page:
        url = self._part_url(kind, number)
        title = self._title(kind)
        jumps = [
            (label, f"#{id_}" if begin == number else f"{self._part_url(kind, begin)}#{id_}")
            for id_, (label, begin) in begins.items()
            if id_
        ]
        html = self.render(
            "coverage.html",
            url,
            kind=kind,
            title=title,
            columns=self._columns,
            chain=len(self._coverage.chain),
            groups=[
                (id_, label, [self._row(place.entry) for place in places]) for (id_, label), places in _by_group(part)
            ],
            jumps=jumps if 1 < len(jumps) <= JUMPS else [],
            number=number,
            last=last,
            before=self._part_url(kind, number - 1) if number > 1 else "",
            after=self._part_url(kind, number + 1) if number < last else "",
        )
        about = self.words("coverage.about", kinds=kind.many)
        crumbs = ((kind.many, f"{kind.folder}/"), *(((title, self.url(kind)),) if number > 1 else ()))
        heading = title if number == 1 else self.words("coverage.part_title", title=title, number=number)
        return Page(url=url, title=heading, description=about, html=html, layout="directory", crumbs=crumbs)

    def _title(self, kind: type[Record]) -> str:
        title = str(self.words["coverage.title"])
        first = next(iter(self._urls))
        return title if kind is first else self.words("coverage.of_kind", title=title, kinds=kind.many)

    def _part_url(self, kind: type[Record], number: int) -> str:
        return self.url(kind) if number == 1 else f"{self.url(kind)}page/{number}/"

    def _row(self, entry: RecordEntry) -> Row:
        covered = self._coverage.of(entry)
        cells = [self._cell(term, covered.get(term.id, ())) for term in self._columns]
        return Row(entry, self._sources_of(entry), cells)

    def _cell(self, term: TermEntry, evidence: tuple[Evidence, ...]) -> Cell:
        state = "none" if not evidence else "stated" if any(one.main for one in evidence) else "part"
        return Cell(term, state, tuple(map(self._shown, evidence)))

    def _shown(self, one: Evidence) -> Shown:
        kind = one.shown_by.kind.one
        # a partnership says by its kind that it is less; of a service and a practice that must be said
        beside = not one.main and (one.own or self._coverage.is_about(one.shown_by))
        label = self.words("coverage.also", kind=kind) if beside else kind
        # what a record says of itself has the record's sources, which stand beside its name
        return Shown(label, one.shown_by, () if one.own else self._sources_of(one.shown_by))

    def _sources_of(self, entry: RecordEntry) -> tuple[Source, ...]:
        """Where a record comes from, each publication once, with the sections it names; the hub itself last."""
        if entry.key not in self._sources:
            found: dict[str, dict[str, None]] = {}
            for source in entry.record.sources:
                sections = found.setdefault(source.publication or "", {})
                if source.section and source.publication:
                    sections[source.section] = None
            own = found.pop("", None) is not None and not found
            sources = [
                Source(publication, tuple(sections))
                for name, sections in found.items()
                if (publication := self.site.entry(("white-papers",), name))
            ]
            if own or (entry.record.origin and not sources):
                sources.append(Source(None, ()))
            self._sources[entry.key] = tuple(sources)
        return self._sources[entry.key]

    # --- the chain on a record's page ---------------------------------------------------------------------------------

    def chain_of(self, up: str, entry: RecordEntry) -> Html:
        """The chain of categories with what shows each, for a record whose kind covers them; else nothing."""
        if not self.url(entry.kind):
            return Html()
        covered = self._coverage.of(entry)
        links = "".join([self._link(up, term, covered.get(term.id, ())) for term in self._coverage.chain])
        beside = self._coverage.beside
        aside = self._beside(up, beside, covered.get(beside.id, ())) if beside else ""
        html = (
            f'<section class="hub-covers" aria-labelledby="part-coverage">{self._head("coverage.chain")}'
            f'<ol class="hub-covers__chain" role="list">{links}</ol>{aside}'
            f'<p class="hub-covers__note">{self._head("coverage.chain_note")} '
            f'<a href="{up}{self.url(entry.kind)}">{self._head("coverage.all")}</a></p></section>'
        )
        return Html(html)

    def _link(self, up: str, term: TermEntry, evidence: tuple[Evidence, ...]) -> str:
        """One category of the chain, filled where something shows it."""
        head = self._term(up, term)
        if not evidence:
            return f'<li data-category="{term.id}" data-state="none">{head}<p>{self._head("coverage.none")}</p></li>'
        main = [one for one in evidence if one.main]
        state, word = ("stated", "") if main else ("part", f"<p>{self._head('coverage.part')}</p>")
        shown = "".join([self._evidence(up, one) for one in main or evidence])
        return f'<li data-category="{term.id}" data-state="{state}">{head}{word}<ul role="list">{shown}</ul></li>'

    def _beside(self, up: str, term: TermEntry, evidence: tuple[Evidence, ...]) -> str:
        if not evidence:
            return ""
        shown = "".join([self._evidence(up, one) for one in evidence])
        label = f'<span class="hub-covers__label">{self._head("coverage.beside")}</span>'
        return (
            f'<div class="hub-covers__beside" data-category="{term.id}">{label}{self._term(up, term)}'
            f'<ul role="list">{shown}</ul></div>'
        )

    def _evidence(self, up: str, one: Evidence) -> str:
        key = f"{up} {one.shown_by.key}"
        if key not in self._heads:
            entry = one.shown_by
            self._heads[key] = f'<li><a href="{up}{escaped(entry.url)}">{escaped(entry.title)}</a></li>'
        return self._heads[key]

    def _term(self, up: str, term: TermEntry) -> str:
        """A category with its icon, made once for each depth of page."""
        key = f"{up} {term.key}"
        if key not in self._heads:
            name = f"{self.site.icon_of(term)}<span>{escaped(term.title)}</span>"
            self._heads[key] = f'<a class="hub-covers__term" href="{up}{escaped(term.url)}">{name}</a>'
        return self._heads[key]

    def _head(self, name: str) -> str:
        """A word of the interface, escaped once; the heading of the section with its tag."""
        if name not in self._heads:
            said = escaped(self.words[name])
            self._heads[name] = f'<h2 id="part-coverage">{said}</h2>' if name == "coverage.chain" else said
        return self._heads[name]


def _by_group(part: Sequence[Place]) -> Iterator[tuple[tuple[str, str], list[Place]]]:
    for key, places in groupby(part, key=lambda place: (place.id, place.label)):
        yield key, list(places)
