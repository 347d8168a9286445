"""What is certain when something is not known: the low and the high sum, and which unknowns make the difference."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import combinations
from typing import Any, TypeVar

Total = TypeVar("Total")
MOST_CORNERS = 6


def agreed(low: Any, high: Any) -> Any:
    """What both have in common, map by map and entry by entry; None where they differ."""
    if low == high:
        return low
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        return {key: agreed(low.get(key), high.get(key)) for key in {**low, **high}}
    if isinstance(low, list) and isinstance(high, list) and len(low) == len(high):
        return [agreed(one, other) for one, other in zip(low, high, strict=True)]
    return None


def certain(unknowns: Sequence[str], sums: Callable[[frozenset[str]], Mapping[str, Any]]) -> dict[str, Any]:
    """The components that are the same however the unknowns turn out, and None for each that is not.

    One that grows with one unknown may shrink with another, so every corner is looked at; of many unknowns those at
    which one alone, or all but one, turn out high.
    """
    everything = frozenset(unknowns)
    if len(unknowns) <= MOST_CORNERS:
        corners = [frozenset(high) for size in range(len(unknowns) + 1) for high in combinations(unknowns, size)]
    else:
        alone = [frozenset((one,)) for one in unknowns]
        corners = [frozenset(), everything, *alone, *(everything - one for one in alone)]
    found = [sums(high) for high in corners]
    return dict(reduce(agreed, found))


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
