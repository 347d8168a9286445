"""One member of one household who could earn: the family's month today beside its month with a given wage.

Everything rests on ``Budget``; here stand what is on file today, what is really received, and the one day of it all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from clients.models import Client
from law.truth import Truth
from welfare.gather import SELF, gather
from welfare.gathered import Gathered
from welfare.models import Benefit
from welfare.month import Band, GraceMonth, Month, Piece, Unsettled
from welfare.net_income import CASH, FEN, MOST, Budget
from welfare.rules.composition import is_counted
from welfare.rules.dictionary import receives_minimum_living, wage_income_month
from welfare.rules.find import Case
from welfare.rules.standards import Book
from welfare.standards import book as standards

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Curve:
    """The months from wage 0 on, exactly, and the wages at which more pay is less."""

    pieces: list[Piece]
    worse: list[Band]


class Earner:
    """One member of a household as of the day on which it was gathered.

    key        of the member who earns
    received   codes of the benefits that run today
    """

    def __init__(self, gathered: Gathered, received: Collection[str], book: Book, key: str = SELF) -> None:
        self.gathered = gathered
        self.key = key
        self.received = frozenset(received)
        if gathered.household.facts.get(receives_minimum_living.code) is True:
            self.received |= {"minimum_living"}
        self._book = book
        self._budget = Budget(gathered.household, key, book)

    @cached_property
    def counted(self) -> Truth:
        """Whether the member belongs to those whose income and needs the rules count."""
        for one in self.gathered.household.members:
            if one.key == self.key:
                return Case(self.gathered.household, self._book).find(is_counted, one).truth
        return Truth.UNKNOWN

    @cached_property
    def wage_now(self) -> Decimal | None:
        """What she earns now, 元/月 to the 分; None while nobody knows."""
        for one in self.gathered.household.members:
            said = one.facts.get(wage_income_month.code)
            if one.key == self.key and isinstance(said, Decimal):
                return said.quantize(FEN) if said <= MOST else None
        return None

    @property
    def now(self) -> Month | None:
        """The month as it is, with all that the family may have, received or not; None while it cannot be said."""
        return None if self.wage_now is None else self.at(self.wage_now)

    @property
    def missing_now(self) -> frozenset[str]:
        """What keeps today's month from being said, as in ``Finding.missing``; empty where nothing does."""
        if not self.gathered.household.members:
            return frozenset({"members"})
        if self.wage_now is None:
            return frozenset({f"{wage_income_month.code}@{self.key}"})
        return self.missing_at(self.wage_now)

    @cached_property
    def unclaimed(self) -> dict[str, Decimal]:
        """What is counted in today's month though nobody receives it, by code."""
        paid = self.now.benefits if self.now else {}
        return {code: amount for code, amount in paid.items() if code not in self.received}

    def at(self, wage: Decimal) -> Month | None:
        """The month at this wage; None while it cannot be said. Raises ValueError as ``Budget.month``."""
        try:
            return self._budget.month(wage) if self.gathered.household.members else None
        except Unsettled:
            return None

    def missing_at(self, wage: Decimal) -> frozenset[str]:
        if not self.gathered.household.members:
            return frozenset({"members"})
        try:
            self._budget.month(wage)
        except Unsettled as unsettled:
            return unsettled.missing
        return NOTHING

    def more(self, wage: Decimal) -> Decimal | None:
        """By how many whole yuan the month at this wage is above today's, below 0 for less; None while one of the two
        cannot be said. The difference of the rounded sums, so that whoever checks finds the same."""
        then, now = self.at(wage), self.now
        return None if then is None or now is None else in_yuan(then.total) - in_yuan(now.total)

    def curve(self, upto: Decimal) -> Curve:
        """Raises Unsettled where the month cannot be said at some wage up to there."""
        if not self.gathered.household.members:
            raise Unsettled(frozenset({"members"}))
        return Curve(self._budget.pieces(upto), self._budget.worse(upto))

    def grace(self, wage: Decimal) -> list[GraceMonth]:
        """As ``Budget.grace``."""
        return self._budget.grace(wage)


def in_yuan(amount: Decimal) -> Decimal:
    """As people say a month's money: whole yuan, half a yuan up."""
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def earner_of(client: Client, as_of: date) -> Earner:
    """The client herself as the one who earns. Eight queries, however many there are in the family."""
    return Earner(next(iter(gather([client], as_of))), received_by(client, as_of), standards())


def received_by(client: Client, as_of: date) -> frozenset[str]:
    """Codes of the paid benefits that run on this day; nothing restricted is among them."""
    rows: Iterable[Benefit] = client.benefits.filter(entitlement__in=[one.code for one in CASH])
    return frozenset(row.entitlement for row in rows if row.runs(as_of))
