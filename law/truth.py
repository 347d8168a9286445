"""Truth with three values, after Kleene: a blank is neither yes nor no.

    YES & UNKNOWN  →  UNKNOWN      one condition is still open
    NO  & UNKNOWN  →  NO           whatever the open one turns out to be
    YES | UNKNOWN  →  YES
    ~UNKNOWN       →  UNKNOWN

``value`` is the code used in columns (int8): & is the minimum, | the maximum, ~ the mirror ``2 - value``.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Self


class Truth(Enum):
    NO = 0
    UNKNOWN = 1
    YES = 2

    @classmethod
    def of(cls, fact: bool | None) -> Self:
        """A recorded fact, where None means that nobody wrote it down."""
        if fact is None:
            return cls.UNKNOWN
        return cls.YES if fact else cls.NO

    def __and__(self, other: "Truth") -> "Truth":
        return Truth(min(self.value, other.value))

    def __or__(self, other: "Truth") -> "Truth":
        return Truth(max(self.value, other.value))

    def __invert__(self) -> "Truth":
        if self is Truth.UNKNOWN:
            return self
        return Truth.NO if self is Truth.YES else Truth.YES

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with Truth.YES, Truth.NO or Truth.UNKNOWN")


_NO, _UNKNOWN, _YES = Truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """YES if every one holds, NO if one does not; YES for none at all."""
    known = tuple(truths)
    if _NO in known:
        return _NO
    return _UNKNOWN if _UNKNOWN in known else _YES


def any_of(truths: Iterable[Truth]) -> Truth:
    """YES if one holds, NO if none does; NO for none at all."""
    known = tuple(truths)
    if _YES in known:
        return _YES
    return _UNKNOWN if _UNKNOWN in known else _NO
