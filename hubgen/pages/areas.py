"""How the records of a map lie together: what each symbol stands for, and the areas of the list.

There are two drawings, for a wide and for a narrow screen. The symbols of the narrow one are made of those of the wide
one, so that the list can hold both as parts of it: an area for each symbol of the narrow drawing, in it a part for each
of the wide one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..hub import RecordEntry
from ..maps import Frame, Point, thinned
from .whereabouts import Whereabouts

SYMBOL = 26
"""Pixels that a symbol needs for itself: enough to point at, and a rim around it."""
WIDE, NARROW = (620, 120), (320, 45)
"""Of the drawing on a large screen and on a phone: its least width in pixels, and how many symbols it may hold."""
LONG = 24
"""Records from which an area of the list is parted once more."""
NAMED = 3
"""Places that the name of a group tells; that of an area, two more."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list, with where it is and the numbers of the choices that find it."""

    entry: RecordEntry
    at: Whereabouts
    choices: str

    @property
    def label(self) -> str:
        """What its point is called."""
        return ": ".join(word for word in (self.entry.title, self.at.words) if word)


@dataclass(frozen=True, slots=True)
class Spot:
    """What one symbol stands for: `id` in the list, the point, and its records."""

    id: str
    label: str
    point: Point
    rows: list[Row]

    @property
    def places(self) -> list[str]:
        """The nearest places that its records name, those of most records first."""
        return [name for name, _ in Counter(row.at.near or row.at.country for row in self.rows).most_common()]

    @property
    def hollow(self) -> bool:
        """Whether no record of it has a place of its own."""
        return all(row.at.hollow for row in self.rows)


@dataclass(frozen=True, slots=True)
class Area:
    """Spots that are one symbol on a narrow screen, and one part of the list."""

    whole: Spot
    spots: list[Spot]

    @property
    def is_long(self) -> bool:
        """Whether its spots need headings of their own."""
        return len(self.spots) > 1 and len(self.whole.rows) > LONG


def areas(rows: Iterable[Row], frame: Frame, ids: Iterator[int]) -> list[Area]:
    """The areas of a map by their labels, with the records that it is the nearest one to show; `ids` numbers them."""
    at: dict[Point, list[Row]] = {}
    for row in rows:
        if row.at.frame is frame and row.at.point:
            at.setdefault(row.at.point, []).append(row)
    wide = _together(at, frame, *WIDE)
    narrow = _together({seed: _rows(at, places) for seed, places in wide.items()}, frame, *NARROW)
    parts = [(point, [(seed, _rows(at, wide[seed])) for seed in seeds]) for point, seeds in narrow.items()]
    labels = _apart([[row for _, found in spots for row in found] for _, spots in parts])
    named = sorted(zip(labels, parts, strict=True), key=lambda pair: (pair[0].casefold(), pair[1][0]))
    return [_area(label, point, spots, ids) for label, (point, spots) in named]


def _area(label: str, point: Point, spots: list[tuple[Point, list[Row]]], ids: Iterator[int]) -> Area:
    number = next(ids)
    labels = _apart([rows for _, rows in spots])
    inside = [
        Spot(f"spot--{next(ids)}", name, at, sorted(rows, key=_by_place))
        for name, (at, rows) in zip(labels, spots, strict=True)
    ]
    inside.sort(key=lambda spot: _by_place(spot.rows[0]))
    rows = [row for spot in inside for row in spot.rows]
    return Area(Spot(f"area--{number}", label, point, rows), inside)


def _together(at: Mapping[Point, Sequence[Row]], frame: Frame, width: int, most: int) -> dict[Point, list[Point]]:
    """Points by the one that stands for them on a drawing of some width."""
    near = Point(100 * SYMBOL / width, 100 * SYMBOL / width * frame.ratio)
    return thinned({point: len(rows) for point, rows in at.items()}, near, most)


def _rows(at: Mapping[Point, Sequence[Row]], points: Iterable[Point]) -> list[Row]:
    return [row for point in points for row in at[point]]


def _apart(areas: Sequence[Sequence[Row]]) -> list[str]:
    """What areas are called: their countries; of several with the same, also the places in them."""
    countries = [_joined(row.at.country or row.at.near for row in rows) for rows in areas]
    shared = Counter(countries)
    return [
        ": ".join(word for word in (name, _joined(row.at.near for row in rows)) if word) if shared[name] > 1 else name
        for name, rows in zip(countries, areas, strict=True)
    ]


def _joined(names: Iterable[str]) -> str:
    found = [name for name, _ in Counter(filter(None, names)).most_common()]
    most = NAMED + 2
    return ", ".join(found[:most]) + (" …" if len(found) > most else "")


def _by_place(row: Row) -> tuple[str, str, str]:
    return row.at.country.casefold(), row.at.near.casefold(), row.entry.title.casefold()
