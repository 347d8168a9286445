"""The answer to "is somebody entitled": 符合, 不符合 or 待核实."""

from enum import Enum

from law.truth import Truth


class Outcome(Enum):
    """As stored and as people read it."""

    ELIGIBLE = "eligible", "符合"
    INELIGIBLE = "ineligible", "不符合"
    UNDETERMINED = "undetermined", "待核实"

    def __new__(cls, value: str, label: str) -> "Outcome":
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member

    label: str

    @classmethod
    def of(cls, truth: Truth) -> "Outcome":
        if truth is Truth.UNKNOWN:
            return cls.UNDETERMINED
        return cls.ELIGIBLE if truth is Truth.YES else cls.INELIGIBLE
