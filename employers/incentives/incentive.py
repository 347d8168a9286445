"""What an incentive is: one declaration, read by the sums, the dossiers, the pages and the documentation alike.

Every incentive asks for a neutral status that the labour office itself notes, never for its reason: whether somebody
is in rehabilitation is no tax class and has no place in this kernel.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from employers.incentives.case import Case, Hire
from law.article import Article
from law.dated import Timeline
from law.findings import Finding
from law.truth import Truth
from lexicon.features import Labelled


class Family(Labelled):
    """By whom and how it is paid out."""

    TAX = "tax", "税收优惠"
    SUBSIDY = "subsidy", "就业补贴"
    LOAN = "loan", "贷款"


class Holder(StrEnum):
    """To what a paper belongs: it is asked for once for each."""

    HIRE = "hire"
    FIRM = "firm"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper of a dossier. The same ``code`` in two incentives is the same paper, uploaded once.

    issuer  who gives it out; ``when`` it is needed; ``proves`` what, in a sentence for the firm
    life    months for which it is good from the day of issue; None: as long as the facts hold
    waived  may be left out where the offices exchange the data among themselves
    ours    made by the platform from what is recorded (ledger, cover): nothing is uploaded
    """

    code: str
    name: str
    issuer: str
    when: str
    proves: str
    holder: Holder = Holder.HIRE
    life: int | None = None
    waived: bool = False
    ours: bool = False


class Deadline(NamedTuple):
    """One day by which something is due. ``source`` None: from practice, to be asked at the local office."""

    on: date
    text: str
    source: Article | None = None


class FactKind(StrEnum):
    """What may stand in a fact of the firm: the reader checks by it, and ``Case.facts`` then holds

    YES_NO bool · COUNT int · MONEY Decimal, never negative · BALANCE Decimal, negative for a loss · RATIO Decimal (a
    quarter is 0.25) · DAY date · TEXT str, the code where there are
    options · MONTHS and YEARS a dict of these by the text of the month or year: "2025-01", "2025"
    """

    YES_NO = "yes_no"
    COUNT = "count"
    MONEY = "money"
    BALANCE = "balance"
    RATIO = "ratio"
    DAY = "day"
    TEXT = "text"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something about the firm or its year that an incentive reads, beside hires and taxes.

    kind     MONTHS: {"2025-01": value}, YEARS: {"2025": value}; the value of the kind in ``of``
    of       the kind of each value of a table
    text     the question, as the firm reads it
    options  the codes that may stand there, with their labels; empty for anything
    of_all   stands for all hires together: it says nothing of one of them alone
    of_one   is about one hire: a firm says it of each of them, never of its year
    """

    code: str
    kind: FactKind
    text: str
    unit: str = ""
    of: FactKind = FactKind.MONEY
    options: Mapping[str, str] | None = None
    of_all: bool = False
    of_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that a province sets: dated, by place, and unknown where nobody saw it.

    places   by the stem of the GB/T 2260 code: 44 广东, 150602 东胜区; "" the number of the whole country
    floor    the least and ``ceiling`` the most that the national rule allows, shown while the number is unknown
    """

    code: str
    text: str
    unit: str
    places: Mapping[str, Timeline[Decimal]]
    floor: Timeline[Decimal] | None = None
    ceiling: Timeline[Decimal] | None = None


class Result(NamedTuple):
    """What came of one case.

    truth       YES it applies, NO it does not, UNKNOWN a missing fact could change it
    amount      yuan within the year or up to the day, as the incentive's declaration says; None while it is unknown
    components  every number of the sum by name, for people and machines: Decimal, int, str, lists and maps of these
    reasons     each condition with its truth and source
    missing     names of what is not known and could change truth or amount, as paths into the case:
                ``parameters.quota``, ``hires[0].contract_from``, ``facts.staff``, ``taxes.vat``
    """

    truth: Truth
    amount: Decimal | None
    components: Mapping[str, Any]
    reasons: tuple[Finding, ...]
    missing: tuple[str, ...] = ()


def no_deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    """For an incentive on which no clock of a hire runs."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive:
    """One declaration.

    amount_is  what ``Result.amount`` says, in Chinese with its unit: 本年度已可抵减的税额（元）
    saves      the component with the tax that is saved, where the amount is only what is taken off the income; else ""
    versions   the rule through time, each with its source and the days on which new hires may come under it
    per_hire   False for what is asked for the firm as a whole: one dossier for the year, not for each person
    individual  True for 个体工商户 alone, False for everybody but them, None for all
    documents  in the order in which the office wants them
    excludes   codes of what one person, or the firm, cannot have beside it
    compute    the sums; raises nothing for any case that ``read`` lets through
    deadlines  what falls due for one hire, seen on a day: coming ones and those just missed, soonest first
    """

    code: str
    name: str
    family: Family
    summary: str
    amount_is: str
    saves: str = ""
    versions: Timeline[str]
    facts: tuple[Fact, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    documents: tuple[Document, ...]
    excludes: frozenset[str] = frozenset()
    per_hire: bool = True
    individual: bool | None = None
    compute: Callable[[Case], Result]
    deadlines: Callable[[Hire, date], tuple[Deadline, ...]] = no_deadlines

    def suits(self, *, individual: bool) -> bool:
        """Whether it is for a body of that kind at all, whatever else is true of it."""
        return self.individual is None or self.individual is individual
