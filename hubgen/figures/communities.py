"""Draws who belongs to what: communities as boxes with their members inside, and between the boxes those who belong to several.

Every label has a line of its own inside a frame of its own, so that none overlaps another. Where the frames stand is told
in `arranging.py`. Knows nodes with titles and addresses; what they are is left to the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from .arranging import Arrangement, Places
from .lettering import OWN, Face, fitted, text_width

_PAD = 14
"""Between the edge of a box and what stands in it."""
_GAP = 20
"""Between boxes."""
_ROW = 25
"""From one member's line to the next: high enough for a finger."""
_RAIL = 4
_INDENT = 17
"""Of a member's name after the rail that it hangs on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something with a name and a page. `notes` are lines below the name."""

    key: str
    title: str
    url: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Node):
    """A community: those who belong to it alone, and in words how many more there are, with the address where they stand."""

    seats: tuple[Node, ...] = ()
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(Node):
    """Somebody who belongs to several communities, by their keys."""

    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The measures of a drawing, in pixels: its width, the lefts of its columns of boxes, where bridges stand."""

    name: str
    width: int
    box: int
    joined: tuple[int, ...]
    apart: tuple[int, ...]
    apart_box: int
    bridge: int
    bridge_at: int
    head: Face
    note: Face
    text: Face
    bold: Face
    head_lines: int
    """The most lines of a community's name."""


