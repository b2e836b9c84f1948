"""Whether a point can be in a country: by boxes around the country's parts, in whole degrees."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

_ROOM = 0.5
"""Degrees around a box: islands too small for the borders it was made from, and points in the sea before a harbour."""

Box = tuple[int, int, int, int]
"""South, west, north, east."""


@cache
def _extents() -> dict[str, list[Box]]:
    given: Any = json.loads(resources.files(__package__).joinpath("extents.json").read_text(encoding="utf-8"))
    return {code: [(s, w, n, e) for s, w, n, e in boxes] for code, boxes in given["extents"].items()}


def can_be_in(code: str, lat: float, lon: float) -> bool:
    """Whether a point in degrees is in or near a country of ISO 3166-1; true of one whose borders are not known."""
    boxes = _extents().get(code)
    return boxes is None or any(
        s - _ROOM <= lat <= n + _ROOM and w - _ROOM <= turned <= e + _ROOM
        for s, w, n, e in boxes
        # boxes across the 180th meridian count on
        for turned in (lon, lon + 360, lon - 360)
    )
