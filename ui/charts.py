"""The arithmetic of the drawings: pure functions from numbers to places in an SVG. Templates draw, nothing here knows HTML.

All lengths are in the units of the SVG's own view box.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Segment(NamedTuple):
    """One piece of a stacked bar: its share of the whole and where it begins, both in 0..100."""

    label: str
    value: float
    x: float
    width: float
    # 1..6, names the colour in the stylesheet; repeats after six.
    ink: int


INKS = 6


def label_and_value(part: object) -> tuple[str, float]:
    """A part may be a pair, a mapping or an object with ``label`` and ``value``."""
    if isinstance(part, Mapping):
        return str(part["label"]), part["value"]
    if isinstance(part, tuple) and not hasattr(part, "label"):
        label, value = part
        return str(label), value
    return str(part.label), part.value


def stack(parts: Iterable[object], total: float = 100) -> list[Segment]:
    """Segments side by side from the left; ``total`` is what fills the bar.

    Raises ValueError for a negative part, or when the parts exceed the total by more than rounding.
    """
    segments: list[Segment] = []
    x = 0.0
    for index, part in enumerate(parts):
        label, value = label_and_value(part)
        if value < 0:
            raise ValueError(f"part {label!r} is negative: {value}")
        width = 100 * float(value) / float(total)
        segments.append(Segment(label, value, round(x, 3), round(width, 3), index % INKS + 1))
        x += width
    if x > 100.5:
        raise ValueError(f"the parts add up to more than {total}")
    return segments
