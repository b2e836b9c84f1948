"""Values in words: dates, amounts, figures with their sources. Plain text, which templates escape."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import quote

from .. import schema
from ..kinds import Amount
from ..schema import Address, Claim, last_day

_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")


def _spoken(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return (
        f"{int(day)} {calendar.month_name[int(month)]} {year}" if day else f"{calendar.month_name[int(month)]} {year}"
    )


@lru_cache(maxsize=4096)
def date(when: str) -> str:
    """`22 November 2026` for 2026-11-22, `April 2014` for 2014-04, a dash in ranges; words stay as they are."""
    return _RANGE.sub("–", _ISO.sub(_spoken, when))


@lru_cache(maxsize=4096)
def is_past(when: str, today: dt.date) -> bool:
    """Whether the last day a date can mean is over."""
    day = last_day(when)
    return day is not None and day < today


def number(value: object) -> str:
    """`4,000`; decimals only where there are some. What is no finite number stays as it is."""
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}" if math.isfinite(value) else str(value)


_UP_TO = re.compile(r"^up to\b[\s,]*", re.IGNORECASE)


def amount(amount: Amount, *, between: str, up_to: str, at_least: str) -> str:
    """`EUR 4,000, fixed, per incentive`, `EUR 500 to 7,000`, `up to EUR 500, per incentive`."""
    basis = amount.basis or ""
    if amount.min is not None and amount.max is not None and amount.min != amount.max:
        sum_ = between.format(currency=amount.currency, min=number(amount.min), max=number(amount.max))
    elif amount.max is not None:
        words = up_to if _UP_TO.match(basis) else "{currency} {amount}"
        sum_, basis = words.format(currency=amount.currency, amount=number(amount.max)), _UP_TO.sub("", basis)
    elif amount.min is not None:
        sum_ = at_least.format(currency=amount.currency, amount=number(amount.min))
    else:
        return basis
    return f"{sum_}, {basis}" if basis else sum_


def by_value(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims that say the same, together, in the order in which they are first said."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.value, []).append(claim)
    return list(found.items())


def archive(address: Address) -> str:
    """Where a web archive keeps an address, as near as possible to when it was seen."""
    year = (address.as_of or "")[:4]
    return f"https://web.archive.org/web/{year if year.isdigit() else '*'}/{quote(address.url, safe=':/?&=%#,;+~@!')}"


def region(code: str) -> str:
    """A region's name, with its NUTS code where it has one."""
    label = schema.region_label(code)
    return label if label == code or len(code) == 2 else f"{label} ({code})"


@cache
def language(tag: str) -> str:
    """A language's name in English."""
    from babel import Locale

    name = Locale("en").languages.get(tag.split("-")[0].lower())
    return str(name) if name else tag


def sortable(text: str) -> str:
    """A text as it stands in an alphabet: Öresund beside Oresund."""
    if text.isascii():
        return text.casefold()
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parted if not unicodedata.combining(c))


def letter(title: str) -> str:
    """The letter under which a title stands in an alphabet; `#` for what begins with none."""
    first = title[:1].upper()
    return first if first.isalpha() else "#"


@lru_cache(maxsize=4096)
def in_line(label: str) -> str:
    """A label as it stands within a sentence: small, unless it is an abbreviation or has other capitals."""
    return label[:1].lower() + label[1:] if label[1:] == label[1:].lower() else label
