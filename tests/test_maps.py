"""Maps: equal-area projections, the land that is shipped, and what lies together."""

from __future__ import annotations

import gzip
import json
import math
import re
import time
from collections.abc import Mapping
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.maps import EUROPE, FRAMES, WORLD, Frame, Point, Projection, equal_earth, grouped, lambert, lands, thinned
from hubgen.places import country_names

ROOT = Path(__file__).parent.parent
DATA = ROOT / "hubgen/maps/lands.json"
Ring = list[tuple[float, float]]

# --- projections ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("project", [lambert(52, 10), equal_earth(11)], ids=["lambert", "equal-earth"])
@pytest.mark.parametrize(("lat", "lon"), [(52, 10), (64, -20), (36, 34), (0, 0), (-21, 55), (70, 28)])
def test_a_small_square_has_its_area_on_the_ball(project: Projection, lat: float, lon: float) -> None:
    side = 0.01
    corners = [project(lat + up * side, lon + right * side) for right, up in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(corners))) / 2
    meant = 6_371_007.2**2 * math.radians(side) * (math.sin(math.radians(lat + side)) - math.sin(math.radians(lat)))

    assert area == pytest.approx(meant, rel=1e-4)


def test_projections_give_the_metres_of_published_examples() -> None:
    # the centre, and a place due east of it by the formula for the equator: 2 R sin(angle / 2)
    assert lambert(52, 10)(52, 10) == pytest.approx((0, 0), abs=1e-6)
    assert lambert(0, 0)(0, 90) == pytest.approx((2 * 6_371_007.2 * math.sin(math.pi / 4), 0), abs=1e-3)
    # the right edge and the pole of the Equal Earth map, as its authors give them for a ball of radius 1
    assert equal_earth(0)(0, 179.999999)[0] / 6_371_007.2 == pytest.approx(2.7066299836, rel=1e-6)
    assert equal_earth(0)(90, 0)[1] / 6_371_007.2 == pytest.approx(1.3173627591, rel=1e-6)


@pytest.mark.parametrize(
    ("place", "frame"),
    [
        ((64.14, -21.9), EUROPE),  # Reykjavik
        ((35.17, 33.36), EUROPE),  # Nicosia
        ((38.5, 43.4), EUROPE),  # Van
        ((32.08, 34.78), EUROPE),  # Tel Aviv
        ((71.1, 25.8), EUROPE),  # North Cape
        ((37.0, -8.9), EUROPE),  # Sagres
        ((28.1, -15.4), WORLD),  # Las Palmas
        ((37.74, -25.67), WORLD),  # Ponta Delgada
        ((-20.9, 55.45), WORLD),  # Saint-Denis, Réunion
        ((16.0, -61.7), WORLD),  # Basse-Terre
        ((42.36, -71.06), WORLD),  # Boston
        ((-36.85, 174.76), WORLD),  # Auckland
        ((21.3, -157.9), WORLD),  # Honolulu
    ],
)
def test_a_place_stands_on_the_nearest_map_that_shows_it(place: tuple[float, float], frame: Frame) -> None:
    assert next(one for one in FRAMES if one.at(*place)) is frame


def test_a_place_on_no_map_has_no_point() -> None:
    assert [frame.at(-82, 0) for frame in FRAMES] == [None, None]


# --- the land that is shipped -----------------------------------------------------------------------------------------


def rings(path: str) -> list[Ring]:
    """The lines of path data as the data itself says: `M` to a point, then steps."""
    found = []
    for part in re.findall(r"M(-?\d+) (-?\d+)l([-\d ]+)z?", path):
        x, y = int(part[0]), int(part[1])
        ring: Ring = [(x, y)]
        steps = [int(number) for number in re.findall(r"-?\d+", part[2])]
        for across, down in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        found.append(ring)
    return found


