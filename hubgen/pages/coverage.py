"""Which service categories each organisation is known to serve: a matrix of all, and the chain on the page of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from ..hub import Entry, RecordEntry, TermEntry
from ..insights.coverage import Coverage, Evidence
from ..kinds import Record
from ..words import Words
from .derived import DerivedPages
from .environment import PageEnvironment
from .markup import Html, escaped
from .page import Derivation, Page, Surroundings
from .view import Site, View, Ways, anchor

URL = "coverage/"
ROWS = 100
"""Organisations on one page of the matrix."""
JUMPS = 60
"""Groups up to which a matrix lists them on top."""
_STATES = ("stated", "part", "none")
"""What is known of a record and a category."""


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
        self._rows: dict[str, _Rows] = {}
        kinds = [kind for kind in self.hub.kinds if kind.covers and coverage.chain and self.hub.of_kind(kind.folder)]
        self._urls = {kind: f"{URL}{kind.folder}/" if n else URL for n, kind in enumerate(kinds)}
        self._columns = [*coverage.chain, *([coverage.beside] if coverage.beside else [])]
        self._terms: dict[tuple[str, str], tuple[str, str]] = {}

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
        return [
            Derivation(self._part_url(kind, number), partial(self._page, kind, part, number, len(parts), begins))
            for number, part in enumerate(parts, 1)
        ]

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
        rows = self._rows_of(Ways(self.site, url))
        html = self.render(
            "coverage.html",
            url,
            kind=kind,
            title=title,
            columns=self._columns,
            chain=len(self._coverage.chain),
            groups=[
                (id_, label, rows.drawn([place.entry for place in places])) for (id_, label), places in _by_group(part)
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

    def _rows_of(self, v: Ways) -> _Rows:
        """What draws rows on pages of one depth."""
        if v.up not in self._rows:
            self._rows[v.up] = _Rows(v, self.environment.words, self._coverage, self._columns)
        return self._rows[v.up]

    # --- the chain on a record's page ---------------------------------------------------------------------------------

    def chain_of(self, v: View) -> Html:
        """The chain of categories with what shows each, for a record whose kind covers them; else nothing."""
        url = self.url(v.kind)
        if not url:
            return Html()
        covered, words = self._coverage.of(v.entry), v.words
        links = "".join([_link(v, self._term(v, term), covered.get(term.id, ())) for term in self._coverage.chain])
        beside = self._coverage.beside
        aside = _beside(v, self._term(v, beside), covered[beside.id]) if beside and beside.id in covered else ""
        return Html(  # noqa: S704 - terms and links are escaped where they are made
            f'<section class="hub-covers" aria-labelledby="part-coverage">'
            f'<h2 id="part-coverage">{words["coverage.chain"]}</h2>'
            f'<ol class="hub-covers__chain" role="list">{links}</ol>{aside}'
            f'<p class="hub-covers__note">{words["coverage.chain_note"]} '
            f'<a href="{v.up}{url}">{words["coverage.all"]}</a></p></section>'
        )

    def _term(self, v: View, term: TermEntry) -> tuple[str, str]:
        """A category's id, and its name with the icon, made once for each depth of page."""
        key = (v.up, term.key)
        if key not in self._terms:
            name = f"{v.icon_of(term)}<span>{escaped(term.title)}</span>"
            link = f'<a class="hub-covers__term" href="{v.up}{escaped(term.url)}">{name}</a>'
            self._terms[key] = (escaped(term.id), link)
        return self._terms[key]


class _Column(NamedTuple):
    """A column of the matrix on pages of one depth: its empty cell, and how a cell with evidence begins."""

    category: str
    none: str
    stated: str
    part: str


