"""How well a hub is kept: how long ago records were reviewed, figures without or with old dates, what stands alone, waivers.

For editors. All of it follows from what was checked; nothing is graded.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..alone import claims_of
from ..check import Checked
from ..hub import Hub
from ..rules import RULES
from ..schema import last_day

AGES = (("year", 1), ("two_years", 2), ("five_years", 5))
"""Ages of a review by name, in years: up to one, up to two, up to five; older ones, and records without, come after."""
OLD = 5
"""Years after which a figure counts as old."""
ORPHAN = "HG405"
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Kind:
    """The records of a kind: how many, and how many of each age of review, in the order of `ages()`."""

    folder: str
    records: int
    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a record, and the date it has, "" for none."""

    record: str
    field: str
    value: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Waived:
    """A rule that is switched off, and for how many days more; none is left on the last."""

    rule: str
    path: str
    reason: str
    until: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What an editor looks at. Records are named by their keys, longest without a review first."""

    today: str
    kinds: tuple[Kind, ...]
    oldest: tuple[tuple[str, str], ...]
    """Records with the day of their review, "" for none; those reviewed within a year are left out."""
    figures: int
    undated: tuple[Figure, ...]
    old: tuple[Figure, ...]
    links: int
    """Links between records and pages, in texts and front matter. None is dead, for then nothing is published."""
    orphans: tuple[str, ...]
    waivers: tuple[Waived, ...]
    warnings: tuple[tuple[str, str, int], ...]
    """Code, title and number of what the check warns of."""


def ages() -> tuple[str, ...]:
    """The names of all ages of a review."""
    return (*(name for name, _ in AGES), "older", "never")


def quality(checked: Checked) -> Quality:
    """The state of a hub that was checked."""
    hub = checked.hub
    figures = [*_figures(hub)]
    limit = hub.today - dt.timedelta(days=int(OLD * _YEAR))
    by_path = {entry.path: entry.key for entry in hub.records.values()}
    told = Counter(issue.code for issue in checked.report.issues if issue.severity == "warning")
    return Quality(
        today=hub.today.isoformat(),
        kinds=tuple(_kind(hub, kind.folder) for kind in hub.kinds if hub.of_kind(kind.folder)),
        oldest=tuple(sorted(_oldest(hub), key=lambda pair: (pair[1], pair[0]))),
        figures=len(figures),
        undated=tuple(figure for figure in figures if not figure.as_of),
        old=tuple(sorted((f for f in figures if _before(f.as_of, limit)), key=lambda f: (f.as_of, f.record))),
        links=sum(len(found) for found in hub.out.values()),
        orphans=tuple(by_path[i.path] for i in checked.report.issues if i.code == ORPHAN and i.path in by_path),
        waivers=tuple(_waivers(checked)),
        warnings=tuple((code, RULES[code].title, number) for code, number in sorted(told.items())),
    )


def as_data(found: Quality) -> dict[str, Any]:
    """The same for machines, as `QUALITY_SCHEMA` tells."""
    return {
        "today": found.today,
        "kinds": [
            {"kind": one.folder, "records": one.records, "reviewed": dict(zip(ages(), one.ages, strict=True))}
            for one in found.kinds
        ],
        "not_reviewed_within_a_year": [{"record": key, "reviewed": day or None} for key, day in found.oldest],
        "figures": {
            "all": found.figures,
            "undated": [{"record": f.record, "field": f.field, "value": f.value} for f in found.undated],
            "old": [{"record": f.record, "field": f.field, "value": f.value, "as_of": f.as_of} for f in found.old],
        },
        "links": {"all": found.links, "dead": 0},
        "orphans": list(found.orphans),
        "waivers": [
            {"rule": one.rule, "path": one.path, "reason": one.reason, "until": one.until} for one in found.waivers
        ],
        "warnings": [{"rule": code, "title": title, "count": number} for code, title, number in found.warnings],
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT, _NUMBER, _DAY = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "string", "format": "date"}
QUALITY_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "How well the hub is kept",
    **_object(
        **{"$schema": _TEXT},
        today=_DAY,
        kinds=_list(_object(kind=_TEXT, records=_NUMBER, reviewed=_object(**dict.fromkeys(ages(), _NUMBER)))),
        not_reviewed_within_a_year=_list(_object(record=_TEXT, reviewed={"anyOf": [_DAY, {"type": "null"}]})),
        figures=_object(
            all=_NUMBER,
            undated=_list(_object(record=_TEXT, field=_TEXT, value=_TEXT)),
            old=_list(_object(record=_TEXT, field=_TEXT, value=_TEXT, as_of=_TEXT)),
        ),
        links=_object(all=_NUMBER, dead=_NUMBER),
        orphans=_list(_TEXT),
        waivers=_list(_object(rule=_TEXT, path=_TEXT, reason=_TEXT, until=_DAY)),
        warnings=_list(_object(rule=_TEXT, title=_TEXT, count=_NUMBER)),
    ),
}
"""JSON Schema of `as_data`, with the address of the schema itself under `$schema`."""


def _kind(hub: Hub, folder: str) -> Kind:
    entries = hub.of_kind(folder)
    # many were reviewed on one day
    days = Counter(entry.record.reviewed or "" for entry in entries)
    counts: Counter[str] = Counter()
    for day, number in days.items():
        counts[_age(day, hub.today)] += number
    return Kind(folder, len(entries), tuple(counts[name] for name in ages()))


def _age(reviewed: str, today: dt.date) -> str:
    """The name of the age of a review, by its day."""
    if not reviewed:
        return "never"
    years = (today - dt.date.fromisoformat(reviewed)).days / _YEAR
    return next((name for name, most in AGES if years <= most), "older")


def _oldest(hub: Hub) -> Iterator[tuple[str, str]]:
    first = AGES[0][0]
    days = {entry.record.reviewed or "" for entry in hub.records.values()}
    recent = {day for day in days if _age(day, hub.today) == first}
    reviews = ((entry.key, entry.record.reviewed or "") for entry in hub.records.values())
    return ((key, day) for key, day in reviews if day not in recent)


def _figures(hub: Hub) -> Iterator[Figure]:
    for entry in hub.records.values():
        for loc, claim in claims_of(entry.record):
            yield Figure(entry.key, str(loc[0]), claim.value, claim.as_of or "")


def _before(when: str, limit: dt.date) -> bool:
    day = last_day(when) if when else None
    return day is not None and day < limit


def _waivers(checked: Checked) -> Sequence[Waived]:
    given = next((one.waivers for one in checked.parsed if one.waivers), None)
    found = [
        Waived(one.rule, one.path, one.reason, one.until, (dt.date.fromisoformat(one.until) - checked.hub.today).days)
        for one in (given.waivers if given else ()) or ()
    ]
    return sorted(found, key=lambda one: (one.until, one.path, one.rule))
