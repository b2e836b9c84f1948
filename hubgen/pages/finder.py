"""The finder: what can be taken over, as a list, and as data that `client/finder.js` chooses from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Final

from pydantic_core import to_json

from ..hub import RecordEntry, TermEntry
from ..insights.coverage import Coverage
from ..insights.takeover import SECTORS, Practice, Practices, Time, common_roles, role_key
from ..kinds import Record
from . import wording
from .derived import DerivedPages
from .environment import PageEnvironment
from .markup import Html, escaped
from .page import Derivation, Page, Surroundings
from .view import Site, Ways

URL = "finder/"
DATA = "practices.json"
ROWS = 100
"""Practices on one page of the list."""
ROLES = 12
"""Roles that can be ticked: those that most practices need."""
TIMES: Final = (("half-day", 0.5), ("day", 1), ("week", 7), ("month", 31), ("quarter", 92), ("half-year", 183))
"""The lengths of time to choose from, in days."""
SUMS: Final = (("nothing", 0), ("small", 1_000), ("medium", 10_000), ("large", 100_000))
"""The sums to choose from, in `CURRENCY`."""
CURRENCY: Final = "EUR"
_WORD = re.compile(r"\w{3,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s")


class FinderPages(DerivedPages):
    """Makes the finder, and the list of what it finds among."""

    def __init__(
        self, environment: PageEnvironment, site: Site, surroundings: Surroundings, coverage: Coverage
    ) -> None:
        super().__init__(environment, site, surroundings)
        self._coverage = coverage
        self._practices = Practices(site.hub, coverage)
        self._kinds = [kind for kind in self.hub.kinds if kind.demands and self.hub.of_kind(kind.folder)]

    def url(self, kind: type[Record]) -> str:
        """The finder's address, for kinds whose records it finds; "" for others."""
        return URL if kind in self._kinds else ""

    def derivations(self) -> list[Derivation]:
        """What makes every page of the list; the first holds the form, and the data beside it."""
        grouped = self._grouped
        parts = [grouped[start : start + ROWS] for start in range(0, len(grouped), ROWS)]
        return [
            Derivation(_part_url(number), partial(self._page, part, number, len(parts), len(grouped)))
            for number, part in enumerate(parts, 1)
        ]

    @cached_property
    def _grouped(self) -> list[tuple[str, RecordEntry]]:
        """All practices, each under the category it serves first; categories in their order, titles in theirs."""
        order = {term.id: place for place, term in enumerate(self._categories)}
        placed = []
        for entry in self._practices.entries:
            served = [one.category for one in self._coverage.served(entry) if one.category in order]
            placed.append((served[0] if served else "", entry))
        placed.sort(key=lambda pair: (order.get(pair[0], len(order)), pair[1].title.casefold(), pair[1].key))
        return placed

    @cached_property
    def _categories(self) -> list[TermEntry]:
        beside = self._coverage.beside
        return [*self._coverage.chain, *([beside] if beside else [])]

    @cached_property
    def _roles(self) -> list[tuple[str, str]]:
        return common_roles([self._practices.of(entry).roles for entry in self._practices.entries], ROLES)

    def _page(self, part: Sequence[tuple[str, RecordEntry]], number: int, last: int, total: int) -> Page:
        url, title = _part_url(number), str(self.words["finder.title"])
        beside = ((f"{URL}{DATA}", self._data()),) if number == 1 else ()
        html = self.render(
            "finder.html",
            url,
            data=DATA,
            choices=self._choices() if number == 1 else None,
            groups=list(self._groups(Ways(self.site, url), part)),
            total=total,
            number=number,
            last=last,
            before=_part_url(number - 1) if number > 1 else "",
            after=_part_url(number + 1) if number < last else "",
        )
        heading = title if number == 1 else self.words("finder.part_title", title=title, number=number)
        return Page(
            url=url,
            title=heading,
            description=str(self.words["finder.about"]),
            html=html,
            layout="directory",
            crumbs=((title, URL),) if number > 1 else (),
            beside=beside,
        )

    # --- the list -----------------------------------------------------------------------------------------------------

    def _groups(self, v: Ways, part: Sequence[tuple[str, RecordEntry]]) -> Iterator[tuple[TermEntry | None, int, Html]]:
        """Each category with how many practices of a page it has, and those drawn as rows."""
        terms = {term.id: term for term in self._categories}
        found: dict[str, list[str]] = {}
        for category, entry in part:
            found.setdefault(category, []).append(self._row(v, entry))
        for category, rows in found.items():
            yield terms.get(category), len(rows), Html("\n".join(rows))  # noqa: S704 - escaped in each row

    def _row(self, v: Ways, entry: RecordEntry) -> str:
        """A practice with what it takes: time, money, people."""
        practice = self._practices.of(entry)
        paid = self.words("finder.paid", funding=_first(practice.money.funding)) if practice.money.funding else ""
        takes = (
            _fact(v, v.words["finder.takes"], self._time(practice.time)),
            _fact(v, v.words["finder.costs"], "; ".join(practice.money.words) or paid),
            _fact(v, v.words["finder.needs"], ", ".join(map(wording.in_line, practice.roles))),
        )
        return (
            f'<li class="hub-row">\n<p class="hub-row__kind">{escaped(entry.kind.one)}</p>\n'
            f'<h4 class="hub-row__title">{v.anchors.link[entry.key]}</h4>\n'
            f'<p class="hub-row__summary">{escaped(entry.summary)}</p>\n'
            f'<dl class="hub-takes">{"".join(takes)}</dl>\n</li>'
        )

    def _time(self, time: Time) -> str:
        """How long it takes, in the record's words, with how many of its steps say so."""
        words = "; ".join(time.words)
        if not time.stated:
            return words
        if time.stated == time.steps:
            return self.words("finder.steps_all", words=words)
        return self.words("finder.steps_some", words=words, stated=time.stated, steps=time.steps)

    # --- the form and its data ----------------------------------------------------------------------------------------

    def _choices(self) -> dict[str, Any]:
        """What the form offers: values, each with what it is called."""
        words = self.words
        return {
            "goals": self._categories,
            "times": [(days, words[f"finder.times.{name}"]) for name, days in TIMES],
            "sums": [(sum_, words[f"finder.sums.{name}"]) for name, sum_ in SUMS],
            "roles": self._roles,
            "sectors": [term for term in self._sector_terms() if term.id in self._used_sectors],
        }

    def _sector_terms(self) -> list[TermEntry]:
        vocabulary = self.hub.vocabularies.get(SECTORS)
        return [self.hub.terms[f"{SECTORS}/{term.id}"] for term in (vocabulary.terms if vocabulary else ())]

    @cached_property
    def _sectors(self) -> Mapping[str, Mapping[str, tuple[RecordEntry, ...]]]:
        """The sectors of each practice, by key."""
        return {entry.key: self._practices.sectors(entry) for entry in self._practices.entries}

    @cached_property
    def _used_sectors(self) -> frozenset[str]:
        return frozenset(sector for sectors in self._sectors.values() for sector in sectors)

    def _data(self) -> bytes:
        """All practices for the form, one a line, with names as they stand within sentences.

        `holders` are records that practices name by their place, for the sectors in which they are used.
        """
        holders: dict[str, int] = {}
        rows = [self._datum(entry, holders) for _, entry in self._grouped]
        named = [(self.hub.records[key].title, self.hub.records[key].url) for key in holders]
        head = {
            "currency": CURRENCY,
            "kinds": {kind.folder: kind.one for kind in self._kinds},
            "goals": {term.id: wording.in_line(term.title) for term in self._categories},
            "roles": dict(self._roles),
            "sectors": {
                term.id: wording.in_line(term.title) for term in self._sector_terms() if term.id in self._used_sectors
            },
            "holders": named,
        }
        return to_json(head)[:-1] + b',"practices":[\n' + b",\n".join(map(to_json, rows)) + b"\n]}\n"

    def _datum(self, entry: RecordEntry, holders: dict[str, int]) -> dict[str, Any]:
        practice = self._practices.of(entry)
        sectors = self._sectors[entry.key]
        known = {*_WORD.findall(f"{entry.title} {entry.summary}".casefold())}
        purpose = dict.fromkeys(_WORD.findall(" ".join((*practice.purpose, *practice.resources)).casefold()))
        found = {
            "title": entry.title,
            "url": entry.url,
            "kind": entry.folder,
            "summary": entry.summary,
            "serves": [[one.category, int(one.main)] for one in practice.serves],
            "time": self._time_datum(practice.time),
            "money": _money_datum(practice),
            "roles": [[role_key(name), wording.in_line(name)] for name in practice.roles],
            "sectors": {
                sector: [holders.setdefault(one.key, len(holders)) for one in having]
                for sector, having in sectors.items()
            },
            "words": " ".join(word for word in purpose if word not in known),
        }
        return {key: value for key, value in found.items() if value}

    def _time_datum(self, time: Time) -> dict[str, Any]:
        span = {"least": round(time.span.least, 3), "most": _rounded(time.span.most)} if time.span else {}
        steps = {"steps": 1} if time.stated else {}
        return {"text": self._time(time), **span, **steps} if time.words else {}


def _money_datum(practice: Practice) -> dict[str, Any]:
    money, sum_ = practice.money, practice.money.sum
    comparable = sum_ and sum_.currency in {CURRENCY, ""}
    span = {"least": sum_.least, "most": sum_.most} if sum_ and comparable else {}
    paid = {"paid": _first(money.funding)} if money.funding else {}
    return ({"text": "; ".join(money.words), **span} if money.words else {}) | paid


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 3)


def _first(text: str) -> str:
    """The first sentence of a text, without the full stop."""
    return _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0].rstrip(".")


def _fact(v: Ways, label: Html, text: str) -> str:
    """What a practice takes in one respect; that its record does not say, too."""
    said = f"<dd>{escaped(text)}</dd>" if text else f'<dd class="hub-takes__unknown">{v.words["finder.unknown"]}</dd>'
    return f"<div><dt>{label}</dt>{said}</div>"


def _part_url(number: int) -> str:
    return URL if number == 1 else f"{URL}page/{number}/"
