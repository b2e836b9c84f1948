"""Directories: all records of a kind as rows, grouped; of many records several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from pydantic import BaseModel

from ..hub import COUNTRIES, Entry, RecordEntry, TermEntry
from ..kinds import Record
from ..schema import Claim
from . import wording
from .derived import DerivedPages
from .environment import PageEnvironment
from .fields import fields
from .page import Derivation, Page, Surroundings
from .sorting import Order, Sorting
from .tools import TOOLS
from .view import Site, anchor

EVERYTHING = "directory/"
ROWS = 250
"""Records on one page of a directory."""
JUMPS = 60
"""Groups up to which a directory lists them on top; a longer list helps nobody."""
NAMED = 3
"""Values of one fact that a row names; of others only the number."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: its few facts in words, each with a label for who cannot see the line."""

    entry: RecordEntry
    facts: list[tuple[str, str]]
    category: TermEntry | None = None
    keys: Sequence[tuple[str, str]] = ()
    """What it is sorted by: column and value."""


@dataclass(frozen=True, slots=True)
class Section:
    """Records under one heading; `entry` is what they have in common, where that has a page of its own."""

    id: str
    label: str
    records: list[RecordEntry]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a directory: from 1, with the records on it, each in its section."""

    number: int
    placed: list[tuple[Section, RecordEntry]]


class Directories(DerivedPages):
    """Makes the directory of each kind, and the way to them all."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings) -> None:
        super().__init__(environment, site, surroundings)
        self._sorting = Sorting(site, environment.words)

    def everything(self) -> Page:
        """The way to all directories and vocabularies."""
        html = self.render(
            "everything.html",
            EVERYTHING,
            kinds=[(kind, len(self.hub.of_kind(kind.folder))) for kind in self.hub.kinds],
            vocabularies=list(self.hub.vocabularies.items()),
            tools=[(name, self.words[name]) for name in TOOLS],
            countries=sum(term.folder == COUNTRIES for term in self.hub.terms.values()),
        )
        title, about = self.words["everything.title"], self.words["everything.about"]
        return Page(url=EVERYTHING, title=title, description=about, html=html, layout="directory")

    def derivations(self) -> list[Derivation]:
        """What makes every page of every directory, and the way to them."""
        return [self.everything, *(make for kind in self.hub.kinds for make in self._directory(kind))]

    def _directory(self, kind: type[Record]) -> list[Derivation]:
        """The records of a kind, in groups; of many records several pages, each of whole rows."""
        sections = self._sections(kind, self.hub.of_kind(kind.folder))
        placed = [(section, entry) for section in sections for entry in section.records]
        starts = range(0, len(placed), ROWS) or range(1)
        parts = [Part(n, placed[start : start + ROWS]) for n, start in enumerate(starts, 1)]
        begins = {section.id: part.number for part in reversed(parts) for section, _ in part.placed}
        labelled = [(section, begins[section.id]) for section in sections if section.label]
        return [partial(self._page, kind, part, len(parts), len(placed), labelled) for part in parts]

    def _page(self, kind: type[Record], part: Part, last: int, total: int, begins: list[tuple[Section, int]]) -> Page:
        number, url = part.number, part_url(kind, part.number)
        jumps = [(section, _way(kind, begin, number, section.id)) for section, begin in begins]
        # of a directory in several parts only the rows of one could be sorted: that would look like all of them
        orders = self._sorting.orders(kind, [entry for _, entry in part.placed]) if last == 1 else []
        html = self.render(
            "directory.html",
            url,
            kind=kind,
            total=total,
            sections=[
                (section, [self._row(entry, orders) for entry in records]) for section, records in _by_section(part)
            ],
            orders=orders,
            jumps=jumps if 1 < len(jumps) <= JUMPS else [],
            number=number,
            last=last,
            before=part_url(kind, number - 1) if number > 1 else "",
            after=part_url(kind, number + 1) if number < last else "",
        )
        title = kind.many if number == 1 else self.words("directory.part_title", title=kind.many, number=number)
        crumbs = ((kind.many, f"{kind.folder}/"),) if number > 1 else ()
        return Page(url=url, title=title, description=kind.about, html=html, layout="directory", crumbs=crumbs)

    def _sections(self, kind: type[Record], records: Sequence[RecordEntry]) -> list[Section]:
        """The groups of a directory, in the vocabulary's order for its terms, else by label; the ungrouped last."""
        grouped: dict[str, list[RecordEntry]] = {}
        for entry in records:
            values = self.hub.facet(entry, kind.group_by) if kind.group_by else ()
            grouped.setdefault(values[0] if values else "", []).append(entry)
        rest = grouped.pop("", [])
        order = self._order(kind)
        found = [self._section(kind, value, entries) for value, entries in grouped.items()]
        found.sort(
            key=lambda section: (order.get(section.entry.id if section.entry else "", 0), section.label.casefold())
        )
        if rest:
            found.append(Section("group-other", self.words["directory.other"] if found else "", rest))
        return found

    def _order(self, kind: type[Record]) -> dict[str, int]:
        """The places of the terms that a kind is grouped by."""
        folder = self.hub.facet_target(kind, kind.group_by) if kind.group_by else None
        vocabulary = self.hub.vocabularies.get(folder) if folder else None
        return {term.id: number for number, term in enumerate(vocabulary.terms)} if vocabulary else {}

    def _section(self, kind: type[Record], value: str, records: list[RecordEntry]) -> Section:
        label = self.site.value(kind, kind.group_by, value)
        return Section(anchor(value), label, records, self.site.group(records[0]))

    def _row(self, entry: RecordEntry, orders: list[Order]) -> Row:
        """A record as a row, with the facts of its kind that its group does not already say."""
        kind = entry.kind
        cells = ((_label(kind, way), self._cell(entry, way)) for way in kind.columns if way != kind.group_by)
        facts = [(label, text) for label, text in cells if text]
        return Row(entry, facts, self.site.category(entry), self._sorting.keys(entry, orders))

    def _cell(self, entry: RecordEntry, way: str) -> str:
        """A column's value in a few words."""
        value = getattr(entry.record, way, None)
        if isinstance(value, BaseModel):
            return self._part(entry.kind, value)
        if isinstance(value, tuple) and value and isinstance(value[0], Claim):
            return f"{_label(entry.kind, way)}: {value[0].value}"
        values = [self.site.value(entry.kind, way, one) for one in self.hub.facet(entry, way)]
        more = f" +{len(values) - NAMED}" if len(values) > NAMED + 1 else ""
        return wording.date(", ".join(values[:NAMED] if more else values) + more)

    def _part(self, kind: type[Record], part: BaseModel) -> str:
        """A mapping in a few words: what it is, and the state it is in."""
        name = str(getattr(part, next(iter(type(part).model_fields))))
        state = getattr(part, "state", "")
        way = next((field.name for field in fields(kind) if any(one.name == "state" for one in field.parts)), "")
        return f"{name} ({self.site.say(kind.folder, f'{way}.state', state)})" if state else name


def part_url(kind: type[Record], number: int) -> str:
    """The address of one page of a directory."""
    return f"{kind.folder}/" if number == 1 else f"{kind.folder}/page/{number}/"


def _way(kind: type[Record], begins: int, here: int, section: str) -> str:
    """The way from one page of a directory to where a section begins."""
    return f"#{section}" if begins == here else f"{part_url(kind, begins)}#{section}"


def _by_section(part: Part) -> Iterator[tuple[Section, list[RecordEntry]]]:
    for _, pairs in groupby(part.placed, key=lambda pair: pair[0].id):
        found = list(pairs)
        yield found[0][0], [entry for _, entry in found]


def _label(kind: type[Record], way: str) -> str:
    info = kind.model_fields.get(way.partition(".")[0])
    return (info.title if info else "") or way