WIDE = Form(
    name="wide", width=1100, box=350, joined=(0, 750), apart=(0, 374, 748), apart_box=352, bridge=210, bridge_at=445,
    head=Face(name="head", size=16, leading=21, bold=True, share=OWN),
    note=Face(name="note", size=14, leading=19, share=OWN),
    text=Face(name="text", size=15, leading=20, share=OWN),
    bold=Face(name="text", size=15, leading=20, bold=True, share=OWN),
    head_lines=2,
)  # fmt: skip
NARROW = Form(
    name="narrow", width=350, box=190, joined=(160,), apart=(0,), apart_box=350, bridge=124, bridge_at=0,
    head=Face(name="head", size=15, leading=20, bold=True, share=OWN),
    note=Face(name="note", size=14, leading=18, share=OWN),
    text=Face(name="text", size=15, leading=19, share=OWN),
    bold=Face(name="text", size=15, leading=19, bold=True, share=OWN),
    head_lines=3,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """Where a line of text stands at most: left, top, width and height in pixels."""

    text: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: its marks as SVG, its size in pixels, and where its labels stand."""

    markup: str
    width: float
    height: float
    labels: tuple[Label, ...]

    def svg(self, form: Form, label: str) -> str:
        """The drawing as an element; `label` is its name for who cannot see it."""
        return (
            f'<svg class="hub-net hub-net--{form.name}" role="group" aria-label="{escape(label)}"'
            f' viewBox="-2 -2 {self.width + 4:g} {self.height + 4:g}"'
            f' width="{self.width + 4:g}" height="{self.height + 4:g}">{self.markup}</svg>'
        )


@dataclass(slots=True)
class _Sheet:
    """What has been drawn so far."""

    form: Form
    marks: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def lines(self, texts: Sequence[tuple[str, Face]], left: float, top: float, *, middle: bool = False) -> str:
        """The markup of lines below each other, which read as one text; each is remembered as a label."""
        drawn = []
        for text, face in texts:
            width = text_width(text, face)
            self.labels.append(Label(text, left - width / 2 if middle else left, top, width, face.leading))
            look = f' class="{face.name[0]}"' if face.name != "text" else ""
            drawn.append((f'{look} x="{left:g}" y="{top + face.leading * 0.74:.0f}">', escape(text)))
            top += face.leading
        if len(drawn) == 1:
            return f"<text{''.join(drawn[0])}</text>"
        return f"<text>{' '.join(f'<tspan{place}{text}</tspan>' for place, text in drawn)}</text>" if drawn else ""


def drawn(boxes: Sequence[Box], bridges: Sequence[Bridge], form: Form) -> Drawing:
    """Draws communities and those who join them; without bridges the boxes stand side by side."""
    sheet = _Sheet(form)
    height = _draw_joined(sheet, boxes, bridges) if bridges else _draw_apart(sheet, boxes)
    return Drawing("".join(sheet.marks), form.width, height, tuple(sheet.labels))


# --- boxes ------------------------------------------------------------------------------------------------------------


Lines = list[tuple[str, Face]]
"""Lines of a text, each in its face."""


def _fitted(text: str, width: float, face: Face, most: int) -> Lines:
    return [(line, face) for line in fitted(text, width, face, most)]


def _high(lines: Lines) -> float:
    return sum(face.leading for _, face in lines)


def _heading(box: Box, width: float, form: Form) -> tuple[Lines, Lines]:
    """The lines of a box's name, and of what stands below it."""
    inside = width - 2 * _PAD
    notes = [line for note in box.notes for line in _fitted(note, inside, form.note, 2)]
    return _fitted(box.title, inside, form.head, form.head_lines), notes


def _seat(node: Node, width: float, form: Form) -> Lines:
    return _fitted(node.title, width - 2 * _PAD - _INDENT, form.text, 2)


def _row(lines: Lines) -> float:
    """How high a member's row is."""
    return _ROW + _high(lines[1:])


def _height(box: Box, width: float, form: Form) -> float:
    """How high a box is."""
    head, notes = _heading(box, width, form)
    rows = sum(_row(_seat(one, width, form)) for one in box.seats) + (_ROW if box.more else 0)
    return 2 * _PAD - 4 + _high(head) + _high(notes) + (rows + 6 if rows else 0)


def _draw_box(sheet: _Sheet, box: Box, left: float, top: float, width: float) -> None:
    """A box with name, notes and members; the members hang on a rail."""
    form = sheet.form
    head, notes = _heading(box, width, form)
    here = top + _PAD - 2
    title = sheet.lines(head, left + _PAD, here)
    said = sheet.lines(notes, left + _PAD, here + _high(head))
    here += _high(head) + _high(notes) + 6
    stops, rows = [], []
    seats = [(f' data-n="{escape(one.key)}"', one.url, _seat(one, width, form), one.title) for one in box.seats]
    if box.more:
        seats.append(("", box.more_url, [(box.more, form.note)], box.more))
    for key, url, lines, name in seats:
        high = _row(lines)
        lettered = sheet.lines(lines, left + _PAD + _INDENT, here + (_ROW - lines[0][1].leading) / 2)
        hit = _hit(left + 6, here, width - 12, high)
        rows.append(f'<a{key} href="{escape(url)}">{_name(name, lines)}{hit}{lettered}</a>')
        stops.append(here + _ROW / 2)
        here += high
    hit = _hit(left + 6, top + 6, width - 12, _PAD + _high(head))
    sheet.marks.append(
        f'<g data-n="{escape(box.key)}"><rect class="b" x="{left:g}" y="{top:g}" width="{width:g}"'
        f' height="{_height(box, width, form):g}" rx="6"/>'
        f'<a href="{escape(box.url)}">{_name(box.title, head)}{hit}{title}</a>{said}'
        f"{_rail(left + _PAD + _RAIL, stops, len(box.seats))}{''.join(rows)}</g>"
    )


def _rail(left: float, stops: Sequence[float], dots: int) -> str:
    """The line that members hang on, with a dot for each."""
    if not stops:
        return ""
    marks = "".join(f"M{left:g} {stop:g}h0" for stop in stops[:dots])
    rail = f'<path class="r" d="M{left:g} {stops[0]:g}V{stops[-1]:g}"/>' if len(stops) > 1 else ""
    return rail + (f'<path class="d" d="{marks}"/>' if marks else "")


def _hit(left: float, top: float, width: float, height: float) -> str:
    """The area of a link, where it is larger than its words."""
    return f'<rect class="a" x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"/>'


def _name(whole: str, lines: Lines) -> str:
    """The whole name of a link whose words are cut: what points at it shows, and what is read."""
    is_whole = " ".join(whole.split()) == " ".join(text for text, _ in lines)
    return "" if is_whole else f"<title>{escape(whole)}</title>"


# --- boxes side by side -----------------------------------------------------------------------------------------------


def _draw_apart(sheet: _Sheet, boxes: Sequence[Box]) -> float:
    """Boxes in columns, each in the column that is shortest so far. Returns the height."""
    form = sheet.form
    ends = [0.0] * len(form.apart)
    for box in boxes:
        column = ends.index(min(ends))
        _draw_box(sheet, box, form.apart[column], ends[column], form.apart_box)
        ends[column] += _height(box, form.apart_box, form) + _GAP
    return max(ends) - _GAP if boxes else 0


# --- boxes that share members -----------------------------------------------------------------------------------------


def _draw_joined(sheet: _Sheet, boxes: Sequence[Box], bridges: Sequence[Bridge]) -> float:
    """Boxes in one column or two, with those who join them beside or between. Returns the height."""
    form = sheet.form
    places = Arrangement(
        boxes={box.key: _height(box, form.box, form) for box in boxes},
        bridges={bridge.key: _bridge_height(bridge, form) for bridge in bridges},
        joins={bridge.key: bridge.boxes for bridge in bridges},
        columns=len(form.joined),
        port=_port(form),
        gap=_GAP,
    ).best()
    column = {key: number for number, keys in enumerate(places.columns) for key in keys}
    sheet.marks += [_tie(bridge, key, places, form, column[key]) for bridge in bridges for key in bridge.boxes]
    named = {box.key: box for box in boxes}
    for number, keys in enumerate(places.columns):
        if number:
            _draw_bridges(sheet, bridges, places)
        for key in keys:
            _draw_box(sheet, named[key], form.joined[number], places.tops[key], form.box)
    if len(places.columns) == 1:
        _draw_bridges(sheet, bridges, places)
    ends = (f"M{_port_at(form, column[key])[0]:g} {places.tops[key] + _port(form):g}h0" for key in places.tops)
    sheet.marks.append(f'<path class="p" d="{"".join(ends)}"/>')
    return places.height


def _draw_bridges(sheet: _Sheet, bridges: Sequence[Bridge], places: Places) -> None:
    """Those who join boxes, from above."""
    for bridge in sorted(bridges, key=lambda one: places.bridges[one.key]):
        _draw_bridge(sheet, bridge, places.bridges[bridge.key])


def _tie(bridge: Bridge, key: str, places: Places, form: Form, column: int) -> str:
    """The line from a bridge to a community's name."""
    end, leftwards = _port_at(form, column)
    start = form.bridge_at if leftwards else form.bridge_at + form.bridge
    bend = (end - start) / 2
    top, bottom = places.bridges[bridge.key], places.tops[key] + _port(form)
    return (
        f'<path class="t" data-a="{escape(bridge.key)}" data-b="{escape(key)}"'
        f' d="M{start:g} {top:.0f}C{start + bend:g} {top:.0f} {end - bend:g} {bottom:.0f} {end:g} {bottom:.0f}"/>'
    )


def _port_at(form: Form, column: int) -> tuple[float, bool]:
    """Where from the left lines meet the boxes of a column, and whether they come from the right."""
    left = form.joined[column]
    return (left + form.box, True) if left < form.bridge_at else (left, False)


def _draw_bridge(sheet: _Sheet, bridge: Bridge, middle: float) -> None:
    """Somebody who belongs to several: a name in a frame of its own."""
    form = sheet.form
    lines = _said(bridge, form)
    height = _bridge_height(bridge, form)
    top = middle - height / 2
    lettered = sheet.lines(lines, form.bridge_at + form.bridge / 2, top + 8, middle=True)
    name = _name(" ".join((bridge.title, *bridge.notes)), lines)
    sheet.marks.append(
        f'<a class="m" data-n="{escape(bridge.key)}" href="{escape(bridge.url)}">{name}'
        f'<rect class="o" x="{form.bridge_at}" y="{top:g}" width="{form.bridge}" height="{height:g}" rx="6"/>{lettered}</a>'
    )


def _said(bridge: Bridge, form: Form) -> Lines:
    """The lines of a bridge's name, and of what stands below it."""
    inside = form.bridge - 16
    notes = (line for note in bridge.notes for line in _fitted(note, inside, form.note, 3))
    return [*_fitted(bridge.title, inside, form.bold, 3), *notes]


def _bridge_height(bridge: Bridge, form: Form) -> float:
    return 16 + _high(_said(bridge, form))


def _port(form: Form) -> float:
    """Where a line meets a box: at the height of its name."""
    return _PAD + form.head.leading / 2