def inside(point: tuple[float, float], rings: list[Ring]) -> bool:
    """Whether a line from a point to the right crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossings += 1
    return crossings % 2 == 1


def on_land(frame: Frame, lat: float, lon: float) -> bool:
    land, point = lands().frames[frame.name], frame.at(lat, lon)
    assert point
    return inside((point.x * land.width / 100, point.y * land.height / 100), rings(land.land))


def test_what_is_shipped_is_small_and_says_where_it_comes_from() -> None:
    assert len(gzip.compress(DATA.read_bytes())) < 40_000
    source = json.loads(DATA.read_text(encoding="utf-8"))["source"]
    assert "Natural Earth" in source["borders"]
    assert source["licence"] == "public domain"
    for frame in FRAMES:
        image = (ROOT / f"theme/assets/images/{frame.name}.svg").read_text(encoding="utf-8")
        assert "Natural Earth" in image
        assert len(gzip.compress(image.encode())) < 5_000


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_the_land_fills_its_frame_and_no_more(frame: Frame) -> None:
    land = lands().frames[frame.name]
    assert land.width / land.height == pytest.approx(frame.ratio, rel=1e-3)
    for path in (land.land, land.borders):
        assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z?)+", path)
        points = [point for ring in rings(path) for point in ring]
        assert len(points) > 500
        assert all(0 <= x <= land.width and 0 <= y <= land.height for x, y in points)
    small = (ROOT / f"theme/assets/images/{frame.name}.svg").read_text(encoding="utf-8")
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', small)
    assert box
    assert int(box[1]) / int(box[2]) == pytest.approx(frame.ratio, rel=5e-3)


@pytest.mark.parametrize(
    ("frame", "lat", "lon", "dry"),
    [
        (EUROPE, 48.86, 2.35, True),  # Paris
        (EUROPE, 52.23, 21.01, True),  # Warsaw
        (EUROPE, 40.42, -3.70, True),  # Madrid
        (EUROPE, 64.1, -20.0, True),  # Iceland
        (EUROPE, 35.05, 33.2, True),  # Cyprus
        (EUROPE, 35.89, 14.43, True),  # Malta
        (EUROPE, 60.9, 26.0, True),  # Finland
        (EUROPE, 39.9, 32.8, True),  # Ankara
        (EUROPE, 56.0, 3.0, False),  # North Sea
        (EUROPE, 43.0, 34.0, False),  # Black Sea
        (EUROPE, 62.5, 19.5, False),  # Gulf of Bothnia
        (EUROPE, 43.0, 16.0, False),  # Adriatic
        (WORLD, 43.5, -80.0, True),  # Ontario
        (WORLD, -15.8, -47.9, True),  # Brasília
        (WORLD, 28.6, 77.2, True),  # Delhi
        (WORLD, -21.1, 55.5, True),  # Réunion
        (WORLD, 28.3, -16.5, True),  # Tenerife
        (WORLD, 66.5, -175.0, True),  # Chukotka, beyond the 180th meridian
        (WORLD, 30.0, -40.0, False),  # Atlantic
        (WORLD, 0.0, -150.0, False),  # Pacific
        (WORLD, -20.0, 80.0, False),  # Indian Ocean
    ],
)
def test_known_places_are_on_land_and_known_waters_are_not(frame: Frame, lat: float, lon: float, dry: bool) -> None:
    assert on_land(frame, lat, lon) is dry


def crossed(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether a border runs between two places of Europe."""
    land = lands().frames["europe"]

    def place(at: tuple[float, float]) -> tuple[float, float]:
        point = EUROPE.at(*at)
        assert point
        return point.x * land.width / 100, point.y * land.height / 100

    def side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    a, b = place(one), place(other)
    return any(
        side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)
        for line in rings(land.borders)
        for c, d in pairwise(line)
    )


