"""Where a record is: the map that shows it, its point there, how exactly that is known, and the words for it.

Nothing is guessed: a record without a location stands in the middle of its country, hollow, as all points do that stand
for more than a town; one without a country stands nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from ..hub import RecordEntry
from ..kinds import Record
from ..maps import FRAMES, Frame, Point, lands
from ..places import Location, country_names, region_label
from .fields import fields

Say = Callable[[str], object]
"""Gives a word of the interface by its name."""
WIDE = frozenset({"region", "country"})
"""Precisions of a point that stands for an area."""
_IN_WORDS: dict[str, Callable[[str], str]] = {
    "countries": lambda code: country_names().get(code, code),
    "regions": region_label,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a record is. `near` is the nearest place it names, `country` the widest; either may be missing.

    `frame` and `point` are None where no map shows it; `precision` says what the point stands for, "" where there is none.
    """

    near: str
    country: str
    precision: str = ""
    frame: Frame | None = None
    point: Point | None = None

    @property
    def named(self) -> list[str]:
        """What is known of it in words, each once: `["Augsburg", "Germany"]`."""
        return list(dict.fromkeys(word for word in (self.near, self.country) if word))

    @property
    def words(self) -> str:
        """`Augsburg, Germany`."""
        return ", ".join(self.named)

    @property
    def hollow(self) -> bool:
        """Whether the point stands for an area, not a town."""
        return self.precision in WIDE


@cache
def location_field(kind: type[Record]) -> str:
    """The field of a kind that holds points on the map; "" for a kind without."""
    return next((field.name for field in fields(kind) if field.shape == "location"), "")


def whereabouts(entry: RecordEntry, say: Say) -> Whereabouts:
    """Where a record of a kind with a location is."""
    record, kind = entry.record, entry.kind
    near, country = named(record)
    given = _first(getattr(record, location_field(kind), None))
    if isinstance(given, Location):
        frame, point = placed(given.lat, given.lon)
        near = near or ("" if country else coordinates(given.lat, given.lon, say))
        return Whereabouts(near=near, country=country, precision=given.precision, frame=frame, point=point)
    middle = lands().middles.get(country_code(record))
    if middle is None:
        return Whereabouts(near=near, country=country)
    frame, point = placed(*middle)
    return Whereabouts(near=near, country=country, precision="country", frame=frame, point=point)


@lru_cache(maxsize=65_536)
def placed(lat: float, lon: float) -> tuple[Frame | None, Point | None]:
    """The first map that shows a place, and its point there."""
    return next(((frame, point) for frame in FRAMES if (point := frame.at(lat, lon))), (None, None))


def named(record: Record) -> tuple[str, str]:
    """The nearest place that a record names, and the last of those that its kind declares: `("Augsburg", "Germany")`."""
    *near, last = _ways(type(record))
    words = (said for name, shape in near if (said := _said(record, name, shape)))
    return next(words, ""), _said(record, *last)


def country_code(record: Record) -> str:
    """The country in which a record is, by its ISO 3166-1 code; "" where none is given."""
    ways = (name for name, shape in _ways(type(record)) if shape == "countries")
    return next((str(code) for name in ways if (code := _first(getattr(record, name, None)))), "")


def coordinates(lat: float, lon: float, say: Say) -> str:
    """`48.37° N, 10.90° E`."""
    north = say("record.north" if lat >= 0 else "record.south")
    east = say("record.east" if lon >= 0 else "record.west")
    return f"{abs(lat):.2f}° {north}, {abs(lon):.2f}° {east}"


@cache
def _ways(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields that say where a record of a kind is, from near to far, each with its shape."""
    shapes = {field.name: field.shape for field in fields(kind)}
    return tuple((name, shapes.get(name, "")) for name in kind.placed_by) or (("", ""),)


def _said(record: Record, name: str, shape: str) -> str:
    value = _first(getattr(record, name, None)) if name else None
    return _IN_WORDS.get(shape, str)(value) if isinstance(value, str) else ""


def _first(value: object) -> object:
    """A value, or the first of several."""
    return next(iter(value), None) if isinstance(value, tuple | list) else value
