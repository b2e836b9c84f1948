"""Figures 5, 6 and 7: how a service goes, from its start to its result."""

from __future__ import annotations

from collections.abc import Mapping

from .lettering import NARROW, WIDE, Faces, toned
from .sequence import Row, Step, down, line_at, step_column, step_row, ways
from .shapes import DISC, GATE, Icon, Piece, Point, Run, arrow, box, box_height, frame, lettering, line, taper

Words = Mapping[str, str]

_PAD = 20.0


def roadmap_wide(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 5: from two questions to the gap, and from the gap to the partner who has what is missing."""
    row = Row(width=width, count=3, gap=52)
    drawn = _questions_wide(words, row)
    x = width - row.column / 2
    start = (drawn.bottom + box_height(row.column, _said(words, "5.actors", WIDE))) / 2 + 6
    gap = [Run(WIDE.note, words["5.gap"])]
    drawn += lettering((x - 14, drawn.bottom - 6), row.column / 2 + row.gap, gap, anchor="end")
    drawn += arrow((x, start), (x, drawn.bottom + 8))
    return drawn + _partners(words, (0, drawn.bottom + 6), width, WIDE)


def roadmap_narrow(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 5 from top to bottom."""
    drawn = box((0, 0), width, _said(words, "5.mapping", NARROW))
    drawn += box((0, drawn.bottom + 12), width, _said(words, "5.foresight", NARROW))
    for key in ("5.roadmap", "5.actors"):
        drawn += down(width / 2, drawn.bottom)
        drawn += box((0, drawn.bottom), width, _said(words, key, NARROW))
    drawn += down(width / 2, drawn.bottom, [Run(NARROW.note, words["5.gap"])], width / 2 - 14)
    return drawn + _partners(words, (0, drawn.bottom), width, NARROW)


def clean_wide(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 6: four phases in a row, gates on the line, the ways out below."""
    row = Row(width=width, count=4, gap=42)
    phases = _phases(words)
    y = line_at(row, phases, WIDE)
    drawn = ways(row, y, phases, WIDE) + step_row(row, y, phases, WIDE)
    stops = drawn.bottom + 26
    for number in (1, 2):
        drawn += _way_out(words, row, number, y, stops)
    return drawn + lettering((0, drawn.bottom + 22), width, [Run(WIDE.note, words["6.voluntary"])])


def clean_narrow(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 6 as a column."""
    drawn = step_column((0, 0), width, _phases(words), NARROW)
    rule = line((0, drawn.bottom + 20), (width, drawn.bottom + 20), look="rule")
    return drawn + rule + lettering((0, drawn.bottom + 32), width, [Run(NARROW.note, words["6.voluntary"])])


def transfer_wide(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 7: four stages on a band that narrows from many companies to one."""
    row = Row(width=width, count=4, gap=32)
    ends = lettering((0, 0), width / 2, [Run(WIDE.note, words["7.from"])])
    ends += lettering((width, 0), width / 2, [Run(WIDE.note, words["7.to"])], anchor="end")
    y = ends.bottom + 28
    band = taper((DISC, y), (width, y), 14, 2)
    drawn = ends + band + step_row(row, y, _stages(words), WIDE)
    drawn += down(row.left(3) + row.column / 2, drawn.bottom + 6)
    left = row.left(2)
    return drawn + box((left, drawn.bottom), width - left, _said(words, "7.project", WIDE), look="result")


def transfer_narrow(words: Words, icon: Icon | None, width: float) -> Piece:
    """Return figure 7 as a column."""
    drawn = lettering((0, 0), width, [Run(NARROW.note, words["7.from"])])
    drawn += step_column((0, drawn.bottom + 10), width, _stages(words), NARROW)
    drawn += lettering((0, drawn.bottom + 14), width, [Run(NARROW.note, words["7.to"])])
    drawn += down(DISC, drawn.bottom)
    return drawn + box((0, drawn.bottom), width, _said(words, "7.project", NARROW), look="result")


def _said(words: Words, key: str, faces: Faces) -> list[Run]:
    return [Run(faces.head, words[key]), Run(faces.text, words[f"{key}.text"])]


def _questions_wide(words: Words, row: Row) -> Piece:
    first, second, *rest = (_said(words, f"5.{key}", WIDE) for key in ("mapping", "foresight", "roadmap", "actors"))
    drawn = box((0, 0), row.column, first)
    upper = drawn.bottom / 2
    drawn += box((0, drawn.bottom + 14), row.column, second)
    lower = (drawn.bottom + 2 * upper + 14) / 2
    middle, bend = drawn.bottom / 2, row.column + row.gap / 2
    for y in (upper, lower):
        drawn += line((row.column + 6, y), (bend, y), (bend, middle))
    for index, said in enumerate(rest, start=1):
        high = box_height(row.column, said)
        start = bend if index == 1 else row.left(index) - row.gap + 6
        drawn += arrow((start, middle), (row.left(index) - 6, middle))
        drawn += box((row.left(index), middle - high / 2), row.column, said)
    return drawn


def _partners(words: Words, at: Point, width: float, faces: Faces) -> Piece:
    x, top = at[0] + _PAD, at[1] + _PAD
    row = Row(width=width - 2 * _PAD, count=2, gap=56 if width > 400 else 36)
    inside = lettering((x, top), row.width, [Run(toned(faces.head, "accent"), words["5.frame"])])
    top = inside.bottom + 12
    for index, key in enumerate(("5.here", "5.there")):
        who = [Run(faces.head, words[key]), Run(faces.note, words[f"{key}.text"])]
        inside += lettering((x + row.left(index), top), row.column, who, gap=0)
    inside += _exchange(words, (x, inside.bottom + 10), row, "5.here.asset", faces, giver=0)
    inside += _exchange(words, (x, inside.bottom + 10), row, "5.there.asset", faces, giver=1)
    inside += down(at[0] + width / 2, inside.bottom)
    said = [*_said(words, "5.partnership", faces), Run(faces.note, words["5.partnership.note"])]
    inside += box((x, inside.bottom), row.width, said, look="result")
    return frame(at, width, inside.bottom + _PAD - at[1], inside, look="outline")


def _exchange(words: Words, at: Point, row: Row, key: str, faces: Faces, *, giver: int) -> Piece:
    strength = [Run(faces.note, words["5.strength"]), Run(faces.text, words[key])]
    gap = [Run(faces.note, words["5.gap.in"]), Run(faces.text, words[key])]
    high = max(box_height(row.column, said, pad=12) for said in (strength, gap))
    drawn = box((at[0] + row.left(giver), at[1]), row.column, strength, height=high, pad=12)
    drawn += box((at[0] + row.left(1 - giver), at[1]), row.column, gap, look="decision", height=high, pad=12)
    ends = [(at[0] + row.column + 5, at[1] + high / 2), (at[0] + row.left(1) - 5, at[1] + high / 2)]
    return drawn + arrow(*(ends if giver == 0 else reversed(ends)))


def _phases(words: Words) -> list[Step]:
    keys = ("screening", "platform", "tender", "implementation")
    gates = {
        key: (words["6.gate"], f"{words['6.stop']} {words[f'6.stop.{number}']}.")
        for number, key in enumerate(keys[:2], start=1)
    }
    return [
        Step(
            name=words[f"6.{key}"],
            time=words.get(f"6.{key}.time", ""),
            text=words[f"6.{key}.text"],
            points=tuple(words.get(f"6.{key}.points", "").splitlines()),
            gate=gates.get(key, ()),
        )
        for key in keys
    ]


def _way_out(words: Words, row: Row, number: int, y: float, stops: float) -> Piece:
    x, across = row.gate(number - 1), row.column - 8
    way = arrow((x, y + GATE), (x, stops - 6), look="exit")
    said = [Run(WIDE.text, words["6.stop"]), Run(WIDE.note, words[f"6.stop.{number}"])]
    return way + box((x - across / 2, stops), across, said, look="decision", pad=12)


def _stages(words: Words) -> list[Step]:
    return [
        Step(name=words[f"7.{key}"], text=words[f"7.{key}.text"])
        for key in ("attention", "depth", "workshop", "consultation")
    ]
