"""What generated records hold: the mix of kinds, which fields are used how often, and how densely records are tied.

The hub's own content is the model: each share below is that of `content/` in November 2026. `prose.py` has the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .places_and_terms import PLACES, TERMS, Place
from .prose import IN_CELLS, LINKS, Dice, actor, body, duration, form, phrase, plain_sentence, prose

MIX: Mapping[str, int] = {
    "clusters": 41, "services": 24, "cases": 18, "templates": 20, "white-papers": 17, "partnerships": 20, "challenges": 4,
    "programmes": 7,
}  # fmt: skip
"""How many records of each kind the hub's own content has."""

Front = dict[str, Any]
"""Front matter; a key whose value is None is left out."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record before it is written: where it will be, what it is called and what it is about. `number` counts its kind."""

    folder: str
    id: str
    title: str
    place: Place
    sector: str
    number: int


@dataclass(frozen=True, slots=True)
class Roster:
    """All records of a hub by kind, and in another order all together."""

    kinds: Mapping[str, Sequence[Named]]
    every: Sequence[Named]

    def ids(self, folder: str) -> list[str]:
        """The ids of one kind."""
        return [one.id for one in self.kinds[folder]]


# --- names ------------------------------------------------------------------------------------------------------------

_TITLES: Mapping[str, tuple[str, ...]] = {
    "clusters": ("{place} {sector} cluster", "{sector} network {place}", "{sector} valley {place}", "{place} {sector} alliance"),
    "services": ("Roadmapping for {sector}", "{sector} speed dating", "Market check in {sector}", "Round table on {sector}"),
    "cases": ("How {place} found partners in {sector}", "{sector} meets its users in {place}", "Market check of {sector} in {place}"),
    "templates": ("Challenge form for {sector}", "{sector} workshop plan", "Agreement on joint {sector} projects"),
    "white-papers": ("Trends in {sector}", "{sector} and its value chains in {place}", "A guide to collaboration in {sector}"),
    "partnerships": ("{place} partnership for {sector}", "European {sector} alliance {place}", "{sector} interest group {place}"),
    "challenges": ("A better end of life for {sector} products in {place}", "Less water in {sector} plants near {place}"),
    "programmes": ("{place} innovation vouchers for {sector}", "{sector} transfer programme {place}"),
}  # fmt: skip


