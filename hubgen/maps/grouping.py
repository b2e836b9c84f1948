"""What lies together on a map: places nearer to each other than their symbols are wide become one group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .land import Point

Cell = tuple[int, int]


def grouped(weights: Mapping[Point, int], near: Point) -> dict[Point, list[Point]]:
    """Places by the one that stands for them: the heaviest of its neighbourhood, so that a group stands on a real place.

    `weights` says how much there is at each place, `near` how far apart symbols must be, across and down, in the same
    units as the places. Those that stand are at least that far from each other; every place belongs to the nearest of
    them. Works place by place over a grid, in time linear in their number.
    """
    grid: dict[Cell, list[Point]] = {}
    for place in sorted(weights, key=lambda place: (-weights[place], place)):
        if not any(_far(place, other, near) < 1 for other in _around(grid, place, near)):
            grid.setdefault(_cell(place, near), []).append(place)
    found: dict[Point, list[Point]] = {place: [] for placed in grid.values() for place in placed}
    for place in weights:
        found[min(_around(grid, place, near), key=lambda other: (_far(place, other, near), other))].append(place)
    return found


def thinned(weights: Mapping[Point, int], near: Point, most: int) -> dict[Point, list[Point]]:
    """Places in groups as `grouped` makes them, with `near` widened step by step until there are at most `most` of them."""
    groups = grouped(weights, near)
    while len(groups) > max(most, 1):
        near = Point(near.x * 1.2, near.y * 1.2)
        groups = grouped(weights, near)
    return groups


def _cell(place: Point, near: Point) -> Cell:
    return int(place.x // near.x), int(place.y // near.y)


def _around(grid: Mapping[Cell, list[Point]], place: Point, near: Point) -> Iterator[Point]:
    """What stands in the cell of a place and in the eight around it: nothing nearer lies outside."""
    column, row = _cell(place, near)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            yield from grid.get((x, y), ())


def _far(one: Point, other: Point, near: Point) -> float:
    """How far apart two places are, squared, where 1 is as near as symbols may be."""
    across, down = (one.x - other.x) / near.x, (one.y - other.y) / near.y
    return across * across + down * down
