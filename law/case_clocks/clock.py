"""A clock: one thing that is due, by when, and how that day was counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from law.article import Article


class Kind(StrEnum):
    """What is due. Values are stored and used in addresses, ``label`` is what people read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    REPORT_IN = "report_in", "报到"
    AGREEMENT = "agreement", "签协议"
    TERM_END = "term_end", "期满"
    TEST = "test", "检测"
    VISIT = "visit", "走访"
    LEAVE_RETURN = "leave_return", "请假返回"
    HAND_OVER = "hand_over", "移交材料"
    RELEASE_CONTACT = "release_contact", "出所前对接"
    RELEASE_NOTICE = "release_notice", "出所通知"
    RELEASE_PAPERS = "release_papers", "出所材料移交"
    END_NOTICE = "end_notice", "解除通知"
    CONTROL_END = "control_end", "动态管控到期"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock.

    due_on         last day on which it can be done, or the day it happens; None: no day can be named
    counted_from   the day from which was counted
    words          what is due, in plain Chinese
    why            how the day was counted, with the numbers
    article        where it is written
    number, total  the n-th of a series of so many; 0 for what happens once
    provisional    the day may still change; ``why`` says by what
    open_question  what has to be found out before a day can be named; "" where nothing is open. A clock without a day
                   and without an open question is one for which the law names no day
    opens_on       first day of the span in which it is to be done, None: at once
    """

    kind: Kind
    due_on: date | None
    counted_from: date | None
    words: str
    why: str
    article: Article | None
    number: int = 0
    total: int = 0
    provisional: bool = False
    open_question: str = ""
    opens_on: date | None = None

    def __post_init__(self) -> None:
        if self.open_question and self.due_on is not None:
            raise ValueError("what is unknown never becomes a day")

    def is_overdue(self, as_of: date) -> bool:
        """The day is past. Whether it was kept is not known here."""
        return self.due_on is not None and self.due_on < as_of


@dataclass(frozen=True, slots=True)
class Series:
    """The clocks of one calendar, in order.

    frequency      one line for each span: 第1年：每月1次，共12次
    total          how many the calendar asks for over the whole term, at the least; 0 where none is known
    source         where it is written
    open_question  what has to be found out; then there are no clocks
    """

    kind: Kind
    clocks: tuple[Clock, ...] = ()
    frequency: tuple[str, ...] = ()
    total: int = 0
    source: Article | None = None
    open_question: str = ""