class _Rows:
    """Draws rows of the matrix on pages of one depth; what many of them say is made once."""

    def __init__(self, v: Ways, words: Words, coverage: Coverage, columns: Iterable[TermEntry]) -> None:
        self._v, self._words, self._coverage = v, words, coverage
        self._columns = [self._column(term) for term in columns]
        self._shown: dict[tuple[str, bool, bool], str] = {}
        self._sources: dict[str, str] = {}

    def drawn(self, entries: Iterable[RecordEntry]) -> Html:
        """Records as rows, each with its cells in the order of the columns."""
        return Html("\n".join(map(self._row, entries)))  # noqa: S704 - what records say is escaped in each part

    def _column(self, term: TermEntry) -> _Column:
        said, aside = self._v.words, ' class="hub-matrix__beside"' if term is self._coverage.beside else ""
        begin = {state: f'<td data-category="{escaped(term.id)}" data-state="{state}"{aside}>' for state in _STATES}
        filled = {
            state: f'{begin[state]}<details><summary>{said[f"coverage.{state}"]}</summary><ul role="list">'
            for state in ("stated", "part")
        }
        return _Column(term.id, f"{begin['none']}<span>{said['coverage.none']}</span></td>", **filled)

    def _row(self, entry: RecordEntry) -> str:
        covered = self._coverage.of(entry)
        head = f'<tr><th scope="row">{self._v.anchors.link[entry.key]}{self._sources_of(entry)}</th>'
        cells = [
            self._cell(column, covered[column.category]) if column.category in covered else column.none
            for column in self._columns
        ]
        return "\n".join([head, *cells, "</tr>"])

    def _cell(self, column: _Column, evidence: Sequence[Evidence]) -> str:
        begin = column.stated if any(one.main for one in evidence) else column.part
        return f"{begin}{''.join([self._evidence(one) for one in evidence])}</ul></details></td>"

    def _evidence(self, one: Evidence) -> str:
        """A piece of evidence in words: what it is, the record that shows it, and where that record says so."""
        key = (one.shown_by.key, one.own, one.main)
        shown = self._shown.get(key)
        if shown is None:
            # what a record says of itself has the record's sources, which stand beside its name
            sources = "" if one.own else self._sources_of(one.shown_by)
            label, link = escaped(self._label(one)), self._v.anchors.link[one.shown_by.key]
            shown = self._shown[key] = f"<li><small>{label}</small> {link}{sources}</li>"
        return shown

    def _label(self, one: Evidence) -> str:
        kind = one.shown_by.kind.one
        # a partnership says by its kind that it is less; of a service and a practice that must be said
        beside = not one.main and (one.own or self._coverage.is_about(one.shown_by))
        return self._words("coverage.also", kind=kind) if beside else kind

    def _sources_of(self, entry: RecordEntry) -> str:
        """Where a record comes from, each publication once, with the sections it names; the hub itself last."""
        known = self._sources.get(entry.key)
        if known is None:
            links = "; ".join(self._links_to_sources(entry))
            known = self._sources[entry.key] = f"<small>{links}</small>" if links else ""
        return known

    def _links_to_sources(self, entry: RecordEntry) -> Iterator[str]:
        named: dict[str, dict[str, None]] = {}
        for source in entry.record.sources:
            sections = named.setdefault(source.publication or "", {})
            if source.section and source.publication:
                sections[source.section] = None
        own = named.pop("", None) is not None and not named
        found = [(paper, tuple(given)) for name, given in named.items() if (paper := self._paper(name))]
        for paper, given in found:
            yield self._link_to_source(paper, given)
        if own or (entry.record.origin and not found):
            yield self._v.words["coverage.own_guidance"]

    def _paper(self, name: str) -> Entry | None:
        return self._v.site.entry(("white-papers",), name)

    def _link_to_source(self, paper: Entry, sections: Sequence[str]) -> str:
        """A way to a publication, by the sections in it."""
        words = self._words
        word = words["coverage.sections"] if len(sections) > 1 else words["coverage.section"]
        said = escaped(word.format(sections=", ".join(sections)) if sections else words["coverage.source"])
        href, title = f"{self._v.up}{escaped(paper.url)}", escaped(paper.title)
        return f'<a href="{href}" title="{title}">{said}</a>'


def _link(v: View, term: tuple[str, str], evidence: tuple[Evidence, ...]) -> str:
    """One category of the chain, filled where something shows it."""
    id_, name = term
    if not evidence:
        return f'<li data-category="{id_}" data-state="none">{name}<p>{v.words["coverage.none"]}</p></li>'
    main = [one for one in evidence if one.main]
    state, word = ("stated", "") if main else ("part", f"<p>{v.words['coverage.part']}</p>")
    return f'<li data-category="{id_}" data-state="{state}">{name}{word}{_links(v, main or evidence)}</li>'


def _beside(v: View, term: tuple[str, str], evidence: tuple[Evidence, ...]) -> str:
    """The category beside the chain, where something shows it."""
    id_, name = term
    label = f'<span class="hub-covers__label">{v.words["coverage.beside"]}</span>'
    return f'<div class="hub-covers__beside" data-category="{id_}">{label}{name}{_links(v, evidence)}</div>'


def _links(v: View, evidence: Sequence[Evidence]) -> str:
    """The records that show a category, each once."""
    links = [f"<li>{v.anchors.link[key]}</li>" for key in dict.fromkeys([one.shown_by.key for one in evidence])]
    return f'<ul role="list">{"".join(links)}</ul>'


def _by_group(part: Sequence[Place]) -> Iterator[tuple[tuple[str, str], list[Place]]]:
    for key, places in groupby(part, key=lambda place: (place.id, place.label)):
        yield key, list(places)
