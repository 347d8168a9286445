"""台账: one official list, declared once. What it holds is read from the recorded events; nobody fills it in.

    Register(
        code="leaves", label="请假外出台账", ...
        rows=lambda reading: reading.of(Leave).filter(...),     which rows, in which order
        columns=(*who(lambda leave: leave.client), Column("离开日期", lambda leave: leave.since, Kind.DAY), ...),
    )

Page, print and workbook are the same rows in the same columns.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from clients.models import Client
from clients.models.scoped import CaseQuerySet, CaseRecord
from figures.registers.days import Days
from law.article import Article
from people.models import Region, Role, User
from people.scope import code_range, covers

Value = str | int | Decimal | date | None
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


class Kind(StrEnum):
    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and what stands in it.

    of       reads one line as ``Register.lines`` made it; None and "" both print as nothing
    private  left out until the reader asks for it: what a list is rarely needed for and tells most when it is lost
    minor    printed and in the workbook, not on the page
    note     how it is worked out, where the heading does not say
    total    path of the field to add up under the column; "" where a sum says nothing
    """

    title: str
    of: Callable[[Any], Value]
    kind: Kind = Kind.TEXT
    private: bool = False
    minor: bool = False
    wide: bool = False
    note: str = ""
    total: str = ""


class Source(NamedTuple):
    """A text that asks for it. ``city``: the code of the region for which it speaks, "" for the whole country."""

    article: Article
    city: str = ""


class Fills(NamedTuple):
    """What to record so that an empty register fills: a sentence, and the page where one does it."""

    text: str
    label: str
    url_name: str


@dataclass(frozen=True)
class Reading:
    """Who reads which days of which place, on which day."""

    user: User
    region: Region
    days: Days
    today: date

    @property
    def is_narrowed(self) -> bool:
        """Whether a manager asked for a place below her own region."""
        own = self.user.region
        return own is not None and self.region.pk != own.pk

    def of(self, model: type[CaseRecord]) -> CaseQuerySet:
        """The records of ``model`` that the reader may see, of clients who live at the place asked for; without those
        of cases opened twice or by mistake."""
        client = model.TO_CLIENT
        rows: CaseQuerySet = model.objects.visible_to(self.user).exclude(
            **{f"{client}closed_how": Client.ClosedHow.MISTAKE}
        )
        if not self.is_narrowed:
            return rows
        low, high = code_range(self.region.code)
        place = f"{client}residence_region__code"
        return rows.filter(**{f"{place}__gte": low, f"{place}__lte": high})


def as_they_are(reading: Reading, rows: Sequence[Any]) -> list[Any]:
    return list(rows)


@dataclass(frozen=True, slots=True)
class Register:
    """
    code     in addresses, file names and the ledger
    about    one sentence: which rows stand in it
    rows     a queryset or another sequence that can be counted and sliced, in order; a fixed number of queries
    lines    some of these rows, made ready for the columns; a fixed number of queries
    whose    the client of a line, for the link and the ledger; None where the reader may not open the case
    as_of    it stands as of one day instead of over a month, quarter or year
    ahead    how many months to come can be asked for
    roles    who may read it: a social worker of her own clients, a manager of her region
    most     how many rows are worked out at once; more are asked for by smaller places. None: any number
    size     how many there are to work out, where that is not the number of rows
    """

    code: str
    label: str
    group: str
    about: str
    fills: Fills
    rows: Callable[[Reading], Any]
    columns: tuple[Column, ...]
    whose: Callable[[Any], Client | None]
    lines: Callable[[Reading, Sequence[Any]], list[Any]] = as_they_are
    as_of: bool = False
    ahead: int = 0
    sources: tuple[Source, ...] = ()
    roles: Collection[Role] = STAFF
    unit: str = "条"
    most: int | None = None
    size: Callable[[Reading], int] | None = None

    def asked_by(self, region_code: str) -> list[Article]:
        """The texts that ask for it in this place."""
        return [source.article for source in self.sources if covers(source.city, region_code)]

    def columns_for(self, *, private: bool = False, brief: bool = False) -> list[Column]:
        """Those that are shown: all but the private ones, unless asked for; ``brief``: without the minor ones."""
        return [one for one in self.columns if (private or not one.private) and not (brief and one.minor)]

    @property
    def has_private(self) -> bool:
        return any(one.private for one in self.columns)

    def too_many(self, reading: Reading) -> bool:
        """Whether it has to be asked for by smaller places. One query where there is a limit."""
        return self.most is not None and self.size is not None and self.size(reading) > self.most
