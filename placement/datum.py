"""One datum for all: coordinates as they were noted, turned into WGS-84 before anybody measures with them.

GCJ-02 shifts a point by some hundred metres in a known way, BD-09 shifts it once more. The way back is found by
repeating the way there; what remains is below a metre.
"""

from math import atan2, cos, hypot, pi, sin, sqrt

# Krassovsky 1940, on which GCJ-02 is defined.
_AXIS, _FLATTENING = 6_378_245.0, 0.006693421622965943
_BD = pi * 3000 / 180


def as_wgs84(longitude: float | None, latitude: float | None, datum: str) -> tuple[float, float] | None:
    """(longitude, latitude) in degrees, None where there is no point. ``datum`` is wgs84, gcj02 or bd09; an empty one
    counts as wgs84."""
    if longitude is None or latitude is None:
        return None
    if datum == "bd09":
        longitude, latitude = _from_bd09(longitude, latitude)
    if datum in ("bd09", "gcj02"):
        return _from_gcj02(longitude, latitude)
    return longitude, latitude


def _from_bd09(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = longitude - 0.0065, latitude - 0.006
    radius = hypot(x, y) - 0.00002 * sin(y * _BD)
    angle = atan2(y, x) - 0.000003 * cos(x * _BD)
    return radius * cos(angle), radius * sin(angle)


def _from_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = longitude, latitude
    for _ in range(3):
        shift_x, shift_y = _gcj02_shift(x, y)
        x, y = longitude - shift_x, latitude - shift_y
    return x, y


def _gcj02_shift(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees by which GCJ-02 lies east and north of WGS-84 at this point."""
    x, y = longitude - 105.0, latitude - 35.0
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    angle = latitude / 180 * pi
    bend = 1 - _FLATTENING * sin(angle) ** 2
    root = sqrt(bend)
    return (
        east * 180 / (_AXIS / root * cos(angle) * pi),
        north * 180 / (_AXIS * (1 - _FLATTENING) / (bend * root) * pi),
    )
