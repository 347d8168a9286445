"""What the search box shows: groups of lines, each leading to one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One line. ``sends``: what was typed goes along, in the body of a form or, with ``method`` "get", in the address.

    ``mark`` is a short word that stands apart: 已结案.
    """

    label: str
    href: str
    icon: str
    about: str = ""
    mark: str = ""
    method: str = ""
    sends: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind. ``note`` says what the lines cannot: why there are none, or that a name must be whole."""

    key: str
    label: str
    hits: list[Hit] = field(default_factory=list)
    note: str = ""

    @property
    def heading(self) -> str:
        """The id of its heading."""
        return f"found-{self.key}"
