"""The two maps there are, Europe and the world: their frames, and the land in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from .projection import Projection, equal_earth, lambert


class Point(NamedTuple):
    """A place on a map, in percent of its width and height from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What part of a projection a map shows: its edges in metres of the projection."""

    name: str
    project: Projection
    left: float
    bottom: float
    right: float
    top: float

    @property
    def ratio(self) -> float:
        """Width by height."""
        return (self.right - self.left) / (self.top - self.bottom)

    def at(self, lat: float, lon: float) -> Point | None:
        """Where a place in degrees lies, to a tenth of a percent; None where that is outside."""
        x, y = self.project(lat, lon)
        across, down = (x - self.left) / (self.right - self.left), (self.top - y) / (self.top - self.bottom)
        return Point(round(100 * across, 1), round(100 * down, 1)) if 0 <= across <= 1 and 0 <= down <= 1 else None


EUROPE = Frame(
    name="europe", project=lambert(52, 10), left=-1.90e6, bottom=-1.98e6, right=2.92e6, top=2.26e6
)  # fmt: skip
"""From Iceland to the east of Turkey, from the North Cape to Israel, around the centre of the Union's own grid."""
WORLD = Frame(
    name="world", project=equal_earth(11), left=-17.25e6, bottom=-6.75e6, right=17.25e6, top=8.35e6
)  # fmt: skip
"""All but Antarctica; its edge runs through Bering Strait, where it cuts no land."""
FRAMES = (EUROPE, WORLD)
"""From near to far: a place belongs on the first that it lies within."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """The land in a frame as path data of SVG, in a box of `width` by `height`."""

    width: int
    height: int
    land: str
    borders: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lands:
    """What was made of Natural Earth's borders: the land of each frame by name, and each country's middle.

    `middles` gives degrees north and east by ISO 3166-1 code: the middle of the largest circle that fits into the
    country's largest part.
    """

    frames: Mapping[str, Land]
    middles: Mapping[str, tuple[float, float]]
    source: Mapping[str, str]


@cache
def lands() -> Lands:
    """What the package ships."""
    given = json.loads(resources.files(__package__).joinpath("lands.json").read_text(encoding="utf-8"))
    return Lands(
        frames={name: Land(**land) for name, land in given["frames"].items()},
        middles={code: (lat, lon) for code, (lat, lon) in given["middles"].items()},
        source=given["source"],
    )
