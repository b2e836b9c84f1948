"""The voucher finder: every instrument of every programme as a table, and as data that `client/vouchers.js` chooses from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..hub import RecordEntry
from ..kinds import Amount, Eligible, Instrument
from ..schema import country_names, last_day
from . import wording
from .derived import DerivedPages
from .page import Derivation, Page

URL = "tools/vouchers/"
DATA = "instruments.json"
SMALL = ("micro", "small", "medium")
"""What an SME is, by Commission Recommendation 2003/361/EC."""
SIZES = (*SMALL, "start-up", "large", "research")


class Offered(NamedTuple):
    """An instrument, with the programme that gives it."""

    entry: RecordEntry
    instrument: Instrument


class VoucherPages(DerivedPages):
    """Makes the page of the finder, where there is an instrument to find."""

    def offered(self) -> list[Offered]:
        """All instruments, by programme."""
        found = []
        for kind in self.hub.kinds:
            for entry in self.hub.of_kind(kind.folder) if kind.gives else ():
                found += [Offered(entry, one) for one in getattr(entry.record, kind.gives)]
        return found

    def derivations(self) -> list[Derivation]:
        return [Derivation(URL, self._page)] if any(kind.gives for kind in self.hub.kinds) and self.offered() else []

    def _page(self) -> Page:
        offered = self.offered()
        html = self.render(
            "tools/vouchers.html",
            URL,
            data=DATA,
            rows=[self._row(one) for one in offered],
            choices=self._choices(offered),
        )
        words = self.words["vouchers"]
        return Page(
            url=URL,
            title=words["title"],
            description=words["about"],
            html=html,
            layout="directory",
            beside=((f"{URL}{DATA}", self._data(offered)),),
        )

    def _row(self, one: Offered) -> dict[str, Any]:
        """An instrument as the table shows it."""
        instrument = one.instrument
        approval = {True: "yes", False: "no", None: "unknown"}[instrument.approval_before]
        return {
            "entry": one.entry,
            "name": instrument.name,
            "amount": self._amount(instrument.amount),
            "purpose": instrument.purpose or "",
            "approval": self.words[f"vouchers.approval.{approval}"],
            "known": self._known(one.entry),
        }

    def _known(self, entry: RecordEntry) -> str:
        """The year of the newest publication that a programme's record cites; "" where none has one."""
        cited = {source.publication for source in entry.record.sources if source.publication}
        found = (self.site.entry(("white-papers",), name) for name in cited)
        years = (getattr(one.record, "year", None) for one in found if isinstance(one, RecordEntry))
        return max((year for year in years if year), default="")

    def _amount(self, amount: Amount | None) -> str:
        sums = {name: str(self.words[f"record.amount_{name}"]) for name in ("between", "up_to", "at_least")}
        return wording.amount(amount, **sums) if amount else ""

    def _choices(self, offered: list[Offered]) -> dict[str, Any]:
        """What the form offers."""
        countries, sectors = set[str](), set[str]()
        for one in offered:
            eligible = _eligible(one.entry)
            countries |= {*eligible.countries, *getattr(one.entry.record, "countries", ())}
            sectors |= {*eligible.sectors}
        names = country_names()
        return {
            "sizes": [(size, self.words[f"vouchers.sizes.{size}"]) for size in SIZES],
            "countries": sorted(((code, names[code]) for code in countries), key=lambda pair: pair[1]),
            "sectors": sorted(((one, self._sector(one)) for one in sectors), key=lambda pair: pair[1].casefold()),
            "activities": sorted(
                {activity for one in offered for activity in one.instrument.activities}, key=str.casefold
            ),
        }

    def _sector(self, name: str) -> str:
        term = self.hub.terms.get(f"sectors/{name}")
        return term.title if term else name

    def _data(self, offered: list[Offered]) -> bytes:
        rows = [{key: value for key, value in self._datum(one) if value not in (None, "", (), [])} for one in offered]
        return (json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def _datum(self, one: Offered) -> Iterator[tuple[str, Any]]:
        record, instrument, eligible = one.entry.record, one.instrument, _eligible(one.entry)
        amount = instrument.amount
        yield from (("name", instrument.name), ("programme", one.entry.title), ("url", one.entry.url))
        yield from (("amount", self._amount(amount)), ("currency", amount.currency if amount else ""))
        yield from (("least", amount.min if amount else None), ("most", amount.max if amount else None))
        yield from (("purpose", instrument.purpose), ("activities", instrument.activities))
        yield "approval", instrument.approval_before
        yield from (("sizes", [*_sizes(eligible.size)]), ("size_words", ", ".join(eligible.size)))
        yield from (("sectors", eligible.sectors), ("sector_words", [self._sector(name) for name in eligible.sectors]))
        names = country_names()
        countries, works_in = eligible.countries, getattr(record, "countries", ())
        yield from (("countries", countries), ("works_in", works_in if not countries else ()))
        yield "country_words", [names[code] for code in countries or works_in]
        yield "regions", "; ".join(eligible.regions)
        yield "calls", "; ".join(getattr(record, "calls", ()))
        period = getattr(record, "period", None)
        yield "period", wording.date(period) if period else ""
        end = last_day(period) if period else None
        yield "over", bool(end and end < self.hub.today) or None
        yield "known", "" if period else self._known(one.entry)


def _eligible(entry: RecordEntry) -> Eligible:
    found = getattr(entry.record, "eligible", None)
    return found if isinstance(found, Eligible) else Eligible()


def _sizes(stated: tuple[str, ...]) -> Iterator[str]:
    """The sizes that words mean, as far as they are plain: "SMEs in health" are micro, small and medium firms."""
    for text in stated:
        plain = text.casefold()
        if "sme" in plain or "small and medium" in plain:
            yield from SMALL
        yield from (size for size in SIZES if size in plain and not ("small" in size and "small and medium" in plain))