def shares(number: int, mix: Mapping[str, int] = MIX) -> dict[str, int]:
    """How many records of each kind a hub of `number` records has: the mix, and at least one of each."""
    whole = sum(mix.values())
    counts = {folder: max(1, number * mix.get(folder, 0) // whole) for folder in MIX}
    counts["clusters"] += number - sum(counts.values())
    return counts


def roster(dice: Dice, number: int, mix: Mapping[str, int] = MIX) -> Roster:
    """Names for all records of a hub; ids are unique across kinds, so that a short link is never ambiguous."""
    taken: set[str] = set()
    kinds = {
        folder: [_named(dice, folder, n, taken) for n in range(count)] for folder, count in shares(number, mix).items()
    }
    return Roster(kinds, dice.shuffled([one for named in kinds.values() for one in named]))


def _named(dice: Dice, folder: str, number: int, taken: set[str]) -> Named:
    place, sector = dice.one(PLACES), dice.popular(TERMS["sectors"])
    words = sector.replace("-", " ")
    title = dice.one(_TITLES[folder]).format(place=place.name, sector=words)
    title = title[:1].upper() + title[1:]
    unique, times = title, 1
    while _id(unique) in taken:
        times += 1
        unique = f"{title} {number if times == 2 else f'{number}.{times}'}"
    taken.add(_id(unique))
    return Named(folder, _id(unique), unique, place, sector, number)


def _id(title: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


# --- parts that several kinds share -----------------------------------------------------------------------------------


def _sources(dice: Dice, all_: Roster) -> list[Front]:
    """The first publication is the founding report, from which most of the content comes."""
    papers = all_.ids("white-papers")
    named = [papers[0]] if dice.chance(0.7) else [dice.popular(papers)]
    if dice.chance(0.2):
        named.append(dice.popular(papers))
    return [{"publication": paper, "section": _section(dice)} for paper in dict.fromkeys(named)]


def _section(dice: Dice) -> str:
    return f"{dice.between(1, 6)}.{dice.between(1, 6)}.{dice.between(1, 6)}"


def _claim(dice: Dice, all_: Roster, value: str) -> list[Front]:
    """A figure as a claim."""
    paper = dice.popular(all_.ids("white-papers"))
    return [{"value": value, "as_of": str(dice.between(2012, 2026)), "source": paper, "section": _section(dice)}]


def _steps(dice: Dice, low: int, high: int) -> list[Front]:
    return [
        {
            "title": phrase(dice),
            "text": plain_sentence(dice),
            "actor": actor(dice),
            "duration": dice.maybe(0.4, lambda: duration(dice)),
            "gate": dice.maybe(0.15, lambda: {"criteria": [plain_sentence(dice)], "decided_by": actor(dice)}),
        }
        for _ in range(dice.between(low, high))
    ]


def _roles(dice: Dice, low: int, high: int) -> list[Front]:
    return [{"name": actor(dice), "does": plain_sentence(dice)} for _ in range(dice.between(low, high))]


def _sentences(dice: Dice, low: int, high: int) -> list[str]:
    return [plain_sentence(dice) for _ in range(dice.between(low, high))]


def _aliases(dice: Dice, me: Named) -> list[str]:
    return [f"{me.place.name} {me.number}", f"{me.sector.replace('-', ' ')} {me.number}"][: dice.between(1, 2)]


def _website(dice: Dice, me: Named) -> Any:
    url = f"https://{me.id[:60].strip('-')}-{me.number}.example.eu/"
    return dice.one((url, {"url": url, "as_of": "2014", "state": "unknown"}))


def _sectors(dice: Dice, me: Named, more: int) -> list[str]:
    return list(dict.fromkeys([me.sector, *dice.few(TERMS["sectors"], 0, more)]))


def _earlier(dice: Dice, me: Named, all_: Roster) -> str | None:
    """A record of the same kind that was there before: relations to earlier ones only cannot lead round in a circle."""
    return all_.kinds[me.folder][dice.below(me.number)].id if me.number else None


# --- the kinds --------------------------------------------------------------------------------------------------------


def _cluster(dice: Dice, me: Named, all_: Roster) -> Front:
    host = dice.maybe(0.17, lambda: _earlier(dice, me, all_))
    return {
        "aliases": dice.maybe(0.68, lambda: _aliases(dice, me)),
        "form": dice.one(("cluster",) * 8 + ("host", "meta-cluster", "agency")),
        "name_local": dice.maybe(0.05, lambda: f"{me.place.name} klynge {me.number}"),
        "acronym": dice.maybe(0.15, lambda: f"{me.sector[:2]}{me.place.country}{me.number}".upper()),
        "country": me.place.country,
        "region": dice.maybe(0.76, lambda: me.place.region),
        "serves": dice.maybe(0.29, lambda: [me.place.region]),
        "place": dice.maybe(0.78, lambda: me.place.name),
        "location": {
            "lat": round(me.place.lat + dice.between(-40, 40) / 100, 2),
            "lon": round(me.place.lon + dice.between(-40, 40) / 100, 2),
            "precision": "city",
        },
        "sectors": _sectors(dice, me, 2),
        "industries": dice.maybe(0.54, lambda: [dice.one(TERMS["industries"])]),
        "founded": dice.maybe(0.05, lambda: str(dice.between(1995, 2020))),
        "member_count": dice.maybe(0.05, lambda: _claim(dice, all_, str(dice.between(20, 400)))),
        "team_size": dice.maybe(0.02, lambda: _claim(dice, all_, f"about {dice.between(2, 20)}")),
        "services": dice.maybe(0.93, lambda: dice.few(all_.ids("services"), 1, 2)),
        "offers": dice.maybe(0.44, lambda: dice.few(TERMS["competences"], 1, 3)),
        "seeks": dice.maybe(0.12, lambda: dice.few(TERMS["competences"], 1, 2)),
        "hosted_by": [host] if host else None,
        "website": dice.maybe(0.22, lambda: _website(dice, me)),
    }


def _service(dice: Dice, me: Named, all_: Roster) -> Front:
    category = dice.one(TERMS["categories"])
    others = [term for term in TERMS["categories"] if term != category]
    return {
        "category": category,
        "also_serves": dice.maybe(0.62, lambda: dice.few(others, 1, 2)),
        "purpose": plain_sentence(dice),
        "steps": dice.maybe(0.83, lambda: _steps(dice, 3, 5)),
        "roles": _roles(dice, 2, 3),
        "effort": dice.maybe(0.08, lambda: plain_sentence(dice)),
        "duration": dice.maybe(0.21, lambda: duration(dice)),
        "outputs": [phrase(dice) for _ in range(dice.between(1, 3))],
    }


def _case(dice: Dice, me: Named, all_: Roster) -> Front:
    return {
        "aliases": dice.maybe(0.5, lambda: _aliases(dice, me)),
        "services": dice.few(all_.ids("services"), 1, 2),
        "clusters": dice.maybe(0.89, lambda: dice.few(all_.ids("clusters"), 1, 2)),
        "partnerships": dice.maybe(0.28, lambda: dice.few(all_.ids("partnerships"), 1, 6)),
        "programmes": dice.maybe(0.22, lambda: [dice.popular(all_.ids("programmes"))]),
        "problem": prose(dice, 2, 2),
        "objective": plain_sentence(dice),
        "stakeholders": [actor(dice) for _ in range(dice.between(3, 5))],
        "steps": _steps(dice, 4, 6),
        "roles": _roles(dice, 3, 4),
        "resources": [phrase(dice) for _ in range(dice.between(2, 4))],
        "cost": dice.maybe(0.06, lambda: _claim(dice, all_, f"up to EUR {dice.between(2, 90)},000")),
        "funding": dice.maybe(0.5, lambda: prose(dice, 1, 2)),
        "evidence": [
            claim for _ in range(dice.between(2, 3)) for claim in _claim(dice, all_, f"{dice.between(3, 90)} firms")
        ],
        "difficulties": _sentences(dice, 2, 4),
        "transferability": prose(dice, 2, 2),
        "adapted_from": dice.maybe(0.05, lambda: _earlier(dice, me, all_)),
    }


_FIELD_TYPES = (
    "text", "text", "text", "long-text", "long-text", "date", "choice", "choices", "table", "checklist", "money",
)  # fmt: skip
_IN_LINE = ("text", "text", "long-text", "date", "choice", "money")
"""What fits into a cell of a table."""


def _form_field(dice: Dice, number: int) -> Front:
    kind = dice.one(_FIELD_TYPES if number > IN_CELLS else _IN_LINE)
    listed = kind in {"choice", "choices", "table", "checklist"}
    return {
        "id": f"place_{number}",
        "label": phrase(dice),
        "type": kind,
        "help": plain_sentence(dice),
        "required": dice.maybe(0.7, lambda: True),
        "options": [phrase(dice) for _ in range(dice.between(3, 5))] if listed else None,
    }


def _template(dice: Dice, me: Named, all_: Roster) -> Front:
    return {
        "aliases": _aliases(dice, me),
        "services": dice.few(all_.ids("services"), 1, 2),
        "case": dice.popular(all_.ids("cases")),
        "version": "1.0",
        "licence": "CC BY 4.0",
        "origin": "hub",
        "fields": [_form_field(dice, number) for number in range(1, dice.between(24, 32))],
    }


def _paper(dice: Dice, me: Named, all_: Roster) -> Front:
    return {
        "aliases": dice.maybe(0.18, lambda: _aliases(dice, me)),
        "authors": dice.maybe(0.24, lambda: [f"Berg{n}, Anna" for n in range(dice.between(1, 4))]),
        "publisher": dice.maybe(0.82, lambda: f"{me.place.name} Institute for Cluster Research"),
        "clusters": dice.maybe(0.41, lambda: [dice.popular(all_.ids("clusters"))]),
        "year": dice.maybe(0.18, lambda: str(dice.between(2008, 2026))),
        "type": dice.one(("report", "white-paper", "guide", "study", "mapping", "article")),
        "language": dice.maybe(0.35, lambda: dice.one(("en", "de", "fr"))),
        "industries": dice.maybe(0.29, lambda: dice.few(TERMS["industries"], 1, 4)),
        "sectors": dice.maybe(0.53, lambda: _sectors(dice, me, 2)),
        "url": dice.maybe(0.82, lambda: _website(dice, me)),
        "sources": [{"origin": "hub", "note": "Read from its title page"}],
    }


def _member(dice: Dice, cluster: str) -> Any:
    return dice.one((cluster, {"ref": cluster, "brings": phrase(dice)}))


def _partnership(dice: Dice, me: Named, all_: Roster) -> Front:
    clusters = all_.ids("clusters")
    return {
        "aliases": dice.maybe(0.5, lambda: _aliases(dice, me)),
        "forms": dice.few(("special-interest-group", "escp", "bilateral", "strategic-network", "meta-cluster"), 1, 2),
        "acronym": dice.maybe(0.4, lambda: f"P{me.number}{me.place.country}"),
        "objective": dice.maybe(0.2, lambda: plain_sentence(dice)),
        "sectors": _sectors(dice, me, 3),
        "industries": dice.maybe(0.35, lambda: [dice.one(TERMS["industries"])]),
        "services": dice.maybe(0.85, lambda: [dice.popular(all_.ids("services"))]),
        "activities": dice.maybe(0.2, lambda: _sentences(dice, 3, 5)),
        "members": dice.maybe(0.45, lambda: [_member(dice, one) for one in dice.few(clusters, 2, 6)]),
        "member_count": dice.maybe(0.2, lambda: _claim(dice, all_, str(dice.between(2, 60)))),
        "members_complete": dice.maybe(0.4, lambda: dice.chance(0.5)),
        "coordinator": dice.maybe(0.1, lambda: dice.popular(clusters)),
        "founded": dice.maybe(0.2, lambda: str(dice.between(1995, 2020))),
        "funding": dice.maybe(0.2, lambda: plain_sentence(dice)),
        "website": dice.maybe(0.25, lambda: _website(dice, me)),
        "state": dice.maybe(0.1, lambda: dice.one(("in-preparation", "active", "ended"))),
        "agreement": dice.maybe(0.05, lambda: {"strategy": plain_sentence(dice), "ipr": plain_sentence(dice)}),
    }


def _challenge(dice: Dice, me: Named, all_: Roster) -> Front:
    return {
        "aliases": dice.maybe(0.25, lambda: _aliases(dice, me)),
        "form": dice.one(("systemic", "challenge-statement")),
        "organiser": dice.popular(all_.ids("clusters")),
        "process": dice.popular(all_.ids("cases")),
        "phases": [
            {"phase": "Screening", "state": "done"},
            {"phase": "Innovation platform", "state": "running"},
            {"phase": "Tender", "state": "planned", "expected": f"by August {dice.between(2014, 2028)}"},
        ][: dice.between(2, 3)],
        "seeks": dice.few(TERMS["competences"], 1, 2),
        "sectors": _sectors(dice, me, 3),
    }


def _programme(dice: Dice, me: Named, all_: Roster) -> Front:
    amount = {"min": 500, "max": dice.between(2, 20) * 1000, "basis": "per voucher"}
    return {
        "aliases": dice.maybe(0.57, lambda: _aliases(dice, me)),
        "funder": dice.maybe(0.43, lambda: f"Region of {me.place.name}"),
        "period": dice.maybe(0.14, lambda: "2007 to 2013"),
        "countries": dice.maybe(0.71, lambda: [me.place.country]),
        "partners": dice.maybe(0.29, lambda: dice.few(all_.ids("clusters"), 2, 4)),
        "instruments": dice.maybe(
            0.43, lambda: [{"name": "Voucher", "amount": amount, "purpose": plain_sentence(dice)}]
        ),
        "eligible": dice.maybe(0.14, lambda: {"size": ["SME"], "sectors": [me.sector]}),
        "website": dice.maybe(0.57, lambda: _website(dice, me)),
    }


_FRONTS: Mapping[str, Callable[[Dice, Named, Roster], Front]] = {
    "clusters": _cluster, "services": _service, "cases": _case, "templates": _template, "white-papers": _paper,
    "partnerships": _partnership, "challenges": _challenge, "programmes": _programme,
}  # fmt: skip


def front(dice: Dice, me: Named, all_: Roster) -> Front:
    """The front matter of one record."""
    common = {"title": me.title, "summary": plain_sentence(dice)}
    sources = {"sources": _sources(dice, all_), "reviewed": f"2026-{dice.between(1, 10):02}-{dice.between(1, 28):02}"}
    found = common | sources | _FRONTS[me.folder](dice, me, all_)
    return {key: value for key, value in found.items() if value is not None}


# --- texts ------------------------------------------------------------------------------------------------------------


def text(dice: Dice, me: Named, all_: Roster, given: Front) -> str:
    """The body of one record, with `LINKS` links to others."""
    links = _links(dice, me, all_)
    places = [place["id"] for place in given.get("fields", ())]
    return form(dice, places, links) if places else body(dice, links)


def _links(dice: Dice, me: Named, all_: Roster) -> list[str]:
    found: dict[str, Named] = {}
    while len(found) < min(LINKS, len(all_.every) - 1):
        other = dice.popular(all_.every)
        if other is not me:
            found.setdefault(other.id, other)
    return [_link(dice, me, other) for other in found.values()]


def _link(dice: Dice, me: Named, other: Named) -> str:
    """A link in one of the ways in which editors write them."""
    drawn = dice.below(10)
    if drawn < 5:
        return f"[[{other.id}]]"
    if drawn < 8:
        return f"[[{other.id}|the work on {other.sector.replace('-', ' ')}]]"
    if drawn < 9:
        return f"[[{other.folder}/{other.id}]]"
    return f"[{other.title}]({'' if other.folder == me.folder else f'../{other.folder}/'}{other.id}.md)"
