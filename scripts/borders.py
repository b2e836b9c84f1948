"""Makes the land of the maps from Natural Earth's borders: `hubgen/maps/lands.json` and the small maps of the theme; and
`hubgen/maps/extents.json`, by which the check sees whether a point can be in its country.

    python -m scripts.borders

Run by developers when a frame changes; needs the dependency group `borders`, and `world-atlas` in `node_modules/`. The
same input gives the same bytes. Countries are projected, simplified together, so that neighbours keep one border, and
cut to the frame.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.affinity import translate

from hubgen.maps.land import EUROPE, WORLD, Frame
from hubgen.maps.projection import RADIUS, lambert

ROOT = Path(__file__).parent.parent
ATLAS = ROOT / "node_modules/world-atlas"
DATA = ROOT / "hubgen/maps/lands.json"
EXTENTS = ROOT / "hubgen/maps/extents.json"
IMAGES = ROOT / "theme/assets/images"
SOURCE = {
    "borders": "Natural Earth, Admin 0 - Countries, version 4.1.0, at 1:50m",
    "address": "https://www.naturalearthdata.com/",
    "licence": "public domain",
    "by way of": "world-atlas 2.0.2 of npm (ISC)",
    "changed": "projected, simplified and cut by scripts/borders.py, which also computes the middles of countries; Crimea,"
    " Northern Cyprus and Somaliland are put where the United Nations see them",
}
BOXED = "reduced to boxes around the parts of each country by scripts/borders.py"
WIDTH, SMALL = 2400, 600
"""Units across a map, and across a small one."""
NO_NUMBER = {"Kosovo": "XK"}
"""Codes of countries that have no number in ISO 3166-1."""
PARTS = {"N. Cyprus": "196", "Somaliland": "706"}
"""Areas that Natural Earth draws by themselves, and the country they belong to in the eyes of the United Nations."""
CRIMEA, RUSSIA, UKRAINE = shapely.box(32, 44, 37, 46.5), "643", "804"
SEAM = -169.0
"""The meridian at which the map of the world is cut: opposite its middle."""
ANTARCTICA = "010"

Country = tuple[str, MultiPolygon]


def main() -> int:
    """Writes the files and says how large they are."""
    if not ATLAS.is_dir():
        print(f"{ATLAS} is missing: run `npm ci`", file=sys.stderr)
        return 1
    countries = _read(ATLAS / "countries-50m.json")
    given = {
        "source": SOURCE,
        "frames": {
            "europe": _drawn(countries, EUROPE, WIDTH, tolerance=1.8, least=8),
            "world": _drawn(countries, WORLD, WIDTH, tolerance=3.2, least=4),
        },
        "middles": _middles(countries),
    }
    DATA.write_text(json.dumps(given, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    small = {
        EUROPE.name: _drawn(countries, EUROPE, SMALL, tolerance=2.4, least=6),
        WORLD.name: _drawn(countries, WORLD, SMALL, tolerance=2, least=1.5),
    }
    for name, land in small.items():
        (IMAGES / f"{name}.svg").write_text(_image(land), encoding="utf-8")
    extents = json.dumps({"source": SOURCE | {"changed": BOXED}, "extents": _extents(countries)}, ensure_ascii=False)
    EXTENTS.write_text(extents.replace("]], ", "]],\n") + "\n", encoding="utf-8")
    for path in (DATA, EXTENTS, *(IMAGES / f"{name}.svg" for name in small)):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return 0


# --- reading TopoJSON -------------------------------------------------------------------------------------------------


def _read(path: Path) -> list[Country]:
    """The countries of the world in degrees (x east, y north) by their number or name; parts of one are put together."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, list[Polygon]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry.get("id") or geometry["properties"]["name"]
        if name != ANTARCTICA:
            found.setdefault(name, []).extend(_polygons(geometry, arcs))
    found[UKRAINE] += [part for part in found[RUSSIA] if part.within(CRIMEA)]
    found[RUSSIA] = [part for part in found[RUSSIA] if not part.within(CRIMEA)]
    for name in PARTS.keys() & found.keys():
        found[PARTS[name]] += found.pop(name)
    return [(name, _area(shapely.union_all(parts))) for name, parts in sorted(found.items())]


