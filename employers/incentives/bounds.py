"""What is certain when something is not known: the low and the high sum, and which unknowns make the difference."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

Total = TypeVar("Total")


def agreed(low: Any, high: Any) -> Any:
    """What both have in common, map by map and entry by entry; None where they differ."""
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        return {key: agreed(low.get(key), high.get(key)) for key in {**low, **high}}
    if isinstance(low, list) and isinstance(high, list) and len(low) == len(high):
        return [agreed(one, other) for one, other in zip(low, high, strict=True)]
    return low if low == high else None


def decisive(unknowns: Sequence[str], total: Callable[[frozenset[str]], Total]) -> tuple[str, ...]:
    """Of ``unknowns`` those that can change the total. ``total`` takes the ones that turn out high; the rest are low.

    Empty when all low and all high come to the same: for sums that only grow no filling can then differ.
    """
    everything, nothing = frozenset(unknowns), frozenset[str]()
    low, high = total(nothing), total(everything)
    if low == high:
        return ()
    found = [
        unknown for unknown in unknowns if total(frozenset({unknown})) != low or total(everything - {unknown}) != high
    ]
    return tuple(found) or tuple(unknowns)
