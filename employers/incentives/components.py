"""What each number of a sum is called: one name for every component of every incentive, for pages and documentation.

The numbers themselves are made in ``catalogue``. A component that holds others (a list of periods, a table by tax) has
a name too; keys that are taxes, months, years or people are no components.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAMES: dict[str, str] = {
    "floor": "金额还不确定时，至少有多少（元）",
    "ceiling": "金额还不确定时，最多有多少（元），空着表示说不出上限",
    "remarks": "需要注意或者向当地核实的事项",
}
# Where one incentive means something of its own by a name.
OF_INCENTIVE: dict[str, dict[str, str]] = {}


def name_of(incentive: str, component: str) -> str:
    """Raises KeyError for a component that nobody named."""
    return OF_INCENTIVE.get(incentive, {}).get(component) or NAMES[component]


def is_named(incentive: str, component: str) -> bool:
    return component in NAMES or component in OF_INCENTIVE.get(incentive, {})


def paths(incentive: str, components: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every component with its path: ("periods[].offset", "offset"); what no table names is a key, not a component."""
    for name, value in components.items():
        yield name, name
        yield from _inside(incentive, name, value)


def _inside(incentive: str, path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            name = str(key)
            if is_named(incentive, name):
                yield f"{path}.{name}", name
                yield from _inside(incentive, f"{path}.{name}", one)
            else:
                yield from _inside(incentive, f"{path}.*", one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _inside(incentive, f"{path}[]", one)
