"""Dates as text that means something, and what they mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .declaring import fault
from .texts import Text

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


def as_iso(text: str) -> str:
    """A date as 2014-04-30 or 2014-04, where it can mean one thing only; else the empty string.

    Of 04/05/2014 nobody knows which is the month; 30/04/2014 has no such doubt.
    """
    year, month, day = "", "", ""
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", text, re.ASCII):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{4})[-.](\d{1,2})", text, re.ASCII):
        # 2011/12 may be two years
        year, month = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text, re.ASCII):
        one, other, year = found.groups()
        if int(one) <= 12 and int(other) <= 12 and int(one) != int(other):
            return ""
        day, month = (one, other) if int(one) > 12 else (other, one)
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text, re.ASCII):
        month, year = found.groups()
    elif found := _IN_WORDS.fullmatch(text):
        day, name, year = found.groups()
        month = str(_MONTHS[name.lower()])
    elif found := re.fullmatch(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}),? (\d{{4}})", text, re.IGNORECASE | re.ASCII):
        name, day, year = found.groups()
        month = str(_MONTHS[name.lower()])
    iso = "-".join([year, f"{month:0>2}", *([f"{day:0>2}"] if day else [])])
    return iso if year and not _calendar_fault(iso) else ""


def _no_date(text: str, hint: str) -> PydanticCustomError:
    iso = as_iso(text)
    return fault("HG206", f'"{text[:60]}" is not a date.', f"write {iso}" if iso else hint, iso)


def _years(text: str) -> str:
    """What to write for two years of which the second is shortened, `2014-15`; empty for anything else."""
    year, _, short = text.partition("-")
    later = f"{year[:2]}{short}"
    return f"for the years write {year} to {later}" if len(short) == 2 and later > year else ""


def _without(text: str, word: str) -> str:
    """What to write for a date with one word too many, `in 2005`; empty where more than that is wrong."""
    rest = text.replace(word, "", 1).strip()
    return f"write {rest}" if _ISO.fullmatch(rest) else ""


def _when(text: str) -> str:
    if _ISO.fullmatch(text) and not _calendar_fault(text):  # as most are
        return text
    if _IN_DIGITS.fullmatch(text):
        raise _no_date(text, "write the year first, with two digits for month and day: 2014-04-30")
    tokens = _WHEN_TOKEN.findall(text) if len(text) <= 80 else []
    if re.sub(r"\s+", "", text) != "".join(tokens) or not any(re.match(r"\d{4}", t) for t in tokens):
        raise _no_date(text, "write 2014, 2014-04, 2014-04-30 or words such as: by end 2014")
    for token in tokens:
        if token[0].isalpha() and token.lower() not in _WHEN_WORDS:
            raise fault(
                "HG206",
                f'"{token}" means nothing in a date.',
                _without(text, token) or "write 2014, 2014-04, 2014-04-30, by August 2014, 2010 to 2011",
            )
        if impossible := _calendar_fault(token):
            raise fault("HG206", f"{text} is not a date: {impossible}.", _years(token) or "correct the date")
    for day, month, year in _IN_WORDS.findall(text):
        if impossible := _calendar_fault(f"{year}-{_MONTHS[month.lower()]:02}-{int(day):02}"):
            raise fault("HG206", f"{text} is not a date: {impossible}.", "correct the date")
    return text


When = Annotated[Text, AfterValidator(_when), WithJsonSchema({"type": ["string", "integer"]})]
"""A date as text that means something: `2011`, `2014-04`, `2014-04-30`, `by end 2014`, `2007–2013`."""


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        iso = as_iso(text) if as_iso(text).count("-") == 2 else ""
        hint = f"write {iso}" if iso else "write year, month and day: 2026-11-22"
        raise fault("HG206", f'"{text[:60]}" is not a full date.', hint, iso)
    return _when(text)


Day = Annotated[Text, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A full date, `2026-11-22`."""


@lru_cache(maxsize=4096)
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
