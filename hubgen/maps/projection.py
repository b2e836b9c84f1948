"""Equal-area projections: latitude and longitude in degrees become metres to the right and up on a plane.

The Earth is a ball here. On a map of Europe a thousand pixels wide that moves no place by more than two of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Projection = Callable[[float, float], tuple[float, float]]
"""Takes degrees north and east, gives metres to the right and up."""

RADIUS = 6_371_007.2
"""Metres: of the ball that has the Earth's surface."""


def lambert(lat: float, lon: float) -> Projection:
    """Lambert's azimuthal equal-area projection around a centre in degrees, as maps of the European Union use it.

    It holds everywhere but at the point opposite the centre (Snyder, Map Projections, 1987, equations 24-2 to 24-4).
    """
    sin_centre, cos_centre, middle = math.sin(math.radians(lat)), math.cos(math.radians(lat)), math.radians(lon)

    def project(lat: float, lon: float) -> tuple[float, float]:
        phi, turn = math.radians(lat), math.radians(lon) - middle
        sin, cos, cos_turn = math.sin(phi), math.cos(phi), math.cos(turn)
        near = 1 + sin_centre * sin + cos_centre * cos * cos_turn
        scale = RADIUS * math.sqrt(2 / max(near, 1e-12))
        return scale * cos * math.sin(turn), scale * (cos_centre * sin - sin_centre * cos * cos_turn)

    return project


_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def equal_earth(lon: float) -> Projection:
    """The Equal Earth projection of the whole world around a meridian (Šavrič, Patterson and Jenny, 2018)."""

    def project(lat: float, east: float) -> tuple[float, float]:
        turn = math.radians((east - lon + 180) % 360 - 180)
        theta = math.asin(_M * math.sin(math.radians(lat)))
        square = theta * theta
        sixth = square**3
        across = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
        up = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
        return RADIUS * turn * math.cos(theta) / (_M * across), RADIUS * up

    return project
