"""Numbered steps in a row or in a column, which several figures share.

What stands between the steps (a result, a gate, nothing) is for the figure to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .lettering import Faces, toned
from .shapes import DISC, GATE, Piece, Point, Run, arrow, box, disc, gate, lettering, lettering_height, line

_AIR = 6.0
_INDENT = 2 * DISC + 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its name, what happens, how long it takes, what it hands on, and the gate after it: the decision, then
    its outcomes."""

    name: str
    text: str
    points: tuple[str, ...] = ()
    time: str = ""
    hands_on: str = ""
    gate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Equal columns side by side."""

    width: float
    count: int
    gap: float

    @property
    def column(self) -> float:
        """The width of one column."""
        return (self.width - self.gap * (self.count - 1)) / self.count

    def left(self, index: int) -> float:
        """Return the left edge of a column."""
        return index * (self.column + self.gap)

    def gate(self, index: int) -> float:
        """Return the middle of the gate after a column: in the gap, with room for an arrow behind it."""
        return self.left(index) + self.column + GATE + 3


def step_row(row: Row, y: float, steps: Sequence[Step], faces: Faces) -> Piece:
    """Return the steps in a row: numbered discs at height `y`, texts below."""
    drawn = Piece()
    for index, step in enumerate(steps):
        left = row.left(index)
        drawn += disc((left + DISC, y), str(index + 1), face=faces.text)
        drawn += lettering((left, y + DISC + 16), row.column, runs(step, faces))
    return drawn


def line_at(row: Row, steps: Sequence[Step], faces: Faces) -> float:
    """Return how far down the line of a `step_row` is: there has to be room for discs and for what `ways` writes."""
    return max(DISC, *(_above((0, 0), row.column, step, faces)[1] for step in steps))


def ways(row: Row, y: float, steps: Sequence[Step], faces: Faces) -> Piece:
    """Return what lies between the discs of a `step_row`: arrows with what is handed on, or gates."""
    return sum((_way(row, y, index, step, faces) for index, step in enumerate(steps[:-1])), Piece())


def step_column(at: Point, width: float, steps: Sequence[Step], faces: Faces) -> Piece:
    """Return the steps below each other: numbered discs on a line at the left, gates as dashed boxes between them."""
    x, top = at
    drawn = Piece(bottom=top)
    for index, step in enumerate(steps):
        centre = (x + DISC, drawn.bottom + DISC)
        text = lettering((x + _INDENT, drawn.bottom + 7), width - _INDENT, runs(step, faces))
        drawn += disc(centre, str(index + 1), face=faces.text) + text
        if index + 1 < len(steps):
            drawn += _way_down(centre, drawn.bottom, width - _INDENT, step, faces)
    return drawn


def down(x: float, top: float, said: Sequence[Run] = (), width: float = 0) -> Piece:
    """Return an arrow downwards, what is said at its right, and its air above and below."""
    label = lettering((x + 14, top + 9), width, said)
    end = max(top + 32, label.bottom + 3)
    return arrow((x, top + 6), (x, end)) + label + Piece(bottom=end + 8)


def runs(step: Step, faces: Faces) -> list[Run]:
    """Return the paragraphs of a step."""
    said = [Run(faces.head, step.name), Run(toned(faces.note, "accent"), step.time), Run(faces.text, step.text)]
    return said + [Run(faces.text, point, bullet=True) for point in step.points]


def _way(row: Row, y: float, index: int, step: Step, faces: Faces) -> Piece:
    start, end = row.left(index) + 2 * DISC + _AIR, row.left(index + 1) - _AIR
    middle = row.gate(index) if step.gate else (start + end) / 2
    label, _ = _above((middle, y), row.column, step, faces)
    if not step.gate:
        return arrow((start, y), (end, y)) + label
    return line((start, y), (middle - GATE, y)) + gate((middle, y)) + arrow((middle + GATE, y), (end, y)) + label


def _above(at: Point, column: float, step: Step, faces: Faces) -> tuple[Piece, float]:
    """What is written above the line after a step, ending just above `at`, and how much room it takes."""
    air = GATE + 6 if step.gate else 5
    said = [Run(toned(faces.note, "accent"), step.gate[0])] if step.gate else [Run(faces.note, step.hands_on)]
    width = column - 8 if step.gate else column - 2 * DISC
    room = lettering_height(width, said) + air
    return lettering((at[0], at[1] - room), width, said, anchor="middle"), room


def _way_down(centre: Point, below: float, width: float, step: Step, faces: Faces) -> Piece:
    x, top = centre[0], centre[1] + DISC + _AIR
    if step.hands_on:
        label = lettering((x + DISC + 18, below + 14), width, [Run(faces.note, step.hands_on)])
        return arrow((x, top), (x, label.bottom + 14)) + label + Piece(bottom=label.bottom + 14 + _AIR)
    if not step.gate:
        end = below + 20
        return arrow((x, top), (x, end)) + Piece(bottom=end + _AIR)
    decision, *outcomes = step.gate
    words = [Run(toned(faces.text, "accent"), decision), *(Run(faces.note, text) for text in outcomes)]
    held = box((x + DISC + 18, below + 16), width, words, look="decision", pad=12)
    middle = (below + 16 + held.bottom) / 2
    way = line((x, top), (x, middle - GATE)) + gate((x, middle)) + arrow((x, middle + GATE), (x, held.bottom + 18))
    return way + held + Piece(bottom=held.bottom + 18 + _AIR)
