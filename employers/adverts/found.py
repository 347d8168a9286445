"""One fact of an advertisement with the words it was read from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """``code`` of the shared vocabulary (or a number as text) and the clause that says so."""

    code: str
    text: str
