"""What an office hands over or puts up about one application, as plain content: the receipt, what is missing, the
publicity, the refusal. Templates only lay it out; nothing else of the case goes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clients.models import Client
from welfare import refusal
from welfare.gather import gather
from welfare.models import Application, ApplicationEvent, Deadline
from welfare.plain import PAPER, is_delicate, is_own
from welfare.restricted import tells
from welfare.rules.assess import assess_one
from welfare.rules.composition import household_members
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import HOUSEHOLD
from welfare.rules.find import Case

UNVERIFIED = "待核实"


@dataclass(frozen=True, slots=True)
class Publicity:
    """公示: name, number of members, sum; ``members`` or ``amount`` None: to be written in by hand.

    What it is about stands in the title, how long and where to object below. There is no other field on purpose.
    """

    title: str
    name: str
    members: int | None
    amount: Decimal | None
    unit: str
    shown_from: date | None
    shown_to: date | None
    office: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """不予批准告知书: to whom, what, why, by which texts, and what one can do about it."""

    title: str
    name: str
    asked_on: date
    decided_on: date
    reason: str
    sources: tuple[str, ...]
    appeal: refusal.Appeal
    office: str
    where_to_ask: str


def plain_name(entitlement: Entitlement) -> str:
    """The name as it may lie on a kitchen table."""
    return "救助申请" if is_own(entitlement) else entitlement.name


def plain_papers(names: Iterable[str]) -> list[str]:
    """Names of papers as they may lie on a kitchen table, each once."""
    return list(dict.fromkeys(PAPER if is_delicate(name) or tells(name) else name for name in names))


def plain_place(entitlement: Entitlement) -> str:
    """Where to ask, as it may lie on a kitchen table: 疾病预防控制中心 would say it all."""
    telling = entitlement.restricted or is_delicate(entitlement.where_to_ask)
    return "给您这张单子的工作人员" if telling else entitlement.where_to_ask


def publicity(application: Application, clocks: list[Deadline], as_of: date) -> Publicity:
    entitlement = application.declared
    shown = next((clock for clock in clocks if clock.at_least), None)
    begun = application.events.filter(move="publicise").first()
    return Publicity(
        title=f"{entitlement.name}初审公示",
        name=application.client.name,
        members=members_counted(application.client, entitlement, as_of),
        amount=application.amount,
        unit=entitlement.unit,
        shown_from=begun.on if begun else None,
        shown_to=shown.due_on if shown else None,
        office=application.region.short_name,
    )


def members_counted(client: Client, entitlement: Entitlement, as_of: date) -> int | None:
    """How many persons the application is about, by the rules; None where the file does not say."""
    case = Case(next(iter(gather([client], as_of))).household)
    if entitlement.scope != HOUSEHOLD:
        return len(assess_one(case, entitlement).members) or None
    count = case.value(household_members).value
    return None if count is None else int(count)


def refusal_notice(application: Application, event: ApplicationEvent) -> Refusal:
    """The notice of the refusal written down in ``event``."""
    entitlement = application.declared
    asked = application.events.filter(move="accept").first()
    steps = [step.article for step in entitlement.steps if step.ends_with == "notify"]
    exact = {article.title for article in steps}
    cited = [article for article in entitlement.citations if article.title not in exact]
    # A number that nobody has verified stands on no notice.
    articles = dict.fromkeys(
        str(article) if UNVERIFIED in article.number else article.full for article in (*steps, *cited)
    )
    # The notice lies on the kitchen table: a text whose very name tells of treatment is not needed to refuse a sum.
    return Refusal(
        title=f"{plain_name(entitlement)}不予批准告知书",
        name=application.client.name,
        asked_on=asked.on if asked else application.started_on,
        decided_on=event.on,
        reason=event.note,
        sources=tuple(article for article in articles if not is_delicate(article)),
        appeal=refusal.appeal(entitlement),
        office=application.region.short_name,
        where_to_ask=plain_place(entitlement),
    )


def decision_due(clocks: list[Deadline]) -> Deadline | None:
    """The last day by which a decision is owed, of the terms that run."""
    running = [clock for clock in clocks if clock.ends_with == "grant" and clock.lapsed_on is None]
    return max(running, key=lambda clock: clock.due_on, default=None)
