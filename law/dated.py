"""Numbers and rules that hold from a day to a day, each with its source and the day it must be looked at again."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from law.article import Article

Value = TypeVar("Value")


class NotInForceError(LookupError):
    """No value is known for that day. A neighbour's number is not an answer."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[Value]):
    """One value with the days between which it holds, both included; ``valid_to`` None while nothing ended it."""

    value: Value
    valid_from: date
    source: Article
    review_by: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"ends on {self.valid_to}, before it begins on {self.valid_from}")

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_due_for_review(self, day: date) -> bool:
        """True from the day on which somebody should have checked the source again."""
        return day >= self.review_by


class Timeline(Generic[Value]):
    """The values of one thing through time, oldest first. Gaps are allowed, two values for one day are not."""

    def __init__(self, name: str, *values: Dated[Value]) -> None:
        self.name = name
        self.values = tuple(sorted(values, key=lambda dated: dated.valid_from))
        for earlier, later in pairwise(self.values):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                raise ValueError(f"{name}: two values for {later.valid_from}")

    def at(self, day: date) -> Dated[Value] | None:
        """What held on that day, with its source; None in a gap."""
        return next((dated for dated in self.values if dated.holds_on(day)), None)

    def on(self, day: date) -> Value:
        """The bare value of that day; raises NotInForceError in a gap."""
        found = self.at(day)
        if found is None:
            raise NotInForceError(f"{self.name}: no value for {day}")
        return found.value
