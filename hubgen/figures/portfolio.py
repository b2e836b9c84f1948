"""Figures 1, 2 and 4: which services there are, and how they belong together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from .lettering import NARROW, WIDE, Face, Faces, toned
from .sequence import Row, Step, down, line_at, step_column, step_row, ways
from .shapes import (
    DISC,
    Anchor,
    Icon,
    Piece,
    Point,
    Run,
    arrow,
    box,
    box_height,
    circle,
    circle_radius,
    disc,
    frame,
    icon_disc,
    lettering,
    lettering_height,
    line,
    on_ring,
)
from .words import CATEGORIES

Words = Mapping[str, str]

_NODE = 27.0
"""Radius of a category's disc."""
_CENTRE = 156.0
"""Width of the lettering in the middle of the categories."""


def services_wide(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 1 as a row of three services with their joint effect below."""
    row = Row(width=width, count=3, gap=40)
    steps = _services(words)
    y = line_at(row, steps, WIDE)
    drawn = ways(row, y, steps, WIDE) + step_row(row, y, steps, WIDE)
    top = drawn.bottom + 14
    drawn += line((0, top), (0, top + 14), (width, top + 14), (width, top))
    drawn += arrow((width / 2, top + 14), (width / 2, top + 42))
    return drawn + _effect(words, (0, top + 48), width, WIDE)


def services_narrow(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 1 as a column."""
    drawn = step_column((0, 0), width, _services(words), NARROW)
    drawn += down(DISC, drawn.bottom)
    return drawn + _effect(words, (0, drawn.bottom), width, NARROW)


def integrated_wide(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 2: two activities and where they lead, on the team that carries them."""
    blocks = _activities(words, WIDE)
    side, plus, way = 248.0, 34.0, 38.0
    last = width - 2 * side - plus - way
    high = max(box_height(across, runs) for across, runs in zip((side, side, last), blocks, strict=True))
    middle = high / 2
    drawn = box((0, 0), side, blocks[0], height=high) + box((side + plus, 0), side, blocks[1], height=high)
    drawn += _plus((side + plus / 2, middle))
    drawn += arrow((2 * side + plus + 8, middle), (width - last - 8, middle))
    drawn += box((width - last, 0), last, blocks[2], look="result", height=high)
    label = lettering((side / 2 + 14, high + 16), side, [Run(WIDE.note, words["2.carries"])])
    for x in (side / 2, side * 1.5 + plus):
        drawn += arrow((x, label.bottom + 9), (x, high + 6))
    return drawn + label + _team(words, (0, label.bottom + 15), width, WIDE, across=4)


def integrated_narrow(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 2 from top to bottom."""
    projects, initiatives, market = _activities(words, NARROW)
    drawn = _team(words, (0, 0), width, NARROW, across=2)
    drawn += down(width / 2, drawn.bottom, [Run(NARROW.note, words["2.carries"])], width / 2 - 14)
    drawn += box((0, drawn.bottom), width, projects)
    drawn += _plus((width / 2, drawn.bottom + 20))
    drawn += box((0, drawn.bottom + 11), width, initiatives)
    drawn += down(width / 2, drawn.bottom)
    return drawn + box((0, drawn.bottom), width, market, look="result")


def categories_wide(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 4: the categories clockwise around the new value chain."""
    middle = _centre(words, WIDE)
    inner = max(104.0, circle_radius(_CENTRE, middle))
    across = (inner + 34) / math.cos(math.pi / 6)
    label = _label_height(words, width / 2 - across - _NODE - 16)
    high = max(across, (label + 18) / math.sin(math.pi / 3))
    centre = (width / 2, high * math.sin(math.pi / 3) + label / 2)
    drawn = circle(centre, inner, middle, width=_CENTRE)
    nodes = [on_ring(centre, across, high, math.radians(60 * index - 120)) for index in range(len(CATEGORIES))]
    for index, category in enumerate(CATEGORIES):
        drawn += _node(words, icon, index, nodes[index])
        drawn += _ring_label(words, category, index, nodes[index], width)
    for one, next_one in pairwise(nodes):
        drawn += arrow(_towards(one, next_one), _towards(next_one, one))
    return drawn


def categories_narrow(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 4 as a column that ends in the new value chain."""
    indent = 2 * _NODE + 16
    drawn = Piece()
    for index, category in enumerate(CATEGORIES):
        top = drawn.bottom
        drawn += _node(words, icon, index, (_NODE, top + _NODE))
        drawn += lettering((indent, top), width - indent, _category(words, category, index, NARROW), gap=1)
        end = max(drawn.bottom + 14, top + 2 * _NODE + 30)
        drawn += arrow((_NODE, top + 2 * _NODE + 7), (_NODE, end)) + Piece(bottom=end + 7)
    return drawn + box((0, drawn.bottom), width, _centre(words, NARROW), look="result")


def _services(words: Words) -> list[Step]:
    keys = ("1.match", "1.meet", "1.fund")
    return [
        Step(name=words[key], text=words[f"{key}.text"], hands_on=words[f"{key}.yield"] if key != keys[-1] else "")
        for key in keys
    ]


def _effect(words: Words, at: Point, width: float, faces: Faces) -> Piece:
    said = [
        Run(faces.head, words["1.effect"]),
        Run(faces.text, words["1.effect.text"]),
        Run(faces.note, words["1.effect.note"]),
    ]
    return box(at, width, said, look="result")


def _activities(words: Words, faces: Faces) -> list[list[Run]]:
    keys = ("2.projects", "2.initiatives", "2.market")
    return [[Run(faces.head, words[key]), Run(faces.text, words[f"{key}.text"])] for key in keys]


def _plus(centre: Point) -> Piece:
    x, y = centre
    return line((x - 9, y), (x + 9, y), look="join") + line((x, y - 9), (x, y + 9), look="join")


def _team(words: Words, at: Point, width: float, faces: Faces, *, across: int) -> Piece:
    said = [Run(faces.head, words["2.team"]), Run(faces.text, words["2.team.text"])]
    text = lettering((at[0] + 16, at[1] + 16), width - 32, said)
    row = Row(width=width - 32, count=across, gap=16)
    tasks = [words[f"2.task.{number}"] for number in (1, 2, 3, 4)]
    inside = text
    for start in range(0, 4, across):
        top = inside.bottom + 14
        for index, task in enumerate(tasks[start : start + across]):
            left = at[0] + 16 + row.left(index)
            inside += line((left, top), (left + row.column, top), look="rule")
            inside += lettering((left, top + 8), row.column, [Run(toned(faces.text, "accent"), task)])
    return frame(at, width, inside.bottom + 16 - at[1], inside)


def _category(words: Words, category: str, index: int, faces: Faces) -> list[Run]:
    key = f"category.{category}"
    return [
        Run(faces.note, f"{index + 1}  {words[f'{key}.aim']}"),
        Run(toned(faces.head, f"c{index + 1}"), words[key]),
        Run(faces.text, words[f"{key}.question"]),
    ]


def _centre(words: Words, faces: Faces) -> list[Run]:
    return [Run(faces.head, words["4.centre"]), Run(faces.note, words["4.centre.text"])]


def _node(words: Words, icon: Icon | None, index: int, centre: Point) -> Piece:
    tone = f"c{index + 1}"
    if icon is None:
        return disc(centre, str(index + 1), tone=tone, face=_numeral, radius=_NODE)
    return icon_disc(centre, _NODE, icon(words[f"category.{CATEGORIES[index]}.icon"]), tone=tone)


_numeral = Face(name="text", size=18, leading=24, bold=True)


def _towards(one: Point, other: Point) -> Point:
    """The point just outside the disc at `one`, on the way to `other`."""
    return on_ring(one, _NODE + 9, _NODE + 9, math.atan2(other[1] - one[1], other[0] - one[0]))


def _ring_label(words: Words, category: str, index: int, node: Point, width: float) -> Piece:
    runs = _category(words, category, index, WIDE)
    right = node[0] > width / 2
    x = node[0] + (_NODE + 16 if right else -_NODE - 16)
    across = width - x if right else x
    anchor: Anchor = "start" if right else "end"
    return lettering((x, node[1] - lettering_height(across, runs, gap=1) / 2), across, runs, anchor=anchor, gap=1)


def _label_height(words: Words, across: float) -> float:
    labels = (_category(words, category, index, WIDE) for index, category in enumerate(CATEGORIES))
    return max(lettering_height(across, label, gap=1) for label in labels)
