"""Where boxes and what joins them stand: boxes in columns, bridges at about the height of the boxes that they join.

Knows names and heights only. Everything is tried a fixed number of times, and of equals the first is taken, so the same
input gives the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_ROUNDS = 8
"""How often boxes and bridges are put in order by one another."""


@dataclass(frozen=True, slots=True)
class Places:
    """Boxes by column from above, the top of each, the middle of each bridge, and the height of it all, in pixels."""

    columns: tuple[tuple[str, ...], ...]
    tops: Mapping[str, float]
    bridges: Mapping[str, float]
    height: float
    strain: float
    """How far the lines between boxes and bridges go up or down, all together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What is to be arranged: the heights of boxes and of bridges by name, the boxes that each bridge joins, the number of
    columns, how far below its top a line meets a box, and the room between any two."""

    boxes: Mapping[str, float]
    bridges: Mapping[str, float]
    joins: Mapping[str, Sequence[str]]
    columns: int
    port: float
    gap: float

    def best(self) -> Places:
        """The places with the least strain of a fixed number: boxes go by the height of their bridges and these by that of
        their boxes, in turn."""
        joined = _turned(self.joins)
        best = places = self._stood(self._in_columns(_chained(self.boxes, joined)))
        for _ in range(_ROUNDS):
            wanted = {box: _mean(places.bridges[one] for one in joined.get(box, ())) for box in self.boxes}
            places = self._stood([sorted(column, key=wanted.__getitem__) for column in places.columns])
            if places.strain < best.strain:
                best = places
        return best

    def _in_columns(self, chain: Sequence[str]) -> list[list[str]]:
        """A chain of boxes over columns, each in the column that is shortest so far: neighbours face each other."""
        columns: list[list[str]] = [[] for _ in range(self.columns)]
        ends = [0.0] * self.columns
        for box in chain:
            shortest = ends.index(min(ends))
            columns[shortest].append(box)
            ends[shortest] += self.boxes[box] + self.gap
        return columns

    def _stood(self, columns: Sequence[Sequence[str]]) -> Places:
        """Boxes one below the other in their columns, and each bridge as near as can be to the middle of what it joins."""
        stacks = [sum(self.boxes[box] + self.gap for box in column) - self.gap for column in columns]
        height = max(*stacks, sum(self.bridges.values()) + self.gap * (len(self.bridges) - 1))
        tops = {}
        for column, size in zip(columns, stacks, strict=True):
            here = (height - size) / 2
            for box in column:
                tops[box] = round(here)
                here += self.boxes[box] + self.gap
        wanted = {bridge: _mean(tops[box] + self.port for box in boxes) for bridge, boxes in self.joins.items()}
        order = sorted(self.bridges, key=lambda bridge: (wanted[bridge], bridge))
        middles = self._spread([(wanted[bridge], self.bridges[bridge]) for bridge in order], height)
        stood = dict(zip(order, middles, strict=True))
        strain = sum(abs(stood[one] - tops[box] - self.port) for one, boxes in self.joins.items() for box in boxes)
        return Places(tuple(map(tuple, columns)), tops, stood, height, strain)

    def _spread(self, wanted: Sequence[tuple[float, float]], height: float) -> list[float]:
        """Middles as near as can be to those wanted, in this order, with room for each and none above 0 or below `height`."""
        middles: list[float] = []
        edge = 0.0
        for middle, size in wanted:
            middles.append(max(middle, edge + size / 2))
            edge = middles[-1] + size / 2 + self.gap
        edge = height
        for number in range(len(middles) - 1, -1, -1):
            size = wanted[number][1]
            middles[number] = min(middles[number], edge - size / 2)
            edge = middles[number] - size / 2 - self.gap
        return [round(middle, 1) for middle in middles]


def _chained(boxes: Iterable[str], joined: Mapping[str, Sequence[str]]) -> list[str]:
    """Boxes in an order in which each shares as many bridges as can be with the one before; the most tied is first."""
    bridges = {box: frozenset(joined.get(box, ())) for box in boxes}
    left = sorted(bridges, key=lambda box: -len(bridges[box]))
    chain = [left.pop(0)]
    while left:
        shared = [len(bridges[chain[-1]] & bridges[box]) for box in left]
        chain.append(left.pop(shared.index(max(shared))))
    return chain


def _turned(joins: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The bridges of each box."""
    found: dict[str, list[str]] = {}
    for bridge, boxes in joins.items():
        for box in boxes:
            found.setdefault(box, []).append(bridge)
    return found


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
