"""One thing that is to be done by a day, as lists of what waits show it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    """Something with a day. ``place`` is the group of facts that it is about, for a link."""

    text: str
    on: date
    place: str
    workdays: int | None = None
