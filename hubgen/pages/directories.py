"""Directories: all records of a kind as rows, grouped; of many records several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ..hub import COUNTRIES, RecordEntry
from ..kinds import Record
from .comparisons import ADDRESS, comparable
from .derived import DerivedPages
from .environment import PageEnvironment
from .facets import Facets
from .listing import Listings, Section
from .page import Derivation, Page, Surroundings
from .quality import URL as QUALITY
from .tools import Tools
from .view import Site, Ways, anchor

EVERYTHING = "directory/"
COLUMNS = "rows.json"
"""Beside a directory: all its records as columns, for the browser."""
ROWS = 250
"""Records on one page of a directory."""
JUMPS = 60
"""Groups up to which a directory lists them on top; a longer list helps nobody."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a directory: from 1, with the records on it, each in its section."""

    number: int
    placed: list[tuple[Section, RecordEntry]]


class Directories(DerivedPages):
    """Makes the directory of each kind, and the way to them all."""

    def __init__(
        self, environment: PageEnvironment, site: Site, surroundings: Surroundings, facets: Facets, tools: Tools
    ) -> None:
        super().__init__(environment, site, surroundings)
        self._tools = tools
        self._listings = Listings(site, environment.words, facets)

    def everything(self) -> Page:
        """The way to all directories and vocabularies."""
        html = self.render(
            "everything.html",
            EVERYTHING,
            kinds=[(kind, len(self.hub.of_kind(kind.folder))) for kind in self.hub.kinds],
            vocabularies=list(self.hub.vocabularies.items()),
            compared=ADDRESS if comparable(self.hub) else "",
            tools=self._tools.listed(),
            kept=QUALITY if self.around.quality else "",
            countries=sum(term.folder == COUNTRIES for term in self.hub.terms.values()),
        )
        title, about = self.words["everything.title"], self.words["everything.about"]
        return Page(url=EVERYTHING, title=title, description=about, html=html, layout="directory")

    def derivations(self) -> list[Derivation]:
        """What makes every page of every directory, and the way to them."""
        return [
            Derivation(EVERYTHING, self.everything),
            *(make for kind in self.hub.kinds for make in self._directory(kind)),
        ]

    def _directory(self, kind: type[Record]) -> list[Derivation]:
        """The records of a kind, in groups; of many records several pages, each of whole rows."""
        sections = self._sections(kind, self.hub.of_kind(kind.folder))
        placed = [(section, entry) for section in sections for entry in section.records]
        starts = range(0, len(placed), ROWS) or range(1)
        parts = [Part(n, placed[start : start + ROWS]) for n, start in enumerate(starts, 1)]
        begins = {section.id: part.number for part in reversed(parts) for section, _ in part.placed}
        begun = [(section, begins[section.id]) for section in sections]
        return [
            Derivation(part_url(kind, part.number), partial(self._page, kind, part, len(parts), begun))
            for part in parts
        ]

    def _page(self, kind: type[Record], part: Part, last: int, begins: Sequence[tuple[Section, int]]) -> Page:
        number, url = part.number, part_url(kind, part.number)
        sections = [section for section, _ in begins]
        total = sum(len(section.records) for section in sections)
        # the whole kind is filtered and sorted on the first page, and there alone
        listing = self._listings.listing(kind, sections) if number == 1 and total > 1 else None
        jumps = [(section, _way(kind, begin, number, section.id)) for section, begin in begins if section.label]
        v = Ways(self.site, url)
        html = self.render(
            "directory.html",
            url,
            kind=kind,
            total=total,
            sections=[
                (section, self._listings.rows(v, kind, section, records)) for section, records in _by_section(part)
            ],
            listing=listing,
            jumps=jumps if 1 < len(jumps) <= JUMPS else [],
            number=number,
            last=last,
            before=part_url(kind, number - 1) if number > 1 else "",
            after=part_url(kind, number + 1) if number < last else "",
        )
        return Page(
            url=url,
            title=kind.many if number == 1 else self.words("directory.part_title", title=kind.many, number=number),
            description=kind.about,
            html=html,
            layout="directory",
            crumbs=((kind.many, f"{kind.folder}/"),) if number > 1 else (),
            beside=((f"{url}{COLUMNS}", listing.columns),) if listing else (),
            found=number == 1,
        )

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