def test_borders_part_neighbours_and_nobody_else() -> None:
    strasbourg, kehl, freiburg = (48.58, 7.65), (48.58, 7.95), (47.99, 7.85)
    kyiv, simferopol, rostov = (50.45, 30.52), (44.95, 34.1), (47.23, 39.7)
    north, south = (35.33, 33.32), (34.70, 33.02)  # of Cyprus
    assert crossed(strasbourg, kehl)
    assert crossed((48.2, 16.4), (48.15, 17.4))  # Vienna and Bratislava
    assert crossed(kyiv, rostov)
    assert not crossed(kehl, freiburg)
    assert not crossed(kyiv, simferopol)
    assert not crossed(north, south)


def test_the_middle_of_a_country_lies_in_it() -> None:
    middles = lands().middles
    assert middles.keys() <= country_names().keys()
    europe = [
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
        "TR",
        "UA",
    ]
    assert middles.keys() >= {*europe}
    for code in europe:
        assert on_land(EUROPE, *middles[code]), code
    known = {"DE": (51.2, 10.4), "FR": (46.6, 2.4), "ES": (40.2, -3.7), "US": (39.8, -98.6), "NZ": (-43.9, 170.9)}
    for code, (lat, lon) in known.items():
        found = middles[code]
        assert abs(found[0] - lat) < 2
        assert abs(found[1] - lon) < 2


# --- what lies together -----------------------------------------------------------------------------------------------

NEAR = Point(4.0, 5.0)
places = st.dictionaries(
    st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(lambda at: Point(at[0] / 10, at[1] / 10)),
    st.integers(1, 9),
    max_size=60,
)


def far(one: Point, other: Point) -> float:
    return math.hypot((one.x - other.x) / NEAR.x, (one.y - other.y) / NEAR.y)


@given(places)
def test_every_place_is_in_exactly_one_group_the_nearest(weights: Mapping[Point, int]) -> None:
    groups = grouped(weights, NEAR)

    assert sorted(place for members in groups.values() for place in members) == sorted(weights)
    for seed, members in groups.items():
        assert seed in members
        for member in members:
            assert far(seed, member) < 1
            assert far(seed, member) == min(far(other, member) for other in groups)


@given(places)
def test_no_two_symbols_overlap(weights: Mapping[Point, int]) -> None:
    for one, other in product(grouped(weights, NEAR), repeat=2):
        assert one == other or far(one, other) >= 1


@given(places)
def test_the_order_in_which_places_come_makes_no_difference(weights: Mapping[Point, int]) -> None:
    shuffled = dict(sorted(weights.items(), key=lambda item: (item[0].y, -item[0].x)))

    assert {seed: sorted(found) for seed, found in grouped(weights, NEAR).items()} == {
        seed: sorted(found) for seed, found in grouped(shuffled, NEAR).items()
    }


def test_a_group_stands_where_most_of_it_is() -> None:
    linz, lower_austria, alone = Point(50.0, 60.0), Point(52.0, 60.0), Point(20.0, 20.0)

    assert grouped({lower_austria: 2, linz: 7, alone: 1}, NEAR) == {linz: [lower_austria, linz], alone: [alone]}


def spread(number: int) -> dict[Point, int]:
    """Places all over a map, no two the same."""
    return {Point(n * 61.8034 % 100, n * 75.4878 % 100): 1 for n in range(number)}


def test_of_many_places_there_are_no_more_groups_than_wanted() -> None:
    weights = spread(2000)
    groups = thinned(weights, NEAR, 90)

    assert 30 < len(groups) <= 90
    assert sum(map(len, groups.values())) == len(weights)
    assert thinned({}, NEAR, 90) == {}


def test_grouping_takes_time_linear_in_the_number_of_places() -> None:
    def seconds(number: int) -> float:
        weights = spread(number)
        began = time.process_time()
        grouped(weights, NEAR)
        return time.process_time() - began

    seconds(2_000)
    few, many = min(seconds(4_000) for _ in range(3)), min(seconds(16_000) for _ in range(3))
    assert many < 9 * few
