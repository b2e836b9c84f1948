"""Maps: where a place lies on a drawing, what lies together there, and the land under it.

Knows places by latitude and longitude, no records and no pages. `lands.json` holds what `scripts/borders.py` made of
Natural Earth's borders, with where it came from.
"""

from .grouping import grouped, thinned
from .land import EUROPE, FRAMES, WORLD, Frame, Land, Lands, Point, lands
from .projection import Projection, equal_earth, lambert

__all__ = [
    "EUROPE",
    "FRAMES",
    "WORLD",
    "Frame",
    "Land",
    "Lands",
    "Point",
    "Projection",
    "equal_earth",
    "grouped",
    "lambert",
    "lands",
    "thinned",
]
