"""Sums of money as people write them: "up to EUR 500", "€ 500 to 7,000", "free of charge", read as figures.

What is not plainly one sum is not read: a rate ("EUR 50 per participant"), a figure without a currency, two sums of which
nobody says how they go together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_SIGNS: Final = {"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "$": "USD"}
_CURRENCIES: Final = ("bgn", "chf", "czk", "dkk", "eur", "gbp", "huf", "isk", "nok", "pln", "ron", "sek", "usd")
_TIMES: Final = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_NOTHING = re.compile(r"(?:nothing|none|free|free of charge|no costs?|no fees?|no charge|0)")
_AT_MOST: Final = ("up to", "at most", "no more than", "not more than", "less than", "under", "within", "maximum")
_AT_LEAST: Final = ("at least", "no less than", "more than", "over", "from", "minimum")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money: at least, and at most, None where no end is stated. `currency` is a code of ISO 4217."""

    least: float
    most: float | None
    currency: str


FREE: Final = Sum(0.0, 0.0, "")

_CURRENCY = "|".join(re.escape(one) for one in sorted((*_SIGNS, *_CURRENCIES), key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d{1,12}(?:[.,]\d{1,2})?(?!\d)"
_BOUNDS = "|".join(sorted((*_AT_MOST, *_AT_LEAST), key=len, reverse=True))
_SUM = re.compile(
    rf"(?:\b(?P<bound>{_BOUNDS})\s+)?(?P<between>\bbetween\s+)?(?:(?<!\w)(?P<before>{_CURRENCY})\s?)?"
    rf"(?<![\d.,])(?P<least>{_FIGURE})\s?(?P<times>{'|'.join(_TIMES)})?\b"
    rf"(?:\s?(?:-|to|or|(?(between)and|(?!)))\s?(?:(?:{_CURRENCY})\s?)?(?P<most>{_FIGURE})\s?(?P<times_most>{'|'.join(_TIMES)})?\b)?"
    rf"(?:\s?(?P<after>{_CURRENCY})(?!\w))?"
)
_RATE = re.compile(r"\b(?:per|each|every|hourly|daily|monthly|yearly|annually)\b|\ba (?:day|week|month|year|head)\b|%")
_SPACES = str.maketrans({"–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})


@cache
def read(words: str) -> Sum | None:
    """The sum that some words state, or None where they do not plainly state one."""
    text = " ".join(words.casefold().translate(_SPACES).split())[:200]
    if _NOTHING.fullmatch(text):
        return FREE
    found = [match for match in _SUM.finditer(text) if match["before"] or match["after"]]
    if len(found) != 1 or _RATE.search(text):
        return None
    return _read(found[0])


def _read(found: re.Match[str]) -> Sum | None:
    least, most = _figure(found["least"]), _figure(found["most"] or found["least"])
    times_most = _TIMES.get(found["times_most"] or found["times"] or "", 1.0)
    # "1 to 2 million" means millions both times
    times = _TIMES.get(found["times"] or (found["times_most"] if found["most"] else None) or "", 1.0)
    least, most = least * times, most * times_most
    currency = (found["before"] or found["after"]).casefold()
    code = _SIGNS.get(currency, currency.upper())
    if most < least:
        return None
    if found["bound"] in _AT_MOST:
        return Sum(0.0, most, code)
    return Sum(least, None if found["bound"] in _AT_LEAST and not found["most"] else most, code)


def _figure(written: str) -> float:
    """A figure with separators of thousands or of decimals, as several countries write them."""
    if re.search(r"[,. ]\d{3}(?:\D|$)", written):
        return float(re.sub(r"[,. ]", "", written))
    return float(written.replace(",", "."))
