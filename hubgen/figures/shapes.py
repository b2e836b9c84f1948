"""The marks that figures are made of: text, boxes, discs, gates, arrows.

Each function returns a `Piece`: markup that is already escaped, and how far down it reaches. Colours are classes of
`figures.css`; no mark has a style of its own, so that the policy `style-src 'self'` and both colour schemes hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal
from xml.etree import ElementTree

from .lettering import Face, wrap

Icon = Callable[[str], str]
"""Gives an icon by name: path data, the markup inside an SVG, or a whole SVG of 24 by 24."""
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

DISC = 18.0
"""Radius of a numbered disc."""
GATE = 11.0
"""From the middle of a gate's diamond to its corners."""
_ICON_SIDE = 24
_INDENT = 14
"""Of text after a bullet."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a drawing, and the y of its lower edge."""

    markup: str = ""
    bottom: float = 0.0

    def __add__(self, other: Piece) -> Piece:
        return Piece(f"{self.markup}{other.markup}", max(self.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph in one face, with a bullet before it or without."""

    face: Face
    text: str
    bullet: bool = False


def lettering(at: Point, width: float, runs: Sequence[Run], *, anchor: Anchor = "start", gap: float = 4) -> Piece:
    """Return paragraphs below each other, wrapped to `width`; `at` is the top of the first, at its anchor."""
    x, y = at
    drawn = Piece(bottom=y)
    for run in (run for run in runs if run.text):
        top = drawn.bottom + (gap if drawn.markup else 0)
        indent = _INDENT if run.bullet else 0
        if run.bullet:
            drawn += _bullet((x, top), run.face)
        for words in wrap(run.text, width - indent, run.face):
            drawn += _line(words, (x + indent, top), run.face, anchor)
            top = drawn.bottom
    return drawn


def lettering_height(width: float, runs: Sequence[Run], *, gap: float = 4) -> float:
    """Return how high `lettering` of these paragraphs is."""
    return lettering((0, 0), width, runs, gap=gap).bottom


def box(
    at: Point, width: float, runs: Sequence[Run], *, look: str = "box", height: float = 0, pad: float = 16
) -> Piece:
    """Return paragraphs in a box as high as they need, or `height` if that is more."""
    x, y = at
    height = max(height, box_height(width, runs, pad=pad))
    inside = lettering((x + pad, y + pad), width - 2 * pad, runs)
    return frame(at, width, height, inside, look=look)


def box_height(width: float, runs: Sequence[Run], *, pad: float = 16) -> float:
    """Return how high `box` of these paragraphs is."""
    return lettering_height(width - 2 * pad, runs) + 2 * pad


def frame(at: Point, width: float, height: float, inside: Piece, *, look: str = "box") -> Piece:
    """Return `inside` with a rectangle behind it."""
    rect = _tag("rect", f"hub-figure-{look}", x=at[0], y=at[1], width=width, height=height, rx=6)
    return Piece(f'<g class="hub-figure-part">{rect}{inside.markup}</g>', at[1] + height)


def disc(centre: Point, label: str, *, face: Face, tone: str = "accent", radius: float = DISC) -> Piece:
    """Return a filled disc with a numeral in it."""
    numeral = replace(face, name="numeral", bold=True, tone="")
    inside = lettering((centre[0], centre[1] - numeral.leading / 2), 2 * radius, [Run(numeral, label)], anchor="middle")
    return _round(centre, radius, f"hub-figure-{tone}", inside)


def icon_disc(centre: Point, radius: float, drawing: str, *, tone: str) -> Piece:
    """Return a filled disc with an icon in it."""
    side = radius * 1.1
    scale = side / _ICON_SIDE
    place = f"translate({_number(centre[0] - side / 2)} {_number(centre[1] - side / 2)}) scale({_number(scale, 3)})"
    paths = "".join(f'<path d="{escape(path)}"/>' for path in icon_paths(drawing))
    inside = Piece(f'<g class="hub-figure-icon" transform="{place}">{paths}</g>')
    return _round(centre, radius, f"hub-figure-{tone}", inside)


def circle_radius(width: float, runs: Sequence[Run]) -> float:
    """Return the radius that `circle` of these paragraphs has at least."""
    return math.hypot(width, lettering_height(width, runs)) / 2


def circle(centre: Point, radius: float, runs: Sequence[Run], *, width: float) -> Piece:
    """Return paragraphs in the middle of a circle."""
    top = centre[1] - lettering_height(width, runs) / 2
    inside = lettering((centre[0], top), width, runs, anchor="middle")
    return _round(centre, radius, "hub-figure-result", inside)


def gate(centre: Point) -> Piece:
    """Return the diamond that stands for a decision."""
    x, y = centre
    points = f"{_number(x)},{_number(y - GATE)} {_number(x + GATE)},{_number(y)} "
    points += f"{_number(x)},{_number(y + GATE)} {_number(x - GATE)},{_number(y)}"
    return Piece(f'<polygon class="hub-figure-gate" points="{points}"/>', y + GATE)


def line(*points: Point, look: str = "line") -> Piece:
    """Return a line through the points."""
    way = "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    return Piece(_tag("path", f"hub-figure-{look}", d=f"M{way}"), max(y for _, y in points))


def arrow(*points: Point, look: str = "line") -> Piece:
    """Return a line through the points with a head at the last."""
    (x, y), end = points[-2], points[-1]
    return line(*points, look=look) + _head(end, math.atan2(end[1] - y, end[0] - x))


def taper(start: Point, end: Point, thick: float, thin: float) -> Piece:
    """Return a horizontal or vertical band that narrows from `thick` to `thin`."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0]) + math.pi / 2
    sides = [(start, thick / 2), (end, thin / 2), (end, -thin / 2), (start, -thick / 2)]
    corners = ((x + reach * math.cos(angle), y + reach * math.sin(angle)) for (x, y), reach in sides)
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
    return Piece(f'<polygon class="hub-figure-taper" points="{points}"/>', end[1])


def on_ring(centre: Point, across: float, down: float, angle: float) -> Point:
    """Return the point on an ellipse with these half axes at `angle` in radians, clockwise from the right."""
    return centre[0] + across * math.cos(angle), centre[1] + down * math.sin(angle)


def icon_paths(drawing: str) -> list[str]:
    """Return the path data of an icon; styles, titles and anything else in it are left out.

    Raises ValueError if there is no path in it.
    """
    if not drawing.lstrip().startswith("<"):
        paths = [drawing.strip()]
    else:
        found = ElementTree.fromstring(f"<g>{drawing}</g>").iter()
        paths = [element.get("d", "") for element in found if element.tag.rpartition("}")[2] == "path"]
    if not any(paths):
        raise ValueError("an icon without a path")
    return [path for path in paths if path]


def _line(text: str, top: Point, face: Face, anchor: Anchor) -> Piece:
    baseline = top[1] + (face.leading + face.size * 0.7) / 2
    attributes: dict[str, float | str] = {"x": top[0], "y": baseline, "font-size": face.size}
    if face.bold:
        attributes["font-weight"] = 600
    if anchor != "start":
        attributes["text-anchor"] = anchor
    look = f"hub-figure-{face.name}" + (f" hub-figure-{face.tone}" if face.tone else "")
    opening = _tag("text", look, **attributes).removesuffix("/>")
    return Piece(f"{opening}>{escape(text)}</text>\n", top[1] + face.leading)


def _bullet(at: Point, face: Face) -> Piece:
    return Piece(_tag("circle", "hub-figure-bullet", cx=at[0] + 4, cy=at[1] + face.leading / 2, r=2))


def _round(centre: Point, radius: float, look: str, inside: Piece) -> Piece:
    ring = _tag("circle", look, cx=centre[0], cy=centre[1], r=radius)
    return Piece(f'<g class="hub-figure-part">{ring}{inside.markup}</g>', centre[1] + radius)


def _head(tip: Point, angle: float) -> Piece:
    wings = (on_ring(tip, 9, 9, angle + math.pi + turn) for turn in (-0.42, 0.42))
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in (tip, *wings))
    return Piece(f'<polygon class="hub-figure-head-of-arrow" points="{points}"/>', tip[1])


def _tag(name: str, look: str, **attributes: float | str) -> str:
    written = (f' {key}="{value if isinstance(value, str) else _number(value)}"' for key, value in attributes.items())
    return f'<{name} class="{look}"{"".join(written)}/>'


def _number(value: float, digits: int = 1) -> str:
    return f"{round(value, digits):g}"
