"""What is wrong with a record that the record alone tells, although each of its fields is right.

It is looked for where the record is parsed, by whichever process has it, and is kept with what was parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from .declaring import parts_of
from .forms.checks import forms
from .issues import Issue
from .kinds import Record
from .linking import countries_of
from .maps.extents import can_be_in
from .parse import Parsed
from .schema import COUNTRY_SYNONYMS, Claim, Loc, Location, Region, country_names, nuts_labels, references, values_at


def examined(one: Parsed) -> Parsed:
    """A file that was parsed, with what is wrong with its record in itself."""
    record = one.record
    found = [issue for check in CHECKS for issue in check(one, record)] if one.kind and record else []
    return replace(one, issues=(*one.issues, *found)) if found else one


def claims(one: Parsed, record: Record) -> Iterator[Issue]:
    """Figures without a date, or without a source of their own or of their record."""
    for loc, claim in claims_of(record):
        if not claim.as_of:
            yield one.issue(
                "HG401",
                loc,
                f'{loc[0]}: the figure "{claim.value[:40]}" has no date.',
                f'add its year: {{value: "{claim.value[:40]}", as_of: 2014}}',
            )
        if not claim.source and not any(source.publication for source in record.sources or ()):
            yield one.issue(
                "HG402",
                loc,
                f'{loc[0]}: the figure "{claim.value[:40]}" has no source.',
                "add source: and section: to the figure, or sources: to the record",
            )


def named_twice(one: Parsed, record: Record) -> Iterator[Issue]:
    """Lists that refer to one thing twice. A source may be named with several sections, and a figure may have several."""
    for reference in references(one.kind or type(record)):
        if (
            "*" not in reference.way
            or reference.name == "sources"
            or (len(reference.way) > 2 and reference.way[2] != "ref")
        ):
            continue
        first: set[str] = set()
        for loc, value in values_at(record, reference.way):
            if value in first:
                yield one.issue("HG211", loc, f'{reference.name}: "{value[:60]}" is named twice.', "take one away")
            first.add(value)


def points(one: Parsed, record: Record) -> Iterator[Issue]:
    """Points on the map that cannot be in the country of their record: mostly latitude and longitude are swapped."""
    countries = countries_of(record) if (named := _of_type(type(record), Location)) else ()
    for name in named if countries else ():
        at = getattr(record, name)
        if at is None or any(can_be_in(code, at.lat, at.lon) for code in countries):
            continue
        where = " or ".join(country_names()[code] for code in countries)
        message = f"{name}: {at.lat:g} degrees north and {at.lon:g} degrees east is not in {where}."
        swapped = any(can_be_in(code, at.lon, at.lat) for code in countries)
        hint = f"write lat: {at.lon:g}, lon: {at.lat:g}" if swapped else "correct the point or the country"
        yield one.issue("HG408", (name,), message, hint)


def regions(one: Parsed, record: Record) -> Iterator[Issue]:
    """Regions by NUTS code that are in another country than their record."""
    for name in _of_type(type(record), Region):
        code = getattr(record, name)
        countries = countries_of(record) if code else ()
        if not countries or code not in nuts_labels():
            continue
        country = COUNTRY_SYNONYMS.get(code[:2], code[:2])
        if country not in countries:
            where = " or ".join(country_names()[code] for code in countries)
            message = f"{name}: {code} ({nuts_labels()[code]}) is in {country_names()[country]}, the record in {where}."
            yield one.issue("HG409", (name,), message, "correct the region or the country")


@cache
def _of_type(kind: type[BaseModel], wanted: Any) -> tuple[str, ...]:
    """The fields of a kind that hold one value of a type."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(name for name in kind.model_fields if wanted in (hints[name], *get_args(hints[name])))


def claims_of(record: BaseModel) -> Iterator[tuple[Loc, Claim]]:
    """The figures of a record, each with its place."""
    given = vars(record)
    for name in _holding_claims(type(record)):
        value = given.get(name)
        if value and isinstance(value, tuple) and isinstance(value[0], Claim):
            for n, claim in enumerate(value):
                yield (name, n), claim


@cache
def _holding_claims(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a kind that may hold figures."""
    found = ((name, parts_of(info.annotation)) for name, info in kind.model_fields.items())
    return tuple(name for name, parts in found if any(listed and issubclass(part, Claim) for listed, part in parts))


CHECKS: tuple[Callable[[Parsed, Record], Iterator[Issue]], ...] = (claims, points, regions, named_twice, forms)
