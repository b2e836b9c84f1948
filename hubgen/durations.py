"""Lengths of time as people write them: "half a day", "about six months", "2 to 3 hours", read as days.

What is not plainly one length is not read at all: a rate ("two hours a week"), a moment ("alongside the workshops"), a
time without a number ("long-term"), two lengths of which nobody says how they go together. No guess is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

HOURS_OF_A_DAY: Final = 8
"""A day is one of work; weeks, months and years are of the calendar."""
_UNITS: Final = {
    "minute": 1 / 60 / HOURS_OF_A_DAY,
    "min": 1 / 60 / HOURS_OF_A_DAY,
    "hour": 1 / HOURS_OF_A_DAY,
    "hr": 1 / HOURS_OF_A_DAY,
    "half-day": 0.5,
    "morning": 0.5,
    "afternoon": 0.5,
    "evening": 0.5,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 365.25 / 12,
    "quarter": 365.25 / 4,
    "year": 365.25,
}
_NUMBERS: Final = {
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "a quarter of an": 0.25, "a couple of": 2.0, "a": 1.0, "an": 1.0,
    "one and a half": 1.5, "two and a half": 2.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0,
    "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fourteen": 14.0,
    "fifteen": 15.0, "eighteen": 18.0, "twenty": 20.0, "twenty-four": 24.0, "thirty": 30.0, "thirty-six": 36.0,
}  # fmt: skip
_AT_MOST: Final = ("within", "up to", "at most", "no more than", "not more than", "less than", "under", "maximum")
_AT_LEAST: Final = ("at least", "no less than", "not less than", "more than", "over", "minimum")
_ABOUT: Final = ("about", "around", "approximately", "roughly", "some", "nearly", "almost", "circa", "ca.", "c.", "~")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in days: at least so long, and at most so long; None where no end is stated."""

    least: float
    most: float | None

    def __add__(self, other: Span) -> Span:
        return Span(self.least + other.least, None if None in (self.most, other.most) else _sum(self.most, other.most))


def _sum(one: float | None, other: float | None) -> float:
    return (one or 0.0) + (other or 0.0)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|{_any_of(tuple(_NUMBERS))})"
_UNIT = rf"(?:(?:working|calendar)[ -])?(?P<unit{{n}}>half[ -]day|{_any_of(tuple(_UNITS))})s?\b"
_JOINED = r"[ -]?"
_HEAD = re.compile(
    rf"(?:(?P<bound>{_any_of((*_AT_MOST, *_AT_LEAST, *_ABOUT))})\s*)?(?P<between>between )?"
    rf"(?P<from>{_NUMBER})(?:{_JOINED}{_UNIT.format(n=0)})?"
    rf"(?:(?: ?- ?| to | or |(?(between) and |(?!)))(?P<to>{_NUMBER}))?(?:{_JOINED}{_UNIT.format(n=1)})?"
)
_LENGTH = re.compile(rf"\b{_NUMBER}{_JOINED}{_UNIT.format(n=2)}")
_PART_OF_DAY = re.compile(r"^ (?:on|in|of) (?:an?|one|the) (?:morning|afternoon|evening|day)\b")
"""When it is: "four hours on one afternoon" names no second length."""
_PLUS = re.compile(r"(?:,? and |,? plus | \+ )")
_RATE = re.compile(
    r"\b(?:per|every|daily|weekly|monthly|quarterly|yearly|annual|annually)\b|\ba (?:day|week|month|year)\b"
)
_OTHER_CLAUSE = re.compile(r"[;(]")
_DASHES = str.maketrans({"–": "-", "—": "-", "‒": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "½": ".5"})


@cache
def read(words: str) -> Span | None:
    """The length of time that some words state first, in days; None where they do not plainly state one.

    What follows the length ("for the dialogue", "with follow-up afterwards") is not weighed: whoever shows the length
    shows the words too.
    """
    clause = _OTHER_CLAUSE.split(" ".join(words.casefold().translate(_DASHES).split())[:200], maxsplit=1)[0].strip()
    span: Span | None = None
    while found := _HEAD.match(clause):
        part = _span(found)
        if part is None:
            return None
        span = part if span is None else span + part
        clause = _PART_OF_DAY.sub("", clause[found.end() :])
        more = _PLUS.match(clause)
        if not more or not _LENGTH.match(clause[more.end() :]):
            break
        clause = clause[more.end() :]
    return None if _RATE.search(clause) or _LENGTH.search(clause) else span


def _span(found: re.Match[str]) -> Span | None:
    """The length that one match of a number, or two, with a unit means."""
    unit, first_unit = found["unit1"], found["unit0"]
    if (not unit and not first_unit) or (found["to"] and not unit):
        return None
    days = _number(found["from"]) * _UNITS[_name(first_unit or unit)]
    bound = found["bound"] or ""
    if found["to"]:
        most = _number(found["to"]) * _UNITS[_name(unit)]
        return Span(days, most) if days <= most else None
    if bound in _AT_MOST:
        return Span(0.0, days)
    return Span(days, None if bound in _AT_LEAST else days)


def _name(unit: str) -> str:
    return unit.replace(" ", "-")


def _number(word: str) -> float:
    return _NUMBERS[word] if word in _NUMBERS else float(word.replace(",", "."))
