"""An entitlement: who, on which conditions, how much, with which papers, by which days, and where it is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from law.article import Article
from welfare.rules.expressions import Condition, Number
from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Fact
from welfare.rules.members import PerHead
from welfare.rules.node import walk
from welfare.rules.standards import Mode, Standard


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to hand in. ``only_if`` None: always."""

    name: str
    only_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure with its statutory time.

    days         how long it may take; None where the text sets none
    working      counted in working days
    since        from when it is counted, as the text says: 受理之日起
    note         who is meant, exceptions
    counts_from  the move of an application from whose day the time counts
    ends_with    the move that shows the step done; a later one shows it as well
    at_least     the time must pass before the next step may come: a publicity
    extended     days in special cases, for which somebody gives a reason
    months       the time in months, where the text counts so; of several the first is usual, another may be chosen
    untracked    why no clock runs although the text sets a time, in Chinese
    """

    name: str
    actor: str
    article: Article
    days: int | None = None
    working: bool = True
    since: str = ""
    note: str = ""
    counts_from: str = ""
    ends_with: str = ""
    at_least: bool = False
    extended: int | None = None
    months: tuple[int, ...] = ()
    untracked: str = ""

    @property
    def has_clock(self) -> bool:
        """Whether a clock runs for it once ``counts_from`` has happened."""
        return bool(self.counts_from) and (self.days is not None or bool(self.months))


@dataclass(frozen=True, slots=True)
class Component:
    """A named number beside the amount, with its unit: 分类施保 120 元/月."""

    name: str
    number: Number | PerHead
    unit: str = "元/月"
    article: Article | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Entitlement:
    """One declaration that is evaluated, run over a city and printed.

    scope        HOUSEHOLD: one answer; PERSON: looked at for each member, the household has it if one member has
    condition    who is entitled
    amount       in ``unit``; None: no cash, or ``discretionary``: the authority decides the sum
    components   by code; numbers to show beside the amount
    documents    to hand in; what proves a fact hangs on the fact
    steps        in order
    opens        codes of entitlements that this one opens
    exclusive    codes of entitlements that cannot be had beside this one
    on_request   granted case by case to whom it serves: who has not asked for it misses nothing that is due
    in_force     first day of the rule; ended: last day
    citations    the texts as a whole
    unverified   what a person must check before this is relied on, in Chinese; empty: nothing
    """

    code: str
    name: str
    condition: Condition
    citations: tuple[Article, ...]
    in_force: date
    ended: date | None = None
    scope: str = HOUSEHOLD
    amount: Number | None = None
    unit: str = "元/月"
    discretionary: bool = False
    components: Mapping[str, Component] = field(default_factory=dict)
    documents: tuple[Document | str, ...] = ()
    steps: tuple[Step, ...] = ()
    opens: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    on_request: bool = False
    where_to_ask: str = "户籍所在地或者经常居住地的乡镇人民政府（街道办事处）"
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.scope not in (HOUSEHOLD, PERSON):
            raise ValueError(f"{self.code}: scope is a person or a household, not {self.scope!r}")
        if self.scope == HOUSEHOLD:
            whole = [self.condition, self.amount, *(component.number for component in self.components.values())]
            for expression in whole:
                if expression is not None and expression.personal:
                    raise ValueError(f"{self.code}: a fact of one member stands outside count, total or any_member")

    @cached_property
    def version(self) -> str:
        """Twelve hex digits of the declaration itself: it changes when condition, amount or components change.

        The numbers of standards are not part of it; a determination stores which of them it used.
        """
        declared = repr(
            (self.condition, self.amount, sorted(self.components.items(), key=str), self.in_force, self.ended)
        )
        return hashlib.sha256(declared.encode()).hexdigest()[:12]

    @cached_property
    def reads(self) -> frozenset[str]:
        """Codes of the facts and standards that the rule looks at."""
        components = [component.number for component in self.components.values()]
        nodes = (node for root in (self.condition, self.amount, *components) if root is not None for node in walk(root))
        return frozenset(node.code for node in nodes if isinstance(node, Fact | Standard | Mode))

    @cached_property
    def restricted(self) -> bool:
        """Whether its rule reads a restricted fact: then its very name tells of illness or treatment."""
        return any(FACTS[code].restricted for code in self.reads if code in FACTS)

    def is_in_force(self, day: date) -> bool:
        return self.in_force <= day and (self.ended is None or day <= self.ended)
