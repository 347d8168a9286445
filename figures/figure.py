"""指标: one number of the month, declared once: what it counts, in words and as rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from figures.period import Period


class Kind(StrEnum):
    """How a figure adds up over regions and over months.

    STOCK   as it stands on the last day: sums over regions, of several months the last one counts
    FLOW    what happened within the month: sums over regions and months
    SUM     an amount within the month, stored in 分 and read in 元: sums like a flow
    MEDIAN  the middle one of the values of all rows, of whatever regions and months they are
    SHARE   one figure divided by another, in percent
    RATIO   one figure divided by another, as a number
    """

    STOCK = "stock"
    FLOW = "flow"
    SUM = "sum"
    MEDIAN = "median"
    SHARE = "share"
    RATIO = "ratio"

    @property
    def is_derived(self) -> bool:
        """Worked out of two others when it is read: never counted, never stored."""
        return self in (Kind.SHARE, Kind.RATIO)


class Table(StrEnum):
    """What the ids behind a figure are ids of."""

    NONE = ""
    CLIENT = "client"
    TRANSFER = "transfer"
    PLACEMENT = "placement"
    REFERRAL = "referral"
    ENROLMENT = "enrolment"
    BENEFIT = "benefit"
    GAP = "gap"
    APPLICATION = "application"
    DEADLINE = "deadline"
    HELP = "help"
    HAND_OVER = "hand_over"
    REPORT_IN = "report_in"
    FOLLOW_UP = "follow_up"
    DUTY = "duty"
    PLAN = "plan"
    PAIRING = "pairing"
    CADRE = "cadre"
    ENTERPRISE = "enterprise"
    VACANCY = "vacancy"
    BASE = "base"
    FAIR = "fair"
    FAIR_GUEST = "fair_guest"
    LETTER = "letter"
    REGION = "region"
    MEMBERSHIP = "membership"


class Row(NamedTuple):
    """One thing counted, where it belongs, and how much of it: 1, 分 of a SUM, one value of a MEDIAN."""

    id: int
    region: str
    value: int = 1


class Part(NamedTuple):
    """A figure as part of another: which, along which line it is divided, and whether the parts are the whole of it.

    With ``complete`` False some rows of the whole belong to no part: in work is a part of on the register.
    """

    of: str
    by: str
    complete: bool = True


Rows = Callable[[Period], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Figure:
    """
    code         at most 40 characters, stored with every number: it never changes its meaning
    label        what stands alone; ``short`` what stands under the whole it is part of
    definition   Chinese sentences: what is counted on which day, and what is not
    rows         None: nothing of the kind is recorded yet; it reads 未登记, never 0
    parts_of     the wholes that it is part of: suppression needs to know each of them
    carried_by   codes of the flows, in pairs of one that raises a stock and one that lowers it, which carry it from the
                 end of one month to that of the next: who knows both ends knows what they come to. A pair shifts
                 together, so that what the other pairs are known to come to does not matter
    numerator    with ``denominator``: codes, of SHARE and RATIO
    rests_on     code of the figure that counts whose amounts or values these are, of SUM and MEDIAN
    better       "more" or "less": which way is good; "" where neither is
    as_it_stands counted by how things stand at the counting, for their past is not kept: not counted again later
    looked       whether anybody had looked by the end of a period: before, nothing found is not 0, and the month goes
                 without the figure; None: what is not on record did not happen
    known        whether the figure can be told of a region of this code at all; None: everywhere
    """

    code: str
    label: str
    group: str
    unit: str
    kind: Kind
    definition: str
    rows: Rows | None = None
    table: Table = Table.NONE
    short: str = ""
    parts_of: tuple[Part, ...] = ()
    carried_by: tuple[tuple[str, str], ...] = ()
    numerator: str = ""
    denominator: str = ""
    rests_on: str = ""
    better: str = ""
    as_it_stands: bool = False
    looked: Callable[[Period], bool] | None = None
    known: Callable[[Period, str], bool] | None = None

    def __post_init__(self) -> None:
        if len(self.code) > 40:
            raise ValueError(f"{self.code}: longer than the column")
        if self.kind.is_derived != bool(self.numerator and self.denominator):
            raise ValueError(f"{self.code}: a share or ratio has a numerator and a denominator, nothing else has")
        if self.carried_by and self.kind != Kind.STOCK:
            raise ValueError(f"{self.code}: only a stock is carried on")
        if self.kind in (Kind.SUM, Kind.MEDIAN) and not self.rests_on:
            raise ValueError(f"{self.code}: say which figure counts the rows that it rests on")

    @property
    def name(self) -> str:
        """What stands in a line of a table, under its whole."""
        return self.short or self.label

    @property
    def is_recorded(self) -> bool:
        """Whether the platform records anything of the kind."""
        return self.rows is not None or self.kind.is_derived