def _degrees(arc: Iterable[Sequence[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """The points of an arc, which holds the steps from one to the next."""
    x = y = 0
    (across, up), (left, bottom) = transform["scale"], transform["translate"]
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * across + left, y * up + bottom


def _polygons(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> list[Polygon]:
    many = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [Polygon(rings[0], rings[1:]) for part in many if (rings := [_ring(ring, arcs) for ring in part])]


def _ring(numbers: Iterable[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """A ring from its arcs; one with a negative number runs backwards. Across the 180th meridian degrees count on."""
    ring: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for x, y in arc[1:] if ring else arc:
            around = 360 * round((ring[-1][0] - x) / 360) if ring else 0
            ring.append((x + around, y))
    return ring


# --- drawing ----------------------------------------------------------------------------------------------------------


def _drawn(countries: Iterable[Country], frame: Frame, width: int, *, tolerance: float, least: float) -> dict[str, Any]:
    """The land in a frame; `tolerance` and `least`, the area of the smallest island kept, in units of the drawing."""
    unit = (frame.right - frame.left) / width
    height = round(width / frame.ratio)
    cut = shapely.box(0, 0, width, height)

    def place(points: Any) -> Any:
        metres = (frame.project(y, x) for x, y in points)
        return [((x - frame.left) / unit, (frame.top - y) / unit) for x, y in metres]

    placed = [_area(_moved(_recut(shape, frame), place)) for _, shape in countries]
    near = [shape for shape in placed if shape.intersects(cut)]
    simple = [_area(shape) for shape in shapely.coverage_simplify(near, tolerance)]
    land = shapely.union_all(simple).intersection(cut)
    kept = MultiPolygon([part for part in _parts(land) if part.area >= least])
    inner = shapely.box(1, 1, width - 1, height - 1)
    coast = kept.boundary.buffer(0.2)
    borders = shapely.union_all([shape.boundary for shape in simple]).intersection(kept).difference(coast)
    return {
        "width": width,
        "height": height,
        "land": "".join(_path(ring, closed=True) for part in kept.geoms for ring in (part.exterior, *part.interiors)),
        "borders": "".join(_path(line) for line in _lines(shapely.line_merge(borders.intersection(inner)))),
    }


def _recut(shape: MultiPolygon, frame: Frame) -> Any:
    """A country for the map of the world: cut where the map ends."""
    if frame is not WORLD:
        return shape
    once = shapely.box(SEAM + 1e-6, -90, SEAM + 360 - 1e-6, 90)
    return _area(shapely.union_all([translate(shape, turn).intersection(once) for turn in (-360, 0, 360)]))


def _moved(shape: Any, place: Callable[[Any], Any]) -> Any:
    return shapely.transform(shape, lambda points: shapely.get_coordinates(LineString(place(points))))


def _area(shape: Any) -> MultiPolygon:
    """A shape as polygons that do not cross themselves; lines and points that come of mending it are left out."""
    return MultiPolygon(list(_parts(shapely.make_valid(shape))))


def _parts(shape: Any) -> Iterator[Polygon]:
    for part in getattr(shape, "geoms", (shape,)):
        if isinstance(part, Polygon):
            yield part
        elif hasattr(part, "geoms"):
            yield from _parts(part)


def _lines(shape: Any) -> list[LineString]:
    lines = [shape] if isinstance(shape, LineString) else [*getattr(shape, "geoms", ())]
    return [line for line in lines if isinstance(line, LineString) and line.length > 2]


def _path(line: LineString | MultiLineString, *, closed: bool = False) -> str:
    """Path data in whole units, each point as a step from the last."""
    points = [(round(x), round(y)) for x, y in line.coords]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    steps = [step for step in (steps[:-1] if closed else steps) if step != (0, 0)]
    if len(steps) < (2 if closed else 1):
        return ""
    numbers = "".join(f"{' ' if x >= 0 else ''}{x}{' ' if y >= 0 else ''}{y}" for x, y in steps)
    return f"M{points[0][0]} {points[0][1]}l{numbers.lstrip()}{'z' if closed else ''}"


def _image(land: dict[str, Any]) -> str:
    """A small map as a file: pages refer to its two paths and give them their colours."""
    return (
        f"<!-- {SOURCE['borders']}, {SOURCE['address']}, {SOURCE['licence']}; {SOURCE['changed']} -->\n"
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {land["width"]} {land["height"]}">\n'
        f'<path id="land" d="{land["land"]}"/>\n'
        f'<path id="borders" fill="none" vector-effect="non-scaling-stroke" d="{land["borders"]}"/>\n</svg>\n'
    )


# --- extents ----------------------------------------------------------------------------------------------------------

Box = tuple[int, int, int, int]


def _extents(countries: Iterable[Country]) -> dict[str, list[Box]]:
    """Where each country's parts lie, as boxes in whole degrees: south, west, north, east. Boxes that overlap are one."""
    found = {code: _boxes(shape) for name, shape in countries if (code := _code(name))}
    return dict(sorted(found.items()))


def _boxes(shape: MultiPolygon) -> list[Box]:
    boxes: list[Box] = []
    for part in shape.geoms:
        west, south, east, north = part.bounds
        box = (math.floor(south), math.floor(west), math.ceil(north), math.ceil(east))
        while near := [one for one in boxes if _overlap(one, box)]:
            boxes = [one for one in boxes if one not in near]
            for one in near:
                box = (min(box[0], one[0]), min(box[1], one[1]), max(box[2], one[2]), max(box[3], one[3]))
        boxes.append(box)
    return sorted(boxes)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


# --- middles ----------------------------------------------------------------------------------------------------------


def _middles(countries: Iterable[Country]) -> dict[str, list[float]]:
    """The middle of each country, in degrees north and east."""
    found = {code: _middle(shape) for name, shape in countries if (code := _code(name))}
    return dict(sorted(found.items()))


def _code(name: str) -> str:
    country = pycountry.countries.get(numeric=name)
    return str(country.alpha_2) if country else NO_NUMBER.get(name, "")


def _middle(shape: MultiPolygon) -> list[float]:
    part = max(shape.geoms, key=lambda one: one.area * math.cos(math.radians(one.centroid.y)))
    centre = part.centroid
    project = lambert(centre.y, centre.x)
    plane = _area(_moved(part, lambda points: [project(y, x) for x, y in points]))
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(plane, tolerance=1000))[0]
    return list(_degrees_of((middle[0], middle[1]), (centre.y, centre.x)))


def _degrees_of(at: tuple[float, float], centre: tuple[float, float]) -> tuple[float, float]:
    """Degrees north and east of a point of Lambert's projection around a centre (Snyder, equations 20-14 and 20-15)."""
    (x, y), phi = at, math.radians(centre[0])
    far = math.hypot(x, y) or 1e-9
    angle = 2 * math.asin(far / (2 * RADIUS))
    sin, cos = math.sin(angle), math.cos(angle)
    lat = math.asin(cos * math.sin(phi) + y * sin * math.cos(phi) / far)
    lon = math.atan2(x * sin, far * math.cos(phi) * cos - y * math.sin(phi) * sin)
    return round(math.degrees(lat), 2), round((centre[1] + math.degrees(lon) + 180) % 360 - 180, 2)


if __name__ == "__main__":
    sys.exit(main())
