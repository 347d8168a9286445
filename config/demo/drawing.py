"""Land, roofs and trees in the colours of the public site: what the demo's pictures are drawn with."""

from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
FINE = 2
"""Drawn this many times larger and then reduced, so that edges are smooth."""

DEEP, GREEN, FIELD, SAGE, PALE, MIST = "#0b4f45", "#1d6353", "#4c8a70", "#86a987", "#b7c7a4", "#d9dcbf"
PAPER, CREAM, DAWN, SUN, CLAY, SAND, SHADE, LIT = (
    "#f7f2e7", "#f7ead0", "#f8d596", "#efb25c", "#d99a4e", "#e7c88d", "#cfa55f", "#ffd98f",
)  # fmt: skip
NIGHT, DUSK = "#0a3a33", "#245f52"

Point = tuple[float, float]
Ridge = Callable[[float], float]


class Sheet:
    """A picture in the making; all measures are pixels of the finished picture."""

    def __init__(self, above: str, below: str, horizon: int) -> None:
        sky = Image.linear_gradient("L").resize((1, horizon))
        top, low = Image.new("RGB", (1, horizon), above), Image.new("RGB", (1, horizon), below)
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), below)
        self.image.paste(Image.composite(low, top, sky).resize((WIDTH * FINE, horizon * FINE)))
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, colour: str, points: Iterable[Point]) -> None:
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], colour)

    def box(self, colour: str, x: float, y: float, wide: float, high: float) -> None:
        self.pen.rectangle((x * FINE, y * FINE, (x + wide) * FINE, (y + high) * FINE), colour)

    def disc(self, colour: str, x: float, y: float, radius: float) -> None:
        self.pen.ellipse([side * FINE for side in (x - radius, y - radius, x + radius, y + radius)], colour)

    def line(self, colour: str, points: Iterable[Point], wide: float = 2) -> None:
        self.pen.line([(x * FINE, y * FINE) for x, y in points], colour, round(wide * FINE), joint="curve")

    def land(self, colour: str, ridge: Ridge) -> None:
        self.shape(colour, [*along(ridge), (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)])

    def furrows(self, colour: str, far: Ridge, near: Ridge, count: int) -> None:
        """Lines that follow the land, closer together where it is far."""
        for nth in range(1, count + 1):
            self.line(colour, along(between(far, near, (nth / (count + 1)) ** 1.5)))

    def jpeg(self) -> bytes:
        file = BytesIO()
        self.image.reduce(FINE).save(file, "JPEG", quality=86)
        return file.getvalue()


def along(ridge: Ridge, first: float = -20, last: float = WIDTH + 20) -> list[Point]:
    return [(first + nth * 20, ridge(first + nth * 20)) for nth in range(int((last - first) // 20) + 1)]


def ridge(level: float, high: float, phase: float) -> Ridge:
    """Rolling land around ``level``; two waves that do not meet again within the picture."""
    return lambda x: level - high * (0.6 * sin(x / 310 + phase) + 0.4 * sin(x / 137 + phase * 2.3))


def between(far: Ridge, near: Ridge, share: float) -> Ridge:
    return lambda x: far(x) * (1 - share) + near(x) * share


def plain(level: float, high: float = 0, long: float = 1, phase: float = 0) -> Ridge:
    """One even wave; without a height, the level."""
    return lambda x: level + high * sin(x / long + phase)


def under(ridge: Ridge, depth: float) -> Ridge:
    """The wind's mark in sand, ``depth`` below the crest."""
    return lambda x: ridge(x) + depth + 8 * sin(x / 60 + depth)


def poplars(on: Sheet, foot: Ridge, heights: Iterable[tuple[float, float]], colour: str = DUSK) -> None:
    for x, high in heights:
        base, wide = foot(x) + 6, high * 0.13
        crown = [(x + wide * sin(turn), base - high * (0.56 - 0.44 * cos(turn))) for turn in _turns(48)]
        on.shape(colour, crown)
        on.box(colour, x - high * 0.02, base - high * 0.2, high * 0.04, high * 0.2)


def workshop(on: Sheet, x: float, base: float, tooth: float, count: int) -> None:
    """A hall with a saw-tooth roof, lit from inside."""
    wall, rise = tooth * 0.62, tooth * 0.42
    for nth in range(count):
        left = x + nth * tooth
        on.shape(GREEN, [(left, base), (left, base - wall - rise), (left + tooth, base - wall), (left + tooth, base)])
        on.line(CREAM, [(left + 3, base - wall - rise + 4), (left + tooth, base - wall + 3)], tooth * 0.05)
        for window in (0.16, 0.62):
            on.box(LIT, left + tooth * window, base - wall * 0.72, tooth * 0.2, wall * 0.32)


def hall(on: Sheet, x: float, base: float, wide: float, roof: str = CLAY, wall: str = DUSK, front: str = DEEP) -> None:
    """A house with its gable to the left."""
    high, gable, eaves = wide * 0.24, wide * 0.3, wide * 0.13
    on.box(wall, x + gable, base - high, wide - gable, high)
    on.shape(front, [(x, base), (x, base - high), (x + gable / 2, base - high - eaves), (x + gable, base - high),
                     (x + gable, base)])  # fmt: skip
    on.shape(roof, [(x + gable / 2, base - high - eaves), (x + wide - gable / 2, base - high - eaves),
                    (x + wide + 4, base - high), (x + gable + 4, base - high)])  # fmt: skip
    on.box(LIT, x + gable * 0.34, base - high * 0.55, gable * 0.32, high * 0.55)
    for window in (0.45, 0.7):
        on.box(LIT, x + wide * window, base - high * 0.7, wide * 0.13, high * 0.34)


def road(on: Sheet, bends: Iterable[tuple[float, float, float]], colour: str = CREAM) -> None:
    """A ribbon through ``bends`` of x, y and width, rounded between them."""
    way = list(bends)
    left, right = [], []
    for (x, y, wide), (next_x, next_y, next_wide) in pairwise(way):
        for step in range(12):
            part = step / 12
            soft = (1 - cos(part * pi)) / 2
            middle, half = x + (next_x - x) * soft, (wide + (next_wide - wide) * part) / 2
            left.append((middle - half, y + (next_y - y) * part))
            right.append((middle + half, y + (next_y - y) * part))
    x, y, wide = way[-1]
    left.append((x - wide / 2, y))
    right.append((x + wide / 2, y))
    on.shape(colour, left + right[::-1])


def _turns(count: int) -> list[float]:
    return [2 * pi * nth / count for nth in range(count)]
